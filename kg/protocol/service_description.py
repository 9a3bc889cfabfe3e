"""The service description (SPARQL 1.1 Service Description) and the content of a graph, as queries.

They are answered like any other query, so that every format and every limit holds for them too.
"""

from __future__ import annotations

from kg.formats import answer_formats

_SD = "http://www.w3.org/ns/sparql-service-description#"


def describe_service(endpoint: str, *, writable: bool, federated: bool) -> str:
    """A query whose graph describes the endpoint at an IRI: what it speaks, and its dataset.

    It stays small however many graphs there are: how many, and which, is for queries to tell.
    """
    features = ["EmptyGraphs"] if writable else []
    features += ["BasicFederatedQuery"] if federated else []
    languages = ["SPARQL10Query", "SPARQL11Query", *(["SPARQL11Update"] if writable else [])]
    formats = " , ".join(f"<{form.iri}>" for form in answer_formats())
    return f"""PREFIX sd: <{_SD}>
PREFIX void: <http://rdfs.org/ns/void#>
CONSTRUCT {{
  <{endpoint}> a sd:Service ; sd:endpoint <{endpoint}> ;
    {"".join(f"sd:feature sd:{feature} ; " for feature in features)}
    sd:supportedLanguage {", ".join(f"sd:{language}" for language in languages)} ;
    sd:resultFormat {formats} ;
    sd:defaultDataset <{endpoint}#dataset> .
  <{endpoint}#dataset> a sd:Dataset ; sd:defaultGraph <{endpoint}#default-graph> .
  <{endpoint}#default-graph> a sd:Graph ; void:triples ?triples .
}} WHERE {{ SELECT (COUNT(*) AS ?triples) WHERE {{ ?s ?p ?o }} }}"""


def graph_content_query(graph: str | None) -> str:
    """A query for the triples of a named graph, or of the default graph."""
    pattern = "?s ?p ?o" if graph is None else f"GRAPH <{graph}> {{ ?s ?p ?o }}"
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}"
