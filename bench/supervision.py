"""Processes of a server are killed while its store is changed and read: what is lost, and how long it takes."""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from bench import table
from kg.protocol.access_tokens import WRITE, add_token
from tests.hostile import casualties, killers
from tests.hostile.casualties import Traffic
from tests.hostile.served import serving


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=16)
    return parser.parse_args()


def main() -> None:
    """Measure, and print the tables."""
    arguments = _arguments()
    choice = random.Random(arguments.seed)  # noqa: S311 - no secret
    seconds: defaultdict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "ring.nq").write_text(killers.dataset(), encoding="utf-8")
        token = add_token(folder / "tokens", "the measurement", WRITE)
        options = ("--store", str(folder / "store"), "--writable", "--tokens", str(folder / "tokens"))
        with serving(folder / "ring.nq", folder, *options) as served:
            traffic = Traffic(served, token)
            with traffic.flowing():
                while sum(map(len, seconds.values())) < arguments.kills:
                    time.sleep(choice.uniform(0.0, 0.5))
                    role = choice.choice(["worker", "writer", "fork server", "web"])
                    if casualties.lose(served, role, choice.choice(casualties.SIGNALS), choice):
                        seconds[role].append(casualties.recovery_seconds(traffic))
            lost = traffic.acknowledged - traffic.stored()
    rows = [(role, len(times), statistics.median(times), max(times)) for role, times in sorted(seconds.items())]
    table.show("Lost processes", ("process", "times", "median s", "max s"), rows)
    statuses = " ".join(f"{status}x{count}" for status, count in sorted(traffic.statuses.items()))
    changes = [("acknowledged", len(traffic.acknowledged)), ("of them lost", len(lost))]
    table.show("Changes", ("what", "number"), [*changes, ("answers", statuses), ("broken off", traffic.broken)])


if __name__ == "__main__":
    main()
