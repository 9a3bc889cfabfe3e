"""Paraphrases of passages: each has one, in the curators' own words."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import URIRef

from kg.graph.build import BuildResult
from kg.graph.evidence import find_source, read_text, verify_source
from kg.graph.paraphrases import copied_words
from kg.graph.sources import read_sources
from tests.conftest import FICTIONAL, NAMES, ROOT, Records
from tests.nonempty import nonempty

SENTENCE = "The keeper of the old lamp lit it at night."


def test_eight_words_in_a_row_are_a_copy() -> None:
    assert copied_words(SENTENCE, "Of old, the keeper of the old lamp: lit it!") == "the keeper of the old lamp lit it"


@pytest.mark.parametrize("paraphrase", ["", "The keeper of the old lamp lit", "The keeper of the old lamp lit items"])
def test_seven_words_in_a_row_are_none(paraphrase: str) -> None:
    assert copied_words(SENTENCE, paraphrase) is None


def test_a_copied_paraphrase_is_reported_with_its_passage(records: Records) -> None:
    text = "A b c d e f g h. I."
    records.write_source("text", text, [(0, 16), (17, 19)])
    path = records.folder / "sources/text.csv"
    path.write_text(path.read_text().replace("Names a number.", "A b c d e f g h.", 1))
    inputs = records.read()
    [problem] = verify_source(text, inputs.sources["text"], inputs)
    assert str(problem).startswith("text/p-1: has a paraphrase that copies the source: a b c d e f g h.")


@pytest.mark.parametrize("key", ["9th-congress", "identifiers", "wrong-identifiers"])
def test_every_passage_of_the_project_has_a_paraphrase(key: str) -> None:
    passages = read_sources([ROOT / "data"])[key].passages
    assert [passage.key for passage in nonempty(passages) if not 6 <= len(passage.paraphrase.split()) <= 36] == []


@pytest.mark.parametrize("name", ["sources/9th-congress.txt", "identifiers/identifiers.csv"])
def test_no_paraphrase_of_the_project_copies_its_source(built: BuildResult, shared: Path, name: str) -> None:
    text = read_text(shared / name)
    source = find_source(text, shared / name, built.inputs.sources)
    assert [words for item in nonempty(source.passages) if (words := copied_words(text, item.paraphrase))] == []


def test_no_paraphrase_of_the_fictional_congress_copies_its_source() -> None:
    text, source = read_text(FICTIONAL / "lantern-congress.txt"), read_sources([FICTIONAL / "data"])["lantern-congress"]
    assert [words for item in nonempty(source.passages) if (words := copied_words(text, item.paraphrase))] == []


def test_a_paraphrase_is_in_the_graph_of_sources_and_in_no_other(records: Records) -> None:
    graphs = {line.rpartition("<")[2].rstrip("> .") for line in records.build().lines if "Names a number." in line}
    assert {graph for graph in graphs if "/graph/" in graph} == {NAMES.graph("sources")}


def test_no_assertion_is_about_a_passage(built: BuildResult) -> None:
    sources = URIRef(NAMES.sources)
    assert [item for item in nonempty(built.inputs.assertions) if item.triple[0].startswith(sources)] == []
