"""That the suites are all there, and that none of their tests is left out without a reason."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.nonempty import nonempty
from tests.w3c.scope import LEFT_OUT, exceptions, selected
from tests.w3c.suite import cases, missing, path_of

TOTAL = 1395
# The kinds for which there is a module here.
RUN = {
    "QueryEvaluationTest",
    "CSVResultFormatTest",
    "UpdateEvaluationTest",
    "PositiveSyntaxTest",
    "PositiveUpdateSyntaxTest",
    "NegativeSyntaxTest",
    "NegativeUpdateSyntaxTest",
    "ProtocolTest",
    "GraphStoreProtocolTest",
    "ServiceDescriptionTest",
}

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


def known() -> dict[tuple[str, str], int]:
    versions = tomllib.loads((Path(__file__).parent / "counts.toml").read_text(encoding="utf-8"))
    return {
        (f"{version}/{name}", kind): count
        for version, suites in versions.items()
        for name, kinds in suites.items()
        for kind, count in kinds.items()
    }


def test_every_suite_has_its_tests() -> None:
    found = Counter((case.suite, case.kind) for case in cases())
    assert {key: (found[key], count) for key, count in nonempty(known().items()) if found[key] < count} == {}
    assert sum(known().values()) == TOTAL


def test_every_test_is_run_or_left_out_with_a_reason() -> None:
    assert {case.kind for case in cases()} <= RUN
    left_out = [case for case in cases() if case.suite in LEFT_OUT]
    assert len(selected(*RUN)) + len(left_out) == len(cases())
    assert {case.suite for case in left_out} == set(LEFT_OUT)


def test_every_test_has_a_name_of_its_own() -> None:
    names = Counter(case.iri for case in cases())
    assert [name for name, count in nonempty(names.items()) if count > 1] == []


def test_every_document_is_there() -> None:
    named = {document for case in selected(*RUN) for document in (case.document, case.result) if document}
    named |= {document for case in selected(*RUN) for _, document in (*case.data, *case.after)}
    assert [document for document in nonempty(sorted(named)) if not path_of(document).is_file()] == []


def test_every_exception_is_a_test_that_is_run() -> None:
    assert set(exceptions()) <= {case.iri for case in selected(*RUN)}
