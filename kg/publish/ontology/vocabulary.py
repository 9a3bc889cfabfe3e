"""The ontology as its page shows it: its header, its terms with all their axioms, and how the dataset uses them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.engine.answer import Term
from kg.model.dataset import PublishedDataset
from kg.model.triples import Triples, iri, read_graph
from kg.publish.ontology.alignments import read_alignments
from kg.publish.ontology.axioms import RELATIONS, Axioms, Fact
from kg.publish.ontology.expressions import Expressions, Word
from kg.publish.ontology.header import ONTOLOGY, read_header
from kg.publish.ontology.taxonomy import Tree, trees
from kg.publish.ontology.usage import Usage, Use

# What a term is, in the order of the page; the first that fits counts.
KINDS = {
    "owl:Class": "class",
    "owl:ObjectProperty": "object property",
    "owl:DatatypeProperty": "datatype property",
    "owl:AnnotationProperty": "annotation property",
    "skos:ConceptScheme": "vocabulary",
}
INDIVIDUAL, _INSTANCE = "individual", "Instance of"
# The texts about a term, in the order of the page.
_TEXTS = {"skos:definition": "", "rdfs:comment": "", "skos:scopeNote": "Scope", "skos:example": "Example"}
_NAMES = ("rdfs:label", "skos:prefLabel", "skos:altLabel")
# What a page tells beside the facts, or what the term's place on the page tells.
_TOLD = {"rdf:type", "rdfs:isDefinedBy", "skos:inScheme", "owl:versionIRI", *_TEXTS, *_NAMES, *RELATIONS}


@dataclass(frozen=True)
class Entry:
    """A term of the ontology.

    ``name`` is its local name, ``labels`` are all it is called, the English first; ``texts`` and ``facts`` stand under
    headings, the definition under none. ``alignments`` relate it to the terms of other ontologies.
    """

    iri: str
    name: str
    kind: str
    labels: list[Term]
    texts: list[tuple[str, Term]]
    characteristics: list[str]
    facts: dict[str, list[Fact]]
    alignments: list[Fact]
    use: Use

    @property
    def label(self) -> str:
        """What the term is called first of all."""
        return self.labels[0].value if self.labels else self.name


@dataclass(frozen=True)
class Scheme:
    """A closed list of values; ``classes`` are those of its values."""

    entry: Entry
    classes: list[Word]
    values: list[Entry]


@dataclass(frozen=True)
class Group:
    """The classes of a tree under the name of its top, or those that stand alone."""

    name: Word
    entries: list[Entry]


class Vocabulary:
    """The ontology of a dataset with its alignments."""

    def __init__(self, dataset: PublishedDataset) -> None:
        self.names = dataset.names
        self.triples = read_graph(dataset, ONTOLOGY)
        self._axioms = Axioms(self.triples)
        self._expressions = Expressions(self.triples)
        self._alignments = read_alignments(dataset)
        self._usage = Usage(dataset)
        self.header = read_header(self.triples)
        entries = [self._entry(term) for term in self._terms()]
        self.entries = {entry.iri: entry for entry in entries}
        self._members: dict[Term, list[Term]] = {}
        for term in self.triples.subjects():
            for scheme in self.triples.values(term, "skos:inScheme"):
                self._members.setdefault(scheme, []).append(term)

    def word(self, term: str) -> Word:
        """A term, ours or another's, by its short name."""
        return Word(self._expressions.name(iri(term)), term)

    def of_kind(self, kind: str) -> list[Entry]:
        """The terms of a kind, by name."""
        found = (entry for entry in self.entries.values() if entry.kind == kind)
        return sorted(found, key=lambda entry: (entry.name.lower(), entry.name))

    def trees(self) -> list[Tree]:
        """The classes by their superclasses, those of others among these."""
        classes = [entry.iri for entry in self.of_kind(KINDS["owl:Class"])]
        above = {
            cls: [one.value for one in self.triples.values(iri(cls), "rdfs:subClassOf") if one.is_iri]
            for cls in classes
        }
        others = dict.fromkeys(one for superclasses in above.values() for one in superclasses if one not in above)
        return trees([*classes, *others], above)

    def groups(self) -> list[Group]:
        """Our classes by trees, each once, those that stand alone last."""
        left = dict(self.entries)
        groups: list[Group] = []
        alone: list[Entry] = []
        for tree in self.trees():
            fresh = [left.pop(node.cls) for node in tree if node.cls in left]
            if len(tree) == 1:
                alone += fresh
            elif fresh:
                groups.append(Group(Word(self._axioms.label(iri(tree[0].cls)), tree[0].cls), fresh))
        return [*groups, Group(Word("standing alone"), alone)] if alone else groups

    def schemes(self) -> list[Scheme]:
        """The closed lists with their values, by name."""
        return [self._scheme(entry) for entry in self.of_kind(KINDS["skos:ConceptScheme"])]

    def others(self) -> list[Entry]:
        """The terms that are neither classes nor properties nor listed in a scheme."""
        listed = {value.iri for scheme in self.schemes() for value in scheme.values}
        return [entry for entry in self.of_kind(INDIVIDUAL) if entry.iri not in listed]

    def foreign(self) -> list[Word]:
        """The terms of others that the ontology declares for its own use."""
        subjects = (
            term for term in self.triples.subjects() if term.is_iri and not term.value.startswith(self.names.ontology)
        )
        return [self.word(term.value) for term in subjects]

    def _entry(self, term: Term) -> Entry:
        labels = dict.fromkeys(value for name in _NAMES for value in self.triples.values(term, name))
        texts = [(head, value) for prop, head in _TEXTS.items() for value in self.triples.values(term, prop)]
        return Entry(
            iri=term.value,
            name=self._expressions.name(term),
            kind=kind_of(self.triples, term),
            labels=sorted(labels, key=lambda label: (label.language != "en", label.language or "")),
            texts=texts,
            characteristics=self._axioms.characteristics(term),
            facts=self._types(term) | self._axioms.facts(term) | self._remaining(term),
            alignments=[one.fact for one in self._alignments if one.term == term.value],
            use=self._usage.of(term.value),
        )

    def _types(self, term: Term) -> dict[str, list[Fact]]:
        """The classes of a thing that the ontology knows by name; a value of a closed list has those of the list."""
        if kind_of(self.triples, term) != INDIVIDUAL or self.triples.values(term, "skos:inScheme"):
            return {}
        types = self.triples.values(term, "rdf:type")
        return {_INSTANCE: [Fact(_INSTANCE, self._expressions.write(kind)) for kind in types]} if types else {}

    def _remaining(self, term: Term) -> dict[str, list[Fact]]:
        """What else the ontology says of a term, under the names of the properties."""
        properties = [p for p in self.triples.properties(term) if p not in _TOLD and not p.startswith("owl:")]
        return {
            prop: [Fact(prop, self._expressions.write(value)) for value in self.triples.values(term, prop)]
            for prop in properties
        }

    def _scheme(self, entry: Entry) -> Scheme:
        members = self._members.get(iri(entry.iri), ())
        values = [self.entries[term.value] for term in members if term.value in self.entries]
        kinds = dict.fromkeys(kind for one in values for kind in self.triples.values(iri(one.iri), "rdf:type"))
        return Scheme(entry, [word for kind in kinds for word in self._expressions.write(kind)], values)

    def _terms(self) -> list[Term]:
        """Our terms, those that only the alignments describe among them."""
        aligned = (iri(alignment.term) for alignment in self._alignments)
        return [term for term in dict.fromkeys([*self.triples.subjects(), *aligned]) if self._ours(term)]

    def _ours(self, term: Term) -> bool:
        return term.is_iri and term.value.startswith(self.names.terms)


def kind_of(triples: Triples, term: Term) -> str:
    """What a term is: one of the values of ``KINDS``, or an individual."""
    types = {triples.names.compact(kind.value) for kind in triples.values(term, "rdf:type")}
    return next((kind for name, kind in KINDS.items() if name in types), INDIVIDUAL)
