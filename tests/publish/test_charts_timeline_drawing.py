"""The drawings of the timeline: every entry is in them by name, and no two names meet."""

from __future__ import annotations

from itertools import combinations

import pytest

from kg.model.dataset import PublishedDataset
from kg.publish.charts.chart_files import timeline_table
from kg.publish.charts.chart_styles import font_size
from kg.publish.charts.drawing import Drawing, Shape, ShapeGroup, Strip
from kg.publish.charts.text_width import text_width
from kg.publish.charts.timeline import Timeline, read_timeline
from kg.publish.charts.timeline_legend import timeline_legend
from kg.publish.charts.timeline_outline import outline_timeline
from kg.publish.charts.timeline_scale import Stretch, timeline_scale
from kg.publish.charts.timeline_svg import draw_timeline
from tests.nonempty import nonempty
from tests.publish.written import NAMES, displayed, inferred

CONGRESS = """
  <id/c> a ckg:Event, ckg:Congress ; ckg:congressOf <id/party> ; ckg:startDate "2026-02-19"^^xsd:date ;
    ckg:endDate "2026-02-21"^^xsd:date .
  <id/one> a ckg:Event ; ckg:date "2026-02-19"^^xsd:date ; ckg:partOf <id/c> .
  <id/early> a ckg:Event ; ckg:date "2025-06-24"^^xsd:date .
"""
BETWEEN = inferred("a", '<id/x> ckg:earliestDay "2026-02-19"^^xsd:date') + inferred(
    "b", '<id/x> ckg:latestDay "2026-02-21"^^xsd:date'
)
# Sides of a text or a shape: left, right, upper, lower.
Sides = tuple[float, float, float, float]


def line(data: str) -> Timeline:
    return read_timeline(displayed(data))


def stretch(data: str, name: str) -> Stretch:
    timeline = line(data)
    entries = [entry for section in timeline.sections for entry in section.entries]
    return timeline_scale(timeline).stretch(next(one for one in entries if one.iri == NAMES.thing(name)))


def sides(shape: Shape) -> Sides:
    """The sides of a text, a box or a disc, those of a text as wide as it can be."""
    place = {name: float(value) for name, value in shape.place.items() if name != "text-anchor"}
    if shape.element == "circle":
        x, y, radius = place["cx"], place["cy"], place["r"]
        return x - radius, x + radius, y - radius, y + radius
    if shape.element == "rect":
        return place["x"], place["x"] + place["width"], place["y"], place["y"] + place["height"]
    size = font_size(shape.style)
    width = text_width(shape.text, size, bold=shape.style == "name")
    left = place["x"] - {"end": 1.0, "middle": 0.5}.get(str(shape.place.get("text-anchor")), 0.0) * width
    return left, left + width, place["y"] - size * 0.8, place["y"] + size * 0.2


def meet(one: Sides, other: Sides) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def collisions(strip: Strip) -> list[tuple[str, str]]:
    """The texts that meet another text, or a shape of another group; gridlines and backgrounds are behind texts."""
    groups = [[(shape.text, sides(shape)) for shape in group.shapes if is_drawn(shape)] for group in strip.groups]
    within = [pair for group in groups for pair in combinations([one for one in group if one[0]], 2)]
    across = [(one, other) for first, second in combinations(groups, 2) for one in first for other in second]
    return [(one[0], other[0]) for one, other in within + across if (one[0] or other[0]) and meet(one[1], other[1])]


def is_drawn(shape: Shape) -> bool:
    return shape.element != "path" and not shape.style.startswith(("band", "clear"))


def outside(drawing: Drawing) -> list[str]:
    shapes = [shape for strip in drawing.strips for group in strip.groups for shape in group.shapes]
    drawn = [(shape.text, sides(shape)) for shape in shapes if shape.element != "path"]
    return [text for text, (left, right, *_) in drawn if left < -1 or right > drawing.width + 1]


def targets(drawing: Drawing) -> list[str]:
    groups: list[ShapeGroup] = [group for strip in drawing.strips for group in strip.groups]
    return [group.target for group in groups if group.target and not group.target.startswith("#")]


def crowded(number: int) -> str:
    """A timeline of events on few days, with names of different lengths."""
    events = (
        f'<id/e-{at}> a ckg:Event ; ckg:date "2026-02-{1 + at * 7 % 28:02}"^^xsd:date ; '
        f'rdfs:label "{"Meeting of the committee " * (1 + at % 5)}{at}"@en . '
        for at in range(number)
    )
    return CONGRESS + "".join(events)


@pytest.mark.parametrize("data", [CONGRESS, crowded(80), crowded(300), "<id/x> a ckg:Event ."])
def test_no_name_meets_another_or_leaves_the_drawing(data: str) -> None:
    timeline = line(data)
    for drawing in (draw_timeline(timeline), *outline_timeline(timeline)):
        assert [pair for strip in drawing.strips for pair in collisions(strip)] == []
        assert outside(drawing) == []


def test_no_name_of_the_project_meets_another(published: PublishedDataset) -> None:
    timeline = read_timeline(published)
    for drawing in (draw_timeline(timeline), *outline_timeline(timeline)):
        assert [pair for strip in nonempty(drawing.strips) for pair in collisions(strip)] == []
        assert outside(drawing) == []


def test_a_collision_is_noticed() -> None:
    shapes = [Shape("text", "entry", {"x": x, "y": 10}, "Meeting") for x in (0, 40)]
    assert collisions(Strip(20, tuple(ShapeGroup((shape,)) for shape in shapes))) == [("Meeting", "Meeting")]


def test_every_entry_is_in_both_drawings_once(published: PublishedDataset) -> None:
    timeline = read_timeline(published)
    entries = sorted(entry.iri for section in timeline.sections for entry in section.entries)
    before, rest = outline_timeline(timeline)
    assert sorted(targets(draw_timeline(timeline))) == entries
    assert sorted([*targets(before), *targets(rest)]) == entries


def test_the_narrow_drawing_opens_at_the_congress() -> None:
    before, rest = outline_timeline(line(CONGRESS))
    assert (targets(before), targets(rest)[0]) == ([NAMES.thing("early")], NAMES.thing("c"))


def test_without_a_congress_the_narrow_drawing_has_nothing_before() -> None:
    before, rest = outline_timeline(line("<id/x> a ckg:Event ."))
    assert (before.strips, len(rest.strips)) == ((), 2)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (CONGRESS, "one", Stretch(1, 1, dated=True)),
        (CONGRESS, "c", Stretch(1, 2, dated=True)),
        (CONGRESS + f"<id/x> a ckg:Event ; ckg:partOf <id/c> . {BETWEEN}", "x", Stretch(1, 2, dated=False)),
        (CONGRESS + "<id/x> a ckg:Event ; ckg:before <id/one> .", "x", Stretch(0, 1, dated=False, open_start=True)),
        (CONGRESS + "<id/x> a ckg:Event .", "x", Stretch(3, 3, dated=False)),
        (
            CONGRESS + '<id/x> a ckg:Event ; ckg:startMonth "2025-06"^^xsd:gYearMonth .',
            "x",
            Stretch(0, 3, dated=True, open_end=True),
        ),
    ],
)
def test_an_entry_reaches_over_the_dates_that_it_has_or_can_have(data: str, name: str, expected: Stretch) -> None:
    assert stretch(data, name) == expected


def test_what_is_hidden_by_a_kind_is_a_strip_of_its_own() -> None:
    drawing = draw_timeline(line("<id/e> a ckg:Event . <id/m> a ckg:Message ."))
    assert [strip.kinds for strip in drawing.strips] == [(), ("messages",), ("others",)]


def words(drawing: Drawing) -> str:
    return " ".join(shape.text for strip in drawing.strips for group in strip.groups for shape in group.shapes)


def test_a_name_that_is_longer_than_the_drawing_is_whole() -> None:
    name = "Letter from the committee " * 12
    day = '"2026-02-19"^^xsd:date'
    timeline = line(f'{CONGRESS} <id/m> a ckg:Message ; ckg:date {day} ; rdfs:label "{name.strip()}"@en .')
    assert name.strip() in words(draw_timeline(timeline))


def test_the_legend_has_the_kinds_of_each_colour() -> None:
    timeline = line(CONGRESS + '<id/m> a ckg:Message ; ckg:date "2026-02-19"^^xsd:date .')
    assert [(entry.congress, entry.kinds) for entry in timeline.legend] == [
        (NAMES.thing("c"), ("others",)),
        (None, ("others", "messages")),
    ]


def test_the_legend_of_a_file_explains_only_the_colours_of_the_kinds_that_are_shown() -> None:
    strips = timeline_legend(line(CONGRESS))
    assert [strip.kinds for strip in strips if strip.kinds] == [("others",), ("others",)]


def test_the_dates_of_a_congress_are_shaded_for_the_kinds_of_its_entries() -> None:
    (head, *_) = draw_timeline(line(CONGRESS)).strips
    assert [group.kinds for group in head.groups if group.shapes[0].style.startswith("band")] == [("others",)]


def test_the_table_has_the_dates_between_which_an_entry_lies() -> None:
    rows = timeline_table(line(CONGRESS + f"<id/x> a ckg:Event ; ckg:partOf <id/c> . {BETWEEN}")).splitlines()
    (row,) = (row for row in rows if row.endswith("/x"))
    assert row.startswith('19 to 21 February 2026,2026-02-19,2026-02-21,"within, own date not stated",x,')
