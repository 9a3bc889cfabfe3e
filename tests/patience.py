"""Waiting for conditions, on a machine that may be busy with everything else."""

from __future__ import annotations

import time
from collections.abc import Callable

# How long anything may take. A test that succeeds never waits that long.
PATIENCE = 600.0


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "the condition never held"
        time.sleep(0.05)
