"""The nursery: a small process with one thread that holds the dataset and forks the workers that evaluate queries.

It is started as ``python -m kg.engine.fork_server``, since a process with threads must not fork, and talks to the pool
that started it over the socket that is its standard input.
"""

from __future__ import annotations

import gc
import hashlib
import os
import socket
import sys
import traceback
from pathlib import Path

from kg.engine import ipc, sandbox
from kg.engine.limits import Limits
from kg.engine.oxigraph.store import Store
from kg.engine.worker import Worker, failure
from kg.engine.writer import Writer
from kg.errors import KgError


class ForkServer:
    """Forks workers and buries them, as the pool asks it to."""

    def __init__(self, control: socket.socket, dataset: Path | None, limits: Limits) -> None:
        self._control = control
        self._limits = limits
        self._store = None if dataset is None else Store.open(dataset)
        self.version = "" if dataset is None else hashlib.sha256(dataset.read_bytes()).hexdigest()[:16]

    def run(self) -> None:
        """Serve the pool until it is gone."""
        # What lives now is shared with all workers; the collector's marks would copy its pages.
        gc.freeze()
        orders = {"worker": self._fork, "writer": self._fork, "bury": self._bury}
        while (order := ipc.receive(self._control)) is not None:
            orders[order.header["do"]](order)

    def _fork(self, order: ipc.Message) -> None:
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            self._become(order.header["do"], theirs, ours)
        theirs.close()
        ipc.send(self._control, ipc.Message({"pid": pid}, file=ours.fileno()))
        ours.close()

    def _become(self, kind: str, channel: socket.socket, other_end: socket.socket) -> None:
        """Be a worker until the end of the process, whatever happens."""
        status = 1
        try:
            sandbox.die_with_parent()
            other_end.close()
            self._control.close()
            worker = Writer(channel, self._limits) if kind == "writer" else Worker(channel, self._store, self._limits)
            worker.run()
            status = 0
        except BaseException:  # noqa: BLE001 - nothing of this process may go on as if it were its parent
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)

    def _bury(self, order: ipc.Message) -> None:
        """Wait for the end of a worker; until then its number cannot pass to another process."""
        try:
            _, status = os.waitpid(order.header["pid"], 0)
        except ChildProcessError:
            # It was a child of the nursery before this one.
            status = 0
        ipc.send(self._control, ipc.Message({"status": status}))


def main() -> None:
    """Read the settings that the pool sends first, load the dataset, tell the outcome, and serve."""
    control = socket.socket(fileno=os.dup(0))
    # No worker inherits the control socket under another number.
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    settings = ipc.receive(control)
    if settings is None:
        return
    dataset = settings.header["dataset"]
    try:
        sandbox.verify()
        nursery = ForkServer(control, Path(dataset) if dataset else None, Limits(**settings.header["limits"]))
    except KgError as error:
        ipc.send(control, ipc.Message({"error": failure(error)}))
        return
    ipc.send(control, ipc.Message({"version": nursery.version}))
    nursery.run()


if __name__ == "__main__":
    main()
