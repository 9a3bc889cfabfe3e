"""Options and arguments that several commands share."""

from collections.abc import Callable
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from kg.config import Settings, flag, many, read_setting, variable
from kg.namespaces import DEFAULT_BASE

PATH = click.Path(path_type=Path)
_SETTINGS = {setting.name: setting for setting in fields(Settings)}


class _Number(click.ParamType[float]):
    """The type of the option of a setting that is a number."""

    def __init__(self, setting: Field[Any]) -> None:
        self._setting = setting
        self.name = "integer" if setting.metadata["kind"] is int else "float"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ARG002 - as click calls it
        """The number that a text gives."""
        return read_setting(self._setting, value, given_by(self._setting.name)) if isinstance(value, str) else value


class _Truth(click.types.BoolParamType):
    """The type of the flag of a setting, which the environment gives as a text."""

    def __init__(self, setting: Field[Any]) -> None:
        self._setting = setting

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ARG002 - as click calls it
        """The truth that a text gives."""
        return read_setting(self._setting, value, given_by(self._setting.name)) if isinstance(value, str) else value


def given_by(name: str) -> str:
    """The option of a setting, or its environment variable if the command that runs was given that instead."""
    setting, context = _SETTINGS[name], click.get_current_context()
    by_variable = context.get_parameter_source(name) is ParameterSource.ENVIRONMENT
    return variable(setting) if by_variable else flag(setting)


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
        for setting in reversed(_SETTINGS.values()):
            if not names or setting.name in names:
                command = click.option(
                    flag(setting),
                    setting.name,
                    type=_type(setting),
                    is_flag=setting.metadata["kind"] is bool,
                    multiple=many(setting),
                    default=setting.default,
                    show_default=bool(setting.default),
                    envvar=variable(setting),
                    show_envvar=True,
                    help=setting.metadata["help"],
                )(command)
        return command

    return with_options


def _type(setting: Field[Any]) -> click.ParamType[Any] | type:
    kind = setting.metadata["kind"]
    if kind is Path:
        return PATH
    return _Truth(setting) if kind is bool else str if kind is str else _Number(setting)
