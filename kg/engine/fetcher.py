"""The courier: fetches what lies at the hosts that the operator allows, and nowhere else.

Each fetch is a process of its own, ``kg.engine.fetch_process``, so that it ends at its deadline whatever it is busy
with: a slow name server, a slow connection, or a body that comes in drips.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from ipaddress import IPv6Address
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from kg.engine.jobs import RdfDocument
from kg.errors import Problem, RequestError
from kg.limits import FetchLimits

_TABLE = "application/sparql-results+json"
_GRAPHS = "text/turtle, application/n-triples, application/rdf+xml;q=0.9, application/ld+json;q=0.1"
_FORM = "application/x-www-form-urlencoded"

# No user before an @, no dot at the end and no letters beyond ASCII: a host has one spelling but for its capitals.
_URL = re.compile(
    r"(https?)://([^/?#@\\]+)((?:[/?][^#\x00-\x20\x7f\ud800-\udfff]*)?)(?:#.*)?", re.IGNORECASE | re.DOTALL
)
_AUTHORITY = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?))(?::([0-9]{1,5}))?")
_DEFAULT_PORTS = {"http": 80, "https": 443}

# What the process reports, and what people are told; the status is 502 but where it says otherwise.
_FAILURES = {
    "name": (502, "cannot be found: its name has no address"),
    "address": (403, "lies at an address that is not public"),
    "connection": (502, "cannot be reached"),
    "tls": (502, "offers no secure connection that can be trusted"),
    "http": (502, "does not answer as HTTP demands, or breaks off"),
    "encoding": (502, "answers compressed, although asked not to"),
    "size": (502, "answers with more than is read"),
    "time": (504, "did not answer in time"),
}


class _Target(NamedTuple):
    scheme: str
    host: str
    port: int
    path: str

    @property
    def name(self) -> str:
        """The host for people, with its port where that is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


class Fetcher:
    """Fetches from ``hosts`` only, each ``host`` or ``host:port``; without a port the ports 80 and 443 are meant.

    What is not public (private, loopback, link-local addresses and the like) is asked only where the operator lists
    that very address, or ``localhost``. An entry that is no host allows nothing. ``seconds`` limits a whole fetch,
    ``megabytes`` its body. Redirects are not followed, and proxies of the environment not asked.
    """

    def __init__(self, hosts: frozenset[str], limits: FetchLimits) -> None:
        wrapped = (f"[{host}]" if host.count(":") > 1 and "[" not in host else host for host in hosts)
        self._allowed = {authority for host in wrapped if (authority := _authority(host))}
        self._limits = limits

    def select(self, endpoint: str, query: str, seconds: float | None = None) -> bytes:
        """The answer of a remote endpoint to a SELECT, as SPARQL 1.1 Query Results JSON (Protocol, 2.1.2).

        Raises RequestError: 403 if it may not be asked, 502 if it fails, 504 if it is late. ``seconds`` can shorten
        the time, not lengthen it.
        """
        body = urlencode({"query": query}, errors="replace")
        fetched = self._fetch(endpoint, {"Accept": _TABLE, "Content-Type": _FORM}, body, seconds)
        if fetched.media_type not in {_TABLE, "application/json"}:
            what = f"answers with {fetched.media_type or 'an unnamed format'!r}, not with {_TABLE}."
            raise RequestError(502, Problem(self._target(endpoint).name, what, "Ask it for a SPARQL endpoint."))
        return fetched.body

    def document(self, iri: str, seconds: float | None = None) -> RdfDocument:
        """The RDF document at an IRI; raises RequestError as ``select`` does."""
        return self._fetch(iri, {"Accept": _GRAPHS}, None, seconds)

    def _fetch(self, iri: str, headers: dict[str, str], body: str | None, seconds: float | None) -> RdfDocument:
        target = self._target(iri)
        seconds = self._limits.seconds if seconds is None else min(seconds, self._limits.seconds)
        listed = [host for host, _ in self._allowed if self._allows(host, target.port)]
        job = target._asdict() | {"headers": headers, "body": body, "seconds": seconds}
        header, answer = _run(job | {"listed": listed, "limit": self._limits.megabytes << 20}, seconds)
        status, what = _FAILURES.get(header.get("failure", ""), (502, f"answers with status {header.get('status')}"))
        if header.get("status") == 200:
            return RdfDocument(header["type"], answer)
        if 300 <= header.get("status", 0) < 400:
            what += ", a redirect, which is not followed"
        raise RequestError(status, Problem(target.name, f"{what}.", _remedy(header, target)))

    def _target(self, iri: str) -> _Target:
        url = _URL.fullmatch(iri)
        authority = _authority(url[2]) if url else None
        if not url or not authority:
            raise RequestError(
                403, Problem(repr(iri), "is not fetched.", "Name a host by http or https, in ASCII, without a user.")
            )
        scheme, (host, port) = url[1].lower(), authority
        path = quote(url[3], safe="/?:@!$&'()*+,;=%-._~[]")
        target = _Target(scheme, host, port or _DEFAULT_PORTS[scheme], path if path.startswith("/") else f"/{path}")
        if self._allows(host, target.port):
            return target
        what = "is not among the hosts that the operator of this endpoint allows."
        raise RequestError(
            403, Problem(target.name, what, f"Leave it out; the operator can allow it with --service {target.name}.")
        )

    def _allows(self, host: str, port: int) -> bool:
        return (host, port) in self._allowed or ((host, None) in self._allowed and port in _DEFAULT_PORTS.values())


def _authority(text: str) -> tuple[str, int | None] | None:
    """A host in its one spelling and its port; None if the text is none."""
    match = _AUTHORITY.fullmatch(text.lower()) if text.isascii() else None
    port = int(match[3]) if match and match[3] else None
    if not match or (port is not None and not 0 < port < 65536):
        return None
    try:
        return (str(IPv6Address(match[1])) if match[1] else match[2]), port
    except ValueError:
        return None


def _remedy(header: dict[str, Any], target: _Target) -> str:
    if header.get("failure") == "address":
        return f"The operator can allow that very address with --service ADDRESS:{target.port}."
    return "Try it later, ask it for less, or ask without it."


def _run(job: dict[str, Any], seconds: float) -> tuple[dict[str, Any], bytes]:
    """What the process for a job answers: a header and the body; a process that fails tells no details."""
    root = str(Path(__file__).parents[2])
    trusted = {key: os.environ[key] for key in ("SSL_CERT_FILE", "SSL_CERT_DIR") if key in os.environ}
    command = [sys.executable, "-S", "-P", "-X", "utf8", "-m", "kg.engine.fetch_process"]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command,
            input=json.dumps(job).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": root} | trusted,
            timeout=max(seconds, 0),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"failure": "time"}, b""
    if done.returncode:
        return {"failure": "time" if done.returncode == -signal.SIGALRM else "connection"}, b""
    header, _, body = done.stdout.partition(b"\n")
    return json.loads(header), body
