"""The parent of the workers, as the pool sees it: the nursery, started and asked over a socket."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg import errors
from kg.engine import ipc
from kg.engine.limits import Limits
from kg.errors import DatasetError, KgError, Problem, RequestError

# The C library sets address space aside for every thread, which the limit of memory would count; and a worker that
# runs out of memory needs no page of explanations in the log.
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "1", "RUST_BACKTRACE": "0"}


class ForkServerClient:
    """Starts a nursery when it is first needed, and again if it should die.

    ``dataset`` is loaded into memory; None leaves it to the jobs to name a folder.
    """

    def __init__(self, dataset: Path | None, limits: Limits) -> None:
        self._dataset = dataset
        self._limits = limits
        self._reset()
        os.register_at_fork(after_in_child=self._reset)

    def _reset(self) -> None:
        """Forget the nursery; that of a process that was forked belongs to the one that forked it."""
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self.version = ""
        # How many nurseries there have been; workers end with theirs.
        self.generation = 0

    def start(self) -> None:
        """Have the dataset loaded.

        Raises DatasetError if it is missing or damaged.
        """
        with self._lock:
            self._ensure()

    def fork(self, kind: str) -> tuple[int, socket.socket, int]:
        """A new worker: the number of its process, the socket to it, and the generation that it belongs to."""
        with self._lock:
            reply = self._ask({"do": kind})
            generation = self.generation
        assert reply.file is not None
        return reply.header["pid"], socket.socket(fileno=reply.file), generation

    def bury(self, pid: int) -> int:
        """The wait status of a worker that has ended or was killed, as os.waitpid gives it."""
        with self._lock:
            return 0 if self._control is None else int(self._ask({"do": "bury", "pid": pid}).header["status"])

    def close(self) -> None:
        """End the nursery; its workers end with it."""
        with self._lock:
            self._lost()

    def _ask(self, order: dict[str, Any]) -> ipc.Message:
        for _ in range(2):
            channel = self._ensure()
            try:
                ipc.send(channel, ipc.Message(order))
                reply = ipc.receive(channel)
            except OSError:
                reply = None
            if reply is not None:
                return reply
            self._lost()
        raise DatasetError(Problem("workers", "The process that starts them ends at once.", "Restart the server."))

    def _ensure(self) -> socket.socket:
        """The socket to the nursery, which is started if there is none."""
        if self._control is not None:
            return self._control
        ours, theirs = socket.socketpair()
        try:
            self._begin(ours, theirs)
        except BaseException:
            ours.close()
            self._lost()
            raise
        self.generation += 1
        self._control = ours
        return ours

    def _begin(self, ours: socket.socket, theirs: socket.socket) -> None:
        """Start a nursery at the other end of a socket, and wait until it has the dataset."""
        command = [sys.executable, "-m", "kg.engine.fork_server"]
        with theirs:
            self._process = subprocess.Popen(command, stdin=theirs.fileno(), env=os.environ | _ENVIRONMENT)  # noqa: S603 - ours
        dataset = str(self._dataset.resolve()) if self._dataset else None
        with suppress(OSError):
            ipc.send(ours, ipc.Message({"dataset": dataset, "limits": asdict(self._limits)}))
        reply = ipc.receive(ours)
        if reply is None:
            raise DatasetError(Problem(str(self._dataset), "The process that loads it ended.", "See its messages."))
        if failed := reply.header.get("error"):
            raise revived(failed)
        self.version = reply.header["version"]

    def _lost(self) -> None:
        """Forget a nursery that has ended, or is to end now that its socket is closed."""
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.wait()
        self._control = self._process = None


def revived(failed: dict[str, Any]) -> KgError:
    """The error that another process has met, from ``kg.engine.worker.failure``."""
    problems = [Problem(**problem) for problem in failed["problems"]]
    if "status" in failed:
        return RequestError(failed["status"], problems[0], failed["retry_after"])
    kind: type[KgError] = getattr(errors, failed["class"])
    return kind(*problems)
