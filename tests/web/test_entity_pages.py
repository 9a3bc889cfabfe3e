"""The pages about entities, as people see them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from html import unescape
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask.testing import FlaskClient

from kg.config import Settings
from kg.limits import PageLimits
from kg.web.app import create_app
from kg.web.context import context_of
from tests.nonempty import nonempty
from tests.publish.written import NAMES, asserted, inferred, nquads
from tests.web.conftest import running
from tests.web.test_pages import Reader, page, status

PER_PAGE = PageLimits().statements

TEXT = "One Ann knew Bob. Two <b>bold</b>. Ann was early."
PASSAGES = [(0, 17), (18, 34), (35, 49)]
LABEL = 'Ann </script><script>alert(1)</script> & \\"Co\\" <!--'
DATA = " ".join(
    [
        asserted("a", "<id/person/ann> ckg:knows <id/person/bob>", more="; ckg:reason 'It says <so>.'@en"),
        inferred("i", "<id/person/bob> ckg:knows <id/person/ann>", "assertion/a"),
        inferred("j", "<id/person/bob> ckg:metWith <id/person/ann>", "inference/i", "assertion/a"),
        inferred("k", "<id/person/bob> ckg:likes <id/person/ann>", "inference/i", "inference/j", "inference/m"),
        inferred("m", "<id/person/bob> ckg:sees <id/person/eve>", "inference/j", "assertion/a"),
        f"""
  <id/person/ann> a ckg:Person ; rdfs:label "{LABEL}"@en, "앤"@ko ; ckg:see <https://example.com/?a=1&b=2> ;
    skos:exactMatch wikidata:Q1 ; ckg:born "1984-01-08"^^xsd:date .
  <id/person/bob> rdfs:label "Bob"@en .
  <id/rule/r> a ckg:Rule ; rdfs:label "who is known knows"@en .
  ckg:explicit rdfs:label "explicit"@en . ckg:omitted rdfs:label "left out"@en . ckg:errorOfFact rdfs:label "slip"@en .
  ckg:knows rdfs:isDefinedBy <def> ; rdfs:label "knows"@en .
  ckg:Event rdfs:label "event"@en . ckg:date rdfs:domain ckg:Event ; rdfs:range xsd:date .
  <graph/display#hierarchies> sh:in ( ckg:partOf ) . <graph/display#points> sh:in ( ckg:date ) .
  [] void:uriSpace "http://www.wikidata.org/entity/" ; dcterms:title "Wikidata"@en .
  <id/gap/g> a ckg:Gap ; rdfs:label "a gap"@en ; ckg:about <id/person/ann> ; ckg:missingProperty ckg:spouse ;
    ckg:gapKind ckg:omitted ; ckg:paraphrase "No name is given."@en .
  <id/note/n> a ckg:CuratorNote ; ckg:about <id/person/ann> ; ckg:noteKind ckg:errorOfFact ; ckg:noteText "A slip."@en ;
    ckg:asStated "Anm" ; ckg:readAs "Ann" .
  <id/event/late> a ckg:Event ; rdfs:label "Late"@en ; ckg:date "2026-02-25"^^xsd:date ; ckg:partOf <id/event/whole> .
  <id/event/early> a ckg:Event ; rdfs:label "Early"@en ; ckg:partOf <id/event/whole>, <id/event/late> .
  <id/event/first> ckg:date "2026-02-19"^^xsd:date ; ckg:knows <id/event/next>, <id/event/last> .
  <id/event/next> ckg:date "2026-02-20"^^xsd:date . <id/event/last> ckg:date "2026-02-25"^^xsd:date .
  <id/event/whole> a ckg:Event ; rdfs:label "Whole"@en ; ckg:date "2026-02-19"^^xsd:date .
  <source/text> a ckg:Source ; rdfs:label "A text"@en ; ckg:sha256 "{sha256(TEXT.encode()).hexdigest()}" ;
    ckg:endOffset {len(TEXT)} .
  <source/text/p-1> ckg:locator "Lead, sentence 1"@en ; ckg:paraphrase "They were acquainted."@en .
  <source/text/section/lead> rdfs:label "Lead"@en .
""",
        *[
            f"<source/text/p-{number}> a ckg:Passage ; rdfs:label 'p-{number}'@en ; ckg:inSource <source/text> ; "
            f"ckg:inSection <source/text/section/lead> ; ckg:sequenceNumber {number} ; ckg:startOffset {start} ; "
            f"ckg:endOffset {end} ."
            for number, (start, end) in enumerate(PASSAGES, start=1)
        ],
        *[f"<id/person/p{number:05}> ckg:knows <id/many> ." for number in range(PER_PAGE + 1)],
    ]
)
PAGES = [
    "/id/person/ann.html",
    "/id/person/bob.html",
    "/id/assertion/a.html",
    "/id/inference/k.html",
    "/id/gap/g.html",
    "/id/note/n.html",
    "/id/event/late.html",
    "/id/rule/r.html",
    "/id/many.html",
    "/id/many~2.html",
    "/source/text.html",
    "/source/text/p-2.html",
    "/source/text/section/lead.html",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a dataset and the text of its source."""
    path = tmp_path_factory.mktemp("pages")
    (path / "kg.nq").write_bytes(nquads(DATA))
    (path / "text.txt").write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def served(folder: Path) -> Settings:
    """Settings that name the dataset without the text."""
    return Settings(dataset=folder / "kg.nq", queries=folder / "none")


@pytest.fixture(scope="module")
def things(served: Settings) -> Iterator[FlaskClient]:
    """A client of the application that serves the dataset."""
    with running(served) as app:
        yield app.test_client()


@pytest.fixture(scope="module")
def quoting(served: Settings, folder: Path) -> Iterator[FlaskClient]:
    """A client of an application that has the text of the source."""
    with running(replace(served, sources=(folder / "text.txt",))) as app:
        yield app.test_client()


@pytest.fixture(scope="module")
def frozen(served: Settings) -> Iterator[FlaskClient]:
    """A client of an application whose pages are written to files."""
    app = create_app(served, frozen=True)
    yield app.test_client()
    context_of(app).close()


def links(text: str, path: str) -> list[str]:
    """The targets of the links of the page at a path."""
    reader = Reader(text)
    return [urljoin(path, one) for one in [*reader.values("a", "href"), *reader.values("link", "href")]]


def plain(text: str) -> str:
    """The words of a page, its markup left out."""
    return " ".join(unescape(re.sub(r"<script.*?</script>|<[^>]+>", " ", text, flags=re.DOTALL)).split())


def quotations(text: str) -> list[str]:
    return [plain(one) for one in re.findall(r"<blockquote>(.*?)</blockquote>", text, re.DOTALL)]


def marked(text: str) -> list[str]:
    return [unescape(one) for one in re.findall(r"<mark>(.*?)</mark>", text)]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_well_formed(quoting: FlaskClient, path: str) -> None:
    assert Reader(page(quoting, path)).open == []


@pytest.mark.parametrize("path", PAGES)
def test_no_two_elements_have_the_same_id(quoting: FlaskClient, path: str) -> None:
    ids = [one for _, attributes in Reader(page(quoting, path)).elements if (one := attributes.get("id"))]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES)
def test_sections_are_labelled_by_their_headings(quoting: FlaskClient, path: str) -> None:
    reader = Reader(page(quoting, path))
    assert set(reader.values("section", "aria-labelledby")) <= set(reader.values("h2", "id"))


@pytest.mark.parametrize("path", PAGES)
def test_headings_skip_no_level(quoting: FlaskClient, path: str) -> None:
    levels = [int(tag[1]) for tag, _ in Reader(page(quoting, path)).elements if re.fullmatch("h[1-6]", tag)]
    assert [(a, b) for a, b in nonempty(pairwise(levels)) if b > a + 1] == []


@pytest.mark.parametrize("path", PAGES)
def test_no_link_is_broken(things: FlaskClient, path: str) -> None:
    local = {link for link in links(page(things, path), path) if not urlsplit(link).scheme}
    assert [link for link in nonempty(local) if status(things, link) >= 400] == []


@pytest.mark.parametrize("path", PAGES)
def test_links_within_the_site_are_relative(things: FlaskClient, path: str) -> None:
    reader = Reader(page(things, path))
    hrefs = [*reader.values("a", "href"), *reader.values("link", "href")]
    assert [one for one in nonempty(hrefs) if one.startswith(("/", "http://localhost"))] == []


@pytest.mark.parametrize("path", PAGES)
def test_frozen_pages_offer_nothing_that_needs_a_server(frozen: FlaskClient, path: str) -> None:
    text = page(frozen, path)
    found = [one for one in links(text, path) if urlsplit(one).path in ("/sparql", "/query", "/problems", "/lookup")]
    forms = [urljoin(path, action) for action in Reader(text).values("form", "action")]
    assert (found, forms, "/sparql" in plain(text)) == ([], ["/search.html"], False)


@pytest.mark.parametrize("path", PAGES)
def test_the_data_in_a_page_are_json(things: FlaskClient, path: str) -> None:
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(things, path), re.DOTALL)
    assert [urljoin(NAMES.base, path.removesuffix(".html").partition("~")[0].removeprefix("/")) for _ in blocks] == [
        json.loads(block)["@id"] for block in blocks
    ]


def test_a_label_is_escaped(things: FlaskClient) -> None:
    assert ">Ann &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;Co&#34; &lt;!--</h1>" in page(
        things, "/id/person/ann.html"
    )


def test_a_label_cannot_end_the_embedded_data(things: FlaskClient) -> None:
    types = set(Reader(page(things, "/id/person/ann.html")).values("script", "type"))
    assert types == {"application/ld+json", "module"}


def test_a_page_has_the_name_in_other_languages(things: FlaskClient) -> None:
    assert '<span lang="ko">앤</span>' in page(things, "/id/person/ann.html")


def test_a_page_is_its_own_canonical_address(things: FlaskClient) -> None:
    assert '<link rel="canonical" href="../../id/person/ann.html">' in page(things, "/id/person/ann.html")


def test_literals_are_formatted_for_people(things: FlaskClient) -> None:
    assert "8 January 1984" in plain(page(things, "/id/person/ann.html"))


def test_an_external_identifier_is_named_by_its_authority(things: FlaskClient) -> None:
    assert "Wikidata Q1" in plain(page(things, "/id/person/ann.html"))


def test_an_external_address_is_linked_as_it_is(things: FlaskClient) -> None:
    assert "https://example.com/?a=1&b=2" in links(page(things, "/id/person/ann.html"), "/id/person/ann.html")


def test_a_value_has_its_evidence(things: FlaskClient) -> None:
    found = links(page(things, "/id/person/ann.html"), "/id/person/ann.html")
    assert {"/id/assertion/a.html", "/source/text/p-1.html"} <= set(found)


def test_the_reason_of_the_curators_is_shown(things: FlaskClient) -> None:
    assert "The curators’ reason: It says <so>." in plain(page(things, "/id/person/ann.html"))


def test_an_inferred_value_is_marked(things: FlaskClient) -> None:
    assert '<span class="mark inferred">inferred</span>' in page(things, "/id/person/bob.html")


def test_an_inferred_value_links_its_proof(things: FlaskClient) -> None:
    assert re.search(r'<a href="[^"]*inference/i\.html">Proof', page(things, "/id/person/bob.html"))


def test_a_gap_is_shown_as_not_stated(things: FlaskClient) -> None:
    text = page(things, "/id/person/ann.html")
    words = plain(text[text.index('<ul class="open">') :])
    assert words.startswith("a gap : left out . No name is given.")


def test_a_note_is_shown_apart(things: FlaskClient) -> None:
    text = plain(page(things, "/id/person/ann.html"))
    assert "Slip. A slip. The source has Anm ; the curators read it as Ann" in text


def test_the_proof_goes_down_to_passages(things: FlaskClient) -> None:
    text = page(things, "/id/inference/j.html")
    proof = text[text.index('<ol class="proof">') : text.index("</section>", text.index('<ol class="proof">'))]
    assert re.findall(r"inference/\w|assertion/\w|text/p-\d", " ".join(re.findall('href="([^"]*)"', proof))) == [
        "assertion/a",
        "text/p-1",
        "assertion/a",
        "text/p-1",
    ]


def test_a_repeated_premise_is_proved_once(things: FlaskClient) -> None:
    assert plain(page(things, "/id/inference/k.html")).count("see its proof above") == 1


def test_the_proof_of_an_assertion_is_what_supports_it(things: FlaskClient) -> None:
    assert '<h2 id="proof">Evidence</h2>' in page(things, "/id/assertion/a.html")


def test_a_very_deep_proof_has_a_page(folder: Path, served: Settings) -> None:
    steps = [asserted("s0", "<id/e/0> ckg:before <id/e/1>")]
    steps.append(inferred("s1", "<id/e/0> ckg:before <id/e/2>", "assertion/s0"))
    steps += [inferred(f"s{n}", f"<id/e/0> ckg:before <id/e/{n + 1}>", f"inference/s{n - 1}") for n in range(2, 400)]
    (folder / "deep.nq").write_bytes(nquads(" ".join(steps)))
    with running(replace(served, dataset=folder / "deep.nq")) as app:
        text = page(app.test_client(), "/id/inference/s399.html")
    assert "the proof continues here" in text


def test_an_event_is_shown_in_its_chronology(things: FlaskClient) -> None:
    text = page(things, "/id/event/first.html")
    dates = re.findall(r'<time datetime="([^"]*)">', text[text.index('<ol class="timeline">') :])
    assert dates[:3] == ["2026-02-19", "2026-02-20", "2026-02-25"]


def test_an_entity_is_shown_in_its_structure_with_dates(things: FlaskClient) -> None:
    text = page(things, "/id/event/whole.html")
    assert plain(text[text.index('<ul class="tree">') :]).startswith(
        "Whole 19 February 2026 Late 25 February 2026 Early"
    )


def test_a_mark_opens_to_its_passage_in_words(things: FlaskClient) -> None:
    text = page(things, "/id/person/bob.html")
    evidence = "".join(re.findall(r'<details class="evidence">(.*?)</details>', text, re.DOTALL))
    links = re.findall('<a href="(.*?)">(.*?)<', evidence)
    places = {urljoin("/id/person/bob.html", address): words for address, words in links}
    assert places["/source/text/p-1.html"] == "Lead, sentence 1"


def test_the_outline_of_a_source_says_whose_words_it_has(things: FlaskClient) -> None:
    text = plain(page(things, "/source/text.html"))
    assert ("is the curators’ paraphrase" in text, "They were acquainted." in text) == (True, True)


@pytest.mark.parametrize("path", ["/id/person/bob.html", "/id/assertion/a.html"])
def test_a_passage_is_paraphrased_wherever_it_is_evidence(things: FlaskClient, path: str) -> None:
    assert "In the curators’ words: They were acquainted." in plain(page(things, path))


def test_the_heading_of_a_passage_is_its_place_in_words(things: FlaskClient) -> None:
    text = page(things, "/source/text/p-1.html")
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", text) == ["Lead, sentence 1"]


def test_a_passage_without_a_locator_has_its_key(things: FlaskClient) -> None:
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", page(things, "/source/text/p-2.html")) == ["p-2"]


def test_a_passage_shows_its_paraphrase_and_what_it_supports(things: FlaskClient) -> None:
    text = plain(page(things, "/source/text/p-1.html"))
    assert "What it says In the curators’ words: They were acquainted." in text
    assert re.search(r"What it supports Ann .{0,60} knows Bob explicit", text)


def test_the_passages_beside_one_are_shown_with_their_paraphrases(things: FlaskClient) -> None:
    text = plain(page(things, "/source/text/p-2.html"))
    assert "Before: Lead, sentence 1 In the curators’ words: They were acquainted. After: p-3" in text


@pytest.mark.parametrize(("path", "says_so"), [("/source/text.html", True), ("/source/text/p-1.html", False)])
def test_a_source_without_a_web_page_says_so_but_not_its_passages(
    things: FlaskClient, path: str, says_so: bool
) -> None:
    assert ("The dataset does not record where it is published." in plain(page(things, path))) is says_so


def test_a_source_has_the_length_and_the_hash_of_its_text(project: FlaskClient) -> None:
    text = plain(page(project, "/source/9th-congress.html"))
    assert "A text of 11,946 characters, read passage by passage." in text


def test_the_sections_of_a_source_are_open_without_a_script(project: FlaskClient) -> None:
    parts = [
        values for tag, values in Reader(page(project, "/source/9th-congress.html")).elements if "data-fold" in values
    ]
    assert [values for values in nonempty(parts) if "open" not in values] == []


@pytest.fixture(scope="module")
def published(folder: Path, served: Settings) -> Iterator[tuple[FlaskClient, FlaskClient]]:
    """Clients of applications whose source has a web page, without its text and with it."""
    more = "<source/text> ckg:webPage <https://example.org/text> ."
    (folder / "published.nq").write_bytes(nquads(f"{DATA} {more}"))
    settings = replace(served, dataset=folder / "published.nq")
    with running(settings) as bare, running(replace(settings, sources=(folder / "text.txt",))) as quoted:
        yield bare.test_client(), quoted.test_client()


def web_pages(text: str) -> list[str]:
    """The links to the web page of the source."""
    elements = Reader(text).elements
    return [values["href"] or "" for tag, values in elements if tag == "a" and values.get("class") == "web-page"]


def test_a_passage_links_the_web_page_without_its_words(published: tuple[FlaskClient, FlaskClient]) -> None:
    assert web_pages(page(published[0], "/source/text/p-1.html")) == ["https://example.org/text"]


def test_a_passage_links_its_words_where_they_may_stand(published: tuple[FlaskClient, FlaskClient]) -> None:
    found = web_pages(page(published[1], "/source/text/p-1.html"))
    assert found == ["https://example.org/text#:~:text=One%20Ann%20knew%20Bob."]


@pytest.mark.parametrize("path", ["/source/text.html", "/source/text/p-1.html"])
def test_the_text_can_be_opened_where_it_is_not_supplied(
    things: FlaskClient, quoting: FlaskClient, frozen: FlaskClient, path: str
) -> None:
    assert [
        ("built/source.js" in text, 'id="text-file"' in text)
        for text in (page(client, path) for client in (things, frozen, quoting))
    ] == [(True, True), (True, True), (False, False)]


@pytest.mark.parametrize("path", ["/id/person/ann.html", "/id/rule/r.html"])
def test_no_other_page_loads_the_script_for_texts(things: FlaskClient, path: str) -> None:
    assert "built/source.js" not in page(things, path)


@pytest.mark.parametrize("path", ["/id/person/ann.html", "/source/text.html", "/source/text/p-1.html"])
def test_without_the_text_nothing_is_quoted(things: FlaskClient, path: str) -> None:
    assert quotations(page(things, path)) == []


def test_the_evidence_quotes_its_passage(quoting: FlaskClient) -> None:
    assert quotations(page(quoting, "/id/person/bob.html"))[0] == "One Ann knew Bob ."


def test_the_words_of_the_statement_are_highlighted(quoting: FlaskClient) -> None:
    assert "Bob" in marked(page(quoting, "/id/person/bob.html"))


def test_a_passage_is_marked_in_its_context(quoting: FlaskClient) -> None:
    assert marked(page(quoting, "/source/text/p-2.html")) == ["Two <b>bold</b>."]


def test_the_proof_quotes_the_passages(quoting: FlaskClient) -> None:
    text = page(quoting, "/id/inference/j.html")
    assert "knew" in quotations(text[text.index('<ol class="proof">') :])[0]


def test_a_source_shows_every_passage(quoting: FlaskClient) -> None:
    found = quotations(page(quoting, "/source/text.html"))
    assert found == ["One Ann knew Bob.", "Two <b>bold</b>.", "Ann was early."]


@pytest.mark.parametrize(
    ("path", "beside"),
    [
        ("/source/text/p-1.html", {"next": "/source/text/p-2.html"}),
        ("/source/text/p-2.html", {"prev": "/source/text/p-1.html", "next": "/source/text/p-3.html"}),
        ("/source/text/p-3.html", {"prev": "/source/text/p-2.html"}),
    ],
)
def test_passages_link_those_before_and_after_them(things: FlaskClient, path: str, beside: dict[str, str]) -> None:
    anchors = [attributes for tag, attributes in Reader(page(things, path)).elements if tag == "a"]
    found = {one["rel"]: urljoin(path, one["href"] or "") for one in anchors if one.get("rel") in ("prev", "next")}
    assert found == beside


def test_a_source_shows_how_its_passages_are_used(things: FlaskClient) -> None:
    text = plain(page(things, "/source/text.html"))
    assert "3 passages, a square for each: 1 with facts" in text


@pytest.mark.parametrize(
    ("here", "there"), [("/id/many.html", "/id/many~2.html"), ("/id/many~2.html", "/id/many.html")]
)
def test_the_pages_of_an_entity_link_each_other(things: FlaskClient, here: str, there: str) -> None:
    assert there in links(page(things, here), here)


@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld", "rdf", "trig"])
def test_a_page_links_the_same_as_data(things: FlaskClient, suffix: str) -> None:
    assert f"/id/many~2.{suffix}" in links(page(things, "/id/many~2.html"), "/id/many~2.html")


def test_an_assertion_without_a_status_has_a_page(folder: Path, served: Settings) -> None:
    bare = asserted("a", "<id/x> ckg:knows <id/y>").replace("; ckg:evidenceStatus ckg:explicit", "")
    (folder / "bare.nq").write_bytes(nquads(bare))
    with running(replace(served, dataset=folder / "bare.nq")) as app:
        client = app.test_client()
        statuses = [status(client, path) for path in ("/id/x.html", "/id/assertion/a.html")]
    assert statuses == [200, 200]
