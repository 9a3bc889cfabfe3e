"""Options and arguments that several commands share."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from kg.config import Settings, flag, many, variable
from kg.errors import DataError, Problem
from kg.graph.ontology import Ontology, load_ontology
from kg.namespaces import DEFAULT_BASE, Namespaces

PATH = click.Path(path_type=Path)


def _path_option(name: str, default: Path | str, text: str) -> Callable[..., Any]:
    return click.option(name, type=PATH, default=default, show_default=True, help=text)


dataset_option = _path_option("--dataset", Settings.dataset, "The built dataset, an N-Quads file.")
ontology_option = _path_option("--ontology", "ontology", "The folder of the ontology's modules.")
queries_option = _path_option("--queries", Settings.queries, "The folder of the questions.")
releases_option = _path_option("--releases", Settings.releases, "The folder of the releases.")
data_option = click.option(
    "--data", type=PATH, multiple=True, default=("data",), show_default=True, help="A folder of records; repeatable."
)
base_option = click.option(
    "--base", default=DEFAULT_BASE, show_default=True, metavar="IRI", help="The base of all IRIs of the dataset."
)
source_option = click.option(
    "--source", "files", type=PATH, multiple=True, help="The text of a source, to compare with; repeatable."
)


def settings_options(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Options for the named settings of the server, or for all; they can also be given as environment variables."""

    def with_options(command: Callable[..., None]) -> Callable[..., None]:
        for setting in reversed(fields(Settings)):
            if not names or setting.name in names:
                kind = setting.metadata["kind"]
                command = click.option(
                    flag(setting),
                    setting.name,
                    type=PATH if kind is Path else kind,
                    is_flag=kind is bool,
                    multiple=many(setting),
                    default=setting.default,
                    show_default=bool(setting.default),
                    envvar=variable(setting),
                    show_envvar=True,
                    help=setting.metadata["help"],
                )(command)
        return command

    return with_options


def ontology_for_base(folder: Path, base: str = DEFAULT_BASE) -> Ontology:
    """The ontology of a folder below a base; raises DataError if there is no folder or the base is invalid."""
    if not base.startswith(("http://", "https://")) or not base.endswith("/") or set(base) & set(' <>"'):
        remedy = "Give an IRI like https://example.org/kg/, with a slash at the end."
        raise DataError(Problem("--base", f"{base} is not a valid base of IRIs.", remedy))
    return load_ontology(existing_folders([folder])[0], Namespaces(base))


def existing_folders(paths: Sequence[Path]) -> list[Path]:
    """The absolute paths of folders, without symbolic links; raises DataError if a folder does not exist."""
    for path in paths:
        if not path.is_dir():
            remedy = "Run kg in the folder of the project, or name the folder with its option."
            raise DataError(Problem(str(path), "This folder does not exist.", remedy))
    return [path.resolve() for path in paths]
