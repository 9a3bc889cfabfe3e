"""Errors on their way from one process to another."""

from __future__ import annotations

import copy

import pytest

from kg.engine.workers import ClientGoneError
from kg.errors import DataError, KgError, Problem, RequestError

PROBLEM = Problem("a.yaml, line 2", "is wrong.", "Correct it.")


@pytest.mark.parametrize(
    "error", [DataError(PROBLEM, Problem("b", "is wrong.", "")), RequestError(503, PROBLEM, 7), ClientGoneError()]
)
def test_an_error_from_another_process_says_all_that_it_said_there(error: KgError) -> None:
    # A copy is made by the same protocol as what one process sends to another.
    received = copy.copy(error)
    assert (type(received), str(received), vars(received)) == (type(error), str(error), vars(error))


def test_problems_are_in_the_order_of_the_numbers_in_their_places() -> None:
    # Python reads no more than 4300 digits as a number.
    places = ["line 2", "line 010", "line " + "9" * 4301]
    error = KgError(*(Problem(place, "is wrong.", "") for place in reversed(places)))
    assert [problem.where for problem in error.problems] == places
