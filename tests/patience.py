"""Waiting for conditions, on a machine that may be busy with everything else."""

from __future__ import annotations

import time
from collections.abc import Callable

# Seconds after which something hangs, however busy the machine is. No test that passes waits that long.
PATIENCE = 900.0


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "the condition never held"
        time.sleep(0.05)
