"""HTTP without a framework: the gateway, the access log, the cache, the limits of clients."""
