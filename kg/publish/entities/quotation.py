"""The passages that evidence cites, and their words, if the operator supplies the texts."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain

from kg.model.dataset import PublishedDataset
from kg.model.evidence import Evidence
from kg.model.labels import Labels, format_literal
from kg.model.passages import Passage, read_passages
from kg.model.source_texts import Piece, SourceTexts


def cited_passages(
    dataset: PublishedDataset, evidence: Iterable[Evidence], mentioned: Collection[str] = ()
) -> Mapping[str, Passage]:
    """The passages that some evidence cites, and those among the IRIs that are mentioned, by IRI."""
    cited = {iri for support in evidence for iri in (*support.passages, *support.read_with)}
    return read_passages(dataset, cited | {*mentioned})


def quotation(texts: SourceTexts, passages: Mapping[str, Passage], names: Labels) -> Callable[..., list[Piece]]:
    """A function that quotes a passage with the words of some evidence highlighted, if its text is supplied."""

    def quote(iri: str, *evidence: Evidence) -> list[Piece]:
        passage = passages.get(iri)
        words = chain.from_iterable(_highlighted(support, names) for support in evidence)
        return texts.passage(passage.span, words) if passage else []

    return quote


def _highlighted(evidence: Evidence, names: Labels) -> Iterator[str]:
    """The words of a statement that may occur in its passages."""
    for term in evidence.statement:
        if term.is_iri:
            yield from (label.value for label in names.by_iri.get(term.value, ()))
        else:
            yield from (term.value, format_literal(term))
