"""The command ``kg serve``; ``tests/web/test_serve.py`` starts it as a process."""

from __future__ import annotations

from tests.cli.conftest import Run


def test_a_port_out_of_range_is_reported(kg: Run) -> None:
    result = kg("serve", "--port", "70000")
    assert (result.exit_code, "127.0.0.1:70000: The server cannot listen here" in result.stderr) == (1, True)
