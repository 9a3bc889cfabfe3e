"""The explorer in a browser: how soon it appears, how smoothly a large network moves, how large its scripts are.

Chromium draws without a graphics processor. Its frame rate with an empty network is the maximum of the machine.
"""

from __future__ import annotations

import gzip
import random
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench import quads, table
from kg.config import Settings
from kg.model.dataset import open_dataset
from kg.publish.explorer.overview import node_count
from tests.browser import browsing
from tests.hostile.served import HOST, serving

_SCRIPT = Path(__file__).with_suffix(".js")
_ENTITIES, _LINKS = 5_000, 10_000
# How many of a hundred entities are of each class.
_SHARES = {"Person": 60, "Organization": 20, "Event": 20}
# The classes that a property links.
_PROPERTIES = {
    "memberOf": ("Person", "Organization"),
    "participatedIn": ("Person", "Event"),
    "partOf": ("Event", "Event"),
}
_REPETITIONS = 5
_SECONDS = 5


def _synthetic(entities: int, links: int) -> Iterator[str]:
    """Entities of three classes, and random links between them, each with an assertion."""
    chance = random.Random(1)  # noqa: S311 - not a secret
    members = {
        cls: [quads.NAMES.thing(f"{cls.lower()}/extra-{number}") for number in range(entities * share // 100)]
        for cls, share in _SHARES.items()
    }
    for cls, iris in members.items():
        for number, iri in enumerate(iris):
            yield from quads.entity(iri, cls, f"{cls} {number}")
    for number in range(links):
        name, (domain, range_) = chance.choice([*_PROPERTIES.items()])
        triple = chance.choice(members[domain]), quads.NAMES.term(name), chance.choice(members[range_])
        yield from quads.statement(triple[0], triple[1], f"<{triple[2]}>")
        node = quads.NAMES.thing(f"assertion/extra-{number}")
        yield from quads.reification(node, "Assertion", triple, {"status": quads.NAMES.term("explicit")})


def _measured(dataset: Path, **task: object) -> Any:
    """The results of the script beside this module, with a new server of a dataset."""
    with tempfile.TemporaryDirectory() as folder, serving(dataset, Path(folder)) as served:
        return browsing.run(_SCRIPT, address=f"http://{HOST}:{served.port}", **task)


def _opening(dataset: Path) -> None:
    times = _measured(dataset, measure="paints", times=_REPETITIONS)
    rows = [
        ("new server, new browser", *times["cold"][0]),
        (f"new browser, median of {_REPETITIONS}", *map(statistics.median, zip(*times["cold"], strict=True))),
        (f"again, median of {_REPETITIONS}", *map(statistics.median, zip(*times["warm"], strict=True))),
    ]
    table.show("Opening the explorer", ("", "first contentful paint ms", "network drawn ms"), rows)


def _moving(dataset: Path) -> None:
    entities = _ENTITIES - node_count(open_dataset(dataset))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "synthetic.nq"
        lines = [*dataset.read_text(encoding="utf-8").splitlines(), *_synthetic(entities, _LINKS)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        frames = _measured(path, measure="frames", seconds=_SECONDS)
    empty, full = frames["empty"], frames["full"]
    rates = {action: (_rate(empty[action]), _rate(full[action])) for action in ("pan", "zoom")}
    rows = [(action, *rate, rate[1] / rate[0], max(full[action])) for action, rate in rates.items()]
    columns = ("", "empty, frames/s", "frames/s", "share of empty", "longest frame ms")
    table.show(f"Moving a network: {full['status'].strip()}", columns, rows)


def _rate(milliseconds: Sequence[float]) -> float:
    """Frames per second, from the duration of each frame."""
    return 1000 * len(milliseconds) / sum(milliseconds)


def _sizes() -> None:
    files = sorted(browsing.SCRIPTS.glob("*.js"))
    rows = [(file.stem, *(size / 1000 for size in _size(file.read_bytes()))) for file in files]
    table.show("Scripts", ("", "kB", "kB gzipped"), rows)


def _size(content: bytes) -> tuple[int, int]:
    """The bytes of a script, and its bytes after compression."""
    return len(content), len(gzip.compress(content))


def main() -> None:
    """Measure, and print tables."""
    dataset = Settings.dataset.resolve()
    _opening(dataset)
    _moving(dataset)
    _sizes()


if __name__ == "__main__":
    main()
