"""The commands ``kg query`` and ``kg why``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

ORDINAL = "SELECT ?n { <congress/lantern-3> ckg:ordinal ?n }"


def test_query_prints_a_table(kg: Run, fictional_dataset: Path) -> None:
    result = kg("query", ORDINAL, "--dataset", fictional_dataset)
    assert (result.stdout, result.stderr) == ("n\n-\n3\n", "1 rows\n")


def test_query_reads_a_file(kg: Run, fictional_dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK { <person/ada-wick> a ckg:Person }")
    assert kg("query", tmp_path / "q.rq", "--dataset", fictional_dataset).stdout == "true\n"


def test_a_byte_order_mark_is_no_part_of_a_query(kg: Run, fictional_dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK {}", encoding="utf-8-sig")
    runs = [("\ufeffASK {}", None), (tmp_path / "q.rq", None), ("-", "\ufeffASK {}")]
    printed = {kg("query", query, "--dataset", fictional_dataset, text=text).stdout for query, text in runs}
    assert printed == {"true\n"}


def test_query_writes_xml_that_keeps_carriage_returns(kg: Run, fictional_dataset: Path) -> None:
    result = kg("query", "SELECT ('a\\rb' AS ?a) {}", "--format", "xml", "--dataset", fictional_dataset)
    assert "<literal>a&#xD;b</literal>" in result.stdout


def test_query_refuses_what_xml_cannot_hold(kg: Run, fictional_dataset: Path) -> None:
    result = kg("query", "SELECT ('\\u0001' AS ?a) {}", "--format", "xml", "--dataset", fictional_dataset)
    assert (result.exit_code, result.stdout, "U+0001" in result.stderr) == (1, "", True)


def test_query_reads_the_standard_input(kg: Run, fictional_dataset: Path) -> None:
    assert kg("query", "-", "--dataset", fictional_dataset, text="ASK {}").stdout == "true\n"


def test_query_writes_other_formats(kg: Run, fictional_dataset: Path) -> None:
    result = kg("query", ORDINAL, "--format", "csv", "--dataset", fictional_dataset)
    assert result.stdout.splitlines() == ["n", "3"]


def test_query_writes_graphs_as_turtle(kg: Run, fictional_dataset: Path) -> None:
    result = kg("query", "CONSTRUCT WHERE { <congress/lantern-3> ckg:ordinal ?n }", "--dataset", fictional_dataset)
    assert "ckg:ordinal 3" in result.stdout


def test_a_format_that_cannot_carry_the_answer_is_refused(kg: Run, fictional_dataset: Path) -> None:
    result = kg("query", "ASK {}", "--format", "ttl", "--dataset", fictional_dataset)
    assert (result.exit_code, "Choose one of json, xml, csv, tsv" in result.stderr) == (1, True)


def test_a_syntax_error_is_reported_with_its_place(kg: Run, fictional_dataset: Path) -> None:
    result = kg("query", "SELECT ?x {\n ?x foo }", "--dataset", fictional_dataset)
    assert (result.exit_code, "query, line 2, column" in result.stderr) == (1, True)


def test_a_query_that_would_overflow_the_stack_is_refused(kg: Run, fictional_dataset: Path) -> None:
    result = kg("query", "ASK " + "{" * 20000 + "}" * 20000, "--dataset", fictional_dataset)
    assert (result.exit_code, "kg: query" in result.stderr) == (1, True)


def test_a_query_file_that_is_not_text_is_reported_with_a_remedy(
    kg: Run, fictional_dataset: Path, tmp_path: Path
) -> None:
    (tmp_path / "q.rq").write_bytes(b"\xff\xfe")
    result = kg("query", tmp_path / "q.rq", "--dataset", fictional_dataset)
    assert "is not UTF-8 text. Name a file of queries/, or give the query." in result.stderr


def test_a_missing_query_file_is_reported(kg: Run, fictional_dataset: Path) -> None:
    result = kg("query", "queries/none.rq", "--dataset", fictional_dataset)
    assert "queries/none.rq: does not exist." in result.stderr


def test_a_missing_dataset_is_reported_with_a_remedy(kg: Run, tmp_path: Path) -> None:
    result = kg("query", "ASK {}", "--dataset", tmp_path / "none.nq")
    assert (result.exit_code, "with kg build" in result.stderr) == (1, True)


def test_a_damaged_dataset_is_reported_with_a_remedy(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_text("not a quad\n")
    result = kg("query", "ASK {}", "--dataset", tmp_path / "kg.nq")
    assert (result.exit_code, "with kg build" in result.stderr) == (1, True)


def test_why_prints_a_proof(kg: Run, project_dataset: Path) -> None:
    statement = ("organ/wpk-politburo-2026", "constitutedBy", "organ/wpk-central-committee-9")
    proof = kg("why", *statement, "--dataset", project_dataset).stdout
    assert "The Congress, paragraph 5, sentence 7 (9th-congress/congress-5-7)" in proof


def test_why_accepts_literals_in_the_syntax_of_sparql(kg: Run, project_dataset: Path) -> None:
    result = kg("why", "congress/wpk-9", "durationDays", '"7"^^xsd:integer', "--dataset", project_dataset)
    assert "explicit: Article on the 9th Congress of the WPK: Infobox, line 5 (9th-congress/infobox-5)" in result.stdout


def test_why_reports_a_statement_that_the_dataset_does_not_contain(kg: Run, fictional_dataset: Path) -> None:
    result = kg("why", "person/kim-ho-chol", "participatedIn", "congress/wpk-9", "--dataset", fictional_dataset)
    assert (result.exit_code, "does not state" in result.stderr) == (1, True)


def test_why_reports_an_unknown_entity(kg: Run, fictional_dataset: Path) -> None:
    result = kg("why", "person/nobody", "a", "Person", "--dataset", fictional_dataset)
    assert "It says nothing about person/nobody. Find the entity with: kg query" in result.stderr


def test_why_accepts_an_iri_with_invalid_characters(kg: Run, fictional_dataset: Path) -> None:
    result = kg("why", "https://example.org/a> b", "a", "Person", "--dataset", fictional_dataset)
    assert (result.exit_code, "does not state" in result.stderr) == (1, True)


@pytest.mark.parametrize("path", ["", ".", "long" * 100])
def test_a_path_that_can_name_no_dataset_is_reported(kg: Run, path: str) -> None:
    result = kg("query", "ASK {}", "--dataset", path)
    assert (result.exit_code, result.stderr.startswith("kg: ")) == (1, True)
