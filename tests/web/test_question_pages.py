"""The pages of questions: their list, and each answer with its sentence, its titles, its evidence and its files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg.config import Settings
from kg.limits import Limits, PageLimits
from tests.conftest import ROOT
from tests.web.conftest import fetch, limited, running
from tests.web.test_pages import Reader, page


def test_the_questions_are_grouped_by_their_first_tag(client: FlaskClient) -> None:
    found = re.findall(
        r'<h2 id="([^"]*)">|<li><a href="\./questions/(\w+)\.html"',
        page(client, "/questions.html").partition('"questions"')[2],
    )
    assert [group or name for group, name in found] == ["order-in-time", "kinds", "persons", "who", "truth", "truth"]


def test_featured_questions_come_first_with_their_answers(client: FlaskClient) -> None:
    text = page(client, "/questions.html")
    assert 0 < text.index("There are two.") < text.index('id="order-in-time"')


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("THERE kinds", ["kinds"]),
        ("truth", ["truth"]),
        ("knids", ["kinds"]),
        ("zzz", []),
        ("", ["kinds", "who", "truth"]),
    ],
)
def test_questions_are_filtered_by_words(client: FlaskClient, words: str, names: list[str]) -> None:
    text = page(client, "/questions.html", contains=words)
    assert re.findall(r'<li><a href="\./questions/(\w+)\.html"', text) == names


def test_long_groups_are_folded_unless_they_are_filtered(project: FlaskClient) -> None:
    folds = [
        page(project, path).count("<details open>") for path in ("/questions.html", "/questions.html?contains=party")
    ]
    assert folds[0] == 0 < folds[1]


def test_questions_about_the_data_are_folded_at_the_end(project: FlaskClient) -> None:
    text = page(project, "/questions.html")
    about = text.partition('<details class="about-the-data" id="about-the-data">')
    assert [place for place in ("evidence", "reasoning", "identifiers") if f'id="{place}"' not in about[2]] == []
    assert 0 < about[0].index('id="congress"') < about[0].index('id="gaps"')


def test_a_question_shows_its_words_its_sentence_and_its_answer(client: FlaskClient) -> None:
    text = page(client, "/questions/who.html")
    shown = (
        "<h1>Who is there &amp; why?</h1>",
        "There are two.",
        "ORDER BY ?s",
        '<td class="iri" data-title="Person" title="',
    )
    assert [part for part in shown if part not in text] == []


def test_the_columns_have_titles(client: FlaskClient) -> None:
    text = page(client, "/questions/who.html")
    assert re.findall(r"<th [^>]*>(\w+)</th>", text) == ["Person", "Name"]


@pytest.mark.parametrize("name", ["who", "kinds"])
def test_a_question_can_be_downloaded_in_every_format(client: FlaskClient, name: str) -> None:
    links = Reader(page(client, f"/questions/{name}.html")).values("a", "href")
    suffixes = [link.rpartition(f"/{name}.")[2] for link in links if link.startswith(".") and f"/{name}." in link]
    assert suffixes == ["table.csv", "json", "xml", "csv", "tsv"]


def test_the_table_for_spreadsheets_has_the_titles_and_the_evidence(client: FlaskClient) -> None:
    lines = fetch(client, "/questions/who.table.csv").text.splitlines()
    assert (lines[0], len(lines)) == ("Person,Name,Certainty,Passages", 3)


def test_a_truth_value_has_no_table_for_spreadsheets(client: FlaskClient) -> None:
    assert client.get("/questions/truth.table.csv").status_code == 404


def test_the_answer_to_an_ask_is_a_sentence_without_a_truth_value(client: FlaskClient) -> None:
    text = page(client, "/questions/truth.html")
    assert ("Yes: there is." in text, ">true<" in text) == (True, False)


def test_a_long_answer_is_marked_as_cut(client: FlaskClient) -> None:
    with limited(client.application, Limits(page=PageLimits(rows=1))) as short:
        assert "The first 1 rows are shown" in page(short, "/questions/who.html", unkept="1")


@pytest.fixture(scope="module")
def project(shipped: Settings) -> Iterator[FlaskClient]:
    with running(replace(shipped, queries=ROOT / "queries")) as app:
        yield app.test_client()


def test_a_row_leads_to_its_passages(project: FlaskClient) -> None:
    text = page(project, "/questions/which-foreign-parties-sent-messages.html")
    rows = re.findall(r"<tbody>.*?</tbody>", text, re.DOTALL)
    assert rows
    assert [row for row in rows if "/source/9th-congress/" not in row] == []


def test_the_front_page_is_about_its_subject(project: FlaskClient) -> None:
    text = page(project, "/")
    parts = ("9th Congress of the Workers", "Pyongyang", "North Korea", "19 to 25 February 2026", "What is not known")
    assert [part for part in parts if part not in text] == []


def test_the_days_of_the_front_page_count_all_that_happened(project: FlaskClient) -> None:
    days = page(project, "/").partition('<ol class="days">')[2].partition("</ol>")[0]
    names = ("Military parade after the 9th WPK Congress", "Plenary meeting of the 8th Central Committee, June 2025")
    assert [name for name in names if f">{name}</a>" not in days] == []
    assert ">Day 7 of the 9th WPK Congress<" not in days


def test_what_happened_on_a_day_stands_in_the_order_of_time(project: FlaskClient) -> None:
    days = page(project, "/").partition('<ol class="days">')[2]
    assert (
        0 < days.index(">Opening of the 9th WPK Congress<") < days.index(">Opening statement by Kim Jong Un at the 9th")
    )


def test_the_front_page_sums_up_what_to_begin_with(project: FlaskClient) -> None:
    begin = page(project, "/").partition('id="begin"')[2].partition("</section>\n\n")[0]
    assert ">Kim Jong Un<" in begin
    assert "holds or held the post:" not in begin


def test_an_answer_ends_with_related_questions(project: FlaskClient) -> None:
    related = page(project, "/questions/what-did-kim-promise.html").partition('id="related"')[2].partition("</ul>")[0]
    assert len(re.findall(r'<li><a href="\.\./questions/', related)) == 5


def test_a_mark_that_all_rows_have_is_said_once(project: FlaskClient) -> None:
    text = page(project, "/questions/how-many-delegates-per-sector.html").partition("<table")
    assert 'All rows: <span class="mark ' in text[0]
    assert 'class="mark ' not in text[2].partition("</table>")[0]


def test_developers_are_led_to_the_interfaces_for_programs(project: FlaskClient) -> None:
    assert "./dataset.html#api" in Reader(page(project, "/")).values("a", "href")
    interfaces = Reader(page(project, "/dataset.html")).values("a", "href")
    assert [path for path in ("./search.json", "./suggest.json?q=congress", "./sparql") if path not in interfaces] == []


def test_the_place_is_a_building_in_its_town(project: FlaskClient) -> None:
    place = page(project, "/").partition("<dt>Place</dt>")[2].partition("</div>")[0]
    assert ">April 25 House of Culture</a>, <a " in place


def test_the_certainty_of_an_inferred_day_is_shown(project: FlaskClient) -> None:
    for name in ("which-publications-fell-within-the-congress", "when-and-where-were-messages-published"):
        rows = page(project, f"/questions/{name}.html").partition("<tbody>")[2].split("<tr>")
        (letter,) = [row for row in rows if ">Letter from Chongryon</a></span></td>" in row]
        assert ">20 February 2026</span>" in letter
        assert ">curated interpretation</a></span>" in letter


def test_several_congresses_are_a_shelf(shipped: Settings, tmp_path: Path) -> None:
    more = (
        "<{base}id/congress/x> <{base}def#congressOf> <{base}id/party/workers-party-of-korea> .\n"
        '<{base}id/congress/x> <{base}def#startDate> "2031-01-05"^^<http://www.w3.org/2001/XMLSchema#date> .\n'
        '<{base}id/congress/x> <{base}def#endDate> "2031-01-12"^^<http://www.w3.org/2001/XMLSchema#date> .\n'
        '<{base}id/congress/x> <http://www.w3.org/2000/01/rdf-schema#label> "Another congress"@en .\n'
    ).format(base="https://w3id.org/congress-kg/")
    dataset = tmp_path / "two.nq"
    dataset.write_text(shipped.dataset.read_text(encoding="utf-8") + more, encoding="utf-8")
    with running(replace(shipped, dataset=dataset)) as app:
        text = page(app.test_client(), "/")
    assert 0 < text.index("Another congress</a>") < text.index("5 to 12 January 2031")
