"""The service description (SPARQL 1.1 Service Description), as a query.

It is answered like any other query, so that every format and every limit holds for it too.
"""

from kg.formats import answer_formats
from kg.sparql.terms import iri_ref

_SD = "http://www.w3.org/ns/sparql-service-description#"


def describe_service(endpoint: str, search: str, *, writable: bool, federated: bool) -> str:
    """A query whose graph describes the endpoint at an IRI: its languages and formats, and its dataset.

    ``search`` is the property by which queries search for texts. The description stays small however many graphs there
    are: how many, and which, queries can find out.
    """
    features = ["EmptyGraphs"] if writable else []
    features += ["BasicFederatedQuery"] if federated else []
    languages = ["SPARQL10Query", "SPARQL11Query", *(["SPARQL11Update"] if writable else [])]
    service, dataset, graph = (iri_ref(f"{endpoint}{part}") for part in ("", "#dataset", "#default-graph"))
    return f"""PREFIX sd: <{_SD}>
PREFIX void: <http://rdfs.org/ns/void#>
CONSTRUCT {{
  {service} a sd:Service ; sd:endpoint {service} ;
    sd:propertyFeature {iri_ref(search)} ;
    {"".join(f"sd:feature sd:{feature} ; " for feature in features)}
    sd:supportedLanguage {", ".join(f"sd:{language}" for language in languages)} ;
    sd:resultFormat {" , ".join(iri_ref(form.iri) for form in answer_formats())} ;
    sd:defaultDataset {dataset} .
  {dataset} a sd:Dataset ; sd:defaultGraph {graph} .
  {graph} a sd:Graph ; void:triples ?triples .
}} WHERE {{ SELECT (COUNT(*) AS ?triples) WHERE {{ ?s ?p ?o }} }}"""
