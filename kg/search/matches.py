"""Which of the names and texts of an entry a search has matched, to be shown beside it."""

from collections.abc import Sequence

from kg.search.keys import TypedText
from kg.search.spelling import joined, match_rank, normalize, sounds_of
from kg.search.typos import distance


def matched_text(typed: TypedText, names: Sequence[str], texts: Sequence[str], *, guess: bool) -> str:
    """The name that matches best or, if none matches as a whole, the name or text that has the most of the words."""
    if guess:
        return min(names, key=lambda name: _unlikeness(name, typed))
    ranks = {name: rank for name in names if (rank := match_rank(name, typed.text)) is not None}
    if ranks:
        return min(ranks, key=lambda name: ranks[name])
    return max((*names, *texts), key=lambda text: _shared(text, typed))


def _shared(text: str, typed: TypedText) -> int:
    """How many of the typed words, or of their first letters, a text has."""
    words = normalize(text).split()
    return sum(
        any(word[: _stem(wanted)] == wanted[: _stem(wanted)] for word in words) for wanted in typed.content_words
    )


def _stem(word: str) -> int:
    return max(4, len(word) - 3)


def _unlikeness(name: str, typed: TypedText) -> int:
    sound = joined(sounds_of(name))
    return distance(sound, typed.sound, max(len(sound), len(typed.sound)))
