"""The fictional world: its size, its sameness, its shape, and that nothing in it exists."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest

from bench.compare.world import Census, person_iri, stream, write_world
from kg.graph.ontology import Ontology
from kg.model.dataset import PublishedDataset
from tests.conftest import NAMES, defined_terms

QUADS = 10_000
# What is called so in any world.
COMMON_WORDS = {"Committee", "Congress", "Party"}
LABEL = re.compile(r'"([^"]*)"@')


@pytest.fixture(scope="module")
def world() -> list[str]:
    return list(stream(QUADS, Census()))


@pytest.mark.parametrize("quads", [QUADS, 50_000])
def test_a_world_has_the_quads_that_were_asked_for(quads: int) -> None:
    assert quads <= sum(1 for _ in stream(quads, Census())) <= 1.01 * quads


def test_no_quad_is_repeated(world: list[str]) -> None:
    assert len(set(world)) == len(world)


def test_a_world_is_the_same_each_time(world: list[str]) -> None:
    assert list(stream(QUADS, Census())) == world


def test_a_larger_world_begins_with_the_smaller_one(world: list[str]) -> None:
    larger = stream(2 * QUADS, Census())
    assert [next(larger) for _ in world] == world


def test_every_line_is_a_quad(world: list[str]) -> None:
    parsed = pyoxigraph.parse("\n".join(world), format=pyoxigraph.RdfFormat.N_QUADS)
    assert sum(1 for _ in parsed) == len(world)


def test_the_census_counts_what_was_written(tmp_path: Path) -> None:
    census = write_world(tmp_path / "world.nq", QUADS)
    assert (tmp_path / "world.nq").read_text(encoding="utf-8").count("\n") == census.quads


def test_the_last_person_of_the_census_is_in_the_world() -> None:
    census = Census()
    text = "\n".join(stream(QUADS, census))
    assert (f"<{person_iri(census.persons - 1)}>" in text, f"<{person_iri(census.persons)}>" in text) == (True, False)


def test_no_word_of_a_shipped_name_is_in_a_name_of_the_world(world: list[str], published: PublishedDataset) -> None:
    shipped = published.select_bound("SELECT ?label { ?s rdfs:label ?label ; a ckg:Agent }")
    words = {word for (label,) in shipped for word in re.findall(r"[A-Z]\w+", label.value)} - COMMON_WORDS
    assert len(words) > 50
    invented = {word for line in world for label in LABEL.findall(line) for word in label.split()}
    assert invented & words == set()


def test_every_term_of_ours_is_one_of_the_ontology(world: list[str], ontology: Ontology) -> None:
    used = {term for line in world for term in re.findall(rf"<{re.escape(NAMES.terms)}(\w+)>", line)}
    assert used - {ontology.local(term) for term in defined_terms(ontology)} == set()
