"""What the explorer costs a browser: how soon it paints, how fluently it moves, how large its scripts are."""

from __future__ import annotations

import gzip
import random
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import table
from kg.config import Settings
from kg.namespaces import Namespaces
from tests.browser import browsing
from tests.clients.conftest import serving

_NAMES = Namespaces()
_RDF, _RDFS = _NAMES.prefixes["rdf"], _NAMES.prefixes["rdfs"]
_THINGS, _LINKS = 5_000, 10_000
_KINDS = {"person": "Person", "organization": "Organization", "event": "Event"}
_TIMES = 5
_SECONDS = 6


def _quads(known: int) -> Iterator[str]:
    """Things, besides those that are known, and links between them, each with an assertion."""
    chance = random.Random(1)  # noqa: S311 - the same network each time
    provenance = f"<{_NAMES.graph('provenance')}>"
    kinds = [*_KINDS.items()]
    things = [_NAMES.thing(f"{kinds[number % 3][0]}/extra-{number}") for number in range(_THINGS - known)]

    def both(subject: str, link: str, value: str) -> Iterator[str]:
        yield f"<{subject}> <{link}> {value} ."
        yield f"<{subject}> <{link}> {value} {provenance} ."

    for number, thing in enumerate(things):
        yield from both(thing, f"{_RDF}type", f"<{_NAMES.term(kinds[number % 3][1])}>")
        yield from both(thing, f"{_RDFS}label", f'"Thing {number}"@en')
    for number in range(_LINKS):
        # Some have many links, as in networks of people.
        triple = (things[number % len(things)], _NAMES.term("knows"), things[int(chance.random() ** 3 * len(things))])
        node = _NAMES.thing(f"assertion/extra-{number}")
        yield from both(triple[0], triple[1], f"<{triple[2]}>")
        yield from both(node, f"{_RDF}type", f"<{_NAMES.term('Assertion')}>")
        yield from both(node, _NAMES.term("status"), f"<{_NAMES.term('explicit')}>")
        for part, term in zip(("subject", "predicate", "object"), triple, strict=True):
            yield from both(node, f"{_RDF}{part}", f"<{term}>")


def _measured(lines: set[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kg.nq"
        path.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
        with serving(Path(folder), "--dataset", str(path)) as address:
            return browsing.figures("measure.js", address=address, times=_TIMES, seconds=_SECONDS)


def main() -> None:
    """Measure, and print tables."""
    shipped = {*Settings.dataset.read_text(encoding="utf-8").splitlines()}
    rows: list[tuple[object, ...]] = []
    for name, lines in (("as shipped", shipped), ("5,000 things", {*shipped, *_quads(132)})):
        found = _measured(lines)
        paint, drawn = ((times[0], statistics.median(times[1:])) for times in (found["paint"], found["drawn"]))
        rows.append((name, *paint, *drawn, found["full"], found["empty"], found["full"] / found["empty"]))
    columns = ("network", "first paint ms", "later", "drawn first ms", "later", "frames/s", "empty", "ratio")
    table.show(f"The explorer in Chromium, WebGL by the processor; medians of {_TIMES - 1} later times", columns, rows)
    sizes = [
        (path.name, path.stat().st_size / 1000, len(gzip.compress(path.read_bytes())) / 1000)
        for path in sorted(browsing.SCRIPTS.glob("*.js"))
    ]
    table.show("Scripts", ("script", "kB", "gzipped kB"), sizes)


if __name__ == "__main__":
    main()
