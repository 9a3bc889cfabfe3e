"""Citations: of the dataset and of its views, in words and for reference managers."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kg.publish.catalog.about import DatasetDescription
from kg.publish.catalog.citation import Citation
from tests.nonempty import nonempty

BASE = "https://example.org/kg/"
ABOUT = DatasetDescription(BASE, "A little graph", "", None, ("the curators",), None, "1.2.0", "2026-01-31")
BARE = DatasetDescription(BASE, "A graph", "", None, (), None, "unknown", None)
VIEW = Citation(ABOUT, "Who is there?", "/questions/who.html")


def test_the_dataset_is_cited_by_creators_day_title_version_and_address() -> None:
    assert Citation(ABOUT).plain == f"the curators (2026-01-31). A little graph, version 1.2.0, data set. {BASE}"


def test_a_view_is_cited_by_its_title_within_the_dataset() -> None:
    expected = "the curators (2026-01-31). “Who is there?”. A little graph, version 1.2.0, data set. "
    assert VIEW.plain == f"{expected}{BASE}questions/who.html"


def test_what_is_not_stated_is_left_out() -> None:
    assert Citation(BARE).plain == f"A graph, version unknown, data set. {BASE}"
    assert "year" not in Citation(BARE).bibtex
    assert "PY" not in Citation(BARE).ris


def test_every_form_has_title_version_year_and_address() -> None:
    for text in nonempty((VIEW.plain, VIEW.bibtex, VIEW.ris)):
        assert [part in text for part in ("Who is there?", "A little graph", "1.2.0", "2026", VIEW.address)] == [
            True
        ] * 5


def test_bibtex_escapes_the_special_characters_of_tex() -> None:
    entry = Citation(replace(BARE, title="Plans & 50% of it_", creators=("A {B}",))).bibtex
    assert (r"Plans \& 50\% of it\_" in entry, r"author = {{A \{B\}}}" in entry) == (True, True)


def test_bibtex_has_balanced_braces() -> None:
    assert VIEW.bibtex.count("{") == VIEW.bibtex.count("}") > 0


def test_the_key_of_an_entry_is_made_of_the_dataset_and_the_path() -> None:
    assert VIEW.bibtex.startswith("@misc{a-little-graph-questions-who,\n")


def test_each_line_of_ris_is_a_tag_with_a_value_and_the_last_ends_the_entry() -> None:
    lines = VIEW.ris.split("\n")
    assert (lines[0], lines[-1]) == ("TY  - DATA", "ER  - ")
    assert [line for line in nonempty(lines[:-1]) if not re.fullmatch(r"[A-Z][A-Z0-9]  - \S.*", line)] == []


@pytest.mark.parametrize("title", ["Two\nlines", "A  gap"])
def test_a_value_of_ris_stays_on_its_line(title: str) -> None:
    assert f"TI  - {' '.join(title.split())}\n" in Citation(ABOUT, title, "/x.html").ris
