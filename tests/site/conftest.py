"""The project's own dataset, the application that serves it, and its site as files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg.config import Settings
from kg.graph import dataset
from kg.graph.build import Built
from kg.publish.dataset import PublishedDataset
from kg.publish.inventory import iris
from tests.clients.conftest import serving
from tests.conftest import ROOT
from tests.web.conftest import running


@pytest.fixture(scope="session")
def settings(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings that name the project's dataset and questions."""
    path = tmp_path_factory.mktemp("site") / "kg.nq"
    dataset.write(path, built.lines)
    return Settings(dataset=path, queries=ROOT / "queries", cache=0)


@pytest.fixture(scope="session")
def client(settings: Settings) -> Iterator[FlaskClient]:
    """A client of the application that serves the project's dataset."""
    with running(settings) as app:
        yield app.test_client()


@pytest.fixture(scope="session")
def live(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the project's dataset."""
    folder = tmp_path_factory.mktemp("live")
    options = ["--dataset", str(settings.dataset), "--queries", str(settings.queries), "--per-client", "16"]
    with serving(folder, *options) as address:
        yield address


@pytest.fixture(scope="session")
def every(published: PublishedDataset) -> list[str]:
    """Every IRI that the project's dataset describes."""
    return iris(published)
