"""Sources and their passages: places and hashes of what was read, never its words."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from kg.errors import DataError, Problem
from kg.graph.segmentation import Span

COLUMNS = ("key", "section", "kind", "start", "end", "sha256", "reason")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SOURCE_KEYS = {"label", "format", "characters", "sha256", "sections"}


@dataclass(frozen=True)
class Passage:
    """A cut piece of a source: its key, place and hash, and, if no fact is drawn from it, why not."""

    key: str
    section: str
    kind: str
    span: Span
    sha256: str
    reason: str


@dataclass(frozen=True)
class Source:
    """A source text as it was read: its length in code points, its hash and its passages in order."""

    key: str
    label: str
    format: str
    characters: int
    sha256: str
    sections: dict[str, str]
    passages: tuple[Passage, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of the passages."""
        return frozenset(passage.key for passage in self.passages)


def read_sources(folders: list[Path]) -> dict[str, Source]:
    """Read every ``sources/<key>.yaml`` of some folders with the passages in ``sources/<key>.csv``.

    Raises DataError where a description or a row is incomplete, or where two folders have the same source.
    """
    sources: dict[str, Source] = {}
    for folder in folders:
        for path in sorted(folder.glob("sources/*.yaml")):
            source = _source(path)
            if source.key in sources:
                raise DataError(Problem(str(path), "describes a source that exists already.", "Give it another key."))
            sources[source.key] = source
    return sources


def _source(path: Path) -> Source:
    try:
        described = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it makes text only
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        what = " ".join(f"cannot be read: {error}.".split())
        raise DataError(Problem(str(path), what, "Make it anew with kg cut --describe.")) from error
    if not _complete(described):
        remedy = f"Give it exactly these keys: {', '.join(sorted(_SOURCE_KEYS))}; kg cut writes them."
        raise DataError(Problem(str(path), "does not describe a source.", remedy))
    if not described["characters"].isdecimal() or not _SHA256.fullmatch(described["sha256"]):
        remedy = "Take characters and sha256 from kg cut --describe."
        raise DataError(Problem(str(path), "has no usable length or hash.", remedy))
    passages = tuple(_passages(path.with_suffix(".csv"), described["sections"]))
    return Source(
        key=path.stem,
        label=described["label"],
        format=described["format"],
        characters=int(described["characters"]),
        sha256=described["sha256"],
        sections=described["sections"],
        passages=passages,
    )


def _complete(described: object) -> bool:
    """Whether a description has all its keys, the sections as key to label and the rest as text."""
    if not isinstance(described, dict) or set(described) != _SOURCE_KEYS:
        return False
    sections = described.pop("sections")
    texts = [*described.values(), *(sections.values() if isinstance(sections, dict) else [None])]
    described["sections"] = sections
    return all(isinstance(text, str) for text in texts)


def _passages(path: Path, sections: dict[str, str]) -> list[Passage]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(Problem(str(path), "cannot be read.", "Make it with kg cut.")) from error
    passages: list[Passage] = []
    for line, row in enumerate(rows, start=2):
        try:
            passages.append(_passage(row, sections, {passage.key for passage in passages}))
        except (ValueError, KeyError, TypeError) as error:
            remedy = f"Give it the columns {', '.join(COLUMNS)}; kg cut writes them."
            raise DataError(Problem(f"{path}:{line}", f"is not a passage: {error}.", remedy)) from error
    return passages


def _passage(row: dict[str, str], sections: dict[str, str], taken: set[str]) -> Passage:
    span = Span(int(row["start"]), int(row["end"]))
    if not 0 <= span.start < span.end:
        raise ValueError(f"the offsets {span.start} and {span.end} enclose nothing")
    if not _SHA256.fullmatch(row["sha256"]):
        raise ValueError("sha256 is not 64 hexadecimal digits")
    if row["section"] not in sections:
        raise ValueError(f"the section {row['section']} is not described")
    if row["key"] in taken:
        raise ValueError(f"the key {row['key']} is taken")
    return Passage(row["key"], row["section"], row["kind"], span, row["sha256"], row["reason"])
