"""The identity of clients: an IPv4 address or an IPv6 network."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from kg.http.wsgi import Environ


def client_of(environ: Environ) -> str:
    """The identity of the client that sent a request."""
    return network_of(str(environ.get("REMOTE_ADDR", "")))


@lru_cache(4096)
def network_of(address: str) -> str:
    """The address of a client; for IPv6 its /64 network, since every client has a whole one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or ip_network(f"{parsed}/64", strict=False))
