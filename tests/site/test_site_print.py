"""Pages on paper: each printed to PDF, whose text is compared with the page. No row is lost."""

from __future__ import annotations

import base64
import re
from typing import NamedTuple, cast
from unicodedata import normalize

import pytest

from tests.browser import browsing
from tests.nonempty import nonempty
from tests.site.pdf_text import pdf_text
from tests.site.samples import SAMPLES

# The workbench is an application, which has nothing to print.
PAGES = {name: path for name, path in SAMPLES.items() if name != "workbench"} | {
    "answer": "/questions/which-parties-congratulated-and-when.html"
}
# A machine without a Korean font draws these as boxes.
_HANGUL = re.compile("[\uac00-\ud7a3]")


def comparable(text: str) -> str:
    """A text without white space, ligatures and differences of case."""
    return _HANGUL.sub("", normalize("NFKC", "".join(text.split()))).casefold()


class Printed(NamedTuple):
    """A page on paper: its text, the texts of the parts that it must have, and the words that tables break."""

    text: str
    parts: list[str]
    broken: list[str]


@pytest.fixture(scope="module")
def printed(live: str) -> dict[str, Printed]:
    """Each page on paper."""
    result = browsing.run(browsing.FOLDER / "paper.js", pages={name: live + path for name, path in PAGES.items()})
    pages = cast(dict[str, dict[str, object]], result)
    return {
        name: Printed(
            comparable(pdf_text(base64.b64decode(str(page["pdf"])))),
            [comparable(part) for part in cast(list[str], page["parts"])],
            cast(list[str], page["broken"]),
        )
        for name, page in pages.items()
    }


@pytest.mark.parametrize("name", PAGES)
def test_paper_has_every_row_and_the_heads_of_columns(printed: dict[str, Printed], name: str) -> None:
    page = printed[name]
    assert [part for part in nonempty(page.parts) if part not in page.text] == []


@pytest.mark.parametrize("name", PAGES)
def test_no_table_breaks_a_word_on_paper(printed: dict[str, Printed], name: str) -> None:
    assert printed[name].broken == []


def test_a_row_that_is_not_on_paper_is_noticed(printed: dict[str, Printed]) -> None:
    text, parts = printed["answer"].text, printed["class-gaps"].parts
    assert len([part for part in nonempty(parts) if part not in text]) > len(parts) / 2


@pytest.mark.parametrize("name", ["answer", "timeline", "congress"])
def test_paper_has_the_evidence_and_the_address_of_the_page(printed: dict[str, Printed], name: str) -> None:
    text = printed[name].text
    address = f"https://w3id.org/congress-kg{PAGES[name]}"
    assert ("inthecurators’words:" in text, "version" in text, text.endswith(address)) == (True, True, True)


@pytest.mark.parametrize("words", ["citethispage", "querytheworkbench", "skiptocontent"])
def test_paper_has_nothing_that_needs_a_screen(printed: dict[str, Printed], words: str) -> None:
    assert [name for name, page in nonempty(printed.items()) if words in page.text] == []
