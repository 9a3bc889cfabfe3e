"""HTTP without a framework: the access log, the cache, the headers and the identity of clients."""
