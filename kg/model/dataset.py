"""The built dataset as the serving half sees it: a store and the base that it was built for."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, wraps
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Protocol, TypeVar, cast

from kg.engine.answer import Evaluator, Term
from kg.engine.oxigraph.store import Store
from kg.engine.prepared_store import prepared
from kg.errors import DatasetError, Problem
from kg.limits import Limits
from kg.namespaces import NamedGraph, Namespaces
from kg.sparql.terms import iri_ref, is_absolute_iri

_Value = TypeVar("_Value")
_ONTOLOGY = "SELECT ?ontology WHERE { ?ontology a <http://www.w3.org/2002/07/owl#Ontology> }"


class Memoize(Protocol):
    """Keeps values for the present state of a dataset."""

    def __call__(self, key: Hashable, compute: Callable[[], _Value], /) -> _Value:
        """The value for a key, computed unless it is kept."""


def _compute(_: Hashable, compute: Callable[[], _Value]) -> _Value:
    return compute()


@dataclass(frozen=True)
class PublishedDataset:
    """A dataset that answers queries with the project's prefixes, its base, and the limits of what is made of it.

    ``memoize`` keeps what ``memoized`` functions read, by default nothing.
    """

    store: Evaluator
    names: Namespaces
    limits: Limits = field(default_factory=Limits)
    memoize: Memoize = _compute

    def select(self, query: str) -> Iterator[list[Term | None]]:
        """The rows of a SELECT; None stands for an unbound variable."""
        return self.store.query(query, prefixes=self.names.prefixes).rows()

    def select_bound(self, query: str) -> Iterator[list[Term]]:
        """The rows of a SELECT in which every variable is bound."""
        return bound_rows(self.select(query))

    def select_about(self, keys: Iterable[str | tuple[str, ...]], query: str) -> Iterator[list[Term | None]]:
        """The rows of a SELECT about any number of IRIs, which stand in for ``%s`` in its ``VALUES ?x { %s }``.

        A key may also be a tuple of IRIs, for ``VALUES (?x ?y) { %s }``. A key with what is not an absolute IRI, such
        as the text of a literal, is left out. The query is asked for a limited number of keys at a time, in their
        order, so an ORDER BY or an aggregate in it must not reach across them.
        """
        rows = sorted({_values_row(key) for key in keys} - {""})
        for start in range(0, len(rows), size := self.limits.iris_per_query):
            yield from self.select(query.replace("%s", " ".join(rows[start : start + size])))

    def ask(self, query: str) -> bool:
        """The answer to an ASK."""
        return self.store.query(query, prefixes=self.names.prefixes).truth


def _values_row(key: str | tuple[str, ...]) -> str:
    """A key in VALUES; empty if it holds what is not an absolute IRI."""
    if isinstance(key, str):
        return iri_ref(key) if is_absolute_iri(key) else ""
    parts = [_values_row(part) for part in key]
    return f"({' '.join(parts)})" if all(parts) else ""


def memoized(read: Callable[[PublishedDataset], _Value]) -> Callable[[PublishedDataset], _Value]:
    """Have a function read a dataset once for each state of it, if the dataset keeps values.

    It is for what many documents need, is the same for all of them, and is never changed.
    """

    @wraps(read)
    def kept(dataset: PublishedDataset) -> _Value:
        return dataset.memoize(read, lambda: read(dataset))

    return kept


def bound_rows(rows: Iterable[Sequence[Term | None]]) -> Iterator[list[Term]]:
    """Those of some rows in which every variable is bound."""
    return (bound for row in rows if len(bound := [term for term in row if term]) == len(row))


@cache
def query_text(package: str, name: str) -> str:
    """The text of a query in the folder of a package."""
    return files(package).joinpath(f"{name}.rq").read_text(encoding="utf-8")


def filled_query(package: str, name: str, names: Namespaces, **values: object) -> str:
    """The same with ``values`` and the namespaces of a dataset in its placeholders, such as ``$base``."""
    return Template(query_text(package, name).rstrip()).substitute(
        base=names.base,
        ontology=names.ontology,
        terms=names.terms,
        things=names.things,
        sources=names.sources,
        parts=names.dataset(""),
        inputs=names.inputs,
        build=names.graph(NamedGraph.BUILD),
        display=names.display(""),
        **values,
    )


def open_dataset(path: Path) -> PublishedDataset:
    """Open the dataset that a build has written; raises DatasetError if it is missing, damaged or has no ontology."""
    values: dict[Hashable, object] = {}

    def keep(key: Hashable, compute: Callable[[], _Value]) -> _Value:
        if key not in values:
            values[key] = compute()
        return cast(_Value, values[key])

    # Nothing changes what was read from the file.
    return replace(published(open_store(path), str(path)), memoize=keep)


def open_store(path: Path) -> Store:
    """Load the dataset that a build has written into memory; raises DatasetError if it is missing, cut or damaged."""
    # Compares the sizes of the files with those that were written.
    prepared(path)
    return Store.open(path)


def published(store: Evaluator, where: str) -> PublishedDataset:
    """The dataset that a store holds; raises DatasetError about ``where`` if no ontology gives its base."""
    if names := base_of(store):
        return PublishedDataset(store, names)
    raise DatasetError(Problem(where, "The dataset holds no ontology.", "Build it again with kg build."))


def base_of(store: Evaluator) -> Namespaces | None:
    """The namespaces below the base of a dataset, which the IRI of its ontology gives; None without an ontology."""
    iris = (ontology.value for (ontology,) in bound_rows(store.query(_ONTOLOGY).rows()))
    return next((Namespaces(iri.removesuffix("def")) for iri in iris if iri.endswith("def")), None)
