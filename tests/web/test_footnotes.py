"""Footnotes: the evidence of a page on paper."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from kg.web.context import context_of
from tests.nonempty import nonempty
from tests.web.test_pages import page

PATHS = (
    "/questions/which-parties-congratulated-and-when.html",
    "/timeline.html",
    "/organs.html",
    "/id/congress/wpk-9.html",
    "/id/person/kim-jong-un.html",
)


def cited(text: str) -> list[str]:
    """The anchors that the numbers beside marks lead to, in their order."""
    return re.findall(r'<a href="#(evidence-[0-9]+)">', text)


def listed(text: str) -> list[str]:
    """The anchors of the footnotes."""
    return re.findall(r'<li id="(evidence-[0-9]+)">', text)


@pytest.mark.parametrize("path", PATHS)
def test_footnotes_are_numbered_as_they_are_cited(project: FlaskClient, path: str) -> None:
    text = page(project, path)
    assert list(dict.fromkeys(cited(text))) == listed(text)
    assert [f"evidence-{number}" for number, _ in nonempty(enumerate(listed(text), 1))] == listed(text)


@pytest.mark.parametrize("path", PATHS)
def test_no_reference_is_left_without_its_numbers(project: FlaskClient, path: str) -> None:
    assert "<!--evidence" not in page(project, path)


def test_every_row_of_an_answer_has_numbers(project: FlaskClient) -> None:
    text = page(project, PATHS[0])
    rows = re.findall(r'<tr class="support-of-row">.*?</tr>', text, re.DOTALL)
    assert [row for row in nonempty(rows) if 'class="refs"' not in row] == []


def test_a_footnote_has_the_place_the_paraphrase_and_the_iri(project: FlaskClient) -> None:
    (first,) = re.findall(r'<li id="evidence-1">(.*?)</li>', page(project, PATHS[0]))
    source = context_of(project.application).names.source("9th-congress/")
    assert ("paragraph" in first, "In the curators’ words: " in first, f" {source}" in first) == (True, True, True)


def test_each_passage_is_listed_once(project: FlaskClient) -> None:
    notes = re.findall(r'<li id="evidence-[0-9]+">(.*?)</li>', page(project, "/timeline.html"))
    assert len(set(nonempty(notes))) == len(notes)


def test_a_page_without_evidence_has_no_footnotes(project: FlaskClient) -> None:
    assert 'class="footnotes"' not in page(project, "/dataset.html")


def test_a_text_of_the_dataset_is_no_reference(client: FlaskClient) -> None:
    assert "<script>alert" not in page(client, "/id/person/ann.html")
