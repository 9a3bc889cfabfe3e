"""Changes to one graph alone."""

from __future__ import annotations

import pytest

from kg.engine.patching import addition, patch, replacement
from kg.engine.store import Store
from kg.errors import QueryError

DATA = "INSERT DATA { <e:a> <e:p> 'default' GRAPH <e:g> { <e:a> <e:p> 'g' } GRAPH <e:h> { <e:a> <e:p> 'h' } }"
TRIPLE = '<e:n> <e:p> "new" .\n'


@pytest.fixture
def store() -> Store:
    """A store with a default graph and two named ones, a triple in each."""
    store = Store.empty()
    store.update(DATA, {}, None)
    return store


def content(store: Store) -> list[str]:
    """The values in a store, each with its graph."""
    rows = store.query("SELECT ?o ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }").rows()
    return sorted(" ".join(term.value for term in row if term) for row in rows)


@pytest.mark.parametrize(
    ("graph", "after"),
    [
        (None, ["default", "g e:g", "h e:h", "new"]),
        ("e:g", ["default", "g e:g", "h e:h", "new e:g"]),
        ("e:n", ["default", "g e:g", "h e:h", "new e:n"]),
    ],
)
def test_a_patch_changes_its_graph(store: Store, graph: str | None, after: list[str]) -> None:
    patch(store, graph, "INSERT DATA { e:n <p> 'new' }", {"e": "e:"}, "e:")
    assert content(store) == after


@pytest.mark.parametrize(
    ("graph", "after"),
    [(None, ["g e:g", "h e:h"]), ("e:g", ["default", "h e:h"]), ("e:n", ["default", "g e:g", "h e:h"])],
)
def test_a_patch_sees_its_graph_only(store: Store, graph: str | None, after: list[str]) -> None:
    patch(store, graph, "DELETE WHERE { ?s ?p ?o }", {}, "e:")
    assert content(store) == after


def test_a_patch_may_consist_of_several_operations(store: Store) -> None:
    patch(
        store, "e:g", "DELETE WHERE { ?s ?p ?o } ; INSERT DATA { <e:a> <e:p> 1 } ; DELETE WHERE { ?s ?p 1 }", {}, "e:"
    )
    assert content(store) == ["default", "h e:h"]


def test_a_patched_graph_stays_even_when_it_is_empty(store: Store) -> None:
    patch(store, "e:g", "CLEAR DEFAULT", {}, "e:")
    assert store.query("ASK { GRAPH <e:g> {} }").truth


def test_blank_nodes_stay_the_same_for_each_other(store: Store) -> None:
    store.update("INSERT DATA { GRAPH <e:g> { _:x <e:p> _:y . _:y <e:p> _:x } }", {}, None)
    patch(store, "e:g", "INSERT DATA { <e:n> <e:p> 1 }", {}, "e:")
    assert store.query("ASK { GRAPH <e:g> { ?x <e:p> ?y . ?y <e:p> ?x FILTER(?x != ?y && isBlank(?x)) } }").truth


@pytest.mark.parametrize("literal", ['"a\\nb\\"c\\\\d"', '"é€😀"', '"x"@en-GB', '"} ; CLEAR ALL ; {"', '"1"^^<e:t>'])
def test_a_patch_leaves_other_literals_as_they_are(store: Store, literal: str) -> None:
    store.update(f"INSERT DATA {{ GRAPH <e:g> {{ <e:s> <e:l> {literal} }} }}", {}, None)
    patch(store, "e:g", "INSERT DATA { <e:n> <e:p> 1 }", {}, "e:")
    assert store.query(f"ASK {{ GRAPH <e:g> {{ <e:s> <e:l> {literal} }} }}").truth


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { GRAPH <e:h> { <e:n> <e:p> 1 } }",
        "INSERT DATA { <e:n> <e:p> 1 } ; INSERT DATA { GRAPH <e:g> { <e:n> <e:p> 1 } }",
        "COPY DEFAULT TO <e:h>",
        "INSERT DATA {",
        "CLEAR GRAPH <e:none>",
    ],
)
def test_a_patch_that_goes_beyond_its_graph_or_is_wrong_changes_nothing(store: Store, update: str) -> None:
    with pytest.raises(QueryError):
        patch(store, "e:g", update, {}, "e:")
    assert content(store) == ["default", "g e:g", "h e:h"]


def test_a_large_graph_is_patched(store: Store) -> None:
    data = "".join(f"<e:s{n}> <e:p> {n} . " for n in range(3000))
    store.update(f"INSERT DATA {{ GRAPH <e:g> {{ {data} }} }}", {}, None)
    patch(store, "e:g", "DELETE WHERE { <e:s1> ?p ?o }", {}, "e:")
    assert len(store) == 3 + 2999


@pytest.mark.parametrize(
    ("graph", "after"),
    [
        (None, ["g e:g", "h e:h", "new"]),
        ("e:g", ["default", "h e:h", "new e:g"]),
        ("e:n", ["default", "g e:g", "h e:h", "new e:n"]),
    ],
)
def test_a_replacement_gives_a_graph_other_content(store: Store, graph: str | None, after: list[str]) -> None:
    store.update(replacement(graph, TRIPLE), {}, None)
    assert content(store) == after


@pytest.mark.parametrize("graph", ["e:g", "e:n"])
def test_a_replacement_by_nothing_leaves_an_empty_graph(store: Store, graph: str) -> None:
    store.update(replacement(graph, ""), {}, None)
    assert store.query(f"ASK {{ GRAPH <{graph}> {{}} FILTER NOT EXISTS {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} }}").truth


@pytest.mark.parametrize(
    ("graph", "after"),
    [
        (None, ["default", "g e:g", "h e:h", "new"]),
        ("e:g", ["default", "g e:g", "h e:h", "new e:g"]),
        ("e:n", ["default", "g e:g", "h e:h", "new e:n"]),
    ],
)
def test_an_addition_keeps_what_there_is(store: Store, graph: str | None, after: list[str]) -> None:
    store.update(addition(graph, TRIPLE), {}, None)
    assert content(store) == after
