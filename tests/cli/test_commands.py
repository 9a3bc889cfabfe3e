"""Commands: what a person reads, and the exit status that a machine reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import OWL, RDF

from kg.cli import main
from kg.graph import dataset
from kg.graph.build import Built
from tests.conftest import ROOT, Records

FICTIONAL = ROOT / "tests/fixtures/fictional"


@pytest.fixture(scope="module")
def nq(built: Built, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of the project's dataset."""
    path = tmp_path_factory.mktemp("cli") / "kg.nq"
    dataset.write(path, built.lines)
    return str(path)


def kg(*arguments: str | Path, text: str | None = None) -> Result:
    """Run a command in the project's folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return CliRunner().invoke(main, [str(argument) for argument in arguments], input=text)


def test_build_writes_the_dataset(tmp_path: Path) -> None:
    result = kg("build", "--data", FICTIONAL / "data", "--dataset", tmp_path / "kg.nq")
    assert (result.exit_code, (tmp_path / "kg.nq").exists()) == (0, True)


def test_build_shows_progress(tmp_path: Path) -> None:
    assert "reasoning over" in kg("build", "--data", FICTIONAL / "data", "--dataset", tmp_path / "kg.nq").stderr


def test_build_for_another_base(tmp_path: Path) -> None:
    kg("build", "--data", FICTIONAL / "data", "--dataset", tmp_path / "kg.nq", "--base", "https://example.org/x/")
    assert "w3id.org/congress-kg" not in (tmp_path / "kg.nq").read_text()


@pytest.mark.parametrize("base", ["example.org", "https://example.org", "https://example.org/a b/"])
def test_a_base_that_is_none_is_refused(tmp_path: Path, base: str) -> None:
    result = kg("build", "--dataset", tmp_path / "kg.nq", "--base", base)
    assert (result.exit_code, "cannot be the base" in result.stderr) == (1, True)


def test_a_wrong_record_leaves_no_dataset(records: Records, tmp_path: Path) -> None:
    records.write("person/x", "type: Persn\nlabel: x\ncite: p-1\n")
    result = kg("build", "--data", records.folder, "--dataset", tmp_path / "kg.nq")
    assert (result.exit_code, (tmp_path / "kg.nq").exists()) == (1, False)


def test_an_inconsistent_record_leaves_no_dataset(records: Records, tmp_path: Path) -> None:
    records.write("person/x", "type: [Person, Place]\nlabel: x\ncite: p-1\n")
    result = kg("build", "--data", records.folder, "--dataset", tmp_path / "kg.nq")
    assert ("Nothing is both" in result.stderr, (tmp_path / "kg.nq").exists()) == (True, False)


def test_a_place_that_cannot_be_written_gets_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = kg("build", "--data", FICTIONAL / "data", "--dataset", tmp_path / "file/kg.nq")
    assert (result.exit_code, "cannot be written" in result.stderr) == (1, True)


def test_a_target_that_is_no_file_is_left_alone(tmp_path: Path) -> None:
    result = kg("build", "--data", FICTIONAL / "data", "--dataset", tmp_path)
    assert (result.exit_code, "no file that could be replaced" in result.stderr) == (1, True)


def test_a_contradiction_has_its_file_and_line(records: Records, tmp_path: Path) -> None:
    records.write("person/x", "type: [Person, Place]\nlabel: x\ncite: p-1\n")
    result = kg("build", "--data", records.folder, "--dataset", tmp_path / "kg.nq")
    assert "person/x.yaml:2: Nothing is both" in result.stderr


def test_why_takes_literals_as_sparql_writes_them(nq: str) -> None:
    result = kg("why", "congress/wpk-9", "durationDays", '"7"^^xsd:integer', "--dataset", nq)
    assert "explicit: 9th-congress/infobox-5" in result.stdout


def test_why_names_a_thing_that_nobody_knows(nq: str) -> None:
    assert "It knows no person/nobody" in kg("why", "person/nobody", "a", "Person", "--dataset", nq).stderr


def test_a_query_that_would_end_the_process_is_refused(nq: str) -> None:
    assert "Write it flatter" in kg("query", "ASK " + "{" * 20000 + "}" * 20000, "--dataset", nq).stderr


def test_a_query_file_that_is_no_text_gets_a_remedy(nq: str, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_bytes(b"\xff\xfe")
    assert "cannot be read as UTF-8" in kg("query", tmp_path / "q.rq", "--dataset", nq).stderr


def test_a_missing_folder_gets_a_remedy() -> None:
    result = kg("build", "--data", "no-such-folder")
    assert "There is no such folder. Run kg in the folder of the project" in result.stderr


def test_query_prints_a_table(nq: str) -> None:
    result = kg("query", "SELECT ?n { <congress/wpk-9> ckg:ordinal ?n }", "--dataset", nq)
    assert result.stdout == "n\n-\n9\n"


def test_query_reads_a_file(nq: str, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK { <person/kim-jong-un> a ckg:Person }")
    assert kg("query", tmp_path / "q.rq", "--dataset", nq).stdout == "true\n"


def test_query_reads_the_standard_input(nq: str) -> None:
    assert kg("query", "-", "--dataset", nq, text="ASK {}").stdout == "true\n"


def test_query_writes_other_formats(nq: str) -> None:
    result = kg("query", "SELECT ?n { <congress/wpk-9> ckg:ordinal ?n }", "--format", "csv", "--dataset", nq)
    assert result.stdout.splitlines() == ["n", "9"]


def test_query_writes_graphs(nq: str) -> None:
    result = kg("query", "CONSTRUCT WHERE { <congress/wpk-9> ckg:ordinal ?n }", "--dataset", nq)
    assert "ckg:ordinal 9" in result.stdout


def test_query_refuses_a_format_that_cannot_carry_the_answer(nq: str) -> None:
    result = kg("query", "ASK {}", "--format", "ttl", "--dataset", nq)
    assert (result.exit_code, "Choose one of json, xml, csv, tsv" in result.stderr) == (1, True)


def test_a_mistake_in_a_query_has_its_place(nq: str) -> None:
    result = kg("query", "SELECT ?x {\n ?x foo }", "--dataset", nq)
    assert (result.exit_code, "query, line 2, column" in result.stderr) == (1, True)


def test_a_missing_query_file_is_named(nq: str) -> None:
    assert "There is no such file" in kg("query", "queries/none.rq", "--dataset", nq).stderr


def test_a_missing_dataset_gets_a_remedy(tmp_path: Path) -> None:
    result = kg("query", "ASK {}", "--dataset", tmp_path / "none.nq")
    assert (result.exit_code, "Make it with kg build" in result.stderr) == (1, True)


def test_a_damaged_dataset_gets_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_text("this is no quad\n")
    assert "Make it with kg build" in kg("query", "ASK {}", "--dataset", tmp_path / "kg.nq").stderr


def test_why_prints_a_proof(nq: str) -> None:
    result = kg("why", "organ/wpk-politburo", "constitutedBy", "organ/wpk-central-committee-9", "--dataset", nq)
    assert "explicit: 9th-congress/congress-5-7" in result.stdout


def test_why_tells_what_is_not_stated(nq: str) -> None:
    result = kg("why", "person/kim-ho-chol", "participatedIn", "congress/wpk-9", "--dataset", nq)
    assert (result.exit_code, "does not state" in result.stderr) == (1, True)


def test_evidence_verifies_a_source() -> None:
    result = kg("evidence", "--data", FICTIONAL / "data", "--source", FICTIONAL / "lantern-congress.txt")
    assert (result.exit_code, "100 % of 15" in result.stdout) == (0, True)


def test_evidence_fails_on_a_changed_source(tmp_path: Path) -> None:
    changed = (FICTIONAL / "lantern-congress.txt").read_text().replace("Ada", "Eve")
    (tmp_path / "lantern-congress.txt").write_text(changed)
    result = kg("evidence", "--data", FICTIONAL / "data", "--source", tmp_path / "lantern-congress.txt")
    assert (result.exit_code, "proceedings-1-1: the text at" in result.stderr) == (1, True)


def test_evidence_verifies_the_article(shared: Path) -> None:
    result = kg("evidence", "--source", shared / "sources/9th-congress.txt")
    assert ("100 % of 92" in result.stdout, "0 of them without evidence" in result.stdout) == (True, True)


def test_cut_writes_what_the_project_records() -> None:
    rows = kg("cut", FICTIONAL / "lantern-congress.txt").stdout.splitlines()
    recorded = (FICTIONAL / "data/sources/lantern-congress.csv").read_text().splitlines()
    assert [row.rpartition(",")[0] for row in rows] == [row.rpartition(",")[0] for row in recorded]


def test_cut_describes_a_source() -> None:
    lines = kg("cut", "--describe", FICTIONAL / "lantern-congress.txt").stdout.splitlines()
    recorded = (FICTIONAL / "data/sources/lantern-congress.yaml").read_text().splitlines()
    assert lines[1:] == recorded[1:]


def test_context_is_the_one_that_is_kept() -> None:
    assert kg("context").stdout == (ROOT / "data/context.jsonld").read_text()


def test_check_passes_on_a_sound_congress(tmp_path: Path) -> None:
    folder, target = FICTIONAL / "data", tmp_path / "kg.nq"
    kg("build", "--data", folder, "--dataset", target)
    result = kg("check", "--data", folder, "--dataset", target, "--queries", tmp_path)
    assert (result.exit_code, "FAILED" in result.stdout) == (0, False)


def test_check_finds_an_old_dataset(tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_text(f"<https://e.org/def> <{RDF.type}> <{OWL.Ontology}> .\n")
    result = kg("check", "--data", FICTIONAL / "data", "--dataset", tmp_path / "kg.nq", "--queries", tmp_path)
    assert (result.exit_code, "is not what the files build now" in result.stderr) == (1, True)


def test_check_fails_where_a_shape_is_broken(records: Records, tmp_path: Path) -> None:
    records.write("speech/x", "type: Speech\nlabel: x\ncite: [p-1, p-2, p-3, p-4, p-5]\n")
    kg("build", "--data", records.folder, "--dataset", tmp_path / "kg.nq")
    result = kg("check", "--data", records.folder, "--dataset", tmp_path / "kg.nq", "--queries", tmp_path)
    assert (result.exit_code, "Add speaker: person/..." in result.stderr) == (1, True)


def test_check_fails_where_a_check_finds_something(tmp_path: Path) -> None:
    folder, target = FICTIONAL / "data", tmp_path / "kg.nq"
    kg("build", "--data", folder, "--dataset", target)
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks/x.rq").write_text("#+ summary: It is so.\nSELECT ?x { VALUES ?x { 1 } }")
    result = kg("check", "--data", folder, "--dataset", target, "--queries", tmp_path)
    assert (result.exit_code, "It is so." in result.stderr) == (1, True)


def test_check_fails_where_an_answer_differs(tmp_path: Path) -> None:
    folder, target = FICTIONAL / "data", tmp_path / "kg.nq"
    kg("build", "--data", folder, "--dataset", target)
    (tmp_path / "x.rq").write_text("#+ summary: Is it?\nASK {}")
    (tmp_path / "x.csv").write_text("answer\nfalse\n")
    result = kg("check", "--data", folder, "--dataset", target, "--queries", tmp_path)
    assert (result.exit_code, "has another answer" in result.stderr) == (1, True)


def test_many_problems_are_not_all_printed(records: Records) -> None:
    for number in range(40):
        records.write(f"person/x{number}", "type: Persn\nlabel: x\ncite: p-1\n")
    assert "more problems" in kg("build", "--data", records.folder).stderr
