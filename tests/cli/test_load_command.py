"""The command ``kg load``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

MARKED = {
    "ttl": "<e:a> <e:p> 'é' .",
    "nt": '<e:a> <e:p> "é" .',
    "nq": '<e:a> <e:p> "é" .',
    "trig": "<e:a> <e:p> 'é' .",
    "rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="e:a">'
    '<p xmlns="e:">é</p></rdf:Description></rdf:RDF>',
    "jsonld": '{"@id": "e:a", "e:p": "é"}',
}


def test_it_makes_documents_the_dataset(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<e:a> <e:p> <e:o> .")
    (tmp_path / "b.nt").write_text("<e:b> <e:p> <e:o> .")
    result = kg("load", tmp_path / "a.ttl", tmp_path / "b.nt", "--dataset", tmp_path / "kg.nq")
    assert (result.exit_code, f"{tmp_path / 'kg.nq'}: 2 quads" in result.stderr) == (0, True)
    assert sorted((tmp_path / "kg.nq").read_text().splitlines()) == ["<e:a> <e:p> <e:o> .", "<e:b> <e:p> <e:o> ."]


@pytest.mark.parametrize(("suffix", "document"), MARKED.items())
def test_a_byte_order_mark_is_no_part_of_a_document(kg: Run, tmp_path: Path, suffix: str, document: str) -> None:
    (tmp_path / f"a.{suffix}").write_text(document, encoding="utf-8-sig")
    assert kg("load", tmp_path / f"a.{suffix}", "--dataset", tmp_path / "kg.nq").exit_code == 0
    assert (tmp_path / "kg.nq").read_text(encoding="utf-8") == '<e:a> <e:p> "é" .\n'


def test_the_line_ends_of_xml_are_line_feeds(kg: Run, tmp_path: Path) -> None:
    document = MARKED["rdf"].replace("é", "a\r\nb\rc&#xD;")
    (tmp_path / "a.rdf").write_bytes(document.encode())
    assert kg("load", tmp_path / "a.rdf", "--dataset", tmp_path / "kg.nq").exit_code == 0
    assert (tmp_path / "kg.nq").read_text(encoding="utf-8") == '<e:a> <e:p> "a\\nb\\nc\\r" .\n'


def test_rdf_xml_in_latin_1_is_named(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "a.rdf").write_bytes(MARKED["rdf"].encode("latin-1"))
    result = kg("load", tmp_path / "a.rdf", "--dataset", tmp_path / "kg.nq")
    assert (result.exit_code, "not encoded as UTF-8" in result.stderr) == (1, True)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize(("suffix", "document"), MARKED.items())
def test_another_encoding_is_named(kg: Run, tmp_path: Path, suffix: str, document: str, encoding: str) -> None:
    mark = "\ufeff" if encoding.endswith("be") else ""
    (tmp_path / f"a.{suffix}").write_text(mark + document, encoding=encoding)
    result = kg("load", tmp_path / f"a.{suffix}", "--dataset", tmp_path / "kg.nq")
    assert (result.exit_code, "instead of UTF-8" in result.stderr) == (1, True)


def test_a_document_that_cannot_be_read_is_named(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<e:a> <e:p")
    result = kg("load", tmp_path / "a.ttl", "--dataset", tmp_path / "kg.nq")
    assert (result.exit_code, result.stderr.splitlines()[-1].startswith(f"kg: {tmp_path / 'a.ttl'}: ")) == (1, True)
    assert not (tmp_path / "kg.nq").exists()


@pytest.mark.parametrize(
    "command", [("query", "ASK {}"), ("why", "e:a", "e:p", "e:o"), ("export", "--format", "graphml"), ("dump", "dumps")]
)
def test_a_dataset_that_was_cut_is_named_by_other_commands(kg: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "a.nt").write_text("<e:a> <e:p> <e:o> .\n<e:b> <e:p> <e:o> .\n")
    kg("load", tmp_path / "a.nt", "--dataset", tmp_path / "kg.nq")
    (tmp_path / "kg.nq").write_text("<e:a> <e:p> <e:o> .\n")
    result = kg(*command, "--dataset", tmp_path / "kg.nq", folder=tmp_path)
    assert (result.exit_code, f"{tmp_path / 'kg.nq'}: has 20 bytes instead of the 40" in result.stderr) == (1, True)
