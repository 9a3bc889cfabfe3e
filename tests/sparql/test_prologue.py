"""The prologue: the prefixes and the base that a text declares."""

from __future__ import annotations

import pytest

from kg.sparql.prologue import Prologue, prefixes_in_use
from kg.sparql.text import SparqlText
from kg.sparql.tokens import TokenStream


def resolved(text: str, base: str | None = None) -> str | None:
    stream = TokenStream(text)
    prologue, at = Prologue({"x": "http://given.org/"}, base), 0
    while (behind := prologue.read(stream, at)) > at:
        at = behind
    return prologue.resolve(stream[at])


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("x:a", "http://given.org/a"),
        ("PREFIX x: <http://own.org/> x:a\\~b", "http://own.org/a~b"),
        ("BASE <http://b.org/c/> PREFIX : <d#> :e", "http://b.org/c/d#e"),
        ("BASE <http://b.org/c/> BASE <../f> <g>", "http://b.org/g"),
        ("VERSION '1.2' x:a", "http://given.org/a"),
        ("y:a", None),
        ("?x", None),
    ],
)
def test_names_are_resolved(text: str, iri: str | None) -> None:
    assert resolved(text) == iri


def test_a_given_base_holds() -> None:
    assert resolved("<a>", "http://b.org/") == "http://b.org/a"


def test_the_written_prologue_has_of_the_given_prefixes_those_in_use() -> None:
    stream = TokenStream("PREFIX z: <http://z.org/> x:a")
    prologue = Prologue({"x": "http://x.org/", "y": "http://y.org/"}, None)
    prologue.read(stream, 0)
    assert prologue.written(stream.slice(3, 4)) == "PREFIX x: <http://x.org/>\nPREFIX z: <http://z.org/>\n"


@pytest.mark.parametrize(
    ("text", "prefixes"),
    [
        ("CONSTRUCT { ?s x:p ?o } { ?s x:p ?o }", {"x": "http://x.org/"}),
        ("PREFIX z: <http://z.org/> CONSTRUCT { ?s z:p ?o } {}", {"z": "http://z.org/"}),
        ("BASE <http://b.org/> PREFIX z: <c#> CONSTRUCT {} {}", {"z": "http://b.org/c#"}),
        ("PREFIX z: <relative#> CONSTRUCT { ?s z:p ?o } {}", {}),
        ("PREFIX \u00e9: <http://e.org/> CONSTRUCT {} {}", {}),
        ("# PREFIX z: <http://z.org/> x:a\nCONSTRUCT { ?s 'x:a' <x:a> } {}", {}),
    ],
)
def test_the_prefixes_in_use_are_those_declared_and_those_of_names(text: str, prefixes: dict[str, str]) -> None:
    assert prefixes_in_use(SparqlText(text), {"x": "http://x.org/", "y": "http://y.org/"}) == prefixes
