"""Paraphrases of passages: the curators' own words, which must not repeat those of the source."""

import re
from collections.abc import Iterator

from kg.errors import Problem
from kg.graph.sources import SourceRecord

# A longer run of the source's words is a copy of its wording; docs/curators.md gives the same number.
SHARED_WORDS = 7
_WORD = re.compile(r"\w+")


def copied_words(text: str, paraphrase: str) -> str | None:
    """The first run of more than ``SHARED_WORDS`` words of a paraphrase that the text has, too; None without one."""
    own, size = _WORD.findall(paraphrase.casefold()), SHARED_WORDS + 1
    theirs = " ".join(["", *_WORD.findall(text.casefold()), ""])
    runs = (" ".join(own[start : start + size]) for start in range(len(own) - size + 1))
    return next((run for run in runs if f" {run} " in theirs), None)


def paraphrase_problems(text: str, source: SourceRecord) -> Iterator[Problem]:
    """The paraphrases of a source that repeat the words of its text."""
    for passage in source.passages:
        if words := copied_words(text, passage.paraphrase):
            what = f"has a paraphrase that copies the source: {words}."
            yield Problem(f"{source.key}/{passage.key}", what, "Write the paraphrase in words of your own.")
