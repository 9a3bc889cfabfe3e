"""The sandbox: what the kernel refuses to a process in it, each tried in a process of its own."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.engine import landlock, sandbox, system_calls
from kg.errors import DatasetError

# What a process does in the sandbox; its exit status shows the result.
_REFUSED, _UNKNOWN, _DONE = errno.EACCES, errno.ENOSYS, 0
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
    "fork": "os.fork()",
    "another program": "subprocess.run(['true'])",
    "a signal to the parent": "os.kill(parent, 0)",
    "a signal to all": "os.kill(-1, 0)",
    "a signal to a thread of the parent": "call(234 if x86 else 131, parent, parent, 0)",
    "a queued signal to the parent": "call(129 if x86 else 138, parent, 10, 0)",
    "tracing the parent": "call(101 if x86 else 117, 16, parent, 0, 0)",
    "reading the parent's memory": "call(310 if x86 else 270, parent, 0, 0, 0, 0, 0)",
    "writing the parent's memory": "call(311 if x86 else 271, parent, 0, 0, 0, 0, 0)",
    "the priority of the parent": "os.setpriority(os.PRIO_PROCESS, parent, 19)",
    "the processors of the parent": "os.sched_setaffinity(parent, {0})",
    "the limits of the parent": "resource.prlimit(parent, resource.RLIMIT_CORE, (0, 0))",
    "shared memory": "call(29 if x86 else 194, 1, 4096, 0o1600)",
    "writing a file": "open(path, 'wb')",
    "appending to a file": "open(path, 'ab')",
    "changing a file": "open(path, 'r+b')",
    "making a file": "open(path + '.new', 'xb')",
    "making a file, read only": "os.open(path + '.new', os.O_CREAT | os.O_RDONLY)",
    "emptying a file, read only": "os.open(path, os.O_TRUNC | os.O_RDONLY)",
    "a file without a name": "os.open('/tmp', os.O_TMPFILE | os.O_RDWR)",
    "truncating a file": "os.truncate(path, 0)",
    "renaming": "os.rename(path, path + '.new')",
    "removing": "os.unlink(path)",
    "making a folder": "os.mkdir(path + '.new')",
    "removing a folder": "os.rmdir(os.path.dirname(path))",
    "linking": "os.link(path, path + '.new')",
    "linking by name": "os.symlink(path, path + '.new')",
    "a pipe by name": "os.mkfifo(path + '.new')",
    "the mode of a file": "os.chmod(path, 0o777)",
    "the owner of a file": "os.chown(path, os.getuid(), os.getgid())",
    "the time of a file": "os.utime(path)",
    "mount": "call(165 if x86 else 40, 0, 0, 0, 0, 0)",
    "a namespace": "call(272 if x86 else 97, 0x10000000)",
    "bpf": "call(321 if x86 else 280, 0, 0, 0)",
    "page faults in user space": "call(323 if x86 else 282, 1)",
    "keys": "call(250 if x86 else 219, 0, 0, 0)",
    "performance events": "call(298 if x86 else 241, 0, 0, -1, -1, 0)",
}
# Newer calls, which the process finds as an older kernel has them: not at all.
_NEWER = {
    "a signal by descriptor": "signal.pidfd_send_signal(own, 0)",
    "a process by descriptor": "os.pidfd_open(parent)",
    "a descriptor of another process": "call(438, own, 0, 0)",
    "opening in another way": "call(437, -100, 0, 0, 0)",
    "io_uring": "call(425, 1, 0)",
    "a process with options": "call(435, 0, 0)",
    "mounting in another way": "call(430, 0, 0)",
    "the mode of a file in another way": "call(452, -100, 0, 0, 0)",
}
_PROLOGUE = """
import ctypes, mmap, os, platform, resource, signal, socket, subprocess, sys, threading, zlib
from pathlib import Path
from kg.engine import landlock, sandbox
opened = socket.socket()
own, parent = os.pidfd_open(os.getpid()), os.getppid()
x86 = platform.machine() == "x86_64"
path = sys.argv[1]
library = ctypes.CDLL(None, use_errno=True)
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
def call(*words):
    if library.syscall(*map(ctypes.c_long, words)) < 0:
        raise OSError(ctypes.get_errno(), "")
"""
# Where the kernel does not have Landlock, the superuser may open the memory of another process.
needs_landlock = pytest.mark.skipif(landlock.version() < 2, reason="this kernel does not have Landlock")


def status_of(code: str, path: Path | None = None) -> int:
    """The exit status of a process, negative for a signal; the code knows the ``path``."""
    command = [sys.executable, "-c", _PROLOGUE + code, str(path)]
    return subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode


def attempted(code: str) -> str:
    """Code that tries something and exits with the number of the error."""
    return f"try:\n    {code}\nexcept OSError as error:\n    os._exit(error.errno)\nos._exit(0)\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(b"content")
    return path


@pytest.mark.parametrize("attempt", _ATTEMPTS)
def test_a_process_in_the_sandbox_is_refused(attempt: str, file: Path) -> None:
    assert status_of("sandbox.enter()\n" + attempted(_ATTEMPTS[attempt]), file) == _REFUSED


@pytest.mark.parametrize("attempt", _NEWER)
def test_a_process_in_the_sandbox_does_not_find(attempt: str) -> None:
    assert status_of("sandbox.enter()\n" + attempted(_NEWER[attempt])) == _UNKNOWN


@pytest.mark.parametrize("attempt", ["fork", "a signal to the parent", "writing a file", "socket", "renaming"])
def test_outside_the_sandbox_it_is_permitted(attempt: str, file: Path) -> None:
    assert status_of(attempted(_ATTEMPTS[attempt]), file) == _DONE


@pytest.mark.parametrize("attempt", ["writing a file", "a signal to the parent", "reading the parent's memory"])
def test_without_landlock_a_process_in_the_sandbox_is_refused(attempt: str, file: Path) -> None:
    code = "landlock.version = lambda: 0\nsandbox.enter()\n"
    assert status_of(code + attempted(_ATTEMPTS[attempt]), file) == _REFUSED


@needs_landlock
@pytest.mark.parametrize("name", ["mem", "fd/0"])
def test_what_the_kernel_shows_of_another_process_as_files_is_refused(name: str) -> None:
    code = attempted(f"open(f'/proc/{{parent}}/{name}', 'rb').read(1)")
    assert status_of(f"sandbox.enter()\n{code}") == _REFUSED


def test_files_can_be_read_and_open_ones_used(file: Path) -> None:
    code = "a, b = socket.socketpair()\nfile = open(path, 'r+b', buffering=0)\nsandbox.enter()\n"
    code += "a.sendall(b'x')\nb.recv(1)\nfile.write(b'CON')\nfile.truncate(5)\nopen(path, 'rb').read()\n"
    assert (status_of(code, file), file.read_bytes()) == (_DONE, b"CONte")


def test_threads_and_memory_can_be_had() -> None:
    code = "sandbox.enter()\nthread = threading.Thread(target=lambda: mmap.mmap(-1, 1 << 20))\n"
    assert status_of(f"{code}thread.start()\nthread.join()\nos.memfd_create('m')\n") == _DONE


def test_a_process_can_signal_itself() -> None:
    assert status_of("sandbox.enter()\nos.abort()") == -signal.SIGABRT


def test_a_thread_that_was_started_in_the_sandbox_is_in_it() -> None:
    code = attempted(_ATTEMPTS["socket"]).replace("\n", "\n    ")
    thread = f"def attempt():\n    {code}\nsandbox.enter()\nthread = threading.Thread(target=attempt)\n"
    assert status_of(f"{thread}thread.start()\nthread.join()\n") == _REFUSED


def test_the_sandbox_may_be_entered_twice() -> None:
    assert status_of("sandbox.enter()\nsandbox.enter()") == _DONE


def test_the_writer_changes_files_in_its_folder(tmp_path: Path) -> None:
    code = "sandbox.enter(Path(path))\nos.chdir(path)\nos.mkdir('a')\nos.mkdir('b')\nopen('a/file', 'wb').close()\n"
    code += "os.link('a/file', 'b/file')\nos.rename('b/file', 'file')\nos.unlink('a/file')\n"
    assert status_of(code, tmp_path) == _DONE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "file"]


@needs_landlock
@pytest.mark.parametrize("attempt", ["writing a file", "truncating a file", "removing", "renaming", "making a folder"])
def test_the_writer_changes_no_other_file(attempt: str, file: Path) -> None:
    code = "os.mkdir(path + '.store')\nsandbox.enter(Path(path + '.store'))\n"
    assert status_of(code + attempted(_ATTEMPTS[attempt]), file) == _REFUSED


@pytest.mark.parametrize("attempt", ["socket", "exec", "fork", "a signal to the parent", "reading the parent's memory"])
def test_the_writer_is_refused_what_workers_are(attempt: str, tmp_path: Path) -> None:
    assert status_of("sandbox.enter(Path(path))\n" + attempted(_ATTEMPTS[attempt]), tmp_path) == _REFUSED


# The filter itself, for each machine.


def verdict(machine: str, number: int, *arguments: int, audit: int | None = None) -> str:
    """What the filter of a worker returns for a call, as a machine of that kind would find."""
    words = {0: number, 4: sandbox.MACHINES[machine] if audit is None else audit}
    words |= {16 + 8 * place: argument for place, argument in enumerate(arguments)}
    steps, place, loaded = list(sandbox.steps(machine, changes_files=False)), 0, 0
    while True:
        operation, holds, fails, operand = steps[place]
        place += 1
        match operation:
            case 0x20:
                loaded = words.get(operand, 0)
            case 0x15:
                place += holds if loaded == operand else fails
            case 0x35:
                place += holds if loaded >= operand else fails
            case 0x45:
                place += holds if loaded & operand else fails
            case 0x06:
                return {0x7FFF0000: "allowed", 0x80000000: "killed"}.get(operand) or errno.errorcode[operand & 0xFFFF]


GROUPS = [
    system_calls.NETWORK,
    system_calls.PROGRAMS,
    system_calls.PROCESSES,
    system_calls.SYSTEM,
    system_calls.FILE_CHANGES,
]


@pytest.mark.parametrize("machine", sandbox.MACHINES)
def test_every_listed_call_is_refused(machine: str) -> None:
    verdicts = {verdict(machine, number) for number in system_calls.numbers(machine, *GROUPS)}
    assert (verdicts, len(system_calls.numbers(machine, *GROUPS)) > 80) == ({"EACCES"}, True)


@pytest.mark.parametrize("machine", sandbox.MACHINES)
def test_the_arguments_of_a_call_decide(machine: str) -> None:
    (openat,), (kill, tgkill), (prlimit,), (clone,) = (
        system_calls.numbers(machine, call)
        for call in (system_calls.OPENAT, system_calls.SIGNALS, system_calls.LIMITS, system_calls.CLONE)
    )
    own, thread, child = os.getpid(), 0x3D0F00, signal.SIGCHLD
    permitted = [
        (openat, 0, 0, os.O_CLOEXEC),
        (kill, own),
        (tgkill, own),
        (clone, thread),
        (prlimit, 0),
        (prlimit, own),
    ]
    refused = [(openat, 0, 0, os.O_WRONLY), (openat, 0, 0, os.O_CREAT), (kill, own + 1), (tgkill, 1)]
    refused += [(clone, child), (prlimit, own + 1)]
    verdicts = [{verdict(machine, *call) for call in calls} for calls in (permitted, refused)]
    assert verdicts == [{"allowed"}, {"EACCES"}]


@pytest.mark.parametrize("machine", sandbox.MACHINES)
def test_calls_that_the_list_does_not_know_yet_are_unknown(machine: str) -> None:
    assert {verdict(machine, number) for number in (425, 434, 435, 438, 467, 600, 0x40000002)} == {"ENOSYS"}


@pytest.mark.parametrize("machine", sandbox.MACHINES)
def test_calls_by_the_numbers_of_another_machine_end_the_process(machine: str) -> None:
    assert verdict(machine, 0, audit=0x40000003) == "killed"


def test_on_an_unknown_machine_nothing_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    with pytest.raises(DatasetError, match="riscv64"):
        sandbox.enter()


# Limits.


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
