"""Which cases are run, which are left out, and which the engine is known to fail."""

from __future__ import annotations

from functools import cache

import pytest

from tests.w3c.deviations import deviations
from tests.w3c.suite import Case, cases, missing

# Whole suites that ask for something that the endpoint does not claim to do.
LEFT_OUT = {
    "sparql11/entailment": "the endpoint claims no entailment regime: it answers from the triples that are there",
    "sparql11/service": "the answers come from remote endpoints, which the server does not ask",
    "sparql11/http-rdf-update": "deprecated prose for people, replaced by sparql11/graph-store-protocol",
}


@cache
def exceptions() -> dict[str, str]:
    """The tests that fail because of the engine, each with the reason."""
    return {iri: entry.deviation for entry in deviations() for iri in entry.tests}


def marks(case: Case) -> list[pytest.MarkDecorator]:
    # Strict: a test that passes again must lose its entry.
    reason = exceptions().get(case.iri)
    return [pytest.mark.xfail(reason=reason, strict=True, raises=AssertionError)] if reason else []


def selected(*kinds: str) -> list[Case]:
    """The cases of some kinds that are in scope."""
    return [case for case in cases() if case.kind in kinds and case.suite not in LEFT_OUT]


def parametrized(*kinds: str) -> pytest.MarkDecorator:
    """One test for each case of these kinds, or one skipped test that says why there is none."""
    if missing():
        skipped = pytest.param(None, marks=pytest.mark.skip(reason=missing()), id="no-suites")
        return pytest.mark.parametrize("case", [skipped])
    params = [pytest.param(case, marks=marks(case), id=case.short) for case in selected(*kinds)]
    return pytest.mark.parametrize("case", params)
