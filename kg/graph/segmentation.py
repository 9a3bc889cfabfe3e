"""Cutting a source text into passages: the smallest units that a statement can cite.

The text is plain, with ``= Title =`` and ``== Section ==`` headings, paragraphs, ``- list items`` and
``| table | rows |``. Every character that is not white space falls into exactly one passage.
"""

from __future__ import annotations

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
class Span:
    """A half-open range ``[start, end)`` of Unicode code points in a source text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of ``text`` that this span covers."""
        return text[self.start : self.end]

    def digest(self, text: str) -> str:
        """SHA-256, in lower-case hexadecimal, of the span's characters in UTF-8."""
        return hashlib.sha256(self.of(text).encode()).hexdigest()


@dataclass(frozen=True)
class Cut:
    """One passage as cut: its key below the source, the section it stands in, its kind and its place."""

    key: str
    section: str
    kind: str
    span: Span


@dataclass(frozen=True)
class Cutting:
    """A text cut up: its sections, as key to label in order, and its passages in the order of the text."""

    sections: dict[str, str]
    cuts: list[Cut]


@dataclass(frozen=True)
class _Line:
    text: str
    start: int


def cut(text: str) -> Cutting:
    """Cut a text into its passages.

    A key is ``<section>-<block>-<number>``: blocks are separated by blank lines or by a change of kind, and
    the sentences, items or rows of a block are numbered from 1. The text before the first heading of a section
    is the section ``lead``; a block that begins with the line ``Infobox`` is the section ``infobox``.
    """
    cutting = Cutting({}, [])
    section, block = "lead", 0
    for kind, lines in _blocks(text):
        if kind == HEADING:
            section, block = _open_section(lines[0].text, cutting.sections), 0
            cutting.cuts.append(Cut(f"{section}-heading", section, kind, _span(lines[0])))
        elif kind == INFOBOX:
            cutting.sections["infobox"] = "Infobox"
            keys = ["infobox-heading", *(f"infobox-{number}" for number in range(1, len(lines)))]
            cutting.cuts.extend(Cut(key, "infobox", kind, _span(line)) for key, line in zip(keys, lines, strict=True))
        else:
            cutting.sections.setdefault(section, section.capitalize())
            block += kind != TITLE
            for number, span in enumerate(_units(kind, lines), start=1):
                key = "title" if kind == TITLE else f"{section}-{block}-{number}"
                cutting.cuts.append(Cut(key, section, kind, span))
    return cutting


def cut_table(text: str) -> Cutting:
    """Cut comma-separated values into one passage a line, keyed ``row-<line number>``."""
    cuts, offset = [], 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        if line.strip():
            span = Span(offset, offset + len(line.rstrip()))
            cuts.append(Cut(f"row-{number}", "rows", ROW, span))
        offset += len(line)
    return Cutting({"rows": "Rows"}, cuts)


def quotations(text: str, within: Span) -> list[Span]:
    """The spans between double quotation marks inside a passage, the marks not counted."""
    return [
        Span(within.start + match.start(match.lastindex or 0), within.start + match.end(match.lastindex or 0))
        for match in _QUOTED.finditer(within.of(text))
    ]


def _blocks(text: str) -> Iterator[tuple[str, list[_Line]]]:
    kind, lines, offset = "", list[_Line](), 0
    for raw in text.splitlines(keepends=True):
        line, offset = _Line(raw.rstrip(), offset), offset + len(raw)
        new = _kind(line.text, kind)
        if new != kind or new in (TITLE, HEADING):
            if lines:
                yield kind, lines
            kind, lines = new, []
        if new:
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


def _units(kind: str, lines: list[_Line]) -> Iterator[Span]:
    for line in lines:
        yield from _sentences(line) if kind == SENTENCE else [_span(line)]


def _span(line: _Line) -> Span:
    return Span(line.start, line.start + len(line.text))


def _sentences(line: _Line) -> Iterator[Span]:
    begin = 0
    for end in [match.end() for match in _SENTENCE_END.finditer(line.text)] + [len(line.text)]:
        lead = len(line.text[begin:end]) - len(line.text[begin:end].lstrip())
        if line.text[begin:end].strip():
            yield Span(line.start + begin + lead, line.start + end)
        begin = end


def _open_section(heading: str, sections: dict[str, str]) -> str:
    """Add a section under the shortest run of its heading's words, articles left out, that is not taken."""
    match = _HEADING.match(heading)
    label = match[2] if match else heading
    words = [word for word in re.findall(r"[a-z0-9]+", label.lower()) if word not in _ARTICLES]
    keys = ["-".join(words[:count]) for count in range(1, len(words) + 1)]
    key = next((key for key in keys if key not in sections), f"section-{len(sections)}")
    sections[key] = label
    return key
