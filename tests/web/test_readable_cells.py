"""Every answer page, with its evidence: no cell shows what only programs read."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from kg.web.context import context_of
from tests.nonempty import nonempty
from tests.web.test_pages import page

CODE = {
    "a prefixed name": re.compile(r"(?<!\w)(?:ckg|rdfs?|skos|owl|xsd|dcterms|prov|sh|schema|org|qb):\w+"),
    "a slug": re.compile(r"[a-z0-9-]+/[a-z0-9/-]+|[a-z0-9]+(?:-[a-z0-9]+){3,}"),
    "an IRI": re.compile(r"\S*\w://\S+"),
    "a truth value": re.compile(r"true|false"),
    "a checksum": re.compile(r"[0-9a-f]{32,}"),
    "an ISO date": re.compile(r"(?<!\d)\d{4}-\d\d(?:-\d\d)?(?!\d)"),
    "a bare dash": re.compile(r"[–—-]"),
    "a hyphen for a minus": re.compile(r"-\d[\d,.]*"),
    "a trailing slash": re.compile(r".*\d/"),
    "a language code": re.compile(r"ko|zh|ru|vi"),
}
# Found anywhere in a text; the others are what a text consists of.
ANYWHERE = {"a prefixed name", "an IRI", "a checksum", "an ISO date"}
# What the evidence of an answer stands in if it is not a table.
HOLDERS = ("table", "section")


class Texts(HTMLParser):
    """The texts of the cells and of the evidence of an answer, each as it stands between two tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.depth = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth:
            self.depth += tag in HOLDERS
        elif ("class", "answer") in attrs or ("aria-labelledby", "evidence") in attrs:
            self.depth = 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= bool(self.depth) and tag in HOLDERS

    def handle_data(self, data: str) -> None:
        if self.depth and (text := " ".join(data.split())):
            self.texts.append(text)


def codes(text: str) -> list[tuple[str, str]]:
    """What the cells and the evidence of a page show that only programs read, and what it is."""
    return [
        (what, text)
        for text in dict.fromkeys(Texts(text).texts)
        for what, pattern in CODE.items()
        if (pattern.search if what in ANYWHERE else pattern.fullmatch)(text)
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("rdf:type", "a prefixed name"),
        ("person/kim", "a slug"),
        ("see https://example.org/x", "an IRI"),
        ("true", "a truth value"),
        ("24b7af8cf89a6b460c0f900475c3d282", "a checksum"),
        ("on 2026-02-19", "an ISO date"),
        ("–", "a bare dash"),
        ("-57", "a hyphen for a minus"),
        ("Party Facts 5124/", "a trailing slash"),
        ("ko", "a language code"),
    ],
)
def test_what_only_programs_read_is_found_in_cells_and_evidence(text: str, what: str) -> None:
    cell = f'<p>{text}</p><table class="answer"><tr><td>A<details><b>{text}</b></details></td></tr></table><p>true</p>'
    assert codes(cell) == [(what, text)]
    assert codes(f'<section aria-labelledby="evidence"><div>{text}</div></section>') == [(what, text)]


def test_no_answer_shows_what_only_programs_read(project: FlaskClient) -> None:
    pages = {name: page(project, f"/questions/{name}.html") for name in context_of(project.application).questions}
    assert len(pages) > 100
    assert sum(len(Texts(text).texts) for text in pages.values()) > 10_000
    assert {name: found for name, text in nonempty(pages.items()) if (found := codes(text))} == {}
