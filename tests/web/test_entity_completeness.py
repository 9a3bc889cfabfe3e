"""Nothing that the dataset states about an entity is missing from its pages."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from kg.engine.answer import Term
from kg.model.addresses import page_of
from kg.model.dataset import PublishedDataset
from kg.model.labels import format_literal
from kg.model.statements import without_restated
from kg.web.context import context_of
from tests.nonempty import nonempty
from tests.web.test_entity_pages import links, plain
from tests.web.test_pages import page

ENTITIES = [
    "congress/wpk-9",
    "congress/wpk-7",
    "person/kim-jong-un",
    "party/workers-party-of-korea",
    "organ/wpk-central-committee-9",
    "organ/wpk-9-secretariat",
    "election/wpk-central-committee-9",
    "event/wpk-9-day-5",
    "message/xi-jinping",
    "statement/xi-praise-for-results",
    "post/wpk-general-secretary",
    "category/military",
    "gap/xi-letter-date",
    "note/women-compared-with-the-7th",
    "mandate/xi-jinping-ccp-general-secretary",
]
# The largest page of an entity, as servers send it, in bytes.
LARGEST = 150_000


def stated(dataset: PublishedDataset, iri: str) -> set[Term]:
    """What the dataset relates to an entity by any statement, but for evidence and the restatement of statements."""
    reified = "?link NOT IN (rdf:subject, rdf:predicate, rdf:object)"
    outgoing, incoming = without_restated(f"<{iri}> ?link ?other"), without_restated(f"?other ?link <{iri}>")
    query = f"SELECT DISTINCT ?other WHERE {{ {{ {outgoing} }} UNION {{ {incoming} FILTER ({reified}) }} }}"
    return {other for (other,) in dataset.select_bound(query) if other.kind != "bnode"}


@pytest.mark.parametrize("name", ENTITIES)
def test_every_statement_is_on_the_page_of_an_entity(project: FlaskClient, name: str) -> None:
    dataset, path = context_of(project.application).dataset, f"/id/{name}.html"
    text = page(project, path)
    targets, words = set(links(text, path)), plain(text)

    def is_shown(other: Term) -> bool:
        if other.is_iri:
            return (page_of(other.value, dataset.names) or other.value) in targets
        return " ".join(format_literal(other).split()) in words

    missing = [other.value for other in nonempty(stated(dataset, dataset.names.thing(name))) if not is_shown(other)]
    assert missing == []


@pytest.mark.parametrize("name", ENTITIES)
def test_a_page_is_small(project: FlaskClient, name: str) -> None:
    with project.get(f"/id/{name}.html", headers={"Accept-Encoding": "gzip"}) as response:
        assert 0 < len(response.data) < LARGEST


@pytest.mark.parametrize("name", ENTITIES)
def test_a_page_says_what_the_entity_is(project: FlaskClient, name: str) -> None:
    assert '<p class="lead">' in page(project, f"/id/{name}.html")


def test_a_list_of_what_a_person_took_part_in_is_no_record_of_attendance(project: FlaskClient) -> None:
    words = plain(page(project, "/id/person/kim-jong-un.html"))
    assert words.count("It is not a record of attendance") == 1


def test_what_follows_by_an_inverse_alone_is_not_called_inferred(project: FlaskClient) -> None:
    text = page(project, "/id/election/wpk-central-committee-9.html")
    row = text[text.index(">elected body<") :]
    assert "inferred" not in plain(row[: row.index("</dd>")])
