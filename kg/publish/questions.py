"""The catalogue of questions: SPARQL files with a header, each with its expected answer beside it.

A header line begins with ``#+``, as in grlc: ``#+ summary: Who spoke?`` and ``#+ tags: people, speeches``.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from kg.engine.answer import Answer
from kg.errors import DataError, Problem
from kg.formats import TRUTH
from kg.model.dataset import PublishedDataset, filled_query
from kg.namespaces import Namespaces
from kg.sparql.text import SparqlText


@dataclass(frozen=True)
class Question:
    """A question: its name, its wording, its tags and its query."""

    name: str
    path: Path
    summary: str
    tags: tuple[str, ...]
    query: str

    @property
    def ordered(self) -> bool:
        """Whether the order of the rows is part of the answer: the query orders them, not just a group within it."""
        tokens, at = SparqlText(self.query).tokens, 0
        while at < len(tokens) and not tokens[at].is_keyword("ORDER"):
            at = (tokens.closing(at) or at) + 1
        return at < len(tokens)

    @property
    def expected(self) -> Path:
        """The file with the expected answer, as CSV with a header line; a truth value is in the column ``answer``."""
        return self.path.with_suffix(".csv")


def read_questions(folder: Path, names: Namespaces) -> list[Question]:
    """The questions of a folder, by name, with their IRIs moved below the base of the dataset.

    Raises DataError for a file without a summary.
    """
    return [_question(path, names) for path in sorted(folder.glob("*.rq"))]


def _question(path: Path, names: Namespaces) -> Question:
    try:
        text = names.rebase(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(Problem(str(path), "cannot be read as UTF-8 text.", "Save the file as UTF-8.")) from error
    header = {
        key.strip(): value.strip()
        for line in text.splitlines()
        if line.startswith("#+")
        for key, _, value in [line[2:].partition(":")]
    }
    if not header.get("summary"):
        raise DataError(Problem(str(path), "has no summary.", "Start it with a line '#+ summary: ...'."))
    tags = tuple(tag.strip() for tag in header.get("tags", "").split(",") if tag.strip())
    return Question(path.stem, path, header["summary"], tags, text)


def by_tag(questions: Iterable[Question]) -> list[tuple[str, list[Question]]]:
    """The questions by their first tag, in the order of tags and names; those without a tag come last."""

    def key(question: Question) -> tuple[bool, str]:
        return (not question.tags, question.tags[0] if question.tags else "other")

    return [(tag, list(members)) for (_, tag), members in groupby(sorted(questions, key=key), key=key)]


def answer_rows(answer: Answer) -> list[list[str]]:
    """An answer as rows of text, the column names first; IRIs are in full."""
    if answer.kind == TRUTH:
        return [["answer"], ["true" if answer.truth else "false"]]
    return [answer.columns, *([term.value if term else "" for term in row] for row in answer.rows())]


def deviation(question: Question, dataset: PublishedDataset) -> str | None:
    """How the answer to a question deviates from the expected one, or None if it does not."""
    if not question.expected.exists():
        return f"{question.expected.name} is missing"
    rows = answer_rows(dataset.store.query(question.query))
    expected = [*csv.reader(io.StringIO(dataset.names.rebase(question.expected.read_text(encoding="utf-8"))))]
    if not question.ordered:
        rows, expected = [rows[0], *sorted(rows[1:])], [expected[0], *sorted(expected[1:])]
    if rows == expected:
        return None
    missing = [row for row in expected if row not in rows]
    surplus = [row for row in rows if row not in expected]
    order = "" if missing or surplus else ", in another order or number"
    return f"missing {missing or 'nothing'}, unexpected {surplus or 'nothing'}{order}"


def example_query(names: Namespaces) -> str:
    """The query that the form starts with: speeches, and the passages that date them."""
    return filled_query(__package__, "example", names) + "\n"
