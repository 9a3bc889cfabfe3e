"""Queries that other products have answered wrongly, answered by the endpoint as the standard says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.differential import endpoint_answers
from tests.differential.datasets import PROLOGUE
from tests.w3c.client import Endpoint
from tests.w3c.comparison import Outcome, check
from tests.w3c.documents import solutions


@dataclass(frozen=True)
class ReportedCase:
    """A query over some TriG, with the right answer as the VALUES of its rows, and where it is reported.

    ``refused`` says why the endpoint does not answer it.
    """

    report: str
    query: str
    answer: str
    data: str = ""
    refused: str = ""

    @property
    def outcome(self) -> Outcome:
        """The right answer."""
        if self.answer in ("true", "false"):
            return self.answer == "true"
        rows = ox.Store().query(f"{PROLOGUE} SELECT * {{ VALUES {self.answer} }}")
        assert isinstance(rows, ox.QuerySolutions)
        return solutions(rows, ordered=False)


@cache
def reported_cases() -> list[ReportedCase]:
    """The cases in the file beside this one."""
    text = (Path(__file__).parent / "reported_cases.toml").read_text(encoding="utf-8")
    return [ReportedCase(**table) for table in tomllib.loads(text)["case"]]


@pytest.mark.parametrize("case", reported_cases(), ids=lambda case: case.query)
def test_the_endpoint_answers_as_the_standard_says(case: ReportedCase, endpoint: Endpoint) -> None:
    endpoint_answers.load(endpoint, ox.parse(PROLOGUE + case.data, ox.RdfFormat.TRIG))
    answer = endpoint_answers.answer(endpoint, case.query)
    assert (answer is None) == bool(case.refused), answer
    if answer is not None:
        check(case.outcome, answer)


def test_no_case_is_lost() -> None:
    assert len(reported_cases()) >= 90
