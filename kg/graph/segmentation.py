"""Segmentation of a source text into passages, the smallest units that a statement can cite.

The text is plain, with ``= Title =`` and ``== Section ==`` headings, paragraphs, ``- list items`` and
``| table | rows |``. Every character except white space belongs to exactly one passage.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

TITLE, HEADING, INFOBOX = "title", "heading", "infoboxLine"
SENTENCE, ITEM, ROW = "sentence", "listItem", "tableRow"

_HEADING = re.compile(r"(=+)\s*(.+?)\s*\1\s*$")
# A sentence ends at . ! ? (and a closing quotation mark) before white space and a capital or an opening quotation mark.
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*(?=\s+[\"“‘'(]?[A-Z0-9])")
_QUOTED = re.compile(r'"([^"\n]+)"|“([^”\n]+)”')
_ARTICLES = {"the", "a", "an"}


@dataclass(frozen=True)
class CharacterRange:
    """A half-open range ``[start, end)`` of Unicode code points in a source text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of ``text`` within the span."""
        return text[self.start : self.end]

    def digest(self, text: str) -> str:
        """SHA-256, in lower-case hexadecimal, of the span's characters in UTF-8."""
        return hashlib.sha256(self.of(text).encode()).hexdigest()


@dataclass(frozen=True)
class Segment:
    """A passage found in a text: its key within the source, its section, its kind and its span."""

    key: str
    section: str
    kind: str
    span: CharacterRange


@dataclass(frozen=True)
class Segmentation:
    """A segmented text: the labels of its sections by key, and its segments, both in the order of the text."""

    sections: dict[str, str]
    segments: list[Segment]


def segment(text: str) -> Segmentation:
    """Divide a text into passages.

    A key is ``<section>-<block>-<number>``: blocks are separated by blank lines or by a change of kind, and
    the sentences, items or rows of a block are numbered from 1. The text before the first heading of a section
    is the section ``lead``; a block that begins with the line ``Infobox`` is the section ``infobox``.
    """
    sections: dict[str, str] = {}
    segments: list[Segment] = []
    section, block = "lead", 0
    for kind, lines in _blocks(text):
        if kind == HEADING:
            section, block = _open_section(lines[0].of(text), sections), 0
            segments.append(Segment(f"{section}-heading", section, kind, lines[0]))
        elif kind == INFOBOX:
            sections["infobox"] = "Infobox"
            for number, line in enumerate(lines):
                segments.append(Segment(f"infobox-{number or 'heading'}", "infobox", kind, line))
        else:
            sections.setdefault(section, "Introduction")
            block += kind != TITLE
            spans = [span for line in lines for span in _sentences(text, line)] if kind == SENTENCE else lines
            for number, span in enumerate(spans, start=1):
                key = "title" if kind == TITLE else f"{section}-{block}-{number}"
                segments.append(Segment(key, section, kind, span))
    return Segmentation(sections, segments)


def segment_table(text: str) -> Segmentation:
    """Divide comma-separated values into one passage per line, with the key ``row-<line number>``."""
    rows = [(f"row-{number}", line) for number, line in enumerate(_lines(text), start=1) if line.of(text)]
    return Segmentation({"rows": "Rows"}, [Segment(key, "rows", ROW, line) for key, line in rows])


def quotations(text: str, within: CharacterRange) -> list[CharacterRange]:
    """The spans between double quotation marks inside a passage, without the marks."""
    places = (match.span(match.lastindex or 0) for match in _QUOTED.finditer(within.of(text)))
    return [CharacterRange(within.start + start, within.start + end) for start, end in places]


def _lines(text: str) -> Iterator[CharacterRange]:
    """The lines of a text, without white space at their ends."""
    start = 0
    for line in text.splitlines(keepends=True):
        yield CharacterRange(start, start + len(line.rstrip()))
        start += len(line)


def _blocks(text: str) -> Iterator[tuple[str, list[CharacterRange]]]:
    """The blocks of a text: their kind and their lines."""
    kind, lines = "", list[CharacterRange]()
    for line in _lines(text):
        following = _kind(line.of(text), kind)
        if following != kind or following in (TITLE, HEADING):
            if lines:
                yield kind, lines
            kind, lines = following, []
        if following:
            lines.append(line)
    if lines:
        yield kind, lines


def _kind(line: str, previous: str) -> str:
    if not line:
        return ""
    if heading := _HEADING.match(line):
        return TITLE if len(heading[1]) == 1 else HEADING
    if line == "Infobox" or (previous == INFOBOX and line.startswith("- ")):
        return INFOBOX
    if line.startswith("- "):
        return ITEM
    return ROW if line.startswith("|") else SENTENCE


def _sentences(text: str, line: CharacterRange) -> Iterator[CharacterRange]:
    start = line.start
    for end in [*(line.start + match.end() for match in _SENTENCE_END.finditer(line.of(text))), line.end]:
        if sentence := text[start:end].lstrip():
            yield CharacterRange(end - len(sentence), end)
        start = end


def _open_section(heading: str, sections: dict[str, str]) -> str:
    """Add a section; its key is the shortest unused sequence of the heading's first words, without articles."""
    match = _HEADING.match(heading)
    label = match[2] if match else heading
    words = [word for word in re.findall(r"[a-z0-9]+", label.lower()) if word not in _ARTICLES]
    keys = ["-".join(words[:count]) for count in range(1, len(words) + 1)]
    key = next((key for key in keys if key not in sections), f"section-{len(sections)}")
    sections[key] = label
    return key
