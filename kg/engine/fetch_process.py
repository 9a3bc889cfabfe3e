"""The fetch process: one fetch, run as a program of its own by the fetcher, with the fetch on its standard input.

Its argument is the number of the fetcher's process.
"""

import http.client
import json
import socket
import ssl
import sys
from collections.abc import Mapping, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple

from kg.engine.prctl import die_with_parent

_UNICAST = IPv6Network("2000::/3")
_TRANSLATED = IPv6Network("64:ff9b::/96")

# The first class that an error belongs to names what failed.
_CAUSES: tuple[tuple[type[Exception], str], ...] = (
    (socket.gaierror, "name"),
    (UnicodeError, "name"),
    (PermissionError, "address"),
    (TimeoutError, "time"),
    (ssl.SSLError, "tls"),
    (OSError, "connection"),
    (Exception, "http"),
)


class FetchedResponse(NamedTuple):
    """The response to a fetch, or the name of its ``failure``; there is a body only with status 200."""

    status: int = 0
    failure: str = ""
    media_type: str = ""
    body: bytes = b""


class Fetch(NamedTuple):
    """A request to a host, by POST if it has a body.

    ``listed`` are the addresses that may be connected to though they are not public, ``limit`` the bytes that are read.
    """

    scheme: str
    host: str
    port: int
    path: str
    headers: Mapping[str, str]
    body: str | None
    seconds: float
    limit: int
    listed: Sequence[str]

    def response(self) -> FetchedResponse:
        """Send the request and read the response."""
        kind = http.client.HTTPSConnection if self.scheme == "https" else http.client.HTTPConnection
        connection = kind(self.host, self.port, timeout=self.seconds)
        try:
            connection.sock = self._connect()
            body = None if self.body is None else self.body.encode()
            headers = {"User-Agent": "congress-kg", "Connection": "close", **self.headers}
            connection.request("GET" if body is None else "POST", self.path, body, headers)
            return self._read(connection.getresponse())
        except (OSError, http.client.HTTPException, ValueError) as error:
            return FetchedResponse(failure=next(failure for kind, failure in _CAUSES if isinstance(error, kind)))

    def _connect(self) -> socket.socket:
        """A connection to an allowed address of the host: the address that was checked is the one connected to.

        Raises PermissionError if the host has no such address.
        """
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        addresses = [str(address) for *_, (address, *_) in found if is_allowed(str(address), self.host, self.listed)]
        error: OSError = PermissionError()
        for address in dict.fromkeys(addresses):
            try:
                plain = socket.create_connection((address, self.port), self.seconds)
            except OSError as failed:
                error = ConnectionError() if isinstance(failed, PermissionError) else failed
                continue
            if self.scheme == "http":
                return plain
            return ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
        raise error

    def _read(self, response: http.client.HTTPResponse) -> FetchedResponse:
        if response.status != 200:
            return FetchedResponse(response.status)
        if response.getheader("Content-Encoding", "identity").strip().lower() not in {"identity", ""}:
            return FetchedResponse(failure="encoding")
        body = response.read(self.limit + 1)
        if len(body) > self.limit or response.length:
            return FetchedResponse(failure="size" if len(body) > self.limit else "http")
        media_type = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
        return FetchedResponse(200, "", media_type, body)


def is_allowed(text: str, host: str, listed: Sequence[str]) -> bool:
    """Whether an address is public, or the operator lists that exact address, or ``localhost``."""
    address: IPv4Address | IPv6Address = ip_address(text)
    if isinstance(address, IPv6Address) and address in _TRANSLATED:
        address = IPv4Address(int(address) & 0xFFFFFFFF)
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    if str(address) in listed or (host == "localhost" and address.is_loopback):
        return True
    if isinstance(address, IPv6Address) and (address not in _UNICAST or address.sixtofour or address.teredo):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _main() -> None:
    die_with_parent(int(sys.argv[1]))
    fetch = Fetch(**json.load(sys.stdin))
    response = fetch.response()
    header = json.dumps((response.status, response.failure, response.media_type))
    sys.stdout.buffer.write(header.encode() + b"\n" + response.body)


if __name__ == "__main__":
    _main()
