"""What the response cache keeps, for which requests, and for how long."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.engine.concurrency_limit import ConcurrencyLimit
from kg.errors import Problem, RequestError
from kg.http.cache import Cache
from kg.http.wsgi import Environ, FileBody, request_context
from kg.limits import CacheLimits, RequestLimits
from tests.http.middleware import Counting, cached, post, request, send

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
MEGABYTE = 1 << 20
ALWAYS = ["ETag", "Cache-Control", "Vary", "Content-Location", "Access-Control-Allow-Origin"]


def with_cache(application: Counting, limits: CacheLimits | None = None, versions: list[str] | None = None) -> Cache:
    states = versions or ["1"]
    return cached(application, limits or CacheLimits(1), ConcurrencyLimit(RequestLimits()), lambda: states[-1])


def evaluations(*environs: Environ, limits: CacheLimits | None = None) -> int:
    """How many of some requests reach the application, one after the other."""
    application = Counting()
    cache = with_cache(application, limits)
    for environ in environs:
        send(cache, environ)
    return application.evaluations


def test_an_identical_request_is_answered_from_the_cache() -> None:
    application = Counting()
    cache = with_cache(application)
    first, second, third = (send(cache, request()) for _ in range(3))
    assert (application.evaluations, first, first.body) == (1, second, b"answer")
    assert third == first


def test_a_kept_response_is_sent_again() -> None:
    cache, environ = with_cache(Counting()), request()
    response = send(cache, environ)
    again = request_context(environ).again
    assert again
    assert again("192.0.2.1") == response


def test_a_kept_response_is_not_sent_again_after_a_change_of_the_data() -> None:
    versions = ["1"]
    cache, environ = with_cache(Counting(), versions=versions), request()
    send(cache, environ)
    versions.append("2")
    again = request_context(environ).again
    assert again
    assert again("192.0.2.1") is None


@pytest.mark.parametrize(
    ("application", "environ"),
    [
        (Counting("404 Not Found"), request()),
        (Counting(headers=[]), request()),
        (Counting(), request(REQUEST_METHOD="DELETE")),
        (Counting(), post(UPDATE, b"CLEAR ALL")),
        (Counting(), post(FORM, b"update=CLEAR%20ALL")),
    ],
)
def test_what_is_not_kept_is_not_sent_again(application: Counting, environ: Environ) -> None:
    send(with_cache(application), environ)
    assert not request_context(environ).kept


@pytest.mark.parametrize(
    "changes",
    [
        {"scheme": "https"},
        {"HTTP_HOST": "example.com"},
        {"PATH_INFO": "/query"},
        {"QUERY_STRING": "query=ASK%7B%7D"},
        {"HTTP_ACCEPT": "text/html"},
        {"CONTENT_TYPE": "text/html"},
        {"HTTP_AUTHORIZATION": "Bearer b"},
        {"HTTP_ACCEPT_ENCODING": "zstd"},
        {"HTTP_ACCEPT": None},
        {"HTTP_AUTHORIZATION": None},
        {"HTTP_HOST": None},
        {"HTTP_ACCEPT_ENCODING": None},
        # The parts of the key are kept apart.
        {"HTTP_HOST": "example.org/", "PATH_INFO": "sparql"},
        {"HTTP_HOST": "example", "PATH_INFO": ".org/sparql"},
    ],
)
def test_a_request_that_differs_in_a_part_of_the_key_is_evaluated(changes: dict[str, str | None]) -> None:
    assert evaluations(request(), request(**changes), request(), request(**changes)) == 2


def test_a_missing_header_is_not_the_text_none() -> None:
    assert evaluations(request(HTTP_ACCEPT=None), request(HTTP_ACCEPT="None")) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"REMOTE_ADDR": "192.0.2.2"},
        {"HTTP_USER_AGENT": "curl"},
        {"HTTP_COOKIE": "a=b"},
        {"HTTP_ACCEPT_ENCODING": "gzip, br;q=0.5"},
        {"REQUEST_METHOD": "HEAD"},
        {"HTTP_IF_NONE_MATCH": '"other"'},
    ],
)
def test_nothing_else_is_part_of_the_key(changes: dict[str, str | None]) -> None:
    assert evaluations(request(), request(**changes)) == 1


def test_a_new_version_of_the_dataset_is_evaluated() -> None:
    application, versions = Counting(), ["1"]
    cache = with_cache(application, versions=versions)
    for version in ("1", "2", "2", "1"):
        versions.append(version)
        send(cache, request())
    assert application.evaluations == 2


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_a_request_by_another_method_reaches_the_application(method: str) -> None:
    assert evaluations(*(request(REQUEST_METHOD=method) for _ in range(2))) == 2


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (FORM, b"query=ASK"),
        (QUERY, b"ASK {}"),
        (f"{FORM}; charset=utf-8", b"query=ASK"),
        (f" {QUERY.upper()} ;charset=utf-8", b"ASK {}"),
        (FORM, b"&".join([b"query=ASK"] * 1000)),
        (FORM, b"query=ASK+%7B+%3Fs+%3Fp+%22%C3%A9%22+%7D"),
        # In a query itself the word changes nothing.
        (FORM, b"query=ASK+%7B+%3Curn%3Aupdate%3E+%3Fp+%3Fo+%7D&updates="),
        (QUERY, b"ASK { <urn:update> ?p ?o }"),
    ],
)
def test_a_query_by_post_is_cached(content_type: str, body: bytes) -> None:
    assert evaluations(*(post(content_type, body) for _ in range(3))) == 1


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (FORM, b"update=CLEAR+ALL"),
        (FORM, b"query=ASK&update=x"),
        (FORM, b"query=ASK&update="),
        (FORM, b"%75pdate=CLEAR+ALL"),
        (FORM, b"&".join([b"query=ASK"] * 1001)),
        (FORM, b"query=%FF"),
        (UPDATE, b"CLEAR ALL"),
        ("text/turtle", b"<urn:a> <urn:b> <urn:c> ."),
        ("multipart/form-data; boundary=b", b""),
        ("", b""),
    ],
)
def test_any_other_body_reaches_the_application_whole(content_type: str, body: bytes) -> None:
    application = Counting()
    cache = with_cache(application)
    for _ in range(2):
        send(cache, post(content_type, body))
    assert (application.bodies, application.methods) == ([body, body], ["POST", "POST"])


def test_a_body_without_a_content_type_reaches_the_application() -> None:
    environ = post(QUERY, b"ASK {}")
    del environ["CONTENT_TYPE"]
    assert evaluations(dict(environ), dict(environ)) == 2


def test_the_body_is_part_of_the_key() -> None:
    assert evaluations(post(QUERY, b"ASK {}"), post(QUERY, b"ASK { }")) == 2


def test_a_request_by_post_is_not_one_by_get() -> None:
    assert evaluations(request(CONTENT_TYPE=QUERY), post(QUERY, b"")) == 2


def test_a_cached_body_reaches_the_application_as_far_as_it_was_announced() -> None:
    application = Counting()
    environ = post(QUERY, b"ASK {} and more")
    environ["CONTENT_LENGTH"] = "6"
    send(with_cache(application), environ)
    assert application.bodies == [b"ASK {}"]


@pytest.mark.parametrize("length", ["", None])
def test_a_body_of_no_announced_length_is_empty(length: str | None) -> None:
    application = Counting()
    environ = post(QUERY, b"ASK {}")
    environ["CONTENT_LENGTH"] = length
    send(with_cache(application), environ)
    assert application.bodies == [b""]


@pytest.mark.parametrize(("size", "expected"), [(10, 1), (11, 2)])
def test_a_body_up_to_the_limit_is_cached(size: int, expected: int) -> None:
    limits = CacheLimits(1, body_bytes=10)
    assert evaluations(*(post(QUERY, b"#" * size) for _ in range(2)), limits=limits) == expected


@pytest.mark.parametrize(
    ("status", "headers", "expected"),
    [
        ("200 OK", [("ETag", '"1"')], 1),
        ("200 OK", [("etag", '"1"')], 1),
        ("200 OK", [("Content-Type", "text/plain")], 2),
        ("200 OK", [("ETag", "")], 2),
        ("404 Not Found", [("ETag", '"1"')], 2),
        ("303 See Other", [("ETag", '"1"')], 2),
    ],
)
def test_only_complete_answers_with_an_entity_tag_are_kept(
    status: str, headers: list[tuple[str, str]], expected: int
) -> None:
    application = Counting(status, headers)
    cache = with_cache(application)
    for _ in range(2):
        send(cache, request())
    assert application.evaluations == expected


def test_answers_in_files_are_not_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"content")
    application = Counting(body=FileBody((tmp_path / "file").open("rb")))
    cache = with_cache(application)
    bodies = [send(cache, request()).body for _ in range(2)]
    assert (application.evaluations, [isinstance(body, FileBody) for body in bodies]) == (2, [True, True])


def sized(limits: CacheLimits, *order: str, body: bytes = b"answer") -> list[str]:
    """The paths of some requests that reach the application, in order."""
    application = Counting(body=(body,))
    cache, evaluated = with_cache(application, limits), []
    for path in order:
        before = application.evaluations
        send(cache, request(PATH_INFO=path))
        evaluated += [path] * (application.evaluations - before)
    return evaluated


# Two answers of six bytes fill the cache exactly.
HALF = CacheLimits(1, overhead_bytes=MEGABYTE // 2 - 6)


def test_answers_that_fill_the_cache_exactly_are_kept() -> None:
    assert sized(HALF, "a", "b", "a", "b") == ["a", "b"]


def test_the_least_recently_kept_answer_goes_first() -> None:
    assert sized(HALF, "a", "b", "c", "b", "c", "a") == ["a", "b", "c", "a"]


def test_an_answer_that_is_used_stays() -> None:
    assert sized(HALF, "a", "b", "a", "c", "a", "b") == ["a", "b", "c", "b"]


def test_the_size_of_what_goes_is_free_again() -> None:
    paths = [str(number) for number in range(20)]
    assert sized(HALF, *paths, "19", "18") == paths


def test_the_weight_of_an_answer_is_its_body_and_the_overhead() -> None:
    over = CacheLimits(1, overhead_bytes=MEGABYTE // 2 - 5)
    assert sized(over, "a", "b", "b", "a") == ["a", "b", "a"]


@pytest.mark.parametrize(("size", "evaluated"), [(MEGABYTE - 100, ["a"]), (MEGABYTE - 99, ["a", "a"])])
def test_an_answer_as_large_as_the_cache_is_kept(size: int, evaluated: list[str]) -> None:
    assert sized(CacheLimits(1, overhead_bytes=100), "a", "a", body=b"#" * size) == evaluated


def test_an_answer_larger_than_the_cache_displaces_nothing() -> None:
    application = Counting()
    cache = with_cache(application, CacheLimits(1, overhead_bytes=100))
    send(cache, request())
    application.body = (b"#" * MEGABYTE,)
    send(cache, request(PATH_INFO="/large"))
    send(cache, request())
    assert application.evaluations == 2


def test_nothing_is_kept_in_no_memory() -> None:
    assert evaluations(request(), request(), limits=CacheLimits(0)) == 2


def test_a_refused_request_reaches_the_application() -> None:
    application = Counting()
    cache = with_cache(application)
    send(cache, request())
    refused, error = request(), RequestError(413, Problem("body", "too large", "Send less."))
    request_context(refused).refusal = error
    send(cache, refused)
    assert application.refusals == [None, error]


@pytest.mark.parametrize(
    ("status", "shared"), [("400 Bad Request", True), ("504 Gateway Timeout", True), ("429 Too Many Requests", False)]
)
def test_an_error_that_the_server_met_is_shared_with_identical_requests_in_progress(status: str, shared: bool) -> None:
    environ = request()
    request_context(environ).refusal = RequestError(int(status[:3]), Problem("query", "is refused", "Change it."))
    response = send(with_cache(Counting(status)), environ)
    again = request_context(environ).again
    assert (again is not None, response.status) == (shared, int(status[:3]))
    assert again is None or again("192.0.2.1") == response


def test_head_after_get_sends_the_headers_only() -> None:
    application = Counting()
    cache = with_cache(application)
    got, head = send(cache, request()), send(cache, request(REQUEST_METHOD="HEAD"))
    assert (application.methods, head.headers, head.status, head.body) == (["GET"], got.headers, 200, b"")


def test_get_after_head_sends_the_body() -> None:
    application = Counting()
    cache = with_cache(application)
    head, got = send(cache, request(REQUEST_METHOD="HEAD")), send(cache, request())
    assert (application.methods, head.body, got.body) == (["GET"], b"", b"answer")


@pytest.mark.parametrize("condition", ['"1"', 'W/"1"', '"0", "1"', '"0",W/"1"', "*"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_same_entity_tag_is_not_modified(condition: str, method: str) -> None:
    names = [*ALWAYS, "Content-Type", "Content-Encoding", "X-Other"]
    application = Counting(headers=[(name, '"1"') for name in names])
    environ = request(REQUEST_METHOD=method, HTTP_IF_NONE_MATCH=condition)
    response = send(with_cache(application), environ)
    assert (response.status, response.reason, response.body) == (304, "Not Modified", b"")
    assert response.headers == [(name, '"1"') for name in ALWAYS]


@pytest.mark.parametrize("condition", ['"0"', "", '"11"', '"0", "2"'])
def test_another_entity_tag_is_answered(condition: str) -> None:
    assert send(with_cache(Counting()), request(HTTP_IF_NONE_MATCH=condition)).body == b"answer"


@pytest.mark.parametrize(
    "application", [Counting("404 Not Found"), Counting(headers=[]), Counting("204 No Content")], ids=lambda a: a.status
)
def test_only_a_complete_answer_with_an_entity_tag_meets_a_condition(application: Counting) -> None:
    response = send(with_cache(application), request(HTTP_IF_NONE_MATCH='"1", *'))
    assert (response.status, response.body) == (int(application.status[:3]), b"answer")


def test_a_condition_on_a_post_means_nothing() -> None:
    assert send(with_cache(Counting()), post(QUERY, b"ASK {}", HTTP_IF_NONE_MATCH='"1"')).status == 200


def test_the_request_context_says_what_came_from_the_cache() -> None:
    cache, first, second = with_cache(Counting()), request(), request()
    send(cache, first)
    send(cache, second)
    assert [request_context(environ).cache for environ in (first, second)] == [None, "hit"]
