"""What a reader on a slow phone connection waits for: a page of each kind, each with an empty cache.

The connection is emulated by the browser: 1.6 Mbit/s and 150 ms, as a phone has in a weak network.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import Any

from bench import table
from kg.config import Settings
from tests.browser import browsing
from tests.hostile.served import HOST, serving

_SCRIPT = Path(__file__).with_suffix(".js")
_PATHS = {
    "front page": "/",
    "search": "/search.html?q=Kim+Jong+Un",
    "an answer": "/questions/when-and-where-were-messages-published.html",
    "a person": "/id/person/kim-jong-un.html",
    "a congress": "/id/congress/wpk-9.html",
    "a list": "/things/Gap.html",
    "the timeline": "/timeline.html",
    "the leadership": "/organs.html",
    "the source": "/source/9th-congress.html",
    "the ontology": "/def.html",
    "the network": "/explore.html",
}
_LATENCY_MS, _BYTES_PER_SECOND = 150, 1_600_000 // 8
_REPETITIONS = 5


def _measured(folder: Path) -> Any:
    """The milliseconds and the bytes of each opening, by path."""
    (folder / "queries").symlink_to(Settings.queries.resolve())
    with serving(Settings.dataset.resolve(), folder) as served:
        return browsing.run(
            _SCRIPT,
            address=f"http://{HOST}:{served.port}",
            paths=[*_PATHS.values()],
            times=_REPETITIONS,
            latency=_LATENCY_MS,
            bytesPerSecond=_BYTES_PER_SECOND,
        )


def main() -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        measured = _measured(Path(folder))
    rows = [
        (name, statistics.median(paint for paint, _ in measured[path]), max(size for _, size in measured[path]) / 1000)
        for name, path in _PATHS.items()
    ]
    columns = ("", f"first contentful paint ms, median of {_REPETITIONS}", "kB with all that it loads")
    table.show("Opening pages at 1.6 Mbit/s and 150 ms, nothing cached", columns, rows)


if __name__ == "__main__":
    main()
