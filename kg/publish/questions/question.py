"""Questions: queries whose header says, in plain words, how to read the answer.

The keys of the header of a question, besides ``summary`` and ``tags``:

``columns``
    the columns of the table for readers, in order, each with its title: ``party = Party | date = Date``; columns that
    are left out stand in the downloads only
``answer``
    a sentence made from the rows, a template of Jinja (``kg.publish.questions.sentence``)
``none``
    the sentence if there are no rows
``yes``, ``no``, ``silent``
    for an ASK, in place of ``columns`` and ``answer``: the sentence if the pattern holds; if it does not, and
    ``denial`` does; if neither does, because the sources are silent
``denial``
    for an ASK: triple patterns, which hold if the sources deny what is asked
``evidence``, repeatable
    triple patterns, separated by dots, that a row of the answer rests on; a variable that is a column has the value
    of the row
``nodes``, repeatable
    a pattern that binds ``?support`` to assertions or inferences behind a row
``front``, repeatable
    a part of the front page in which the question stands, ``lead``, ``fact``, ``featured`` or ``unknown``, and its
    place there: ``featured 2``
``fact``
    what the question gives to the facts of the front page, a title and a template: ``Dates | {{ first.start }}``
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg.errors import DataError, Problem
from kg.grouping import grouped
from kg.namespaces import Namespaces
from kg.publish.questions.header import (
    FrontPart,
    TriplePattern,
    front_places,
    header_problems,
    titled_columns,
    triple_patterns,
)
from kg.publish.questions.query_file import QueryFile, query_files
from kg.sparql.text import SparqlText

_FORMS = ("SELECT", "ASK")
# The tags that say how hard a question is, the hardest first.
_LEVELS = ("hard", "medium", "easy")


@dataclass(frozen=True)
class Question(QueryFile):
    """A question that people ask; a header that does not suit its query is refused when the question is read."""

    @property
    def is_ask(self) -> bool:
        """Whether the answer is yes or no."""
        return self.body[_start(self.body) :].upper().startswith("ASK")

    @property
    def is_supported(self) -> bool:
        """Whether the query is a SELECT or an ASK, of which readers are shown the answer."""
        return _start(self.body) < len(self.body)

    @property
    def group(self) -> str:
        """The name of the group under which the question is listed."""
        return self.tags[0]

    @property
    def prominence(self) -> int:
        """How soon it comes among the others: those of the front page first, then the easy ones."""
        level = next((at for at, tag in enumerate(_LEVELS) if tag in self.tags), 0)
        return level + len(_LEVELS) * bool(self.places)

    @property
    def places(self) -> dict[str, int]:
        """The places in the parts of the front page in which the question stands."""
        return front_places(self.header.get("front", ()))

    @property
    def fact(self) -> tuple[str, str]:
        """The title and the template of the fact that the front page takes from the question; empty without one."""
        title, _, template = self.line("fact").partition("|")
        return title.strip(), template.strip()

    @property
    def columns(self) -> dict[str, str]:
        """The titles of the columns that readers see, by the names of the columns, in order."""
        return titled_columns(self.line("columns"))

    @cached_property
    def evidence(self) -> list[list[TriplePattern]]:
        """The triple patterns that a row rests on, each list of them on its own."""
        return [triple_patterns(line) for line in self.header.get("evidence", ())]

    @cached_property
    def denial(self) -> list[TriplePattern]:
        """The triple patterns by which the sources deny what an ASK asks."""
        return triple_patterns(self.line("denial"))

    @cached_property
    def terms(self) -> frozenset[str]:
        """The entities and terms that the query names, as it writes them."""
        tokens = SparqlText(self.body[_start(self.body) :]).tokens
        return frozenset(token.text for _, token in tokens.of("iri", "name"))

    @cached_property
    def prologue(self) -> str:
        """The prefixes and the base that the query declares."""
        return self.body[: _start(self.body)]

    @property
    def expected(self) -> Path:
        """The file with the expected answer, as CSV with a header line; a truth value is in the column ``answer``."""
        return self.path.with_suffix(".csv")


def read_questions(folder: Path, names: Namespaces) -> list[Question]:
    """The questions of a folder, by name; raises DataError with each mistake in a header that needs no dataset."""
    files, problems = query_files(folder, names)
    questions = [Question(file.name, file.path, file.query, file.header) for file in files]
    problems += [problem for question in questions for problem in header_problems(question, is_ask=question.is_ask)]
    problems += _shared_places(questions)
    remedy = "Write a SELECT or an ASK, or move the file out of the folder."
    problems += [
        Problem(str(question.path), "is neither a SELECT nor an ASK.", remedy)
        for question in questions
        if not question.is_supported
    ]
    if problems:
        raise DataError(*problems)
    return questions


def _shared_places(questions: Iterable[Question]) -> Iterator[Problem]:
    """The places on the front page that two questions have."""
    by_place = grouped((place, question) for question in questions for place in question.places.items())
    for (part, number), (first, *others) in by_place.items():
        for other in others:
            what = f"has the place {part} {number} on the front page, as {first.path.name} has."
            yield Problem(other.place("front"), what, "Give one of them another number.")


def in_front(questions: Iterable[Question], part: FrontPart) -> list[Question]:
    """The questions in a part of the front page, in their order."""
    chosen = [question for question in questions if part in question.places]
    return sorted(chosen, key=lambda question: question.places[part])


def _start(body: str) -> int:
    """Where the query begins behind its prologue."""
    tokens = SparqlText(body).tokens
    return next((token.start for _, token in tokens.of("word") if token.is_keyword(*_FORMS)), len(body))
