"""SPARQL files with a header: the questions, and the checks, which must return nothing.

A header line begins with ``#+``, as in grlc: ``#+ summary: Who spoke?`` and ``#+ tags: people, speeches``. A line that
begins with ``#+`` and at least three spaces continues the one before it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg.errors import DataError, Problem
from kg.faults import why_unreadable
from kg.grouping import grouped
from kg.namespaces import Namespaces
from kg.sparql.text import SparqlText

_MARK, _CONTINUATION = "#+", "#+   "


@dataclass(frozen=True)
class QueryFile:
    """A query with its name, its wording, its tags, and all that its header gives, by the keys of the header."""

    name: str
    path: Path
    query: str
    header: Mapping[str, tuple[str, ...]]

    @property
    def summary(self) -> str:
        """The query in words."""
        return self.line("summary")

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags, of which the first names the group of the query."""
        return tuple(tag.strip() for tag in self.line("tags").split(",") if tag.strip())

    def line(self, key: str) -> str:
        """What the header gives for a key that it may have once; empty without it."""
        return self.header.get(key, ("",))[0]

    def place(self, key: str, number: int = 0) -> str:
        """The file, and the line at which the header has a key; ``number``, from 0, among the lines with that key."""
        lines = enumerate(self.query.splitlines(), start=1)
        found = [at for at, line in lines if _is_new(line) and _pair(line.removeprefix(_MARK))[0] == key]
        return f"{self.path}, line {found[number]}" if number < len(found) else str(self.path)

    @cached_property
    def body(self) -> str:
        """The query without its header."""
        lines = self.query.splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith(_MARK)).lstrip()

    @property
    def ordered(self) -> bool:
        """Whether the order of the rows is part of the answer: the query orders them, not just a group within it."""
        tokens, at = SparqlText(self.query).tokens, 0
        while at < len(tokens) and not tokens[at].is_keyword("ORDER"):
            at = (tokens.closing(at) or at) + 1
        return at < len(tokens)


def read_query_files(folder: Path, names: Namespaces) -> list[QueryFile]:
    """The queries of a folder, by name, with their IRIs moved below the base of the dataset.

    Raises DataError with each file that cannot be read or has no summary, and each summary that two files have.
    """
    files, problems = query_files(folder, names)
    if problems:
        raise DataError(*problems)
    return files


def query_files(folder: Path, names: Namespaces) -> tuple[list[QueryFile], list[Problem]]:
    """The queries of a folder that can be read, and what is wrong with the others."""
    files: list[QueryFile] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.rq")):
        try:
            files.append(_read(path, names))
        except DataError as error:
            problems += error.problems
    by_summary = grouped((file.summary, file) for file in files)
    problems += [
        Problem(file.place("summary"), f"has the same summary as {same[0].path.name}.", "Change one of them.")
        for same in by_summary.values()
        for file in same[1:]
    ]
    return files, problems


def _read(path: Path, names: Namespaces) -> QueryFile:
    try:
        text = names.rebase(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(Problem(str(path), why_unreadable(error), "Save the query there as UTF-8.")) from error
    header = {key: tuple(values) for key, values in grouped(_pairs(text)).items()}
    if not any(header.get("summary", ())):
        raise DataError(Problem(str(path), "has no summary.", "Start it with a line '#+ summary: ...'."))
    return QueryFile(path.stem, path, text, header)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """The keys and values of a header."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith(_CONTINUATION) and lines:
            lines[-1] += f" {line.removeprefix(_MARK).strip()}"
        elif line.startswith(_MARK):
            lines.append(line.removeprefix(_MARK))
    yield from map(_pair, lines)


def _is_new(line: str) -> bool:
    return line.startswith(_MARK) and not line.startswith(_CONTINUATION)


def _pair(line: str) -> tuple[str, str]:
    key, _, value = line.partition(":")
    return key.strip(), value.strip()
