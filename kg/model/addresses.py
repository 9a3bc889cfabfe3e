"""The addresses of the site: from the IRI of an entity to the paths of its documents, and back.

An IRI below the base is answered at the same path of the site. Its documents have a suffix for their format and,
for a further page, its number: ``/id/person/x.html``, ``/id/person/x~2.ttl``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.formats import HTML, document_suffixes
from kg.namespaces import Namespaces

_DOCUMENT = r"(?P<stem>.*?)(?:~(?P<page>[2-9]|[1-9][0-9]{1,6}))?\.(?P<suffix>%s)"


@dataclass(frozen=True)
class Document:
    """A document of a site: the path of what it is about, its page, counted from 1, and the suffix of its format."""

    stem: str
    suffix: str
    page: int = 1

    @property
    def path(self) -> str:
        """The path of the document."""
        return f"{self.stem}{f'~{self.page}' if self.page > 1 else ''}.{self.suffix}"

    def at(self, suffix: str, page: int | None = None) -> str:
        """The path of the same document in another format, or of another page of it."""
        return Document(self.stem, suffix, page or self.page).path

    @classmethod
    def parse(cls, path: str) -> Document | None:
        """The document at a path, or None if the path has no suffix of a format."""
        match = re.fullmatch(_DOCUMENT % "|".join(document_suffixes()), path)
        return cls(match["stem"], match["suffix"], int(match["page"] or 1)) if match else None


def path_of(iri: str, names: Namespaces) -> str | None:
    """The path, and the fragment if any, at which an IRI is answered; None if it does not lie below the base."""
    return f"/{iri.removeprefix(names.base)}" if iri.startswith(names.base) else None


def iri_at(path: str, names: Namespaces) -> str:
    """The IRI that is answered at a path."""
    return names.base + path.removeprefix("/")


def page_of(iri: str, names: Namespaces) -> str | None:
    """The path of the page about an IRI, that of a term with a fragment; None for an IRI outside the base."""
    path = path_of(iri, names)
    if path is None:
        return None
    if path == "/":
        return f"/dataset.{HTML}"
    stem, mark, fragment = path.partition("#")
    return f"{stem}.{HTML}{mark}{fragment}"


def page_at(path: str, names: Namespaces) -> str:
    """The path of the page about what has a path: that of an entity has no suffix, that of a question has one."""
    return path if path.endswith(f".{HTML}") else page_of(iri_at(path, names), names) or path


def relative(target: str, current: str) -> str:
    """A path as a reference from the page at another path (RFC 3986, 4.2), so that a site can be served anywhere."""
    if target.startswith(f"{current}#"):
        return target[len(current) :]
    return ("../" * (current.count("/") - 1) or "./") + target.removeprefix("/")
