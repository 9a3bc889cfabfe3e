"""The sandbox: what a process that evaluates strangers' queries may use, enforced by the kernel.

Linux only: a seccomp filter, which needs no privilege once NO_NEW_PRIVS is set, refuses system calls, and Landlock,
where the kernel has it, what depends on the files that they name.
"""

import ctypes
import errno
import os
import platform
import resource
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.engine import landlock, system_calls
from kg.engine.prctl import prctl
from kg.errors import DatasetError, Problem

_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_FILTER_MODE = 2

_LOAD_WORD = 0x20
_JUMP_IF_EQUAL = 0x15
_JUMP_IF_GREATER_OR_EQUAL = 0x35
_JUMP_IF_ANY_BIT = 0x45
_RETURN = 0x06
_ALLOW = 0x7FFF0000
_KILL = 0x80000000
_REFUSE = 0x00050000 | errno.EACCES
# As an older kernel answers, so that the C library makes do without the call.
_UNKNOWN = 0x00050000 | errno.ENOSYS
# Where struct seccomp_data has the number of the call, that of the machine, and the low word of each argument.
_NUMBER, _MACHINE = 0, 4
_ARGUMENTS = (16, 24, 32)

# The audit numbers of the machines.
MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_CLONE_THREAD = 0x00010000
_WRITING = os.O_ACCMODE | os.O_CREAT | os.O_TRUNC
# One step of a filter in classic BPF: the operation, how far it jumps if it holds and if not, and its operand.
_Step = tuple[int, int, int, int]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def verify() -> None:
    """Try in a child process whether it can enter; raises DatasetError if not."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            enter()
            status = 0
        finally:
            os._exit(status)
    if os.waitpid(child, 0)[1]:
        raise _unavailable("the kernel does not permit it, or the machine is unknown")


def enter(writable: Path | None = None) -> None:
    """Have this process work on what it holds open, and read files: nothing else is left to it.

    It cannot open connections, start programs or processes, reach other processes, or change any file but, if it is
    the writer, those in its ``writable`` folder. Only the calling thread, and those that it starts, are in the
    sandbox. Raises DatasetError if the kernel does not offer the filter.
    """
    machine = platform.machine()
    if machine not in MACHINES:
        raise _unavailable(f"the numbers of system calls are unknown for {machine}")
    program = b"".join(struct.pack("HBBI", *step) for step in steps(machine, changes_files=writable is not None))
    filtered = _Program(len(program) // 8, program)
    try:
        prctl(_PR_SET_NO_NEW_PRIVS, 1)
        landlock.restrict(writable)
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


def steps(machine: str, *, changes_files: bool) -> Iterator[_Step]:
    """The steps that decide about a call; the filter of a process that changes files leaves that to Landlock."""
    calls = [system_calls.NETWORK, system_calls.PROGRAMS, system_calls.PROCESSES, system_calls.SYSTEM]
    yield _LOAD_WORD, 0, 0, _MACHINE
    yield _JUMP_IF_EQUAL, 1, 0, MACHINES[machine]
    yield _RETURN, 0, 0, _KILL
    yield _LOAD_WORD, 0, 0, _NUMBER
    for number in system_calls.PERMITTED_COMMON:
        yield from _decision(number, [(_RETURN, 0, 0, _ALLOW)])
    # These are newer calls, and on x86-64 those of its x32 interface.
    yield _JUMP_IF_GREATER_OR_EQUAL, 0, 1, system_calls.FIRST_COMMON
    yield _RETURN, 0, 0, _UNKNOWN
    own = os.getpid()
    conditions = [
        (system_calls.SIGNALS, _unless_equal(0, own)),
        (system_calls.LIMITS, _unless_equal(0, 0, own)),
        (system_calls.CLONE, _unless_any_bit(0, _CLONE_THREAD)),
    ]
    if not changes_files:
        calls.append(system_calls.FILE_CHANGES)
        conditions += [(system_calls.OPEN, _if_any_bit(1, _WRITING)), (system_calls.OPENAT, _if_any_bit(2, _WRITING))]
    for call, verdict in conditions:
        for number in system_calls.numbers(machine, call):
            yield from _decision(number, verdict)
    for number in system_calls.numbers(machine, *calls):
        yield from _decision(number, [(_RETURN, 0, 0, _REFUSE)])
    yield _RETURN, 0, 0, _ALLOW


def _decision(number: int, verdict: list[_Step]) -> Iterable[_Step]:
    return [(_JUMP_IF_EQUAL, 0, len(verdict), number), *verdict]


def _unless_equal(argument: int, *values: int) -> list[_Step]:
    """Refuse a call unless an argument has one of some values."""
    last = len(values)
    comparisons = ((_JUMP_IF_EQUAL, last - place, 0, value) for place, value in enumerate(values))
    return [(_LOAD_WORD, 0, 0, _ARGUMENTS[argument]), *comparisons, (_RETURN, 0, 0, _REFUSE), (_RETURN, 0, 0, _ALLOW)]


def _if_any_bit(argument: int, bits: int) -> list[_Step]:
    """Refuse a call if an argument has any of some bits."""
    return [
        (_LOAD_WORD, 0, 0, _ARGUMENTS[argument]),
        (_JUMP_IF_ANY_BIT, 0, 1, bits),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _unless_any_bit(argument: int, bits: int) -> list[_Step]:
    """Refuse a call unless an argument has any of some bits."""
    return [
        (_LOAD_WORD, 0, 0, _ARGUMENTS[argument]),
        (_JUMP_IF_ANY_BIT, 1, 0, bits),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _unavailable(reason: str) -> DatasetError:
    what = f"Queries cannot be isolated: {reason}."
    return DatasetError(Problem("sandbox", what, "Serve on Linux, on x86-64 or ARM64, where seccomp is permitted."))
