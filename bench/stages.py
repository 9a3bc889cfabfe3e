"""The cost of each stage of a tiny query, from the request to its line in the log."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from functools import partial
from urllib.parse import parse_qsl, quote

from bench import table
from kg.endpoint.answer_headers import answer_tag
from kg.endpoint.endpoint import plain_query
from kg.engine import ipc
from kg.engine.answer_writer import IDENTITY, AnswerWriter, FormatMarkers
from kg.engine.jobs import EvaluateJob, JobReply, JobRequest, WrittenAnswer
from kg.engine.oxigraph.store import Store
from kg.formats import by_name
from kg.http.access_log import Metrics, RequestLog
from kg.http.wsgi import BufferedResponse, RequestContext
from kg.limits import Limits
from kg.namespaces import Namespaces
from kg.protocol.negotiation import Preferences
from kg.protocol.sparql import Query, parse_operation

_TINY = "SELECT ?s ?o { ?s <https://w3id.org/congress-kg/def#next> ?o } LIMIT 1"
_REPETITIONS = 1000


def _microseconds(stage: Callable[[], object]) -> float:
    """The microseconds that a stage takes, as the mean of many times."""
    start = time.perf_counter()
    for _ in range(_REPETITIONS):
        stage()
    return 1e6 * (time.perf_counter() - start) / _REPETITIONS


def show(store: Store) -> None:
    """What the stages of a tiny query cost, each alone in this process, in the order in which a request meets them."""
    limits, names, form = Limits(), Namespaces(), by_name("json")
    arguments = [("query", _TINY)]
    query = Query(arguments[0][1])
    prepared = plain_query(query, names)
    assert prepared
    formats = dict.fromkeys(form.carries, form)
    job = JobRequest(EvaluateJob(prepared, formats, IDENTITY), 30.0, None)
    answer = BufferedResponse(200, "OK", [], b"x" * 300)
    log = RequestLog(Metrics(lambda: 0), lambda _: None)
    here, there = socket.socketpair()

    def send() -> None:
        ipc.send(here, job)
        ipc.receive(there, JobRequest)

    def evaluate() -> None:
        new_writer = partial(AnswerWriter, IDENTITY, limits.evaluation, FormatMarkers(), None)
        store.query(query.text).write(new_writer, form, {})

    def reply() -> None:
        ipc.send(there, JobReply(WrittenAnswer(form.name, IDENTITY, 1, bytes(300))))
        ipc.receive(here, JobReply)

    stages: dict[str, Callable[[], object]] = {
        "the URL's parameters are read": lambda: parse_qsl(f"query={quote(query.text)}"),
        "the operation is parsed": lambda: parse_operation("GET", None, arguments, b"", limits.query),
        "what it needs is looked for": lambda: plain_query(Query(query.text), names),
        "the format is agreed on, once for equal headers": lambda: Preferences(form.media_type, limits.request).format(
            form.carries[0]
        ),
        "the job goes to a worker": send,
        "the worker evaluates, and writes the answer": evaluate,
        "the reply comes back": reply,
        "the entity tag is computed": lambda: answer_tag(query, "1", formats, IDENTITY),
        "the request is counted, and its line written": lambda: log.add(
            "GET", "/sparql", "127.0.0.1", RequestContext(), answer
        ),
    }
    rows = [(name, _microseconds(stage)) for name, stage in stages.items()]
    table.show("The stages of a tiny query, each alone", ("stage", "microseconds"), rows)
    here.close()
    there.close()
