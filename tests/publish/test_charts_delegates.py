"""The delegates of congresses as charts, drawings and tables."""

from __future__ import annotations

import csv
import io

import pytest

from kg.model.dataset import PublishedDataset
from kg.publish.charts.bar_chart import draw_bars
from kg.publish.charts.delegates import DelegateChart, Delegates, delegates_table, read_delegates
from kg.publish.charts.findings import compared, finding, subject
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


def test_a_note_about_a_number_stands_with_its_chart() -> None:
    note = 'a ckg:CuratorNote ; ckg:about <id/change-a> ; ckg:noteKind ckg:ambiguity ; ckg:noteText "Compared oddly."'
    found = read(TWO + change("a", 15) + f"<id/note/n> {note} .")
    (texts,) = [
        [entry.text.value for entry in found.notes[number.iri] if entry.text]
        for number in found.charts[0].numbers
        if number.iri in found.notes
    ]
    assert texts == ["Compared oddly."]


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


def bars(data: str, width: int = 358) -> list[list[float]]:
    """The lengths of the bars of each category."""
    found = read(data)
    strips = draw_bars(found.charts[0], found.labels, width).strips[len(found.charts[0].congresses) :]
    shapes = [[shape for group in strip.groups for shape in group.shapes] for strip in strips]
    return [[float(shape.place["width"]) for shape in strip if shape.element == "rect"] for strip in shapes]


def test_bars_are_as_long_as_their_numbers_and_the_earliest_congress_comes_first() -> None:
    lengths = bars(TWO)
    longest = max(length for group in lengths for length in group)
    assert [[round(length * 35 / longest) for length in group] for group in lengths] == [[20, 35], [30, 25]]


@pytest.mark.parametrize("number", [0, -3])
def test_a_bar_for_zero_has_no_length(number: int) -> None:
    assert bars(CONGRESSES + count("a", "first", number)) == [[0]]


def test_a_congress_has_the_same_style_in_every_chart() -> None:
    more = count("w", "first", 5, "gender") + count("w", "second", 6, "gender")
    numbers = {(at.iri, at.number) for chart in read(TWO + more).charts for at in chart.congresses}
    assert numbers == {(NAMES.thing("first"), 1), (NAMES.thing("second"), 0)}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (TWO, "A increased most since the first, by 15, while b decreased most, by 5"),
        (
            TWO + count("c", "first", 1) + count("c", "second", 16),
            "A and c increased most since the first, by 15 each, while b decreased most, by 5",
        ),
        (CONGRESSES + count("a", "first", 20) + count("a", "second", 12), "A decreased by 8 since the first, to 12"),
        (
            CONGRESSES + count("a", "first", 20) + count("a", "second", 20),
            "The number of a has not changed since the first",
        ),
        (CONGRESSES + count("a", "second", 35) + count("b", "second", 25), "A are the largest group, with 35 of 60"),
        (CONGRESSES + count("a", "second", 35, "gender"), "A number 35"),
        (
            CONGRESSES + change("a", 4) + change("b", 9) + count("a", "second", 1),
            "B increased most since the first, by 9",
        ),
    ],
)
def test_a_chart_has_its_finding_as_a_sentence(data: str, sentence: str) -> None:
    found = read(data)
    assert finding(found.charts[0], found) == sentence


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "Lamplighters of towns",
            "A increased most since the first, by 15, while lamplighters of towns decreased most, by 5",
        ),
        ("Ostmark hands", "A increased most since the first, by 15, while Ostmark hands decreased most, by 5"),
    ],
)
def test_a_finding_keeps_the_capitals_of_names_only(name: str, sentence: str) -> None:
    names = f'<id/b> rdfs:label "{name}"@en . <id/party/our-party> rdfs:label "Party of Ostmark"@en . '
    found = read(TWO + names)
    assert finding(found.charts[0], found) == sentence


@pytest.mark.parametrize(
    ("dimension", "words"), [("sector", "Delegates by sector"), ("gender", "People at the congresses by gender")]
)
def test_a_chart_says_what_it_counts(dimension: str, words: str) -> None:
    labels = f'ckg:{dimension} rdfs:label "{dimension}"@en . '
    found = read(CONGRESSES + labels + count("a", "second", 35, dimension))
    assert subject(found.charts[0], found) == words


def test_a_finding_names_the_congresses_that_it_compares() -> None:
    found = read(TWO)
    assert compared(found.charts[0], found) == "from the first to the second"


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
