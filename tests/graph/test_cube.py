"""The Data Cube in the graph of standard vocabularies: it passes the integrity constraints of the Recommendation."""

from __future__ import annotations

import re

import pytest
from rdflib import Dataset, Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.grouping import grouped
from kg.model.dataset import PublishedDataset
from tests.conftest import ROOT

PREFIXES = """
PREFIX : <https://example.org/>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
FIXTURES = ROOT / "tests/fixtures/cube"
CONSTRAINTS = dict(
    re.findall(r"^# (IC-\d+) .*\n((?:(?!#).*\n)+)", (FIXTURES / "constraints.rq").read_text(), re.MULTILINE)
)
_HIERARCHIES = {
    "IC-20": "SELECT ?p WHERE { [] a qb:HierarchicalCodeList ; qb:parentChildProperty ?p FILTER (isIRI(?p)) }",
    "IC-21": "SELECT ?p WHERE { [] a qb:HierarchicalCodeList ; qb:parentChildProperty [ owl:inverseOf ?p ] }",
}


def normalized(graph: Graph) -> Graph:
    """A cube after the normalization of the Recommendation."""
    graph.update(PREFIXES + (FIXTURES / "normalization.ru").read_text())
    return graph


def breaks(cube: Graph, constraint: str) -> bool:
    """Whether a normalized cube breaks a constraint."""
    query, hierarchies = CONSTRAINTS[constraint], _HIERARCHIES.get(constraint)
    queries = (
        [query] if hierarchies is None else [query.replace("%s", p.n3()) for (p,) in cube.query(PREFIXES + hierarchies)]
    )
    return any(bool(cube.query(PREFIXES + query).askAnswer) for query in queries)


GOOD = """
:data a qb:DataSet ; qb:structure :dsd .
:dsd a qb:DataStructureDefinition ;
  qb:component [ qb:dimension :at ] , [ qb:dimension :of ] , [ qb:measure :number ] .
:at rdfs:range xsd:integer .
:of rdfs:range skos:Concept ; qb:codeList :codes .
:codes a skos:ConceptScheme .
:red a skos:Concept ; skos:inScheme :codes .
:blue a skos:Concept ; skos:inScheme :codes .
:a qb:dataSet :data ; :at 1 ; :of :red ; :number 5 .
:b qb:dataSet :data ; :at 2 ; :of :blue ; :number 5 .
"""
_MEASURES = """
:wide a qb:DataSet ; qb:structure :wideDsd .
:wideDsd a qb:DataStructureDefinition ;
  qb:component [ qb:dimension :at ] , [ qb:dimension qb:measureType ] ,
    [ qb:measure :number ] , [ qb:measure :weight ] .
qb:measureType rdfs:range rdfs:Resource .
"""
_TREE = """
:tree a qb:HierarchicalCodeList ; qb:hierarchyRoot :red ; qb:parentChildProperty %s .
:of qb:codeList :tree .
"""
BROKEN = {
    "IC-1": ":a qb:dataSet :other .",
    "IC-2": ":other a qb:DataSet .",
    "IC-3": ":other a qb:DataStructureDefinition ; qb:component [ qb:dimension :at ] .",
    "IC-4": ":more a qb:DimensionProperty .",
    "IC-5": ":more a qb:DimensionProperty ; rdfs:range skos:Concept .",
    "IC-6": ":dsd qb:component [ qb:dimension :at ; qb:componentRequired false ] .",
    "IC-7": ":key a qb:SliceKey .",
    "IC-8": ":dsd qb:sliceKey :key . :key a qb:SliceKey ; qb:componentProperty :more .",
    "IC-9": ":data qb:slice :slice .",
    "IC-10": ":slice qb:sliceStructure [ qb:componentProperty :at ] .",
    "IC-11": ":c qb:dataSet :data ; :at 3 ; :number 1 .",
    "IC-12": ":c qb:dataSet :data ; :at 1 ; :of :red ; :number 6 .",
    "IC-13": ":dsd qb:component [ qb:attribute :unit ; qb:componentRequired true ] .",
    "IC-14": ":c qb:dataSet :data ; :at 3 ; :of :red .",
    "IC-15": f"{_MEASURES} :c qb:dataSet :wide ; :at 1 ; qb:measureType :weight .",
    "IC-16": f"{_MEASURES} :c qb:dataSet :wide ; :at 1 ; qb:measureType :weight ; :weight 1 ; :number 1 .",
    "IC-17": f"{_MEASURES} :c qb:dataSet :wide ; :at 1 ; qb:measureType :weight ; :weight 1 .",
    "IC-18": ":other qb:slice :slice . :slice qb:observation :a .",
    "IC-19": ":c qb:dataSet :data ; :at 3 ; :of :green ; :number 1 .",
    "IC-20": _TREE % ":child",
    "IC-21": _TREE % "[ owl:inverseOf :parent ]",
}


def turtle(text: str) -> Graph:
    graph = Graph(store="Oxigraph", identifier=DATASET_DEFAULT_GRAPH_ID)
    return normalized(graph.parse(data=PREFIXES + text, format="turtle"))


def test_there_are_21_constraints() -> None:
    assert [*CONSTRAINTS] == [*BROKEN] == [f"IC-{number}" for number in range(1, 22)]


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_a_constraint_holds_of_a_good_cube(constraint: str) -> None:
    assert not breaks(turtle(GOOD), constraint)


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_a_constraint_fails_on_a_broken_cube(constraint: str) -> None:
    assert breaks(turtle(GOOD + BROKEN[constraint]), constraint)


@pytest.fixture(scope="module", params=["built", "fictional_build"])
def cubes(request: pytest.FixtureRequest) -> Graph:
    """The default graph of the project's dataset, or of the fictional congress, normalized."""
    dataset = Dataset(store="Oxigraph")
    dataset.parse(data="\n".join(request.getfixturevalue(request.param).lines), format="nquads")
    return normalized(dataset)


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_a_constraint_holds_of_the_cubes_of_the_dataset(cubes: Graph, constraint: str) -> None:
    assert not breaks(cubes, constraint)


def test_a_cube_browser_finds_the_delegates(published: PublishedDataset) -> None:
    """As such programs do: data sets, then the components of each, then a table of its observations."""
    prefixes, names = PREFIXES.replace("PREFIX : <https://example.org/>", ""), published.names
    components = prefixes + "SELECT ?set ?dimension ?measure WHERE { ?set a qb:DataSet ; qb:structure ?structure . "
    components += "?structure qb:component [ qb:measure ?measure ] , [ qb:dimension ?dimension ] }"
    rows = published.select_bound(components)
    structures = grouped(((one.value, measure.value), dimension.value) for one, dimension, measure in rows)
    counts = next(key for key in structures if key[1] == names.term("headcount"))
    dimensions = {names.term("countedAt"), names.term("category")}
    assert {*structures[counts]} == dimensions
    at, category = sorted(dimensions, reverse=True)
    table = published.select_bound(
        f"{prefixes} SELECT ?at ?category ?number WHERE {{ ?row a qb:Observation ; qb:dataSet <{counts[0]}> ; "
        f"<{at}> ?at ; <{category}>/skos:prefLabel ?category ; <{counts[1]}> ?number }}"
    )
    numbers = {(one.value.removeprefix(names.things), name.value): number.value for one, name, number in table}
    assert numbers["congress/wpk-9", "Military"] == "474"
    assert numbers["congress/wpk-8", "Military"] == "408"
