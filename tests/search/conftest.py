"""An index of the shipped dataset and its questions, and one of a few entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.config import Settings
from kg.limits import SearchLimits
from kg.model.dataset import PublishedDataset
from kg.publish.questions.question import read_questions
from kg.search.entries import SearchEntry
from kg.search.index.building import write_index
from kg.search.index.searching import SearchIndex
from kg.search.served import save_index
from tests.conftest import NAMES

Indexed = Callable[..., SearchIndex]


@pytest.fixture(scope="session")
def shipped_index(
    shipped: Settings, published: PublishedDataset, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchIndex]:
    """The index of the project's dataset and questions."""
    path = tmp_path_factory.mktemp("index") / "kg.search"
    save_index(path, published, read_questions(shipped.queries, published.names), "")
    index = SearchIndex(path, SearchLimits())
    yield index
    index.close()


@pytest.fixture
def indexed(tmp_path: Path) -> Iterator[Indexed]:
    """A function that indexes entries, given whole or by their labels, within limits."""
    opened: list[SearchIndex] = []

    def index(*entries: SearchEntry | str, limits: SearchLimits | None = None) -> SearchIndex:
        path, bounds = tmp_path / f"{len(opened)}.search", limits or SearchLimits()
        whole = [entry if isinstance(entry, SearchEntry) else named(entry) for entry in entries]
        write_index(path, whole, "state", NAMES.base, bounds)
        opened.append(SearchIndex(path, bounds))
        return opened[-1]

    yield index
    for one in opened:
        one.close()


def named(label: str, *names: str, kind: str = "Person", **more: tuple[str, ...]) -> SearchEntry:
    """An entry with names, at a path made from its label."""
    path = f"/id/{kind.lower()}/{label.lower().replace(' ', '-')}"
    return SearchEntry(path, kind.lower(), (kind,), label, names, texts=more.get("texts", ()))


def labels(index: SearchIndex, typed: str, limit: int = 10, kinds: tuple[str, ...] = ()) -> list[str]:
    """The labels of the hits for a text."""
    return [hit.label for hit in index.find(typed, limit, kinds)]
