"""Messages between processes: values, bytes and files arrive as they were sent, or nothing does."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from kg.engine.answer import ReadAnswer, Term
from kg.engine.ipc import Incoming, receive, send
from kg.engine.jobs import (
    ApplyUpdateJob,
    DeleteGraphJob,
    EvaluateJob,
    GraphContent,
    Job,
    JobReply,
    JobRequest,
    LoadJob,
    OpenStoreJob,
    ParseDocumentJob,
    ParseUpdateJob,
    PatchGraphJob,
    PostGraphJob,
    PreparedQuery,
    PreparedUpdate,
    PutGraphJob,
    RdfDocument,
    ReadRowsJob,
    ReapJob,
    SpawnJob,
    WorkerContent,
    WorkerHandle,
    WrittenAnswer,
)
from kg.errors import DatasetError, EvaluationError, KgError, Problem, QueryError, RequestError
from kg.limits import EvaluationLimits, QueryLimits
from tests.patience import wait_until

Pair = tuple[socket.socket, socket.socket]

QUERY = PreparedQuery('ASK { "é{}\n" }', {"type": "e:", "$t": "e:"}, "e:b", ["e:g"], ["e:h", "e:i"], as_quads=True)
UPDATE = PreparedUpdate("CLEAR ALL", {"e": "e:"}, None)
DOCUMENTS = [RdfDocument("text/turtle", b"\x00\xff"), RdfDocument("", b""), RdfDocument("a/b", b"second")]


@pytest.fixture
def pair() -> Iterator[Pair]:
    """Two ends of a channel."""
    one, other = socket.socketpair()
    with one, other:
        yield one, other


def passed(pair: Pair, message: object) -> object:
    """A message as it is received, while another thread sends what does not fit into the channel."""
    sender = Thread(target=send, args=(pair[0], message))
    sender.start()
    received = receive(pair[1], object)
    sender.join()
    return received


@pytest.mark.parametrize(
    "message",
    [
        JobRequest(EvaluateJob(QUERY, {"table": None}, "gzip"), 1.5, Path("/a/b")),
        JobRequest(EvaluateJob(GraphContent(None, {}), {}, "identity"), 30, None),
        JobRequest(ReadRowsJob(QUERY, 3), 1, None),
        JobRequest(ParseUpdateJob(UPDATE), 1, None),
        JobRequest(ParseDocumentJob(DOCUMENTS[0], "e:"), 1, None),
        JobRequest(OpenStoreJob(Path("/store"), Path("/kg.nq"), 600.0), 1, Path("/s")),
        JobRequest(ApplyUpdateJob(UPDATE), 1, Path("/s")),
        JobRequest(PutGraphJob("e:g", None, DOCUMENTS, "e:"), 1, Path("/s")),
        JobRequest(PostGraphJob(None, True, [], "e:"), 1, Path("/s")),
        JobRequest(PatchGraphJob("e:g", False, UPDATE), 1, Path("/s")),
        JobRequest(DeleteGraphJob("e:g", None), 1, Path("/s")),
        LoadJob(WorkerContent(Path("/kg.nq")), EvaluationLimits(spool=Path("/s")), QueryLimits(nesting=2)),
        SpawnJob(Path("/store")),
        ReapJob(7),
        JobReply(None),
        JobReply("text" * 100_000, spent=True),
        JobReply(WrittenAnswer("table", "gzip", 7, bytes(65_535))),
        JobReply(WrittenAnswer("table", "gzip", 7, bytes(65_536))),
        JobReply(WrittenAnswer("table", "gzip", None, b"\x00\xff" * 2_000_000)),
    ],
    ids=lambda message: type(getattr(message, "job", message)).__name__,
)
def test_a_message_arrives_as_it_was_sent(pair: Pair, message: object) -> None:
    assert passed(pair, message) == message


def test_rows_become_terms_again(pair: Pair) -> None:
    row = [Term("iri", "e:a"), None, Term("literal", "b", "en")]
    reply = passed(pair, JobReply(ReadAnswer("table", False, ["x", "y", "z"], [row])))
    assert isinstance(reply, JobReply)
    answer = reply.result(ReadRowsJob(QUERY))
    assert (answer.columns, list(answer.rows())) == (["x", "y", "z"], [row])


@pytest.mark.parametrize(
    "error",
    [
        RequestError(503, Problem("server", "is busy.", "Wait."), retry_after=5),
        QueryError(Problem("query", "is wrong.", "Correct it.", 3, 4, "?s")),
        EvaluationError(Problem("query", "fails.", "Change it.")),
        DatasetError(Problem("a", "is missing.", "Make it."), Problem("b", "is missing.", "Make it.")),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_of_another_process_is_raised(pair: Pair, error: KgError) -> None:
    reply = passed(pair, JobReply(error))
    assert isinstance(reply, JobReply)
    with pytest.raises(type(error)) as caught:
        reply.result(Job())
    assert (caught.value.problems, vars(caught.value)) == (error.problems, vars(error))


def test_a_message_that_does_not_wait_for_an_answer_is_a_fault(pair: Pair) -> None:
    for number in range(2):
        send(pair[0], ReapJob(number))
    with pytest.raises(AssertionError, match="before an answer"):
        receive(pair[1], ReapJob)


@pytest.mark.parametrize("payload", [b"", b"payload", bytes(1_000_000)], ids=len)
def test_a_message_is_read_as_it_arrives(pair: Pair, payload: bytes) -> None:
    incoming, message = Incoming(pair[1]), WrittenAnswer("graph", payload=payload)
    assert not incoming.read_available()
    sending = Thread(target=send, args=(pair[0], message))
    sending.start()
    wait_until(incoming.read_available)
    sending.join()
    assert (incoming.message(WrittenAnswer), incoming.is_closed) == (message, False)


def test_the_end_of_a_process_shows_in_its_message(pair: Pair) -> None:
    incoming = Incoming(pair[1])
    pair[0].sendall(b"\0\0\0")
    assert not incoming.read_available()
    pair[0].close()
    assert (incoming.read_available(), incoming.is_closed, incoming.message(ReapJob)) == (True, True, None)


@pytest.mark.parametrize("payload", [b"", b"payload", bytes(1_000_000)], ids=len)
def test_a_file_arrives_with_its_message(pair: Pair, payload: bytes) -> None:
    with tempfile.TemporaryFile(buffering=0) as file:
        file.write(b"in the file")
        file.seek(0)
        received = passed(pair, WrittenAnswer("graph", payload=payload, file=file))
        assert file.closed
    assert isinstance(received, WrittenAnswer)
    assert received.file
    with received.file:
        assert (received.payload, received.file.read()) == (payload, b"in the file")


def test_a_socket_arrives_with_its_message(pair: Pair) -> None:
    ours, theirs = socket.socketpair()
    received = passed(pair, WorkerHandle(False, 7, theirs))
    assert isinstance(received, WorkerHandle)
    with ours, received.channel:
        ours.send(b"x")
        assert (received.channel.recv(1), theirs.fileno()) == (b"x", -1)


def test_a_closed_end_gives_nothing(pair: Pair) -> None:
    pair[0].close()
    assert receive(pair[1], object) is None


def test_what_was_sent_before_the_end_arrives(pair: Pair) -> None:
    send(pair[0], ReapJob(1))
    pair[0].close()
    assert receive(pair[1], ReapJob) == ReapJob(1)


@pytest.mark.parametrize("size", [1, 11, 12, 13, 20, 60])
def test_half_a_message_is_not_received(pair: Pair, size: int) -> None:
    one, other = socket.socketpair()
    with one, other:
        send(one, RdfDocument("text/turtle", b"payload"))
        half = other.recv(1000)[:size]
    pair[0].sendall(half)
    pair[0].close()
    assert (len(half), receive(pair[1], object)) == (size, None)


def test_the_file_of_half_a_message_is_closed(pair: Pair) -> None:
    reading, writing = os.pipe()
    socket.send_fds(pair[0], [b"\x00\x00\x00\x02" + bytes(8)], [writing])
    os.close(writing)
    pair[0].close()
    assert receive(pair[1], object) is None
    # The pipe ends once its writing end is open nowhere.
    assert os.read(reading, 1) == b""
    os.close(reading)


def test_a_closed_end_takes_no_message(pair: Pair) -> None:
    pair[1].close()
    with pytest.raises(OSError, match="Broken pipe"):
        send(pair[0], ReapJob(1))


def test_a_reset_end_gives_nothing(pair: Pair) -> None:
    send(pair[1], ReapJob(1))
    pair[0].close()
    assert receive(pair[1], object) is None
