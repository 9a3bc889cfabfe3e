"""HTTP without a framework: the access log, the cache, the headers, and what tells clients apart."""
