"""What the tests share: the project's own material, and tiny records written for one test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDFS, URIRef
from rdflib.term import Node

from kg.config import Settings
from kg.graph.build import BuildInputs, BuildResult, build_dataset, read_inputs
from kg.graph.dataset import write_dataset
from kg.graph.ontology import Ontology, load_ontology
from kg.model.dataset import PublishedDataset, open_dataset
from kg.namespaces import Namespaces
from tests.clients.conftest import serving

ROOT = Path(__file__).parent.parent
FICTIONAL = ROOT / "tests/fixtures/fictional"
NAMES = Namespaces()

Write = Callable[[str, str], None]

# The folders whose tests start servers, browsers or other programs, or send thousands of requests.
SLOW = ("browser", "clients", "differential", "frontend", "fuzz", "hostile", "site", "w3c")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Have pytest-xdist run all tests of a file in one process, so that they share what takes long to start."""
    from xdist.scheduler import LoadFileScheduling

    config.option.loadscopereorder = False
    return LoadFileScheduling(config, log)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not read the folders of slow tests where these are left out."""
    left_out = config.option.markexpr == "not slow" and collection_path in {ROOT / "tests" / name for name in SLOW}
    return True if left_out else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ``make test-fast`` leaves out, and run them first, so that no process waits for them last."""
    for item in items:
        if item.path.relative_to(ROOT / "tests").parts[0] in SLOW:
            item.add_marker("slow")
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def silent(_: str) -> None:
    """Ignore progress."""


@cache
def project_ontology() -> Ontology:
    """The project's ontology, parsed once."""
    return load_ontology(ROOT / "ontology", NAMES)


def defined_terms(ontology: Ontology) -> set[Node]:
    """Every term that an ontology defines."""
    return set(ontology.graph.subjects(RDFS.isDefinedBy, URIRef(ontology.namespaces.ontology)))


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """The project's ontology."""
    return project_ontology()


@pytest.fixture(scope="session")
def built() -> BuildResult:
    """The project's dataset, built in memory."""
    return build_dataset(project_ontology(), [ROOT / "data"], silent)


@pytest.fixture(scope="session")
def fictional_build() -> BuildResult:
    """The dataset of the fictional congress, built in memory."""
    return build_dataset(project_ontology(), [FICTIONAL / "data"], silent)


@pytest.fixture(scope="session")
def shipped(built: BuildResult, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings that name the project's dataset, questions and releases."""
    path = tmp_path_factory.mktemp("built") / "kg.nq"
    write_dataset(path, built.lines)
    return Settings(dataset=path, queries=ROOT / "queries", releases=ROOT / "releases")


@pytest.fixture(scope="session")
def published(shipped: Settings) -> PublishedDataset:
    """The project's dataset, written and opened."""
    return open_dataset(shipped.dataset)


@pytest.fixture(scope="session")
def live(shipped: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the project's dataset."""
    options = ["--dataset", str(shipped.dataset), "--queries", str(shipped.queries)]
    options += ["--releases", str(shipped.releases), "--per-client", "16"]
    with serving(tmp_path_factory.mktemp("live"), *options) as address:
        yield address


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the source texts and test suites; tests that need it skip without it."""
    folder = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared"))
    if not (folder / "sources").is_dir():
        pytest.skip(f"{folder} is not there: set KG_SHARED to the folder of the source texts")
    return folder


class Records:
    """A folder of records below a temporary path, with one source of five passages p-1 to p-5."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "sources").mkdir(parents=True)
        self.text = "One. Two. Six. Ten. Odd."
        self.write_source("text", self.text, [(5 * n, 5 * n + 4) for n in range(5)])

    def write_source(self, key: str, text: str, spans: list[tuple[int, int]]) -> None:
        """Describe a source with passages at the given offsets."""
        from hashlib import sha256

        digest = sha256(text.encode()).hexdigest()
        (self.folder / f"sources/{key}.yaml").write_text(
            f"label: A text\nformat: text\ncharacters: {len(text)}\nsha256: {digest}\nsections:\n  lead: Lead\n"
        )
        rows = ["key,section,kind,start,end,sha256,paraphrase,reason"]
        for number, (start, end) in enumerate(spans, start=1):
            part = sha256(text[start:end].encode()).hexdigest()
            rows.append(f"p-{number},lead,sentence,{start},{end},{part},Names a number.,")
        (self.folder / f"sources/{key}.csv").write_text("\n".join(rows) + "\n")

    def write(self, name: str, content: str) -> None:
        """Write ``<kind>/<slug>.yaml``; ``source: text`` is put in front."""
        path = self.folder / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"source: text\n{content}", encoding="utf-8")

    def read(self) -> BuildInputs:
        """Read the records with the project's ontology."""
        return read_inputs(project_ontology(), [self.folder], silent)

    def build(self) -> BuildResult:
        """Build a dataset of the records with the project's ontology."""
        return build_dataset(project_ontology(), [self.folder], silent)


@pytest.fixture
def records(tmp_path: Path) -> Records:
    """An empty folder of records with one source."""
    return Records(tmp_path / "data")
