"""The ontology as its page shows it: its header, its terms with all their axioms, and their use in the dataset."""

from dataclasses import dataclass
from itertools import chain

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model.dataset import PublishedDataset
from kg.model.hierarchy import Tree, grow
from kg.model.triples import Triples, iri, read_graph
from kg.namespaces import NamedGraph
from kg.publish.ontology.axioms import RELATIONS, Axiom, Axioms, read_alignments
from kg.publish.ontology.expressions import Expressions, Word
from kg.publish.ontology.usage import TermUse, read_uses
from kg.sparql.terms import iri_ref

# The kinds of terms, in the order of the page; the first that fits counts.
TERM_KINDS = {
    "owl:Class": "class",
    "owl:ObjectProperty": "object property",
    "owl:DatatypeProperty": "datatype property",
    "owl:AnnotationProperty": "annotation property",
    "skos:ConceptScheme": "vocabulary",
}
_INDIVIDUAL, _INSTANCE = "individual", "Instance of"
# The texts about a term, in the order of the page.
_TEXTS = {"skos:definition": "", "rdfs:comment": "", "skos:scopeNote": "Scope", "skos:example": "Example"}
_NAMES = ("rdfs:label", "skos:prefLabel", "skos:altLabel")
# Properties that a page shows elsewhere than among the axioms, or by the place of the term on it.
_ELSEWHERE = {"rdf:type", "rdfs:isDefinedBy", "skos:inScheme", "owl:versionIRI", *_TEXTS, *_NAMES, *RELATIONS}


@dataclass(frozen=True)
class Header:
    """The statements of the ontology about itself (OWL 2 Structural Specification, 3); a missing value is None."""

    title: str
    description: str | None
    version: str | None
    created: str | None
    modified: str | None
    licence: str | None
    creator: Word | None


@dataclass(frozen=True)
class TermEntry:
    """A term of the ontology.

    ``name`` is its local name, ``labels`` are all its labels, the English first; ``texts`` and ``axioms`` stand under
    headings, the definition under none. ``alignments`` relate it to the terms of other ontologies.
    """

    iri: str
    name: str
    kind: str
    labels: list[Term]
    texts: list[tuple[str, Term]]
    characteristics: list[str]
    axioms: dict[str, list[Axiom]]
    alignments: list[Axiom]
    use: TermUse

    @property
    def label(self) -> str:
        """The first label of the term."""
        return self.labels[0].value if self.labels else self.name

    @property
    def definition(self) -> str:
        """The texts without a heading, the definition first; empty without any."""
        return " ".join(text.value for heading, text in self.texts if not heading)


@dataclass(frozen=True)
class Scheme:
    """A closed list of values; ``classes`` are those of its values."""

    entry: TermEntry
    classes: list[Word]
    values: list[TermEntry]


@dataclass(frozen=True)
class TermGroup:
    """The classes of a tree under the name of its root, or those that stand alone."""

    name: Word
    entries: list[TermEntry]


class Vocabulary:
    """The ontology of a dataset with its alignments."""

    def __init__(self, dataset: PublishedDataset) -> None:
        self.names = dataset.names
        self.triples = read_graph(dataset, NamedGraph.ONTOLOGY)
        self._axioms = Axioms(self.triples)
        self._expressions = Expressions(self.triples)
        self._alignments = grouped((alignment.term, alignment.axiom) for alignment in read_alignments(dataset))
        self._uses = read_uses(dataset)
        self.header = _read_header(self.triples)
        # Those that only the alignments describe are terms too.
        terms = dict.fromkeys([*self.triples.subjects(), *map(iri, self._alignments)])
        ours = (term for term in terms if term.is_iri and term.value.startswith(self.names.terms))
        self.entries = {term.value: self._entry(term) for term in ours}

    def word(self, term: str) -> Word:
        """A term, ours or another's, by its short name."""
        return Word(self._expressions.name(iri(term)), term)

    def of_kind(self, kind: str) -> list[TermEntry]:
        """The terms of a kind, by name."""
        entries = (entry for entry in self.entries.values() if entry.kind == kind)
        return sorted(entries, key=lambda entry: (entry.name.lower(), entry.name))

    def trees(self) -> list[Tree]:
        """The classes by their superclasses, those of others among these."""
        classes = [entry.iri for entry in self.of_kind(TERM_KINDS["owl:Class"])]
        superclasses = {cls: self.triples.values(iri(cls), "rdfs:subClassOf") for cls in classes}
        above = {cls: [term.value for term in terms if term.is_iri] for cls, terms in superclasses.items()}
        others = dict.fromkeys(chain(*above.values()))
        return grow({cls: above.get(cls, ()) for cls in (*classes, *others)}, repeated=True)

    def groups(self) -> list[TermGroup]:
        """Our classes by trees, each once, those that stand alone last."""
        left = dict(self.entries)
        groups: list[TermGroup] = []
        alone: list[TermEntry] = []
        for tree in self.trees():
            fresh = [left.pop(branch.iri) for branch, _ in tree.walk() if branch.iri in left]
            if not tree.children:
                alone += fresh
            elif fresh:
                groups.append(TermGroup(Word(self._axioms.label(iri(tree.iri)), tree.iri), fresh))
        return [*groups, TermGroup(Word("standing alone"), alone)] if alone else groups

    def schemes(self) -> list[Scheme]:
        """The closed lists with their values, by name."""
        entries = (entry for term in self.triples.subjects() if (entry := self.entries.get(term.value)))
        members = grouped(
            (scheme.value, entry)
            for entry in entries
            for scheme in self.triples.values(iri(entry.iri), "skos:inScheme")
        )
        schemes = []
        for entry in self.of_kind(TERM_KINDS["skos:ConceptScheme"]):
            values = members.get(entry.iri, [])
            classes = dict.fromkeys(cls for value in values for cls in self.triples.values(iri(value.iri), "rdf:type"))
            schemes.append(Scheme(entry, [word for cls in classes for word in self._expressions.write(cls)], values))
        return schemes

    def others(self) -> list[TermEntry]:
        """The terms that are neither classes nor properties nor listed in a scheme."""
        listed = {value.iri for scheme in self.schemes() for value in scheme.values}
        return [entry for entry in self.of_kind(_INDIVIDUAL) if entry.iri not in listed]

    def foreign(self) -> list[Word]:
        """The terms of other vocabularies that the ontology declares for its own use."""
        subjects = (term.value for term in self.triples.subjects() if term.is_iri)
        return [self.word(term) for term in subjects if not term.startswith(self.names.ontology)]

    def _entry(self, term: Term) -> TermEntry:
        labels = dict.fromkeys(value for name in _NAMES for value in self.triples.values(term, name))
        texts = [(head, value) for prop, head in _TEXTS.items() for value in self.triples.values(term, prop)]
        return TermEntry(
            iri=term.value,
            name=self._expressions.name(term),
            kind=term_kind(self.triples, term),
            labels=sorted(labels, key=lambda label: (label.language != "en", label.language or "")),
            texts=texts,
            characteristics=self._axioms.characteristics(term),
            axioms=self._types(term) | self._axioms.about(term) | self._remaining(term),
            alignments=self._alignments.get(term.value, []),
            use=self._uses[term.value],
        )

    def _types(self, term: Term) -> dict[str, list[Axiom]]:
        """The classes of an individual; a value of a closed list has those of the list."""
        if term_kind(self.triples, term) != _INDIVIDUAL or self.triples.values(term, "skos:inScheme"):
            return {}
        types = self._values(term, "rdf:type", _INSTANCE)
        return {_INSTANCE: types} if types else {}

    def _remaining(self, term: Term) -> dict[str, list[Axiom]]:
        """The other statements about a term, under the names of the properties."""
        properties = (p for p in self.triples.properties(term) if p not in _ELSEWHERE and not p.startswith("owl:"))
        return {prop: self._values(term, prop, prop) for prop in properties}

    def _values(self, term: Term, prop: str, heading: str) -> list[Axiom]:
        return [Axiom(heading, self._expressions.write(value)) for value in self.triples.values(term, prop)]


def _read_header(triples: Triples) -> Header:
    """The header among the triples of an ontology."""
    ontology = iri(triples.names.ontology)

    creator = triples.value(ontology, "dcterms:creator")
    return Header(
        title=triples.text(ontology, "dcterms:title") or "Ontology",
        description=triples.text(ontology, "dcterms:description"),
        version=triples.text(ontology, "owl:versionInfo"),
        created=triples.text(ontology, "dcterms:created"),
        modified=triples.text(ontology, "dcterms:modified"),
        licence=triples.text(ontology, "dcterms:license"),
        creator=Word(triples.text(creator, "rdfs:label") or creator.value, creator.value) if creator else None,
    )


def ontology_version(dataset: PublishedDataset) -> str | None:
    """The version in the version IRI (OWL 2 Structural Specification, 3.1); None without one."""
    names = dataset.names
    graph, ontology = iri_ref(names.graph(NamedGraph.ONTOLOGY)), iri_ref(names.ontology)
    rows = dataset.select_bound(f"SELECT ?iri WHERE {{ GRAPH {graph} {{ {ontology} owl:versionIRI ?iri }} }}")
    return next((version.value.removeprefix(f"{names.ontology}/") for (version,) in rows), None)


def term_kind(triples: Triples, term: Term) -> str:
    """The kind of a term: one of the values of ``TERM_KINDS``, or an individual."""
    types = {triples.names.compact(kind.value) for kind in triples.values(term, "rdf:type")}
    return next((kind for name, kind in TERM_KINDS.items() if name in types), _INDIVIDUAL)
