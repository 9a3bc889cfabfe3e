"""A dataset whose evidence has unranked statuses, or texts in place of IRIs, is served like any other."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse
from rdflib import DCTERMS, Graph, Literal, URIRef

from kg.cli import main
from kg.config import Settings
from kg.formats import document_suffixes
from kg.publish.networks.formats import NETWORK_FORMATS, NetworkFormat
from tests.web.conftest import BASE, TERMS, fetch, running

# Many pages of the whole dataset.
pytestmark = pytest.mark.slow

STATUS = f"<{BASE}def#evidenceStatus>"
# Ends like the most certain status of the project.
FOREIGN = "https://example.org/vocabulary#explicit"
UNKNOWN = (f"<{BASE}def#disputed>", f"<{FOREIGN}>")
# The statuses of one assertion after the other; None keeps the status, and a tuple without any removes it.
STATUSES = (UNKNOWN, None, ("_:status",), UNKNOWN[:1], (r'"\"<>"',), UNKNOWN[1:], (), ('"contested"@en',))
# What may stand for a creator or licence, and for the agent and the passage of an assertion.
CREATOR, LICENCE = "The curators", "CC BY-SA 4.0"
AGENT, PASSAGE = "a witness", "page 3"
CONGRESS, PERSON, SOURCE = "id/congress/lantern-3", "id/person/ada-wick", "source/lantern-congress"
ENTITIES = (CONGRESS, PERSON, "id/organ/lantern-council-3", "id/mandate/ada-wick-keeper", SOURCE, f"{SOURCE}/lead-1-1")
PAGES = (
    "/",
    "/timeline.html",
    "/organs.html",
    "/delegates.html",
    "/explore.html",
    "/explore.json",
    f"/explore/around.json?thing={CONGRESS}",
    f"/explore/path.json?from={PERSON}&to={CONGRESS}",
    "/search.json",
    "/things.html",
    "/things/Assertion.html",
    "/things/Congress.html",
    "/dataset.html",
    "/dataset.ttl",
    "/def.html",
    "/sitemap.xml",
    f"/lookup?uri={quote(FOREIGN)}",
)


def quads_with_unknown_statuses(path: Path) -> Iterator[str]:
    """The quads of a dataset with texts as licence, creator and agents, and other statuses of most assertions."""
    statuses = cycle(STATUSES)
    changed: dict[str, tuple[str, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        subject, predicate, value = line.split(" ", 3)[:3]
        if predicate == STATUS and "/assertion/" in subject:
            if subject not in changed:
                changed[subject] = (value,) if (status := next(statuses)) is None else status
            yield from (line.replace(value, status) for status in changed[subject])
        elif (subject, predicate) != (f"<{BASE}>", f"<{TERMS}license>"):
            yield line
    for subject in changed:
        for name, text in (("accordingTo", AGENT), ("supportedBy", PASSAGE)):
            yield f'{subject} <{BASE}def#{name}> "{text}" <{BASE}graph/assertions> .\n'
    for name, text in (("creator", CREATOR), ("license", LICENCE)):
        yield f'<{BASE}> <{TERMS}{name}> "{text}" <{BASE}graph/dataset> .\n'
    assert len(changed) > 2 * len(STATUSES)


@pytest.fixture(scope="module")
def unranked(lantern: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings that name the fictional congress with unknown statuses."""
    folder = tmp_path_factory.mktemp("unranked")
    assert lantern.dataset is not None
    (folder / "kg.nq").write_text("".join(quads_with_unknown_statuses(lantern.dataset)), encoding="utf-8")
    return Settings(dataset=folder / "kg.nq", queries=folder)


@pytest.fixture(scope="module")
def browser(unranked: Settings) -> Iterator[FlaskClient]:
    """A client of the application that serves it."""
    with running(unranked) as app:
        yield app.test_client()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_served(browser: FlaskClient, path: str) -> None:
    response = browser.get(path, headers={"Accept": "text/html"} if path.startswith("/lookup") else {})
    assert response.status_code == 200, response.text


@pytest.mark.parametrize("suffix", document_suffixes())
@pytest.mark.parametrize("entity", ENTITIES)
def test_an_entity_is_served_in_each_format(browser: FlaskClient, entity: str, suffix: str) -> None:
    response = browser.get(f"/{entity}.{suffix}")
    assert response.status_code == 200, response.text


@pytest.mark.parametrize("form", NETWORK_FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("network", ["graph", CONGRESS])
def test_a_network_is_exported_in_each_format(browser: FlaskClient, network: str, form: NetworkFormat) -> None:
    response = browser.get(f"/export/{network}.{form.suffix}")
    assert response.status_code == 200, response.text


def test_the_files_of_the_delegates_are_served(browser: FlaskClient) -> None:
    files = re.findall(r'href="([^"]*delegates/[^"]+\.(?:svg|csv))"', browser.get("/delegates.html").text)
    assert (len(files) >= 2, {browser.get(f"/{path.lstrip('./')}").status_code for path in files}) == (True, {200})


@pytest.mark.parametrize("mark", [f'class="mark {FOREIGN}"', 'class="mark "'], ids=["foreign", "missing"])
def test_a_mark_does_not_pass_for_that_of_a_ranked_status(browser: FlaskClient, mark: str) -> None:
    paths = ["/timeline.html", "/organs.html", f"/{CONGRESS}.html", f"/{SOURCE}.html"]
    marks = [name for path in paths for name in re.findall(rf"{re.escape(mark)}[^>]*>([^<]*)<", browser.get(path).text)]
    assert set(marks) == {FOREIGN if FOREIGN in mark else "asserted"}


def test_an_assertion_is_served_with_its_status_as_its_page_names_it(browser: FlaskClient) -> None:
    query = f"SELECT ?assertion WHERE {{ GRAPH ?g {{ ?assertion {STATUS} <{FOREIGN}> }} }} LIMIT 1"
    assertion = browser.get("/sparql", query_string={"query": query, "format": "csv"}).text.split()[1]
    response = fetch(browser, f"/{assertion.removeprefix(BASE)}.html")
    assert FOREIGN in response.text


def test_the_dataset_states_a_creator_and_a_licence_that_are_texts(browser: FlaskClient) -> None:
    page = browser.get("/dataset.html").text
    assert (f"<dd>{CREATOR}</dd>" in page, f"<dd>{LICENCE}</dd>" in page) == (True, True)


def test_the_catalogue_has_a_licence_that_is_a_text(browser: FlaskClient) -> None:
    graph = Graph().parse(data=browser.get("/dataset.ttl").text, format="turtle")
    assert [*graph.objects(URIRef(f"{BASE}dataset#catalog"), DCTERMS.license)] == [Literal(LICENCE)]


def test_an_agent_that_is_a_text_is_no_link(browser: FlaskClient) -> None:
    page = browser.get(f"/{CONGRESS}.html").text
    assert (f"according to {AGENT}" in page, f'href="{AGENT}' in page) == (True, False)


def test_the_explorer_names_the_unknown_statuses_after_the_known_ones(browser: FlaskClient) -> None:
    names = [status["name"] for status in (browser.get("/explore.json").json or {})["statuses"]]
    assert names[:4] == ["explicit", "implied", "interpretation", "inferred"]
    assert names[4:]
    assert {*names[4:]} <= {"disputed", FOREIGN, '"contested"', '"status"', r'"\"<>"'}


def run(*arguments: object) -> str:
    """The output of a command that succeeds."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_proof_states_an_unknown_status(unranked: Settings) -> None:
    pattern = f"?node ckg:evidenceStatus {UNKNOWN[1]} ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o"
    query = f"SELECT ?s ?p ?o {{ GRAPH ?g {{ {pattern} }} FILTER isIRI(?o) }} LIMIT 1"
    triple = run("query", query, "--dataset", unranked.dataset, "--format", "csv").split()[1].split(",")
    assert FOREIGN in run("why", *triple, "--dataset", unranked.dataset)


@pytest.fixture(scope="module")
def dumps(unranked: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the dumps of that dataset."""
    folder = tmp_path_factory.mktemp("dumps")
    run("dump", folder, "--dataset", unranked.dataset, "--releases", folder / "none")
    return folder


def test_a_difference_states_unknown_statuses(lantern: Settings, unranked: Settings) -> None:
    output = run("diff", lantern.dataset, unranked.dataset)
    assert ("ckg:disputed" in output, FOREIGN in output) == (True, True)


@pytest.mark.parametrize(("name", "form"), [("*-nanopubs.trig.gz", RdfFormat.TRIG), ("*.nq.gz", RdfFormat.N_QUADS)])
def test_dumps_and_nanopublications_keep_unknown_statuses(dumps: Path, name: str, form: RdfFormat) -> None:
    (path,) = dumps.glob(name)
    with gzip.open(path) as file:
        statuses = {str(quad.object) for quad in parse(file, form) if str(quad.predicate) == STATUS}
    assert {*UNKNOWN, '"contested"@en'} <= statuses
