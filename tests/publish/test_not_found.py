"""Documents about nothing."""

from __future__ import annotations

import pytest
from rdflib import Dataset, Graph

from kg.formats import rdf_document_formats
from kg.publish.entities.not_found import absent

RDF_SUFFIXES = [form.suffix for form in rdf_document_formats()]

PARSERS = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml", "trig": "trig"}
REASONS = {
    "plain": "The dataset says nothing about it.",
    "empty": "",
    "two hyphens": "a--b",
    "three hyphens": "a---b",
    "hyphens at the end": "a----",
    "a hyphen": "-",
    "the end of a comment": "a --> <x/>",
    "lines": "a\n<urn:a> <urn:b> <urn:c> .\r\n<urn:a> <urn:b> <urn:d> .",
    "a line separator": "a\u2028<urn:a> <urn:b> <urn:c> .",
    "a next line": "a\x85<urn:a> <urn:b> <urn:c> .",
    "quotation marks": 'it\'s "quoted" \\',
    "a control character": "a\x01\x00b",
    "no character": "a\ufffe\uffffb",
    "markup": "]]> & &amp; <!DOCTYPE x>",
    "Korean": "당 대회",
}


def parsed(suffix: str, text: str) -> Graph:
    graph = Dataset() if suffix == "trig" else Graph()
    return graph.parse(data=text, format=PARSERS[suffix])


@pytest.mark.parametrize("reason", REASONS.values(), ids=REASONS)
@pytest.mark.parametrize("suffix", RDF_SUFFIXES)
def test_a_document_about_nothing_is_a_graph_without_triples(suffix: str, reason: str) -> None:
    assert len(parsed(suffix, absent(suffix, reason))) == 0


@pytest.mark.parametrize("suffix", RDF_SUFFIXES)
def test_it_says_why_it_is_empty(suffix: str) -> None:
    assert "says nothing about person/x-1" in absent(suffix, "The dataset says nothing about person/x-1.")
