"""The description of a dataset in RDF, as a query that is answered like any other, in every format and every limit.

It uses VoID (Describing Linked Datasets with the VoID Vocabulary, W3C Interest Group Note of 3 March 2011) and DCAT,
and holds what the dataset states about itself and about its build.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.model.display import DisplayList
from kg.namespaces import NamedGraph, Namespaces
from kg.publish.catalog.about import DatasetDescription, creators_pattern
from kg.publish.catalog.dcat import catalog_rows
from kg.publish.catalog.statistics import CLASSES, LINKSETS, TOTALS, class_counts_query, property_counts_query
from kg.releases.dumps import DumpFile

_ROW = ("?s", "?p", "?o")


def description_query(names: Namespaces, about: DatasetDescription, dumps: Iterable[DumpFile], *, served: bool) -> str:
    """A query whose graph describes the dataset: its statistics are counted when it is evaluated.

    ``served``: a server answers queries. The graph is ordered and without blank nodes, so that equal data give equal
    bytes.
    """
    base = f"<{names.base}>"
    branches = [
        f"{{ VALUES (?s ?p ?o) {{{catalog_rows(names, about, dumps, served=served)} }} }}",
        f"{{ {base} ?p ?o BIND ({base} AS ?s) }}",
        *_build(names),
        _creators(names),
        *_entry_points(names),
        *_statistics(names),
    ]
    pattern = "\n  UNION ".join(branches)
    return f"{names.prologue}CONSTRUCT {{ ?s ?p ?o }} WHERE {{\n  {pattern}\n}} ORDER BY ?s ?p ?o"


def _build(names: Namespaces) -> list[str]:
    """The build, with the number of its input files, which a document of their own lists."""
    build, used = f"GRAPH <{names.graph(NamedGraph.BUILD)}>", f"<{names.inputs}>"
    others = f"{{ {build} {{ ?s ?p ?o }} " + " ".join(
        f"MINUS {{ {build} {{ {end} ckg:sha256 ?any }} }}" for end in ("?s", "?o")
    )
    files = f"{build} {{ ?build prov:used ?file . ?file ckg:sha256 ?any }}"
    return [
        f"{others} }}",
        _branch(
            f"{{ SELECT ?build (COUNT(?file) AS ?files) WHERE {{ {files} }} GROUP BY ?build }}",
            ("?build", "prov:used", used),
            (used, "rdf:type", "prov:Collection"),
            (used, "rdfs:label", 'STRLANG(CONCAT(STR(?files), IF(?files = 1, " file", " files")), "en")'),
        ),
    ]


def _creators(names: Namespaces) -> str:
    """The creators of the dataset, who publish the catalogue."""
    pattern = f"{creators_pattern(names, '?creator')} OPTIONAL {{ ?creator rdfs:label ?name }}"
    return _branch(
        pattern,
        (f"<{names.base}>", "dcterms:creator", "?creator"),
        (f"<{names.dataset('catalog')}>", "dcterms:publisher", "?creator"),
        ("?creator", "rdf:type", "foaf:Agent"),
        ("?creator", "rdfs:label", "?name"),
    )


def _entry_points(names: Namespaces) -> list[str]:
    """Entry points for readers: the sources and some examples (VoID, 3.3 and 4.1)."""
    base = f"<{names.base}>"
    classes = f"<{names.display(DisplayList.EXAMPLES)}> sh:in/rdf:rest*/rdf:first ?kind"
    first = f"SELECT (MIN(?thing) AS ?example) WHERE {{ {classes} . ?thing a ?kind }} GROUP BY ?kind"
    return [
        _branch("?root a ckg:Source", (base, "void:rootResource", "?root")),
        _branch(f"{{ {first} }}", (base, "void:exampleResource", "?example")),
    ]


def _statistics(names: Namespaces) -> list[str]:
    """The statistics of the dataset and of its parts (VoID, 4.4 to 4.6, and 5 for the links)."""
    base = f"<{names.base}>"
    of_class, of_property = (_node(names, kind, f"?{kind}") for kind in ("class", "property"))
    # An entity has an IRI in the dataset's own space (VoID, 4.6).
    own = f'FILTER STRSTARTS(STR(?thing), "{names.base}")'
    entities = f"SELECT (COUNT(DISTINCT ?thing) AS ?entities) WHERE {{ ?thing a ?class {own} }}"
    target, links = _node(names, "target", "?space"), _node(names, "links", "?space", "?predicate")
    return [
        _branch(
            f"{{ {TOTALS} }}",
            (base, "void:triples", "?triples"),
            (base, "void:distinctSubjects", "?subjects"),
            (base, "void:distinctObjects", "?objects"),
            (base, "void:properties", "?properties"),
        ),
        _branch(f"{{ {entities} }}", (base, "void:entities", "?entities")),
        _branch(f"{{ {CLASSES} }}", (base, "void:classes", "?classes")),
        _branch(
            f"{{ {class_counts_query(names)} }}",
            (base, "void:classPartition", of_class),
            (of_class, "void:class", "?class"),
            (of_class, "void:entities", "?members"),
        ),
        _branch(
            f"{{ {property_counts_query(names)} }}",
            (base, "void:vocabulary", _vocabulary("?property")),
            (base, "void:propertyPartition", of_property),
            (of_property, "void:property", "?property"),
            (of_property, "void:triples", "?uses"),
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


def _branch(pattern: str, *triples: tuple[str, str, str]) -> str:
    """A pattern with a row for each of some triples of expressions, for each solution of another pattern."""
    numbers = " ".join(str(number) for number in range(len(triples)))
    columns = zip(_ROW, *triples, strict=True)
    bound = " ".join(f"BIND ({_chosen(expressions)} AS {name})" for name, *expressions in columns)
    return f"{{ {pattern} VALUES ?n {{ {numbers} }} {bound} }}"


def _chosen(expressions: Sequence[str]) -> str:
    """The expression of a row's number."""
    chosen = expressions[-1]
    for number in reversed(range(len(expressions) - 1)):
        chosen = f"IF(?n = {number}, {expressions[number]}, {chosen})"
    return chosen


def _node(names: Namespaces, part: str, *variables: str) -> str:
    """An expression for the IRI of a part of the dataset that some variables determine."""
    keys = ', "+", '.join(f"ENCODE_FOR_URI({_short(names, variable)})" for variable in variables)
    return f'IRI(CONCAT("{names.dataset(part)}-", {keys}))'


def _short(names: Namespaces, variable: str) -> str:
    """An expression for an IRI as text, for a term of the ontology its name alone."""
    text, terms = f"STR({variable})", f'"{names.terms}"'
    return f"IF(STRSTARTS({text}, {terms}), STRAFTER({text}, {terms}), {text})"


def _vocabulary(variable: str) -> str:
    """An expression for the namespace of a term."""
    return f'IRI(REPLACE(STR({variable}), "[^/#]*$", ""))'
