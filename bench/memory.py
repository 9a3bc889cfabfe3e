"""The memory and time of an answer with a million rows over HTTP, in every format and encoding."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench import table
from kg.formats import Format
from tests.hostile import killers, large
from tests.hostile.served import Served, serving

_COLUMNS = ("format", "encoding", "rows", "MB", "MB sent", "seconds", "web +MB", "worker +MB")
# The engine keeps every triple of a graph that it constructs, to return none twice.
_MEMORY_MB = "2048"


def _row(served: Served, name: str, form: Format, encoding: str) -> tuple[object, ...]:
    cost = large.measure(served, form, encoding)
    return name, encoding, cost.rows, cost.mb, cost.sent_mb, cost.seconds, cost.web_mb, cost.worker_mb


def main() -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "ring.nq").write_text(killers.dataset(), encoding="utf-8")
        with serving(folder / "ring.nq", folder, "--memory", _MEMORY_MB) as served:
            rows = []
            for form in large.formats():
                for encoding in large.ENCODINGS:
                    sys.stderr.write(f"{form.name} {encoding}\n")
                    rows.append(_row(served, form.name, form, encoding))
    table.show("A million rows over HTTP", _COLUMNS, rows)


if __name__ == "__main__":
    main()
