"""What a process asks of the kernel for itself, each tried in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys


def status_of(code: str) -> int:
    """The exit status of a process, negative for a signal."""
    prologue = "import ctypes, os, resource\nfrom kg.engine import prctl\n"
    return subprocess.run([sys.executable, "-c", prologue + code], check=False).returncode


def test_a_process_ends_with_its_parent() -> None:
    reading, writing = os.pipe()
    code = (
        "ours, theirs = socket.socketpair()\n"
        "parent = os.getpid()\n"
        "if os.fork() == 0:\n    prctl.die_with_parent(parent)\n    theirs.send(b'x')\n    threading.Event().wait()\n"
        "ours.recv(1)\nos._exit(0)\n"
    )
    command = [sys.executable, "-c", f"import os, socket, threading\nfrom kg.engine import prctl\n{code}"]
    assert subprocess.run(command, pass_fds=[writing], check=False).returncode == 0
    os.close(writing)
    # The pipe ends only when the child that holds its other end has ended.
    assert os.read(reading, 1) == b""
    os.close(reading)


def test_a_process_whose_parent_has_ended_already_ends_too() -> None:
    assert status_of("prctl.die_with_parent(os.getpid())") == -signal.SIGKILL


def test_others_may_not_inspect_a_process_and_it_leaves_no_core_dump() -> None:
    # PR_GET_DUMPABLE is 3.
    code = "prctl.forbid_inspection()\nassert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)\n"
    assert status_of(f"{code}os._exit(ctypes.CDLL(None).prctl(3) or 13)") == 13
