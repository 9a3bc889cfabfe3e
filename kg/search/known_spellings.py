"""The spellings of a dataset, by which what was mistyped is corrected."""

from collections.abc import Iterator

from kg.search.entries import SearchEntry
from kg.search.spelling import joined, normalize, sounds_of
from kg.search.typos import allowed_errors, deletions

# The forms of spellings: a word, a word of a name as it sounds, and a whole name as it sounds.
WORD, SPOKEN_WORD, SPOKEN_NAME = "wos"
# Shorter spellings have no errors, and longer ones too many.
_SHORTEST = 4
LONGEST = {WORD: 24, SPOKEN_WORD: 16, SPOKEN_NAME: 16}


class KnownSpellings:
    """The known spellings, in static order, with the hashes of what is left of them without some letters."""

    def __init__(self, two_errors: int) -> None:
        self._two_errors = two_errors
        self._known: dict[tuple[str, str], int] = {}

    def add(self, entry: SearchEntry) -> None:
        """Add those of an entry."""
        names = (entry.label, *entry.names)
        for text in (*names, *entry.texts):
            for word in normalize(text).split():
                self._add(WORD, word)
        for name in names:
            sounds = sounds_of(name)
            self._add(SPOKEN_NAME, joined(sounds))
            for word in sounds:
                self._add(SPOKEN_WORD, joined([word]))

    def _add(self, form: str, spelling: str) -> None:
        if _SHORTEST <= len(spelling) <= LONGEST[form]:
            self._known.setdefault((form, spelling), len(self._known) + 1)

    def rows(self) -> Iterator[tuple[int, str, str]]:
        """The rows of the table of spellings."""
        return ((number, form, spelling) for (form, spelling), number in self._known.items())

    def deletions(self) -> Iterator[tuple[int, int]]:
        """The rows of the table of deletions."""
        for (_, spelling), number in self._known.items():
            errors = allowed_errors(spelling) if number <= self._two_errors else 1
            yield from ((hash_, number) for hash_ in deletions(spelling, errors))
