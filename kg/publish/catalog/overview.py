"""What the home page says about the dataset, asked of the dataset itself."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.dataset import PublishedDataset

# In the order of the page: the class that is counted, and what one and many of its things are called.
COUNTED = (
    ("Assertion", "statement", "statements"),
    ("Inference", "inference", "inferences"),
    ("Passage", "passage", "passages"),
    ("Person", "person", "persons"),
    ("Body", "organ", "organs"),
    ("Event", "event", "events"),
    ("Message", "message", "messages"),
    ("Gap", "gap", "gaps"),
    ("CuratorNote", "curators’ note", "curators’ notes"),
)


@dataclass(frozen=True)
class Count:
    """How many things of a class there are, with the path of the list of them, which is there if they are."""

    label: str
    number: int
    path: str


def header(dataset: PublishedDataset) -> tuple[str, str]:
    """The name and the description of the dataset, which are given under its base IRI."""
    base = f"<{dataset.names.base}>"
    answer = dataset.store.query(
        f"SELECT ?name ?description WHERE {{ OPTIONAL {{ {base} rdfs:label ?name }} "
        f"OPTIONAL {{ {base} dcterms:description ?description }} }}",
        prefixes=dataset.names.prefixes,
    )
    name, description = next(answer.rows())
    return name.value if name else "Knowledge graph", description.value if description else ""


def sources(dataset: PublishedDataset) -> list[tuple[str, str, int]]:
    """The IRI and label of each source of statements, with the number of its passages, largest first."""
    answer = dataset.store.query(
        "SELECT ?source ?label (COUNT(?passage) AS ?number) WHERE { ?source a ckg:Source ; rdfs:label ?label . "
        "?passage a ckg:Passage ; ckg:inSource ?source } GROUP BY ?source ?label ORDER BY DESC(?number) ?label",
        prefixes=dataset.names.prefixes,
    )
    rows = answer.rows()
    return [(iri.value, label.value, int(number.value)) for iri, label, number in rows if iri and label and number]


def counts(dataset: PublishedDataset) -> list[Count]:
    """How many things there are of each class that the home page names."""
    names = dataset.names
    classes = " ".join(f"<{names.term(term)}>" for term, _, _ in COUNTED)
    answer = dataset.store.query(
        f"SELECT ?class (COUNT(DISTINCT ?thing) AS ?number) WHERE {{ VALUES ?class {{ {classes} }} ?thing a ?class }} "
        "GROUP BY ?class"
    )
    numbers = {kind.value: int(number.value) for kind, number in answer.rows() if kind and number}
    found = [(term, one, many, numbers.get(names.term(term), 0)) for term, one, many in COUNTED]
    return [Count(one if number == 1 else many, number, f"/things/{term}.html") for term, one, many, number in found]


def example(dataset: PublishedDataset) -> str:
    """The query that the form begins with: speeches, and the passages that date them."""
    return _prologue(dataset, "ckg", "rdfs") + (
        "\n# Who spoke when, and which passage says so?\n"
        "SELECT ?name ?date ?speech ?passage WHERE {\n"
        "  ?passage a ckg:Passage .\n"
        "  GRAPH ?passage { ?speech ckg:date ?date }\n"
        "  ?speech a ckg:Speech ; ckg:speaker/rdfs:label ?name .\n"
        "}\nORDER BY ?date ?name\n"
    )


def _prologue(dataset: PublishedDataset, *prefixes: str) -> str:
    return "".join(f"PREFIX {prefix}: <{dataset.names.prefixes[prefix]}>\n" for prefix in prefixes)
