"""The texts of sources, where the operator supplies them: the words of passages, which the dataset does not hold."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import DataError, Problem
from kg.model.dataset import PublishedDataset

# What is shown of a source around a passage, in characters.
_AROUND = 400
_SHORTEST_WORD = 3


@dataclass(frozen=True)
class Piece:
    """A part of a quoted text; ``marked`` tells that it is to be highlighted."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Span:
    """The place of a passage: the IRI of its source, and offsets in code points."""

    source: str
    start: int
    end: int


@dataclass(frozen=True)
class Texts:
    """Texts by the IRI of their source, each as it was when its passages were cut."""

    by_source: Mapping[str, str] = field(default_factory=dict)

    def passage(self, span: Span, words: Iterable[str] = ()) -> list[Piece]:
        """The text of a passage, some words highlighted where they occur in it; nothing where it is not supplied."""
        text = self.by_source.get(span.source)
        return [] if text is None else _highlighted(text[span.start : span.end], words)

    def context(self, span: Span) -> list[Piece]:
        """The text around a passage, the passage highlighted; nothing where it is not supplied."""
        text = self.by_source.get(span.source)
        if text is None:
            return []
        begin = _edge(text, max(0, span.start - _AROUND), span.start)
        end = _edge(text, min(len(text), span.end + _AROUND), span.end)
        before = ("… " if begin else "") + text[begin : span.start]
        after = text[span.end : end] + (" …" if end < len(text) else "")
        pieces = [(before, False), (text[span.start : span.end], True), (after, False)]
        return [Piece(part, marked) for part, marked in pieces if part]


def read_texts(dataset: PublishedDataset, files: Iterable[Path]) -> Texts:
    """The texts in some files, each known to be a source by its hash.

    Raises DataError for a file that cannot be read or is none of the dataset's sources.
    """
    query = "SELECT ?hash ?source WHERE { ?source rdf:type ckg:Source ; ckg:sha256 ?hash }"
    rows = dataset.store.query(query, prefixes=dataset.names.prefixes).rows()
    sources = {digest.value: source.value for digest, source in rows if digest and source}
    return Texts(dict(_read(path, sources) for path in files))


def _read(path: Path, sources: Mapping[str, str]) -> tuple[str, str]:
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(Problem(str(path), "cannot be read as UTF-8 text.", "Name the text of a source.")) from error
    source = sources.get(hashlib.sha256(text.encode()).hexdigest())
    if source is None:
        remedy = "Give the file that its passages were cut from, unchanged."
        raise DataError(Problem(str(path), "is the text of none of the dataset's sources.", remedy))
    return source, text


def _edge(text: str, place: int, passage: int) -> int:
    """The end of the context: the nearest line end or blank towards the passage, so that no word is cut."""
    if place in (0, len(text)):
        return place
    part = text[min(place, passage) : max(place, passage)]
    blank = re.search(r"\s", part) if place < passage else re.search(r"\s(?=\S*$)", part)
    return passage if blank is None else min(place, passage) + (blank.end() if place < passage else blank.start())


def _highlighted(text: str, words: Iterable[str]) -> list[Piece]:
    wanted = sorted({word for word in words if len(word) >= _SHORTEST_WORD or word.isdigit()}, key=len, reverse=True)
    if not wanted:
        return [Piece(text, marked=False)]
    pattern = re.compile(rf"(?<!\w)({'|'.join(re.escape(word) for word in wanted)})(?!\w)", re.IGNORECASE)
    # With one group, split gives what lies between the matches and the matches in turn.
    parts = pattern.split(text)
    return [Piece(part, marked=bool(number % 2)) for number, part in enumerate(parts) if part]
