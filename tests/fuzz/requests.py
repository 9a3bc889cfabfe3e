"""Random requests to a server, valid but for a few changes, and what no answer to them may be."""

from __future__ import annotations

import re
import socket
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import quote, urlencode

from tests.differential.datasets import PROLOGUE
from tests.differential.queries import query
from tests.fuzz.mutations import mutated
from tests.patience import PATIENCE

_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")
# A full disk, a busy server and a limit are faults of the server that it may tell.
_FAULTS = {b"503", b"504", b"507"}
_OF_THE_MACHINE = re.compile(
    rb"Traceback|site-packages|\.(?:py|rs)\b|panick|(?<![\w.%/])/(?:tmp|home|root|usr|var|proc|work)/"
)
_LONGEST = 1 << 22
# Headers that say where the body ends, and not where it does.
_FRAMING = {"Transfer-Encoding: chunked", "Content-Length: -1"}
_WORDS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Request:
    """Some bytes to send; those whose head ``is_whole`` have to be answered."""

    sent: bytes
    is_whole: bool


def request(random: Random, token: str) -> Request:
    """A request, most of the time with the token, which permits updates."""
    path, body, media_type = _placed(random, _text(random))
    headers = random.sample(_WORDS["headers"], random.choice((0, 0, 1, 3)))
    if random.random() < 0.8:
        headers.append(f"Authorization: Bearer {token}")
    lines = [
        f"{random.choice(_WORDS['methods'])} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Connection: close",
        f"Content-Length: {len(body)}",
        f"Content-Type: {media_type}",
        f"Accept: {random.choice(_WORDS['media_types'])}",
        *headers,
    ]
    head = "\r\n".join(lines).encode()
    changed = mutated(random, head) if random.random() < 0.2 else head
    return Request(changed + b"\r\n\r\n" + body, changed == head and not _FRAMING.intersection(headers))


def exchange(address: tuple[str, int], request: Request) -> bytes:
    """What a server answers to a request, behind whose end there is no more if its head is not whole."""
    received = bytearray()
    # The server need not read what it has refused.
    with socket.create_connection(address, PATIENCE) as connection, suppress(ConnectionError):
        connection.sendall(request.sent)
        if not request.is_whole:
            connection.shutdown(socket.SHUT_WR)
        while len(received) < _LONGEST and (part := connection.recv(1 << 16)):
            received += part
    return bytes(received)


def problem(request: Request, received: bytes) -> str | None:
    """What is wrong with an answer, if anything is."""
    match = _STATUS.match(received)
    if not match:
        return "no answer in HTTP" if received or request.is_whole else None
    if match[1].startswith(b"5") and match[1] not in _FAULTS:
        return f"status {match[1].decode()}"
    if (told := _OF_THE_MACHINE.search(received)) and told[0] not in request.sent:
        return f"it tells {told[0].decode(errors='replace')!r}"
    return None


def _text(random: Random) -> bytes:
    """A query, an update or a document, as it is or changed."""
    kind = random.random()
    if kind < 0.5:
        text = PROLOGUE + str(query(random))
    else:
        text = PROLOGUE + random.choice(_WORDS["updates"]) if kind < 0.7 else random.choice(_WORDS["documents"])
    return mutated(random, text.encode()) if random.random() < 0.7 else text.encode()


def _placed(random: Random, text: bytes) -> tuple[str, bytes, str]:
    """The path, the body and its media type, with a text in one of the places where a server looks for it."""
    place = random.random()
    name = random.choice(_WORDS["parameters"])
    if place < 0.2:
        return f"/sparql?{name}={quote(text)}", b"", "text/plain"
    if place < 0.4:
        return "/sparql", urlencode({name: text, "query": "ASK {}"}).encode(), "application/x-www-form-urlencoded"
    media_type = random.choice(_WORDS["media_types"])
    if place < 0.8:
        return random.choice(_WORDS["targets"]), text, media_type
    return f"{random.choice(_WORDS['pages'])}{quote(text[:20])}", text if random.random() < 0.2 else b"", media_type
