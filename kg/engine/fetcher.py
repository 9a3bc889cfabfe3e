"""The fetcher: fetches from the hosts that the operator allows, and from no others.

Each fetch is a process of its own, ``kg.engine.fetch_process``, so that it ends at its deadline whatever it waits for:
a slow name server, a slow connection, or a body that arrives in drips.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from ipaddress import IPv6Address
from pathlib import Path
from urllib.parse import quote, urlencode

from kg.engine.fetch_process import Fetch, FetchedResponse
from kg.engine.jobs import RdfDocument
from kg.errors import DataError, Problem, RequestError
from kg.limits import FetchLimits

_TABLE = "application/sparql-results+json"
_GRAPHS = "text/turtle, application/n-triples, application/rdf+xml;q=0.9, application/ld+json;q=0.1"
_FORM = "application/x-www-form-urlencoded"
_COMMAND = (sys.executable, "-S", "-P", "-X", "utf8", "-m", "kg.engine.fetch_process")

# No user before an @, no dot at the end and no letters beyond ASCII: a host has one spelling but for its capitals.
_URL = re.compile(
    r"(https?)://([^/?#@\\]+)((?:[/?][^#\x00-\x20\x7f\ud800-\udfff]*)?)(?:#.*)?", re.IGNORECASE | re.DOTALL
)
_AUTHORITY = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?))(?::([0-9]{1,5}))?")
_DEFAULT_PORTS = {"http": 80, "https": 443}

# The failures that the process reports: the status and the message for clients.
_FAILURES = {
    "name": (502, "cannot be found: its name has no address"),
    "address": (403, "has an address that is not public"),
    "connection": (502, "cannot be reached"),
    "tls": (502, "offers no secure connection that can be trusted"),
    "http": (502, "does not follow HTTP, or breaks off"),
    "encoding": (502, "sends a compressed response, which was not requested"),
    "size": (502, "sends more than is read"),
    "time": (504, "did not respond in time"),
}


class Fetcher:
    """Fetches from ``hosts`` only, each ``host`` or ``host:port``; without a port the ports 80 and 443 are allowed.

    An address that is not public (private, loopback, link-local and the like) is connected to only if the operator
    lists that exact address, or ``localhost``. Redirects are not followed, and proxies of the environment not used.

    Raises DataError for an entry that is not a host.
    """

    def __init__(self, hosts: frozenset[str], limits: FetchLimits) -> None:
        self._allowed = {_listed(host) for host in hosts}
        self._limits = limits

    def select(self, endpoint: str, query: str, seconds: float | None = None) -> bytes:
        """The answer of a remote endpoint to a SELECT, as SPARQL 1.1 Query Results JSON (Protocol, 2.1.2).

        ``seconds`` can shorten the time limit. Raises RequestError: 403 if the host is not allowed, 502 if it fails,
        504 if it is late.
        """
        body = urlencode({"query": query}, errors="replace")
        fetched = self._fetch(endpoint, {"Accept": _TABLE, "Content-Type": _FORM}, body, seconds)
        if fetched.media_type not in {_TABLE, "application/json"}:
            what = f"sends {fetched.media_type or 'an unnamed format'!r}, not {_TABLE}."
            raise RequestError(502, Problem(_name(*self._split(endpoint)[:3]), what, "Name a SPARQL endpoint."))
        return fetched.body

    def document(self, iri: str, seconds: float | None = None) -> RdfDocument:
        """The RDF document at an IRI; raises RequestError as ``select`` does."""
        return self._fetch(iri, {"Accept": _GRAPHS}, None, seconds)

    def _fetch(self, iri: str, headers: Mapping[str, str], body: str | None, seconds: float | None) -> RdfDocument:
        scheme, host, port, path = self._split(iri)
        listed = [name for name, _ in self._allowed if self._allows(name, port)]
        seconds = self._limits.seconds if seconds is None else min(seconds, self._limits.seconds)
        fetch = Fetch(scheme, host, port, path, headers, body, seconds, self._limits.megabytes << 20, listed)
        response = _run(fetch)
        if response.status == 200:
            return RdfDocument(response.media_type, response.body)
        status, what = _FAILURES.get(response.failure, (502, f"responds with status {response.status}"))
        if 300 <= response.status < 400:
            what += ", a redirect, which is not followed"
        remedy = "Try again later, ask it for less, or leave it out."
        if response.failure == "address":
            remedy = f"The operator can allow that exact address with --service ADDRESS:{port}."
        raise RequestError(status, Problem(_name(scheme, host, port), f"{what}.", remedy))

    def _split(self, iri: str) -> tuple[str, str, int, str]:
        """The scheme, host, port and path of an IRI; raises RequestError (403) for a host that is not allowed."""
        url = _URL.fullmatch(iri)
        authority = _authority(url[2]) if url else None
        if not url or not authority:
            remedy = "Name a host by http or https, in ASCII, without a user."
            raise RequestError(403, Problem(repr(iri), "cannot be fetched.", remedy))
        scheme, host, port = url[1].lower(), authority[0], authority[1] or _DEFAULT_PORTS[url[1].lower()]
        if self._allows(host, port):
            path = quote(url[3], safe="/?:@!$&'()*+,;=%-._~[]")
            return scheme, host, port, path if path.startswith("/") else f"/{path}"
        name = _name(scheme, host, port)
        what = "is not among the hosts that the operator of this endpoint allows."
        raise RequestError(403, Problem(name, what, f"Leave it out; the operator can allow it with --service {name}."))

    def _allows(self, host: str, port: int) -> bool:
        return (host, port) in self._allowed or ((host, None) in self._allowed and port in _DEFAULT_PORTS.values())


def _listed(host: str) -> tuple[str, int | None]:
    """A host that the operator allows, with its port if one is given; raises DataError if it is not a valid host."""
    authority = _authority(f"[{host}]" if host.count(":") > 1 and "[" not in host else host)
    if authority is None:
        what = f"{host!r} is not a valid host."
        raise DataError(Problem("--service", what, "Give a host or host:port, such as example.org:8080."))
    return authority


def _authority(text: str) -> tuple[str, int | None] | None:
    """A host in its one spelling, with its port; None if the text is not a valid host."""
    match = _AUTHORITY.fullmatch(text.lower()) if text.isascii() else None
    port = int(match[3]) if match and match[3] else None
    if not match or (port is not None and not 0 < port < 65536):
        return None
    try:
        return (str(IPv6Address(match[1])) if match[1] else match[2]), port
    except ValueError:
        return None


def _name(scheme: str, host: str, port: int) -> str:
    """A host for people, with its port if that is not the default."""
    host = f"[{host}]" if ":" in host else host
    return host if port == _DEFAULT_PORTS[scheme] else f"{host}:{port}"


def _run(fetch: Fetch) -> FetchedResponse:
    """The response that a process fetches; a process that fails reports no details."""
    trusted = {key: os.environ[key] for key in ("SSL_CERT_FILE", "SSL_CERT_DIR") if key in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            [*_COMMAND, str(os.getpid())],
            input=json.dumps(fetch._asdict()).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(Path(__file__).parents[2])} | trusted,
            timeout=max(fetch.seconds, 0),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return FetchedResponse(failure="time")
    if done.returncode:
        return FetchedResponse(failure="connection")
    header, _, body = done.stdout.partition(b"\n")
    status, failure, media_type = json.loads(header)
    return FetchedResponse(status, failure, media_type, body)
