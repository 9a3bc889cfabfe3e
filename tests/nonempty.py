"""Collections that a test examines item by item, and that would pass it without any."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

Item = TypeVar("Item")


def nonempty(items: Iterable[Item]) -> list[Item]:
    """The items, of which there must be some."""
    found = list(items)
    assert found, "there is nothing to examine"
    return found
