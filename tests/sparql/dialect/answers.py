"""Answers to queries over a small dataset, as texts to compare."""

from __future__ import annotations

from pathlib import Path

from kg.engine.answer import Term
from kg.engine.jobs import PreparedQuery
from kg.engine.oxigraph.store import Store
from kg.limits import QueryLimits

PREFIXES = {"": "http://example.org/", "xsd": "http://www.w3.org/2001/XMLSchema#"}


def filled(folder: Path, trig: str, limits: QueryLimits | None = None) -> Store:
    """A store that holds a document in TriG, whose names have no prefix."""
    document = folder / "data.trig"
    document.write_text(f"@prefix : <{PREFIXES['']}> .\n{trig}", encoding="utf-8")
    store = Store(limits=limits or QueryLimits())
    store.load_document(document)
    return store


def rows(store: Store, query: str, default: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> list[str]:
    """The rows of an answer in order, with the values of their terms; ``-`` stands for an unbound variable."""
    default, named = (tuple(PREFIXES[""] + name for name in names) for names in (default, named))
    answer = store.answer(PreparedQuery(query, PREFIXES, None, default, named))
    return sorted(" ".join(map(_written, row)) for row in answer.rows())


def _written(term: Term | None) -> str:
    return "-" if term is None else term.value.removeprefix(PREFIXES[""])
