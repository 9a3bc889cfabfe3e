"""Drawings: shapes in one language of colours, and texts that are no wider than the room that they have."""

from __future__ import annotations

import re

import pytest

from kg.publish.charts.chart_styles import COLOURS, SERIES, of_series, presentation
from kg.publish.charts.drawing import Area, Drawing, ShapeGroup, Strip, box_shape, framed
from kg.publish.charts.text_width import text_width, wrapped
from tests.conftest import ROOT

STYLES = (ROOT / "kg/web/static/style.css").read_text(encoding="utf-8")
PRINT = (ROOT / "kg/web/static/print.css").read_text(encoding="utf-8")
SHOWN = ("ink", "soft", "accent", *SERIES)
# What graphics must have against what is around them (WCAG 2.2, 1.4.11).
ENOUGH = 3.0


def schemes() -> dict[str, dict[str, str]]:
    """The colours of each scheme of the pages, by name."""
    light, dark = re.split(r"@media \(prefers-color-scheme: dark\)", STYLES, maxsplit=1)
    dark_blocks = re.findall(r"prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", STYLES, re.DOTALL)
    assert len(dark_blocks) == 2
    light_blocks = re.findall(r"^:root \{(.*?)\}", STYLES, re.DOTALL | re.MULTILINE)
    assert light
    assert dark
    return {
        "light": declared("".join(light_blocks)),
        "dark": declared("".join(dark_blocks)),
        "print": declared(PRINT),
    }


def declared(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", css))


def luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize("colour", SHOWN)
def test_every_colour_stands_out_from_its_background(scheme: str, colour: str) -> None:
    colours = schemes()[scheme]
    assert min(contrast(colours[colour], colours[name]) for name in ("ground", "card")) >= ENOUGH


def test_the_colours_of_files_are_those_of_light_pages() -> None:
    light = schemes()["light"]
    assert {name: light[name] for name in COLOURS} == COLOURS


def test_a_page_names_the_colours_and_a_file_has_them() -> None:
    style = of_series("solid", 1)
    assert presentation(style, alone=False)["fill"] == "var(--series-1)"
    assert presentation(style, alone=True)["fill"] == COLOURS["series-1"]


def test_more_congresses_than_colours_share_them() -> None:
    assert of_series("solid", len(SERIES)) == of_series("solid", 0)


@pytest.mark.parametrize(
    "text", ["Election of the Politburo", "조선로동당 제9차대회", "WWWWWWWWWWWWWWWWWWWWWWWW", "a" * 99, ""]
)
@pytest.mark.parametrize("width", [40, 200])
def test_no_line_of_a_text_is_too_wide(text: str, width: int) -> None:
    lines = wrapped(text, width, 14)
    assert [line for line in lines if text_width(line, 14) > width] == []
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_drawing_in_a_file_has_its_title_above_and_its_remarks_below() -> None:
    strip = Strip(50, (ShapeGroup((box_shape(Area(0, 0, 9, 9), "box"),)),))
    whole = framed(Drawing(200, (strip,)), "A title", ["A remark", "Another"])
    texts = [[shape.text for group in strip.groups for shape in group.shapes] for strip in whole.strips]
    assert texts == [["A title"], [""], ["A remark", "Another"]]
