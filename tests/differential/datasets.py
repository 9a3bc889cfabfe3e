"""Random datasets: a default graph and named graphs, which share their few terms."""

from __future__ import annotations

import re
from random import Random

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

EX = "http://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PROLOGUE = f"PREFIX : <{EX}> PREFIX xsd: <{XSD}> PREFIX rdf: <{RDF}> "
GRAPHS = ("g1", "g2", "g3")
# One graph and one predicate are subjects and objects too.
THINGS = ("a", "b", "c", "d", "g1", "p")
PREDICATES = ("p", "q", "r")


def thing(name: str) -> NamedNode:
    """An IRI of the datasets."""
    return NamedNode(EX + name)


def _typed(datatype: str, *values: str) -> list[Literal]:
    return [Literal(value, datatype=NamedNode(datatype)) for value in values]


# Each in the spelling that the engine keeps; the last two are not valid, and of an unknown type.
LITERALS = (
    *_typed(XSD + "integer", "1", "2", "-3"),
    *_typed(XSD + "decimal", "1.5", "2"),
    *_typed(XSD + "double", "0.5", "1", "NaN"),
    *_typed(XSD + "float", "2.5"),
    *_typed(XSD + "boolean", "true", "false"),
    *_typed(XSD + "string", "", "2", "a", "abc", "aBc", "{ # }"),
    *(Literal(value, language=language) for value, language in (("abc", "en"), ("b", "en"), ("abc", "de-at"))),
    *_typed(XSD + "date", "2020-01-01", "2020-01-02"),
    *_typed(XSD + "dateTime", "2020-01-01T00:00:00", "2020-01-01T12:00:00Z"),
    *_typed(XSD + "integer", "x"),
    *_typed(EX + "type", "abc"),
)


def dataset(random: Random) -> list[Quad]:
    """Some dozen quads, each once."""
    subjects = [*map(thing, THINGS), BlankNode("b1"), BlankNode("b2")]
    objects = [*subjects, *(random.sample(LITERALS, 8) * 2)]
    graphs = [DefaultGraph(), *map(thing, GRAPHS[: random.randint(1, len(GRAPHS))])]
    quads = {
        Quad(random.choice(subjects), thing(random.choice(PREDICATES)), random.choice(objects), graph)
        for graph in graphs
        for _ in range(random.randint(3, 10))
    }
    return sorted(quads, key=str)


def written(term: NamedNode | Literal) -> str:
    """A term as it stands in queries."""
    return re.sub(f"<{XSD}(\\w+)>", r"xsd:\1", re.sub(f"<{EX}(\\w+)>", r":\1", str(term)))
