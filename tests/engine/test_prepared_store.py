"""The prepared store: a dataset that is served from disk at once, and whose files are what was written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.engine.engine import Engine
from kg.engine.prepared_store import load, prepare, prepared
from kg.errors import DatasetError
from kg.limits import Limits
from tests.engine.running import LIMITS, running

QUADS = 300
LINES = "".join(f'<e:s{n}> <e:p> "{n}" .\n' for n in range(QUADS))
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
# However small the dataset is.
DISK_ONLY = replace(LIMITS, store=replace(LIMITS.store, memory_mb=0))


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A dataset with its prepared store, as a build leaves them."""
    return built(tmp_path / "kg.nq", LINES)


def built(path: Path, lines: str) -> Path:
    """A dataset of some lines, as a build leaves it."""
    draft = path.with_suffix(".written")
    draft.write_text(lines)
    with prepare(path, draft):
        shutil.copy(draft, path)
    return path


def count(engine: Engine) -> int:
    """The number of triples in the default graph."""
    return int(next(term.value for row in engine.query(COUNT).rows() for term in row if term))


@pytest.mark.parametrize("limits", [LIMITS, DISK_ONLY])
def test_a_dataset_is_answered_whole_from_the_start(dataset: Path, limits: Limits) -> None:
    with running(dataset, limits) as engine:
        before = count(engine)
        engine.wait_until_loaded()
        assert (before, count(engine)) == (QUADS, QUADS)


def test_content_has_the_same_name_on_disk_and_in_memory(dataset: Path) -> None:
    with running(dataset) as engine, running(dataset, DISK_ONLY) as other:
        engine.wait_until_loaded()
        assert engine.content == other.content


def test_rows_on_disk_and_in_memory_are_states_of_their_own(dataset: Path) -> None:
    with running(dataset) as engine, running(dataset, DISK_ONLY) as other:
        engine.wait_until_loaded()
        assert engine.version != other.version


def test_a_dataset_without_a_prepared_store_is_held_in_memory(tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_text(LINES)
    with running(tmp_path / "kg.nq", DISK_ONLY) as engine:
        assert count(engine) == QUADS


def test_blank_nodes_keep_their_labels(tmp_path: Path) -> None:
    dataset = built(tmp_path / "kg.nq", "_:b1 <e:p> _:b2 .\n")
    with running(dataset, DISK_ONLY) as engine:
        labels = [term.value for row in engine.query("SELECT ?s ?o { ?s ?p ?o }").rows() for term in row if term]
    assert labels == ["b1", "b2"]


def cut_at_a_line(dataset: Path) -> Path:
    """Cut a dataset at the end of a line."""
    dataset.write_text("".join(dataset.read_text().splitlines(keepends=True)[:-10]))
    return dataset


def emptied(dataset: Path) -> Path:
    """Leave nothing in a dataset."""
    dataset.write_text("")
    return dataset


def changed(dataset: Path) -> Path:
    """Change a letter of a dataset, not its size."""
    dataset.write_text(dataset.read_text().replace("e:s1>", "e:t1>"))
    return dataset


def largest_file(dataset: Path) -> Path:
    """The largest file of the prepared store of a dataset."""
    store = prepared(dataset)
    assert store
    return max(store.folder.iterdir(), key=lambda path: path.stat().st_size)


def store_cut(dataset: Path) -> Path:
    """Cut a file of the store."""
    path = largest_file(dataset)
    path.write_bytes(path.read_bytes()[:-100])
    return path


def store_changed(dataset: Path) -> Path:
    """Change a byte of a file of the store."""
    path = largest_file(dataset)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    return path


def store_file_removed(dataset: Path) -> Path:
    """Remove a file of the store."""
    path = largest_file(dataset)
    path.unlink()
    return path


def manifest_cut(dataset: Path) -> Path:
    """Cut the manifest."""
    path = dataset.with_name("kg.nq.store") / "manifest.json"
    path.write_text(path.read_text()[:-100])
    return path


def made_by_another_engine(dataset: Path) -> Path:
    """Have the store be of another version of the engine."""
    path = dataset.with_name("kg.nq.store") / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"engine": "pyoxigraph 0.1"}))
    return path


@pytest.mark.parametrize(
    "damage",
    [
        cut_at_a_line,
        emptied,
        changed,
        store_cut,
        store_changed,
        store_file_removed,
        manifest_cut,
        made_by_another_engine,
    ],
)
def test_a_file_that_is_not_what_was_written_is_named_at_the_start(
    dataset: Path, damage: Callable[[Path], Path]
) -> None:
    damaged = damage(dataset)
    with pytest.raises(DatasetError) as caught, running(dataset):
        pass
    assert caught.value.problems[0].where == str(damaged)


def test_a_large_file_with_another_content_ends_the_answers(dataset: Path) -> None:
    limits = replace(LIMITS, store=replace(LIMITS.store, checked_mb=0))
    damaged = changed(dataset)
    with running(dataset, limits) as engine:
        with pytest.raises(DatasetError, match=damaged.name):
            engine.wait_until_loaded()
        with pytest.raises(DatasetError, match=damaged.name):
            engine.query("ASK {}")


def test_a_server_goes_on_reading_the_state_that_it_has_opened(dataset: Path) -> None:
    with running(dataset, DISK_ONLY) as engine:
        engine.wait_until_loaded()
        built(dataset, "<e:other> <e:p> <e:o> .\n")
        assert count(engine) == QUADS


def test_a_build_of_equal_content_leaves_the_files_that_a_server_reads(dataset: Path) -> None:
    store = prepared(dataset)
    assert store
    before = {path: path.stat().st_ino for path in store.folder.iterdir()}
    built(dataset, LINES)
    assert {path: path.stat().st_ino for path in store.folder.iterdir()} == before


def test_a_new_server_reads_the_newest_state(dataset: Path) -> None:
    built(dataset, "<e:other> <e:p> <e:o> .\n")
    with running(dataset) as engine:
        assert count(engine) == 1


def test_a_build_that_fails_leaves_the_store_as_it_was(dataset: Path) -> None:
    draft = dataset.with_suffix(".written")
    draft.write_text("<e:other> <e:p> <e:o> .\n")
    before = sorted(dataset.with_name("kg.nq.store").rglob("*"))
    with pytest.raises(ZeroDivisionError), prepare(dataset, draft):
        raise ZeroDivisionError
    assert sorted(dataset.with_name("kg.nq.store").rglob("*")) == before


def test_a_first_load_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(DatasetError):
        load(tmp_path / "kg.nq", [tmp_path / "missing.ttl"])
    assert list(tmp_path.iterdir()) == []


def test_the_store_of_another_file_with_the_same_stem_does_not_count(dataset: Path) -> None:
    assert prepared(dataset.with_suffix(".nt")) is None


def test_a_few_old_states_are_kept(dataset: Path) -> None:
    for number in range(5):
        built(dataset, f"<e:s> <e:p> <e:o{number}> .\n")
    assert sum(path.is_dir() for path in dataset.with_name("kg.nq.store").iterdir()) == 3


DOCUMENTS = {
    "a.ttl": "<e:a> <e:p> <e:o> .",
    "b.trig": "<e:g> { <e:b> <e:p> <e:o> }",
    "c.nt": "<e:c> <e:p> <e:o> .",
    "d.nq": "<e:d> <e:p> <e:o> <e:g> .",
    "e.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="e:">'
    '<rdf:Description rdf:about="e:e"><p rdf:resource="e:o"/></rdf:Description></rdf:RDF>',
    "f.jsonld": '{"@id": "e:f", "e:p": {"@id": "e:o"}}',
}


def test_documents_of_every_format_are_loaded(tmp_path: Path) -> None:
    for name, text in DOCUMENTS.items():
        (tmp_path / name).write_text(text)
    load(tmp_path / "kg.nq", [tmp_path / name for name in DOCUMENTS])
    with running(tmp_path / "kg.nq", DISK_ONLY) as engine:
        rows = engine.query("SELECT ?s { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?s").rows()
        assert [term.value for row in rows for term in row if term] == [f"e:{letter}" for letter in "abcdef"]


def test_what_is_loaded_is_the_same_in_memory(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("[] <e:p> [ <e:q> <e:o> ] .")
    load(tmp_path / "kg.nq", [tmp_path / "a.ttl"])
    query = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?p"
    with running(tmp_path / "kg.nq") as memory, running(tmp_path / "kg.nq", DISK_ONLY) as disk:
        memory.wait_until_loaded()
        assert [*memory.query(query).rows()] == [*disk.query(query).rows()]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.csv", "", "names no format"),
        ("a.nt.gz", "", "Unpack"),
        ("a.ttl", "<e:a> <e:p", "cannot be parsed"),
        ("a.ttl", "<a> <b> <c> .", "IRIs in full"),
        ("a.ttl", "", "no statement"),
        ("missing.ttl", None, "does not exist"),
    ],
)
def test_a_document_that_cannot_be_loaded_leaves_the_dataset(
    dataset: Path, name: str, text: str | None, words: str
) -> None:
    document = dataset.parent / name
    if text is not None:
        document.write_text(text)
    with pytest.raises(DatasetError, match=words):
        load(dataset, [document])
    with running(dataset) as engine:
        assert count(engine) == QUADS
