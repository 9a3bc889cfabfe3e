"""Proofs: from a statement to the passages at its root."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph import dataset as built_dataset
from kg.publish.dataset import PublishedDataset, open_dataset
from kg.publish.proof import Proof, prove, render
from kg.publish.terms import sparql_term
from tests.conftest import NAMES, Records


def proof_of(dataset: PublishedDataset, *words: str) -> Proof | None:
    subjects, predicates, values = (sparql_term(dataset, word) for word in words)
    return next((p for value in values if (p := prove(dataset, (subjects[0], predicates[0], value)))), None)


def leaves(proof: Proof) -> list[Proof]:
    return [proof] if not proof.premises else [leaf for premise in proof.premises for leaf in leaves(premise)]


def test_an_assertion_leads_to_its_passage(published: PublishedDataset) -> None:
    proof = proof_of(published, "congress/wpk-9", "durationDays", "7")
    assert proof
    assert [support.passages for support in proof.supports] == [(f"{NAMES.sources}9th-congress/infobox-5",)]


def test_an_inference_leads_to_passages_only(published: PublishedDataset) -> None:
    proof = proof_of(published, "person/jang-kyong-guk", "participatedIn", "congress/wpk-9")
    assert proof
    assert {p for leaf in leaves(proof) for s in leaf.supports for p in s.passages} >= {f"{NAMES.sources}9th-congress/congress-4-5"}


def test_every_leaf_of_a_proof_is_supported(published: PublishedDataset) -> None:
    proof = proof_of(published, "message/ccp-central-committee", "congratulatesParty", "party/workers-party-of-korea")
    assert proof
    assert all(leaf.supports for leaf in leaves(proof))


def test_what_is_not_stated_has_no_proof(published: PublishedDataset) -> None:
    assert proof_of(published, "person/kim-ho-chol", "participatedIn", "congress/wpk-9") is None


def test_a_proof_tells_who_says_so(published: PublishedDataset) -> None:
    proof = proof_of(published, "election/wpk-general-secretary-2026", "unanimous", "true")
    assert proof
    assert "    according to: organization/korean-central-news-agency" in render(published, proof)


def test_a_proof_tells_the_reason_of_an_interpretation(published: PublishedDataset) -> None:
    proof = proof_of(published, "agenda/wpk-9", "agendaOf", "congress/wpk-9")
    assert proof
    assert any("because:" in line for line in render(published, proof))


def test_a_statement_has_all_its_supports(records: Records, tmp_path: Path) -> None:
    records.write("person/x", "type: Person\nlabel: x\ncite: p-1\nfacts:\n- spouseOf: person/y\n  cite: p-2\n")
    records.write(
        "person/y",
        "type: Person\nlabel: y\ncite: p-1\nfacts:\n- spouseOf: person/x\n  cite: p-3\n  status: implied\n",
    )
    built_dataset.write(tmp_path / "kg.nq", records.build().lines)
    proof = proof_of(open_dataset(tmp_path / "kg.nq"), "person/x", "spouseOf", "person/y")
    assert proof
    assert [support.status for support in proof.supports] == [f"{NAMES.terms}explicit"]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("person/kim-jong-un", "<https://w3id.org/congress-kg/id/person/kim-jong-un>"),
        ("memberOf", "<https://w3id.org/congress-kg/def#memberOf>"),
        ("skos:altLabel", "<http://www.w3.org/2004/02/skos/core#altLabel>"),
        ("https://example.org/a>b", "<https://example.org/a%3Eb>"),
        ("a", "rdf:type"),
        ("WPK", '"WPK"@en'),
        ('no "such" text', '"no \\"such\\" text"'),
    ],
)
def test_terms_are_read_as_people_write_them(published: PublishedDataset, text: str, term: str) -> None:
    assert term in sparql_term(published, text)
