"""The description of a dataset in RDF, as a query that is answered like any other, in every format and every limit.

It speaks VoID (Describing Linked Datasets with the VoID Vocabulary, W3C Interest Group Note of 3 March 2011) and DCAT
(Data Catalog Vocabulary, version 3), and ends with the provenance of the build. Addresses are made from the base, so
that a copy of the site that is served elsewhere tells the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.namespaces import Namespaces
from kg.publish.about import About, creators_of
from kg.publish.addresses import RDF_SUFFIXES
from kg.publish.distributions import Distribution
from kg.publish.statistics import BY_CLASS, BY_PROPERTY, ENTITIES, LINKSETS, TOTALS

Triple = tuple[str, str, str]

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_FORMATS = "http://www.w3.org/ns/formats/"
_FEATURES = {"ttl": "Turtle", "nt": "N-Triples", "jsonld": "JSON-LD", "rdf": "RDF_XML", "trig": "TriG"}
_ROW = ("?s", "?p", "?o")
# Classes whose first members show what the dataset is like.
_EXAMPLES = ("Congress", "Person", "Event", "Assertion", "Inference", "Passage")


def describe(names: Namespaces, about: About, dumps: Iterable[Distribution]) -> str:
    """A query whose graph describes the dataset: its figures are counted when it is evaluated.

    It gives its triples in order, and makes no blank nodes, so that its answer stays the same as long as the data do.
    """
    stated = [*_dataset(names, about), *_catalogue(names, about), *_service(names)]
    stated += [triple for dump in dumps for triple in _distribution(names, about, dump)]
    base = f"<{names.base}>"
    constants = "\n".join(f"    ({' '.join(triple)})" for triple in stated)
    branches = [
        f"{{ VALUES (?s ?p ?o) {{\n{constants} }} }}",
        f"{{ {base} ?p ?o BIND ({base} AS ?s) }}",
        f"{{ GRAPH <{names.graph('build')}> {{ ?s ?p ?o }} }}",
        *_people(names),
        *_places(names),
        *_figures(names),
    ]
    pattern = "\n  UNION ".join(branches)
    return f"{names.prologue}CONSTRUCT {{ ?s ?p ?o }} WHERE {{\n  {pattern}\n}} ORDER BY ?s ?p ?o"


def _people(names: Namespaces) -> list[str]:
    pattern = f"{creators_of(names, '?creator')} OPTIONAL {{ ?creator rdfs:label ?name }}"
    return [
        _branch(
            pattern,
            (f"<{names.base}>", "dcterms:creator", "?creator"),
            ("?creator", "rdf:type", "foaf:Agent"),
            ("?creator", "rdfs:label", "?name"),
        )
    ]


def _places(names: Namespaces) -> list[str]:
    """Where a reader may begin: at the sources, or at examples (VoID, 3.5 and 4.1)."""
    base = f"<{names.base}>"
    kinds = " ".join(f"<{names.term(name)}>" for name in _EXAMPLES)
    first = f"SELECT (MIN(?thing) AS ?example) WHERE {{ VALUES ?kind {{ {kinds} }} ?thing a ?kind }} GROUP BY ?kind"
    return [
        _branch("?root a ckg:Source", (base, "void:rootResource", "?root")),
        _branch(f"{{ {first} }}", (base, "void:exampleResource", "?example")),
    ]


def _figures(names: Namespaces) -> list[str]:
    """The figures of the dataset and of its parts (VoID, 4.4 to 4.6, and 5 for the links)."""
    base = f"<{names.base}>"
    by_class, by_property = (_node(names, kind, f"?{kind}") for kind in ("class", "property"))
    target, links = _node(names, "target", "?space"), _node(names, "links", "?space", "?predicate")
    return [
        _branch(
            f"{{ {TOTALS} }}",
            (base, "void:triples", "?triples"),
            (base, "void:distinctSubjects", "?subjects"),
            (base, "void:distinctObjects", "?objects"),
        ),
        _branch(f"{{ {ENTITIES} }}", (base, "void:entities", "?entities")),
        _branch(f"{{ {_total(BY_CLASS)} }}", (base, "void:classes", "?total")),
        _branch(f"{{ {_total(BY_PROPERTY)} }}", (base, "void:properties", "?total")),
        _branch(
            f"{{ {BY_CLASS} }}",
            (base, "void:vocabulary", _vocabulary("?class")),
            (base, "void:classPartition", by_class),
            (by_class, "void:class", "?class"),
            (by_class, "void:entities", "?members"),
        ),
        _branch(
            f"{{ {BY_PROPERTY} }}",
            (base, "void:vocabulary", _vocabulary("?property")),
            (base, "void:propertyPartition", by_property),
            (by_property, "void:property", "?property"),
            (by_property, "void:triples", "?uses"),
        ),
        _branch(
            f"{{ {LINKSETS} }}",
            (base, "void:subset", links),
            (links, "rdf:type", "void:Linkset"),
            (links, "void:subjectsTarget", base),
            (links, "void:objectsTarget", target),
            (links, "void:linkPredicate", "?predicate"),
            (links, "void:triples", "?links"),
            (target, "rdf:type", "void:Dataset"),
            (target, "void:uriSpace", "?space"),
            (target, "dcterms:title", "?authority"),
        ),
    ]


def _branch(pattern: str, *triples: Triple) -> str:
    """A pattern that gives, for each solution of another one, a row for each of some triples of expressions."""
    numbers = " ".join(str(number) for number in range(len(triples)))
    bound = " ".join(f"BIND ({_chosen(column)} AS {name})" for column, name in zip(zip(*triples), _ROW, strict=True))
    return f"{{ {pattern} VALUES ?n {{ {numbers} }} {bound} }}"


def _chosen(expressions: Sequence[str]) -> str:
    """The expression of a row's number."""
    found = expressions[-1]
    for number in reversed(range(len(expressions) - 1)):
        found = f"IF(?n = {number}, {expressions[number]}, {found})"
    return found


def _node(names: Namespaces, part: str, *variables: str) -> str:
    """An expression for the IRI of a part of the dataset that some variables determine."""
    keys = ', "+", '.join(f"ENCODE_FOR_URI(STR({variable}))" for variable in variables)
    return f'IRI(CONCAT("{names.dataset(part)}-", {keys}))'


def _vocabulary(variable: str) -> str:
    """An expression for the namespace of a term."""
    return f'IRI(REPLACE(STR({variable}), "[^/#]*$", ""))'


def _total(query: str) -> str:
    return f"SELECT (COUNT(*) AS ?total) WHERE {{ {query} }}"


def _dataset(names: Namespaces, about: About) -> list[Triple]:
    """What the dataset does not say of itself because it is about how it is published (VoID, 2 and 3)."""
    base, page = f"<{names.base}>", f"<{names.base}dataset>"
    triples = [
        (base, "rdf:type", "dcat:Dataset"),
        (base, "dcterms:title", _text(about.title)),
        (base, "owl:versionInfo", _literal(about.version)),
        (base, "dcat:version", _literal(about.version)),
        (base, "dcat:landingPage", f"<{names.base}dataset.html>"),
        (base, "void:uriSpace", _literal(names.base)),
        (base, "void:uriLookupEndpoint", f"<{names.base}lookup?uri=>"),
        (base, "void:sparqlEndpoint", f"<{names.base}sparql>"),
        (page, "rdf:type", "void:DatasetDescription"),
        (page, "dcterms:title", _text(f"Description of: {about.title}")),
        (page, "foaf:primaryTopic", base),
    ]
    triples += [(base, "void:feature", f"<{_FORMATS}{_FEATURES[suffix]}>") for suffix in RDF_SUFFIXES]
    if about.released:
        triples.append((base, "dcterms:issued", f'"{about.released}"^^xsd:date'))
    return triples


def _catalogue(names: Namespaces, about: About) -> list[Triple]:
    """The catalogue that holds the dataset and its endpoint (DCAT 3, 6.3)."""
    catalogue = f"<{names.dataset('catalog')}>"
    return [
        (catalogue, "rdf:type", "dcat:Catalog"),
        (catalogue, "dcterms:title", _text(f"Catalogue of: {about.title}")),
        (catalogue, "dcat:dataset", f"<{names.base}>"),
        (catalogue, "dcat:service", f"<{names.base}sparql>"),
    ]


def _service(names: Namespaces) -> list[Triple]:
    """The endpoint as a data service (DCAT 3, 6.9); what it can do, its service description tells."""
    endpoint = f"<{names.base}sparql>"
    return [
        (endpoint, "rdf:type", "dcat:DataService"),
        (endpoint, "rdf:type", "sd:Service"),
        (endpoint, "dcterms:title", _text("SPARQL endpoint")),
        (endpoint, "dcterms:conformsTo", "<http://www.w3.org/TR/sparql11-protocol/>"),
        (endpoint, "sd:endpoint", endpoint),
        (endpoint, "dcat:endpointURL", endpoint),
        (endpoint, "dcat:endpointDescription", endpoint),
        (endpoint, "dcat:servesDataset", f"<{names.base}>"),
    ]


def _distribution(names: Namespaces, about: About, dump: Distribution) -> list[Triple]:
    """A dump (DCAT 3, 6.8; VoID, 3.4), with its checksum."""
    base, node = f"<{names.base}>", f"<{names.dataset(f'dump-{dump.name}')}>"
    checksum = f"<{names.dataset(f'checksum-{dump.name}')}>"
    triples = [
        (base, "void:dataDump", f"<{dump.url}>"),
        (base, "dcat:distribution", node),
        (node, "rdf:type", "dcat:Distribution"),
        (node, "dcterms:title", _text(dump.label)),
        (node, "dcterms:description", _text(dump.description)),
        (node, "dcat:downloadURL", f"<{dump.url}>"),
        (node, "dcat:mediaType", f"<{_MEDIA_TYPES}{dump.media_type}>"),
        (node, "dcat:compressFormat", f"<{_MEDIA_TYPES}application/gzip>"),
        (node, "dcat:byteSize", f'"{dump.size}"^^xsd:nonNegativeInteger'),
        (node, "spdx:checksum", checksum),
        (checksum, "rdf:type", "spdx:Checksum"),
        (checksum, "spdx:algorithm", "spdx:checksumAlgorithm_sha256"),
        (checksum, "spdx:checksumValue", f'"{dump.sha256}"^^xsd:hexBinary'),
    ]
    return triples + ([(node, "dcterms:license", f"<{about.licence}>")] if about.licence else [])


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def _text(text: str) -> str:
    return f"{_literal(text)}@en"
