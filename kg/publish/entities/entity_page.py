"""The page about an entity: the variables of its template, by the classes of the entity."""

from collections.abc import Callable, Iterator, Mapping

from kg.model import labels
from kg.model.dataset import PublishedDataset
from kg.model.display import read_display
from kg.model.evidence import EVIDENCE_CLASSES, Evidence
from kg.model.labels import Labels, format_literal
from kg.model.passages import PASSAGE, SOURCE, adjacent_passages, read_passages
from kg.model.proof import Proof, prove_node
from kg.model.source_texts import Piece, SourceTexts
from kg.model.statements import Extent
from kg.publish.entities.embedded_json_ld import native_json_ld, schema_org_json_ld
from kg.publish.entities.entity import EntityDescription, describe_entity
from kg.publish.entities.source_outline import read_outline
from kg.sparql.terms import iri_ref


def entity_page(dataset: PublishedDataset, texts: SourceTexts, extent: Extent, page: int) -> Mapping[str, object]:
    """The variables of the template for the page, counted from 1, about an entity that exists.

    ``name``, ``language``, ``words``, ``quote`` and ``passage_text`` are functions: of an IRI, of a literal, of a
    passage with its evidence, of a place in a source. ``context`` is the text around the ``passage`` that the entity
    is; a ``proof`` belongs to an assertion or inference, an ``outline`` to a source, ``triples`` to a graph.
    """
    iri, names, display = extent.iri, dataset.names, read_display(dataset)
    entity = describe_entity(dataset, display, extent, page)
    kinds = {names.compact(kind) for kind in entity.kinds}
    proof = prove_node(dataset, iri) if kinds & EVIDENCE_CLASSES else None
    passage = read_passages(dataset, [iri]).get(iri) if PASSAGE in kinds else None
    outline = read_outline(dataset, iri, page) if SOURCE in kinds else None
    called = entity.labels | Labels(names, given={iri: head.name for iri, head in display.outgoing.items()})
    called |= labels.of(dataset, proof.mentioned) if proof else Labels(names)
    called |= outline.labels if outline else Labels(names)
    documents = (schema_org_json_ld(entity, display, names), native_json_ld(entity, names))
    return {
        "entity": entity,
        "others": called.others(iri),
        "display": display,
        "name": called.text,
        "language": called.language,
        "words": format_literal,
        "quote": _quotation(dataset, texts, entity, proof, called),
        "passage_text": texts.passage,
        "data": [document for document in documents if document],
        "proof": proof,
        "passage": passage,
        "context": texts.context(passage.span) if passage else [],
        "beside": adjacent_passages(dataset, passage) if passage else (None, None),
        "outline": outline if outline and outline.items else None,
        "triples": _triple_count(dataset, iri) if "sd:Graph" in kinds else None,
    }


def _triple_count(dataset: PublishedDataset, graph: str) -> int:
    rows = dataset.select_bound(f"SELECT (COUNT(*) AS ?number) WHERE {{ GRAPH {iri_ref(graph)} {{ ?s ?p ?o }} }}")
    return int(next(rows)[0].value)


def _quotation(
    dataset: PublishedDataset, texts: SourceTexts, entity: EntityDescription, proof: Proof | None, names: Labels
) -> Callable[[str, Evidence], list[Piece]]:
    """A function that quotes a passage with the words of a statement highlighted, if its text is supplied."""
    if not texts.by_source:
        return lambda _passage, _evidence: []
    cited = {iri for statement in entity.statements for support in statement.evidence for iri in support.mentioned}
    passages = read_passages(dataset, cited | (proof.mentioned if proof else set()))

    def quote(iri: str, evidence: Evidence) -> list[Piece]:
        passage = passages.get(iri)
        return texts.passage(passage.span, _highlighted(evidence, names)) if passage else []

    return quote


def _highlighted(evidence: Evidence, names: Labels) -> Iterator[str]:
    """The words of a statement that may occur in its passages."""
    for term in evidence.statement:
        if term.is_iri:
            yield from (label.value for label in names.by_iri.get(term.value, ()))
        else:
            yield from (term.value, format_literal(term))
