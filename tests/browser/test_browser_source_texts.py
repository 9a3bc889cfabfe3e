"""The text of a source that a reader opens from disk: compared with the recorded hash, shown, sent nowhere."""

from __future__ import annotations

from hashlib import sha256
from itertools import accumulate

import pytest

from tests.browser import browsing
from tests.clients.conftest import serving
from tests.publish.written import nquads

SCENARIOS = (
    "right file",
    "right file, phone, dark",
    "other page",
    "forgotten",
    "wrong file",
    "wrong file, phone",
    "changed file",
    "kept text",
    "without scripts",
)
# A character beyond the basic plane takes two code units of JavaScript, and one code point.
WORDS = ["One 𝄞𝄞 knew 등불.", "Two 𝄞 bold.", "Three."]
TEXT = "\n".join(WORDS) + "\n"
STARTS = [0, *accumulate(len(words) + 1 for words in WORDS)][: len(WORDS)]
PASSAGES = [
    f'<source/text/p-{number}> a ckg:Passage ; rdfs:label "A text: sentence {number}"@en ; '
    f'ckg:locator "Lead, sentence {number}"@en ; ckg:paraphrase "It has words."@en ; '
    f"ckg:inSource <source/text> ; ckg:inSection <source/text/section/lead> ; ckg:sequenceNumber {number} ; "
    f"ckg:startOffset {start} ; ckg:endOffset {start + len(words)} ."
    for number, (start, words) in enumerate(zip(STARTS, WORDS, strict=True), start=1)
]
DATA = f"""
  <source/text> a ckg:Source ; rdfs:label "A text"@en ; ckg:sha256 "{sha256(TEXT.encode()).hexdigest()}" ;
    ckg:startOffset 0 ; ckg:endOffset {len(TEXT)} ; ckg:webPage <https://example.org/text> .
  <source/text/section/lead> rdfs:label "Lead"@en . {" ".join(PASSAGES)}
"""


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The problems in each scenario, including errors in scripts and requests to other hosts."""
    browsing.need_scripts()
    folder = tmp_path_factory.mktemp("text")
    (folder / "kg.nq").write_bytes(nquads(DATA))
    with serving(folder, "--dataset", str(folder / "kg.nq"), "--queries", str(folder / "none")) as address:
        return browsing.findings("source_texts.js", address=address, text=TEXT, words=WORDS)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_text_is_opened_without_problems(scenario: str, findings: dict[str, list[str]]) -> None:
    assert findings[scenario] == []


def test_every_scenario_is_played(findings: dict[str, list[str]]) -> None:
    assert findings.keys() == set(SCENARIOS)
