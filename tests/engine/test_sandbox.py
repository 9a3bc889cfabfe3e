"""The sandbox: what the kernel refuses to a process in it, each tried in a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

# What a process does in the sandbox; its exit status shows the result.
_REFUSED, _DONE = 13, 0
_ATTEMPTS = {
    "socket": "socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
    "datagrams": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "a socket by name": "socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)",
    "connection": "opened.connect(('127.0.0.1', 1))",
    "bind": "opened.bind(('127.0.0.1', 0))",
    "listen": "opened.listen()",
    "accept": "opened.accept()",
    "exec": "os.execv('/bin/true', ['true'])",
    "exec by file": "os.execve(os.open('/bin/true', os.O_RDONLY), ['true'], {})",
}


def status_of(code: str) -> int:
    """The exit status of a process, negative for a signal."""
    prologue = (
        "import os, resource, socket, zlib\nfrom kg.engine import sandbox\nopened = socket.socket()\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
    )
    return subprocess.run([sys.executable, "-c", prologue + code], check=False, stderr=subprocess.DEVNULL).returncode


def attempted(code: str) -> str:
    """Code that tries something and exits with the number of the error."""
    return f"try:\n    {code}\nexcept OSError as error:\n    os._exit(error.errno)\nos._exit(0)\n"


@pytest.mark.parametrize("attempt", _ATTEMPTS)
def test_a_process_in_the_sandbox_is_refused(attempt: str) -> None:
    assert status_of("sandbox.forbid_network()\n" + attempted(_ATTEMPTS[attempt])) == _REFUSED


def test_outside_the_sandbox_a_socket_is_opened() -> None:
    assert status_of(attempted(_ATTEMPTS["socket"])) == _DONE


def test_a_child_of_the_sandbox_is_in_it() -> None:
    code = attempted(_ATTEMPTS["socket"]).replace("\n", "\n    ").rstrip()
    child = f"sandbox.forbid_network()\npid = os.fork()\nif pid == 0:\n    {code}\n"
    assert status_of(f"{child}os._exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))") == _REFUSED


def test_files_and_open_channels_still_work() -> None:
    code = "a, b = socket.socketpair()\nsandbox.forbid_network()\n"
    code += "a.sendall(b'x')\nb.recv(1)\nopen('/dev/null').close()\n"
    assert status_of(code) == _DONE


def test_the_sandbox_may_be_entered_twice() -> None:
    assert status_of("sandbox.forbid_network()\nsandbox.forbid_network()") == _DONE


def test_memory_beyond_the_limit_is_refused() -> None:
    code = "sandbox.limit_memory(64)\ntry:\n    x = bytes(80 << 20)\nexcept MemoryError:\n    os._exit(13)\n"
    assert status_of(code) == _REFUSED


def test_memory_below_the_limit_is_given() -> None:
    assert status_of("before = bytes(200 << 20)\nsandbox.limit_memory(64)\nmore = bytes(40 << 20)\n") == _DONE


def test_computation_beyond_the_limit_is_stopped() -> None:
    assert status_of("sandbox.limit_cpu(-2)\nwhile True: zlib.crc32(bytes(1000))") == -signal.SIGXCPU


def test_the_processor_limit_can_be_set_for_every_job() -> None:
    code = "sandbox.limit_cpu(1)\nsandbox.limit_cpu(60)\nlimit = resource.getrlimit(resource.RLIMIT_CPU)[0]\n"
    assert status_of(f"{code}os._exit(13 if limit >= 60 else 0)") == _REFUSED
