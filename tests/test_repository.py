"""What must not stand in the repository."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.nonempty import nonempty

WORD = re.compile(r"[\w'’]+")
RUN = 10


def tracked() -> Iterator[tuple[str, str]]:
    """The path and text of every text file that belongs to the project."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines():
        path = ROOT / name
        if path.is_file() and path.suffix not in (".png",):
            yield name, path.read_text(encoding="utf-8")


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of ten words of a text."""
    words = WORD.findall(text.lower())
    return {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}


def test_a_copied_sentence_would_be_found() -> None:
    sentence = "one two three four five six seven eight nine ten"
    assert runs(f"Before. {sentence} After.") & runs(sentence)


def test_no_ten_words_of_a_source_stand_in_the_repository(shared: Path) -> None:
    sources = set().union(*(runs(path.read_text(encoding="utf-8")) for path in shared.glob("sources/*.txt")))
    assert len(sources) > 1000
    assert {name: sorted(runs(text) & sources)[:3] for name, text in nonempty(tracked()) if runs(text) & sources} == {}


@pytest.mark.parametrize("pattern", [r"--(extra-)?index-url", r"/(home|root|Users)/[a-z]", r"\b(TO|FIX)(DO|ME)\b"])
def test_nothing_personal_or_unfinished_stands_in_the_repository(pattern: str) -> None:
    own = "tests/test_repository.py"
    assert [name for name, text in nonempty(tracked()) if name != own and re.search(pattern, text)] == []
