"""Options and arguments that several commands share."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from kg.config import Settings, flag, many, variable
from kg.namespaces import DEFAULT_BASE

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
