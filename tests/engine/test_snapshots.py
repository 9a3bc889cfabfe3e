"""Changes on disk: all of an update or nothing, seen by every later query, and no reader waits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from kg.engine.answer import Term
from kg.engine.engine import Engine
from kg.engine.jobs import ApplyUpdateJob, PatchGraphJob, PreparedQuery, PreparedUpdate, ReadRowsJob
from kg.engine.oxigraph.store import Store
from kg.errors import DatasetError, QueryError, RequestError
from kg.limits import EvaluationLimits, Limits, StoreLimits
from tests.engine.running import ENDLESS, LIMITS, kill, occupied
from tests.nonempty import nonempty
from tests.patience import PATIENCE

# Each test starts processes, and most do so several times.
pytestmark = pytest.mark.slow

DATASET = "".join(f"<e:s{n}> <e:p> <e:o{n}> .\n" for n in range(60)) + "<e:a> <e:b> <e:c> <e:g> .\n"
PREFIXES = {"e": "e:"}
ENDLESS_UPDATE = f"INSERT DATA {{ e:new e:p 1 }} ; INSERT {{ e:s e:p ?n }} WHERE {{ {{ {ENDLESS} }} }}"


@contextmanager
def running(folder: Path, limits: Limits = LIMITS, *, writable: bool = True) -> Iterator[Engine]:
    """An engine with the store in a folder; its processes end with it."""
    engine = Engine(folder / "kg.nq", folder / "store", limits, writable=writable)
    try:
        engine.start()
        engine.wait(PATIENCE)
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


def writer_of(engine: Engine) -> int:
    """The process that changes the store."""
    assert engine._snapshots
    assert engine._snapshots._writer
    return engine._snapshots._writer.pid


def states(folder: Path) -> list[str]:
    return [path.name for path in (folder / "store" / "snapshots").iterdir()]


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


def test_a_query_does_not_change_the_version(engine: Engine) -> None:
    before = engine.version
    engine.query("ASK {}")
    assert engine.version == before


def test_an_update_of_several_operations_is_applied_in_order(engine: Engine) -> None:
    engine.change(
        update("INSERT DATA { e:new e:is 1 } ; DELETE { ?s e:is 1 } INSERT { ?s e:is 2 } WHERE { ?s e:is 1 }")
    )
    assert (holds(engine, "e:new e:is 2"), holds(engine, "e:new e:is 1")) == (True, False)


def test_a_patch_sees_its_graph_as_the_default_graph(engine: Engine) -> None:
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


def test_a_syntax_error_has_its_position(engine: Engine) -> None:
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
    with running(tmp_path, replace(LIMITS, evaluation=EvaluationLimits(PATIENCE, memory_mb=192))) as engine:
        with pytest.raises(RequestError, match="192 MB of memory") as caught:
            engine.change(update(f"INSERT DATA {{ e:new e:is e:here }} ; {wide}"))
        assert (caught.value.status, holds(engine, "e:new ?p ?o")) == (507, False)


def test_an_update_that_is_nested_too_deeply_is_refused(engine: Engine) -> None:
    with pytest.raises(QueryError, match="deeper"):
        engine.change(update("INSERT {} WHERE " + "{" * 5000 + "}" * 5000))


def test_a_long_update_is_applied(engine: Engine) -> None:
    engine.change(update("INSERT DATA { " + "".join(f'e:n{n} e:number "{n}"^^e:t . ' for n in range(5000)) + "}"))
    (row,) = engine.query("SELECT (COUNT(*) AS ?n) { ?s <e:number> ?o }").rows()
    assert [term and term.value for term in row] == ["5000"]


def test_an_update_does_not_wait_for_readers(engine: Engine) -> None:
    with occupied(engine):
        engine.change(update("INSERT DATA { e:new e:is e:here }"))
        assert holds(engine, "e:new e:is e:here")


def test_a_state_is_kept_while_it_is_read(engine: Engine, folder: Path) -> None:
    before = engine.version
    with occupied(engine):
        for number in range(15):
            engine.change(update(f"INSERT DATA {{ e:new e:is {number} }}"))
        assert before in states(folder)


def test_old_states_are_removed(engine: Engine, folder: Path) -> None:
    numbers = []
    for number in range(25):
        engine.change(update(f"INSERT DATA {{ e:new e:is {number} }}"))
        numbers.append(len(states(folder)))
    assert numbers[-1] == numbers[-10]


def test_a_reader_keeps_its_state(engine: Engine) -> None:
    # The first part of the query takes long enough for an update meanwhile; the second part is evaluated after it.
    long = "{ SELECT (COUNT(*) AS ?n) { ?a <e:p> ?w . ?b <e:p> ?x . ?c <e:p> ?y . ?d <e:p> ?z } }"
    rows: list[list[Term | None]] = []
    running, changed = Event(), Event()

    def is_gone() -> bool:
        running.set()
        assert changed.wait(PATIENCE)
        return False

    def evaluate() -> None:
        job = ReadRowsJob(PreparedQuery(f"SELECT ?o {{ {long} OPTIONAL {{ <e:new> <e:is> ?o }} }}"))
        rows.extend(engine.run(job, is_gone=is_gone).rows())

    client = Thread(target=evaluate)
    client.start()
    try:
        assert running.wait(PATIENCE)
        engine.change(update("INSERT DATA { e:new e:is e:here }"))
    finally:
        changed.set()
        client.join()
    assert (rows, holds(engine, "e:new e:is e:here")) == ([[None]], True)


def test_concurrent_updates_are_all_applied(engine: Engine) -> None:
    updates = [f"INSERT DATA {{ e:new e:number {number} }}" for number in range(8)]
    clients = [Thread(target=engine.change, args=(update(text),)) for text in updates]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    assert len(list(engine.query("SELECT ?n { <e:new> <e:number> ?n }").rows())) == 8


def test_every_query_sees_a_whole_state(engine: Engine) -> None:
    def write() -> None:
        for number in range(1, 20):
            values = f"e:one e:number {number} . e:other e:number {number}"
            engine.change(update(f"DELETE WHERE {{ ?s e:number ?n }} ; INSERT DATA {{ {values} }}"))

    engine.change(update("INSERT DATA { e:one e:number 0 . e:other e:number 0 }"))
    seen = []
    writer = Thread(target=write)
    writer.start()
    while writer.is_alive():
        seen.append([*engine.query("SELECT DISTINCT ?n { VALUES ?s { <e:one> <e:other> } ?s <e:number> ?n }").rows()])
    assert [len(numbers) for numbers in seen] == [1] * len(nonempty(seen))


def test_an_update_that_waits_too_long_for_another_reports_when_to_try_again(engine: Engine) -> None:
    def occupy() -> None:
        with suppress(RequestError):
            engine.change(update(ENDLESS_UPDATE))

    def status_of_another() -> tuple[int, int | None]:
        try:
            engine.change(update("INSERT DATA {}"), 0.1)
        except RequestError as error:
            return error.status, error.retry_after
        return 204, None

    client = Thread(target=occupy)
    client.start()
    try:
        # The other update may be the first one a few times.
        assert (503, 5) in (status_of_another() for _ in range(1000))
    finally:
        kill(writer_of(engine))
        client.join()


def test_a_writer_that_was_killed_is_replaced(engine: Engine) -> None:
    kill(writer_of(engine))
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


def test_a_change_is_on_disk_when_the_store_is_opened_again(again: Path) -> None:
    with running(again) as engine:
        assert holds(engine, "e:new e:is e:here . e:s1 e:p e:o1")


def test_what_a_killed_server_has_left_in_its_store_is_removed(again: Path) -> None:
    store = again / "store"
    for name in ("db.unfinished", "snapshots/0123.draft"):
        (store / name).mkdir()
        (store / name / "part").touch()
    (store / "current.0123").symlink_to("snapshots/0123")
    with running(again) as engine:
        engine.change(update("INSERT DATA { e:new e:is e:there }"))
        left = {path.name for path in [*store.iterdir(), *(store / "snapshots").glob("*.*")]}
    assert left == {"current", "db", "lock", "snapshots"}


def test_an_existing_store_needs_no_dataset(again: Path) -> None:
    (again / "kg.nq").unlink()
    with running(again) as engine:
        assert holds(engine, "e:new e:is e:here")


def test_an_interrupted_load_is_repeated(tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_text(DATASET)
    (tmp_path / "store" / "db.unfinished").mkdir(parents=True)
    (tmp_path / "store" / "db.unfinished" / "CURRENT").write_text("half")
    with running(tmp_path) as engine:
        assert holds(engine, "e:s1 e:p e:o1")


def test_another_server_reads_the_store_while_it_waits_for_it(again: Path) -> None:
    with running(again) as first:
        second = Engine(again / "kg.nq", again / "store", LIMITS, writable=True)
        try:
            second.start()
            first.change(update("INSERT DATA { e:new e:is e:seen }"))
            assert holds(second, "e:new e:is e:seen")
        finally:
            first.close()
            second.wait(PATIENCE)
            second.close()


def test_only_one_server_has_the_store(again: Path) -> None:
    with running(again) as first:
        second = Engine(again / "kg.nq", again / "store", LIMITS, writable=True)
        try:
            second.start()
            with pytest.raises(DatasetError, match="Another server has the store"):
                second.wait(0.1)
        finally:
            first.close()
            second.wait(PATIENCE)
            second.close()


def test_a_server_that_waited_in_vain_opens_the_store_for_a_later_update(again: Path) -> None:
    limits = replace(LIMITS, store=StoreLimits(lock_seconds=0.1))
    second = Engine(again / "kg.nq", again / "store", limits, writable=True)
    try:
        with running(again):
            second.start()
            with pytest.raises(DatasetError, match="Another server has the store"):
                second.wait(PATIENCE)
        second.change(update("INSERT DATA { e:new e:is e:late }"))
        assert holds(second, "e:new e:is e:late")
    finally:
        second.close()


def test_a_store_can_be_opened_to_be_read_only(again: Path) -> None:
    with running(again, writable=False) as engine:
        assert holds(engine, "e:new e:is e:here")


def test_a_store_opened_to_be_read_only_takes_no_updates(again: Path) -> None:
    with running(again, writable=False) as engine, pytest.raises(RequestError) as caught:
        engine.change(update("CLEAR ALL"))
    assert caught.value.status == 403


@pytest.fixture
def open_umask() -> Iterator[None]:
    """New files are for everybody meanwhile."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_umask")
def test_what_is_in_a_store_is_for_its_owner_alone(tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_text(DATASET)
    (tmp_path / "store").mkdir()
    with running(tmp_path) as engine:
        engine.change(update("INSERT DATA { e:new e:is e:here }"))
        paths = [tmp_path / "store", *(tmp_path / "store").rglob("*")]
    assert {path.name for path in paths} >= {"db", "CURRENT", "lock"}
    assert [path for path in paths if path.exists() and not path.is_symlink() and path.stat().st_mode & 0o077] == []


def test_a_missing_store_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no store in this folder"), running(tmp_path, writable=False):
        pass


def test_a_new_store_needs_a_dataset(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="The file does not exist"), running(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    with pytest.raises(DatasetError, match="cannot be made"), running(tmp_path):
        pass


def test_an_interrupted_change_is_undone(tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_text(DATASET)
    with running(tmp_path) as engine:
        engine.change(update("INSERT DATA { e:new e:is e:finished }"))
    cut_short = Store.on_disk(tmp_path / "store" / "db", writable=True)
    cut_short.update(PreparedUpdate("INSERT DATA { e:new e:is e:halfway }", PREFIXES))
    del cut_short
    with running(tmp_path) as engine:
        held = [holds(engine, f"e:new e:is e:{how}") for how in ("finished", "halfway")]
    assert held == [True, False]


def test_a_clock_set_back_hides_no_state(tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_text(DATASET)
    with running(tmp_path) as engine:
        for number in range(9):
            engine.change(update(f"INSERT DATA {{ e:new e:number {number} }}"))
        for state in (tmp_path / "store" / "snapshots").iterdir():
            os.utime(state, (2**32, 2**32))
        engine.change(update("INSERT DATA { e:new e:is e:last }"))
        assert holds(engine, "e:new e:is e:last")


def test_an_interrupted_repair_is_repeated(tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_text(DATASET)
    with running(tmp_path) as engine:
        engine.change(update("INSERT DATA { e:new e:is e:finished }"))
    (tmp_path / "store" / "db").rename(tmp_path / "store" / "db.unfinished")
    for manifest in nonempty((tmp_path / "store" / "db.unfinished").glob("MANIFEST*")):
        manifest.unlink()
    with running(tmp_path) as engine:
        assert holds(engine, "e:new e:is e:finished")
