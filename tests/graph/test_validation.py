"""Shapes and consistency: both report invalid records, and accept the project."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import RDFS, SH, Graph

from kg.errors import DataError, InconsistencyError
from kg.graph.assertions import RdfTriple
from kg.graph.build import BuildResult
from kg.graph.consistency import classify
from kg.graph.ontology import Ontology, load_ontology
from kg.graph.shapes import violations
from tests.conftest import NAMES, ROOT, Records
from tests.graph.test_reasoning import parse
from tests.nonempty import nonempty

# What the message about a record with only a class and a label must name.
REQUIRED = {
    "OrganTerm": "termOf",
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
    "Delegateship": "delegateshipAt",
    "PosthumousDelegateship": "delegateshipAt",
    "Invitation": "invitationTo",
    "AttendanceCount": "headcount",
    "StatedChange": "changeSince",
    "AttendanceCategory": "dimension",
    "Message": "sender",
    "CongratulatoryMessage": "congratulatesOn",
    "Publication": "publisher",
    "Statement": "paraphrase",
    "Point": "pointOf",
    "Quotation": "inPassage",
    "Gap": "missingProperty",
    "CuratorNote": "noteText",
}

# A record with surplus or impossible values, and what the message must state.
INVALID = {
    "two dates": ("type: Meeting\ndate: [2026-01-01, 2026-01-02]\n", "has two dates"),
    "an end before the beginning": ("type: Preparation\nstartDate: 2026-02-02\nendDate: 2026-02-01\n", "after its end"),
    "two ends": ("type: Preparation\nendDate: [2026-02-01, 2026-02-03]\n", "ends twice"),
    "two kinds of speech act": ("type: Statement\nparaphrase: p\nspeechAct: [praise, threat]\n", "two speech acts"),
    "a negative count": ("type: AttendanceCount\nheadcount: -1\n", "not negative"),
    "a point of a point": ("type: Point\npointOf: entity/x\n", "needs the statement or other text"),
    "an invalid hash": ("type: Quotation\nsha256: abc\n", "needs the hash"),
    "offsets in reverse order": ("type: Quotation\nstartOffset: 9\nendOffset: 5\n", "start offset, which must be less"),
    "a match that is not an IRI": ("type: Person\nexactMatch: https://example.org\n", "is not an IRI"),
    "a property of another class": ("type: Person\ntermNumber: 9\n", "has a property that a Person cannot have"),
    "two English labels": ("type: Person\nlabel: [a, b]\n", "one label in each language"),
}


def problems(records: Records) -> list[str]:
    inputs = records.read()
    return [str(problem) for problem in violations(inputs.ontology, inputs.assertions)]


@pytest.mark.parametrize("cls", REQUIRED)
def test_a_shape_requires_the_properties_of_a_class(records: Records, cls: str) -> None:
    records.write("entity/x", f"type: {cls}\nlabel: x\ncite: p-1\n")
    assert any(REQUIRED[cls] in problem and "entity/x.yaml" in problem for problem in problems(records))


@pytest.mark.parametrize("mistake", INVALID)
def test_a_shape_reports_invalid_values(records: Records, mistake: str) -> None:
    content, what = INVALID[mistake]
    label = "" if "label:" in content else "label: x\n"
    records.write("entity/x", f"{content}{label}cite: p-1\n")
    assert any(what in problem for problem in problems(records))


def test_an_entity_without_a_label_is_reported(records: Records) -> None:
    records.write("entity/x", "type: Person\ncite: p-1\n")
    assert any("needs one label" in problem for problem in problems(records))


def test_every_shape_has_a_test() -> None:
    shapes = Graph().parse(ROOT / "ontology/shapes.ttl")
    targets = {str(cls).rpartition("#")[2] for cls in shapes.objects(None, SH.targetClass)}
    assert len(targets) > 25
    assert targets - {"Event"} <= set(REQUIRED)


def test_every_message_of_a_shape_has_a_remedy() -> None:
    shapes = Graph().parse(ROOT / "ontology/shapes.ttl")
    messages = [str(message) for message in shapes.objects(None, SH.message)]
    assert messages
    assert [m for m in nonempty(messages) if not re.search(r"\. (Add|Keep|Compare|Write|Take|Use|Split)\b", m)] == []


def test_the_project_fits_its_shapes(built: BuildResult) -> None:
    assert violations(built.inputs.ontology, built.inputs.assertions) == []


def triples(facts: str) -> list[RdfTriple]:
    return [parse(fact) for fact in facts.split("; ")]


@pytest.mark.slow
def test_the_project_is_consistent(built: BuildResult) -> None:
    result = classify(built.inputs.ontology, (a.triple for a in built.inputs.assertions))
    assert (result.unsatisfiable, result.individuals > 400) == ((), True)


@pytest.mark.slow
@pytest.mark.parametrize(
    "facts",
    [
        "x a PartyOrgan; x termNumber 9",
        "x a Person; y congressOf x",
        "x congressOf p; x ordinal 9; y congressOf p; y ordinal 9; x a Congress; y a Congress",
    ],
)
def test_pellet_finds_a_confusion(ontology: Ontology, facts: str) -> None:
    with pytest.raises(InconsistencyError, match="contradicts the records"):
        classify(ontology, triples(facts))


@pytest.mark.slow
def test_pellet_supports_dates(records: Records) -> None:
    records.write(
        "event/x", "type: Preparation\nlabel: x\nstartMonth: 2025-06\ninYear: 2025\nendDate: 2026-02-01\ncite: p-1\n"
    )
    inputs = records.read()
    assert classify(inputs.ontology, (a.triple for a in inputs.assertions)).unsatisfiable == ()


@pytest.mark.slow
def test_a_class_that_cannot_have_members_is_reported(ontology: Ontology) -> None:
    extended = replace(ontology, graph=Graph() + ontology.graph)
    extended.graph.add((extended.term("Opening"), RDFS.subClassOf, extended.term("Place")))
    assert str(extended.term("Opening")) in classify(extended, []).unsatisfiable


def test_a_module_that_is_not_turtle_is_reported_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "core.ttl").write_text("@prefix : <x> .\n:a :b\n")
    with pytest.raises(DataError, match=r"core\.ttl:\d+: is not valid Turtle") as caught:
        load_ontology(tmp_path, NAMES)
    assert str(caught.value).count("\n") == 0
