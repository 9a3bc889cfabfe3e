"""The page about an entity: the variables of its template, by the classes of the entity."""

from collections.abc import Iterator, Mapping
from itertools import chain

from kg.engine.answer import Term
from kg.model import labels
from kg.model.dataset import PublishedDataset
from kg.model.display import Display, read_display
from kg.model.evidence import EVIDENCE_CLASSES, Evidence
from kg.model.labels import Labels, format_literal
from kg.model.passages import PASSAGE, SOURCE, read_passages
from kg.model.proof import prove_node
from kg.model.recorded_texts import recorded_text
from kg.model.source_texts import SourceTexts
from kg.model.statements import Extent
from kg.namespaces import Namespaces
from kg.publish.entities.embedded_json_ld import native_json_ld, schema_org_json_ld
from kg.publish.entities.entity import EntityDescription, describe_entity
from kg.publish.entities.passage_page import PassagePage, read_passage_page
from kg.publish.entities.quotation import cited_passages, quotation
from kg.publish.entities.sections import page_sections
from kg.publish.entities.source_outline import read_outline
from kg.sparql.terms import iri_ref


def entity_page(dataset: PublishedDataset, texts: SourceTexts, extent: Extent, page: int) -> Mapping[str, object]:
    """The variables of the template for the page, counted from 1, about an entity that exists.

    ``name``, ``language``, ``words``, ``cited``, ``quote`` and ``passage_text`` are functions: of an IRI, of a
    literal, of the IRI of a passage that evidence cites, of the same with its evidence, of a place in a source.
    ``around`` is the number of characters that are quoted beside a passage, ``per_page`` that of passages on a page,
    ``folded_values`` that of values that are shown before the others, ``page_statements`` that of statements.
    ``passage_page`` belongs to a passage, a ``proof`` to an assertion or inference, an ``outline`` to a source,
    ``triples`` to a graph. A source and its passages have the recorded ``text``, which is ``openable`` by the reader if
    the operator does not supply it.
    """
    iri, names, display = extent.iri, dataset.names, read_display(dataset)
    entity = describe_entity(dataset, display, extent, page)
    kinds = {names.compact(kind) for kind in entity.kinds}
    proof = prove_node(dataset, iri) if kinds & EVIDENCE_CLASSES else None
    passage = _passage_page(dataset, display, texts, iri) if PASSAGE in kinds else None
    outline = read_outline(dataset, iri, page) if SOURCE in kinds else None
    cited = cited_passages(dataset, _evidence(entity), proof.mentioned if proof else ())
    text = recorded_text(dataset, iri) if outline and outline.items else passage.text if passage else None
    called = entity.labels | Labels(names, given={iri: head.name for iri, head in display.outgoing.items()})
    called |= labels.of(dataset, proof.mentioned) if proof else Labels(names)
    called |= labels.of(dataset, passage.mentioned) if passage else Labels(names)
    called |= outline.labels if outline else Labels(names)
    documents = (schema_org_json_ld(entity, display, names), native_json_ld(entity, names))
    return {
        "entity": entity,
        "sections": page_sections(display, entity),
        "others": [*called.others(iri), *_alternatives(entity, names)],
        "display": display,
        "name": called.text,
        "language": called.language,
        "words": format_literal,
        "cited": cited.get,
        "quote": quotation(texts, cited, called),
        "passage_text": texts.passage,
        "data": [document for document in documents if document],
        "proof": proof,
        "passage_page": passage,
        "around": texts.around,
        "per_page": dataset.limits.page.passages,
        "folded_values": dataset.limits.page.folded_values,
        "page_statements": dataset.limits.page.statements,
        "text": text,
        "openable": text if text and text.source not in texts.by_source else None,
        "outline": outline if outline and outline.items else None,
        "triples": _triple_count(dataset, iri) if "sd:Graph" in kinds else None,
    }


def _alternatives(entity: EntityDescription, names: Namespaces) -> Iterator[Term]:
    """The other names of an entity."""
    link = f"{names.prefixes['skos']}altLabel"
    return (one.other for one in entity.statements if one.link == link and not one.inverse)


def _evidence(entity: EntityDescription) -> Iterator[Evidence]:
    """What supports the statements of a page, and its key facts, which may be those of another page."""
    yield from (support for statement in entity.statements for support in statement.evidence)
    for fact in entity.introduction.facts:
        yield from chain(fact.evidence, *(value.evidence for value in fact.values))


def _triple_count(dataset: PublishedDataset, graph: str) -> int:
    rows = dataset.select_bound(f"SELECT (COUNT(*) AS ?number) WHERE {{ GRAPH {iri_ref(graph)} {{ ?s ?p ?o }} }}")
    return int(next(rows)[0].value)


def _passage_page(dataset: PublishedDataset, display: Display, texts: SourceTexts, iri: str) -> PassagePage | None:
    passage = read_passages(dataset, [iri]).get(iri)
    return read_passage_page(dataset, display, texts, passage) if passage else None
