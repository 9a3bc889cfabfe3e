"""How pages group, order and name what they show: data of the dataset itself, in its graph ``display``.

They are SHACL shapes that validate nothing (SHACL, 2.3.2). A property shape names a row of a page; with
``sh:inversePath`` it is about the same property seen from its object. A node shape names what lists of classes and
groups show, and ordered lists (``sh:in``) give properties and classes their part in charts and networks.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from kg.grouping import grouped
from kg.model.dataset import PublishedDataset, filled_query, memoized, query_text
from kg.model.evidence import CertaintyScale
from kg.namespaces import Namespaces
from kg.sparql.terms import iri_ref

_SCHEMA = "https://schema.org/"


# The lists of properties and classes that the code knows, by their names in the display graph, and the groups of
# classes. ``ontology/display.ttl`` labels each: what its terms have in common, and in which order they stand.
DisplayList = Literal[
    "hierarchies", "statuses", "dividing", "points", "begins", "ends", "attested", "days", "bounds", "acquisitions",
    "wholes", "overlaps", "earlier", "later", "sequence", "order", "numbers", "participants", "superiors", "owners",
    "highest", "terms",
    "constitution", "constituents", "members", "posts", "offices", "holders", "elected-bodies", "elected-posts",
    "elected-persons", "electors", "congresses", "relations", "occurrences", "attendants", "examples", "unindexed",
    "beginnings", "persons", "search-kinds", "search-texts", "search-summaries",
]  # fmt: skip
DisplayGroup = Literal["lanes", "nodes", "stories", "counts", "key-facts", "sections"]
# The sections of a page about an entity that are no groups of rows, or of which the code knows what they hold.
PageSection = Literal["key-facts", "chronology", "structure", "open", "remarks", "derived"]
DATES: tuple[DisplayList, ...] = ("points", "begins", "ends")
# With the days of what is neither begun nor ended on them.
ALL_DATES: tuple[DisplayList, ...] = (*DATES, "attested")


@dataclass(frozen=True, order=True)
class Head:
    """The head of a row: its place on a page, the heading that it stands under, and what the row is called.

    ``description`` is what readers must know of its values.
    """

    group_order: float
    group: str
    order: float
    name: str
    description: str = field(default="", compare=False)


@dataclass(frozen=True)
class ClassDisplay:
    """How the entities of some classes are shown together, in a list of their own or in a group such as the lanes.

    ``key`` is the name in the display graph, empty for a shape without one. ``label`` names one entity, ``name`` many.
    ``subjects_of`` are properties whose subjects belong to it too. ``settings`` are what else the shape gives, by the
    local names of its properties.
    """

    key: str
    order: float
    name: str
    label: str
    classes: tuple[str, ...]
    subjects_of: frozenset[str]
    settings: Mapping[str, str] = field(default_factory=dict, hash=False)


_LAST = 10_000.0


@dataclass(frozen=True)
class Display:
    """What a dataset says about its display; every key is an IRI.

    ``authorities`` name external datasets by the beginning of their IRIs, ``datable`` are the classes whose entities
    have dates, ``schema`` the nearest terms of schema.org, ``groups`` and ``lists`` those of the display graph.
    ``phrases`` stand between subject and object where statements read as sentences; ``languages`` has the names of
    languages by their tags. ``repeats`` has the rows whose values rows do not show again, ``headings`` the order and
    the heading of sections.
    """

    names: Namespaces
    outgoing: Mapping[str, Head] = field(default_factory=dict)
    incoming: Mapping[str, Head] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    authorities: Mapping[str, str] = field(default_factory=dict)
    datable: frozenset[str] = frozenset()
    schema: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, tuple[ClassDisplay, ...]] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    repeats: Mapping[Head, Head] = field(default_factory=dict)
    headings: Mapping[str, tuple[float, str]] = field(default_factory=dict)

    def section(self, section: PageSection) -> tuple[float, str]:
        """The order of a section among the groups of rows, and its heading."""
        return self.headings.get(self.names.display(section), (_LAST, section.replace("-", " ").capitalize()))

    def head(self, property_iri: str, *, inverse: bool) -> Head:
        """The head for the values of a property, or for the entities that have a value of it."""
        if head := (self.incoming if inverse else self.outgoing).get(property_iri):
            return head
        label = self.labels.get(property_iri, property_iri)
        return Head(_LAST, "Other", _LAST, f"is “{label}” of" if inverse else label)

    def authority(self, iri: str) -> tuple[str, str] | None:
        """The name of the dataset to which an external IRI belongs, and its identifier there."""
        space = max((space for space in self.authorities if iri.startswith(space)), key=len, default=None)
        return None if space is None else (self.authorities[space], iri.removeprefix(space).removesuffix("/"))

    def language(self, tag: str) -> str:
        """The name of a language by its tag (BCP 47), whose first part decides if the whole has no name."""
        return self.languages.get(tag) or self.languages.get(tag.partition("-")[0]) or tag

    def terms(self, *lists: DisplayList) -> tuple[str, ...]:
        """The IRIs of the properties or classes in some lists, in their order."""
        return tuple(iri for name in lists for iri in self.lists.get(self.names.display(name), ()))

    def group(self, group: DisplayGroup) -> tuple[ClassDisplay, ...]:
        """The members of a group, in their order."""
        return self.groups.get(self.names.display(group), ())

    @cached_property
    def certainty(self) -> CertaintyScale:
        """The order of what supports statements."""
        return CertaintyScale(self.names, self.terms("statuses"))


@memoized
def read_display(dataset: PublishedDataset) -> Display:
    """What a dataset says about its display."""
    outgoing, incoming, repeats = _read_heads(dataset)
    members = dataset.select_bound(query_text(__package__, "lists"))
    lists = grouped((list_iri.value, member.value) for list_iri, member, _ in members)
    schema = f'?key rdfs:subClassOf|rdfs:subPropertyOf ?value FILTER (STRSTARTS(STR(?value), "{_SCHEMA}"))'
    display = Display(
        dataset.names,
        outgoing,
        incoming,
        _pairs(dataset, "?key rdfs:isDefinedBy ?any ; rdfs:label ?value"),
        _pairs(dataset, "GRAPH graph:display { ?any void:uriSpace ?key ; dcterms:title ?value }"),
        schema={key: iri[len(_SCHEMA) :] for key, iri in _pairs(dataset, schema).items()},
        groups=_read_groups(dataset),
        lists={name: tuple(terms) for name, terms in lists.items()},
        phrases=_pairs(dataset, "GRAPH graph:display { ?shape sh:path ?key ; rdfs:label ?value FILTER isIRI(?key) }"),
        languages=_pairs(dataset, "GRAPH graph:display { ?any dcterms:identifier ?key ; rdfs:label ?value }"),
        repeats=repeats,
        headings=_read_headings(dataset),
    )
    dates = " ".join(map(iri_ref, display.terms(*ALL_DATES)))
    domains = _pairs(dataset, f"VALUES ?key {{ {dates} }} ?key rdfs:domain ?value")
    return replace(display, datable=frozenset(domains.values()))


def _read_heads(dataset: PublishedDataset) -> tuple[dict[str, Head], dict[str, Head], dict[Head, Head]]:
    """The heads of rows by property, those of inverse paths, and the row that each of some rows repeats."""
    heads: dict[bool, dict[str, Head]] = {False: {}, True: {}}
    repeated: dict[Head, str] = {}
    for *terms, description, other in dataset.select(filled_query(__package__, "heads", dataset.names)):
        link, inverse, name, order, group, place = (term.value if term else "" for term in terms)
        head = Head(float(place), group, float(order), name, description.value if description else "")
        heads[inverse == "true"][link] = head
        repeated |= {head: other.value} if other else {}
    outgoing = heads[False]
    return outgoing, heads[True], {head: outgoing[link] for head, link in repeated.items() if link in outgoing}


def _read_headings(dataset: PublishedDataset) -> dict[str, tuple[float, str]]:
    """The order and the heading of each section of a page that has an IRI."""
    rows = dataset.select_bound(
        "SELECT ?group ?order ?label WHERE { GRAPH graph:display { ?group a sh:PropertyGroup ; sh:order ?order ; "
        'rdfs:label ?label } FILTER isIRI(?group) } ORDER BY (LANG(?label) = "en")'
    )
    return {group.value: (float(order.value), label.value) for group, order, label in rows}


def _pairs(dataset: PublishedDataset, pattern: str) -> dict[str, str]:
    rows = dataset.select_bound(f'SELECT ?key ?value WHERE {{ {pattern} }} ORDER BY ?key (LANG(?value) = "en") ?value')
    return {key.value: value.value for key, value in rows}


def _read_groups(dataset: PublishedDataset) -> dict[str, tuple[ClassDisplay, ...]]:
    """The classes of each group, by its IRI and in order; those under no IRI have lists of their own."""
    names = dataset.names
    rows = dataset.select_bound(query_text(__package__, "groups"))
    shapes = grouped((shape, (re.split("[/#]", key.value)[-1], value.value)) for shape, _, key, value in rows)
    displays = []
    for shape, pairs in shapes.items():
        properties = grouped(pairs)
        classes, subjects = properties.pop("targetClass"), properties.pop("targetSubjectsOf", [])
        values = {name: terms[0] for name, terms in properties.items() if name != "type"}
        group, order, name, label = (values.pop(name, "") for name in ("group", "order", "name", "label"))
        key = shape.value.removeprefix(names.display("")) if shape.is_iri else ""
        display = ClassDisplay(key, float(order), name, label, tuple(classes), frozenset(subjects), values)
        displays.append((group, display))
    return {group: tuple(members) for group, members in grouped(displays).items()}
