"""The sandbox: what a process that evaluates strangers' queries may use, enforced by the kernel.

Linux only: the network is cut off with a seccomp filter, which needs no privilege once NO_NEW_PRIVS is set.
"""

import ctypes
import errno
import os
import platform
import resource
import struct
from pathlib import Path

from kg.engine.prctl import prctl
from kg.errors import DatasetError, Problem

_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_FILTER_MODE = 2

_LOAD_WORD = 0x20
_JUMP_IF_EQUAL = 0x15
_JUMP_IF_GREATER_OR_EQUAL = 0x35
_RETURN = 0x06
_ALLOW = 0x7FFF0000
_KILL = 0x80000000
_REFUSE = 0x00050000 | errno.EACCES

# By machine: the audit number of its system calls, and the numbers of the refused calls:
# socket, connect, bind, listen, accept, accept4, execve, execveat, ptrace, io_uring_setup (which opens sockets too).
_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 49, 50, 43, 288, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 203, 200, 201, 202, 242, 221, 281, 117, 425)),
}
# From this number on x86-64 has the same calls under other numbers (the x32 interface).
_X32 = 0x40000000


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def verify() -> None:
    """Try in a child process to cut it off from the network; raises DatasetError if that fails."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            forbid_network()
            status = 0
        finally:
            os._exit(status)
    if os.waitpid(child, 0)[1]:
        raise _unavailable("the kernel does not permit it, or the machine is unknown")


def forbid_network() -> None:
    """Refuse every system call of this process that would open a connection or start a program.

    Raises DatasetError if the kernel does not offer such a filter.
    """
    number, refused = _CALLS.get(platform.machine(), (None, ()))
    if number is None:
        raise _unavailable(f"the numbers of system calls are unknown for {platform.machine()}")
    program = _program(number, refused)
    filtered = _Program(len(program) // 8, program)
    try:
        prctl(_PR_SET_NO_NEW_PRIVS, 1)
        prctl(_PR_SET_SECCOMP, _FILTER_MODE, ctypes.addressof(filtered))
    except OSError as error:
        raise _unavailable(str(error.strerror)) from error


def limit_memory(megabytes: int) -> None:
    """Let the address space of this process grow by at most ``megabytes`` from now on."""
    size = int(_size_mb(0) + megabytes) << 20
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def resident_mb() -> float:
    """The megabytes of memory that this process has at present."""
    return _size_mb(1)


def peak_mb() -> float:
    """The most megabytes of memory that this process has had, which is learnt faster than ``resident_mb``."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _size_mb(field: int) -> float:
    """A size of this process, by its number in proc_pid_statm(5)."""
    pages = int(Path("/proc/self/statm").read_bytes().split()[field])
    return pages * resource.getpagesize() / (1 << 20)


def limit_cpu(seconds: float) -> None:
    """Have the kernel end this process after ``seconds`` of computation, or a little more, from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _program(number: int, refused: tuple[int, ...]) -> bytes:
    """A filter in classic BPF: struct seccomp_data holds the call's number at 0 and the machine's at 4."""
    last = len(refused)
    steps = [
        (_LOAD_WORD, 0, 0, 4),
        (_JUMP_IF_EQUAL, 1, 0, number),
        (_RETURN, 0, 0, _KILL),
        (_LOAD_WORD, 0, 0, 0),
        (_JUMP_IF_GREATER_OR_EQUAL, last + 1, 0, _X32),
        *((_JUMP_IF_EQUAL, last - place, 0, call) for place, call in enumerate(refused)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def _unavailable(reason: str) -> DatasetError:
    what = f"Queries cannot be cut off from the network: {reason}."
    return DatasetError(Problem("sandbox", what, "Serve on Linux, on x86-64 or ARM64, where seccomp is permitted."))
