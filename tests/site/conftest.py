"""The project's own dataset with its application, and the static site of the fictional one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient

from kg.config import Settings
from kg.graph.build import build_dataset
from kg.graph.dataset import write_dataset
from kg.model.dataset import PublishedDataset
from kg.publish.catalog.sitemap import subject_iris
from kg.releases.dataset_file import DatasetFile
from kg.releases.dumps import write_dumps
from kg.static_site import server_rules
from kg.static_site.static_site import write_static_site
from kg.web.app import create_app
from kg.web.context import context_of
from tests.conftest import NAMES, ROOT, project_ontology, silent
from tests.web.conftest import running

_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
QUESTIONS = {
    "kinds": "#+ summary: Which kinds are there?\n#+ tags: kinds\n#+ columns: kind = Kind\n#+ answer: Several.\n"
    "#+ evidence: ?thing a ?kind\nSELECT DISTINCT ?kind { ?thing a ?kind } ORDER BY ?kind",
    "names": "#+ summary: What has which name?\n#+ tags: names\n#+ columns: thing = Thing | label = Name\n"
    f"#+ answer: Much.\n#+ evidence: ?thing {_LABEL} ?label\nSELECT ?thing ?label {{ ?thing {_LABEL} ?label }}",
    "truth": "#+ summary: Is there anything?\n#+ tags: kinds\n#+ yes: Yes.\n#+ silent: Not stated.\n"
    "#+ evidence: ?s ?p ?o\nASK {}",
}
EVIDENCE = re.compile(f"<{re.escape(NAMES.things)}(?:assertion|inference|rule)/[^>]*>")


class Frozen(NamedTuple):
    """A site as files, and a client of the application that they were had from."""

    folder: Path
    client: FlaskClient

    @property
    def documents(self) -> list[str]:
        """The paths of all pages and documents."""
        besides = {".kg-site", "index.html", *server_rules.SERVER_FILES}
        files = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())
        return ["/", *sorted(f"/{path}" for path in files if path not in besides and not path.startswith("static/"))]


def thinned(lines: Iterable[str]) -> list[str]:
    """The lines of a dataset with a tenth of its assertions, inferences and rules, and what the proofs of these need.

    Their documents are most of a site, and differ in nothing but their values.
    """
    named = {line: EVIDENCE.findall(line) for line in lines}
    added = set(sorted({iri for iris in named.values() for iri in iris})[::10])
    kept: set[str] = set()
    while added:
        kept |= added
        added = {iri for iris in named.values() if kept.intersection(iris[:1]) for iri in iris} - kept
    return [line for line, iris in named.items() if kept.issuperset(iris)]


@pytest.fixture(scope="session")
def fictional(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings that name a thinned dataset of the fictional congress, its dumps and two questions about it."""
    folder = tmp_path_factory.mktemp("fictional")
    made = build_dataset(project_ontology(), [ROOT / "tests/fixtures/fictional/data"], silent)
    write_dataset(folder / "kg.nq", thinned(made.lines))
    for name, text in QUESTIONS.items():
        (folder / f"{name}.rq").write_text(f"{text}\n", encoding="utf-8")
    write_dumps(folder / "dumps", DatasetFile.read(folder / "kg.nq"), "0.0.0")
    return Settings(dataset=folder / "kg.nq", queries=folder, releases=folder, dumps=folder / "dumps")


@pytest.fixture(scope="session")
def frozen(fictional: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Frozen]:
    """The site of the fictional congress as files."""
    out = tmp_path_factory.mktemp("frozen") / "site"
    write_static_site(fictional, out, silent)
    app = create_app(fictional, frozen=True)
    yield Frozen(out, app.test_client())
    context_of(app).close()


@pytest.fixture(scope="session")
def client(shipped: Settings) -> Iterator[FlaskClient]:
    """A client of the application that serves the project's dataset."""
    with running(shipped) as app:
        yield app.test_client()


@pytest.fixture(scope="session")
def every(published: PublishedDataset) -> list[str]:
    """Every IRI that the project's dataset describes."""
    return subject_iris(published)
