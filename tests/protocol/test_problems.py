"""The kinds of problems (RFC 9457)."""

from __future__ import annotations

import json

import pytest

from kg.errors import (
    DatasetError,
    DiskFullError,
    EvaluationError,
    KgError,
    Problem,
    QueryError,
    RequestError,
    ShortageError,
)
from kg.protocol.problems import PROBLEM_TYPES, ProblemType, problem_details, problem_type, type_of_status

PROBLEM = Problem("here", "is wrong.", "Correct it.")
PLACED = Problem("query, line 2, column 3", "cannot be parsed.", "Correct it.", 2, 3, "?s foo ?o")
PAGE = "https://e.org/problems"
STATUSES = sorted({kind.status for kind in PROBLEM_TYPES})


@pytest.mark.parametrize("kind", PROBLEM_TYPES, ids=lambda kind: kind.slug)
def test_a_type_is_explained(kind: ProblemType) -> None:
    assert (400 <= kind.status < 600, bool(kind.title), kind.words[-1:]) == (True, True, ".")


def test_no_two_types_have_the_same_address() -> None:
    assert len({kind.slug for kind in PROBLEM_TYPES}) == len(PROBLEM_TYPES)


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_has_its_type(status: int) -> None:
    assert type_of_status(status).status == status


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 406, 408, 413, 415, 429, 500, 502, 503, 504, 507])
def test_every_status_of_the_endpoint_is_explained(status: int) -> None:
    assert type_of_status(status) in PROBLEM_TYPES


@pytest.mark.parametrize(("status", "title"), [(418, "I'm a Teapot"), (410, "Gone"), (499, "The request failed")])
def test_any_other_status_has_its_own_phrase(status: int, title: str) -> None:
    kind = type_of_status(status)
    assert (kind.status, kind.title) == (status, title)


@pytest.mark.parametrize("status", STATUSES)
def test_an_error_of_a_request_has_the_type_of_its_status(status: int) -> None:
    assert problem_type(RequestError(status, PROBLEM)) == type_of_status(status)


@pytest.mark.parametrize(
    ("error", "slug"),
    [
        (QueryError(PROBLEM), "query"),
        (EvaluationError(PROBLEM), "evaluation"),
        (RequestError(400, PROBLEM), "request"),
        (DatasetError(PROBLEM), "fault"),
        (ShortageError(PROBLEM), "fault"),
        (DiskFullError(PROBLEM), "room"),
        (KgError(PROBLEM), "failure"),
    ],
)
def test_an_error_has_its_type(error: KgError, slug: str) -> None:
    assert problem_type(error).slug == slug


def test_the_type_is_an_address_on_the_page_of_types() -> None:
    assert problem_details(type_of_status(504), [PROBLEM], PAGE)["type"] == f"{PAGE}#time"


def test_the_members_describe_what_happened() -> None:
    members = problem_details(type_of_status(504), [PROBLEM], PAGE)
    assert (members["status"], members["detail"]) == (504, "here: is wrong. Correct it.")


def test_a_syntax_error_has_its_place() -> None:
    members = problem_details(type_of_status(400), [PLACED], PAGE)
    assert (members["line"], members["column"], members["excerpt"]) == (2, 3, "?s foo ?o")


def test_a_problem_without_a_place_has_no_line() -> None:
    assert {"line", "column", "excerpt"} & set(problem_details(type_of_status(400), [PROBLEM], PAGE)) == set()


def test_several_problems_are_one_detail() -> None:
    error = RequestError(400, PROBLEM)
    detail = problem_details(problem_type(error), [PROBLEM, PLACED], PAGE)["detail"]
    assert (str(PROBLEM) in detail, str(PLACED) in detail) == (True, True)


@pytest.mark.parametrize("kind", PROBLEM_TYPES, ids=lambda kind: kind.slug)
def test_the_members_can_be_written_as_json(kind: ProblemType) -> None:
    assert json.loads(json.dumps(problem_details(kind, [PLACED], PAGE)))["title"] == kind.title
