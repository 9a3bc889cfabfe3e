"""The wording of the cells of a sentence: names with their articles, descriptions in small letters, a capital."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from kg.publish.answer_table import Cell
from kg.publish.questions.english import description_in_text, is_quoted, name_in_text, sentence_case

# Parts of the links of what is described rather than named; and of sections and passages and of terms, whose labels
# stand as they are.
DESCRIPTIONS = ("/point/", "/statement/", "/gap/", "/note/")
_AS_THEY_ARE = ("/source/", "#")
_BEGINNING = re.compile(r"(?:^|[.!?] )$")


def worded(cells: Iterable[Cell], proper: Collection[str]) -> Iterator[Cell]:
    """The parts of a sentence as they stand in it, where words that are ``proper`` names keep their capitals."""
    before = ""
    for cell in cells:
        article, text = _in_sentence(cell, before, proper)
        if _BEGINNING.search(before):
            article, text = (sentence_case(article), text) if article else ("", sentence_case(text))
        yield from (part for part in (Cell(article), replace(cell, text=text)) if part.text)
        before += article + text


def _in_sentence(cell: Cell, before: str, proper: Collection[str]) -> tuple[str, str]:
    """The article that stands before a cell, and its text."""
    if cell.link is None or is_quoted(before) or any(part in cell.link for part in _AS_THEY_ARE):
        return "", cell.text
    is_described = any(part in cell.link for part in DESCRIPTIONS)
    if is_described and re.split(r"[\s'’]", cell.text)[0] in proper:
        return "", cell.text
    article, name = name_in_text(cell.text, before)
    return article, description_in_text(name) if is_described else name
