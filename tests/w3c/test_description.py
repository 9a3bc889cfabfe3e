"""The tests of SPARQL 1.1 Service Description, which the suite has only as sentences."""

from __future__ import annotations

from pyoxigraph import BlankNode, Dataset, Literal, NamedNode, RdfFormat, parse

from tests.w3c.client import Endpoint
from tests.w3c.scope import parametrized
from tests.w3c.suite import RDF, Case

SD = "http://www.w3.org/ns/sparql-service-description#"
A = NamedNode(RDF + "type")
# The properties of a service in the vocabulary, with the values that it names for them where it names any.
LANGUAGES = {"SPARQL10Query", "SPARQL11Query", "SPARQL11Update"}
FEATURES = {"DereferencesURIs", "UnionDefaultGraph", "RequiresDataset", "EmptyGraphs", "BasicFederatedQuery"}
SERVICE = [
    "endpoint",
    "feature",
    "defaultEntailmentRegime",
    "defaultSupportedEntailmentProfile",
    "entailmentRegime",
    "extensionFunction",
    "extensionAggregate",
    "languageExtension",
    "supportedLanguage",
    "propertyFeature",
    "defaultDataset",
    "availableGraphs",
    "resultFormat",
    "inputFormat",
    "supportedEntailmentProfile",
]
DATASETS = {"defaultDataset", "availableGraphs"}


def description(endpoint: Endpoint) -> Dataset:
    """The answer to a GET of the endpoint without a query."""
    answer = endpoint.ask("GET", "/sparql", {"Accept": "text/turtle"})
    assert answer.status == 200, answer
    assert answer.media_type.startswith("text/turtle"), answer
    return Dataset(parse(answer.body, RdfFormat.TURTLE, base_iri=f"{endpoint.url}/sparql"))


def returns_rdf(endpoint: Endpoint) -> None:
    assert len(description(endpoint)) > 0


def has_endpoint_triple(endpoint: Endpoint) -> None:
    stated = {quad.object for quad in description(endpoint) if quad.predicate == NamedNode(SD + "endpoint")}
    assert NamedNode(f"{endpoint.url}/sparql") in stated


def conforms_to_schema(endpoint: Endpoint) -> None:
    """One service with an endpoint, and of the vocabulary nothing that it does not have."""
    quads = description(endpoint)
    services = [quad.subject for quad in quads.quads_for_object(NamedNode(SD + "Service")) if quad.predicate == A]
    assert len(services) == 1
    facts = [quad for quad in quads.quads_for_subject(services[0]) if quad.predicate.value.startswith(SD)]
    assert {quad.predicate.value.removeprefix(SD) for quad in facts} <= set(SERVICE)
    assert not [quad for quad in facts if isinstance(quad.object, Literal)]
    known = {"supportedLanguage": LANGUAGES, "feature": FEATURES}
    for quad in facts:
        name, value = quad.predicate.value.removeprefix(SD), str(getattr(quad.object, "value", ""))
        if name in known and value.startswith(SD):
            assert value.removeprefix(SD) in known[name]
    for quad in facts:
        if quad.predicate.value.removeprefix(SD) in DATASETS and isinstance(quad.object, BlankNode):
            assert any(other.predicate == A for other in quads.quads_for_subject(quad.object))


CHECKS = {
    "returns-rdf": returns_rdf,
    "has-endpoint-triple": has_endpoint_triple,
    "conforms-to-schema": conforms_to_schema,
}


@parametrized("ServiceDescriptionTest")
def test_description(case: Case, endpoint: Endpoint) -> None:
    CHECKS[case.iri.rpartition("#")[2]](endpoint)
