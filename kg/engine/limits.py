"""The limits of an evaluation, and the words for a client that meets one."""

from __future__ import annotations

import logging
import signal
from dataclasses import dataclass

from kg.errors import Problem, RequestError

LOG = logging.getLogger("kg.engine")

# The exit status of a worker in which Python, not the engine, ran out of memory.
OUT_OF_MEMORY = 77


@dataclass(frozen=True)
class Limits:
    """What one evaluation may use.

    seconds: how long it may take, from the worker's start to the whole answer.
    memory_mb: by how much the worker's address space may grow.
    answer_mb: the size of the answer before compression.
    spool: the folder for answers that are too large for memory; None is the system's own.
    """

    seconds: float = 30.0
    memory_mb: int = 768
    answer_mb: int = 512
    spool: str | None = None


class ClientGoneError(RequestError):
    """The client closed its connection, so nobody waits for the answer; 499 stands for that in the log only."""

    def __init__(self) -> None:
        super().__init__(499, Problem("request", "The client closed the connection.", "Ask again."))


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


def no_room() -> RequestError:
    """The error for an answer for which the disk has no room."""
    what = "There is no room for so large an answer just now."
    return RequestError(503, Problem("server", what, "Ask for less, or again in a minute."), retry_after=60)


def death(status: int, seconds: float, limits: Limits) -> RequestError:
    """The error for an evaluation whose worker ended before its deadline, with a status as os.waitpid gives it."""
    ended_by = status & 0x7F
    if ended_by == signal.SIGXCPU:
        return too_slow(seconds)
    if ended_by == signal.SIGSEGV:
        what = "It is too deep or too long for the parser."
        return RequestError(400, Problem("query", what, "Write it flatter, or ask it in several queries."))
    if ended_by == signal.SIGABRT or status >> 8 == OUT_OF_MEMORY:
        what = f"The evaluation needed more than {limits.memory_mb} MB of memory, the limit."
        return RequestError(507, Problem("query", what, "Ask for less: add a LIMIT, or order and group fewer rows."))
    LOG.error("a worker ended with the wait status %d", status)
    what = "The evaluation ended without an answer; the failure is recorded."
    return RequestError(500, Problem("query", what, "Write the query in another way, or ask again later."))
