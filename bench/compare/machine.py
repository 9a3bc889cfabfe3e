"""On what a run was made: the machine, its load, and the commit."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from bench.compare.peer import CommandError, run
from bench.compare.results import Machine

_ROOT = Path(__file__).parent.parent.parent


def this_machine() -> Machine:
    """The machine that this runs on, now."""
    commit, is_dirty = _commit()
    return Machine(
        processor=_processor(),
        cores=len(os.sched_getaffinity(0)),
        memory_gb=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        load=round(os.getloadavg()[0], 2),
        commit=commit,
        is_dirty=is_dirty,
        date=datetime.now(UTC).isoformat(timespec="minutes"),
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _commit() -> tuple[str, bool]:
    """The commit of the checkout, and whether files differ from it; none outside a repository."""
    try:
        changes = run("git", "status", "--porcelain", folder=_ROOT)
        return run("git", "rev-parse", "HEAD", folder=_ROOT), bool(changes)
    except CommandError:
        return "", False
