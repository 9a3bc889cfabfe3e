"""The supervisor: the first process of a server, which keeps a web process running.

It replaces a web process that was lost; and on SIGHUP the running one by another that has loaded everything anew.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any

import click
from granian._granian import ListenerSpec
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer, WorkerProcess

from kg.errors import KgError, Problem
from kg.limits import RequestLimits

# Returns what the web process runs. It sends the problems through the connection, none when everything is loaded, and
# waits for that before it returns if the last argument is true. It is sent whether a reload failed.
GatewayLoader = Callable[[Connection, bool], Any]


class Supervisor(MPServer):
    """Serves an address with what ``load`` returns in the web process.

    All web processes accept connections from one socket: those that one has not accepted are left to the next.
    """

    def __init__(self, address: str, port: int, limits: RequestLimits, load: GatewayLoader) -> None:
        super().__init__(
            __name__,
            address=address,
            port=port,
            interface=Interfaces.RSGI,
            loop=Loops.uvloop,
            backlog=limits.connections,
            backpressure=limits.connections,
            # Detecting the version would wait forever for a client that sends nothing.
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(header_read_timeout=limits.header_ms, max_buffer_size=limits.head_bytes),
            workers_kill_timeout=limits.stop_seconds,
            websockets=False,
            log_level=LogLevels.warning,
        )
        self._limits = limits
        self._load = load
        self._problems: list[Problem] = []
        self._web: _WebProcess

    def run(self) -> None:
        """Serve until a signal ends the server; raises KgError if it ends since a web process cannot load or run."""
        self.serve(target_loader=self._load, wrap_loader=False)
        if self._problems:
            raise KgError(*self._problems)

    def _init_shared_socket(self) -> None:
        self._ssp, self._sso = None, None
        self._shd = ListenerSpec(self.bind_addr, self.bind_port, self.backlog).build()  # type: ignore[assignment]

    def _spawn_workers(self, spawn_target: Any, _: object) -> None:
        self._use(self._started(spawn_target, whole=False))

    def _serve_loop(self, spawn_target: Any, target_loader: object) -> None:
        lost = 0
        while True:
            self.main_loop_interrupt.wait()
            self.main_loop_interrupt.clear()
            report = self._web.report()
            self._problems = report or []
            if self.interrupt_signal or self._problems:
                return
            lost = 0 if report is not None else lost
            if not self._web.process.is_alive():
                lost += 1
                if lost > self._limits.starts:
                    what = f"The web process ended {lost} times before it had loaded everything."
                    self._problems = [Problem("server", what, "See the log.")]
                    return
                self._use(self._started(spawn_target, whole=False))
            if self.reload_signal:
                self._reload(spawn_target, target_loader)

    def _reload(self, spawn_target: Any, _: object) -> None:
        """Have a new web process take over, unless it cannot load everything: then the old one remains."""
        self.reload_signal = False
        new = self._started(spawn_target, whole=True)
        while new.process.is_alive() and new.report() is None:
            if self.interrupt_signal:
                return new.process.kill()
            wait([new.process.sentinel, new.connection], 0.1)
        problems = new.report()
        if problems is None:
            problems = [Problem("server", "The new web process ended before it had loaded everything.", "See the log.")]
        if problems:
            # It may be lost at this moment.
            with suppress(OSError):
                self._web.connection.send(True)
            more = f" ({len(problems) - 1} more problems)" if len(problems) > 1 else ""
            click.echo(f"Nothing was reloaded; the server goes on as before. {problems[0]}{more}", err=True)
            return new.process.join()
        old = self._web
        self._use(new)
        old.process.terminate()
        old.process.join(self.workers_kill_timeout)
        if old.process.is_alive():
            old.process.kill()
            old.process.join()
        return None

    def _started(self, spawn_target: Any, *, whole: bool) -> _WebProcess:
        ours, theirs = Pipe()
        load = partial(self._load, theirs, whole)
        worker = self._spawn_worker(idx=0, target=spawn_target, callback_loader=load)
        worker.inner.start()
        # So the end of the process closes the connection.
        theirs.close()
        return _WebProcess(worker, ours)

    def _use(self, web: _WebProcess) -> None:
        self._web, self.wrks = web, [web.worker]
        Thread(target=self._watch, args=(web,), daemon=True).start()

    def _watch(self, web: _WebProcess) -> None:
        """Wake the main loop when a web process reports, and when it has ended."""
        wait([web.connection])
        self.main_loop_interrupt.set()
        # Its sentinel would show its end a moment before it can be reaped.
        web.process.join()
        self.main_loop_interrupt.set()


class _WebProcess:
    """A web process, with the connection on which it reports the problems of loading."""

    def __init__(self, worker: WorkerProcess, connection: Connection) -> None:
        self.worker = worker
        self.process: BaseProcess = worker.inner
        self.connection = connection
        self._report: list[Problem] | None = None

    def report(self) -> list[Problem] | None:
        """The problems, none if everything is loaded; None if it has not reported."""
        with suppress(EOFError, ConnectionError):
            if self._report is None and self.connection.poll():
                self._report = self.connection.recv()
        return self._report
