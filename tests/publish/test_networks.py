"""What a network holds: its nodes, its edges, their dates and their evidence."""

from __future__ import annotations

import pytest

from kg.errors import RequestError
from kg.publish.networks import networks, selection
from kg.publish.networks.network import Network
from tests.publish.networked import edge, iri, networked, node, relations, things, whole
from tests.publish.small import BASE, NAMES

EVERYTHING = ["event/day", "event/talks", "party/p", "person/ann", "person/bob", "person/cho", "post/head"]


def constructed(query: str) -> Network:
    """The network of a query."""
    dataset = networked()
    return networks.constructed(dataset, dataset.store.query(query, prefixes=NAMES.prefixes, base=BASE))


def around(thing: str, depth: int = 1) -> Network:
    """The network around a thing that there is."""
    found = networks.around(networked(), iri(thing), depth)
    assert found is not None
    return found


def test_agents_events_and_posts_are_nodes_whether_linked_or_not() -> None:
    assert things(whole()) == EVERYTHING


def test_each_relation_is_an_edge_once_and_an_involvement_is_one() -> None:
    assert relations(whole()) == ["before", "memberOf", "participatedIn", "postInBody", "spouseOf"]


def test_a_node_has_its_names_kind_and_group() -> None:
    found = node(whole(), "party/p")
    assert (found.label, found.names, found.kind, found.group) == ('Party "P" & <co>', ("당",), "party", "Organization")


def test_an_edge_names_the_involvement_that_it_stands_for() -> None:
    assert edge(whole(), "memberOf").through == iri("membership/m")


def test_an_involvement_has_the_passages_of_all_its_roles() -> None:
    assert edge(whole(), "memberOf").passages == (f"{BASE}source/text/p-1", f"{BASE}source/text/p-2")


def test_an_involvement_has_the_evidence_of_all_its_roles() -> None:
    assert edge(whole(), "memberOf").grounds == (iri("assertion/e1"), iri("assertion/e2"))


def test_an_involvement_is_as_certain_as_its_least_certain_role() -> None:
    assert edge(whole(), "memberOf").status == "implied"


def test_an_involvement_begins_when_it_was_acquired() -> None:
    time = edge(whole(), "memberOf").time
    assert time
    assert (time.first_day, time.last_day, time.notation) == ("2026-02-19", None, "2026-02-19/..")


def test_taking_part_in_an_event_has_its_time() -> None:
    time = edge(whole(), "participatedIn").time
    assert time
    assert (time.first_day, time.last_day, time.notation) == ("2026-02-19",) * 3


def test_the_order_of_events_has_no_time() -> None:
    assert edge(whole(), "before").time is None


def test_what_is_said_the_other_way_round_is_evidence() -> None:
    found = edge(whole(), "before")
    assert (found.status, found.grounds) == ("explicit", (iri("assertion/e3"),))


def test_around_a_thing_are_its_neighbours_and_the_links_between_them() -> None:
    assert (things(around("person/ann")), relations(around("person/ann"))) == (
        ["party/p", "person/ann", "person/bob"],
        ["memberOf", "spouseOf"],
    )


def test_a_second_step_reaches_the_neighbours_of_neighbours() -> None:
    assert things(around("person/ann", 2)) == ["event/day", "party/p", "person/ann", "person/bob", "post/head"]


def test_around_a_thing_of_another_kind_are_its_neighbours_too() -> None:
    assert things(around("statement/s")) == ["party/p", "person/bob", "statement/s"]


def test_around_what_the_dataset_does_not_know_is_nothing() -> None:
    assert networks.around(networked(), iri("person/nobody"), 1) is None


def test_the_triples_of_a_query_are_edges_as_they_are() -> None:
    assert relations(constructed("CONSTRUCT WHERE { ?one ckg:after ?other }")) == ["after"]


def test_a_triple_with_a_value_gives_a_node() -> None:
    network = constructed("CONSTRUCT WHERE { ?one ckg:age ?age }")
    assert (things(network), network.edges) == (["person/bob"], ())


def test_a_triple_about_an_involvement_gives_its_edge() -> None:
    network = constructed("CONSTRUCT WHERE { ?one ckg:membershipIn ?party }")
    assert (things(network), relations(network)) == (["party/p", "person/ann"], ["memberOf"])


def test_a_table_makes_no_network() -> None:
    with pytest.raises(RequestError, match="CONSTRUCT") as raised:
        constructed("SELECT ?s WHERE { ?s ?p ?o }")
    assert raised.value.status == 406


def test_more_triples_than_tools_open_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "LARGEST", 3)
    with pytest.raises(RequestError, match="more than 3 statements") as raised:
        networks.whole(networked())
    assert raised.value.status == 507
