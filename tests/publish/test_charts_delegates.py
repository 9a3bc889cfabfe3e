"""The delegates of congresses as charts, drawings and tables."""

from __future__ import annotations

import csv
import io

import pytest

from kg.model.dataset import PublishedDataset
from kg.publish.charts.bar_chart import draw_bars
from kg.publish.charts.delegates import DelegateChart, Delegates, delegates_table, read_delegates
from tests.publish.written import NAMES, asserted, displayed

CONGRESSES = """
  <id/second> ckg:congressOf <id/party/our-party> ; ckg:ordinal 2 ; ckg:delegateCount 60 .
  <id/first> ckg:congressOf <id/party/our-party> ; ckg:ordinal 1 ; ckg:delegateCount 50 .
"""


def count(category: str, congress: str, number: int, dimension: str = "sector") -> str:
    return (
        f"<id/{congress}-{category}> ckg:category <id/{category}> ; ckg:countedAt <id/{congress}> ; "
        f"ckg:headcount {number} . <id/{category}> ckg:dimension ckg:{dimension} . "
    )


def change(category: str, number: int) -> str:
    return (
        f"<id/change-{category}> ckg:category <id/{category}> ; ckg:countedAt <id/second> ; "
        f"ckg:changeSince <id/first> ; ckg:headcountChange {number} . <id/{category}> ckg:dimension ckg:sector . "
    )


TWO = (
    CONGRESSES + count("a", "first", 20) + count("b", "first", 30) + count("a", "second", 35) + count("b", "second", 25)
)


def read(data: str) -> Delegates:
    return read_delegates(displayed(data))


def only(data: str) -> DelegateChart:
    (chart,) = read(data).charts
    return chart


def short(iri: str) -> str:
    return iri.removeprefix(NAMES.things)


def numbers(chart: DelegateChart) -> dict[str, list[list[int]]]:
    return {short(line.category): [[one.value for one in cell] for cell in line.counts] for line in chart.lines}


def test_counts_stand_side_by_side_from_the_earliest_congress_on() -> None:
    assert numbers(only(TWO)) == {"a": [[20], [35]], "b": [[30], [25]]}


def test_the_largest_category_of_the_latest_congress_comes_first() -> None:
    assert list(numbers(only(TWO + count("c", "second", 99)))) == ["c", "a", "b"]


def test_a_count_that_is_not_stated_is_left_out() -> None:
    assert numbers(only(TWO + count("c", "second", 9)))["c"] == [[], [9]]


def test_counts_that_contradict_each_other_both_stay() -> None:
    more = "<id/other> ckg:category <id/a> ; ckg:countedAt <id/first> ; ckg:headcount 21 . "
    assert numbers(only(TWO + more))["a"] == [[20, 21], [35]]


@pytest.mark.parametrize(("stated", "agrees"), [(15, True), (14, False)])
def test_a_stated_change_stands_beside_the_difference_of_the_counts(stated: int, agrees: bool) -> None:
    comparison = only(TWO + change("a", stated)).lines[0].comparisons[0]
    (figure,) = comparison.stated
    assert (figure.value, comparison.counted, comparison.agrees(figure)) == (stated, 15, agrees)


def test_a_change_without_counts_has_no_difference() -> None:
    comparison = only(CONGRESSES + change("a", 5)).lines[0].comparisons[0]
    assert (comparison.counted, comparison.agrees(comparison.stated[0])) == (None, None)


@pytest.mark.parametrize(
    ("dimension", "sums"), [("sector", (20,)), ("origin", (20,)), ("gender", ()), ("standing", ())]
)
def test_only_dimensions_that_divide_all_delegates_are_summed(dimension: str, sums: tuple[int, ...]) -> None:
    assert only(CONGRESSES + count("a", "first", 20, dimension)).sums == sums


def test_a_dimension_and_a_party_have_a_chart_of_their_own() -> None:
    other = "<id/third> ckg:congressOf <id/party/other> . " + count("a", "third", 5)
    assert [chart.key for chart in read(TWO + count("w", "first", 5, "gender") + other).charts] == [
        "other-sector",
        "our-party-sector",
        "our-party-gender",
    ]


def test_a_number_has_its_evidence() -> None:
    count = only(TWO + asserted("known", "<id/first-a> ckg:headcount 20", status="implied")).lines[0].counts[0][0]
    assert count.support
    assert short(count.support.node) == "assertion/known"


@pytest.mark.parametrize(
    "data", ["", CONGRESSES, "<id/x> ckg:category <id/a> ; ckg:countedAt <id/c> ; ckg:headcount 'many' ."]
)
def test_without_numbers_there_is_no_chart(data: str) -> None:
    assert read(data).charts == ()


def test_bars_are_as_long_as_their_numbers_and_the_latest_congress_comes_first() -> None:
    found = read(TWO)
    widths = [[bar.width for bar in group.bars] for group in draw_bars(found.charts[0], found.labels).groups]
    assert [[round(width * 35 / 80) for width in group] for group in widths] == [[35, 20], [25, 30]]


@pytest.mark.parametrize("number", [0, -3])
def test_a_bar_for_zero_has_no_length(number: int) -> None:
    found = read(CONGRESSES + count("a", "first", number))
    assert draw_bars(found.charts[0], found.labels).groups[0].bars[0].width == 0


def test_a_long_name_is_drawn_on_several_lines() -> None:
    found = read(TWO + "<id/a> rdfs:label 'Science, education, public health, art, literature and media'@en .")
    assert len(draw_bars(found.charts[0], found.labels).groups[0].text) == 2


def table(found: Delegates) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(delegates_table(found.charts[0], found.labels))))


def test_the_table_distinguishes_stated_from_derived_numbers() -> None:
    rows = [row for row in table(read(TWO + change("a", 14))) if row["category"] in ("a", "")]
    assert [(row["measure"], row["value"], row["agrees"], bool(row["figure"])) for row in rows] == [
        ("count", "20", "", True),
        ("count", "35", "", True),
        ("stated change", "14", "false", True),
        ("difference of counts", "15", "", False),
        ("sum of counts", "50", "true", False),
        ("stated total", "50", "", False),
        ("sum of counts", "60", "true", False),
        ("stated total", "60", "", False),
    ]


@pytest.fixture(scope="module")
def project(published: PublishedDataset) -> Delegates:
    return read_delegates(published)


def asked(dataset: PublishedDataset, query: str) -> set[tuple[str, ...]]:
    rows = dataset.store.query(query, prefixes=dataset.names.prefixes).rows()
    return {tuple(term.value for term in row if term) for row in rows}


def test_the_counts_are_those_of_the_dataset(project: Delegates, published: PublishedDataset) -> None:
    shown = {
        (line.category, at.iri, str(one.value))
        for chart in project.charts
        for line in chart.lines
        for at, cell in zip(chart.congresses, line.counts, strict=True)
        for one in cell
    }
    query = "SELECT ?category ?at ?count { ?figure ckg:category ?category ; ckg:countedAt ?at ; ckg:headcount ?count }"
    assert shown == asked(published, query) != set()


def test_changes_and_differences_are_those_of_the_dataset(project: Delegates, published: PublishedDataset) -> None:
    shown = {
        (line.category, str(one.value), str(pair.counted))
        for chart in project.charts
        for line in chart.lines
        for pair in line.comparisons
        for one in pair.stated
    }
    query = """SELECT ?category ?stated ?counted {
      ?change ckg:category ?category ; ckg:changeSince ?old ; ckg:countedAt ?new ; ckg:headcountChange ?stated .
      ?first ckg:category ?category ; ckg:countedAt ?old ; ckg:headcount ?before .
      ?second ckg:category ?category ; ckg:countedAt ?new ; ckg:headcount ?after .
      BIND (?after - ?before AS ?counted) }"""
    assert shown == asked(published, query) != set()


def test_sums_are_those_of_the_dataset(project: Delegates, published: PublishedDataset) -> None:
    shown = {
        (at.iri, str(total))
        for chart in project.charts
        if chart.dimension == published.names.term("sector")
        for at, total in zip(chart.congresses, chart.sums, strict=True)
    }
    query = """SELECT ?at (SUM(?count) AS ?sum) {
      ?figure ckg:countedAt ?at ; ckg:category/ckg:dimension ckg:sector ; ckg:headcount ?count } GROUP BY ?at"""
    assert shown == asked(published, query) != set()
