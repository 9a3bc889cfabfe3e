"""Tables of results in HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from bench.compare.figures import figure, spread
from bench.compare.results import Footprint, Latency, Measured, Spread, Throughput, ratio

# The servers that the ratios are about first.
OURS, REFERENCE = "kg", "oxigraph"
# What stands for ours where the dataset is too large for the memory.
_OURS_FROM_DISK = "kg from disk"


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]], cls: str = "numbers") -> str:
    """A table, which scrolls where it is too wide; empty without rows."""
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    head = "".join(f"<th scope='col'>{escape(column)}</th>" for column in columns)
    if not body:
        return ""
    return (
        f"<div class='scroll'><table class='{cls}'><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def ours(measured: Measured, quads: int) -> str:
    """The name of our server, by what was measured with a number of quads."""
    return OURS if OURS in measured_peers(measured, quads) else _OURS_FROM_DISK


def latency_ratios(measured: Measured, quads: int, peer: str = REFERENCE) -> dict[str, Spread]:
    """The ratios of our latency to that of another server, by query, of those that both answered."""
    own, other = (_latencies(measured, quads, name) for name in (ours(measured, quads), peer))
    found = {name: ratio(own[name].rounds, other[name].rounds) for name in own if name in other}
    return {name: value for name, value in found.items() if value}


def throughput_ratios(measured: Measured, quads: int, peer: str = REFERENCE) -> dict[str, Spread]:
    """The ratios of our requests per second to those of another server, by query and connections, and of the mix."""
    own, other = (_throughputs(measured, quads, name) for name in (ours(measured, quads), peer))
    rounds = {name: (own[name].rounds, other[name].rounds) for name in own if name in other}
    mixes = {mix.peer: mix for mix in measured.mixes if mix.quads == quads}
    if {OURS, peer} <= mixes.keys():
        rounds[f"mix, {mixes[OURS].connections}"] = mixes[OURS].rounds, mixes[peer].rounds
    found = {name: ratio(*pair) for name, pair in rounds.items()}
    return {name: value for name, value in found.items() if value}


def footprint_ratios(measured: Measured, quads: int, peer: str = REFERENCE) -> dict[str, Spread]:
    """The ratios of what we need to what another server needs; each was measured once."""
    found = {one.peer: one for one in measured.footprints if one.quads == quads}
    own = ours(measured, quads)
    if not {own, peer} <= found.keys():
        return {}
    pairs = zip(_needs(found[own]).items(), _needs(found[peer]).values(), strict=True)
    ratios = {name: ratio([value], [other]) for (name, value), other in pairs if value and other}
    return {name: value for name, value in ratios.items() if value}


def measured_peers(measured: Measured, quads: int) -> list[str]:
    """The servers that were measured with a number of quads."""
    return [one.peer for one in measured.footprints if one.quads == quads]


def latencies(measured: Measured, quads: int) -> str:
    """The milliseconds of each query on each server."""
    by_peer = {peer: _latencies(measured, quads, peer) for peer in measured_peers(measured, quads)}
    names = dict.fromkeys(name for found in by_peer.values() for name in found)
    rows = [[name, *(_latency(by_peer[peer].get(name)) for peer in by_peer)] for name in names]
    return table(f"{quads:,} quads: milliseconds, one query at a time", ["query", *by_peer], rows)


def throughputs(measured: Measured, quads: int) -> str:
    """The requests per second of each server."""
    by_peer = {peer: _throughputs(measured, quads, peer) for peer in measured_peers(measured, quads)}
    names = dict.fromkeys(name for found in by_peer.values() for name in found)
    rows = [[name, *(_throughput(by_peer[peer].get(name)) for peer in by_peer)] for name in names]
    return table(f"{quads:,} quads: requests per second", ["query, connections", *by_peer], rows)


def mixes(measured: Measured) -> str:
    """The queries with updates."""
    columns = ["quads", "server", "requests/s", "query ms", "update ms", "errors"]
    rows = (
        [
            f"{mix.quads:,}",
            mix.peer,
            spread(mix.per_second),
            spread(mix.query_ms),
            spread(mix.update_ms),
            str(mix.errors),
        ]
        for mix in measured.mixes
    )
    return table("Point queries with 1 % updates, 8 connections", columns, rows)


def footprints(measured: Measured) -> str:
    """What the servers need."""
    rows = [[f"{one.quads:,}", one.peer, *map(_need, _needs(one).values())] for one in measured.footprints]
    columns = ["quads", "server", *(name for one in measured.footprints[:1] for name in _needs(one))]
    return table("Load, start, memory and disk", columns, rows)


def troubles(measured: Measured) -> str:
    """What was not measured, failed or differed."""
    return table(
        "Not measured, failed, or answered differently", ["quads", "what", "why"], _troubles(measured), "words"
    )


def _troubles(measured: Measured) -> Iterator[list[str]]:
    for absence in measured.absences:
        yield [f"{absence.quads:,}", absence.peer, absence.reason]
    for latency in measured.latencies:
        if latency.failure:
            yield [f"{latency.quads:,}", f"{latency.peer}: {latency.workload}", latency.failure]
    for one in measured.throughputs:
        if one.errors:
            name = f"{one.peer}: {one.workload}, {one.connections}"
            yield [f"{one.quads:,}", name, f"{one.errors} requests failed"]
    for difference in measured.differences:
        given = "; ".join(f"{peer}: {rows:,} rows ({digest})" for peer, rows, digest in difference.answers)
        yield [f"{difference.quads:,}", difference.workload, f"different answers: {given}"]


def _needs(one: Footprint) -> dict[str, float | None]:
    return {
        "load s": one.load_seconds,
        "start s": one.start_seconds,
        "memory MB": one.memory_mb,
        "memory MB, at the end": one.memory_after_mb,
        "disk MB": one.disk_mb,
    }


def _latencies(measured: Measured, quads: int, peer: str) -> dict[str, Latency]:
    return {one.workload: one for one in measured.latencies if (one.quads, one.peer) == (quads, peer)}


def _throughputs(measured: Measured, quads: int, peer: str) -> dict[str, Throughput]:
    found = [one for one in measured.throughputs if (one.quads, one.peer) == (quads, peer)]
    return {f"{one.workload}, {one.connections}": one for one in found}


def _need(value: float | None) -> str:
    return "–" if value is None else figure(value)


def _latency(one: Latency | None) -> str:
    if one is None:
        return "–"
    return "failed" if one.failure else spread(one.ms)


def _throughput(one: Throughput | None) -> str:
    if one is None:
        return "–"
    return spread(one.per_second) + (f", {one.errors} errors" if one.errors else "")
