"""Searches in the index, from the surest matches to the vaguest, until there are enough hits."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from kg.errors import Problem, RequestError
from kg.limits import SearchLimits
from kg.search.entries import TERM, SearchEntry
from kg.search.index.corrections import Corrections
from kg.search.index.database import open_database
from kg.search.index.lookups import Lookups
from kg.search.index.words import CommonWords, WordIndex, quoted
from kg.search.keys import TypedText, kind_key
from kg.search.matches import matched_text
from kg.search.spelling import normalize

_ENTRY = "SELECT path, kind, kinds, label, names, summary, texts, description FROM entry"


@dataclass(frozen=True)
class Hit:
    """An entry that a search has found.

    ``matched`` is the name or the text that matches, if it is neither the label nor the summary. ``meant`` is what the
    reader may have meant if the entry does not have what was typed, but something like it, and None otherwise. A
    ``partial`` hit has only some of the words.
    """

    path: str
    kind: str
    label: str
    names: tuple[str, ...]
    summary: str
    matched: str
    meant: str | None
    partial: bool
    is_term: bool


class SearchIndex:
    """The index in a file, for any number of threads.

    ``state`` names what it was made from; ``examples`` are names to search for. Every search is refused, with
    RequestError 400, if its text is too long.
    """

    def __init__(self, path: Path, limits: SearchLimits) -> None:
        """Open the index; raises DatasetError if it cannot be read."""
        self._limits = limits
        self._lock = Lock()
        self._connection = open_database(path)
        meta = dict(self._connection.execute("SELECT name, value FROM meta"))
        self.state, self._base = meta.get("state", ""), meta.get("base", "")
        common = self._connection.execute("SELECT word, number FROM common")
        self._common = CommonWords(common, limits.common)
        self.examples: list[str] = json.loads(meta.get("examples", "[]"))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def find(self, text: str, limit: int, kinds: Sequence[str] = ()) -> list[Hit]:
        """The best matches of a text, at most ``limit``; of some kinds only, such as ``Person``, if any are named."""
        typed = self._typed(text)
        if not typed.normal:
            return []
        with self._lock:
            ranked, partial = self._ranked(typed, min(limit, self._limits.hits), kinds)
            hits = [self._hit(number, typed, meant, partial=partial) for number, meant in ranked.items()]
        # The vocabulary serves those who write queries: it comes last, unless it is all that was found.
        return sorted(hits, key=lambda hit: hit.is_term)

    def suggestion(self, text: str) -> str | None:
        """What a reader may have meant by a text that nothing has; None if something has it, or nothing is like it."""
        return next((hit.meant for hit in self.find(text, 1)), None)

    def entities(self, text: str, limit: int) -> list[str]:
        """The IRIs of all entities and terms whose names and texts have all words of a text, in static order.

        Words are compared without accents, signs and capitals; a word that ends in ``*`` is the beginning of one.
        Nothing else is tolerated. Raises RequestError: 400 if the text has no word, 422 if more than ``limit`` match.
        """
        self._typed(text)
        words = [(normalize(part), part.endswith("*")) for part in text.split()]
        parts = [(word, start and last) for words_, start in words for word, last in _with_last(words_.split())]
        if not parts:
            remedy = 'Give a word, as in "party", or the beginning of one, as in "congrat*".'
            raise RequestError(400, Problem("search", f"{text!r} has no word to search for.", remedy))
        query = " AND ".join(f"{quoted(word)}{' *' if start else ''}" for word, start in parts)
        with self._lock:
            rows = self._connection.execute(
                "SELECT path FROM word JOIN entry ON entry.id = word.rowid WHERE word MATCH ? "
                "AND path NOT LIKE '/questions/%' ORDER BY word.rowid LIMIT ?",
                (f"{{names texts}} : ({query})", limit + 1),
            ).fetchall()
        if len(rows) > limit:
            what = f"{text!r} matches more than {limit} entities."
            raise RequestError(422, Problem("search", what, "Add a word, or write out the beginning of a word."))
        return [self._base + path.removeprefix("/") for (path,) in rows]

    def first(self, kind: str) -> SearchEntry | None:
        """The entry of a kind that has the most links; None if there is none."""
        query = "SELECT entry FROM member WHERE kind = ? ORDER BY entry LIMIT 1"
        with self._lock:
            rows = self._connection.execute(f"{_ENTRY} WHERE id = ({query})", (kind_key(kind),)).fetchall()
        return _entry(rows[0]) if rows else None

    def entries(self) -> Iterator[SearchEntry]:
        """Every entry, in static order."""
        with self._lock:
            rows = self._connection.execute(f"{_ENTRY} ORDER BY id").fetchall()
        yield from map(_entry, rows)

    def _typed(self, text: str) -> TypedText:
        if len(text) > self._limits.characters:
            what = f"The text has {len(text)} characters; at most {self._limits.characters} are searched for."
            raise RequestError(400, Problem("search", what, "Shorten it."))
        return TypedText(text)

    def _ranked(self, typed: TypedText, limit: int, kinds: Sequence[str]) -> tuple[dict[int, str | None], bool]:
        """The numbers of the best entries, the best first, each with what was meant; and whether all are partial."""
        connection, limits, wanted = self._connection, self._limits, tuple(kind_key(kind) for kind in kinds)
        words = WordIndex(connection, self._common, limit, wanted, limits)
        lookups = Lookups(connection, words, limit, wanted, limits)
        guesses = Corrections(connection, lookups, words, limits).guesses(typed)
        ranked = _first(_sure(typed, lookups, words), limit) or _first(guesses, limit)
        return (ranked, False) if ranked else (dict.fromkeys(words.with_rare_stems(typed)), True)

    def _hit(self, number: int, typed: TypedText, meant: str | None, *, partial: bool) -> Hit:
        entry = _entry(self._connection.execute(f"{_ENTRY} WHERE id = ?", (number,)).fetchone())
        matched = matched_text(typed, (entry.label, *entry.names), entry.texts, guess=meant is not None)
        return Hit(
            entry.path,
            entry.kind,
            entry.label,
            entry.names,
            entry.summary,
            "" if matched in (entry.label, entry.summary) else matched,
            None if meant is None else meant or matched,
            partial,
            TERM in entry.kinds,
        )


def _entry(row: tuple[str, str, str, str, str, str, str, int]) -> SearchEntry:
    path, kind, kinds, label, names, summary, texts, description = row
    lists = tuple(kinds.split()), tuple(json.loads(names)), tuple(json.loads(texts))
    return SearchEntry(path, kind, lists[0], label, lists[1], summary, lists[2], bool(description))


def _with_last(words: Sequence[str]) -> list[tuple[str, bool]]:
    """Words, and whether each is the last."""
    return [(word, place == len(words)) for place, word in enumerate(words, start=1)]


def _sure(typed: TypedText, lookups: Lookups, words: WordIndex) -> Iterator[tuple[None, list[int]]]:
    """The tiers of what has the text or its words."""
    for numbers in lookups.names(typed):
        yield None, numbers
    yield None, words.with_stems(typed)


def _first(tiers: Iterable[tuple[str | None, list[int]]], limit: int) -> dict[int, str | None]:
    """The first entries of some tiers, no more than necessary, each with what was meant."""
    ranked: dict[int, str | None] = {}
    for meant, numbers in tiers:
        ranked |= dict.fromkeys(numbers, meant) | ranked
        if len(ranked) >= limit:
            break
    return dict([*ranked.items()][:limit])
