"""What the explorer costs a browser: how soon it is there, how fluently a large network moves, how large its script is.

Chromium draws with the processor alone. What it reaches with an empty network is what the machine gives at most.
"""

from __future__ import annotations

import gzip
import random
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench import table
from kg.config import Settings
from kg.model.dataset import open_dataset
from kg.namespaces import Namespaces
from kg.publish.explorer.hubs import number_of_things
from tests.browser import browsing
from tests.hostile.served import HOST, serving

_NAMES = Namespaces()
_SCRIPT = Path(__file__).with_suffix(".js")
_RDF, _RDFS = _NAMES.prefixes["rdf"], _NAMES.prefixes["rdfs"]
_THINGS, _LINKS = 5_000, 10_000
# Of each kind, so many of a hundred things.
_SHARES = {"Person": 60, "Organization": 20, "Event": 20}
# Which kinds a property links.
_PROPERTIES = {
    "memberOf": ("Person", "Organization"),
    "participatedIn": ("Person", "Event"),
    "partOf": ("Event", "Event"),
}
_TIMES = 5
_SECONDS = 5


def _synthetic(things: int, links: int) -> Iterator[str]:
    """Things of three kinds, and random links between them, each with an assertion."""
    chance = random.Random(1)  # noqa: S311 - no secret
    made = {
        kind: [_NAMES.thing(f"{kind.lower()}/extra-{number}") for number in range(things * share // 100)]
        for kind, share in _SHARES.items()
    }
    for kind, members in made.items():
        for number, thing in enumerate(members):
            yield from _stated(thing, f"{_RDF}type", f"<{_NAMES.term(kind)}>")
            yield from _stated(thing, f"{_RDFS}label", f'"{kind} {number}"@en')
    for number in range(links):
        name, (domain, range_) = chance.choice([*_PROPERTIES.items()])
        triple = chance.choice(made[domain]), _NAMES.term(name), chance.choice(made[range_])
        yield from _stated(triple[0], triple[1], f"<{triple[2]}>")
        assertion = _NAMES.thing(f"assertion/extra-{number}")
        yield from _stated(assertion, f"{_RDF}type", f"<{_NAMES.term('Assertion')}>")
        yield from _stated(assertion, _NAMES.term("status"), f"<{_NAMES.term('explicit')}>")
        for part, term in zip(("subject", "predicate", "object"), triple, strict=True):
            yield from _stated(assertion, f"{_RDF}{part}", f"<{term}>")


def _stated(subject: str, link: str, value: str) -> Iterator[str]:
    """A statement of the provenance, which the default graph has too."""
    yield f"<{subject}> <{link}> {value} ."
    yield f"<{subject}> <{link}> {value} <{_NAMES.graph('provenance')}> ."


def _measured(dataset: Path, **task: object) -> Any:
    """What the script beside this module measures at a server of a dataset that was just started."""
    with tempfile.TemporaryDirectory() as folder, serving(dataset, Path(folder)) as served:
        return browsing.run(_SCRIPT, address=f"http://{HOST}:{served.port}", **task)


def _opening(dataset: Path) -> None:
    found = _measured(dataset, measure="paints", times=_TIMES)
    rows = [
        ("new server, new browser", *found["cold"][0]),
        (f"new browser, median of {_TIMES}", *(statistics.median(each) for each in zip(*found["cold"], strict=True))),
        (f"again, median of {_TIMES}", *(statistics.median(each) for each in zip(*found["warm"], strict=True))),
    ]
    table.show("Opening the explorer", ("", "first contentful paint ms", "network drawn ms"), rows)


def _moving(dataset: Path) -> None:
    things = _THINGS - number_of_things(open_dataset(dataset))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "synthetic.nq"
        lines = [*dataset.read_text(encoding="utf-8").splitlines(), *_synthetic(things, _LINKS)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        found = _measured(path, measure="frames", seconds=_SECONDS)
    empty, full = found["empty"], found["full"]
    rows = [
        (how, _rate(empty[how]), _rate(full[how]), _rate(full[how]) / _rate(empty[how]), max(full[how]))
        for how in ("pan", "zoom")
    ]
    columns = ("", "empty, frames/s", "frames/s", "share of empty", "longest frame ms")
    table.show(f"Moving a network: {full['status'].strip()}", columns, rows)


def _rate(milliseconds: Sequence[float]) -> float:
    """Frames a second, by how long each took."""
    return 1000 * len(milliseconds) / sum(milliseconds)


def _sizes() -> None:
    files = sorted(browsing.SCRIPTS.glob("*.js"))
    rows = [(file.stem, *(size / 1000 for size in _size(file.read_bytes()))) for file in files]
    table.show("Scripts", ("", "kB", "kB gzipped"), rows)


def _size(content: bytes) -> tuple[int, int]:
    return len(content), len(gzip.compress(content))


def main() -> None:
    """Measure, and print tables."""
    dataset = Settings.dataset.resolve()
    _opening(dataset)
    _moving(dataset)
    _sizes()


if __name__ == "__main__":
    main()
