"""What is published: the releases, as a page and as a feed, their patches, and the dumps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.config import Settings
from kg.releases.dataset_file import DatasetFile
from kg.releases.dumps import CHECKSUMS_FILE, DUMPS, write_dumps
from kg.releases.releases import Release, write_release
from tests.web.conftest import BASE, DATASET, LABEL, TERMS, Keys, fetch, running
from tests.web.test_pages import Reader

ATOM = "{http://www.w3.org/2005/Atom}"
PATCH = "TX .\nTC .\n"
FIRST = Release("0.1.0", date(2026, 1, 31), "The first <one> & all.", f"sha256:{'a' * 64}", 3, 2, 1234)
SECOND = replace(FIRST, version="0.2.0", date=date(2026, 2, 1), summary="More.", content=f"sha256:{'b' * 64}")
FILE = DUMPS[0].file_name("0.2.0")
NAMED = f"""\
<{BASE}> <{TERMS}identifier> "{SECOND.content}" <{BASE}graph/build> .
<{BASE}def> <{TERMS}creator> <{BASE}def#curators> .
<{BASE}def#curators> {LABEL} "the curators & friends"@en .
"""
ADDRESSES = ["/changes.html", "/changes.atom", "/changes/0.2.0.rdfp", f"/dumps/{CHECKSUMS_FILE}", f"/dumps/{FILE}"]

Get = Callable[..., TestResponse]


@pytest.fixture(scope="module")
def published(tiny: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with a dataset whose content has a name, with two releases and with dumps."""
    folder = tmp_path_factory.mktemp("published")
    settings = replace(tiny, dataset=folder / "kg.nq", releases=folder / "releases", dumps=folder / "dumps")
    settings.dataset.write_text(DATASET + NAMED, encoding="utf-8")
    write_release(settings.releases, FIRST, None)
    write_release(settings.releases, SECOND, PATCH)
    write_dumps(settings.dumps, DatasetFile.read(settings.dataset), SECOND.version)
    return settings


@pytest.fixture(scope="module")
def visitor(published: Settings) -> Iterator[FlaskClient]:
    """A client of the application that serves it."""
    with running(published) as application:
        yield application.test_client()


@pytest.fixture
def get(visitor: FlaskClient) -> Get:
    """Get an address, require a status, and close the response."""

    def ask(path: str, status: int = 200, method: str = "GET", **headers: str) -> TestResponse:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        with visitor.open(path, method=method, headers=sent, buffered=True) as response:
            assert response.status_code == status, response.data[:500]
            return response

    return ask


@pytest.fixture
def feed(get: Get) -> ElementTree.Element:
    """The feed of the releases."""
    return ElementTree.fromstring(get("/changes.atom").data)  # noqa: S314 - it is our own


def texts(element: ElementTree.Element, path: str) -> list[str | None]:
    """The texts of the elements at a path."""
    return [found.text for found in element.findall("/".join(ATOM + name for name in path.split("/")))]


def links(element: ElementTree.Element, relation: str) -> list[str | None]:
    """The targets of the links with a relation, in an element itself."""
    return [link.get("href") for link in element.findall(f"{ATOM}link") if link.get("rel") == relation]


def test_the_address_without_a_suffix_redirects_to_the_page(get: Get) -> None:
    assert urljoin("http://localhost/changes", get("/changes", 301).headers["Location"]).endswith("/changes.html")


def test_the_page_shows_the_served_version(get: Get) -> None:
    assert "release <strong>0.2.0</strong>, the latest" in get("/changes.html").text


def test_the_page_marks_a_dataset_that_is_not_a_release(published: Settings, tmp_path: Path) -> None:
    settings = replace(published, dataset=tmp_path / "kg.nq")
    settings.dataset.write_text(DATASET + NAMED.replace("b" * 64, "c" * 64), encoding="utf-8")
    with running(settings) as application:
        text = application.test_client().get("/changes.html").text
    assert "unreleased version: <strong>after-0.2.0-cccccccc</strong>" in text


def test_the_page_lists_the_releases_newest_first(get: Get) -> None:
    reader = Reader(get("/changes.html").text)
    assert reader.values("h2", "id") == ["v0.2.0", "v0.1.0"]


def test_a_summary_is_text(get: Get) -> None:
    assert "The first &lt;one&gt; &amp; all." in get("/changes.html").text


def test_counts_are_easy_to_read(get: Get) -> None:
    assert "1,234 quads" in get("/changes.html").text


@pytest.mark.parametrize("path", ["/changes/0.2.0.rdfp", "/changes.atom"])
def test_the_page_links_patch_and_feed_relatively(get: Get, path: str) -> None:
    targets = Reader(get("/changes.html").text).values("a", "href")
    assert f"https://example.org/copy{path}" in {
        urljoin("https://example.org/copy/changes.html", one) for one in targets
    }


def test_every_release_is_an_entry_newest_first(feed: ElementTree.Element) -> None:
    assert texts(feed, "entry/title") == ["0.2.0", "0.1.0"]


@pytest.mark.parametrize("name", ["id", "title", "updated"])
def test_feed_and_entries_have_each_required_element_once(feed: ElementTree.Element, name: str) -> None:
    assert [len(texts(element, name)) for element in (feed, *feed.findall(f"{ATOM}entry"))] == [1, 1, 1]


def test_times_are_those_of_the_releases(feed: ElementTree.Element) -> None:
    times = [datetime.fromisoformat(text or "") for text in [*texts(feed, "updated"), *texts(feed, "entry/updated")]]
    assert [time.date() for time in times] == [SECOND.date, SECOND.date, FIRST.date]


def test_times_have_a_zone(feed: ElementTree.Element) -> None:
    assert {(text or "")[-1] for text in texts(feed, "entry/updated")} == {"Z"}


def test_the_author_is_the_creator_of_the_dataset(feed: ElementTree.Element) -> None:
    assert texts(feed, "author/name") == ["the curators & friends"]


def test_the_address_of_the_feed_is_below_the_base(feed: ElementTree.Element) -> None:
    assert links(feed, "self") == [f"{BASE}changes.atom"]


def test_identifiers_are_below_the_base_and_differ(feed: ElementTree.Element) -> None:
    assert [*texts(feed, "id"), *texts(feed, "entry/id")] == [
        f"{BASE}changes",
        f"{BASE}changes#v0.2.0",
        f"{BASE}changes#v0.1.0",
    ]


def test_an_entry_links_its_patch_if_there_is_one(feed: ElementTree.Element) -> None:
    found = [links(entry, "enclosure") for entry in feed.findall(f"{ATOM}entry")]
    assert found == [[f"{BASE}changes/0.2.0.rdfp"], []]


def test_the_feed_has_its_media_type(get: Get) -> None:
    assert get("/changes.atom").mimetype == "application/atom+xml"


def test_there_is_no_feed_before_the_first_release(published: Settings, tmp_path: Path) -> None:
    with running(replace(published, releases=tmp_path)) as application:
        client = application.test_client()
        assert (client.get("/changes.atom").status_code, "changes.atom" in client.get("/changes.html").text) == (
            404,
            False,
        )


def test_a_patch_is_served_as_it_is(get: Get) -> None:
    response = get("/changes/0.2.0.rdfp")
    assert (response.text, response.mimetype) == (PATCH, "application/rdf-patch")


@pytest.mark.parametrize("version", ["0.1.0", "9.9.9", "..%2f0.2.0"])
def test_a_missing_patch_is_not_found(get: Get, version: str) -> None:
    get(f"/changes/{version}.rdfp", 404)


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.name)
def test_a_dump_is_served_unchanged(get: Get, published: Settings, dump: object) -> None:
    file = dump.file_name("0.2.0")  # type: ignore[attr-defined]
    assert get(f"/dumps/{file}").data == (published.dumps / file).read_bytes()


def test_a_dump_has_its_checksum_as_entity_tag(get: Get) -> None:
    response = get(f"/dumps/{FILE}")
    tag = sha256(response.data).hexdigest()
    assert (response.mimetype, response.content_length, response.get_etag()) == (
        "application/gzip",
        len(response.data),
        (tag, False),
    )


def test_a_dump_is_not_compressed_again(get: Get) -> None:
    assert "Content-Encoding" not in get(f"/dumps/{FILE}", Accept_Encoding="gzip, zstd").headers


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_unchanged_dump_is_not_sent_again(get: Get, path: str) -> None:
    tag = get(path).headers["ETag"]
    assert get(path, 304, If_None_Match=tag).data == b""


@pytest.mark.parametrize("path", ADDRESSES)
def test_head_has_the_length_and_no_body(get: Get, path: str) -> None:
    length = len(get(path).data)
    response = get(path, method="HEAD")
    assert (response.content_length, response.data) == (length, b"")


def test_the_checksums_are_text(get: Get) -> None:
    response = get(f"/dumps/{CHECKSUMS_FILE}")
    assert (response.mimetype, FILE in response.text) == ("text/plain", True)


@pytest.mark.parametrize("file", ["none.gz", "..%2fkg.nq", "%2e%2e/kg.nq", f"..%2fdumps%2f{FILE}"])
def test_no_other_file_is_served_from_the_disk(get: Get, file: str) -> None:
    get(f"/dumps/{file}", 404)


@pytest.mark.parametrize("path", ["/dumps", "/dumps/"])
def test_the_folder_of_the_dumps_redirects_to_their_list(get: Get, path: str) -> None:
    assert get(path, 303).location == "/dataset.html#dumps"


def test_the_list_of_the_dumps_has_the_anchor_of_the_redirect(get: Get) -> None:
    assert 'id="dumps"' in get("/dataset.html").text


def test_a_file_without_a_checksum_is_not_served(published: Settings, tmp_path: Path) -> None:
    (tmp_path / "notes.gz").write_bytes(b"mine")
    with running(replace(published, dumps=tmp_path)) as application:
        fetch(application.test_client(), "/dumps/notes.gz", 404)


@pytest.mark.parametrize("file", [FILE, CHECKSUMS_FILE])
def test_the_page_lists_no_dumps_without_any(published: Settings, tmp_path: Path, file: str) -> None:
    with running(replace(published, dumps=tmp_path)) as application:
        fetch(application.test_client(), f"/dumps/{file}", 404)


def test_new_dumps_are_served_at_once(published: Settings, tmp_path: Path) -> None:
    settings = replace(published, dumps=tmp_path / "dumps")
    dataset = DatasetFile.read(settings.dataset)
    with running(settings) as application:
        client = application.test_client()
        sums = []
        for version in ("0.2.0", "0.3.0"):
            write_dumps(settings.dumps, dataset, version)
            sums.append(client.get(f"/dumps/{CHECKSUMS_FILE}").text)
    assert ["0.2.0" in sums[0], "0.3.0" in sums[1]] == [True, True]


@pytest.mark.parametrize("path", ADDRESSES)
def test_private_releases_and_dumps_need_a_token(published: Settings, keys: Keys, path: str) -> None:
    with running(replace(published, private=True, tokens=keys.path)) as application:
        client = application.test_client()
        with client.get(path) as refused, client.get(path, headers=keys.read) as given:
            assert (refused.status_code, given.status_code) == (401, 200)
