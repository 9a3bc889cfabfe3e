"""The overviews of congresses: people by days and events, and congresses side by side."""

from __future__ import annotations

import csv
import io
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient

from tests.nonempty import nonempty
from tests.web.conftest import fetch
from tests.web.test_pages import Reader, page

PATHS = ("/people-by-day.html", "/congresses.html")


def cell(client: FlaskClient, path: str, row: str, column: str) -> str:
    """The cell of a table in the row that links to an entity, or has a title, by the title of its column."""
    part = next(body for body in page(client, path).split("<tbody>")[1:] if row in body)
    return part.partition(f'data-title="{column}')[2].partition("</td>")[0]


@pytest.mark.parametrize("path", PATHS)
def test_an_overview_is_well_formed_and_offers_its_file(project: FlaskClient, path: str) -> None:
    reader = Reader(page(project, path))
    file = path.replace(".html", ".csv")
    assert (reader.open, file in {urljoin(path, link) for link in reader.values("a", "href")}) == ([], True)
    response = fetch(project, file)
    assert (response.mimetype, len([*csv.reader(io.StringIO(response.text))]) > 3) == ("text/csv", True)


@pytest.mark.parametrize("path", PATHS)
def test_an_overview_of_a_dataset_without_congresses_says_so(client: FlaskClient, path: str) -> None:
    assert "<table" not in page(client, path)


@pytest.mark.parametrize("path", PATHS)
def test_an_overview_stands_for_any_congress(fictional: FlaskClient, path: str) -> None:
    assert "Congress of the Lantern Party" in page(fictional, path)


def test_a_missing_name_is_said_not_to_be_absence(project: FlaskClient) -> None:
    assert "a missing name does not mean absence" in page(project, "/people-by-day.html")


def test_days_have_short_heads(project: FlaskClient) -> None:
    text = page(project, "/people-by-day.html")
    assert (">Day 1</a> <small>19 Feb</small>" in text, 'data-title="Day 1, 19 Feb"' in text) == (True, True)


def test_what_a_person_did_leads_to_the_event(fictional: FlaskClient) -> None:
    found = cell(fictional, "/people-by-day.html", "/person/ada-wick.html", "First day")
    assert ("speech/ada-wick-report.html" in found, ">speaker<" in found) == (True, True)


def test_an_invited_person_is_not_said_to_have_come(project: FlaskClient) -> None:
    found = cell(project, "/people-by-day.html", "/person/kim-ho-chol.html", "Congress as a whole")
    assert (">invited<" in found, "gap/kim-ho-chol-attendance.html" in found) == (True, True)


def test_what_is_not_stated_of_a_congress_leads_to_the_gap(project: FlaskClient) -> None:
    rows = nonempty(page(project, "/congresses.html").split('<th scope="row">'))
    delegates = next(row for row in rows if row.startswith("Delegates<"))
    assert ("gap/wpk-7-delegates.html" in delegates, delegates.count("5,000")) == (True, 2)


def test_the_notes_about_the_numbers_stand_below_them(project: FlaskClient) -> None:
    text = page(project, "/congresses.html")
    assert text.index("</table>") < text.index("note/women-compared-with-the-7th.html") < text.index("<h2")


def test_only_the_marks_that_are_shown_are_explained(project: FlaskClient) -> None:
    text = page(project, "/congresses.html")
    shown = [mark for mark in ("none", "unstated", "inferred") if f'class="{mark}"' in text]
    words = {"none": "“–” does not mean", "unstated": "<em>not stated</em>", "inferred": "<em>inferred</em>"}
    assert shown == [mark for mark in words if words[mark] in text]
