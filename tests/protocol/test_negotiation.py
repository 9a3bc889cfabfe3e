"""Content negotiation."""

from __future__ import annotations

import pytest

from kg.errors import RequestError
from kg.formats import GRAPH, TABLE, TRUTH, Format, answer_formats, by_name, formats_for, rdf_document_formats
from kg.limits import RequestLimits
from kg.protocol.negotiation import Preferences

RDF_SUFFIXES = [form.suffix for form in rdf_document_formats()]

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
COMUNICA = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,"
    "text/turtle;q=0.6,application/rdf+xml;q=0.5,text/html;q=0.2"
)
SPARQL_STORE = "application/sparql-results+xml, application/rdf+xml"
LIMITS = RequestLimits()


def prefer(header: str | None, limits: RequestLimits = LIMITS) -> Preferences:
    return Preferences(header, limits)


@pytest.mark.parametrize(
    ("kind", "accept", "name"),
    [
        (TABLE, None, "json"),
        (TRUTH, None, "json"),
        (GRAPH, None, "ttl"),
        (TABLE, "", "json"),
        (TABLE, "*/*", "json"),
        (GRAPH, "*/*", "ttl"),
        (TABLE, "text/*", "csv"),
        (GRAPH, "text/*", "ttl"),
        (GRAPH, "application/*", "nt"),
        (TABLE, "TEXT/CSV", "csv"),
        (TABLE, "text/csv;header=present;q=0.5, text/tab-separated-values;q=0.4", "csv"),
        (TABLE, "application/sparql-results+json;q=0.5, application/sparql-results+xml", "xml"),
        (TABLE, "application/sparql-results+json;q=0, */*", "xml"),
        (TABLE, "*/*;q=0.9, text/csv;q=0.1", "json"),
        (TABLE, "*/*, text/csv", "csv"),
        (TABLE, "text/csv, application/sparql-results+json", "csv"),
        (TABLE, "text/turtle, text/csv;q=0.1", "csv"),
        (TABLE, "application/json", "json"),
        (GRAPH, "application/json", "jsonld"),
        (GRAPH, "text/plain", "nt"),
        (GRAPH, "application/trig", "trig"),
        (GRAPH, "application/x-trig", "trig"),
        (GRAPH, "application/n-quads", "nq"),
        (TABLE, "text/csv;q=high", "csv"),
        (TABLE, SPARQL_STORE, "xml"),
        (TRUTH, SPARQL_STORE, "xml"),
        (GRAPH, SPARQL_STORE, "rdf"),
        (GRAPH, COMUNICA, "nq"),
        (TABLE, "application/sparql-results+json;q=1.0,application/sparql-results+xml;q=0.7", "json"),
        (TABLE, FIREFOX, "json"),
        (GRAPH, FIREFOX, "ttl"),
    ],
)
def test_the_accept_header_chooses(kind: str, accept: str | None, name: str) -> None:
    form = prefer(accept).format(kind)
    assert (form and form.name) == name


@pytest.mark.parametrize("form", answer_formats(), ids=lambda form: form.name)
def test_every_format_is_chosen_by_its_media_type(form: Format) -> None:
    assert {prefer(form.media_type).format(kind) for kind in form.carries} == {form}


@pytest.mark.parametrize(
    ("kind", "parameter", "name"),
    [
        *[(kind, form.name, form.name) for kind in (TABLE, TRUTH, GRAPH) for form in formats_for(kind)],
        *[(kind, form.media_type, form.name) for kind in (TABLE, GRAPH) for form in formats_for(kind)],
        (GRAPH, "json", "jsonld"),
        (GRAPH, "json-ld", "jsonld"),
        (GRAPH, "xml", "rdf"),
        (GRAPH, "rdf+xml", "rdf"),
        (GRAPH, "application/rdf xml", "rdf"),
        (GRAPH, "turtle", "ttl"),
        (GRAPH, "trig", "trig"),
        (GRAPH, "nq", "nq"),
        (GRAPH, "application/n-quads", "nq"),
        (TABLE, "CSV", "csv"),
    ],
)
def test_the_parameter_overrides_the_header(kind: str, parameter: str, name: str) -> None:
    form = prefer("application/sparql-results+xml, application/rdf+xml").format(kind, parameter)
    assert (form and form.name) == name


@pytest.mark.parametrize(
    ("kind", "accept", "parameter"),
    [
        (TABLE, "text/turtle", None),
        (GRAPH, "text/csv", None),
        (TABLE, "*/*;q=0", None),
        (TABLE, "text/html", None),
        (TABLE, None, "ttl"),
        (TABLE, None, "docx"),
        (GRAPH, "*/*", "csv"),
    ],
)
def test_a_refusal_lists_the_possible_formats(kind: str, accept: str | None, parameter: str | None) -> None:
    error = prefer(accept).refusal(kind, parameter)
    missing = [form.media_type for form in formats_for(kind) if form.media_type not in str(error)]
    assert prefer(accept).format(kind, parameter) is None
    assert (error.status, missing) == (406, [])


@pytest.mark.parametrize(
    ("accept", "page"),
    [
        (FIREFOX, True),
        ("text/html", True),
        (None, False),
        ("*/*", False),
        ("text/html;q=0", False),
        (COMUNICA, False),
        (SPARQL_STORE, False),
    ],
)
def test_only_clients_that_name_html_first_prefer_it(accept: str | None, page: bool) -> None:
    assert prefer(accept).prefers_html() is page


@pytest.mark.parametrize(
    ("accept", "parameter", "names"),
    [
        (None, None, ["json", "json", "ttl"]),
        ("text/csv", None, ["csv", "csv", None]),
        ("text/turtle, text/csv;q=0.5", None, ["csv", "csv", "ttl"]),
        ("text/turtle", "xml", ["xml", "xml", "rdf"]),
        ("*/*;q=0", None, [None, None, None]),
        (None, "docx", [None, None, None]),
    ],
)
def test_each_kind_has_its_format_or_none(accept: str | None, parameter: str | None, names: list[str | None]) -> None:
    found = [prefer(accept).format(kind, parameter) for kind in (TABLE, TRUTH, GRAPH)]
    assert [form and form.name for form in found] == names


@pytest.mark.parametrize(
    ("accept_encoding", "encoding"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip", "gzip"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("GZIP", "gzip"),
        ("gzip;q=1, zstd;q=0.5", "gzip"),
        ("gzip;q=0", "identity"),
        ("gzip;q=0, *", "zstd"),
        ("zstd;q=0, *", "gzip"),
        ("*", "zstd"),
        ("*;q=0", "identity"),
        ("br, deflate", "identity"),
        ("identity, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip;q=1", "gzip"),
        ("identity;q=0, gzip", "gzip"),
        ("gzip;q=high", "gzip"),
    ],
)
def test_the_client_chooses_the_encoding(accept_encoding: str | None, encoding: str) -> None:
    assert prefer(accept_encoding).encoding() == encoding


@pytest.mark.parametrize(
    ("accept", "text"),
    [
        ("text/plain", True),
        ("text/*", True),
        ("text/csv, application/json;q=0.5", True),
        ("text/plain, */*;q=0.1", True),
        (FIREFOX, False),
        (None, False),
        ("", False),
        ("*/*", False),
        ("application/json", False),
        ("application/json, text/plain", False),
        ("text/plain;q=0", False),
        (SPARQL_STORE, False),
    ],
)
def test_only_clients_that_name_text_first_prefer_it(accept: str | None, text: bool) -> None:
    assert prefer(accept).prefers_text() is text


# What Graph().parse(address) sends: every type that it reads.
RDFLIB = (
    "text/turtle, application/rdf+xml, application/n-triples;q=0.9, text/n3;q=0.8, application/ld+json;q=0.7, "
    "application/trig;q=0.6, application/n-quads;q=0.5"
)


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (None, "ttl"),
        ("", "ttl"),
        ("*/*", "ttl"),
        (FIREFOX, "html"),
        ("text/html", "html"),
        ("application/xhtml+xml", "html"),
        ("text/html, text/turtle", "html"),
        ("text/html;q=0.9, text/turtle", "ttl"),
        ("text/html;q=0.2, image/png", "html"),
        ("text/html;q=0, */*", "ttl"),
        ("text/*", "ttl"),
        (COMUNICA, "trig"),
        (RDFLIB, "ttl"),
        ("application/rdf+xml", "rdf"),
        ("application/xml", "rdf"),
        ("application/ld+json", "jsonld"),
        ("application/json", "jsonld"),
        ("text/plain", "nt"),
        ("application/n-triples, */*;q=0.1", "nt"),
        ("text/turtle;q=0.3, application/trig;q=0.4", "trig"),
        ("TEXT/TURTLE", "ttl"),
    ],
)
def test_the_accept_header_chooses_a_document(accept: str | None, suffix: str) -> None:
    assert prefer(accept).document() == suffix


@pytest.mark.parametrize("accept", ["image/png", "text/csv", "application/n-quads", "*/*;q=0", "text/html;q=0"])
def test_the_refusal_of_a_document_lists_the_possible_formats(accept: str) -> None:
    with pytest.raises(RequestError) as caught:
        prefer(accept).document()
    missing = [suffix for suffix in RDF_SUFFIXES if by_name(suffix).media_type not in str(caught.value)]
    assert (caught.value.status, missing) == (406, [])


@pytest.mark.parametrize(("characters", "name"), [(len("text/csv"), "csv"), (len("text/csv") - 1, None)])
def test_no_more_characters_are_read_than_the_limit(characters: int, name: str | None) -> None:
    form = prefer("text/csv", RequestLimits(accept_characters=characters)).format(TABLE)
    assert (form and form.name) == name


@pytest.mark.parametrize(("ranges", "name"), [(2, "csv"), (1, None)])
def test_no_more_ranges_are_read_than_the_limit(ranges: int, name: str | None) -> None:
    form = prefer("image/png, text/csv", RequestLimits(accept_ranges=ranges)).format(TABLE)
    assert (form and form.name) == name


@pytest.mark.parametrize(
    "header", [",", ";", ";q=1", "a;q", "/", "*", "a/b;q=;x", '"', 'text/csv;a="b', "\x00", "é;q=½", ",;" * 50_000]
)
def test_a_malformed_header_causes_no_error(header: str) -> None:
    preferences = prefer(header)
    assert preferences.encoding() in {"identity", "gzip", "zstd"}
    assert preferences.format(TABLE) in {None, *formats_for(TABLE)}
    assert isinstance(preferences.prefers_html() or preferences.prefers_text() or preferences.prefers_rdf(), bool)
