"""The dataset of a request has the same effect as USING clauses in the update."""

from __future__ import annotations

import pytest

from kg.engine.jobs import PreparedUpdate
from kg.engine.oxigraph.store import Store
from kg.errors import RequestError
from kg.sparql.text import SparqlText
from kg.sparql.update import using_clauses

DATA = """INSERT DATA {
  <e:a> <e:p> "default" .
  GRAPH <e:g> { <e:a> <e:p> "g" }
  GRAPH <e:h> { <e:a> <e:p> "h" }
}"""
NAMES = {"e": "e:"}


def with_dataset(update: str, graphs: tuple[str, ...], named: tuple[str, ...]) -> str:
    text = SparqlText(update, "update")
    return text.replaced(using_clauses(text, graphs, named))


def changed(update: str, graphs: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> list[str]:
    """The quads of a store after an update over the graphs."""
    store = Store()
    store.update(PreparedUpdate(DATA))
    store.update(PreparedUpdate(with_dataset(update, graphs, named), NAMES, "e:"))
    rows = store.query("SELECT ?s ?p ?o ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }").rows()
    return sorted(" ".join(term.value if term else "-" for term in row) for row in rows)


@pytest.mark.parametrize(
    ("update", "equal"),
    [
        ("INSERT { e:n e:p ?o } WHERE { ?s ?p ?o }", "INSERT { e:n e:p ?o } USING e:g WHERE { ?s ?p ?o }"),
        ("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "DELETE { ?s ?p ?o } USING e:g WHERE { ?s ?p ?o }"),
        (
            "DELETE { ?s ?p ?o } INSERT { GRAPH e:n { ?s ?p ?o } } WHERE { ?s ?p ?o }",
            "DELETE { ?s ?p ?o } INSERT { GRAPH e:n { ?s ?p ?o } } USING e:g WHERE { ?s ?p ?o }",
        ),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE { ?s ?p ?o } USING e:g WHERE { ?s ?p ?o }"),
        (
            "DELETE WHERE { GRAPH e:h { ?s ?p ?o } }",
            "DELETE { GRAPH e:h { ?s ?p ?o } } USING e:g WHERE { GRAPH e:h { ?s ?p ?o } }",
        ),
        (
            "INSERT{e:n e:p ?o}WHERE{?s ?p ?o};DELETE{?s ?p ?o}WHERE{?s ?p ?o}",
            "INSERT{e:n e:p ?o}USING e:g WHERE{?s ?p ?o};DELETE{?s ?p ?o}USING e:g WHERE{?s ?p ?o}",
        ),
        (
            "INSERT { e:n e:p ?o } WHERE { { SELECT ?o WHERE { ?s ?p ?o } } }",
            "INSERT { e:n e:p ?o } USING e:g WHERE { { SELECT ?o WHERE { ?s ?p ?o } } }",
        ),
        (
            "PREFIX x: <e:> # WHERE {\ninsert { x:n x:p 'WHERE { } USING' } where { ?s ?p ?o }",
            "INSERT { e:n e:p 'WHERE { } USING' } USING e:g WHERE { ?s ?p ?o }",
        ),
        ("DELETE # a }\n WHERE # {\n { ?s ?p '}' }", "DELETE { ?s ?p '}' } USING e:g WHERE { ?s ?p '}' }"),
        ("INSERT DATA { e:n e:p 1 } ; CLEAR GRAPH e:h", "INSERT DATA { e:n e:p 1 } ; CLEAR GRAPH e:h"),
        (
            "BASE <e:x/> INSERT { <WHERE> ?p ?o } WHERE { ?s ?p ?o }",
            "INSERT { <e:x/WHERE> ?p ?o } USING e:g WHERE { ?s ?p ?o }",
        ),
        (
            "INSERT { e:WHERE e:USING ?o } WHERE { ?s ?p ?o }",
            "INSERT { e:WHERE e:USING ?o } USING e:g WHERE { ?s ?p ?o }",
        ),
    ],
)
def test_the_change_is_that_of_the_update_with_the_clause(update: str, equal: str) -> None:
    assert changed(update, ("e:g",)) == changed(equal)


def test_several_graphs_are_one_default_graph() -> None:
    update = "INSERT { e:n e:p ?o } WHERE { ?s ?p ?o }"
    assert [row for row in changed(update, ("e:g", "e:h")) if "e:n" in row] == ["e:n e:p g -", "e:n e:p h -"]


def test_named_graphs_are_those_of_the_request() -> None:
    update = "INSERT { e:n e:p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert [row for row in changed(update, (), ("e:h",)) if "e:n" in row] == ["e:n e:p h -"]


def test_with_named_graphs_only_the_default_graph_is_empty() -> None:
    assert changed("INSERT { e:n e:p ?o } WHERE { ?s ?p ?o }", (), ("e:h",)) == changed("INSERT DATA {}")


def test_default_and_named_graphs_are_kept_apart() -> None:
    update = "INSERT { e:n e:p ?o, ?named } WHERE { ?s ?p ?o GRAPH ?g { ?s ?p ?named } }"
    assert [row for row in changed(update, ("e:g",), ("e:h",)) if "e:n" in row] == ["e:n e:p g -", "e:n e:p h -"]


def test_without_graphs_the_update_stays_as_it_is() -> None:
    update = "WITH e:g DELETE { ?s ?p ?o } USING e:h WHERE { ?s ?p ?o }"
    assert with_dataset(update, (), ()) == update


@pytest.mark.parametrize(
    "update",
    [
        "INSERT { e:n e:p ?o } USING e:h WHERE { ?s ?p ?o }",
        "with e:g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CLEAR ALL ; INSERT {} Using NAMED e:h WHERE {}",
    ],
)
def test_an_update_with_a_dataset_of_its_own_is_refused(update: str) -> None:
    with pytest.raises(RequestError, match="using-graph-uri") as caught:
        with_dataset(update, ("e:g",), ())
    assert caught.value.status == 400


def test_the_error_has_the_place_of_the_clause() -> None:
    with pytest.raises(RequestError, match="update, line 2, column 12"):
        with_dataset("\nINSERT {}  USING e:h WHERE {}", ("e:g",), ())


@pytest.mark.parametrize("update", ["", "DELETE WHERE", "WHERE", "DELETE WHERE { ?s", "}}}} WHERE {", "INSERT { 'x"])
def test_a_malformed_update_is_left_to_the_parser(update: str) -> None:
    assert isinstance(with_dataset(update, ("e:g",), ()), str)
