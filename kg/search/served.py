"""The index of a state of a dataset: written beside the dataset by a build, or made when it is needed."""

import hashlib
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir

from kg.drafts import draft_folder
from kg.errors import DatasetError
from kg.model.dataset import PublishedDataset
from kg.publish.questions.question import Question
from kg.search.entries import read_entries
from kg.search.index.building import write_index
from kg.search.index.searching import SearchIndex

# Changes with the layout of the index and with what is read into it.
_LAYOUT = "4"


def index_path(dataset: Path) -> Path:
    """Where the index of a built dataset lies."""
    return dataset.parent / f"{dataset.stem}.search"


def index_state(version: str, questions: Collection[Question]) -> str:
    """The state of an index: that of its dataset and of the questions, and the layout of the index itself."""
    words = [(question.name, question.query) for question in questions]
    return f"{_LAYOUT} {version} {hashlib.sha256(repr(words).encode()).hexdigest()[:16]}"


def save_index(path: Path, dataset: PublishedDataset, questions: Collection[Question], version: str) -> None:
    """Write the index of a dataset in the state ``version``; raises DatasetError if the file cannot be written."""
    state = index_state(version, questions)
    write_index(path, read_entries(dataset, questions), state, dataset.names.base, dataset.limits.search)


def index_of(dataset: PublishedDataset, questions: Collection[Question], version: str, built: Path) -> SearchIndex:
    """The index of a dataset in the state ``version``: the ``built`` one if it is of this state, else a new one.

    Raises DatasetError if none can be written.
    """
    with suppress(DatasetError):
        index = SearchIndex(built, dataset.limits.search)
        if index.state == index_state(version, questions):
            return index
        index.close()
    with draft_folder(Path(gettempdir()) / "kg-search") as folder:
        path = folder / "search"
        save_index(path, dataset, questions, version)
        # The open file lives on without its name.
        return SearchIndex(path, dataset.limits.search)
