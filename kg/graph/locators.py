"""Locators: where passages are in their source, in words, such as ``Reactions, paragraph 2, sentence 1``."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.graph.segmentation import HEADING, INFOBOX, ROW, TITLE, Segment
from kg.graph.sources import SourceRecord

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_BETWEEN = ", "

# The pattern and the name of a kind of passage, from the ontology's list of kinds; the pattern is None if it has none.
KindWords = Callable[[str], tuple[str | None, str]]


@dataclass(frozen=True)
class _Position:
    """What the key of a passage says of its position: the number of its block in the section, and within the block."""

    block: int | None
    number: int | None
    is_heading: bool


def locators(source: SourceRecord, words: KindWords) -> dict[str, str]:
    """The locators of the passages of a source, by key.

    A pattern consists of parts with commas between them. It may have ``{section}``, ``{block}`` (the number of the
    paragraph, list or table among all those of the section), ``{table}`` (the same, left out if the section has only
    one of this kind) and ``{number}``; a part with a number that the passage does not have is left out. A source with
    a single section gives its own label in place of the section's. A key that is not that of ``kg cut`` is no
    evidence of a position, and stands as it is after the name of the kind.
    """
    positions = {passage.key: _position(passage) for passage in source.passages}
    blocks: dict[tuple[str, str], list[int]] = {}
    for passage in source.passages:
        if (position := positions[passage.key]) and position.block is not None:
            numbers = blocks.setdefault((passage.section, passage.kind), [])
            numbers += [position.block] if position.block not in numbers else []
    single = len(source.sections) == 1
    result = {}
    for passage in source.passages:
        section = source.label if single else source.sections[passage.section]
        same = blocks.get((passage.section, passage.kind), [])
        result[passage.key] = _locator(passage, positions[passage.key], section, same, words)
    return result


def _position(passage: Segment) -> _Position | None:
    """The position that a key in the form of ``kg cut`` states; None for any other key."""
    if passage.key == passage.kind == TITLE:
        return _Position(None, None, is_heading=False)
    if passage.key == f"{passage.section}-heading":
        return _Position(None, None, is_heading=True)
    stem = re.escape(passage.section)
    # An infobox and a file of rows have no blocks.
    forms = {INFOBOX: rf"{stem}-(?P<number>\d+)", ROW: rf"{stem}-(?P<block>\d+)-(?P<number>\d+)|row-(?P<row>\d+)"}
    if match := re.fullmatch(forms.get(passage.kind, rf"{stem}-(?P<block>\d+)-(?P<number>\d+)"), passage.key):
        numbers = {name: int(digits) for name, digits in match.groupdict().items() if digits}
        return _Position(numbers.get("block"), numbers.get("number", numbers.get("row")), is_heading=False)
    return None


def _locator(passage: Segment, position: _Position | None, section: str, blocks: list[int], words: KindWords) -> str:
    pattern, kind = words(HEADING if position and position.is_heading else passage.kind)
    if position is None or pattern is None:
        return f"{section}{_BETWEEN}{kind} {passage.key}"
    several = len(blocks) > 1 and position.block is not None
    table = None if position.block is None else str(blocks.index(position.block) + 1) if several else ""
    values = {"section": section, "block": position.block, "table": table, "number": position.number}
    parts = [part for part in pattern.split(_BETWEEN) if None not in map(values.get, _PLACEHOLDER.findall(part))]
    return _capitalized(_BETWEEN.join(part.format_map(values).strip() for part in parts))


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]
