"""Changes on disk: all of an update or nothing, seen by every later query, and no reader waits."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from kg.engine.engine import Engine
from kg.engine.jobs import ApplyUpdateJob, PatchGraphJob, PreparedQuery, PreparedUpdate, ReadRowsJob
from kg.engine.oxigraph.store import Store
from kg.errors import DatasetError, KgError, QueryError, RequestError
from kg.limits import EvaluationLimits, Limits, PoolLimits

DATASET = "".join(f"<e:s{n}> <e:p> <e:o{n}> .\n" for n in range(60)) + "<e:a> <e:b> <e:c> <e:g> .\n"
PREFIXES = {"e": "e:"}
_PRODUCT = " . ".join(f"?a{n} ?p{n} ?o{n}" for n in range(8))
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {_PRODUCT} }}"
ENDLESS_UPDATE = f"INSERT DATA {{ e:new e:p 1 }} ; INSERT {{ e:s e:p ?n }} WHERE {{ {{ {ENDLESS} }} }}"


@contextmanager
def running(folder: Path, *, writable: bool = True, memory: int = 512) -> Iterator[Engine]:
    """A engine that has the store in a folder, whose processes end with it."""
    limits = Limits(evaluation=EvaluationLimits(memory_mb=memory), pool=PoolLimits(2))
    engine = Engine(folder / "kg.nq", folder / "store", limits, writable=writable)
    try:
        engine.start()
        engine.wait(30)
        yield engine
    finally:
        engine.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a dataset, in which a store comes to lie."""
    path = tmp_path_factory.mktemp("snapshots")
    (path / "kg.nq").write_text(DATASET)
    return path


@pytest.fixture(scope="module")
def shared_engine(folder: Path) -> Iterator[Engine]:
    """A engine that takes updates."""
    with running(folder) as engine:
        yield engine


@pytest.fixture
def engine(shared_engine: Engine) -> Engine:
    """The engine, with nothing but the dataset in its default graph."""
    shared_engine.change(update("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?p != <e:p> || !isIRI(?o)) }"))
    return shared_engine


def update(text: str) -> ApplyUpdateJob:
    return ApplyUpdateJob(PreparedUpdate(text, PREFIXES, "e:x/"))


def holds(engine: Engine, pattern: str) -> bool:
    return engine.query(f"ASK {{ {pattern} }}", prefixes={"e": "e:"}).truth


def states(folder: Path) -> list[str]:
    return [path.name for path in (folder / "store" / "snapshots").iterdir()]


@contextmanager
def read(engine: Engine) -> Iterator[None]:
    """A engine with an evaluation under way, which ends when its client is gone."""
    looked, left = Event(), Event()

    def gone() -> bool:
        looked.set()
        return left.is_set()

    def ask() -> None:
        with suppress(KgError):
            engine.run(ReadRowsJob(PreparedQuery(ENDLESS)), is_gone=gone)

    client = Thread(target=ask)
    client.start()
    try:
        assert looked.wait(20)
        yield
    finally:
        left.set()
        client.join()


def test_a_new_store_begins_with_the_dataset(engine: Engine) -> None:
    assert holds(engine, "<e:s1> <e:p> <e:o1> GRAPH <e:g> { <e:a> <e:b> <e:c> }")


def test_an_update_is_seen_by_the_next_query(engine: Engine) -> None:
    engine.change(update("INSERT DATA { e:new e:is <here> }"))
    assert holds(engine, "e:new e:is <e:x/here>")


def test_every_update_is_seen_by_the_query_after_it(engine: Engine) -> None:
    for number in range(10):
        engine.change(update(f"INSERT DATA {{ e:new e:number {number} }}"))
        assert holds(engine, f"e:new e:number {number}")


def test_an_update_changes_the_version(engine: Engine) -> None:
    before = engine.version
    engine.change(update("INSERT DATA { e:new e:is e:here }"))
    assert engine.version != before


def test_a_query_changes_no_version(engine: Engine) -> None:
    before = engine.version
    engine.query("ASK {}")
    assert engine.version == before


def test_an_update_of_several_operations_is_applied_in_order(engine: Engine) -> None:
    engine.change(
        update("INSERT DATA { e:new e:is 1 } ; DELETE { ?s e:is 1 } INSERT { ?s e:is 2 } WHERE { ?s e:is 1 }")
    )
    assert (holds(engine, "e:new e:is 2"), holds(engine, "e:new e:is 1")) == (True, False)


def test_a_change_to_one_graph_takes_it_for_the_default_graph(engine: Engine) -> None:
    patch = PreparedUpdate("INSERT { ?s e:is e:changed } WHERE { ?s e:b ?o }", PREFIXES)
    engine.change(PatchGraphJob("e:g", None, patch))
    assert (holds(engine, "GRAPH e:g { e:a e:is e:changed }"), holds(engine, "?s e:is ?o")) == (True, False)


@pytest.mark.parametrize(
    "second",
    [
        "INSERT DATA {",
        "DELETE nothing",
        "INSERT DATA { ?variable e:is e:here }",
        "CREATE GRAPH e:g",
        "CLEAR GRAPH e:none",
    ],
)
def test_an_update_whose_second_operation_is_wrong_leaves_nothing(engine: Engine, second: str) -> None:
    before = engine.version
    with pytest.raises(QueryError):
        engine.change(update(f"INSERT DATA {{ e:new e:is e:here }} ; {second}"))
    assert (holds(engine, "e:new ?p ?o"), engine.version) == (False, before)


def test_a_wrong_update_is_told_with_its_place(engine: Engine) -> None:
    with pytest.raises(QueryError) as caught:
        engine.change(update("INSERT DATA { e:a e:b e:c } ;\n foo"))
    assert caught.value.problems[0].line == 2


def test_after_a_wrong_update_another_is_applied(engine: Engine) -> None:
    with suppress(QueryError):
        engine.change(update("INSERT DATA {"))
    engine.change(update("INSERT DATA { e:new e:is e:here }"))
    assert holds(engine, "e:new e:is e:here")


def test_an_update_that_takes_too_long_is_stopped(engine: Engine) -> None:
    with pytest.raises(RequestError, match="time limit") as caught:
        engine.change(update(ENDLESS_UPDATE), 0.3)
    assert caught.value.status == 504


def test_an_update_that_takes_too_long_leaves_nothing(engine: Engine) -> None:
    with suppress(RequestError):
        engine.change(update(ENDLESS_UPDATE), 0.3)
    assert not holds(engine, "e:new ?p ?o")


def test_after_an_update_that_took_too_long_another_is_applied(engine: Engine) -> None:
    with suppress(RequestError):
        engine.change(update(ENDLESS_UPDATE), 0.3)
    engine.change(update("INSERT DATA { e:new e:is e:here }"))
    assert holds(engine, "e:new e:is e:here")


def test_an_update_that_needs_too_much_memory_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_text(DATASET)
    rows = "SELECT ?a ?b ?c ?d { ?a e:p ?w . ?b e:p ?x . ?c e:p ?y . ?d e:p ?z } ORDER BY ?z ?y"
    wide = f"INSERT {{ ?a e:wide ?d }} WHERE {{ {{ {rows} }} }}"
    with running(tmp_path, memory=192) as engine:
        with pytest.raises(RequestError, match="192 MB of memory") as caught:
            engine.change(update(f"INSERT DATA {{ e:new e:is e:here }} ; {wide}"))
        assert (caught.value.status, holds(engine, "e:new ?p ?o")) == (507, False)


def test_an_update_that_is_too_deep_leaves_the_writer_alone(engine: Engine) -> None:
    with pytest.raises(QueryError, match="deeper"):
        engine.change(update("INSERT {} WHERE " + "{" * 5000 + "}" * 5000))


def test_a_long_update_passes(engine: Engine) -> None:
    engine.change(update("INSERT DATA { " + "".join(f'e:n{n} e:number "{n}"^^e:t . ' for n in range(5000)) + "}"))
    (row,) = engine.query("SELECT (COUNT(*) AS ?n) { ?s <e:number> ?o }").rows()
    assert [term and term.value for term in row] == ["5000"]


def test_no_update_waits_for_readers(engine: Engine) -> None:
    with read(engine):
        engine.change(update("INSERT DATA { e:new e:is e:here }"))
        assert holds(engine, "e:new e:is e:here")


def test_what_a_reader_reads_stays(engine: Engine, folder: Path) -> None:
    before = engine.version
    with read(engine):
        for number in range(15):
            engine.change(update(f"INSERT DATA {{ e:new e:is {number} }}"))
        assert before in states(folder)


def test_what_nobody_reads_is_removed(engine: Engine, folder: Path) -> None:
    numbers = []
    for number in range(25):
        engine.change(update(f"INSERT DATA {{ e:new e:is {number} }}"))
        numbers.append(len(states(folder)))
    assert numbers[-1] == numbers[-10]


def test_a_reader_keeps_its_state(engine: Engine) -> None:
    # The first part of the query is evaluated for long, while the update is made; the second part comes after it.
    long = "{ SELECT (COUNT(*) AS ?n) { ?a <e:p> ?w . ?b <e:p> ?x . ?c <e:p> ?y . ?d <e:p> ?z } }"
    seen: list[int] = []
    looked, changed = Event(), Event()

    def gone() -> bool:
        looked.set()
        changed.wait(20)
        return False

    def ask() -> None:
        text = f"SELECT ?o {{ {long} OPTIONAL {{ <e:new> <e:is> ?o }} }}"
        seen.extend(
            len([term for term in row if term])
            for row in engine.run(ReadRowsJob(PreparedQuery(text)), is_gone=gone).rows()
        )

    client = Thread(target=ask)
    client.start()
    try:
        assert looked.wait(20)
        engine.change(update("INSERT DATA { e:new e:is e:here }"))
    finally:
        changed.set()
        client.join()
    assert (seen, holds(engine, "e:new e:is e:here")) == ([0], True)


def test_updates_at_the_same_time_are_all_applied(engine: Engine) -> None:
    updates = [f"INSERT DATA {{ e:new e:number {number} }}" for number in range(8)]
    clients = [Thread(target=engine.change, args=(update(text),)) for text in updates]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    assert len(list(engine.query("SELECT ?n { <e:new> <e:number> ?n }").rows())) == 8


def test_an_update_that_waits_too_long_for_another_is_told_when_to_come_back(engine: Engine) -> None:
    def occupy() -> None:
        with suppress(RequestError):
            engine.change(update(ENDLESS_UPDATE), 1.0)

    client = Thread(target=occupy)
    client.start()
    refused: RequestError | None = None
    while client.is_alive() and not refused:
        try:
            engine.change(update("INSERT DATA {}"), 0.1)
        except RequestError as error:
            refused = error
    client.join()
    assert refused
    assert (refused.status, refused.retry_after) == (503, 5)


def test_a_writer_that_is_killed_is_replaced(engine: Engine) -> None:
    assert engine._snapshots
    writer = engine._snapshots._writer
    assert writer
    process = os.pidfd_open(writer.pid)
    os.kill(writer.pid, signal.SIGKILL)
    ended = select.poll()
    ended.register(process, select.POLLIN)
    assert ended.poll(20_000)
    os.close(process)
    with suppress(RequestError):
        engine.change(update("INSERT DATA { e:new e:is e:lost }"))
    engine.change(update("INSERT DATA { e:new e:is e:here }"))
    assert holds(engine, "e:new e:is e:here")


# Stores that are opened again.


@pytest.fixture
def again(tmp_path: Path) -> Path:
    """A folder with a store that was changed once."""
    (tmp_path / "kg.nq").write_text(DATASET)
    with running(tmp_path) as engine:
        engine.change(update("INSERT DATA { e:new e:is e:here }"))
    return tmp_path


def test_a_change_is_found_when_the_store_is_opened_again(again: Path) -> None:
    with running(again) as engine:
        assert holds(engine, "e:new e:is e:here . e:s1 e:p e:o1")


def test_a_store_that_there_is_needs_no_dataset(again: Path) -> None:
    (again / "kg.nq").unlink()
    with running(again) as engine:
        assert holds(engine, "e:new e:is e:here")


def test_a_load_that_was_ended_is_done_again(tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_text(DATASET)
    (tmp_path / "store" / "db.unfinished").mkdir(parents=True)
    (tmp_path / "store" / "db.unfinished" / "CURRENT").write_text("half")
    with running(tmp_path) as engine:
        assert holds(engine, "e:s1 e:p e:o1")


def test_another_server_reads_the_store_and_waits_to_have_it(again: Path) -> None:
    with running(again) as first:
        second = Engine(again / "kg.nq", again / "store", Limits(), writable=True)
        try:
            second.start()
            first.change(update("INSERT DATA { e:new e:is e:seen }"))
            assert holds(second, "e:new e:is e:seen")
        finally:
            first.close()
            second.wait(30)
            second.close()


def test_another_server_does_not_have_the_store(again: Path) -> None:
    with running(again) as first:
        second = Engine(again / "kg.nq", again / "store", Limits(), writable=True)
        try:
            second.start()
            with pytest.raises(DatasetError, match="Another server has the store"):
                second.wait(0.1)
        finally:
            first.close()
            second.wait(30)
            second.close()


def test_a_store_is_read_without_being_changed(again: Path) -> None:
    with running(again, writable=False) as engine:
        assert holds(engine, "e:new e:is e:here")


def test_a_store_that_is_only_read_takes_no_updates(again: Path) -> None:
    with running(again, writable=False) as engine, pytest.raises(RequestError) as caught:
        engine.change(update("CLEAR ALL"))
    assert caught.value.status == 403


def test_a_store_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no store in this folder"), running(tmp_path, writable=False):
        pass


def test_a_new_store_without_a_dataset_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="There is no dataset"), running(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    with pytest.raises(DatasetError, match="cannot be made"), running(tmp_path):
        pass


def test_a_change_that_was_cut_short_is_undone(tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_text(DATASET)
    with running(tmp_path) as engine:
        engine.change(update("INSERT DATA { e:new e:is e:finished }"))
    cut_short = Store.writable(tmp_path / "store" / "db")
    cut_short.update(PreparedUpdate("INSERT DATA { e:new e:is e:halfway }", PREFIXES))
    del cut_short
    (tmp_path / "store" / "unfinished").touch()
    with running(tmp_path) as engine:
        found = [holds(engine, f"e:new e:is e:{how}") for how in ("finished", "halfway")]
    assert (found, (tmp_path / "store" / "unfinished").exists()) == ([True, False], False)


def test_a_clock_that_goes_back_hides_no_state(tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_text(DATASET)
    with running(tmp_path) as engine:
        for number in range(9):
            engine.change(update(f"INSERT DATA {{ e:new e:number {number} }}"))
        for state in (tmp_path / "store" / "snapshots").iterdir():
            os.utime(state, (2**32, 2**32))
        engine.change(update("INSERT DATA { e:new e:is e:last }"))
        assert holds(engine, "e:new e:is e:last")


def test_a_store_whose_repair_was_cut_short_is_repaired(tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_text(DATASET)
    with running(tmp_path) as engine:
        engine.change(update("INSERT DATA { e:new e:is e:finished }"))
    (tmp_path / "store" / "unfinished").touch()
    for manifest in (tmp_path / "store" / "db").glob("MANIFEST*"):
        manifest.unlink()
    with running(tmp_path) as engine:
        assert holds(engine, "e:new e:is e:finished")


def test_a_writer_that_has_died_while_it_was_idle_is_replaced(engine: Engine) -> None:
    writer = engine._snapshots._writer  # type: ignore[union-attr]
    assert writer is not None
    ended = os.pidfd_open(writer.pid)
    os.kill(writer.pid, signal.SIGKILL)
    select.select([ended], [], [], 20)
    os.close(ended)
    engine.change(update("INSERT DATA { e:new e:is e:here }"))
    assert holds(engine, "e:new e:is e:here")
