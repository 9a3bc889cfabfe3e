"""Hints about the literals in a query: a text without its language, a date without its datatype."""

import re
from collections.abc import Container, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from kg.model.dataset import PublishedDataset
from kg.namespaces import EXTERNAL_PREFIXES
from kg.publish.hints.hint import Hint, hint_at
from kg.sparql.prologue import Prologue
from kg.sparql.terms import iri_ref, string
from kg.sparql.text import SparqlText
from kg.sparql.tokens import Token

_DATATYPES = ("date", "dateTime", "gYear", "gYearMonth", "integer", "decimal", "boolean", "anyURI")
_LANGUAGES = (
    "SELECT ?language { GRAPH graph:display { ?one a dcterms:LinguisticSystem ; dcterms:identifier ?language } }"
)
# A text of one line in which nothing is escaped, or a number.
_PLAIN = re.compile(r"""(["'])(?P<text>(?:(?!\1)[^\\\n\r])*)\1|(?P<number>\d+(?:\.\d+)?(?:[eE]\d+)?)""")
_XSD = EXTERNAL_PREFIXES["xsd"]
# What a property path, or the object before, ends with.
_VERB_ENDS = {",", ")", "*", "+", "?"}


class _Literal(NamedTuple):
    """A literal as the query writes it, as it is written where no prefix is declared, and its characters."""

    first: Token
    text: str
    written: str
    characters: str


def hints_about_values(
    dataset: PublishedDataset, query: SparqlText, prologue: Prologue, unknown: Container[str]
) -> Iterator[Hint]:
    """The literals in triples that no statement has; what a FILTER or BIND compares and computes need not occur.

    ``unknown`` are the terms that have hints of their own; their values are left alone.
    """
    found = _literals(query, prologue, dataset.names.search, unknown)
    literals = [*islice(found, dataset.limits.query.hinted)]
    if not literals:
        return
    tags = ["", *(f"@{language.value}" for (language,) in dataset.select_bound(_LANGUAGES))]
    is_usual = prologue.declared.get("xsd", _XSD) == _XSD
    tags += [f"^^xsd:{name}" if is_usual else f"^^{iri_ref(_XSD + name)}" for name in _DATATYPES]
    forms = {literal: [f"{string(literal.characters)}{tag}" for tag in tags] for literal in literals}
    held = _held(dataset, {literal.written for literal in literals}.union(*forms.values()))
    for literal in literals:
        if literal.written not in held:
            what = f"No statement has the value {literal.text}."
            meant = [form for form in forms[literal] if form in held]
            yield hint_at(query, literal.first, literal.text, what, meant)


def _literals(query: SparqlText, prologue: Prologue, search: str, unknown: Container[str]) -> Iterator[_Literal]:
    """The plain literals that are objects of triples, but not those of a property that is searched by text."""
    stream = query.tokens
    for at in _objects(query):
        plain, verb = _PLAIN.fullmatch(stream[at].text), stream[at - 1]
        if not plain or prologue.resolve(verb) == search or verb.text in unknown:
            continue
        tag, end = "", stream[at].end
        behind = stream.slice(at + 1, at + 3)
        if behind[0].kind == "language":
            tag, end = behind[0].text, behind[0].end
        elif behind[0].is_sign("^^"):
            datatype = prologue.resolve(behind[-1])
            if datatype is None:
                continue
            tag, end = f"^^{iri_ref(datatype)}", behind[-1].end
        yield _Literal(
            stream[at],
            query.text[stream[at].start : end],
            f"{stream[at].text}{tag}",
            plain["text"] or plain["number"] or "",
        )


def _objects(query: SparqlText) -> Iterator[int]:
    """Where a string or number stands behind a verb or comma, in a group that is matched with the dataset."""
    within: list[str] = []
    stream = query.tokens
    for at, token in enumerate(stream.slice(0, len(stream) - 1)):
        if token.kind == "bracket" and token.text in "([{":
            is_template = token.text == "{" and at > 0 and stream[at - 1].is_keyword("CONSTRUCT")
            within.append("CONSTRUCT" if is_template else token.text)
        elif token.kind == "bracket" and within:
            within.pop()
        elif token.kind in {"string", "number"} and within and not {"(", "CONSTRUCT"} & {*within}:
            if query.is_foreign(at):
                continue
            before = stream[at - 1]
            if before.kind in {"iri", "name", "variable"} or before.is_keyword("A") or before.text in _VERB_ENDS:
                yield at


def _held(dataset: PublishedDataset, literals: Iterable[str]) -> set[str]:
    """Those of some literals that any statement of the dataset has for its object."""
    numbered = dict(enumerate(sorted(literals)))
    rows = " ".join(f"({number} {literal})" for number, literal in numbered.items())
    anywhere = "{ ?s ?p ?value } UNION { GRAPH ?g { ?s ?p ?value } }"
    query = f"SELECT ?number {{ VALUES (?number ?value) {{ {rows} }} FILTER EXISTS {{ {anywhere} }} }}"
    return {numbered[int(number.value)] for (number,) in dataset.select_bound(query)}
