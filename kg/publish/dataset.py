"""The built dataset as the serving half sees it: a store and the base that it was built for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.engine.answer import Evaluator
from kg.engine.oxigraph.store import Store
from kg.errors import DatasetError, Problem
from kg.namespaces import Namespaces

_ONTOLOGY = "SELECT ?ontology WHERE { ?ontology a <http://www.w3.org/2002/07/owl#Ontology> }"


@dataclass(frozen=True)
class PublishedDataset:
    """A dataset that answers queries, with the namespaces of its own base."""

    store: Evaluator
    names: Namespaces


def open_dataset(path: Path) -> PublishedDataset:
    """Open the dataset that a build has written, in this process.

    Raises DatasetError if it is missing, damaged or holds no ontology to tell its base.
    """
    return published(Store.open(path), str(path))


def published(store: Evaluator, where: str) -> PublishedDataset:
    """What a store holds; ``where`` is named in the error.

    Raises DatasetError if it holds no ontology to tell its base.
    """
    if names := base_of(store):
        return PublishedDataset(store, names)
    raise DatasetError(Problem(where, "The dataset holds no ontology.", "Make it again with kg build."))


def base_of(store: Evaluator) -> Namespaces | None:
    """The namespaces of the base that a dataset was built for, which its ontology tells; None without one."""
    for row in store.query(_ONTOLOGY).rows():
        if row[0] is not None and row[0].value.endswith("def"):
            return Namespaces(row[0].value.removesuffix("def"))
    return None
