"""Look-ups by names: the tiers of a search, from the surest matches to the vaguest, each in static order."""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain

from kg.limits import SearchLimits
from kg.search import keys
from kg.search.index.words import WantedWord, WordIndex
from kg.search.keys import TypedText


class Lookups:
    """Look-ups of at most ``limit`` entries, of some kinds only if any are named."""

    def __init__(
        self, connection: sqlite3.Connection, words: WordIndex, limit: int, kinds: Sequence[str], limits: SearchLimits
    ) -> None:
        self._connection = connection
        self._words = words
        self._limit = limit
        self._limits = limits
        marks = ", ".join("?" * len(kinds))
        self._kinds = tuple(kinds)
        self._filter = f"AND EXISTS (SELECT * FROM member WHERE kind IN ({marks}) AND entry = found)" if kinds else ""

    def names(self, typed: TypedText) -> Iterator[list[int]]:
        """The entries with a name that matches."""
        normal, initials = typed.normal, keys.INITIALS + typed.normal.replace(" ", "")
        yield self.with_key(keys.NAME + normal)
        yield self.with_key(keys.DESCRIPTION + normal)
        if typed.topic:
            yield self.with_key(keys.NAME + typed.topic)
            yield self._with_whole_words(typed.topic)
        yield self._with_whole_words(normal)
        yield sorted([*self._with_beginning(f"{keys.TAIL}{normal} "), *self.with_key(keys.TAIL + normal)])
        if typed.is_capital:
            yield self.with_key(initials)
        yield self.with_key(keys.TERM_NAME + normal)
        for form in (keys.NAME, keys.PART, keys.TAIL, keys.INNER, keys.TERM_NAME, keys.DESCRIPTION):
            yield self._with_beginning(form + normal)
        yield from self._with_sound(typed)
        yield self.with_key(initials)
        if not typed.is_question:
            yield from self._with_words(typed)

    def beginning(self, name: str) -> list[int]:
        """The entries with a name that begins so."""
        return self._with_beginning(keys.NAME + name)

    def with_key(self, key: str) -> list[int]:
        """The entries with a key."""
        query = f"SELECT entry AS found FROM key WHERE key = ? {self._filter} ORDER BY entry LIMIT ?"
        return self._numbers(query, key, *self._kinds, self._limit)

    def _with_whole_words(self, words: str) -> list[int]:
        """The entries with a name that begins with some words, or from one of its words on.

        Many go by the last part of their name alone, so no part of it is worth more than another.
        """
        beginnings = (self._with_beginning(f"{form}{words} ") for form in (keys.NAME, keys.PART))
        return sorted([*chain(*beginnings), *self.with_key(keys.PART + words)])

    def _with_sound(self, typed: TypedText) -> Iterator[list[int]]:
        if typed.is_short:
            yield self.with_key(keys.SHORT_SOUND + typed.sound)
        else:
            yield self.with_key(keys.SOUND + typed.sound)
            yield self._with_beginning(keys.SOUND + typed.sound)
            yield self._with_beginning(keys.LATER_SOUND + typed.sound)

    def _with_words(self, typed: TypedText) -> Iterator[list[int]]:
        """The entries with a name that has all words in any order, the last of which may be unfinished."""
        words = _unfinished(typed.words)
        if len(words) == 1:
            yield self._words.with_all("names initials", words)
            return
        found = self._words.nearest("names initials", words)
        if found and len(typed.all_words) > len(typed.words):
            yield self._words.nearest("names", _unfinished(typed.all_words))
        yield found
        yield self._words.with_all("sounds", _unfinished(typed.sounds))

    def _with_beginning(self, beginning: str) -> list[int]:
        """The entries with a key that begins so."""
        query = f"SELECT entry AS found FROM crowd WHERE beginning = ? {self._filter} ORDER BY entry LIMIT ?"
        if numbers := self._numbers(query, beginning, *self._kinds, self._limit):
            return numbers
        query = (
            "SELECT DISTINCT entry AS found FROM (SELECT entry FROM key WHERE key >= ? AND key < ? LIMIT ?) "
            f"WHERE true {self._filter} ORDER BY entry LIMIT ?"
        )
        end = keys.after(beginning)
        return self._numbers(query, beginning, end, self._limits.crowd, *self._kinds, self._limit)

    def _numbers(self, query: str, *values: object) -> list[int]:
        return [number for (number,) in self._connection.execute(query, values)]


def _unfinished(words: Sequence[str]) -> list[WantedWord]:
    """Words, of which the last is unfinished."""
    *whole, last = words
    return [*(WantedWord((word,)) for word in whole), WantedWord((last,), unfinished=True)]
