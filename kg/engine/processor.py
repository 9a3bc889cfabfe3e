"""The processor: how much of it a process has had, and how readily it yields it."""

import os
from contextlib import suppress
from pathlib import Path


def set_niceness(pid: int, niceness: int) -> None:
    """Set the niceness of the threads that a worker has besides its first, which starts them."""
    with suppress(OSError):
        threads = {int(task.name) for task in Path(f"/proc/{pid}/task").iterdir()}
        for thread in threads - {pid}:
            os.setpriority(os.PRIO_PROCESS, thread, niceness)


def processor_seconds(pid: int) -> float:
    """The processor time that a process has had so far (proc_pid_stat(5), utime and stime)."""
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0
