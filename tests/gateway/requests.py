"""Requests as granian passes them on (RSGI)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


class Headers:
    """Headers by their names in lower case, each with the values of its lines."""

    def __init__(self, *lines: tuple[str, str]) -> None:
        self._lines = lines

    def get(self, name: str) -> str | None:
        return next(iter(self.get_all(name)), None)

    def get_all(self, name: str) -> list[str]:
        return [value for key, value in self._lines if key == name]

    def items(self) -> list[tuple[str, str]]:
        return [*self._lines]

    def with_line(self, name: str, value: str) -> Headers:
        return Headers(*self._lines, (name, value))

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self._lines))


@dataclass(frozen=True)
class Scope:
    """What granian tells of a request."""

    method: str = "GET"
    scheme: str = "http"
    path: str = "/sparql"
    query_string: str = "query=ASK"
    client: str = "192.0.2.1:4711"
    server: str = "127.0.0.1:80"
    http_version: str = "1.1"
    headers: Headers = field(default_factory=lambda: Headers(("host", "example.org"), ("accept", "text/csv")))
