"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

import click

from kg.config import Settings, flag, many, variable
from kg.errors import DataError, Problem
from kg.namespaces import DEFAULT_BASE, Namespaces

_CONTENTS = ("dataset", "queries", "releases", "dumps", "sources")
_PATH = click.Path(path_type=Path)

dataset = click.option(
    "--dataset", type=_PATH, default=Settings.dataset, show_default=True, help="The built dataset, an N-Quads file."
)
data = click.option(
    "--data", type=_PATH, multiple=True, default=("data",), show_default=True, help="A folder of records; repeatable."
)
ontology = click.option(
    "--ontology", type=_PATH, default="ontology", show_default=True, help="The folder of the ontology's modules."
)
base = click.option(
    "--base", default=DEFAULT_BASE, show_default=True, metavar="IRI", help="The IRI below which everything lies."
)
queries = click.option(
    "--queries", type=_PATH, default=Settings.queries, show_default=True, help="The folder of the questions."
)
releases = click.option(
    "--releases", type=_PATH, default=Settings.releases, show_default=True, help="The folder of the releases."
)


def settings(command: Callable[..., None]) -> Callable[..., None]:
    """Options for all the settings of the server; each can also be given in the environment."""
    return _settings(command, fields(Settings))


def contents(command: Callable[..., None]) -> Callable[..., None]:
    """Options for those settings of the server that tell what it serves."""
    return _settings(command, [one for one in fields(Settings) if one.name in _CONTENTS])


def _settings(command: Callable[..., None], chosen: Sequence[Field[Any]]) -> Callable[..., None]:
    for one in reversed(chosen):
        kind = one.metadata["kind"]
        shape: dict[str, Any] = {"is_flag": True} if kind is bool else {"type": _PATH if kind is Path else kind}
        shape |= {"multiple": True} if many(one) else {}
        shape |= {"envvar": variable(one), "help": one.metadata["help"], "default": one.default}
        command = click.option(flag(one), one.name, show_default=bool(one.default), show_envvar=True, **shape)(command)
    return command


def namespaces(base_iri: str) -> Namespaces:
    """The namespaces below a base given by a user.

    Raises DataError if it is not an HTTP IRI that ends in a slash.
    """
    if not base_iri.startswith(("http://", "https://")) or not base_iri.endswith("/") or set(base_iri) & set(' <>"'):
        remedy = "Give one like https://example.org/kg/, with the slash."
        raise DataError(Problem("--base", f"{base_iri} cannot be the base of IRIs.", remedy))
    return Namespaces(base_iri)


def folders(paths: tuple[Path, ...]) -> list[Path]:
    """Folders given by a user, with symbolic links and dots resolved.

    Raises DataError for one that is not there.
    """
    for path in paths:
        if not path.is_dir():
            remedy = "Run kg in the folder of the project, or name the folder with its option."
            raise DataError(Problem(str(path), "There is no such folder.", remedy))
    return [path.resolve() for path in paths]
