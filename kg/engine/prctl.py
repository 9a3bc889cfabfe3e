"""What a process asks the Linux kernel to do about itself (prctl(2))."""

import ctypes
import os
import resource
import signal

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4


def prctl(option: int, argument: int, pointer: int = 0) -> None:
    """Have the kernel change a property of this process; raises OSError if it refuses."""
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(option, ctypes.c_ulong(argument), ctypes.c_ulong(pointer), 0, 0):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when the thread that started it ends, in the process ``parent``."""
    prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        # The parent ended before the kernel knew.
        os.kill(os.getpid(), signal.SIGKILL)


def forbid_inspection() -> None:
    """Keep the memory of this process from other processes of its user, and out of core dumps.

    Processes that it forks inherit that, programs that it executes only that they leave no core dump.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    prctl(_PR_SET_DUMPABLE, 0)
