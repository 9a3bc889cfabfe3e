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
