"""Reasoning: each axiom derives something, disjoint classes reveal confusions, and derivations are sound."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, URIRef

from kg.errors import DataError, InconsistencyError
from kg.graph.assertions import RdfTriple
from kg.graph.build import BuildResult
from kg.graph.chronology import calendar_rules
from kg.graph.ontology import Ontology
from kg.graph.reasoning import compute_closure
from kg.graph.rules import InferenceRule, inference_rules
from tests.conftest import NAMES, defined_terms, project_ontology
from tests.nonempty import nonempty

DATES = {"0000-00-00": XSD.date, "0000-00": XSD.gYearMonth, "0000-": XSD.gYear}


def parse(line: str) -> RdfTriple:
    """``x subOrganOf y`` as a triple of entities, ``x a Class`` as a type, ``x ordinal 9`` as a number.

    Dates are written as 2026-02-19, 2026-02 and, to be no number, 2026-.
    """
    subject, predicate, value = line.split()
    iri = URIRef(NAMES.thing(subject))
    if predicate == "a":
        return iri, RDF.type, URIRef(NAMES.term(value))
    if kind := DATES.get(re.sub(r"\d", "0", value)):
        return iri, URIRef(NAMES.term(predicate)), Literal(value.rstrip("-"), datatype=kind)
    if value.isdigit():
        return iri, URIRef(NAMES.term(predicate)), Literal(value, datatype=XSD.integer)
    return iri, URIRef(NAMES.term(predicate)), URIRef(NAMES.thing(value))


DERIVATIONS = {
    "organs nest": ("x subOrganOf y; y subOrganOf z", "x subOrganOf z"),
    "sub-organs are found from above": ("x subOrganOf y", "y hasSubOrgan x"),
    "an organ belongs to the party of the organ above": ("x subOrganOf y; y organOf p", "x organOf p"),
    "a term belongs to the party of its organ": ("x termOf y; y organOf p", "x organOf p"),
    "the highest organ is an organ": ("x highestOrganOf p", "x organOf p"),
    "terms are found from their organ": ("x termOf y", "y hasTerm x"),
    "the next term is a later term": ("x nextTerm y; y nextTerm z", "x laterTerm z"),
    "an earlier term is the inverse of a later term": ("x nextTerm y", "y earlierTerm x"),
    "the previous term is the inverse of the next": ("x nextTerm y", "y previousTerm x"),
    "events nest": ("x partOf y; y partOf z", "x partOf z"),
    "parts are found from the whole": ("x partOf y", "y hasPart x"),
    "an event during a part is within the whole": ("x during y; y partOf z", "x within z"),
    "a part falls within the whole": ("x partOf y", "x within y"),
    "a date is a stated date": ("x date 2026-02-19", "x statedDate 2026-02-19"),
    "a start date is a stated date": ("x startDate 2026-02-19", "x statedDate 2026-02-19"),
    "an end date is a stated date": ("x endDate 2026-02-19", "x statedDate 2026-02-19"),
    "a month is a stated date": ("x inMonth 2026-02", "x statedDate 2026-02"),
    "the month of a beginning is a stated date": ("x startMonth 2026-02", "x statedDate 2026-02"),
    "a year is a stated date": ("x inYear 2026-", "x statedDate 2026-"),
    "the year of a beginning is a stated date": ("m startYear 2026-", "m statedDate 2026-"),
    "the month of an end is a stated date": ("m endMonth 2026-02", "m statedDate 2026-02"),
    "the year of an end is a stated date": ("m endYear 2026-", "m statedDate 2026-"),
    "a mandate begins on the first day of its year at the earliest": ("m startYear 2026-", "m earliestDay 2026-01-01"),
    "a mandate ends on the last day of its month at the latest": ("m endMonth 2026-02", "m latestDay 2026-02-28"),
    "what has not begun is not before": ("m startsNotBefore 2026-02-19", "m earliestDay 2026-02-19"),
    "what is over is not after": ("m endsNotAfter 2026-02-19", "m latestDay 2026-02-19"),
    "a mandate does not begin before its election": (
        "m acquiredIn e; e date 2026-02-22", "m startsNotBefore 2026-02-22"),
    "a day of attestation is a stated date": ("x attestedOn 2026-02-19", "x statedDate 2026-02-19"),
    "a date is the day": ("x date 2026-02-19", "x onDay 2026-02-19"),
    "nothing of an event is before its day": ("x date 2026-02-19", "x earliestDay 2026-02-19"),
    "nothing of an event is after its day": ("x date 2026-02-19", "x latestDay 2026-02-19"),
    "nothing of an event is before its start": ("x startDate 2026-02-19", "x earliestDay 2026-02-19"),
    "nothing of an event is after its end": ("x endDate 2026-02-25", "x latestDay 2026-02-25"),
    "nothing of an event is before its month": ("x inMonth 2026-02", "x earliestDay 2026-02-01"),
    "nothing of an event is after its month": ("x inMonth 2024-02", "x latestDay 2024-02-29"),
    "nothing of an event is before the month of its start": ("x startMonth 2026-02", "x earliestDay 2026-02-01"),
    "an event is not before the one in which it falls": (
        "x partOf y; y startDate 2026-02-19; y endDate 2026-02-25", "x earliestDay 2026-02-19"),
    "an event is not after the one in which it falls": (
        "x during y; y startDate 2026-02-19; y endDate 2026-02-25", "x latestDay 2026-02-25"),
    "the narrowest of several events bounds an event": (
        "x partOf y; y partOf z; y date 2026-02-22; z startDate 2026-02-19", "x onDay 2026-02-22"),
    "an event is not before the end of what precedes it": (
        "y before x; y startDate 2026-02-19; y endDate 2026-02-25", "x earliestDay 2026-02-25"),
    "an event is not after the start of what follows it": (
        "x before y; y startDate 2026-02-19; y endDate 2026-02-25", "x latestDay 2026-02-19"),
    "an event is not before the month of the end of what precedes it": (
        "y before x; y endMonth 2026-02", "x earliestDay 2026-02-01"),
    "an event is not after the year of the start of what follows it": (
        "x before y; y startYear 2025-", "x latestDay 2025-12-31"),
    "an event is not after the month of the start of what follows it": (
        "x before y; y startMonth 2024-02", "x latestDay 2024-02-29"),
    "bounds go on from event to event": ("x before y; y before z; z date 2026-02-19", "x latestDay 2026-02-19"),
    "an event with one possible day is on it": ("x partOf y; y date 2026-02-22", "x onDay 2026-02-22"),
    "dates order events": ("x date 2026-02-19; y inMonth 2026-03", "x before y"),
    "derived days order events": ("x partOf y; y date 2026-02-19; z date 2026-02-20", "z after x"),
    "a later congress comes after": ("x laterCongress y", "x before y"),
    "a preparation comes before": ("x preparationFor c", "x before c"),
    "what falls within an event precedes what the event precedes": ("x partOf y; y before z", "x before z"),
    "what falls within an event follows what the event follows": ("x during y; y after z", "x after z"),
    "an event precedes what falls within a later one": ("x before y; z partOf y", "x before z"),
    "order in time is transitive": ("x before y; y before z", "x before z"),
    "after is the inverse of before": ("x before y", "y after x"),
    "an event is also at the larger place": ("x atPlace y; y locatedIn z", "x atPlace z"),
    "places nest": ("x locatedIn y; y locatedIn z", "x locatedIn z"),
    "a place is in the state of the larger place": ("x locatedIn y; y inState s", "x inState s"),
    "an event at its venue is at that place": ("x venue v", "x atPlace v"),
    "an event at a venue is in the town": ("x venue v; v locatedIn t", "x atPlace t"),
    "a count is found from its congress": ("s countedAt c", "c hasStatistic s"),
    "the points of a statement are found from it": ("q pointOf s", "s hasPoint q"),
    "a speaker takes part": ("x speaker p", "p participatedIn x"),
    "a speaker at a sitting takes part in the congress": ("x speaker p; x partOf d; d partOf c", "p participatedIn c"),
    "a participant is found from the congress": ("x speaker p; x partOf c", "c hasParticipant p"),
    "a proposer takes part": ("x proposer p", "p participatedIn x"),
    "a next congress is a later congress": ("x nextCongress y; y nextCongress z", "x laterCongress z"),
    "a previous congress is an earlier congress": ("x previousCongress y; y previousCongress z", "x earlierCongress z"),
    "next and previous congress are inverse": ("x previousCongress y", "y nextCongress x"),
    "a congress concerns its party": ("x congressOf p", "x concernsParty p"),
    "a part of a congress concerns the party": ("x partOf c; c congressOf p", "x concernsParty p"),
    "a meeting of an organ concerns its party": ("x meetingOf o; o organOf p", "x concernsParty p"),
    "a preparation concerns the party": ("x preparationFor c; c congressOf p", "x concernsParty p"),
    "electing an organ of a congress concerns the party": (
        "e electedBody o; o organOfCongress c; c congressOf p", "e concernsParty p"),
    "making a delegate concerns the party": ("d confers s; s delegateshipAt c; c congressOf p", "d concernsParty p"),
    "statements are found from their speech": ("s saidIn x", "x hasStatement s"),
    "a mandate makes a holder of a post": ("m holder p; m mandateFor q", "p holdsPost q"),
    "a holder of a post in an organ holds a post in the party": (
        "m holder p; m mandateFor q; q postInBody o; o organOf w", "p holdsPostIn w"),
    "a post in an organ is a post of the party": ("q postInBody o; o organOf p", "q postOfParty p"),
    "a post of a state is a post in it": ("q postOfState s", "q postIn s"),
    "a membership makes a member": ("m member p; m membershipIn o", "p memberOf o"),
    "members are found from the organ": ("m member p; m membershipIn o", "o hasMember p"),
    "an election by a gathering is held by it": ("e electedBy g", "g holdsElection e"),
    "an elected person is found from the gathering": ("e electedBy g; e electedPerson p", "g hasElected p"),
    "a body is constituted by the gathering": ("e electedBy g; e electedBody b", "b constitutedIn g"),
    "a body is constituted by the body that met": (
        "e electedBy g; e electedBody b; g meetingOf o", "b constitutedBy o"),
    "a message comes from the party of its sending organ": ("m sender o; o organOf p", "m fromParty p"),
    "a message concerns its occasion": ("m occasion e", "m concernsEvent e"),
    "a message on a part concerns the whole": ("m occasion e; e partOf c", "m concernsEvent c"),
    "congratulation is an occasion": ("m congratulatesOn e", "m occasion e"),
    "a message congratulates the party of its occasion": (
        "m congratulatesOn e; e partOf c; c congressOf p", "m congratulatesParty p"),
    "a message that congratulates is a congratulatory message": ("m congratulatesOn e", "m a CongratulatoryMessage"),
    "a published message has a publisher": ("p publishes m; p publisher o", "m publishedBy o"),
    "sentMessage is the inverse of sender": ("m sender x", "x sentMessage m"),
    "a statement in a speech is made by the speaker": ("s saidIn x; x speaker p", "s statedBy p"),
    "a statement in a message is made by the sender": ("s writtenIn m; m sender p", "s statedBy p"),
    "a quotation has the words of the speaker": ("s hasQuotation q; s statedBy p", "q wordsOf p"),
    "a delegateship makes a delegate": ("d delegate p; d delegateshipAt c", "p delegateTo c"),
    "a posthumous delegateship makes a posthumous delegate": (
        "d posthumousDelegate p; d delegateshipAt c",
        "p posthumousDelegateTo c",
    ),
    "a posthumous delegate is one": ("p posthumousDelegateTo c", "p delegateTo c"),
    "a posthumous delegateship is one": ("d posthumousDelegate p", "d delegate p"),
    "a person has a posthumous delegateship": ("d posthumousDelegate p", "p hasPosthumousDelegateship d"),
    "who has a posthumous delegateship has one": ("p hasPosthumousDelegateship d", "p hasDelegateship d"),
    "an invitation makes an invited person": ("i invitee p; i invitationTo c", "p invitedTo c"),
    "marriage holds both ways": ("x spouseOf y", "y spouseOf x"),
    "children and parents are inverse": ("x childOf y", "y parentOf x"),
    "an organ of a congress is found from it": ("o organOfCongress c", "c hasCongressOrgan o"),
    "items are found from their agenda": ("i itemOf a", "a hasItem i"),
    "a gathering of an organ is found from it": ("g meetingOf o", "o metIn g"),
    "a gathering constitutes a body": ("e electedBy g; e electedBody b", "g hasConstituted b"),
    "a mandate is found from its holder": ("m holder p", "p hasMandate m"),
    "a membership is found from its member": ("m member p", "p hasMembership m"),
    "a delegateship is found from its delegate": ("d delegate p", "p hasDelegateship d"),
    "an invitation is found from the invited person": ("i invitee p", "p hasInvitation i"),
    "a publication is found from its message": ("p publishes m", "m publishedIn p"),
    "a quotation is found from its statement": ("s hasQuotation q", "q quotedFrom s"),
    "a statement is found from its author": ("s statedBy p", "p madeStatement s"),
    "a speech is found from its speaker": ("x speaker p", "p gaveSpeech x"),
    "a person is an agent": ("x a Person", "x a Agent"),
    "a domain gives a class": ("x dayNumber 1", "x a CongressDay"),
    "a range gives a class": ("x congressOf y", "y a Party"),
}  # fmt: skip

NO_DERIVATIONS = {
    "a letter from a leader is not from the party": (
        "m sender x; n holder x; n mandateFor q; q postOfParty p",
        "m fromParty p",
    ),
    "an invitation is not attendance": ("i invitee p; i invitationTo c", "p participatedIn c"),
    "a posthumous delegate takes no part": (
        "d a PosthumousDelegateship; d delegate p; d delegateshipAt c",
        "p participatedIn c",
    ),
    "an organ of a congress is not an organ of the party": ("o organOfCongress c; c congressOf p", "o organOf p"),
    "an event during a day is not a part of it": ("x during d; d partOf c", "x partOf c"),
    "a part of an event is not at its place": ("x partOf c; c atPlace y", "x atPlace y"),
    "a mandate is not ordered by its days": ("m a Mandate; m endDate 2026-02-19; y date 2026-02-20", "m before y"),
    "an event does not precede what another falls within": ("x before y; y partOf z", "x before z"),
    "an event during a part is not said to be during the whole": ("x during d; d partOf c", "x during c"),
    "events on one day are not ordered": ("x date 2026-02-19; y date 2026-02-19", "x before y"),
    "a start does not bound the end": ("x startDate 2026-02-19; y date 2026-02-20", "x before y"),
    "the month of a start does not bound the end": ("x startMonth 2026-02; y date 2026-03-20", "x before y"),
    "a part does not bound the whole": ("x partOf y; x date 2026-02-22", "y earliestDay 2026-02-22"),
    "a letter on an occasion need not congratulate": ("m occasion c; c congressOf p", "m congratulatesParty p"),
}

CONFUSIONS = {
    "the lasting organ as its term": "x a PartyOrgan; x termNumber 9",
    "the presidium of a congress as the presidium of the party": "x a CongressOrgan; x a PartyOrgan",
    "an organ of the state as an organ of the party": "x a StateOrgan; x a PartyOrgan",
    "a permanent organ as what an election composed": "e electedBody o; o a PartyOrgan",
    "a permanent organ as constituted by a gathering": "o constitutedIn g; o a PartyOrgan",
    "a party as an organ": "x a Party; x subOrganOf y",
    "a congress as a conference": "x a Congress; x a Conference",
    "a congress as a meeting": "x ordinal 9; x a PlenaryMeeting",
    "a day as the congress": "x dayNumber 1; x a Congress",
    "an election as a decision": "x electedBy y; x decidedBy y",
    "a person as a party": "x a Person; y congressOf x",
    "a state as a person": "x a State; x spouseOf y",
    "a state as an organization": "x a State; x a Organization",
    "a place as an event": "x atPlace y; y partOf z",
    "a place as an agent": "x atPlace y; z sender y",
    "a message as an event": "x sender y; x partOf z",
    "a post as a person": "x a Post; m holder x",
    "a mandate as a post": "x mandateFor y; z mandateFor x",
    "a category as an agent": "s category x; x a Person",
    "a news outlet as a party": "x a NewsOutlet; x a Party",
    "a parade as a gathering": "x a Parade; x a Meeting",
    "a mandate of two persons": "m holder p; m holder q",
    "a congress with two numbers": "x ordinal 8; x ordinal 9",
    "two congresses before the same": "x previousCongress z; y previousCongress z",
    "a child of its child": "x childOf y; y childOf x",
    "a person as his or her own parent": "x childOf x",
    "a membership as a mandate": "x member p; x holder p",
    "a count as a change": "x headcount 5; x headcountChange 5",
    "a display of weapons as a parade": "x a Parade; x launcherCount 5",
    "a statement as a message": "x sender p; x speechAct q",
    "two congresses with one number": (
        "x congressOf p; x ordinal 9; y congressOf p; y ordinal 9; x a Congress; y a Congress"
    ),
}  # fmt: skip


@cache
def project_rules() -> list[InferenceRule]:
    """The rules for the project's ontology, made once."""
    return inference_rules(project_ontology())


def inferred(facts: str) -> set[RdfTriple]:
    asserted = {parse(fact): f"x.yaml:{line}" for line, fact in enumerate(facts.split("; "), start=1)}
    return set(compute_closure(asserted, project_rules(), project_ontology()).derivations)


@pytest.mark.parametrize("name", DERIVATIONS)
def test_an_axiom_derives_its_conclusion(name: str) -> None:
    facts, conclusion = DERIVATIONS[name]
    assert parse(conclusion) in inferred(facts)


@pytest.mark.parametrize("name", NO_DERIVATIONS)
def test_no_axiom_derives_a_wrong_conclusion(name: str) -> None:
    facts, conclusion = NO_DERIVATIONS[name]
    assert parse(conclusion) not in inferred(facts)


@pytest.mark.parametrize("name", CONFUSIONS)
def test_a_confusion_is_an_inconsistency(name: str) -> None:
    with pytest.raises(InconsistencyError):
        inferred(CONFUSIONS[name])


def properties_between_disjoint_classes() -> list[str]:
    ontology, disjoint = project_ontology(), [r for r in project_rules() if r.key.startswith("disjoint-")]
    apart = {frozenset(pattern[2] for pattern in rule.premises) for rule in disjoint}
    return sorted(
        ontology.local(prop)
        for prop in ontology.object_properties
        for domain in ontology.domains(prop)
        if (values := ontology.range(prop))
        and any(
            frozenset((above_domain, above_values)) in apart
            for above_domain in ontology.superclasses(domain)
            for above_values in ontology.superclasses(values)
        )
    )


BETWEEN_DISJOINT_CLASSES = properties_between_disjoint_classes()


def test_most_properties_relate_disjoint_classes() -> None:
    assert len(BETWEEN_DISJOINT_CLASSES) > 80


@pytest.mark.parametrize("prop", BETWEEN_DISJOINT_CLASSES)
def test_a_value_used_as_a_subject_is_an_inconsistency(prop: str) -> None:
    with pytest.raises(InconsistencyError):
        inferred(f"x {prop} y; y {prop} z")


def test_every_axiom_about_properties_has_a_tested_derivation(ontology: Ontology) -> None:
    tested = {parse(part)[1] for facts, end in DERIVATIONS.values() for part in (*facts.split("; "), end)}
    kinds = (OWL.inverseOf, OWL.propertyChainAxiom, RDFS.subPropertyOf)
    relating = {s for kind in kinds for s in ontology.graph.subjects(kind) if (s, None, None) in ontology.graph}
    assert relating
    assert sorted(ontology.local(URIRef(str(p))) for p in relating - tested) == []


def test_a_contradiction_is_reported_with_its_premises() -> None:
    with pytest.raises(InconsistencyError, match="Nothing is both a party organ and an organ term") as caught:
        inferred("x a PartyOrgan; x termNumber 9")
    assert "every subject of 'term number'" in str(caught.value).lower()


def test_premises_come_before_conclusions(built: BuildResult) -> None:
    assert built.closure.derivations
    derived = set(built.closure.asserted)
    for triple, derivation in nonempty(built.closure.derivations.items()):
        assert set(derivation.premises) <= derived
        derived.add(triple)


def test_an_inference_rests_on_an_interpretation_only_if_it_needs_one() -> None:
    stated = "x partOf c; c startDate 2026-02-19; c endDate 2026-02-25; y date 2026-02-17; z date 2026-02-23"
    read = [parse("x partOf d"), parse("d date 2026-02-21")]
    asserted = {**{parse(fact): "x.yaml:1" for fact in stated.split("; ")}, **dict.fromkeys(read, "x.yaml:2")}
    closure = compute_closure(asserted, project_rules(), project_ontology(), frozenset(read))
    doubtful = closure.resting_on(read)
    assert {parse("x latestDay 2026-02-21"), parse("x before z")} <= doubtful
    assert parse("y before x") in closure.derivations.keys() - doubtful


def test_of_two_ways_to_a_bound_the_certain_one_counts() -> None:
    stated, read = "x partOf e; e startDate 2026-02-19; d date 2026-02-19", parse("x partOf d")
    asserted = {**{parse(fact): "x.yaml:1" for fact in stated.split("; ")}, read: "x.yaml:2"}
    closure = compute_closure(asserted, project_rules(), project_ontology(), frozenset([read]))
    doubtful = closure.resting_on([read])
    assert parse("x earliestDay 2026-02-19") in closure.derivations.keys() - doubtful
    assert parse("x latestDay 2026-02-19") in doubtful


def test_what_is_asserted_by_interpretation_is_not_inferred() -> None:
    asserted = {parse("x partOf y"): "x.yaml:1", parse("y partOf z"): "x.yaml:1", parse("x partOf z"): "x.yaml:2"}
    closure = compute_closure(asserted, project_rules(), project_ontology(), frozenset([parse("x partOf z")]))
    assert parse("x partOf z") not in closure.derivations


def test_no_asserted_triple_is_inferred(built: BuildResult) -> None:
    assert not built.closure.asserted.keys() & built.closure.derivations.keys()


def test_an_axiom_without_a_rule_is_an_error(ontology: Ontology) -> None:
    extended = replace(ontology, graph=Graph() + ontology.graph)
    extended.graph.add((extended.term("before"), RDF.type, OWL.ReflexiveProperty))
    with pytest.raises(DataError, match="ReflexiveProperty has no inference rule"):
        inference_rules(extended)


@pytest.mark.slow
def test_the_inferences_are_those_of_owlrl(ontology: Ontology, built: BuildResult) -> None:
    """An independent OWL 2 RL reasoner finds the same facts about individuals."""
    graph = Graph()
    for triple in ontology.graph:
        # Labels do not concern individuals and cost time; owlrl 7.6.2 overlooks the last property of a key.
        if triple[1] not in (RDFS.label, OWL.hasKey):
            graph.add(triple)
    relevant = ontology.object_properties | {RDF.type}
    individuals = {s for s, _, _ in built.closure.asserted}
    calendar = {rule.key for rule in calendar_rules(ontology)}
    dated = {triple for triple, derivation in built.closure.derivations.items() if derivation.rule.key in calendar}
    asserted = {t for t in {*built.closure.asserted, *dated} if t[1] in defined_terms(ontology) | {RDF.type}}
    for triple in asserted:
        graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    theirs = {
        (s, p, o)
        for s, p, o in graph
        if s in individuals and p in relevant and (p != RDF.type or o in ontology.classes)
    }
    ours = {t for t in asserted | set(built.closure.derivations) if t[0] in individuals and t[1] in relevant}
    ours = {t for t in ours if t[1] != RDF.type or t[2] in ontology.classes}
    assert (ours - theirs, theirs - ours) == (set(), set())
