"""The texts of sources, which the operator supplies: the dataset has places and hashes of passages, not their words."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import DataError, Problem
from kg.faults import why_unreadable
from kg.limits import PageLimits
from kg.model.dataset import PublishedDataset


@dataclass(frozen=True)
class Piece:
    """A part of a quoted text, which is highlighted if it is ``marked``."""

    text: str
    marked: bool


@dataclass(frozen=True)
class SourceSpan:
    """A part of the text of a source, which is given by its IRI: offsets in code points."""

    source: str
    start: int
    end: int


@dataclass(frozen=True)
class SourceTexts:
    """Texts by the IRI of their source; ``around`` characters are quoted beside a passage.

    A word is highlighted if it has at least ``shortest`` characters, or is a number.
    """

    by_source: Mapping[str, str] = field(default_factory=dict)
    around: int = PageLimits.context_characters
    shortest: int = PageLimits.highlighted_characters

    def passage(self, span: SourceSpan, words: Iterable[str] = ()) -> list[Piece]:
        """The text of a passage with some words highlighted; nothing if the text is not supplied."""
        text = self.by_source.get(span.source)
        return [] if text is None else _highlighted(text[span.start : span.end], words, self.shortest)

    def context(self, span: SourceSpan) -> list[Piece]:
        """The text around a passage, which is highlighted; nothing if the text is not supplied."""
        text = self.by_source.get(span.source)
        if text is None:
            return []
        begin, end = max(0, span.start - self.around), span.end + self.around
        before, after = text[begin : span.start], text[span.end : end]
        # No word is cut.
        if begin:
            before = "… " + re.sub(r"^\S*\s?", "", before)
        if end < len(text):
            after = re.sub(r"\s?\S*$", "", after) + " …"
        pieces = [(before, False), (text[span.start : span.end], True), (after, False)]
        return [Piece(part, marked) for part, marked in pieces if part]


def read_texts(dataset: PublishedDataset, files: Iterable[Path]) -> SourceTexts:
    """The texts in some files, identified by SHA-256; raises DataError for a file that matches no source."""
    rows = dataset.select_bound("SELECT ?hash ?source WHERE { ?source rdf:type ckg:Source ; ckg:sha256 ?hash }")
    sources = {digest.value: source.value for digest, source in rows}
    texts = {}
    for path in files:
        try:
            text = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problem = Problem(str(path), why_unreadable(error), "Name the text of a source.")
            raise DataError(problem) from error
        source = sources.get(hashlib.sha256(text.encode()).hexdigest())
        if source is None:
            remedy = "Supply the unchanged file from which the passages of a source were cut."
            raise DataError(Problem(str(path), "does not match a source of the dataset.", remedy))
        texts[source] = text
    limits = dataset.limits.page
    return SourceTexts(texts, limits.context_characters, limits.highlighted_characters)


def _highlighted(text: str, words: Iterable[str], shortest: int) -> list[Piece]:
    wanted = sorted({word for word in words if len(word) >= shortest or word.isdigit()}, key=len, reverse=True)
    if not wanted:
        return [Piece(text, marked=False)]
    pattern = re.compile(rf"(?<!\w)({'|'.join(re.escape(word) for word in wanted)})(?!\w)", re.IGNORECASE)
    # With one group, split gives what lies between the matches and the matches in turn.
    parts = pattern.split(text)
    return [Piece(part, marked=bool(number % 2)) for number, part in enumerate(parts) if part]
