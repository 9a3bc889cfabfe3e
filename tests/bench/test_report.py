"""The page and the JSON of results that are written here."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

import pytest

from bench.compare.figures import figure
from bench.compare.report import render
from bench.compare.results import (
    Absence,
    Difference,
    Footprint,
    Latency,
    Machine,
    Measured,
    Mix,
    PeerVersion,
    Results,
    Spread,
    Throughput,
    ratio,
)

SIZES = (10_000, 100_000)
SLOW, FAST = Spread(3, 4, 5), Spread(1, 2, 3)


def latency(quads: int, peer: str, ms: Spread) -> Latency:
    return Latency(quads, "star", peer, ms, (ms.lower, ms.median, ms.upper), 7, "")


@pytest.fixture
def results() -> Results:
    measured = Measured()
    for quads in SIZES:
        measured.latencies += [latency(quads, "kg", SLOW), latency(quads, "oxigraph", FAST)]
        for peer, spread in (("kg", SLOW), ("oxigraph", FAST)):
            rounds = (spread.lower, spread.median)
            measured.throughputs.append(Throughput(quads, "hot", peer, 8, spread, rounds, 0))
            measured.mixes.append(Mix(quads, peer, 8, spread, rounds, spread, None, 0))
            measured.footprints.append(Footprint(quads, peer, 1.5, 0.5, 100, 200, 30))
    machine = Machine("A <processor>", 2, 24.0, "Linux", "3.11", 0.5, "abcdef0123456789", True, "3001-01-01T00:00")
    installed = ("kg", "kg from disk", "oxigraph")
    peers = (*(PeerVersion(name, "0.1", "") for name in installed), PeerVersion("virtuoso", "", ""))
    return Results(machine, 2, SIZES, peers, measured)


def test_every_element_of_the_page_is_closed(results: Results) -> None:
    tags = re.sub(r"<(?:!|meta|style|script)[^>]*>|</style>|<[^>]*/>", "", render(results))
    opened, closed = (Counter(re.findall(pattern, tags)) for pattern in (r"<(\w+)", r"</(\w+)>"))
    assert opened == closed


def test_ratios_come_before_values(results: Results) -> None:
    page = render(results)
    assert page.index("kg divided by each") < page.index("milliseconds, one query at a time")


def test_a_ratio_is_that_of_rounds(results: Results) -> None:
    assert "<td>star, ms</td><td>2.00 (1.83–2.50)</td>" in render(results)


def test_the_page_requests_nothing(results: Results) -> None:
    assert re.findall(r"(?:src|href|url\(|@import|https?:)", render(results)) == []


def test_the_page_escapes_what_it_shows(results: Results) -> None:
    assert "A &lt;processor&gt;" in render(results)


def test_without_our_server_in_memory_the_one_from_disk_is_compared(results: Results) -> None:
    measured = results.measured
    measured.latencies[0] = replace(measured.latencies[0], peer="kg from disk")
    measured.footprints[0] = replace(measured.footprints[0], peer="kg from disk")
    assert "10,000 quads: kg from disk divided by each" in render(results)


def test_growth_is_drawn_for_several_sizes(results: Results) -> None:
    assert "<polyline" in render(results)


def test_growth_is_left_out_for_one_size(results: Results) -> None:
    assert "<polyline" not in render(replace(results, sizes=SIZES[:1]))


def test_a_difference_is_shown(results: Results) -> None:
    answers = ("kg", 7, "aa"), ("oxigraph", 8, "bb")
    results.measured.differences.append(Difference(SIZES[0], "star", "SELECT ...", answers))
    assert "different answers: kg: 7 rows (aa); oxigraph: 8 rows (bb)" in render(results)


def test_an_absence_is_shown_with_its_reason(results: Results) -> None:
    results.measured.absences.append(Absence(SIZES[0], "virtuoso", "not installed"))
    assert "<td>virtuoso</td><td>not installed</td>" in render(results)


def test_a_failure_is_shown_with_its_reason(results: Results) -> None:
    results.measured.latencies.append(Latency(SIZES[0], "path", "kg", None, (), None, "status 504"))
    assert "<td>kg: path</td><td>status 504</td>" in render(results)


def test_the_json_has_the_measured_values(results: Results) -> None:
    first = json.loads(results.json())["measured"]["latencies"][0]
    assert (first["workload"], first["ms"]["median"]) == ("star", 4)


def test_a_spread_has_the_quartiles() -> None:
    assert Spread.of([1, 2, 3, 4, 5]) == Spread(2, 3, 4)


def test_the_spread_of_one_value_is_that_value() -> None:
    assert Spread.of([3.0]) == Spread(3, 3, 3)


def test_there_is_no_ratio_of_nothing() -> None:
    assert ratio([], [1]) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.0123, "0.012"), (0.5, "0.500"), (1.234, "1.23"), (56.78, "56.8"), (12345, "12,345")],
)
def test_a_number_has_about_three_digits(value: float, text: str) -> None:
    assert figure(value) == text
