"""HTTP as the measuring client speaks it, against a socket that answers in pieces."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from bench.compare.exchange import HOST, Answer, Connection, Reply, get, post, read_answer
from tests.patience import PATIENCE

Serve = Callable[..., Connection]


@pytest.fixture
def served() -> Iterator[Serve]:
    """A connection to a server that sends some pieces for each request, on one connection after another."""
    listener = socket.create_server((HOST, 0))
    threads: list[threading.Thread] = []

    def answer(connections: tuple[tuple[bytes, ...], ...]) -> None:
        for pieces in connections:
            peer, _ = listener.accept()
            with peer:
                for piece in pieces:
                    peer.recv(65536)
                    peer.sendall(piece)

    def serve(*connections: tuple[bytes, ...]) -> Connection:
        threads.append(threading.Thread(target=answer, args=(connections,)))
        threads[-1].start()
        return Connection(listener.getsockname()[1], HOST, PATIENCE)

    yield serve
    for thread in threads:
        thread.join(PATIENCE)
    listener.close()


def test_a_body_of_known_length_is_read(served: Serve) -> None:
    connection = served((b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",))
    assert connection.ask(get("/")) == Reply(200, b"abc")
    connection.close()


def test_a_body_in_chunks_is_read(served: Serve) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    connection = served((head + b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",))
    assert connection.ask(get("/")).body == b"abcde"
    connection.close()


def test_a_connection_stays_open_for_the_next_request(served: Serve) -> None:
    connection = served(
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na", b"HTTP/1.1 503 No\r\nContent-Length: 1\r\n\r\nb")
    )
    assert [connection.ask(get("/")), connection.ask(get("/"))] == [Reply(200, b"a"), Reply(503, b"b")]
    connection.close()


def test_a_connection_that_the_server_closes_is_opened_again(served: Serve) -> None:
    closing = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\n"
    connection = served((closing + b"a",), (closing + b"b",))
    assert [connection.ask(get("/")).body, connection.ask(get("/")).body] == [b"a", b"b"]


def test_a_connection_that_is_open_is_kept(served: Serve) -> None:
    response = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n"
    connection = served((response + b"a", response + b"b"))
    connection.ask(get("/"))
    connection.open()
    assert connection.ask(get("/")).body == b"b"
    connection.close()


def test_a_connection_that_the_server_closed_while_idle_is_opened_again(served: Serve) -> None:
    response = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n"
    connection = served((response + b"a",), (response + b"b",))
    connection.ask(get("/"))
    # Wait for the end of the connection, without reading it.
    connection.socket.recv(1, socket.MSG_PEEK)
    connection.open()
    assert connection.ask(get("/")).body == b"b"
    connection.close()


def test_a_socket_that_is_connected_with_itself_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    own = socket.socket()
    own.bind((HOST, 0))
    own.connect(own.getsockname())
    monkeypatch.setattr(socket, "create_connection", lambda *_: own)
    with pytest.raises(ConnectionRefusedError):
        Connection(own.getsockname()[1], HOST, PATIENCE).ask(get("/"))


def test_a_response_that_is_cut_off_is_an_error(served: Serve) -> None:
    connection = served((b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",))
    with pytest.raises(ConnectionResetError):
        connection.ask(get("/"))


def test_a_query_is_encoded() -> None:
    assert get("/sparql", ("query", "A & B")).startswith(b"GET /sparql?query=A%20%26%20B HTTP/1.1\r\n")


def test_an_update_has_its_length_and_its_headers() -> None:
    request = post("/sparql", "CLEAR ALL", {"Authorization": "Bearer x"})
    assert request.endswith(b"Content-Length: 9\r\nAuthorization: Bearer x\r\n\r\nCLEAR ALL")


def test_the_order_of_rows_does_not_matter() -> None:
    one, two = (json.dumps({"x": {"type": "literal", "value": value}}) for value in "ab")
    answers = [
        read_answer(f'{{"results": {{"bindings": [{rows}]}}}}'.encode()) for rows in (f"{one},{two}", f"{two},{one}")
    ]
    assert answers[0] == answers[1]


def test_an_answer_without_rows_is_one() -> None:
    assert isinstance(read_answer(b'{"results": {"bindings": []}}'), Answer)


@pytest.mark.parametrize("body", [b"<html>", b"{}", b"[]"])
def test_what_is_no_answer_is_an_error(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_answer(body)
