"""Look-ups by words in the text indexes, which take the rare words first: lists of common words are long."""

import json
import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from kg.limits import SearchLimits
from kg.search.entries import QUESTION
from kg.search.keys import SMALL_WORDS, TypedText, after, initials_of, kind_key, token
from kg.search.spelling import normalize

# How much a word in a name counts more than in a text.
_WEIGHTS = "8.0, 1.0, 0.0"


@dataclass(frozen=True)
class WantedWord:
    """A word that an entry must have, or one of several; or, ``unfinished``, a word that begins so."""

    spellings: tuple[str, ...]
    unfinished: bool = False

    @property
    def query(self) -> str:
        """It in a query of a text index."""
        words = (quoted(spelling) for spelling in self.spellings)
        return f"{next(words)} *" if self.unfinished else f"({' OR '.join(words)})"

    def is_in(self, text: str) -> bool:
        """Whether a text of tokens, with a space at either end, has it."""
        end = "" if self.unfinished else " "
        return any(f" {token(spelling)}{end}" in text for spelling in self.spellings)


class CommonWords:
    """How many entries have each word that is common."""

    def __init__(self, rows: Iterable[tuple[str, int]], least: int) -> None:
        self._numbers = dict(rows)
        self._sorted = sorted(self._numbers)
        self._least = least

    def number(self, word: WantedWord) -> int:
        """How many entries have a word; of one that is not common, the number from which it would be."""
        tokens = [token(spelling) for spelling in word.spellings]
        if word.unfinished:
            tokens = self._sorted[bisect_left(self._sorted, tokens[0]) : bisect_left(self._sorted, after(tokens[0]))]
        return max(self._least, sum(self._numbers.get(text, 0) for text in tokens))


class WordIndex:
    """Look-ups of at most ``limit`` entries, of some kinds only if any are named."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        common: CommonWords,
        limit: int,
        kinds: Sequence[str],
        limits: SearchLimits,
    ) -> None:
        self._connection = connection
        self._common = common
        self._limit = limit
        self._limits = limits
        self._kinds = f" AND kinds : {WantedWord(tuple(kinds)).query}" if kinds else ""

    def with_all(self, columns: str, words: Sequence[WantedWord]) -> list[int]:
        """The entries that have all words in some columns, in static order."""
        return self._with_all(columns, words, self._limit)

    def nearest(self, columns: str, words: Sequence[WantedWord]) -> list[int]:
        """Those of the first such entries that have a name with the fewest other words first, descriptions last."""
        return self._fitting(self._with_all(columns, words, self._limits.hits), words)

    def with_stems(self, typed: TypedText) -> list[int]:
        """The entries that have all words, whatever their endings, by the weight of the words in them.

        Of a question, the questions come first: those that ask when, where, why or how if it does.
        """
        kept, checked = self._split([WantedWord((word,)) for word in typed.content_words])
        words = zip(_stems(typed.content_words), typed.content_words, strict=True)
        rest = [stem for stem, whole in words if whole in checked]
        match = f"{{names texts}} : ({' AND '.join(kept)}){self._kinds}"
        rows = [*self._having_stems(self._stems(_of_questions(match), "rowid"), rest)] if typed.is_question else []
        rows = self._fitting(rows, _stems(typed.circumstances), other_words=False)
        return [*dict.fromkeys([*rows, *self._having_stems(self._weighed(match), rest)])][: self._limit]

    def with_rare_stems(self, typed: TypedText) -> list[int]:
        """The entries that have any of the words that are not common, those whose names have the most words first."""
        words = [WantedWord((word,)) for word in typed.content_words]
        rare = [word.query for word in words if self._is_rare(word)]
        if not rare:
            return []
        match = f"{{names texts}} : ({' OR '.join(rare)}){self._kinds}"
        numbers = [*(self._weighed(_of_questions(match)) if typed.is_question else ()), *self._weighed(match)]
        best, stems = [*dict.fromkeys(numbers)][: self._limits.hits], _stems(typed.content_words)
        return self._fitting(best, stems, other_words=not typed.is_question)

    def _fitting(self, numbers: Sequence[int], words: Sequence[WantedWord], *, other_words: bool = True) -> list[int]:
        """Some entries, those first of which a name has the most of the words, and then the fewest ``other_words``."""
        query = f"SELECT id, description, label, names FROM entry WHERE id IN ({', '.join('?' * len(numbers))})"
        fit: dict[int, tuple[int, ...]] = {}
        for number, description, label, names in self._connection.execute(query, numbers):
            lacking, others = min(_fit(name, words) for name in (label, *json.loads(names)))
            fit[number] = (lacking, description, others) if other_words else (lacking,)
        return sorted(numbers, key=lambda number: fit[number])[: self._limit]

    def _is_rare(self, word: WantedWord) -> bool:
        return self._common.number(word) <= self._limits.common

    def _split(self, words: Sequence[WantedWord]) -> tuple[list[str], set[str]]:
        """The words to look up, as queries, and the common ones to check afterwards if one of the others is rare."""
        few = any(map(self._is_rare, words))
        checked = [word for word in words if few and self._common.number(word) > 8 * self._limits.common]
        return [word.query for word in words if word not in checked], {s for word in checked for s in word.spellings}

    def _with_all(self, columns: str, words: Sequence[WantedWord], limit: int) -> list[int]:
        kept, dropped = self._split(words)
        checked = [word for word in words if dropped.issuperset(word.spellings)]
        rows = self._connection.execute(
            f"SELECT rowid, {columns.replace(' ', ', ')} FROM word WHERE word MATCH ? ORDER BY rowid LIMIT ?",
            (f"{{{columns}}} : ({' AND '.join(kept)}){self._kinds}", self._limits.common if checked else limit),
        )
        return [*_having(checked, rows, limit)]

    def _weighed(self, match: str) -> list[int]:
        """The entries that match a query of the index of stems, by weight unless they are too many to be weighed."""
        numbers = self._stems(match, "rowid")
        return self._stems(match, f"bm25(stem, {_WEIGHTS})") if 1 < len(numbers) < self._limits.common else numbers

    def _having_stems(self, numbers: Sequence[int], stems: Sequence[WantedWord]) -> Iterator[int]:
        texts = "SELECT rowid, names, texts FROM word WHERE rowid = ?"
        rows = (self._connection.execute(texts, (number,)).fetchone() for number in numbers)
        return _having(stems, rows, self._limits.hits) if stems else iter(numbers[: self._limits.hits])

    def _stems(self, match: str, order: str) -> list[int]:
        query = f"SELECT rowid FROM stem WHERE stem MATCH ? ORDER BY {order} LIMIT ?"
        return [number for (number,) in self._connection.execute(query, (match, self._limits.common))]


def _of_questions(match: str) -> str:
    """A query of the index of stems, for questions only."""
    return f"({match}) AND kinds : {token(kind_key(QUESTION))}"


def _stems(words: Sequence[str]) -> list[WantedWord]:
    """What remains of some words without their longest endings."""
    return [WantedWord((word[: max(4, len(word) - 3)],), unfinished=True) for word in words]


def quoted(word: str) -> str:
    """A word in a query of a text index."""
    return f'"{token(word)}"'


def _fit(name: str, words: Sequence[WantedWord]) -> tuple[int, int]:
    """How many of some words a name lacks, and how many others it has; initials stand for words of it."""
    telling = [f" {token(word)} " for word in normalize(name).split() if word not in SMALL_WORDS]
    others = sum(not any(word.is_in(text) for word in words) for text in telling)
    absent = [word for word in words if not any(map(word.is_in, telling))]
    letters = initials_of(name) if absent else set()
    spans = [max((len(spelling) for spelling in word.spellings if spelling in letters), default=0) for word in absent]
    return spans.count(0), others - sum(spans)


def _having(words: Sequence[WantedWord], rows: Iterable[tuple[Any, ...]], limit: int) -> Iterator[int]:
    """The numbers of the first rows whose texts have all words."""
    numbers = (row[0] for row in rows if all(word.is_in(f" {' '.join(row[1:])} ") for word in words))
    return islice(numbers, limit)
