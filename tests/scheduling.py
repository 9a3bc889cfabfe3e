"""How pytest-xdist distributes the tests over processes."""

from __future__ import annotations

from functools import cache

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.conftest import ROOT


class GroupScheduling(LoadScopeScheduling):
    """Distributes tests over processes: the tests of a module with the mark xdist_group together, others one by one.

    The scheduler of pytest-xdist 3.8 for that mark does not find it with pytest 9.2.
    """

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return module if module in _marked() else nodeid


@cache
def _marked() -> set[str]:
    modules = (ROOT / "tests").rglob("test_*.py")
    return {
        module.relative_to(ROOT).as_posix() for module in modules if "mark.xdist_group(" in module.read_text("utf-8")
    }


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> GroupScheduling:
    """Make pytest-xdist use this scheduler."""
    return GroupScheduling(config, log)
