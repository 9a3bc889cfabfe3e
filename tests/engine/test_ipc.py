"""Messages between processes: header, payload and file arrive as they were sent, or there is none."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator
from threading import Thread

import pytest

from kg.engine.ipc import Message, receive, send

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    """Two ends of a channel."""
    one, other = socket.socketpair()
    with one, other:
        yield one, other


def passed(pair: Pair, message: Message) -> Message:
    """A message as it comes out; what does not fit into the channel is taken out meanwhile."""
    sender = Thread(target=send, args=(pair[0], message))
    sender.start()
    arrived = receive(pair[1])
    sender.join()
    assert arrived is not None
    return arrived


@pytest.mark.parametrize(
    "message",
    [
        Message({}),
        Message({"text": "é{}\n", "rows": [[None, 1.5, True]]}),
        Message({"a": 1}, b"payload"),
        Message({"a": "x" * 100_000}, b"payload"),
        Message({}, bytes(65_535)),
        Message({}, bytes(65_536)),
        Message({}, b"\x00\xff" * 2_000_000),
    ],
    ids=["empty", "header", "payload", "long header", "below 64 KB", "64 KB", "4 MB"],
)
def test_a_message_arrives_as_it_was_sent(pair: Pair, message: Message) -> None:
    assert passed(pair, message) == message


def test_messages_arrive_one_after_another(pair: Pair) -> None:
    for number in range(3):
        send(pair[0], Message({"number": number}, b"x" * number))
    assert [receive(pair[1]) for _ in range(3)] == [Message({"number": n}, b"x" * n) for n in range(3)]


@pytest.mark.parametrize("payload", [b"", b"payload", bytes(1_000_000)], ids=len)
def test_a_file_arrives_with_its_message(pair: Pair, payload: bytes) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(b"in the file")
        file.seek(0)
        arrived = passed(pair, Message({"a": 1}, payload, file.fileno()))
    assert arrived.file is not None
    with os.fdopen(arrived.file, "rb") as received:
        assert (arrived.header, arrived.payload, received.read()) == ({"a": 1}, payload, b"in the file")


def test_a_message_without_a_file_has_none(pair: Pair) -> None:
    assert passed(pair, Message({}, b"x")).file is None


def test_a_closed_end_gives_nothing(pair: Pair) -> None:
    pair[0].close()
    assert receive(pair[1]) is None


def test_what_was_sent_before_the_end_arrives(pair: Pair) -> None:
    send(pair[0], Message({"a": 1}))
    pair[0].close()
    assert receive(pair[1]) == Message({"a": 1})


@pytest.mark.parametrize("size", [1, 11, 12, 13, 20, 30])
def test_half_a_message_is_none(pair: Pair, size: int) -> None:
    one, other = socket.socketpair()
    with one, other:
        send(one, Message({"key": "value"}, b"payload"))
        pair[0].sendall(other.recv(1000)[:size])
    pair[0].close()
    assert receive(pair[1]) is None


def test_the_file_of_half_a_message_is_closed(pair: Pair) -> None:
    reading, writing = os.pipe()
    socket.send_fds(pair[0], [b"\x00\x00\x00\x02" + bytes(8)], [writing])
    os.close(writing)
    pair[0].close()
    assert receive(pair[1]) is None
    # No end of the pipe is open any more, so it ends.
    assert os.read(reading, 1) == b""
    os.close(reading)


def test_an_end_that_was_closed_takes_no_message(pair: Pair) -> None:
    pair[1].close()
    with pytest.raises(OSError, match="Broken pipe"):
        send(pair[0], Message({}, b"payload"))


def test_an_end_that_was_reset_gives_nothing(pair: Pair) -> None:
    send(pair[1], Message({"never": "read"}))
    pair[0].close()
    assert receive(pair[1]) is None
