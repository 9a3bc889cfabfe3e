"""Stories of the network, read from the display data."""

from __future__ import annotations

from kg.model.dataset import PublishedDataset
from kg.model.key_facts import FactPath
from kg.model.stories import Story, read_stories
from tests.publish.written import NAMES, written

SHAPES = """
  [] sh:group <graph/display#stories> ; sh:order 2 ; dcterms:identifier "late" ; sh:name "Late"@en ;
    sh:targetClass ckg:Day ; sh:in ( ckg:before ) .
  [] sh:group <graph/display#stories> ; sh:order 1 ; dcterms:identifier "early" ; sh:name "Early"@en ;
    sh:targetClass ckg:Vote, ckg:Election ; sh:in ( [ sh:inversePath ckg:heldBy ] ckg:chose ckg:before ) .
"""


def told(shapes: str) -> tuple[Story, ...]:
    return read_stories(written(f"GRAPH <graph/display> {{ {shapes} }}"))


def test_stories_come_in_their_order() -> None:
    assert [(story.name, story.label) for story in told(SHAPES)] == [("early", "Early"), ("late", "Late")]


def test_a_story_has_its_classes_and_its_paths_in_order_each_once() -> None:
    early, _ = told(SHAPES)
    assert early.classes == (NAMES.term("Election"), NAMES.term("Vote"))
    chain = [("heldBy", True), ("chose", False), ("before", False)]
    assert early.paths == tuple(FactPath(NAMES.term(name), inverse) for name, inverse in chain)


def test_display_data_may_have_no_stories() -> None:
    assert told("") == ()


def test_names_of_stories_can_stand_in_an_address(published: PublishedDataset) -> None:
    names = [story.name for story in read_stories(published)]
    assert len(names) == len(set(names)) > 0
    assert all(name.isascii() and name.isalpha() and name.islower() for name in names)
