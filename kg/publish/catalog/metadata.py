"""The description of a dataset in RDF, as a query that is answered like any other, in every format and every limit.

It speaks VoID (Describing Linked Datasets with the VoID Vocabulary, W3C Interest Group Note of 3 March 2011) and DCAT,
and holds what the dataset says of itself and of the build that made it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.namespaces import Namespaces
from kg.publish.catalog.about import About, creators_of
from kg.publish.catalog.dcat import Triple, catalogued
from kg.publish.catalog.distributions import Distribution
from kg.publish.catalog.statistics import CLASSES, LINKSETS, TOTALS, by_class, by_property

_ROW = ("?s", "?p", "?o")
# Classes whose first members show what the dataset is like.
_EXAMPLES = ("Congress", "Person", "Event", "Assertion", "Inference", "Passage")


def describe(names: Namespaces, about: About, dumps: Iterable[Distribution], *, served: bool) -> str:
    """A query whose graph describes the dataset: its figures are counted when it is evaluated.

    ``served`` tells that a program answers queries about the dataset. The graph comes in order and without blank nodes,
    so that it stays the same as long as the data do.
    """
    base = f"<{names.base}>"
    constants = "\n".join(f"    ({' '.join(triple)})" for triple in catalogued(names, about, dumps, served=served))
    branches = [
        f"{{ VALUES (?s ?p ?o) {{\n{constants} }} }}",
        f"{{ {base} ?p ?o BIND ({base} AS ?s) }}",
        *_origin(names),
        *_people(names),
        *_places(names),
        *_figures(names),
    ]
    pattern = "\n  UNION ".join(branches)
    return f"{names.prologue}CONSTRUCT {{ ?s ?p ?o }} WHERE {{\n  {pattern}\n}} ORDER BY ?s ?p ?o"


def _origin(names: Namespaces) -> list[str]:
    """The build, with the number of the files that it read; what they are has a document of its own."""
    build, used = f"GRAPH <{names.graph('build')}>", f"<{names.inputs}>"
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


def _people(names: Namespaces) -> list[str]:
    """Who made the dataset, and publishes the catalogue of it."""
    pattern = f"{creators_of(names, '?creator')} OPTIONAL {{ ?creator rdfs:label ?name }}"
    return [
        _branch(
            pattern,
            (f"<{names.base}>", "dcterms:creator", "?creator"),
            (f"<{names.dataset('catalog')}>", "dcterms:publisher", "?creator"),
            ("?creator", "rdf:type", "foaf:Agent"),
            ("?creator", "rdfs:label", "?name"),
        )
    ]


def _places(names: Namespaces) -> list[str]:
    """Where a reader may begin: at the sources, or at examples (VoID, 3.3 and 4.1)."""
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
            f"{{ {by_class(names)} }}",
            (base, "void:classPartition", of_class),
            (of_class, "void:class", "?class"),
            (of_class, "void:entities", "?members"),
        ),
        _branch(
            f"{{ {by_property(names)} }}",
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


def _branch(pattern: str, *triples: Triple) -> str:
    """A pattern that gives, for each solution of another one, a row for each of some triples of expressions."""
    numbers = " ".join(str(number) for number in range(len(triples)))
    columns = zip(_ROW, *triples, strict=True)
    bound = " ".join(f"BIND ({_chosen(expressions)} AS {name})" for name, *expressions in columns)
    return f"{{ {pattern} VALUES ?n {{ {numbers} }} {bound} }}"


def _chosen(expressions: Sequence[str]) -> str:
    """The expression of a row's number."""
    found = expressions[-1]
    for number in reversed(range(len(expressions) - 1)):
        found = f"IF(?n = {number}, {expressions[number]}, {found})"
    return found


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
