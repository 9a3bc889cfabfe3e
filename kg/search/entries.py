"""What the search finds: the entities of a dataset, the terms of its ontology and the questions, in static order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.engine.answer import Term
from kg.model.addresses import path_of
from kg.model.classes import most_specific, superclasses
from kg.model.dataset import PublishedDataset, filled_query
from kg.model.display import read_display
from kg.model.triples import Triples, read_graph
from kg.namespaces import NamedGraph
from kg.publish.ontology.vocabulary import term_kind
from kg.publish.questions.answered import answer_in_words
from kg.publish.questions.question import Question
from kg.search.summaries import Summaries

# The kinds of what has no class of the ontology, as a search names them.
QUESTION, TERM = "Question", "Term"
# Stands for the questions in the order of kinds; the description of the dataset has them as such.
_QUESTIONS = "http://www.w3.org/ns/shacl#SPARQLExecutable"
_PROPERTY = "property"
_NAMES = ("rdfs:label", "skos:prefLabel", "skos:altLabel")


@dataclass(frozen=True)
class SearchEntry:
    """What a search can find.

    ``path`` is its address on the site, without the suffix of a format unless it has only one. ``kind`` says in words
    what it is, ``kinds`` are the local names of its classes, or ``Question`` or ``Term``. ``label`` is English if
    possible, ``names`` are the others; ``summary``, which may be empty, is one line; ``texts`` are searched by words.
    The label of a ``description`` is no name: none of its parts is one.
    """

    path: str
    kind: str
    kinds: tuple[str, ...]
    label: str
    names: tuple[str, ...] = ()
    summary: str = ""
    texts: tuple[str, ...] = ()
    description: bool = False


# An entry with its place in the order of kinds, and the number of its links.
_Ranked = tuple[int, int, SearchEntry]


def read_entries(dataset: PublishedDataset, questions: Iterable[Question]) -> list[SearchEntry]:
    """Everything that can be found, in static order: by kind, as the display data order them, then by links.

    The classes that the display data call unindexed are left out: the labels of their members are made from others.
    """
    place = _place_of(read_display(dataset).terms("search-kinds"), superclasses(dataset))
    ranked: list[_Ranked] = [
        *_entities(dataset, place),
        *_terms(dataset, place),
        *((place([_QUESTIONS]), question.prominence, _question(dataset, question)) for question in questions),
    ]
    ranked.sort(key=lambda row: (row[0], -row[1], row[2].label, row[2].path))
    named = place([_QUESTIONS])
    return [replace(entry, description=number >= named and TERM not in entry.kinds) for number, _, entry in ranked]


def _place_of(kinds: tuple[str, ...], above: Mapping[str, set[str]]) -> Callable[[Iterable[str]], int]:
    """The place of the narrowest of some classes in the order of kinds; what has none comes last."""
    places = {cls: place for place, cls in enumerate(kinds)}

    def place(classes: Iterable[str]) -> int:
        listed = {cls for cls in classes if cls in places}
        # Most classes have others above them that are not listed.
        general = {cls for cls in listed if any(cls in _all_above(other, above) for other in listed)}
        return min((places[cls] for cls in listed - general), default=len(places))

    return place


def _all_above(cls: str, above: Mapping[str, set[str]]) -> set[str]:
    """The classes above a class, at any depth."""
    found: set[str] = set()
    queue = [cls]
    while queue:
        fresh = above.get(queue.pop(), set()) - found
        found |= fresh
        queue += fresh
    return found - {cls}


def _entities(dataset: PublishedDataset, place: Callable[[Iterable[str]], int]) -> Iterator[_Ranked]:
    names, above = dataset.names, superclasses(dataset)
    facts = Triples(dataset.select(filled_query(__package__, "entities", names)), names)
    links = {thing.value: int(number.value) for thing, number in _numbers(dataset)}
    summaries = Summaries(dataset, facts)
    labels = _class_labels(dataset)
    for entity in facts.subjects():
        classes = [cls.value for cls in facts.values(entity, "rdf:type") if cls.value.startswith(names.terms)]
        texts = summaries.texts(entity)
        label, *others = _names(facts, entity)
        yield (
            place(classes),
            links.get(entity.value, 0),
            SearchEntry(
                path_of(entity.value, names) or entity.value,
                labels.get(most_specific(classes, above) or "", "entity"),
                tuple(cls.removeprefix(names.terms) for cls in classes),
                label,
                tuple(others),
                summaries.line(entity),
                tuple(texts),
            ),
        )


def _numbers(dataset: PublishedDataset) -> Iterator[list[Term]]:
    return dataset.select_bound(filled_query(__package__, "links", dataset.names))


def _terms(dataset: PublishedDataset, place: Callable[[Iterable[str]], int]) -> Iterator[_Ranked]:
    names, above, labels = dataset.names, superclasses(dataset), _class_labels(dataset)
    triples = read_graph(dataset, NamedGraph.ONTOLOGY)
    for term in triples.subjects():
        if not (term.is_iri and term.value.startswith(names.terms)):
            continue
        types = [kind.value for kind in triples.values(term, "rdf:type")]
        classes = [cls for cls in types if cls.startswith(names.terms)]
        short, kind = names.compact(term.value), term_kind(triples, term)
        label, *others = [*_names(triples, term), short]
        texts = [value.value for name in ("skos:definition", "rdfs:comment") for value in triples.values(term, name)]
        yield (
            place(types),
            0,
            SearchEntry(
                path_of(term.value, names) or "",
                _PROPERTY if kind.endswith(_PROPERTY) else labels.get(most_specific(classes, above) or "", kind),
                (TERM, *(cls.removeprefix(names.terms) for cls in classes)),
                label,
                tuple(other for other in others if other != label),
                texts[0] if texts else "",
                tuple(texts),
            ),
        )


def _question(dataset: PublishedDataset, question: Question) -> SearchEntry:
    """A question with its answer, found by its topic too. The other tags are for those who maintain the catalogue."""
    texts = (f"Topic: {question.group}",) if question.tags else ()
    answer = answer_in_words(dataset, question, dataset.limits.page.rows)
    return SearchEntry(f"/questions/{question.name}.html", "question", (QUESTION,), question.summary, (), answer, texts)


def _names(triples: Triples, subject: Term) -> list[str]:
    """The names of a subject, each once: English labels first, then those without a language, then others."""
    values = [value for name in _NAMES for value in sorted(triples.values(subject, name), key=_language)]
    return [*dict.fromkeys(value.value for value in values)]


def _language(label: Term) -> tuple[bool, bool]:
    return label.language != "en", label.language is not None


def _class_labels(dataset: PublishedDataset) -> Mapping[str, str]:
    """What one entity of a class is called: as lists call it, or by the label of the class."""
    display = read_display(dataset)
    listed = {iri: shape.label for shape in display.groups.get("", ()) if shape.label for iri in shape.classes}
    return {**display.labels, **listed}
