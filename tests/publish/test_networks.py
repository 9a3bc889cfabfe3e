"""The content of a network: its nodes, its edges, their times and their evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.errors import RequestError
from kg.limits import Limits, NetworkLimits
from kg.publish.networks.assembly import dataset_network, entity_network, query_network
from kg.publish.networks.network import Network
from tests.publish.networked import edge, entities, iri, networked, node, relations, whole
from tests.publish.small import BASE, NAMES

EVERYTHING = ["event/day", "event/talks", "party/p", "person/ann", "person/bob", "person/cho", "post/head"]


def constructed(query: str) -> Network:
    """The network of a query."""
    dataset = networked()
    return query_network(dataset, dataset.store.query(query, prefixes=NAMES.prefixes, base=BASE))


def around(entity: str, depth: int = 1) -> Network:
    """The network around an entity of the dataset."""
    network = entity_network(networked(), iri(entity), depth)
    assert network is not None
    return network


def test_agents_events_and_posts_are_nodes_whether_linked_or_not() -> None:
    assert entities(whole()) == EVERYTHING


def test_each_relation_is_one_edge_and_so_is_an_nary_relation() -> None:
    assert relations(whole()) == ["before", "memberOf", "participatedIn", "postInBody", "spouseOf"]


def test_a_node_has_its_names_kind_and_group() -> None:
    party = node(whole(), "party/p")
    assert (party.label, party.names, party.kind) == ('Party "P" & <co>', ("당",), "party")
    assert party.group.name == "Organization"


def test_an_edge_names_the_nary_relation_that_it_stands_for() -> None:
    assert edge(whole(), "memberOf").through == iri("membership/m")


def test_an_nary_relation_has_the_passages_of_all_its_roles() -> None:
    assert edge(whole(), "memberOf").passages == (f"{BASE}source/text/p-1", f"{BASE}source/text/p-2")


def test_an_nary_relation_has_the_evidence_of_all_its_roles() -> None:
    assert edge(whole(), "memberOf").grounds == (iri("assertion/e1"), iri("assertion/e2"))


def test_an_nary_relation_is_as_certain_as_its_least_certain_role() -> None:
    assert edge(whole(), "memberOf").status == "implied"


def test_an_nary_relation_begins_when_it_was_acquired() -> None:
    time = edge(whole(), "memberOf").time
    assert time
    assert (time.first_day, time.last_day, time.notation) == ("2026-02-19", None, "2026-02-19/..")


def test_participation_in_an_event_has_its_time() -> None:
    time = edge(whole(), "participatedIn").time
    assert time
    assert (time.first_day, time.last_day, time.notation) == ("2026-02-19",) * 3


def test_the_order_of_events_has_no_time() -> None:
    assert edge(whole(), "before").time is None


def test_an_assertion_of_the_inverse_is_evidence() -> None:
    before = edge(whole(), "before")
    assert (before.status, before.grounds) == ("explicit", (iri("assertion/e3"),))


def test_an_entity_network_has_the_neighbours_and_the_links_between_them() -> None:
    assert (entities(around("person/ann")), relations(around("person/ann"))) == (
        ["party/p", "person/ann", "person/bob"],
        ["memberOf", "spouseOf"],
    )


def test_a_second_step_reaches_the_neighbours_of_neighbours() -> None:
    assert entities(around("person/ann", 2)) == ["event/day", "party/p", "person/ann", "person/bob", "post/head"]


def test_the_centre_may_be_of_a_class_that_is_no_node() -> None:
    assert entities(around("statement/s")) == ["party/p", "person/bob", "statement/s"]


def test_an_unknown_entity_has_no_network() -> None:
    assert entity_network(networked(), iri("person/nobody"), 1) is None


def test_the_triples_of_a_query_become_edges_unchanged() -> None:
    assert relations(constructed("CONSTRUCT WHERE { ?event ckg:after ?earlier }")) == ["after"]


def test_the_subject_of_a_literal_is_a_node() -> None:
    network = constructed("CONSTRUCT WHERE { ?person ckg:age ?age }")
    assert (entities(network), network.edges) == (["person/bob"], ())


def test_a_triple_about_an_nary_relation_becomes_its_edge() -> None:
    network = constructed("CONSTRUCT WHERE { ?membership ckg:membershipIn ?party }")
    assert (entities(network), relations(network)) == (["party/p", "person/ann"], ["memberOf"])


def test_a_table_makes_no_network() -> None:
    with pytest.raises(RequestError, match="CONSTRUCT") as raised:
        constructed("SELECT ?s WHERE { ?s ?p ?o }")
    assert raised.value.status == 406


def test_more_statements_than_the_limit_are_refused() -> None:
    limits = Limits(network=NetworkLimits(statements=3))
    with pytest.raises(RequestError, match="more than 3 statements") as raised:
        dataset_network(replace(networked(), limits=limits))
    assert raised.value.status == 507


@pytest.mark.parametrize(("statements", "complete"), [(4, False), (5, True)])
def test_a_network_may_have_as_many_statements_as_the_limit(statements: int, complete: bool) -> None:
    dataset = replace(networked(), limits=Limits(network=NetworkLimits(statements=statements)))
    query = "CONSTRUCT { ?thing a ?class } WHERE { ?thing a ?class } ORDER BY ?thing ?class LIMIT 5"
    answer = dataset.store.query(query, prefixes=NAMES.prefixes)
    if complete:
        assert query_network(dataset, answer).nodes
    else:
        with pytest.raises(RequestError, match="more than 4 statements"):
            query_network(dataset, answer)
