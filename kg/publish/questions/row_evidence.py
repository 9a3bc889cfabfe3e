"""The evidence for the rows of an answer: the assertions and inferences that each of them rests on."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model import evidence
from kg.model.dataset import PublishedDataset
from kg.model.evidence import CertaintyScale, Evidence
from kg.model.inversions import distinct, without_inversions
from kg.publish.questions.header import TriplePattern
from kg.publish.questions.question import Question
from kg.sparql.terms import iri_ref, string
from kg.sparql.text import SparqlText

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_Row = Sequence[Term | None]
# The terms of a row by which a pattern knows it.
_Key = tuple[Term | None, ...]


@dataclass(frozen=True)
class _Behind:
    """What lies behind rows: a group of SPARQL that binds ``?support`` for the rows with some terms in its columns."""

    columns: tuple[str, ...]
    group: str

    def key(self, columns: Sequence[str], row: _Row) -> _Key | None:
        """The terms of a row in these columns; None if it lacks one, so that nothing is known to lie behind it."""
        terms = dict(zip(columns, row, strict=True))
        key = tuple(terms[column] for column in self.columns)
        return key if all(term and term.kind in {"iri", "literal"} for term in key) else None


def row_evidence(dataset: PublishedDataset, nodes: Sequence[Sequence[str]]) -> list[tuple[Evidence, ...]]:
    """The evidence of each row, whose assertions and inferences are given by their IRIs, in their order.

    What follows by an inverse property alone stands as the statement itself.
    """
    found = evidence.of_nodes(dataset, set(chain(*nodes)))
    shown = zip(found, without_inversions(dataset, found), strict=True)
    by_node = {support.node: other for support, other in shown}
    return [tuple(distinct(by_node[node] for node in row if node in by_node)) for row in nodes]


def without_repeats(row: Iterable[Evidence], gaps: Collection[str]) -> tuple[Evidence, ...]:
    """The evidence of a row, of which each thing that readers see stands once.

    What is stated about a gap or note, one of ``gaps``, reads as the gap itself, whichever of its values it is about.
    """
    distinct: dict[Evidence, Evidence] = {}
    for support in row:
        subject = support.statement[0]
        statement = (subject, subject, subject) if subject.value in gaps else support.statement
        distinct.setdefault(replace(support, node="", statement=statement, premises=()), support)
    return tuple(distinct.values())


def without_classes(row: Sequence[Evidence], named: Collection[str], certainty: CertaintyScale) -> tuple[Evidence, ...]:
    """The evidence of a row without the classes of things, which tell readers nothing new beside other evidence.

    A class stays if it is ``named`` in the row, or if it is less certain than the rest.
    """
    others = tuple(support for support in row if not _is_class(support))
    weakest = max(map(certainty.status_rank, others), default=-1)
    kept = [
        support
        for support in row
        if not _is_class(support) or support.statement[2].value in named or certainty.status_rank(support) > weakest
    ]
    return tuple(kept)


@dataclass(frozen=True)
class SharedSupport:
    """Statements that the same passages support in the same way; ``known`` passages stand with statements before."""

    statements: tuple[Evidence, ...]
    known: frozenset[str]


def by_support(row: Iterable[Evidence]) -> list[SharedSupport]:
    """The evidence of a row, in which assertions that the same passages support in the same way stand together."""
    parts: list[SharedSupport] = []
    known: frozenset[str] = frozenset()
    for statements in grouped((_way(support), support) for support in row).values():
        parts.append(SharedSupport(tuple(statements), known))
        known |= {*statements[0].passages, *statements[0].read_with}
    return parts


def _way(support: Evidence) -> tuple[object, ...]:
    """How a statement is supported; an inference stands alone."""
    if support.inferred:
        return (support.node,)
    others = (support.reason, support.according_to, support.confidence)
    return support.status, support.passages, support.read_with, *others


def _is_class(support: Evidence) -> bool:
    return support.statement[1].value == _TYPE


def row_nodes(
    dataset: PublishedDataset, question: Question, columns: Sequence[str], rows: Sequence[_Row]
) -> list[list[str]]:
    """The assertions and inferences behind each row of the answer to a question, in the order of its header.

    For an ASK, give one empty row.
    """
    groups = [_Behind(_named(columns, _text(triples)), _reified(triples)) for triples in question.evidence]
    groups += [_Behind(_named(columns, text), text) for text in question.header.get("nodes", ())]
    if question.denial:
        groups.append(_Behind((), _reified(question.denial)))
    nodes = [dict[str, None]() for _ in rows]
    for behind in groups:
        found = _nodes(dataset, question, behind, columns, rows)
        for at, row in enumerate(rows):
            nodes[at] |= dict.fromkeys(sorted(found.get(behind.key(columns, row) or (), ())))
    return [[*row] for row in nodes]


def holds(dataset: PublishedDataset, question: Question, patterns: Iterable[TriplePattern]) -> bool:
    """Whether triple patterns in the header of a question hold."""
    return dataset.ask(f"{question.prologue} ASK {{ {_text(patterns)} }}")


def _nodes(
    dataset: PublishedDataset, question: Question, behind: _Behind, columns: Sequence[str], rows: Sequence[_Row]
) -> dict[_Key, list[str]]:
    """The assertions and inferences behind rows, by the terms that the rows have in the columns of a group."""
    keys = dict.fromkeys(key for row in rows if (key := behind.key(columns, row)) is not None)
    variables = " ".join(f"?{column}" for column in behind.columns)
    given = " ".join(f"({' '.join(map(_written, key))})" for key in keys)
    values = f"VALUES ({variables}) {{ {given} }}" if behind.columns else ""
    if not keys:
        return {}
    query = f"{question.prologue} SELECT DISTINCT {variables} ?support WHERE {{ {values} {behind.group} }}"
    return grouped((tuple(key), node.value) for *key, node in dataset.select_bound(query))


def _reified(triples: Iterable[TriplePattern]) -> str:
    """A group that binds ``?support`` to what asserts or infers any of some triples, where all of them hold."""
    nodes = (
        f"{{ GRAPH ?supportGraph {{ ?support rdf:subject {subject} ; rdf:predicate {_predicate(predicate)} ; "
        f"rdf:object {value} }} }}"
        for subject, predicate, value in triples
    )
    return f"{_text(triples)} LATERAL {{ {' UNION '.join(nodes)} }}"


def _predicate(text: str) -> str:
    return "rdf:type" if text == "a" else text


def _text(triples: Iterable[TriplePattern]) -> str:
    return "".join(f"{' '.join(triple)} . " for triple in triples)


def _named(columns: Sequence[str], group: str) -> tuple[str, ...]:
    """Those of some columns that are variables of a group."""
    variables = {token.text[1:] for _, token in SparqlText(group).tokens.of("variable")}
    return tuple(column for column in columns if column in variables)


def _written(term: Term | None) -> str:
    assert term
    return iri_ref(term.value) if term.is_iri else string(term.value, term.language, term.datatype)
