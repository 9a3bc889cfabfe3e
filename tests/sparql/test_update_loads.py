"""LOAD operations, their documents fetched outside the engine."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pyoxigraph as ox
import pytest

from kg.errors import DataError, Problem, RequestError
from kg.sparql.prologue import Prologue
from kg.sparql.text import SparqlText
from kg.sparql.update import find_loads, inline_loads
from tests.growth import grows_with_the_length

PREFIXES = {"ex": "http://example.org/"}
TRIPLES = '_:{0} <a:p> "_:b {{ ; \\" _:b" .\n_:{0} <a:q> <a:_:b> .\n'


class Documents:
    """Documents whose blank nodes no other document has."""

    def __init__(self) -> None:
        self.fetched: list[str] = []

    def __call__(self, iri: str) -> str:
        self.fetched.append(iri)
        return TRIPLES.format(f"b{len(self.fetched)}")


def failing(_: str) -> str:
    raise RequestError(502, Problem("r.org", "cannot be reached.", "Try it later."))


def unreadable(iri: str) -> str:
    raise DataError(Problem(iri, "cannot be parsed.", "Load another."))


def inlined(update: str, ntriples: Callable[[str], str] | None = None, most: int = 10) -> str:
    text = SparqlText(update, "update")
    loads = find_loads(text, Prologue(PREFIXES, "http://base.org/"), most)
    return text.replaced(inline_loads(loads, ntriples or Documents()))


def loaded(update: str) -> list[str]:
    store = ox.Store()
    store.update(inlined(update), prefixes=PREFIXES)
    return sorted(f"{quad.predicate.value} {quad.graph_name}" for quad in store)


@pytest.mark.parametrize(
    ("operation", "iri"),
    [
        ("LOAD <http://r.org/d>", "http://r.org/d"),
        ("load silent<d>", "http://base.org/d"),
        ("LOAD ex:d INTO GRAPH ex:g", "http://example.org/d"),
        ("PREFIX ex: <http://own.org/> LOAD ex:d", "http://own.org/d"),
        ("CLEAR ALL ; BASE <http://own.org/> LOAD <d> ;", "http://own.org/d"),
        ("INSERT DATA { <a:a> <a:b> 1 ; <a:c> 2 } ; # ;\nLOAD # {\n<d>", "http://base.org/d"),
    ],
)
def test_the_document_is_fetched(operation: str, iri: str) -> None:
    documents = Documents()
    inlined(operation, documents)
    assert documents.fetched == [iri]


@pytest.mark.parametrize(
    ("update", "quads"),
    [
        ("LOAD <d>", ["a:p DEFAULT", "a:q DEFAULT"]),
        ("LOAD <d> INTO GRAPH ex:g", ["a:p <http://example.org/g>", "a:q <http://example.org/g>"]),
        ("LOAD <d> ; CLEAR ALL", []),
        ("LOAD <d> ; LOAD <d> INTO GRAPH <a:g> ; DROP DEFAULT", ["a:p <a:g>", "a:q <a:g>"]),
        ("INSERT DATA { _:x <a:r> 1 } ; LOAD <d>", ["a:p DEFAULT", "a:q DEFAULT", "a:r DEFAULT"]),
    ],
)
def test_the_triples_arrive_in_their_graph(update: str, quads: list[str]) -> None:
    assert loaded(update) == quads


def test_the_blank_nodes_of_each_load_are_its_own() -> None:
    assert loaded("LOAD <d> ; LOAD <d>") == ["a:p DEFAULT", "a:p DEFAULT", "a:q DEFAULT", "a:q DEFAULT"]


def test_a_load_becomes_an_operation_on_its_data() -> None:
    assert inlined("LOAD <d>") == ('INSERT DATA { _:b1 <a:p> "_:b { ; \\" _:b" . _:b1 <a:q> <a:_:b> .  }')


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> ; <a:load> 'LOAD <d>' } # ; LOAD <d>",
        "DELETE WHERE { ?s <a:p> ?load ; LOAD:x <d> }",
        "PREFIX load: <http://e.org/> CLEAR GRAPH load:x",
        "CLEAR ALL LOAD <d>",
        "",
    ],
)
def test_nothing_else_is_touched(update: str) -> None:
    assert inlined(update, failing) == update


@pytest.mark.parametrize(
    ("update", "message"),
    [
        ("CLEAR ALL ;\nLOAD ?x", "update, line 2, column 1: is not an operation that loads"),
        ("LOADSILENT<d>", "is not an operation that loads"),
        ("LOADex:d", "is not an operation that loads"),
        ("LOAD <d> INTOGRAPH<g>", "is not an operation that loads"),
        ("LOAD <d> INTO GRAPH <g> <h>", "is not an operation that loads"),
        ("LOAD undeclared:d", "is not an operation that loads"),
        ("LOAD", "is not an operation that loads"),
    ],
)
def test_some_loads_are_refused(update: str, message: str) -> None:
    with pytest.raises(RequestError, match=message) as caught:
        inlined(update)
    assert caught.value.status == 400


@pytest.mark.parametrize("most", [0, 1, 3])
def test_as_many_loads_are_carried_out_as_the_limit_allows(most: int) -> None:
    documents = Documents()
    inlined("LOAD <d>;" * most, documents, most)
    assert len(documents.fetched) == most
    with pytest.raises(RequestError, match=f"exceeds the limit of {most} LOAD operations"):
        inlined("LOAD <d>;" * (most + 1), documents, most)
    assert len(documents.fetched) == most


def test_a_failure_fails_the_update() -> None:
    with pytest.raises(RequestError, match="cannot be reached"):
        inlined("LOAD <d>", failing)


def test_a_document_that_cannot_be_read_fails_the_update() -> None:
    with pytest.raises(DataError, match=r"http://base\.org/d: cannot be parsed"):
        inlined("LOAD <d>", unreadable)


def test_a_silent_failure_does_nothing() -> None:
    store = ox.Store()
    store.update(inlined("LOAD SILENT <a:d> ; LOAD SILENT <a:d> INTO GRAPH <a:g>", failing))
    assert len(store) == 0


def test_lines_behind_a_load_keep_their_numbers() -> None:
    assert inlined("LOAD\n<d>\n; oops").count("\n") == 2


@pytest.mark.parametrize("piece", [";", "LOAD", "CLEAR ALL;", "PREFIX a: <a>", "{", "}"])
def test_the_work_grows_with_the_length_of_an_update(piece: str) -> None:
    def read(update: str) -> None:
        with suppress(RequestError):
            inlined(update)

    assert grows_with_the_length(read, piece)
