"""The errand: one fetch, run as a program of its own by the courier, with the job on its standard input."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import ssl
import sys
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

_UNICAST = IPv6Network("2000::/3")
_TRANSLATED = IPv6Network("64:ff9b::/96")

# The first that fits an error tells what failed.
_CAUSES: tuple[tuple[type[Exception], str], ...] = (
    (socket.gaierror, "name"),
    (UnicodeError, "name"),
    (PermissionError, "address"),
    (TimeoutError, "time"),
    (ssl.SSLError, "tls"),
    (OSError, "connection"),
    (Exception, "http"),
)


def answer(job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Carry out a job, in the process made for it."""
    kind = http.client.HTTPSConnection if job["scheme"] == "https" else http.client.HTTPConnection
    connection = kind(job["host"], job["port"], timeout=job["seconds"])
    try:
        connection.sock = _connect(job)
        body = job["body"].encode() if job["body"] is not None else None
        headers = {"User-Agent": "congress-kg", "Connection": "close"} | job["headers"]
        connection.request("GET" if body is None else "POST", job["path"], body, headers)
        return _read(connection.getresponse(), job["limit"])
    except (OSError, http.client.HTTPException, ValueError) as error:
        return {"failure": next(failure for kind, failure in _CAUSES if isinstance(error, kind))}, b""


def _read(response: http.client.HTTPResponse, limit: int) -> tuple[dict[str, Any], bytes]:
    if response.status != 200:
        return {"status": response.status}, b""
    if response.getheader("Content-Encoding", "identity").strip().lower() not in {"identity", ""}:
        return {"failure": "encoding"}, b""
    body = response.read(limit + 1)
    if len(body) > limit:
        return {"failure": "size"}, b""
    if response.length:
        return {"failure": "http"}, b""
    media_type = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    return {"status": 200, "type": media_type}, body


def _connect(job: dict[str, Any]) -> socket.socket:
    """A connection to an address of the host that may be asked: what was checked is what is connected to.

    Raises PermissionError if the host has no such address.
    """
    found = socket.getaddrinfo(job["host"], job["port"], type=socket.SOCK_STREAM)
    addresses = [address for *_, (address, *_) in found if askable(str(address), job["host"], job["listed"])]
    error: OSError = PermissionError()
    for address in dict.fromkeys(addresses):
        try:
            plain = socket.create_connection((str(address), job["port"]), job["seconds"])
        except OSError as failed:
            error = ConnectionError() if isinstance(failed, PermissionError) else failed
            continue
        if job["scheme"] == "http":
            return plain
        return ssl.create_default_context().wrap_socket(plain, server_hostname=job["host"])
    raise error


def askable(text: str, host: str, listed: list[str]) -> bool:
    """Whether an address may be asked: it is public, or the operator lists that very address, or ``localhost``."""
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
    job = json.load(sys.stdin)
    signal.setitimer(signal.ITIMER_REAL, job["seconds"])  # whoever waits for the answer may have ended
    header, body = answer(job)
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n" + body)


if __name__ == "__main__":
    _main()
