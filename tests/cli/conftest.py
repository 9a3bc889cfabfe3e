"""A runner of commands in this process, and the datasets that they read."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.config import Settings
from kg.graph.build import BuildResult
from kg.graph.dataset import write_dataset
from tests.conftest import ROOT


class Run(Protocol):
    """Runs a command with arguments, a text on the standard input, and a working directory."""

    def __call__(self, *arguments: str | Path, text: str | None = None, folder: Path = ROOT) -> Result:
        """The output and exit status of the command."""


@pytest.fixture(scope="session")
def kg() -> Run:
    """The command ``kg``."""

    def run(*arguments: str | Path, text: str | None = None, folder: Path = ROOT) -> Result:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            return CliRunner().invoke(main, [str(argument) for argument in arguments], input=text)

    return run


@pytest.fixture(scope="session")
def project_dataset(shipped: Settings) -> Path:
    """The file of the project's dataset."""
    return shipped.dataset


@pytest.fixture(scope="session")
def fictional_dataset(fictional_build: BuildResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the dataset of the fictional congress."""
    path = tmp_path_factory.mktemp("fictional") / "kg.nq"
    write_dataset(path, fictional_build.lines)
    return path
