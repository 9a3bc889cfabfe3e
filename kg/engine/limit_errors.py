"""The errors of evaluations that meet a limit, or end without an answer."""

import logging
import signal

from kg.errors import Problem, RequestError

_LOG = logging.getLogger("kg.engine")

# The exit status of a worker in which Python, not the engine, ran out of memory.
OUT_OF_MEMORY = 77


class ClientGoneError(RequestError):
    """The client closed its connection before the answer was ready; only the log shows the status 499."""

    def __init__(self) -> None:
        super().__init__(499, Problem("request", "The client closed the connection.", "Try again."))


def too_slow(seconds: float) -> RequestError:
    """The error for an evaluation that passed its deadline."""
    what = f"The evaluation was stopped after {seconds:g} s, the time limit."
    remedy = (
        "Ask for less: a LIMIT, more terms bound, no patterns without a common variable; send fewer changes at a time."
    )
    return RequestError(504, Problem("query", what, remedy))


def too_large(megabytes: int) -> RequestError:
    """The error for an answer that is larger than the limit."""
    what = f"The answer is larger than {megabytes} MB, the limit."
    return RequestError(507, Problem("query", what, "Ask for less at a time, with LIMIT and OFFSET."))


def disk_full() -> RequestError:
    """The error for an answer that the disk has no space for."""
    what = "The server has no space for so large an answer at the moment."
    return RequestError(503, Problem("server", what, "Ask for less, or try again in a minute."), retry_after=60)


def unwritable(what: str) -> RequestError:
    """The error for an answer that the format asked for cannot hold."""
    return RequestError(406, Problem("format", what, "Ask for another format, such as N-Triples, Turtle or JSON."))


def worker_ended(status: int, seconds: float, memory_mb: int) -> RequestError:
    """The error for a worker that ended before its deadline, with a wait status as os.waitpid gives it."""
    number = status & 0x7F
    if number == signal.SIGXCPU:
        return too_slow(seconds)
    if number == signal.SIGSEGV:
        what = "It is nested too deeply or too long for the parser."
        return RequestError(400, Problem("query", what, "Nest it less, or split it into several queries."))
    if number == signal.SIGABRT or status >> 8 == OUT_OF_MEMORY:
        what = f"The evaluation needed more than {memory_mb} MB of memory, the limit."
        return RequestError(507, Problem("query", what, "Ask for less: add a LIMIT, or order and group fewer rows."))
    _LOG.error("a worker ended with the wait status %d", status)
    what = "The evaluation ended without an answer; the server has logged the failure."
    return RequestError(500, Problem("query", what, "Rewrite the query, or try again later."))
