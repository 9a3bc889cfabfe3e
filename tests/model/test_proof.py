"""Proofs: from a statement to the passages at its root."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli.query import sparql_terms
from kg.graph.dataset import write_dataset
from kg.model.dataset import PublishedDataset, open_dataset
from kg.model.proof import Proof, proof_lines, prove, prove_node
from tests.conftest import NAMES, Records
from tests.nonempty import nonempty
from tests.publish.written import NAMES as EXAMPLE
from tests.publish.written import asserted, inferred, written


def proof_of(dataset: PublishedDataset, *words: str) -> Proof | None:
    subjects, predicates, values = (sparql_terms(dataset, word) for word in words)
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
    assert {p for leaf in leaves(proof) for s in leaf.supports for p in s.passages} >= {
        f"{NAMES.sources}9th-congress/congress-4-5"
    }


def test_every_leaf_of_a_proof_is_supported(published: PublishedDataset) -> None:
    proof = proof_of(published, "message/ccp-central-committee", "congratulatesParty", "party/workers-party-of-korea")
    assert proof
    assert all(leaf.supports for leaf in nonempty(leaves(proof)))


def test_a_statement_that_the_dataset_lacks_has_no_proof(published: PublishedDataset) -> None:
    assert proof_of(published, "person/kim-ho-chol", "participatedIn", "congress/wpk-9") is None


def test_a_proof_names_the_agent_of_an_assertion(published: PublishedDataset) -> None:
    proof = proof_of(published, "speech/kim-remarks-reported-after-wpk-9", "speaker", "person/kim-jong-un")
    assert proof
    assert "    according to: organization/korean-central-news-agency" in proof_lines(published, proof)


def test_a_proof_gives_the_reason_for_an_interpretation(published: PublishedDataset) -> None:
    proof = proof_of(published, "agenda/wpk-9", "agendaOf", "congress/wpk-9")
    assert proof
    assert any("because:" in line for line in proof_lines(published, proof))


def test_a_statement_has_all_its_supports(records: Records, tmp_path: Path) -> None:
    records.write("person/x", "type: Person\nlabel: x\ncite: p-1\nfacts:\n- spouseOf: person/y\n  cite: p-2\n")
    records.write(
        "person/y",
        "type: Person\nlabel: y\ncite: p-1\nfacts:\n- spouseOf: person/x\n  cite: p-3\n  status: implied\n",
    )
    write_dataset(tmp_path / "kg.nq", records.build().lines)
    proof = proof_of(open_dataset(tmp_path / "kg.nq"), "person/x", "spouseOf", "person/y")
    assert proof
    assert [support.status for support in proof.supports] == [f"{NAMES.terms}explicit"]


BEFORE = "<id/e/0> ckg:before <id/e/{}>"


def steps(proof: Proof) -> list[Proof]:
    return [proof, *(step for premise in proof.premises for step in steps(premise))]


def depth(proof: Proof) -> int:
    return 1 + max((depth(premise) for premise in proof.premises), default=0)


def chain(length: int) -> PublishedDataset:
    """A dataset of inferences, each with the one before it as its premise, and the first with an assertion."""
    data = asserted("i-0", BEFORE.format(1)).replace("id/assertion", "id/inference")
    data += " ".join(inferred(f"i-{n}", BEFORE.format(n + 1), f"inference/i-{n - 1}") for n in range(1, length))
    return written(data)


def test_a_proof_begins_at_the_given_node() -> None:
    proof = prove_node(chain(3), EXAMPLE.thing("inference/i-2"))
    assert proof
    assert [step.supports[0].node[-3:] for step in steps(proof)] == ["i-2", "i-1", "i-0"]


@pytest.mark.parametrize("node", ["e/0", "inference/i-9"])
def test_other_nodes_have_no_proof(node: str) -> None:
    assert prove_node(chain(3), EXAMPLE.thing(node)) is None


def test_the_proof_of_a_repeated_premise_is_given_once() -> None:
    data = asserted("a", BEFORE.format(1)) + inferred("i", BEFORE.format(2), "assertion/a")
    data += inferred("j", BEFORE.format(3), "inference/i") + inferred(
        "k", BEFORE.format(4), "inference/i", "inference/j"
    )
    proof = prove_node(written(data), EXAMPLE.thing("inference/k"))
    assert proof
    assert [(step.supports[0].node[-1:], step.repeated) for step in steps(proof)] == [
        ("k", False),
        ("i", False),
        ("a", False),
        ("j", False),
        ("i", True),
    ]


def test_premises_that_only_say_the_same_in_other_words_are_left_out() -> None:
    data = " ".join(
        [
            asserted("a", "<id/ann> ckg:knows <id/bob>"),
            inferred("i", "<id/bob> ckg:knownBy <id/ann>", "assertion/a"),
            inferred("j", "<id/bob> ckg:hasMet <id/ann>", "inference/i"),
            inferred("k", "<id/bob> ckg:sees <id/eve>", "inference/j"),
        ]
    )
    proof = prove_node(written(data), EXAMPLE.thing("inference/k"))
    assert proof
    assert [premise.supports[0].node for premise in proof.premises] == [EXAMPLE.thing("assertion/a")]


def test_cyclic_premises_end() -> None:
    data = inferred("i", BEFORE.format(1), "inference/j") + inferred("j", BEFORE.format(2), "inference/i")
    proof = prove_node(written(data), EXAMPLE.thing("inference/i"))
    assert proof
    assert [step.repeated for step in steps(proof)] == [False, False, True]


def test_a_proof_ends_at_the_limit_of_its_depth() -> None:
    proof = prove_node(chain(400), EXAMPLE.thing("inference/i-399"))
    assert proof
    assert depth(proof) < 100


def test_a_missing_premise_is_left_out() -> None:
    proof = prove_node(written(inferred("i", BEFORE.format(1), "inference/gone")), EXAMPLE.thing("inference/i"))
    assert proof
    assert proof.premises == ()
