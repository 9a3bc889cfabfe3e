"""What the page about a passage says: where it is, its neighbours, and the statements that it supports."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model.dataset import PublishedDataset
from kg.model.display import Display
from kg.model.evidence import Evidence
from kg.model.passages import Passage, adjacent_passages, passage_facts
from kg.model.recorded_texts import RecordedText, recorded_text
from kg.model.source_texts import Piece, SourceTexts
from kg.publish.entities.text_fragment import text_fragment


@dataclass(frozen=True)
class PassagePage:
    """A passage with the ``text`` that it is part of, and the passages ``before`` and ``after`` it.

    ``facts`` are the statements that it supports by their subject, the most important first; ``named`` are the
    entities of which it gives only the name or the class. ``more``: it supports more than these. ``context`` are its
    words with those around them, and ``address`` leads to the words on the source's own page: both are empty unless
    the operator supplies the text.
    """

    passage: Passage
    text: RecordedText | None
    before: Passage | None
    after: Passage | None
    facts: list[tuple[Term, list[Evidence]]]
    named: list[Term]
    more: bool
    context: list[Piece]
    address: str | None

    @property
    def mentioned(self) -> set[str]:
        """The IRIs that the page names besides those of the entity."""
        facts = {iri for _, facts in self.facts for fact in facts for iri in fact.mentioned}
        names = {term.value for term in self.named if term.is_iri}
        return {self.passage.section, self.passage.span.source, *facts, *names}


def read_passage_page(dataset: PublishedDataset, display: Display, texts: SourceTexts, passage: Passage) -> PassagePage:
    """The page about a passage."""
    limits = dataset.limits.page
    found = passage_facts(dataset, [passage.iri], limits.sorted_statements)
    telling = [fact for fact in found if not _identifies(display, fact)]
    shown = _important_first(display, telling, limits.statements)
    subjects = {subject for subject, _ in shown}
    text = recorded_text(dataset, passage.span.source)
    words = "".join(piece.text for piece in texts.passage(passage.span))
    before, after = adjacent_passages(dataset, passage)
    return PassagePage(
        passage=passage,
        text=text,
        before=before,
        after=after,
        facts=shown,
        named=list(dict.fromkeys(fact.statement[0] for fact in found if fact.statement[0] not in subjects)),
        more=len(telling) > limits.statements or len(found) == limits.sorted_statements,
        context=texts.context(passage.span),
        address=text_fragment(text.web_page, words) if text and text.web_page and words else None,
    )


def _identifies(display: Display, fact: Evidence) -> bool:
    """Whether a statement gives the name or the class of an entity: its property is in the group of the class."""
    classes = display.outgoing.get(f"{display.names.prefixes['rdf']}type")
    return classes is not None and display.head(fact.statement[1].value, inverse=False).group == classes.group


def _important_first(display: Display, facts: Sequence[Evidence], limit: int) -> list[tuple[Term, list[Evidence]]]:
    """The statements by their subject: first the subject of most of them, and the most certain statements about it."""
    by_subject = grouped((fact.statement[0], fact) for fact in facts)
    subjects = sorted(by_subject, key=lambda subject: (-len(by_subject[subject]), subject.value))

    def importance(fact: Evidence) -> tuple[int, float, float, str]:
        head = display.head(fact.statement[1].value, inverse=False)
        return display.certainty.rank(fact), head.group_order, head.order, fact.node

    ordered = [fact for subject in subjects for fact in sorted(by_subject[subject], key=importance)]
    return list(grouped((fact.statement[0], fact) for fact in ordered[:limit]).items())
