"""What keeps readers from understanding or checking the answer to a question: found by ``kg check``."""

import re
from collections import Counter
from collections.abc import Iterator

from kg.engine.answer import Answer
from kg.errors import QueryError
from kg.formats import TRUTH
from kg.grouping import grouped
from kg.model.dataset import PublishedDataset, bound_rows
from kg.model.labels import is_date
from kg.namespaces import EXTERNAL_PREFIXES
from kg.publish.answer_table import Cell
from kg.publish.hints.query_hints import query_hints
from kg.publish.questions.answered import ReadableAnswer, read_answer
from kg.publish.questions.english import repeated_word
from kg.publish.questions.question import Question
from kg.publish.questions.sentence import SentenceError
from kg.sparql.text import SparqlText

# An IRI, a prefixed name, or the path of an entity: what no reader should meet in place of a name.
_CODE = re.compile(r"\S*://\S*|[a-z]\w*:\S+|[a-z0-9-]+/[a-z0-9/-]+|[a-z0-9]+(?:-[a-z0-9]+){2,}|true|false")

# What templates may let through into the text between the names: also a date as it is stored, and Python's None.
_CODE_IN_TEXT = re.compile(
    r"\w+://\S*|\b\d{4}-\d\d(?:-\d\d)?\b|\b(?:None|True|False)\b|<\w+|\d\.\d{5,}|\.\.|"
    rf"\b(?:ckg|id|graph|source|{'|'.join(EXTERNAL_PREFIXES)}):\w+|[a-z0-9]+(?:-[a-z0-9]+){{3,}}|\burn:\S+"
)


def unreadable(dataset: PublishedDataset, question: Question, answer: Answer) -> list[str]:
    """What is wrong with the answer to a question as readers see it, each as a sentence without its subject."""
    unknown = question.columns.keys() - ({*answer.columns} if answer.kind != TRUTH else set())
    if unknown:
        return [f"has a title for {name}, which its query does not select." for name in sorted(unknown)]
    try:
        readable = read_answer(dataset, question, answer, dataset.limits.page.rows)
    except SentenceError as error:
        return [f"has a sentence that cannot be made: {error}."]
    except QueryError as error:
        return [f"has evidence that cannot be evaluated: {error}"]
    faults = [*_sentence_faults(readable), *_row_faults(readable, dataset.names.sources)]
    return [*faults, *_undated_faults(dataset, readable), *_evidence_faults(dataset, question)]


def _sentence_faults(readable: ReadableAnswer) -> Iterator[str]:
    if not readable.text.endswith((".", "?", "!", "”")):
        yield f"has a sentence that does not end: {readable.text!r}."
    if word := repeated_word(readable.text):
        yield f"has {word!r} twice in a row in its sentence."
    for text in (cell.text for cell in (*readable.sentence, *readable.fact) if cell.link is None):
        yield from (f"shows {code!r} in its sentence." for code in _CODE_IN_TEXT.findall(text))
    if code := next((cell.text for cell in readable.sentence if _is_code(cell)), None):
        yield f"shows {code!r} in its sentence."


def _row_faults(readable: ReadableAnswer, sources: str) -> Iterator[str]:
    for row in readable.table.rows:
        yield from (f"shows {cell.text!r} in place of a name." for cell in row if _is_code(cell))
    for number, (nodes, row) in enumerate(zip(readable.nodes, readable.table.rows or [[]], strict=True), start=1):
        if not nodes and not any(cell.term and cell.term.value.startswith(sources) for cell in row):
            yield f"has no evidence for row {number}."
    for texts, times in Counter(" | ".join(cell.text for cell in row) for row in readable.table.rows).items():
        if times > 1:
            yield f"shows a row {times} times: {texts}."


def _undated_faults(dataset: PublishedDataset, readable: ReadableAnswer) -> Iterator[str]:
    """Dates that no statement behind their row gives."""
    query = "SELECT ?node ?value { VALUES ?node { %s } GRAPH ?graph { ?node rdf:object ?value } }"
    rows = bound_rows(dataset.select_about({node for nodes in readable.nodes for node in nodes}, query))
    given = grouped((node.value, value) for node, value in rows)
    for number, (nodes, row) in enumerate(zip(readable.nodes, readable.table.rows or [[]], strict=True), start=1):
        values = {value for node in nodes for value in given.get(node, ())}
        for cell in row:
            if cell.term and is_date(cell.term) and cell.term not in values:
                yield f"has no evidence for the date {cell.text} in row {number}."


def _evidence_faults(dataset: PublishedDataset, question: Question) -> Iterator[str]:
    patterns = [*question.header.get("evidence", ()), *question.header.get("nodes", ()), question.line("denial")]
    groups = " UNION ".join(f"{{ {pattern} }}" for pattern in patterns)
    for hint in query_hints(dataset, SparqlText(f"{question.prologue} ASK {{ {groups} }}")):
        yield f"names {hint.term} in its evidence, which is not in the dataset. {hint.question}".rstrip()


def _is_code(cell: Cell) -> bool:
    return cell.term is not None and _CODE.fullmatch(cell.text) is not None
