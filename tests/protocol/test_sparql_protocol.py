"""What requests mean (SPARQL 1.1 Protocol, 2.1 and 2.2, with the version of 1.2)."""

from __future__ import annotations

import pytest

from kg.errors import RequestError
from kg.limits import QueryLimits
from kg.protocol.sparql import FORM, QUERY, UPDATE, Query, Update, decoded, parse_operation

Arguments = list[tuple[str, str]]
LIMITS = QueryLimits()


def parse(method: str, content_type: str | None, arguments: Arguments, body: bytes = b"") -> Query | Update:
    return parse_operation(method, content_type, arguments, body, LIMITS)


def refused(method: str, content_type: str | None, arguments: Arguments, body: bytes = b"") -> RequestError:
    with pytest.raises(RequestError) as caught:
        parse(method, content_type, arguments, body)
    return caught.value


def query(method: str, content_type: str | None, arguments: Arguments, body: bytes = b"") -> Query:
    operation = parse(method, content_type, arguments, body)
    assert isinstance(operation, Query)
    return operation


def test_get_takes_the_query_and_the_graphs_from_the_url() -> None:
    arguments = [("query", "ASK {}"), ("default-graph-uri", "http://a"), ("named-graph-uri", "http://b")]
    arguments.append(("default-graph-uri", "http://c"))
    assert parse("GET", None, arguments, b"") == Query("ASK {}", ("http://a", "http://c"), ("http://b",))


def test_a_form_takes_the_query_and_the_graphs_from_the_body() -> None:
    body = b"query=SELECT+%3Fx+%7B%7D%23%C3%A9&named-graph-uri=http%3A%2F%2Fb"
    assert parse("POST", f"{FORM}; charset=UTF-8", [], body) == Query("SELECT ?x {}#é", (), ("http://b",))


def test_a_direct_post_takes_the_query_from_the_body_and_the_graphs_from_the_url() -> None:
    arguments = [("default-graph-uri", "http://a"), ("query", "ignored")]
    assert parse("POST", QUERY, arguments, "ASK {} # é".encode()) == Query("ASK {} # é", ("http://a",))


def test_a_byte_order_mark_is_not_part_of_the_query() -> None:
    assert parse("POST", QUERY, [], b"\xef\xbb\xbfASK {}").text == "ASK {}"


def test_unknown_parameters_are_ignored() -> None:
    assert parse("GET", None, [("query", "ASK {}"), ("results", "json"), ("debug", "on")], b"") == Query("ASK {}")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([("format", "csv")], "csv"),
        ([("output", "csv")], "csv"),
        ([("output", "xml"), ("format", "csv")], "csv"),
        ([("format", ""), ("output", "xml")], "xml"),
        ([], None),
    ],
)
def test_the_format_is_a_parameter(arguments: Arguments, expected: str | None) -> None:
    assert query("GET", None, [("query", "ASK {}"), *arguments]).format == expected


def test_the_format_of_a_form_may_stand_in_the_url() -> None:
    assert query("POST", FORM, [("format", "csv")], b"query=ASK%7B%7D").format == "csv"


@pytest.mark.parametrize("arguments", [[], [("query", "  ")], [("query", "ASK {}"), ("query", "ASK {}")]])
def test_a_query_must_be_given_exactly_once(arguments: Arguments) -> None:
    assert refused("GET", None, arguments).status == 400


def test_a_repeated_query_is_reported() -> None:
    assert "more than one query" in str(refused("POST", FORM, [], b"query=ASK%7B%7D&query=ASK%7B%7D"))


@pytest.mark.parametrize(
    "content_type", [None, "", "text/plain", "multipart/form-data; boundary=x", "application/json"]
)
def test_other_content_types_are_refused_and_the_right_ones_named(content_type: str | None) -> None:
    error = refused("POST", content_type, [], b"ASK {}")
    assert (error.status, FORM in str(error), QUERY in str(error)) == (415, True, True)


@pytest.mark.parametrize("content_type", [UPDATE, f"{UPDATE}; charset=utf-8", UPDATE.upper()])
def test_a_direct_post_takes_the_update_from_the_body(content_type: str) -> None:
    assert parse("POST", content_type, [("update", "ignored")], "CLEAR ALL # é".encode()) == Update("CLEAR ALL # é")


def test_a_form_takes_the_update_from_the_body() -> None:
    assert parse("POST", FORM, [], b"update=CLEAR+ALL") == Update("CLEAR ALL")


@pytest.mark.parametrize(
    ("content_type", "arguments", "body"),
    [
        (
            UPDATE,
            [("using-graph-uri", "e:a"), ("using-named-graph-uri", "e:b"), ("using-graph-uri", "e:c")],
            b"CLEAR ALL",
        ),
        (FORM, [], b"update=CLEAR+ALL&using-graph-uri=e:a&using-named-graph-uri=e%3Ab&using-graph-uri=e:c"),
        (FORM, [("using-graph-uri", "e:c")], b"update=CLEAR+ALL&using-graph-uri=e:a&using-named-graph-uri=e:b"),
    ],
)
def test_an_update_comes_with_its_graphs(content_type: str, arguments: Arguments, body: bytes) -> None:
    assert parse("POST", content_type, arguments, body) == Update("CLEAR ALL", ("e:a", "e:c"), ("e:b",))


@pytest.mark.parametrize(
    "arguments", [[("default-graph-uri", "e:a")], [("named-graph-uri", "e:a")], [("format", "csv")]]
)
def test_parameters_of_queries_are_ignored_for_updates(arguments: Arguments) -> None:
    assert parse("POST", UPDATE, arguments, b"CLEAR ALL") == Update("CLEAR ALL")


@pytest.mark.parametrize(
    ("method", "content_type", "arguments", "body"),
    [
        ("GET", None, [("update", "CLEAR ALL")], b""),
        ("GET", None, [("query", "ASK {}"), ("update", "CLEAR ALL")], b""),
        ("HEAD", None, [("update", "CLEAR ALL")], b""),
        ("POST", FORM, [], b"query=ASK+%7B%7D&update=CLEAR+ALL"),
        ("POST", FORM, [], b"update=CLEAR+ALL&update=CLEAR+ALL"),
        ("POST", FORM, [("update", "CLEAR ALL")], b""),
        ("POST", FORM, [], b"update="),
        ("POST", UPDATE, [("update", "CLEAR ALL")], b" "),
    ],
)
def test_an_update_is_sent_once_and_by_post(
    method: str, content_type: str | None, arguments: Arguments, body: bytes
) -> None:
    assert refused(method, content_type, arguments, body).status == 400


@pytest.mark.parametrize(("given", "seconds"), [("5", 5.0), ("0.5", 0.5), (" 7 ", 7.0), ("1e2", 100.0)])
def test_the_client_may_set_a_time_limit(given: str, seconds: float) -> None:
    assert query("GET", None, [("query", "ASK {}"), ("timeout", given)]).seconds == seconds


def test_an_update_may_have_a_time_limit() -> None:
    assert parse("POST", UPDATE, [("timeout", "5")], b"CLEAR ALL") == Update("CLEAR ALL", seconds=5.0)


@pytest.mark.parametrize("given", ["", "0", "-1", "soon", "inf", "nan", "5s", "1e999"])
def test_an_invalid_time_limit_is_refused(given: str) -> None:
    error = refused("GET", None, [("query", "ASK {}"), ("timeout", given)])
    assert (error.status, "parameter timeout" in str(error)) == (400, True)


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.2-basic"])
def test_known_versions_are_accepted(version: str) -> None:
    assert parse("GET", None, [("query", "ASK {}"), ("version", version)], b"") == Query("ASK {}")


@pytest.mark.parametrize("content_type", [f"{QUERY}; version=1.2", f'{QUERY};charset="UTF-8";Version="1.1"'])
def test_the_version_may_stand_in_the_content_type(content_type: str) -> None:
    assert parse("POST", content_type, [], b"ASK {}") == Query("ASK {}")


@pytest.mark.parametrize(
    ("content_type", "arguments", "body"),
    [
        (QUERY, [("version", "2.0")], b"ASK {}"),
        (f"{QUERY}; version=2.0", [], b"ASK {}"),
        (f"{UPDATE}; version=2.0", [], b"CLEAR ALL"),
        (FORM, [], b"query=ASK+%7B%7D&version=2.0"),
        (FORM, [], b"update=CLEAR+ALL&version=2.0"),
    ],
)
def test_an_unknown_version_is_refused(content_type: str, arguments: Arguments, body: bytes) -> None:
    error = refused("POST", content_type, arguments, body)
    assert (error.status, "1.2-basic" in str(error)) == (400, True)


@pytest.mark.parametrize(
    "content_type", [f"{QUERY}; charset=latin-1", f"{UPDATE};charset=UTF-16", f"{FORM}; charset=x"]
)
def test_another_charset_is_refused(content_type: str) -> None:
    assert refused("POST", content_type, [], b"ASK {}").status == 400


def test_a_body_is_read_without_its_byte_order_mark() -> None:
    assert decoded(b"\xef\xbb\xbfa") == "a"


@pytest.mark.parametrize(("content_type", "body"), [(QUERY, b"ASK \xff"), (FORM, b"query=%FF"), (FORM, b"query=\xff")])
def test_a_body_that_is_not_utf8_is_refused(content_type: str, body: bytes) -> None:
    assert refused("POST", content_type, [], body).status == 400


@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "TRACE"])
def test_other_methods_are_refused(method: str) -> None:
    assert refused(method, None, [("query", "ASK {}")]).status == 405


def test_head_is_parsed_like_get() -> None:
    assert parse("HEAD", None, [("query", "ASK {}")], b"") == Query("ASK {}")


@pytest.mark.parametrize(("fields", "status"), [(3, None), (4, 400)])
def test_a_form_has_at_most_as_many_fields_as_the_limit(fields: int, status: int | None) -> None:
    body = b"&".join([b"query=ASK+%7B%7D", *[b"x=1"] * (fields - 1)])
    if status is None:
        assert parse_operation("POST", FORM, [], body, QueryLimits(form_fields=3)) == Query("ASK {}")
    else:
        with pytest.raises(RequestError) as caught:
            parse_operation("POST", FORM, [], body, QueryLimits(form_fields=3))
        assert caught.value.status == status
