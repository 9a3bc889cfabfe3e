"""The service description (SPARQL 1.1 Service Description), as a query.

It is answered like any other query, so that every format and every limit holds for it too.
"""

from kg.formats import answer_formats

_SD = "http://www.w3.org/ns/sparql-service-description#"


def describe_service(endpoint: str, *, writable: bool, federated: bool) -> str:
    """A query whose graph describes the endpoint at an IRI: its languages and formats, and its dataset.

    It stays small however many graphs there are: how many, and which, queries can find out.
    """
    features = ["EmptyGraphs"] if writable else []
    features += ["BasicFederatedQuery"] if federated else []
    languages = ["SPARQL10Query", "SPARQL11Query", *(["SPARQL11Update"] if writable else [])]
    return f"""PREFIX sd: <{_SD}>
PREFIX void: <http://rdfs.org/ns/void#>
CONSTRUCT {{
  <{endpoint}> a sd:Service ; sd:endpoint <{endpoint}> ;
    {"".join(f"sd:feature sd:{feature} ; " for feature in features)}
    sd:supportedLanguage {", ".join(f"sd:{language}" for language in languages)} ;
    sd:resultFormat {" , ".join(f"<{form.iri}>" for form in answer_formats())} ;
    sd:defaultDataset <{endpoint}#dataset> .
  <{endpoint}#dataset> a sd:Dataset ; sd:defaultGraph <{endpoint}#default-graph> .
  <{endpoint}#default-graph> a sd:Graph ; void:triples ?triples .
}} WHERE {{ SELECT (COUNT(*) AS ?triples) WHERE {{ ?s ?p ?o }} }}"""
