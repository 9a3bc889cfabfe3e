"""Deadlines: a step of a command in a process of its own, which can be stopped whatever it does."""

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar

from kg.engine.prctl import die_with_parent
from kg.errors import KgError, Problem
from kg.faults import system_faults

_Result = TypeVar("_Result")


def run_within(seconds: float, function: Callable[..., _Result], *arguments: object) -> _Result:
    """What a function returns; raises the KgError that it raises, and one if it takes longer or its process crashes."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send_outcome, args=(os.getpid(), sender, function, *arguments), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            remedy = "Give it more with --timeout."
            raise KgError(Problem(str(arguments[0]), f"This was not finished in {seconds:g} s.", remedy))
        outcome = receiver.recv()
    except EOFError as error:
        what = f"The process that read this has crashed (exit status {process.exitcode})."
        raise KgError(Problem(str(arguments[0]), what, "It is damaged: restore a backup, or make it again.")) from error
    finally:
        process.kill()
        process.join()
        receiver.close()
    if isinstance(outcome, KgError):
        raise outcome
    return outcome  # type: ignore[no-any-return]


def _send_outcome(parent: int, sender: Connection, function: Callable[..., object], *arguments: object) -> None:
    die_with_parent(parent)
    try:
        with system_faults(str(arguments[0])):
            outcome = function(*arguments)
    except KgError as error:
        outcome = error
    sender.send(outcome)
