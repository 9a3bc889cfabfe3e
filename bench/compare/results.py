"""What was measured, as values that are written as JSON and shown on the page."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Spread:
    """The median of values with the quartiles around it."""

    lower: float
    median: float
    upper: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """The spread of at least one value."""
        if len(values) == 1:
            return cls(values[0], values[0], values[0])
        return cls(*statistics.quantiles(values, n=4, method="inclusive"))


@dataclass(frozen=True)
class Machine:
    """Where, when and of which commit the results are; ``load`` is the load average of a minute at the start."""

    processor: str
    cores: int
    memory_gb: float
    system: str
    python: str
    load: float
    commit: str
    is_dirty: bool
    date: str


@dataclass(frozen=True)
class PeerVersion:
    """A server that was asked for; ``version`` is empty if it is not installed."""

    name: str
    version: str
    note: str


@dataclass(frozen=True)
class Absence:
    """Why a server was not measured with a number of quads."""

    quads: int
    peer: str
    reason: str


@dataclass(frozen=True)
class Footprint:
    """The seconds until a dataset is loaded, and until a server answers; MB after the start, at the end, on disk.

    ``load_seconds`` is None if the server loads the dataset at its start.
    """

    quads: int
    peer: str
    load_seconds: float | None
    start_seconds: float
    memory_mb: float
    memory_after_mb: float
    disk_mb: float


@dataclass(frozen=True)
class Latency:
    """The milliseconds of a query, one at a time; ``rounds`` are the medians of each round.

    ``ms`` is None if a query failed, as ``failure`` says.
    """

    quads: int
    workload: str
    peer: str
    ms: Spread | None
    rounds: tuple[float, ...]
    rows: int | None
    failure: str


@dataclass(frozen=True)
class Throughput:
    """The queries per second with a number of connections; ``rounds`` are those of each round."""

    quads: int
    workload: str
    peer: str
    connections: int
    per_second: Spread
    rounds: tuple[float, ...]
    errors: int


@dataclass(frozen=True)
class Mix:
    """Queries with 1 % updates: requests per second, and the milliseconds of both, None where none succeeded."""

    quads: int
    peer: str
    connections: int
    per_second: Spread
    rounds: tuple[float, ...]
    query_ms: Spread | None
    update_ms: Spread | None
    errors: int


@dataclass(frozen=True)
class Difference:
    """Servers that answered a query differently: the number of rows and a hash of the rows of each."""

    quads: int
    workload: str
    query: str
    answers: tuple[tuple[str, int, str], ...]


@dataclass
class Measured:
    """What was measured with worlds of one or more sizes."""

    absences: list[Absence] = field(default_factory=list)
    footprints: list[Footprint] = field(default_factory=list)
    latencies: list[Latency] = field(default_factory=list)
    throughputs: list[Throughput] = field(default_factory=list)
    mixes: list[Mix] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)


@dataclass(frozen=True)
class Results:
    """A run; ``sizes`` are the quads of the worlds."""

    machine: Machine
    rounds: int
    sizes: tuple[int, ...]
    peers: tuple[PeerVersion, ...]
    measured: Measured

    def json(self) -> str:
        """The results as JSON, with the keys of these classes."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"


def ratio(ours: Iterable[float], theirs: Iterable[float]) -> Spread | None:
    """The spread of the ratios of each round, of which both servers have a value; None without any."""
    ratios = [one / other for one, other in zip(ours, theirs, strict=False) if other]
    return Spread.of(ratios) if ratios else None
