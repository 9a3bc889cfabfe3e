"""Records of sources and their passages: the places and hashes of the texts that were read, never the words."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from kg.errors import DataError, Problem
from kg.graph.segmentation import CharacterRange, Segment

PASSAGE_COLUMNS = ("key", "section", "kind", "start", "end", "sha256", "paraphrase", "reason")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SOURCE_KEYS = {"label", "format", "characters", "sha256", "sections"}
_OPTIONAL_KEYS = {"title", "url"}
_WEB_ADDRESS = re.compile(r"https?://[^\s/<>\"{}|\\^`#]+(/[^\s<>\"{}|\\^`#]*)?")


@dataclass(frozen=True)
class PassageRecord(Segment):
    """A segment of a source with its hash; ``paraphrase`` is its content in the curators' own words, or empty.

    ``reason`` states why no fact cites it, if none does.
    """

    sha256: str
    paraphrase: str
    reason: str


@dataclass(frozen=True)
class SourceRecord:
    """A source text as it was read: its length in code points, its hash, and its passages in order.

    The label is the curators', the title that of the text itself, if it has one; ``url`` is the address of the web
    page where it is published, if the curators know it.
    """

    key: str
    label: str
    format: str
    characters: int
    sha256: str
    sections: dict[str, str]
    passages: tuple[PassageRecord, ...]
    title: str | None = None
    url: str | None = None


def read_sources(folders: Sequence[Path]) -> dict[str, SourceRecord]:
    """Read each ``sources/<key>.yaml`` of some folders, with the passages in ``sources/<key>.csv``.

    Raises DataError if a description or a row is incomplete, or if two folders have the same source.
    """
    sources: dict[str, SourceRecord] = {}
    for folder in folders:
        for path in sorted(folder.glob("sources/*.yaml")):
            if path.stem in sources:
                raise DataError(Problem(str(path), "describes a source that exists already.", "Give it another key."))
            sources[path.stem] = _read_source(path)
    return sources


def _read_source(path: Path) -> SourceRecord:
    try:
        description = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)  # noqa: S506 - reads only text
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        what = f"cannot be read: {error}."
        raise DataError(Problem(str(path), what, "Write it again with kg cut --describe.")) from error
    if not _is_complete(description):
        remedy = f"Give it exactly these keys: {', '.join(sorted(_SOURCE_KEYS))}. kg cut --describe writes them."
        raise DataError(Problem(str(path), "does not describe a source.", remedy))
    if not description["characters"].isdecimal() or not _SHA256.fullmatch(description["sha256"]):
        remedy = "Copy characters and sha256 from kg cut --describe."
        raise DataError(Problem(str(path), "does not have a valid length and hash.", remedy))
    if "url" in description and not _WEB_ADDRESS.fullmatch(description["url"]):
        remedy = "Give the address of the page, without a fragment, as https://example.org/page, or leave url out."
        raise DataError(Problem(str(path), "has a url that is not the address of a web page.", remedy))
    description["characters"] = int(description["characters"])
    passages = _read_passages(path.with_suffix(".csv"), description["sections"])
    return SourceRecord(path.stem, **description, passages=tuple(passages))


def _is_complete(description: object) -> bool:
    """Whether a description has its keys and no others, the sections as key to label and the rest as text."""
    if not isinstance(description, dict) or set(description) - _OPTIONAL_KEYS != _SOURCE_KEYS:
        return False
    labels = description["sections"]
    texts = [value for key, value in description.items() if key != "sections"]
    return isinstance(labels, dict) and all(isinstance(text, str) for text in [*texts, *labels.values()])


def _read_passages(path: Path, sections: dict[str, str]) -> list[PassageRecord]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(Problem(str(path), "cannot be read.", "Write it with kg cut.")) from error
    passages: dict[str, PassageRecord] = {}
    for line, row in enumerate(rows, start=2):
        try:
            passage = _passage(row, sections)
            if passage.key in passages:
                raise ValueError(f"the key {passage.key} is used twice")
        except (ValueError, KeyError, TypeError) as error:
            remedy = f"Give it the columns {', '.join(PASSAGE_COLUMNS)}. kg cut writes them."
            raise DataError(Problem(f"{path}:{line}", f"is not a valid passage: {error}.", remedy)) from error
        passages[passage.key] = passage
    return list(passages.values())


def _passage(row: dict[str, str], sections: dict[str, str]) -> PassageRecord:
    span = CharacterRange(int(row["start"]), int(row["end"]))
    if not 0 <= span.start < span.end:
        raise ValueError(f"no text lies between the offsets {span.start} and {span.end}")
    if not _SHA256.fullmatch(row["sha256"]):
        raise ValueError("sha256 does not have 64 hexadecimal digits")
    if row["section"] not in sections:
        raise ValueError(f"the section {row['section']} is not described")
    texts = row["sha256"], row["paraphrase"].strip(), row["reason"]
    return PassageRecord(row["key"], row["section"], row["kind"], span, *texts)
