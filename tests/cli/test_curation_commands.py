"""The curators' commands: ``kg cut``, ``kg evidence`` and ``kg context``."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.cli.conftest import Run
from tests.conftest import FICTIONAL, ROOT
from tests.nonempty import nonempty

TEXT = FICTIONAL / "lantern-congress.txt"
RECORDED = FICTIONAL / "data/sources/lantern-congress.csv"


def read_rows(lines: list[str]) -> list[dict[str, str]]:
    """The rows of comma-separated values."""
    return list(csv.DictReader(lines))


def test_cut_writes_the_recorded_passages(kg: Run) -> None:
    written = {"paraphrase": "", "reason": ""}
    recorded = [row | written for row in read_rows(RECORDED.read_text().splitlines())]
    assert read_rows(kg("cut", TEXT).stdout.splitlines()) == nonempty(recorded)


def test_cut_describes_a_source(kg: Run) -> None:
    lines = kg("cut", "--describe", TEXT).stdout.splitlines()
    assert lines[1:] == RECORDED.with_suffix(".yaml").read_text().splitlines()[1:]


def test_cut_lists_quotations(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text('He said "no".')
    header, row = kg("cut", "--quotations", tmp_path / "x.txt").stdout.splitlines()
    assert (header, row.rpartition(",")[0]) == ("passage,startOffset,endOffset,sha256", "lead-1-1,9,11")


def test_cut_reports_a_file_that_cannot_be_read(kg: Run, tmp_path: Path) -> None:
    result = kg("cut", tmp_path / "none.txt")
    assert (result.exit_code, "none.txt: does not exist." in result.stderr) == (1, True)


def test_evidence_verifies_a_source(kg: Run) -> None:
    result = kg("evidence", "--data", FICTIONAL / "data", "--source", TEXT)
    assert (result.exit_code, "100 % of 15" in result.stdout) == (0, True)


def test_evidence_reports_a_changed_source(kg: Run, tmp_path: Path) -> None:
    (tmp_path / TEXT.name).write_text(TEXT.read_text().replace("Ada", "Eve"))
    result = kg("evidence", "--data", FICTIONAL / "data", "--source", tmp_path / TEXT.name)
    assert (result.exit_code, "proceedings-1-1: the text at" in result.stderr) == (1, True)


def test_evidence_verifies_the_article(kg: Run, shared: Path) -> None:
    result = kg("evidence", "--source", shared / "sources/9th-congress.txt")
    assert ("100 % of 92" in result.stdout, "0 of them without evidence" in result.stdout) == (True, True)


def test_context_prints_the_stored_context(kg: Run) -> None:
    assert kg("context").stdout == (ROOT / "data/context.jsonld").read_text()
