"""Each deviation of the engine is corrected, refused, or remains as the table says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.engine.answer import Term
from kg.engine.jobs import PreparedUpdate
from kg.engine.oxigraph.store import Store
from kg.errors import QueryError
from kg.formats import TRUTH
from kg.sparql.terms import iri_ref, string
from tests.w3c.deviations import CORRECTED, REFUSED, REMAINS, Deviation, deviations

PREFIXES = {"": "http://example.org/", "xsd": "http://www.w3.org/2001/XMLSchema#"}
BARE = {PREFIXES["xsd"] + name for name in ("integer", "boolean")}


def store(entry: Deviation, folder: Path) -> Store:
    document = folder / "data.trig"
    document.write_text(f"@prefix : <{PREFIXES['']}> .\n{entry.data}", encoding="utf-8")
    filled = Store()
    filled.load_document(document)
    return filled


def written(term: Term | None) -> str:
    """A term in the syntax of a query, or UNDEF."""
    if term is None:
        return "UNDEF"
    if term.kind == "iri":
        return iri_ref(term.value)
    if term.datatype in BARE:
        return term.value
    datatype = None if term.datatype == PREFIXES["xsd"] + "string" else term.datatype
    return string(term.value, term.language, datatype)


def answered(entry: Deviation, folder: Path) -> list[str]:
    """The rows of the answer to an example, or its truth value."""
    answer = store(entry, folder).query(entry.query, prefixes=PREFIXES)
    if answer.kind == TRUTH:
        return [str(answer.truth).lower()]
    return sorted(" ".join(map(written, row)) for row in answer.rows())


def ask(filled: Store, entry: Deviation) -> None:
    if entry.update:
        filled.update(PreparedUpdate(entry.update, PREFIXES))
    else:
        list(filled.query(entry.query, prefixes=PREFIXES).rows())


def of(outcome: str) -> pytest.MarkDecorator:
    entries = [entry for entry in deviations() if entry.outcome == outcome]
    return pytest.mark.parametrize("entry", entries, ids=lambda entry: entry.name)


@of(CORRECTED)
def test_a_corrected_query_has_the_answer_of_the_standard(entry: Deviation, tmp_path: Path) -> None:
    assert answered(entry, tmp_path) == sorted(entry.rows)


@of(REMAINS)
def test_what_remains_is_as_the_table_says(entry: Deviation, tmp_path: Path) -> None:
    assert answered(entry, tmp_path) == sorted(entry.rows)


@of(REFUSED)
def test_a_refusal_says_where_and_why(entry: Deviation, tmp_path: Path) -> None:
    filled = store(entry, tmp_path)
    with pytest.raises(QueryError, match=rf"line 1, column \d+.*{re.escape(entry.refused)}"):
        ask(filled, entry)
