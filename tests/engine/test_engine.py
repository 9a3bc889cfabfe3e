"""The engine: answers from other processes, exact counts of rows, and an error with a remedy for every limit."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO, StringIO
from pathlib import Path
from threading import Thread
from typing import ClassVar
from xml.etree import ElementTree

import pytest
import zstandard

from kg.engine.answer import Term
from kg.engine.engine import Engine, UnacceptableError
from kg.engine.jobs import (
    ApplyUpdateJob,
    EvaluateJob,
    ParseDocumentJob,
    ParseUpdateJob,
    PreparedQuery,
    PreparedUpdate,
    RdfDocument,
    ReadRowsJob,
    WrittenAnswer,
)
from kg.engine.workers import ClientGoneError, IsGone
from kg.errors import DatasetError, KgError, QueryError, RequestError
from kg.formats import GRAPH, TABLE, TRUTH, Format, answer_formats, by_name, formats_for
from kg.limits import EvaluationLimits, QueryLimits
from tests.engine.running import ENDLESS, LIMITS, POOL, kill, occupied, running
from tests.patience import PATIENCE, wait_until

ROWS = 60
DATASET = "".join(f'<e:s{n}> <e:p> "{n}" .\n' for n in range(ROWS)) + "<e:a> <e:b> <e:c> <e:g> .\n"
ALL = "SELECT ?s ?o { ?s <e:p> ?o }"
NUMBERS = "VALUES ?n { 0 1 2 3 4 5 6 7 8 9 }"
# Holds millions of rows at once.
WIDE = "SELECT ?a ?b ?c ?d { ?a <e:p> ?w . ?b <e:p> ?x . ?c <e:p> ?y . ?d <e:p> ?z } ORDER BY ?z ?y"
LONG = "SELECT ?a ?b ?c { ?a <e:p> ?x . ?b <e:p> ?y . ?c <e:p> ?z }"
# Text that begins or ends rows in some format.
TRAPS = ["}},{", '{"o":{"type":"', "<result>", "</result><result>", "a\nb", "\t", 'a"b', "\\", "", "é€😀"]
LINES = ["a\r\nb", "\r\n", "\r"]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of a few lines."""
    path = tmp_path_factory.mktemp("engine") / "kg.nq"
    path.write_text(DATASET)
    return path


@pytest.fixture(scope="module")
def engine(dataset: Path) -> Iterator[Engine]:
    """An engine with limits that nothing here meets."""
    with running(dataset) as engine:
        yield engine


@pytest.fixture(scope="module")
def narrow(dataset: Path) -> Iterator[Engine]:
    """An engine for one evaluation at a time, with little memory and short answers."""
    evaluation = EvaluationLimits(seconds=PATIENCE, memory_mb=64, answer_mb=1)
    with running(dataset, replace(LIMITS, evaluation=evaluation, pool=replace(POOL, workers=1))) as engine:
        yield engine


def rows(text: str, limit: int | None = None) -> ReadRowsJob:
    return ReadRowsJob(PreparedQuery(text), limit)


def written(engine: Engine, text: str, form: Format, encoding: str = "identity") -> WrittenAnswer:
    return engine.evaluate(EvaluateJob(PreparedQuery(text), dict.fromkeys(form.carries, form), encoding))


def parse_document(body: bytes) -> ParseDocumentJob:
    return ParseDocumentJob(RdfDocument("text/turtle", body), "e:/x/")


def whole(answer: WrittenAnswer) -> bytes:
    """What a client receives."""
    if answer.file is None:
        return answer.payload
    with answer.file:
        answer.file.seek(0)
        return answer.payload + answer.file.read()


def refused(engine: Engine, text: str, seconds: float | None = None, is_gone: IsGone | None = None) -> RequestError:
    with pytest.raises(RequestError) as caught:
        engine.run(rows(text), seconds, is_gone)
    return caught.value


def values(text: str) -> str:
    """Text as a literal in a query."""
    return json.dumps(text, ensure_ascii=False)


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def fork_server_of(engine: Engine) -> int:
    """The process that forks the workers."""
    process = engine._workers[-1].fork_server._process
    assert process
    return process.pid


# Answers.


def test_rows_hold_terms(engine: Engine) -> None:
    answer = engine.query('SELECT ?x ?y ?z ?w { VALUES (?x ?y ?z) { (<e:a> "b"@en 3) } }')
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    assert list(answer.rows()) == [
        [Term("iri", "e:a"), Term("literal", "b", "en"), Term("literal", "3", None, integer), None]
    ]


def test_a_table_knows_its_columns(engine: Engine) -> None:
    assert engine.query("SELECT ?y ?x {}").columns == ["y", "x"]


@pytest.mark.parametrize(("text", "truth"), [("ASK { ?s ?p ?o }", True), ("ASK { ?s <e:none> ?o }", False)])
def test_a_truth_value_is_returned(engine: Engine, text: str, truth: bool) -> None:
    assert (engine.query(text).kind, engine.query(text).truth) == (TRUTH, truth)


def test_a_graph_is_read_as_triples(engine: Engine) -> None:
    answer = engine.query("CONSTRUCT { ?s ?p ?o } { GRAPH ?g { ?s ?p ?o } }")
    assert list(answer.rows()) == [[Term("iri", "e:a"), Term("iri", "e:b"), Term("iri", "e:c")]]


def test_a_limit_bounds_the_rows_that_are_read(engine: Engine) -> None:
    assert len(list(engine.run(rows(ALL, 7)).rows())) == 7


def test_prefixes_and_base_hold(engine: Engine) -> None:
    assert engine.query("ASK { e:s1 <//p> ?o }", prefixes={"e": "e:"}, base="e:x").kind == TRUTH


def test_the_graphs_of_a_query_are_its_dataset(engine: Engine) -> None:
    query = PreparedQuery("SELECT ?s { ?s ?p ?o }", default_graphs=("e:g",))
    assert list(engine.run(ReadRowsJob(query)).rows()) == [[Term("iri", "e:a")]]


def test_a_syntax_error_has_its_position_and_excerpt(engine: Engine) -> None:
    with pytest.raises(QueryError) as caught:
        engine.query("ASK {\n ?s foo ?o }")
    (problem,) = caught.value.problems
    assert (problem.line, problem.excerpt) == (2, "?s foo ?o }")


@pytest.mark.parametrize("form", answer_formats(), ids=lambda form: form.name)
def test_an_answer_is_written_in_every_format(engine: Engine, form: Format) -> None:
    text = "CONSTRUCT { <e:s1> ?p ?o } { <e:s1> ?p ?o }" if GRAPH in form.carries else f"{ALL} LIMIT 1"
    answer = written(engine, text, form)
    assert (answer.form, b"e:s" in whole(answer)) == (form, True)


@pytest.mark.parametrize("form", formats_for(TRUTH), ids=lambda form: form.name)
def test_a_truth_value_is_written_in_every_format(engine: Engine, form: Format) -> None:
    assert b"true" in whole(written(engine, "ASK {}", form))


def test_the_kind_of_the_answer_chooses_the_format(engine: Engine) -> None:
    formats = {TABLE: by_name("csv"), TRUTH: by_name("xml"), GRAPH: by_name("nt")}
    jobs = [EvaluateJob(PreparedQuery(f"{form} {{}}"), formats, "identity") for form in ("SELECT *", "ASK")]
    assert {engine.evaluate(job).form.name for job in jobs} == {"csv", "xml"}


def test_a_kind_without_a_format_is_unacceptable(engine: Engine) -> None:
    with pytest.raises(UnacceptableError) as caught:
        engine.evaluate(
            EvaluateJob(PreparedQuery("ASK {}"), {TABLE: by_name("csv"), TRUTH: None, GRAPH: None}, "identity")
        )
    assert caught.value.kind == TRUTH


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_an_answer_is_compressed(engine: Engine, encoding: str) -> None:
    answer = written(engine, ALL, by_name("json"), encoding)
    assert (answer.encoding, len(whole(answer)) < 1000) == (encoding, True)


def test_a_large_answer_is_a_file(engine: Engine) -> None:
    answer = written(engine, LONG, by_name("csv"))
    assert (answer.payload, answer.file is None) == (b"", False)
    assert whole(answer).count(b"\r\n") == ROWS**3 + 1


def test_a_large_answer_is_whole_when_it_is_compressed(engine: Engine) -> None:
    data = whole(written(engine, LONG, by_name("xml"), "zstd"))
    with zstandard.ZstdDecompressor().stream_reader(BytesIO(data)) as reader:
        assert reader.read().count(b"<result>") == ROWS**3


def test_the_version_is_that_of_the_dataset(engine: Engine, narrow: Engine) -> None:
    assert (engine.version == narrow.version, len(engine.version)) == (True, 16)


def test_another_dataset_has_another_version(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_text("<e:other> <e:p> <e:o> .\n")
    with running(tmp_path / "kg.nq") as other:
        assert other.version != engine.version


def test_an_idle_engine_is_not_busy(engine: Engine) -> None:
    engine.query("ASK {}")
    assert engine.busy == 0


def test_a_document_is_read_in_a_worker(engine: Engine) -> None:
    assert engine.run(parse_document(b"<a> <b> <c> .")) == "<e:/x/a> <e:/x/b> <e:/x/c> .\n"


def test_a_document_that_cannot_be_parsed_is_refused(engine: Engine) -> None:
    with pytest.raises(RequestError, match="cannot be parsed"):
        engine.run(parse_document(b"<a> <b> "))


def test_an_update_is_parsed_in_a_worker(engine: Engine) -> None:
    with pytest.raises(QueryError, match="line 2"):
        engine.run(ParseUpdateJob(PreparedUpdate("CLEAR ALL ;\n foo")))


def test_an_update_that_is_parsed_is_not_applied(engine: Engine) -> None:
    engine.run(ParseUpdateJob(PreparedUpdate("CLEAR ALL")))
    assert engine.query("ASK { <e:s1> ?p ?o }").truth


# Counts of rows.


def parsed(name: str, data: bytes) -> int:
    """The rows of a table as its own parser counts them."""
    if name == "json":
        return len(json.loads(data)["results"]["bindings"])
    if name == "xml":
        return len(ElementTree.fromstring(data).findall("*/{*}result"))  # noqa: S314 - our own
    if name == "csv":
        return len(list(csv.reader(StringIO(data.decode(), newline="")))) - 1
    return len(data.decode().split("\n")) - 2


@pytest.mark.parametrize("form", formats_for(TABLE), ids=lambda form: form.name)
@pytest.mark.parametrize("trap", [*TRAPS, *LINES], ids=repr)
def test_rows_are_counted_whatever_they_hold(engine: Engine, form: Format, trap: str) -> None:
    text = f"SELECT ?o ?s {{ VALUES ?o {{ {values(trap)} 1 {values(trap)} <e:x> }} OPTIONAL {{ <e:s1> ?s ?none }} }}"
    answer = written(engine, text, form)
    assert answer.rows == parsed(form.name, whole(answer)) == 4


@pytest.mark.parametrize("form", formats_for(TABLE), ids=lambda form: form.name)
@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("SELECT ?x { FILTER(false) }", 0),
        ("SELECT ?subject { BIND(<<( <e:a> <e:b> 1 )>> AS ?subject) }", 1),
        (f"SELECT ?n {{ {NUMBERS} }}", 10),
        (f"SELECT ?type ?n {{ {NUMBERS} BIND(?n AS ?type) }}", 10),
        (f"SELECT ?n ?é {{ {NUMBERS} BIND(?n AS ?é) }}", 10),
        (f"SELECT ?first ?n {{ {NUMBERS} OPTIONAL {{ FILTER(?n < 5) BIND(1 AS ?first) }} }}", 10),
        (f"SELECT ?t {{ {NUMBERS} BIND(<<( <e:a> <e:b> ?n )>> AS ?t) }}", 10),
        (LONG, ROWS**3),
    ],
)
def test_rows_are_counted_exactly(engine: Engine, form: Format, text: str, count: int) -> None:
    answer = written(engine, text, form)
    assert (answer.rows, len(whole(answer)) > 0) == (count, True)


@pytest.mark.parametrize("form", formats_for(TABLE), ids=lambda form: form.name)
@pytest.mark.parametrize(
    ("text", "count"),
    [("SELECT * {}", 1), ("SELECT ?x {}", 1), ("SELECT ?x { VALUES ?x { UNDEF 1 UNDEF } }", 3)],
)
def test_rows_in_which_nothing_is_bound_are_never_miscounted(
    engine: Engine, form: Format, text: str, count: int
) -> None:
    assert written(engine, text, form).rows in (count, None)


@pytest.mark.parametrize(("name", "rows"), [("nt", ROWS), ("nq", ROWS), ("ttl", None), ("jsonld", None)])
def test_triples_are_counted_if_the_format_shows_their_number(engine: Engine, name: str, rows: int | None) -> None:
    text = 'CONSTRUCT { ?s <e:p> "a\\nb" } { ?s <e:p> ?o }'
    assert written(engine, text, by_name(name)).rows == rows


# Limits.


def test_an_evaluation_that_takes_too_long_is_stopped(narrow: Engine) -> None:
    error = refused(narrow, ENDLESS, seconds=0.3)
    assert (error.status, "0.3 s, the time limit" in str(error)) == (504, True)


def test_a_client_cannot_raise_the_time_limit(dataset: Path) -> None:
    with running(dataset, replace(LIMITS, evaluation=EvaluationLimits(seconds=0.3))) as short:
        assert refused(short, ENDLESS, seconds=1000.0).status == 504


def test_after_the_time_limit_others_are_answered(narrow: Engine) -> None:
    refused(narrow, ENDLESS, seconds=0.3)
    assert narrow.query("ASK {}").truth


def test_an_evaluation_that_needs_too_much_memory_is_stopped(narrow: Engine) -> None:
    error = refused(narrow, WIDE)
    assert (error.status, "64 MB of memory" in str(error)) == (507, True)


def test_after_the_memory_limit_others_are_answered(narrow: Engine) -> None:
    refused(narrow, WIDE)
    assert narrow.query("ASK {}").truth


@pytest.mark.parametrize("encoding", ["identity", "zstd"])
def test_an_answer_that_is_too_large_is_stopped(narrow: Engine, encoding: str) -> None:
    with pytest.raises(RequestError, match="larger than 1 MB") as caught:
        written(narrow, LONG, by_name("json"), encoding)
    assert caught.value.status == 507


def test_after_an_answer_that_was_too_large_others_are_answered(narrow: Engine) -> None:
    with suppress(RequestError):
        written(narrow, LONG, by_name("json"))
    assert written(narrow, ALL, by_name("csv")).rows == ROWS


def test_a_deeply_nested_query_is_refused(narrow: Engine) -> None:
    with pytest.raises(QueryError, match="deeper"):
        narrow.query("ASK " + "{" * 5000 + "}" * 5000)


def test_the_guard_has_the_limits_of_the_engine(dataset: Path) -> None:
    with running(dataset, replace(LIMITS, query=QueryLimits(nesting=2))) as engine:
        assert engine.query("ASK { {} }").truth
        with pytest.raises(QueryError, match="nests deeper than 2 levels"):
            engine.query("ASK { { {} } }")


def test_an_evaluation_whose_client_has_left_is_stopped(narrow: Engine) -> None:
    with pytest.raises(ClientGoneError) as caught:
        narrow.run(rows(ENDLESS), is_gone=lambda: True)
    assert caught.value.status == 499


def test_a_short_evaluation_does_not_check_the_client(dataset: Path) -> None:
    with running(dataset, replace(LIMITS, pool=replace(POOL, poll_seconds=PATIENCE))) as engine:
        assert engine.run(rows("ASK {}"), is_gone=lambda: True).truth


def test_a_request_that_finds_no_slot_reports_when_to_try_again(dataset: Path) -> None:
    limits = replace(LIMITS, pool=replace(POOL, workers=1, queue_seconds=0.1, express_workers=0, retry_seconds=7))
    with running(dataset, limits) as engine, occupied(engine):
        error = refused(engine, "ASK {}")
    assert (error.status, error.retry_after) == (503, 7)


def test_a_long_query_in_an_express_worker_reports_when_to_try_again(dataset: Path) -> None:
    limits = replace(LIMITS, pool=replace(POOL, workers=1, express_seconds=0.1))
    with running(dataset, limits) as engine, occupied(engine):
        error = refused(engine, ENDLESS)
    assert (error.status, error.retry_after) == (503, 2)


def test_a_short_query_is_answered_by_an_express_worker(dataset: Path) -> None:
    limits = replace(LIMITS, pool=replace(POOL, workers=1, express_seconds=PATIENCE))
    with running(dataset, limits) as engine, occupied(engine):
        assert engine.query("ASK {}").truth


def test_a_running_evaluation_is_counted(narrow: Engine) -> None:
    with occupied(narrow):
        assert narrow.busy == 1


def test_a_slow_evaluation_leaves_room_for_others(engine: Engine) -> None:
    with occupied(engine):
        assert engine.query("ASK {}").truth


# Processes.


class Canary(BaseHTTPRequestHandler):
    """A host that must not be reached."""

    reached: ClassVar[list[str]] = []

    def handle(self) -> None:
        self.reached.append(self.client_address[0])

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def canary() -> Iterator[str]:
    """The address of a host on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Canary) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("silent", ["", "SILENT"])
def test_no_worker_reaches_another_host(engine: Engine, canary: str, silent: str) -> None:
    with suppress(KgError):
        engine.query(f"SELECT * {{ SERVICE {silent} <{canary}> {{ ?s ?p ?o }} }}")
    assert Canary.reached == []


def workers_of(engine: Engine) -> list[int]:
    return children(fork_server_of(engine))


def test_a_worker_is_reused(narrow: Engine) -> None:
    narrow.query("ASK {}")
    before = workers_of(narrow)
    narrow.query("ASK {}")
    assert (workers_of(narrow), len(before)) == (before, 1)


def test_a_worker_that_was_stopped_is_reaped(narrow: Engine) -> None:
    refused(narrow, ENDLESS, seconds=0.1)
    wait_until(lambda: workers_of(narrow) == [])


def niceness(worker: int) -> int:
    """The greatest niceness of the threads of a worker."""
    return max(os.getpriority(os.PRIO_PROCESS, int(task.name)) for task in Path(f"/proc/{worker}/task").iterdir())


def test_a_long_evaluation_yields_the_processor(dataset: Path) -> None:
    limits = replace(LIMITS, pool=replace(POOL, yield_seconds=0.05))
    with running(dataset, limits) as engine, pytest.raises(ClientGoneError):
        engine.run(rows(ENDLESS), is_gone=lambda: niceness(*workers_of(engine)) == POOL.yield_niceness)


def test_of_many_long_evaluations_most_yield_more(dataset: Path) -> None:
    limits = replace(LIMITS, pool=replace(POOL, yield_seconds=0.05, first_yielding=1))
    with running(dataset, limits) as engine, occupied(engine), occupied(engine):
        expected = [POOL.yield_niceness, POOL.later_niceness]
        wait_until(lambda: sorted(map(niceness, workers_of(engine))) == expected)


def test_a_worker_is_reused_after_it_has_yielded(dataset: Path) -> None:
    with running(dataset, replace(LIMITS, pool=replace(POOL, yield_seconds=0.0))) as engine:
        engine.query("ASK {}")
        before = workers_of(engine)
        engine.query("ASK {}")
        assert workers_of(engine) == before


def test_the_next_job_of_a_worker_that_has_yielded_does_not_yield(dataset: Path) -> None:
    with running(dataset) as engine:
        engine.query("ASK {}")
        (worker,) = workers_of(engine)
        for task in Path(f"/proc/{worker}/task").iterdir():
            if task.name != str(worker):
                os.setpriority(os.PRIO_PROCESS, int(task.name), POOL.yield_niceness)
        with pytest.raises(ClientGoneError):
            engine.run(rows(ENDLESS), is_gone=lambda: niceness(worker) == 0)


def test_spare_workers_are_ready_before_a_query(dataset: Path) -> None:
    with running(dataset, replace(LIMITS, pool=replace(POOL, spare_workers=2))) as engine:
        wait_until(lambda: len(workers_of(engine)) == 2)
        engine.query("ASK {}")
        assert len(workers_of(engine)) == 2


def test_workers_that_nobody_needs_any_more_are_ended(dataset: Path) -> None:
    pool = replace(POOL, workers=4, spare_workers=1, idle_seconds=0.1)
    with running(dataset, replace(LIMITS, pool=pool)) as engine:
        with occupied(engine), occupied(engine):
            engine.query("ASK {}")
        wait_until(lambda: len(workers_of(engine)) == 1)


def test_a_worker_that_keeps_too_much_memory_is_replaced(dataset: Path) -> None:
    limits = replace(LIMITS, evaluation=replace(LIMITS.evaluation, growth_mb=-1))
    with running(dataset, limits) as engine:
        engine.query("ASK {}")
        wait_until(lambda: workers_of(engine) == [])


def test_an_evaluation_that_was_starved_is_told_from_one_that_costs_too_much(dataset: Path) -> None:
    # No evaluation has a processor for longer than it takes.
    with running(dataset, replace(LIMITS, pool=replace(POOL, yield_seconds=0.01, processor_share=2.0))) as engine:
        error = refused(engine, ENDLESS, seconds=0.5)
    assert (error.status, error.problems[0].where) == (504, "server")
    assert "busy" in str(error)


def test_every_thread_of_a_worker_is_in_the_sandbox(dataset: Path) -> None:
    with running(dataset) as engine:
        engine.query("ASK {}")
        threads = [thread for pid in workers_of(engine) for thread in Path(f"/proc/{pid}/task").iterdir()]
        filters = [re.search(r"^Seccomp:\t(\d)", (thread / "status").read_text(), re.MULTILINE) for thread in threads]
    # The mode 2 of proc(5) is a filter.
    assert {found and found[1] for found in filters} == {"2"}


def test_a_worker_that_has_used_up_its_files_is_replaced(dataset: Path) -> None:
    text = f"SELECT (REPLACE({values('x' * 1000)}, 'x', {values('y' * 2000)}) AS ?long) {{}}"
    with running(dataset, replace(LIMITS, evaluation=replace(LIMITS.evaluation, answer_files=2))) as engine:
        engine.query("ASK {}")
        before = workers_of(engine)
        assert [len(whole(written(engine, text, by_name("csv")))) for _ in range(3)] == [2_000_008] * 3
        wait_until(lambda: not set(before) & set(workers_of(engine)))


def test_a_worker_that_is_killed_is_replaced(narrow: Engine) -> None:
    narrow.query("ASK {}")
    (before,) = workers_of(narrow)
    kill(before)
    assert (narrow.query("ASK {}").truth, before in workers_of(narrow)) == (True, False)


def test_an_evaluation_whose_worker_is_killed_is_an_error(narrow: Engine) -> None:
    def kill_worker() -> bool:
        kill(*workers_of(narrow))
        return False

    with pytest.raises(RequestError, match="has ended unexpectedly") as caught:
        narrow.run(rows(ENDLESS), is_gone=kill_worker)
    assert (caught.value.status, caught.value.problems[0].where) == (503, "server")


@pytest.mark.parametrize("number", [signal.SIGXCPU, signal.SIGBUS, signal.SIGTERM])
def test_no_signal_that_others_send_to_a_worker_is_taken_for_a_limit(narrow: Engine, number: signal.Signals) -> None:
    def end_worker() -> bool:
        kill(*workers_of(narrow), number=number)
        return False

    assert refused(narrow, ENDLESS, is_gone=end_worker).status == 503


def test_a_worker_ignores_the_signals_that_show_that_it_met_a_limit(narrow: Engine) -> None:
    (worker,) = workers_of(narrow) if narrow.query("ASK {}").truth else []
    for number in (signal.SIGSEGV, signal.SIGABRT):
        os.kill(worker, number)
    assert (narrow.query("ASK {}").truth, workers_of(narrow)) == (True, [worker])


def test_an_evaluation_whose_fork_server_is_killed_is_an_error(dataset: Path) -> None:
    with running(dataset) as engine:

        def kill_fork_server() -> bool:
            kill(fork_server_of(engine), *workers_of(engine))
            return False

        assert refused(engine, ENDLESS, is_gone=kill_fork_server).status == 503


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A dataset of a test's own."""
    path = tmp_path / "own.nq"
    path.write_text(DATASET)
    return path


def test_after_a_killed_fork_server_the_same_content_is_served_though_its_file_was_replaced(own: Path) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    with running(own) as engine:
        before = [*engine.query(query).rows()]
        (own.parent / "later.nq").write_text("<e:x> <e:y> <e:z> .\n")
        (own.parent / "later.nq").replace(own)
        kill(fork_server_of(engine), *workers_of(engine))
        assert [*engine.query(query).rows()] == before


def test_a_fork_server_that_cannot_be_replaced_is_reported_as_a_fault_of_the_server(own: Path) -> None:
    with running(own) as engine:
        own.write_text("<damaged")
        kill(fork_server_of(engine), *workers_of(engine))
        error = refused(engine, "ASK {}")
    assert (error.status, str(own) in str(error)) == (503, False)


def test_a_killed_fork_server_is_restarted(dataset: Path) -> None:
    with running(dataset) as engine:
        before = fork_server_of(engine)
        kill(before)
        assert (engine.query("ASK {}").truth, fork_server_of(engine) == before) == (True, False)


def test_a_fork_server_killed_with_its_workers_is_restarted(dataset: Path) -> None:
    with running(dataset) as engine:
        engine.query("ASK {}")
        kill(fork_server_of(engine), *workers_of(engine))
        assert engine.query("ASK {}").truth


def test_the_processes_end_with_the_engine(dataset: Path) -> None:
    with running(dataset) as engine:
        engine.query("ASK {}")
        pid = fork_server_of(engine)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_first_query_starts_an_engine(dataset: Path) -> None:
    engine = Engine(dataset, None, LIMITS, writable=False)
    try:
        assert engine.query("ASK {}").truth
    finally:
        engine.close()


# Errors of the dataset.


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "The file does not exist"), ("<a> <b\n", "cannot be read"), ("", "The file is empty")],
)
def test_a_missing_or_damaged_dataset_is_an_error(tmp_path: Path, content: str | None, words: str) -> None:
    path = tmp_path / "kg.nq"
    if content is not None:
        path.write_text(content)
    with pytest.raises(DatasetError, match=words), running(path):
        pass


def test_a_dataset_in_memory_takes_no_updates(engine: Engine) -> None:
    with pytest.raises(RequestError) as caught:
        engine.change(ApplyUpdateJob(PreparedUpdate("CLEAR ALL")))
    assert caught.value.status == 403
