"""What a reader may have meant who made typing errors: known spellings that are like what was typed."""

import sqlite3
from collections.abc import Iterator, Sequence

from kg.limits import SearchLimits
from kg.search import keys
from kg.search.index.lookups import Lookups
from kg.search.index.words import WantedWord, WordIndex
from kg.search.keys import ORDINALS, TypedText
from kg.search.known_spellings import LONGEST, SPOKEN_NAME, SPOKEN_WORD, WORD
from kg.search.typos import allowed_errors, deletions, distance

# In so short a word nobody mistakes the first letter, and one that only sounds alike is another.
_SHORT = 5

# What was meant, or an empty text if it is the name of the entry, and the entries with it.
Guess = tuple[str, list[int]]


class Corrections:
    """Searches for the spellings that are like what was typed."""

    def __init__(
        self, connection: sqlite3.Connection, lookups: Lookups, words: WordIndex, limits: SearchLimits
    ) -> None:
        self._connection = connection
        self._lookups = lookups
        self._words = words
        self._limits = limits

    def guesses(self, typed: TypedText) -> Iterator[Guess]:
        """The entries with such a name, with such words in their names and texts, or with a name that begins so."""
        for name in self._like(SPOKEN_NAME, typed.sound):
            yield "", self._lookups.with_key(keys.SOUND + name)
        words = self._alternatives(WORD, typed.words)
        meant = self._corrected(typed.all_words)
        if meant == typed.normal:
            meant = ""
        else:
            for numbers in self._lookups.names(TypedText(meant)):
                yield meant, numbers
        wanted = [WantedWord(spellings) for spellings in words.values()]
        yield meant, self._words.nearest("names initials", wanted)
        yield meant, self._words.with_all("names texts", wanted)
        if all(len(sound) > _SHORT for sound in typed.sounds):
            sounds = self._alternatives(SPOKEN_WORD, typed.sounds)
            yield "", self._words.nearest("sounds", [WantedWord(spellings) for spellings in sounds.values()])
        yield "", self._shortened(typed.normal)

    def _alternatives(self, form: str, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Words with the known spellings that are most like each; where some are known themselves, only these."""
        known = {word for word in words if self._is_right(form, word)}
        if known.issuperset(words):
            known = {word for word in words if not allowed_errors(word)}
        like = {word: [] if word in known else self._like(form, word) for word in words}
        return {word: tuple(dict.fromkeys((word, *like[word][: self._limits.alternatives]))) for word in words}

    def _corrected(self, words: Sequence[str]) -> str:
        """Words, each as it is if it is known or short, or else with the spelling that is most like it."""
        return " ".join(
            ORDINALS.get(word) or (word if self._is_right(WORD, word) else self._nearest(word)) for word in words
        )

    def _nearest(self, word: str) -> str:
        return next(iter(self._like(WORD, word)), word)

    def _shortened(self, text: str) -> list[int]:
        """The entries with a name that begins as a text does, for at least two thirds of it."""
        for size in range(len(text) - 1, max(1, 2 * len(text) // 3 - 1), -1):
            if numbers := self._lookups.beginning(text[:size]):
                return numbers
        return []

    def _is_right(self, form: str, word: str) -> bool:
        """Whether a word is known, or too short for errors."""
        if not allowed_errors(word):
            return True
        query = "SELECT EXISTS (SELECT * FROM spelling WHERE form = ? AND spelling = ?)"
        return bool(self._connection.execute(query, (form, word)).fetchone()[0])

    def _like(self, form: str, typed: str) -> list[str]:
        """The known spellings like one that was typed, the nearest first."""
        errors = allowed_errors(typed)
        if not errors or len(typed) > LONGEST[form] + errors:
            return []
        hashes = deletions(typed, errors)
        # A cross join begins with the deletions, which are few; the spellings of a form are many.
        rows = self._connection.execute(
            "SELECT DISTINCT spelling.id, spelling.spelling "
            "FROM deletion CROSS JOIN spelling ON id = deletion.spelling "
            f"WHERE hash IN ({', '.join('?' * len(hashes))}) AND form = ? LIMIT ?",
            (*hashes, form, self._limits.candidates),
        )
        near = [(distance(typed, spelling, errors), number, spelling) for number, spelling in rows]
        likely = [
            row for row in sorted(near) if row[0] <= errors and (len(typed) > _SHORT or _same_start(typed, row[2]))
        ]
        return [spelling for _, _, spelling in likely]


def _same_start(first: str, second: str) -> bool:
    """Whether two spellings begin with the same letter, or with the same two swapped."""
    return first[0] == second[0] or first[1::-1] == second[:2]
