"""A site as files: whole, equal for equal data, and with nothing that needs a server."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.config import Settings
from kg.errors import KgError
from kg.http.response_headers import RESPONSE_HEADERS
from kg.static_site import static_site
from kg.static_site.static_site import page_links, write_static_site
from tests.conftest import silent
from tests.nonempty import nonempty
from tests.web.conftest import BASE, DATASET, QUESTIONS, A

# What the pages about the ontology and its alignments need.
GRAPHS = "".join(
    f"<{BASE}def> {A} <http://www.w3.org/2002/07/owl#Ontology> <{BASE}graph/{name}> .\n"
    for name in ("ontology", "alignments")
)
STRAY = f"<{BASE}id/person/ann> <{BASE}def#near> <{BASE}elsewhere/x> .\n"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings that name a dataset of a few lines."""
    folder = tmp_path_factory.mktemp("tiny")
    (folder / "tiny.nq").write_text(DATASET + GRAPHS, encoding="utf-8")
    for name, text in QUESTIONS.items():
        (folder / f"{name}.rq").write_text(text, encoding="utf-8")
    return Settings(dataset=folder / "tiny.nq", queries=folder, releases=folder, dumps=folder)


def content(folder: Path) -> dict[str, bytes]:
    """The bytes of every file of a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def first(tiny: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small dataset."""
    out = tmp_path_factory.mktemp("first") / "site"
    write_static_site(tiny, out, silent)
    return out


def test_equal_data_give_equal_bytes(tiny: Settings, first: Path, tmp_path: Path) -> None:
    write_static_site(tiny, tmp_path / "site", silent)
    assert content(tmp_path / "site") == content(first)


def test_a_site_replaces_an_earlier_one(tiny: Settings, first: Path, tmp_path: Path) -> None:
    write_static_site(tiny, tmp_path, silent)
    (tmp_path / "id/person/gone.html").write_text("An old page.")
    write_static_site(tiny, tmp_path, silent)
    assert content(tmp_path) == content(first)


def test_another_folder_is_left_alone(tiny: Settings, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("Years of work.")
    with pytest.raises(KgError, match="was not made by kg site"):
        write_static_site(tiny, tmp_path, silent)
    assert content(tmp_path) == {"thesis.txt": b"Years of work."}


def test_the_command_writes_a_site_and_reports_progress(tiny: Settings, first: Path, tmp_path: Path) -> None:
    folders = [f"--{name}={tiny.queries}" for name in ("queries", "releases", "dumps")]
    result = CliRunner().invoke(main, ["site", str(tmp_path / "site"), f"--dataset={tiny.dataset}", *folders])
    assert (result.exit_code, "writing" in result.stderr) == (0, True)
    assert content(tmp_path / "site") == content(first)


@pytest.fixture(scope="module")
def broken(tiny: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The error of a site with a broken link, and the folder in which the site would be."""
    folder = tmp_path_factory.mktemp("broken")
    stray = tmp_path_factory.mktemp("stray") / "stray.nq"
    stray.write_text(DATASET + GRAPHS + STRAY, encoding="utf-8")
    with pytest.raises(KgError) as error:
        write_static_site(replace(tiny, dataset=stray), folder / "site", silent)
    return str(error.value), folder


def test_a_broken_link_is_reported_with_its_page(broken: tuple[str, Path]) -> None:
    assert "/id/person/ann.html: It links to /elsewhere/x.html, which answers 404." in broken[0]


def test_an_incomplete_site_is_removed(broken: tuple[str, Path]) -> None:
    assert list(broken[1].iterdir()) == []


def test_every_iri_has_a_document_in_every_format(first: Path) -> None:
    names = {path.name for path in (first / "id/person").iterdir()}
    assert names == {
        f"{name}.{suffix}" for name in ("ann", "bob") for suffix in ("html", "ttl", "nt", "jsonld", "rdf", "trig")
    }


@pytest.mark.parametrize(
    "name",
    [
        "explore.html",
        "explore.json",
        "search.json",
        "search.html",
        "timeline.html",
        "organs.html",
        "delegates.html",
        "static/built/explore.js",
        "static/explore.css",
    ],
)
def test_the_explorer_and_the_charts_have_their_files(first: Path, name: str) -> None:
    assert (first / name).stat().st_size > 0


def test_no_page_links_an_address_that_evaluates_queries(first: Path) -> None:
    pages = {f"/{path.relative_to(first).as_posix()}": path.read_text("utf-8") for path in first.rglob("*.html")}
    found = {path: page_links(text, path) for path, text in pages.items()}
    live = ("/sparql", "/query", "/export", "/explore/")
    assert {path: one for path, to in nonempty(found.items()) for one in to if one.startswith(live)} == {}


def test_missing_bundles_are_reported(tiny: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static_site, "BUNDLE", tmp_path / "explore.js")
    with pytest.raises(KgError, match="Run make frontend"):
        write_static_site(tiny, tmp_path / "site", silent)
    assert list(tmp_path.iterdir()) == []


def test_every_page_has_the_policy_of_the_server_as_far_as_an_element_can_have_it(first: Path) -> None:
    pages = [path.read_text("utf-8") for path in first.rglob("*.html")]
    policies = {re.findall('<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)[0] for page in pages}
    (policy,) = (unescape(policy) for policy in policies)
    served = str(RESPONSE_HEADERS["Content-Security-Policy"]).split("; ")
    assert policy.split("; ") == [part for part in served if not part.startswith("frame-ancestors")]


def test_the_policy_stands_before_all_that_it_is_about(first: Path) -> None:
    for page in nonempty([path.read_text("utf-8") for path in first.rglob("*.html")]):
        beginning, _, _ = page.partition('<meta http-equiv="Content-Security-Policy"')
        assert not re.search("<(?:script|link|style|img|body)", beginning)


def odd_site(tiny: Settings, folder: Path, names: list[str]) -> Path:
    """The site of the small dataset with some more persons."""
    persons = "".join(f"<{BASE}{name}> {A} <{BASE}def#Person> .\n" for name in names)
    (folder / "odd.nq").write_text(DATASET + GRAPHS + persons, encoding="utf-8")
    write_static_site(replace(tiny, dataset=folder / "odd.nq"), folder / "site", silent)
    return folder / "site"


def test_an_iri_with_odd_signs_has_its_files(tiny: Settings, tmp_path: Path) -> None:
    site = odd_site(tiny, tmp_path, ["id/odd/a%20b", "id/odd/a%2Fb", "id/odd/a?b", "id/odd/밥", "id/odd/a#b"])
    names = {path.name.removesuffix(".html") for path in (site / "id/odd").glob("*.html")}
    assert names == {"a%20b", "a%2Fb", "a?b", "밥", "a#b"}


@pytest.mark.parametrize("name", ["id/../../x", "id/./x", "id//x", f"id/{'x' * 300}"])
def test_an_iri_that_cannot_be_a_file_is_reported_and_nothing_is_written(
    tiny: Settings, tmp_path: Path, name: str
) -> None:
    with pytest.raises(KgError) as error:
        odd_site(tiny, tmp_path, [name])
    assert "cannot be a file" in str(error.value)
    assert [path.name for path in tmp_path.iterdir()] == ["odd.nq"]
