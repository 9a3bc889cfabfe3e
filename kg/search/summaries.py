"""One line about an entity, in plain words, made from its texts, its links and its dates."""

from collections.abc import Iterable

from kg.engine.answer import Term
from kg.model import labels
from kg.model.dataset import PublishedDataset
from kg.model.display import read_display
from kg.model.triples import Triples, iri
from kg.publish.catalog.date_cells import read_dates
from kg.publish.questions.english import listed, name_in_text


def summary_of(dataset: PublishedDataset, entity: str, values: Iterable[tuple[str, Term]]) -> str:
    """The summary of one entity, from the IRIs of its properties with their values; it may be empty."""
    subject = iri(entity)
    return Summaries(dataset, Triples([(subject, iri(link), value) for link, value in values], dataset.names)).line(
        subject
    )


class Summaries:
    """The summaries of the entities that ``facts`` are about.

    The display data name the properties with texts (``search-texts``) and the links that sum an entity up
    (``search-summaries``), the most telling first.
    """

    def __init__(self, dataset: PublishedDataset, facts: Triples) -> None:
        self._facts = facts
        self._display = read_display(dataset)
        short = dataset.names.compact
        self._texts = [short(link) for link in self._display.terms("search-texts")]
        self._links = {short(link): link for link in self._display.terms("search-summaries")}
        linked = {
            value.value for entity in facts.subjects() for link in self._links for value in facts.values(entity, link)
        }
        self._labels = labels.of(dataset, linked)
        self._dates = read_dates(dataset, {entity.value for entity in facts.subjects() if entity.is_iri})

    def texts(self, entity: Term) -> list[str]:
        """The texts about an entity."""
        return [value.value for name in self._texts for value in self._facts.values(entity, name) if not value.is_iri]

    def line(self, entity: Term) -> str:
        """The summary of an entity: a sentence with its first links that sum it up, or its first text; and its date."""
        sentence, date = self._linked(entity), self._date(entity)
        if sentence:
            return f"{sentence}, {date}." if date else f"{sentence}."
        text = next(iter(self.texts(entity)), "")
        return f"{date}: {text}" if date and text else date or text

    def _linked(self, entity: Term) -> str:
        """The sentence about the first links, without its end; a person is named in it."""
        for name, link in self._links.items():
            if values := self._facts.values(entity, name):
                phrase = self._display.phrases.get(link) or f"{self._display.head(link, inverse=False).name}:"
                names = sorted({self._labels.term(value) for value in values}, key=lambda name: (name.casefold(), name))
                texts = ["".join(name_in_text(text, phrase)) for text in names]
                return f"{self._subject(entity)} {phrase} {listed((text, text) for text in texts)}"
        return ""

    def _subject(self, entity: Term) -> str:
        classes = {cls.value for cls in self._facts.values(entity, "rdf:type")}
        named = classes & {*self._display.terms("persons")} and self._facts.values(entity, "rdfs:label")
        return next((label.value for label in named or () if label.language == "en"), "This")

    def _date(self, entity: Term) -> str:
        """The time of an entity in words; a date that a statement is about is not the statement's own."""
        dated = self._dates.get(entity.value)
        return dated[1].text if dated else ""
