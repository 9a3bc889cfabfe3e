"""What requests mean (SPARQL 1.1 Protocol, 2.1)."""

from __future__ import annotations

import pytest

from kg.errors import RequestError
from kg.publish.protocol import Operation, parse

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"


def refused(method: str, content_type: str | None, arguments: list[tuple[str, str]], body: bytes = b"") -> RequestError:
    with pytest.raises(RequestError) as caught:
        parse(method, content_type, arguments, body)
    return caught.value


def test_get_takes_the_query_and_the_graphs_from_the_url() -> None:
    arguments = [("query", "ASK {}"), ("default-graph-uri", "http://a"), ("named-graph-uri", "http://b")]
    arguments.append(("default-graph-uri", "http://c"))
    assert parse("GET", None, arguments, b"") == Operation("ASK {}", ("http://a", "http://c"), ("http://b",))


def test_a_form_takes_the_query_and_the_graphs_from_the_body() -> None:
    body = b"query=SELECT+%3Fx+%7B%7D%23%C3%A9&named-graph-uri=http%3A%2F%2Fb"
    assert parse("POST", f"{FORM}; charset=UTF-8", [], body) == Operation("SELECT ?x {}#é", (), ("http://b",))


def test_a_direct_post_takes_the_query_from_the_body_and_the_graphs_from_the_url() -> None:
    arguments = [("default-graph-uri", "http://a"), ("query", "ignored")]
    assert parse("POST", DIRECT, arguments, "ASK {} # é".encode()) == Operation("ASK {} # é", ("http://a",))


def test_a_byte_order_mark_is_no_part_of_the_query() -> None:
    assert parse("POST", DIRECT, [], b"\xef\xbb\xbfASK {}").query == "ASK {}"


def test_unknown_parameters_are_ignored() -> None:
    assert parse("GET", None, [("query", "ASK {}"), ("results", "json"), ("debug", "on")], b"") == Operation("ASK {}")


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ([("format", "csv")], "csv"),
        ([("output", "csv")], "csv"),
        ([("output", "xml"), ("format", "csv")], "csv"),
        ([("format", ""), ("output", "xml")], "xml"),
        ([], None),
    ],
)
def test_the_format_is_a_parameter(arguments: list[tuple[str, str]], wanted: str | None) -> None:
    assert parse("GET", None, [("query", "ASK {}"), *arguments], b"").format == wanted


def test_the_format_of_a_form_may_stand_in_the_url() -> None:
    assert parse("POST", FORM, [("format", "csv")], b"query=ASK%7B%7D").format == "csv"


@pytest.mark.parametrize("arguments", [[], [("query", "  ")], [("query", "ASK {}"), ("query", "ASK {}")]])
def test_a_query_stands_once(arguments: list[tuple[str, str]]) -> None:
    assert refused("GET", None, arguments).status == 400


def test_a_repeated_query_is_counted() -> None:
    assert "There are 2 queries." in str(refused("POST", FORM, [], b"query=ASK%7B%7D&query=ASK%7B%7D"))


@pytest.mark.parametrize(
    "content_type", [None, "", "text/plain", "multipart/form-data; boundary=x", "application/json"]
)
def test_other_content_types_are_refused_and_the_right_ones_named(content_type: str | None) -> None:
    error = refused("POST", content_type, [], b"ASK {}")
    assert (error.status, FORM in str(error), DIRECT in str(error)) == (415, True, True)


@pytest.mark.parametrize(
    ("content_type", "body"), [(FORM, b"update=CLEAR+ALL"), ("application/sparql-update", b"CLEAR ALL")]
)
def test_updates_are_refused(content_type: str, body: bytes) -> None:
    assert refused("POST", content_type, [], body).status == 403


@pytest.mark.parametrize(("content_type", "body"), [(DIRECT, b"ASK \xff"), (FORM, b"query=%FF"), (FORM, b"query=\xff")])
def test_what_is_not_utf8_is_refused(content_type: str, body: bytes) -> None:
    assert refused("POST", content_type, [], body).status == 400


def test_other_methods_are_refused() -> None:
    assert refused("DELETE", None, []).status == 405
