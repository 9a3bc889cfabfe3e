"""Nanopublications: each assertion as a small publication of its own (Nanopublication Guidelines, nanopub.net)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.namespaces import EXTERNAL_PREFIXES
from kg.releases.edition import DCTERMS, TYPE, Edition
from kg.releases.quads import Quad
from kg.releases.reifications import ASSERTION, Reification, reifications

NAMESPACE = "http://www.nanopub.org/nschema#"
# Evidence that PROV has properties for, as the alignments tell.
_PROV = {"supportedBy": "wasDerivedFrom", "accordingTo": "wasAttributedTo"}
_LICENCE, _CREATOR, _PART_OF = (f"<{DCTERMS}{name}>" for name in ("license", "creator", "isPartOf"))
# The head's links to the other graphs, and how each of them is called.
_GRAPHS = {"hasAssertion": "assertion", "hasProvenance": "provenance", "hasPublicationInfo": "pubinfo"}


def nanopublications(edition: Edition) -> Iterator[Quad]:
    """One nanopublication for each assertion, well-formed after the guidelines.

    The assertion's IRI is that of the nanopublication, and its graphs lie below it: ``#Head``, ``#assertion``,
    ``#provenance`` and ``#pubinfo``. The evidence is said of the assertion graph. The guidelines recommend a timestamp
    but do not require one, and there is none: a dataset does not tell when an assertion was made.
    """
    wanted = (edition.base, _LICENCE)
    licences = [quad.object for quad in edition.merged if quad[:2] == wanted]
    about = [
        (_CREATOR, edition.term("curators")),
        (_PART_OF, edition.base),
        *((_LICENCE, licence) for licence in licences),
    ]
    aligned = {edition.term(name): f"<{EXTERNAL_PREFIXES['prov']}{other}>" for name, other in _PROV.items()}
    for one in reifications(edition):
        if one.kind == ASSERTION:
            yield from _head(one)
            yield Quad(*one.triple, _graph(one, "assertion"))
            yield from _provenance(one, aligned)
            yield from (Quad(one.node, predicate, value, _graph(one, "pubinfo")) for predicate, value in about)


def _head(one: Reification) -> Iterator[Quad]:
    graph = _graph(one, "Head")
    yield Quad(one.node, TYPE, f"<{NAMESPACE}Nanopublication>", graph)
    for link, name in _GRAPHS.items():
        yield Quad(one.node, f"<{NAMESPACE}{link}>", _graph(one, name), graph)


def _provenance(one: Reification, aligned: Mapping[str, str]) -> Iterator[Quad]:
    """The evidence in our terms and, as far as it goes, in those of PROV, which readers of nanopublications know."""
    subject, graph = _graph(one, "assertion"), _graph(one, "provenance")
    for predicate, value in one.evidence:
        yield Quad(subject, predicate, value, graph)
        if predicate in aligned:
            yield Quad(subject, aligned[predicate], value, graph)


def _graph(one: Reification, name: str) -> str:
    return f"{one.node[:-1]}#{name}>"
