"""Shapes and consistency: each finds what it is there for, and the project has none of it."""

from __future__ import annotations

import re

import pytest
from rdflib import SH, Graph, URIRef

from kg.errors import DataError, InconsistencyError
from kg.graph.assertions import Triple
from kg.graph.build import Built
from kg.graph.consistency import classify
from kg.graph.ontology import Ontology, load_ontology
from kg.graph.shapes import violations
from tests.conftest import NAMES, ROOT, Records
from tests.graph.test_reasoning import parse

# A record that lacks what its class needs, and what the message must say.
LACKING = {
    "OrganTerm": "termNumber",
    "PartyOrgan": "organOf",
    "StateOrgan": "organOfState",
    "CongressOrgan": "organOfCongress",
    "Post": "postInBody",
    "Membership": "membershipIn",
    "Mandate": "mandateFor",
    "Congress": "congressOf",
    "CongressDay": "dayNumber",
    "Agenda": "agendaOf",
    "AgendaItem": "position",
    "PlenaryMeeting": "meetingOf",
    "Speech": "speaker",
    "Election": "electedBody",
    "Decision": "decisionKind",
    "Proposal": "proposer",
    "Delegateship": "delegateAt",
    "PosthumousDelegateship": "delegateAt",
    "Invitation": "invitationTo",
    "AttendanceCount": "count",
    "StatedChange": "changeSince",
    "AttendanceCategory": "dimension",
    "Message": "sender",
    "CongratulatoryMessage": "congratulatesOn",
    "Publication": "publisher",
    "Statement": "paraphrase",
    "Quotation": "inPassage",
    "Gap": "missing",
    "CuratorNote": "noteText",
}

# A record that says too much or something impossible, and what the message must say.
WRONG = {
    "two dates": ("type: Meeting\ndate: [2026-01-01, 2026-01-02]\n", "has two dates"),
    "an end before the beginning": ("type: Preparation\nstartDate: 2026-02-02\nendDate: 2026-02-01\n", "after its end"),
    "two ends": ("type: Preparation\nendDate: [2026-02-01, 2026-02-03]\n", "ends twice"),
    "two kinds of speech act": ("type: Statement\nparaphrase: p\nspeechAct: [praise, threat]\n", "two speech acts"),
    "a negative count": ("type: AttendanceCount\ncount: -1\n", "not negative"),
    "a hash that is none": ("type: Quotation\nsha256: abc\n", "needs the hash"),
    "offsets the wrong way round": ("type: Quotation\nstart: 9\nend: 5\n", "start offset, which must be less"),
    "a match that is no IRI": ("type: Person\nexactMatch: https://example.org\n", "is not an IRI"),
    "a property of another class": ("type: Person\ntermNumber: 9\n", "has a property that a Person cannot have"),
    "two English labels": ("type: Person\nlabel: [a, b]\n", "one label in each language"),
}


def found(records: Records) -> list[str]:
    material = records.read()
    return [str(p) for p in violations(ROOT / "ontology", material.ontology, material.assertions)]


@pytest.mark.parametrize("cls", LACKING)
def test_a_shape_asks_for_what_is_lacking(records: Records, cls: str) -> None:
    records.write("thing/x", f"type: {cls}\nlabel: x\ncite: p-1\n")
    assert any(LACKING[cls] in problem and "thing/x.yaml" in problem for problem in found(records))


@pytest.mark.parametrize("mistake", WRONG)
def test_a_shape_finds_what_is_wrong(records: Records, mistake: str) -> None:
    content, what = WRONG[mistake]
    label = "" if "label:" in content else "label: x\n"
    records.write("thing/x", f"{content}{label}cite: p-1\n")
    assert any(what in problem for problem in found(records))


def test_a_thing_without_a_label_is_found(records: Records) -> None:
    records.write("thing/x", "type: Person\ncite: p-1\n")
    assert any("needs one label" in problem for problem in found(records))


def test_every_shape_is_shown_to_fire() -> None:
    shapes = Graph().parse(ROOT / "ontology/shapes.ttl")
    targets = {str(cls).rpartition("#")[2] for cls in shapes.objects(None, SH.targetClass)}
    assert targets - {"Event"} <= set(LACKING)


def test_every_message_of_a_shape_says_what_to_do() -> None:
    shapes = Graph().parse(ROOT / "ontology/shapes.ttl")
    messages = [str(message) for message in shapes.objects(None, SH.message)]
    assert [m for m in messages if not re.search(r"\. (Add|Keep|Compare|Write|Take|Use|Split)\b", m)] == []


def test_the_project_fits_its_shapes(built: Built) -> None:
    material = built.material
    assert violations(ROOT / "ontology", material.ontology, material.assertions) == []


def triples(facts: str) -> list[Triple]:
    return [parse(fact) for fact in facts.split("; ")]


def test_the_project_is_consistent(built: Built) -> None:
    result = classify(built.material.ontology, (a.triple for a in built.material.assertions))
    assert (result.unsatisfiable, result.individuals > 400) == ((), True)


@pytest.mark.parametrize(
    "facts",
    [
        "x a PartyOrgan; x termNumber 9",
        "x a Person; y congressOf x",
        "x congressOf p; x ordinal 9; y congressOf p; y ordinal 9; x a Congress; y a Congress",
    ],
)
def test_pellet_finds_a_mixup(ontology: Ontology, facts: str) -> None:
    with pytest.raises(InconsistencyError, match="contradict each other"):
        classify(ontology, triples(facts))


def test_pellet_copes_with_dates(records: Records) -> None:
    records.write(
        "event/x", "type: Preparation\nlabel: x\nstartMonth: 2025-06\ninYear: 2025\nendDate: 2026-02-01\ncite: p-1\n"
    )
    material = records.read()
    assert classify(material.ontology, (a.triple for a in material.assertions)).unsatisfiable == ()


def test_a_class_that_can_have_no_member_is_named(ontology: Ontology) -> None:
    extended = Ontology(Graph() + ontology.graph, NAMES)
    extended.graph.add(
        (extended.term("Opening"), URIRef("http://www.w3.org/2000/01/rdf-schema#subClassOf"), extended.term("Place"))
    )
    assert str(extended.term("Opening")) in classify(extended, []).unsatisfiable


def test_a_module_that_is_not_turtle_is_named_with_its_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "core.ttl").write_text("@prefix : <x> .\n:a :b\n")
    with pytest.raises(DataError, match=r"core\.ttl:\d+: is not Turtle") as caught:
        load_ontology(tmp_path, NAMES)
    assert str(caught.value).count("\n") == 0
