"""The cost of the search among a million labels: of ``find`` by kind of query, and of ``entities`` beside CONTAINS.

The labels are made of syllables, in Latin letters, Hangul and Cyrillic, so that many names begin and sound alike.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench import table
from kg.engine.oxigraph.store import Store
from kg.limits import SearchLimits
from kg.namespaces import DEFAULT_BASE
from kg.search.entries import SearchEntry
from kg.search.index.building import write_index
from kg.search.index.searching import SearchIndex

_LABELS = 1_000_000
_REPETITIONS = 60
_SEED = 9
_SYLLABLES = [first + vowel + last for first in "bcdghjklmnprst" for vowel in "aeiou" for last in ("", "n", "l", "ng")]
_HANGUL = [chr(code) for code in range(0xAC00, 0xD7A4, 97)]
_CYRILLIC = [first + vowel for first in "бвгдклмнпрст" for vowel in "аеиоу"]
_ORGANS = ("Committee", "Department", "Commission", "Congress", "Office", "Union")
_CONTAINS = 'SELECT (COUNT(*) AS ?n) WHERE {{ ?s <urn:label> ?label FILTER (CONTAINS(LCASE(?label), "{}")) }}'


def _label(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.6:
        return " ".join(chance.choice(_SYLLABLES).title() for _ in range(3))
    if kind < 0.8:
        place = "".join(chance.choices(_SYLLABLES, k=2)).title()
        return f"{chance.choice(_ORGANS)} of the {place} {chance.choice(_ORGANS)} {chance.randrange(1, 100)}"
    if kind < 0.9:
        return "".join(chance.choices(_HANGUL, k=3))
    return " ".join("".join(chance.choices(_CYRILLIC, k=3)).title() for _ in range(2))


def _entries(labels: Sequence[str]) -> Iterator[SearchEntry]:
    return (SearchEntry(f"/id/thing/{n}", "thing", ("Thing",), label) for n, label in enumerate(labels))


def _mistyped(text: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _queries(labels: Sequence[str], chance: random.Random) -> dict[str, Callable[[], str]]:
    """What is typed, by kind: a function that makes another one at each call."""

    def label() -> str:
        return chance.choice(labels)

    return {
        "whole name": label,
        "name without spaces": lambda: label().replace(" ", ""),
        "beginning": lambda: label()[: chance.randrange(1, 6)],
        "later word": lambda: label().split()[-1],
        "another romanisation": lambda: label().lower().replace("k", "g").replace("j", "ch").replace("o", "eo"),
        "words in another order": lambda: " ".join(reversed(label().split())),
        "two words of different names": lambda: f"{label().split()[0]} {label().split()[-1]}",
        "a typing error": lambda: _mistyped(label(), chance),
        "two typing errors": lambda: _mistyped(_mistyped(label(), chance), chance),
        "a question": lambda: f"who is in the {label().split()[0]} of {label().split()[-1]}",
        "nothing like it": lambda: "".join(chance.choices("qxzw", k=9)),
    }


def _milliseconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - start)


def _finding(index: SearchIndex, labels: Sequence[str]) -> None:
    limit, chance, rows = SearchLimits().suggestions, random.Random(_SEED), []  # noqa: S311 - no secret
    for name, make in _queries(labels, chance).items():
        typed = [make() for _ in range(_REPETITIONS)]
        times = [_milliseconds(lambda text=text: index.find(text, limit)) for text in typed]  # type: ignore[misc]
        hits = sum(bool(index.find(text, limit)) for text in typed)
        rows.append((name, statistics.median(times), statistics.quantiles(times, n=20)[-1], max(times), hits))
    columns = ("what is typed", "median ms", "95 % ms", "most ms", f"with hits of {_REPETITIONS}")
    table.show(f"find() among {len(labels):,} labels", columns, rows)


def _matching(index: SearchIndex, store: Store, labels: Sequence[str]) -> None:
    words = ("committee 17", labels[0].lower(), labels[0].split()[0].lower() + "*", "department congress 5*")
    rows = []
    for text in words:
        number = len(index.entities(text, len(labels)))
        ours = statistics.median(_milliseconds(lambda: index.entities(text, len(labels))) for _ in range(5))  # noqa: B023
        query = _CONTAINS.format(text.rstrip("*"))
        scan = min(_milliseconds(lambda: [*store.query(query).rows()]) for _ in range(2))  # noqa: B023
        rows.append((text, number, ours, scan, scan / ours))
    table.show("entities() and CONTAINS", ("words", "entities", "index ms", "CONTAINS ms", "times as fast"), rows)


def main() -> None:
    """Measure, and print the tables."""
    chance = random.Random(_SEED)  # noqa: S311 - no secret
    labels = [_label(chance) for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else _LABELS)]
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "index"
        start = time.perf_counter()
        write_index(path, _entries(labels), "", DEFAULT_BASE, SearchLimits())
        seconds, size = time.perf_counter() - start, path.stat().st_size / 2**20
        table.show("The index", ("labels", "seconds", "MB"), [(len(labels), seconds, size)])
        index = SearchIndex(path, SearchLimits())
        _finding(index, labels)
        dataset = Path(name) / "labels.nq"
        lines = (f'<urn:{n}> <urn:label> "{label}"@en .\n' for n, label in enumerate(labels))
        dataset.write_text("".join(lines), encoding="utf-8")
        _matching(index, Store.open(dataset), labels)
        index.close()


if __name__ == "__main__":
    main()
