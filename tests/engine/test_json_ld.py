"""JSON-LD, read back by two parsers: types, lists and named graphs have their own syntax, and nothing is lost."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Dataset

from kg.engine.oxigraph.documents import rewrite
from kg.errors import RequestError
from kg.formats import by_name

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PREFIXES = {
    "x": "http://y.org/",
    "rdf": RDF,
    "urn": "http://x.org/",
    "": "urn:",
    "_": "urn:_/",
    "bad": "urn:bad",
    "@id": "u:/",
}
NODES = ["<http://y.org/a>", "<urn:b>", "<http://x.org/c>", "_:a", "_:b", "_:c", "_:d", f"<{RDF}nil>"]
LINKS = ["<http://y.org/p>", "<urn:q>", f"<{RDF}first>", f"<{RDF}rest>", f"<{RDF}rest>", f"<{RDF}type>"]
VALUES = ['"v"', '"v"@en', '"1"^^<http://y.org/d>', f'"{{}}"^^<{RDF}JSON>', '""']
GRAPHS = ["", "", "", "<urn:g>", "<http://x.org/g>", "_:a"]


def written(text: str, prefixes: Mapping[str, str] = PREFIXES) -> dict[str, Any]:
    """Lines of N-Quads as the parsed JSON."""
    value: dict[str, Any] = json.loads(rewrite(text.replace("rdf:", RDF).splitlines(), by_name("jsonld"), prefixes))
    return value


def nodes(text: str) -> list[dict[str, Any]]:
    """The nodes of the default graph."""
    found: list[dict[str, Any]] = written(text)["@graph"]
    return found


def cells(*items: str, graph: str = "") -> str:
    """A list of RDF, the label of its first cell being l0."""
    rests = [*(f"_:l{number}" for number in range(1, len(items))), "<rdf:nil>"]
    return "".join(
        f"_:l{number} <rdf:first> {item} {graph} .\n_:l{number} <rdf:rest> {rest} {graph} .\n"
        for number, (item, rest) in enumerate(zip(items, rests, strict=True))
    )


def canonical(quads: Iterator[ox.Quad]) -> set[ox.Quad]:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(dataset)


def of_rdflib(document: bytes) -> Iterator[ox.Quad]:
    """The quads that rdflib reads."""
    lines = Dataset().parse(data=document, format="json-ld").serialize(format="nquads")
    return ox.parse(lines.replace(" <urn:x-rdflib:default> .", " ."), ox.RdfFormat.N_QUADS)


def test_the_context_has_prefixes() -> None:
    assert written("")["@context"] == {"x": "http://y.org/", "rdf": RDF, "urn": "http://x.org/"}


def test_a_document_without_statements_has_no_nodes() -> None:
    assert nodes("") == []


def test_classes_are_types() -> None:
    assert nodes("<e:a> <rdf:type> <http://y.org/C> .\n<e:a> <rdf:type> <e:D> .") == [
        {"@id": "e:a", "@type": ["x:C", "e:D"]}
    ]


def test_a_literal_is_no_class() -> None:
    assert [*nodes('<e:a> <rdf:type> "C" .')[0]] == ["@id", "rdf:type"]


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ('"v"', {"@value": "v"}),
        ('"v"@en', {"@value": "v", "@language": "en"}),
        ('"v"@ar--rtl', {"@value": "v", "@language": "ar", "@direction": "rtl"}),
        ('"01"^^<http://y.org/d>', {"@value": "01", "@type": "x:d"}),
    ],
)
def test_a_literal_keeps_its_lexical_form_and_kind(literal: str, value: dict[str, str]) -> None:
    assert nodes(f"<e:a> <http://y.org/p> {literal} .") == [{"@id": "e:a", "x:p": [value]}]


@pytest.mark.parametrize("order", [1, -1])
def test_a_list_is_a_list_wherever_its_cells_stand(order: int) -> None:
    lines = f"<e:a> <http://y.org/p> _:l0 .\n{cells('<e:b>', '_:c', chr(34) + 'v' + chr(34))}".splitlines()[::order]
    (node,) = nodes("\n".join(lines))
    assert [next(iter(item)) for item in node["x:p"][0]["@list"]] == ["@id", "@id", "@value"]


def test_an_empty_list_is_a_list() -> None:
    assert nodes("<e:a> <http://y.org/p> <rdf:nil> .")[0]["x:p"] == [{"@list": []}]


def test_a_list_in_a_named_graph_is_a_list() -> None:
    (graph,) = nodes(f"<e:a> <http://y.org/p> _:l0 <e:g> .\n{cells('<e:b>', graph='<e:g>')}")
    assert (graph["@id"], graph["@graph"][0]["x:p"]) == ("e:g", [{"@list": [{"@id": "e:b"}]}])


@pytest.mark.parametrize(
    "more",
    [
        "<e:b> <http://y.org/p> _:l0 .",
        "<e:b> <http://y.org/p> _:l0 <e:g> .",
        "_:l0 <http://y.org/p> <e:b> .",
        "_:l0 <http://y.org/p> <e:b> <e:g> .",
        "_:l0 <rdf:type> <rdf:List> .",
        "_:l1 <rdf:first> <e:d> .",
        "_:l1 <rdf:rest> <e:c> .",
        "<e:b> <http://y.org/p> <e:c> _:l0 .",
        "_:l1 <rdf:rest> _:l0 .",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_what_is_more_than_a_list_stays_a_node(more: str, *, first: bool) -> None:
    parts = [f"<e:a> <http://y.org/p> _:l0 .\n{cells('<e:b>', '<e:c>')}", more]
    assert '"@list"' not in json.dumps(written("\n".join(parts if first else parts[::-1]))["@graph"])


def test_a_full_iri_that_looks_shortened_is_not_misread() -> None:
    assert nodes("<urn:a> <http://y.org/p> <urn:b> .") == [
        {"@context": None, "@id": "urn:a", "http://y.org/p": [{"@id": "urn:b"}]}
    ]


def test_a_triple_term_is_refused() -> None:
    with pytest.raises(RequestError, match="triple term"):
        written("<e:a> <http://y.org/p> <<( <e:a> <e:b> <e:c> )>> .")


def test_a_list_in_another_graph_stays_a_node() -> None:
    document = written(f"<e:a> <http://y.org/p> _:l0 .\n{cells('<e:b>', '<e:c>', graph='<e:g>')}")
    assert '"@list"' not in json.dumps(document)


@pytest.mark.parametrize("seed", range(60))
def test_any_dataset_is_read_back(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - no secret
    lines = [
        f"{draw.choice(NODES)} {draw.choice(LINKS)} {draw.choice([*NODES, *VALUES])} {draw.choice(GRAPHS)} ."
        for _ in range(draw.randint(1, 25))
    ]
    lines += [
        f"{draw.choice(NODES)} <urn:q> _:l0 .",
        *cells(*draw.choices(NODES, k=3)).replace("rdf:", RDF).splitlines(),
    ]
    document = rewrite(lines, by_name("jsonld"), PREFIXES)
    expected = canonical(ox.parse("\n".join(lines), ox.RdfFormat.N_QUADS))
    assert canonical(ox.parse(document, ox.RdfFormat.JSON_LD)) == expected
    assert canonical(of_rdflib(document)) == expected
