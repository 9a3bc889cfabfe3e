"""The addresses of the site: from the IRI of an entity to the paths of its documents, and back.

An IRI below the base is answered at the same path of the site. Its documents have a suffix for their format and,
for a further page, its number: ``/id/person/x.html``, ``/id/person/x~2.ttl``.

A path is written as in an address, so that it leads back to the same IRI: what has another meaning there than in an IRI
is percent-encoded, and so is the percent sign. ``id/a%2Fb?c`` is answered at ``/id/a%252Fb%3Fc``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from kg.formats import HTML, document_suffixes
from kg.namespaces import Namespaces

_DOCUMENT = r"(?P<stem>.*?)(?:~(?P<page>[1-9][0-9]{0,6}))?\.(?P<suffix>%s)"
_NUMBERED = re.compile(r".*~[1-9][0-9]{0,6}")
# The IRIs of which each is answered by itself, with its fragment; those of terms are parts of a document.
_ENTITIES = re.compile("/?(?:id|source)/")
# In a path, this begins something else or ends it.
_RESERVED = str.maketrans({character: f"%{ord(character):02X}" for character in '%?#"<>\\^`{|} '})
# What browsers and servers take out of a path (RFC 3986, 5.2.4).
_UNSTEADY = re.compile(r"/\.{1,2}(?:/|$)|//")


@dataclass(frozen=True)
class Document:
    """A document of a site: the path of what it is about, its page, counted from 1, and the suffix of its format."""

    stem: str
    suffix: str
    page: int = 1

    @property
    def path(self) -> str:
        """The path of the document."""
        # A name that ends like a number of a page is followed by one in any case.
        is_numbered = self.page > 1 or _NUMBERED.fullmatch(self.stem)
        return f"{self.stem}{f'~{self.page}' if is_numbered else ''}.{self.suffix}"

    def at(self, suffix: str, page: int | None = None) -> str:
        """The path of the same document in another format, or of another page of it."""
        return Document(self.stem, suffix, page or self.page).path

    @classmethod
    def parse(cls, path: str) -> Document | None:
        """The document at a path, or None if the path has no suffix of a format."""
        match = re.fullmatch(_DOCUMENT % "|".join(document_suffixes()), path)
        if match is None:
            return None
        if match["page"] == "1" and not _NUMBERED.fullmatch(match["stem"]):
            # A first page has no number.
            return cls(f"{match['stem']}~1", match["suffix"])
        return cls(match["stem"], match["suffix"], int(match["page"] or 1))


def written(path: str) -> str:
    """A path as it is written in an address, given the path that the address stands for (RFC 3986, 2.4)."""
    return path.translate(_RESERVED)


def path_of(iri: str, names: Namespaces) -> str | None:
    """The path, and the fragment if any, at which an IRI is answered; None if it does not lie below the base."""
    if not iri.startswith(names.base):
        return None
    name = iri.removeprefix(names.base)
    stem, mark, fragment = (name, "", "") if _ENTITIES.match(name) else name.partition("#")
    return f"/{written(stem)}{mark}{fragment}"


def iri_at(path: str, names: Namespaces) -> str:
    """The IRI that is answered at a path."""
    return names.base + unquote(path).removeprefix("/")


def page_of(iri: str, names: Namespaces) -> str | None:
    """The path of the page about an IRI, that of a term with a fragment.

    None for an IRI outside the base, and for one whose path would be taken for another.
    """
    path = path_of(iri, names)
    if path is None or _UNSTEADY.search(path):
        return None
    if path == "/":
        return f"/dataset.{HTML}"
    stem, mark, fragment = path.partition("#")
    return f"{Document(stem, HTML).path}{mark}{fragment}"


def page_at(path: str, names: Namespaces) -> str:
    """The path of the page about what has a path: that of an entity has no suffix, that of a question has one."""
    is_page = path.endswith(f".{HTML}") and not _ENTITIES.match(path)
    return path if is_page else page_of(iri_at(path, names), names) or path


def relative(target: str, current: str) -> str:
    """A path as a reference from the page at another path (RFC 3986, 4.2), so that a site can be served anywhere."""
    if target.startswith(f"{current}#"):
        return target[len(current) :]
    return ("../" * (current.count("/") - 1) or "./") + target.removeprefix("/")
