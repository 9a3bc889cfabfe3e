"""The results as a page of its own, which requests nothing: ratios first, then what they are made of."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from bench.compare import plots, tables
from bench.compare.figures import spread
from bench.compare.results import Results
from bench.compare.workloads import WORKLOADS

_RATIOS = {
    ", ms": tables.latency_ratios,
    ", requests/s": tables.throughput_ratios,
    "": tables.footprint_ratios,
}
_STYLE = Path(__file__).with_name("style.css")


def render(results: Results) -> str:
    """The page in HTML."""
    head = (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Servers compared</title>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<style>{_STYLE.read_text(encoding='utf-8')}</style></head><body>"
    )
    return head + "\n".join(_parts(results)) + "</body></html>\n"


def _parts(results: Results) -> Iterator[str]:
    yield "<h1>Servers compared</h1>"
    yield _conditions(results)
    yield "<h2>Ratios</h2>"
    yield _paragraph(
        f"How many times as long {tables.OURS} takes for a query as {tables.REFERENCE} does, by rounds: the median, "
        "and the quartiles as a line. Left of 1 it is faster. Both answer the same queries on the same data, by turns."
    )
    yield _plots(results, latency=True)
    yield _paragraph(
        "How many times as many requests a second it answers on several connections. Right of 1 is faster."
    )
    yield _plots(results, latency=False)
    yield from (_ratio_table(results, quads) for quads in results.sizes)
    yield "<h2>One query at a time</h2>"
    yield _paragraph(
        "No server had been asked a cold query before; the files that it reads are in the memory of the system. Each "
        "answer was compared with those of the other servers, by its rows or, of any 100,000 rows, by their number."
    )
    yield _meanings()
    yield from (tables.latencies(results.measured, quads) for quads in results.sizes)
    yield "<h2>Several connections</h2>"
    yield _paragraph(
        "One process sends all requests, the next on a connection when the last was answered. It shares the cores with "
        "the server, so that the largest values are also its own."
    )
    yield from (tables.throughputs(results.measured, quads) for quads in results.sizes)
    yield tables.mixes(results.measured)
    yield "<h2>Resources</h2>"
    yield tables.footprints(results.measured)
    yield _growth(results)
    yield "<h2>Gaps and differences</h2>"
    yield tables.troubles(results.measured) or _paragraph("All servers answered everything, and alike.")


def _conditions(results: Results) -> str:
    machine = results.machine
    changed = " with changes" if machine.is_dirty else ""
    where = (
        f"{machine.processor}, {machine.cores} cores, {machine.memory_gb:g} GB, {machine.system}, "
        f"Python {machine.python}, load {machine.load:g} at the start. Commit {machine.commit[:12]}{changed}, "
        f"{machine.date}. {results.rounds} rounds. All values are medians, with quartiles in brackets."
    )
    rows = ([peer.name, peer.version or "not installed", peer.note] for peer in results.peers)
    return _paragraph(where) + tables.table("Servers", ["name", "version", "how it runs"], rows, "words")


def _plots(results: Results, *, latency: bool) -> str:
    choose = tables.latency_ratios if latency else tables.throughput_ratios
    drawn = []
    for quads in results.sizes:
        if rows := choose(results.measured, quads):
            drawn.append(f"<figure><figcaption>{quads:,} quads</figcaption>")
            drawn.append(plots.ratios(f"Ratios at {quads:,} quads", rows) + "</figure>")
    return f"<div class='plots'>{''.join(drawn)}</div>"


def _ratio_table(results: Results, quads: int) -> str:
    """The ratios to every other server."""
    ours = tables.ours(results.measured, quads)
    others = [peer for peer in tables.measured_peers(results.measured, quads) if peer != ours]
    rows: list[list[str]] = []
    for unit, choose in _RATIOS.items():
        found = [choose(results.measured, quads, peer) for peer in others]
        names = dict.fromkeys(name for one in found for name in one)
        rows += [[f"{name}{unit}", *(spread(one.get(name)) for one in found)] for name in names]
    return tables.table(f"{quads:,} quads: {ours} divided by each", ["what", *others], rows)


def _meanings() -> str:
    return tables.table("The queries", ["name", "answer"], ([one.name, one.meaning] for one in WORKLOADS), "words")


def _growth(results: Results) -> str:
    """A plot for each query, of the milliseconds over the sizes; none with a single size."""
    if len(results.sizes) < 2:
        return ""
    classes = {peer.name: f"peer-{number}" for number, peer in enumerate(results.peers)}
    drawn = []
    for workload in WORKLOADS:
        series: dict[str, list[plots.Point]] = {}
        for one in results.measured.latencies:
            if one.workload == workload.name and one.ms:
                series.setdefault(one.peer, []).append((one.quads, one.ms))
        if series:
            drawn.append(plots.growth(f"{workload.name}, ms", series, classes))
    key = "".join(f"<li class='{cls}'>{escape(name)}</li>" for name, cls in classes.items())
    return f"<h2>Growth</h2><ul class='key'>{key}</ul><div class='plots'>{''.join(drawn)}</div>"


def _paragraph(words: str) -> str:
    return f"<p>{escape(words)}</p>"
