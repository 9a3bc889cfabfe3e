"""Entity tags: equal for equal parts, and only for those."""

from __future__ import annotations

import pytest

from kg.endpoint.answer_headers import entity_tag


def test_the_same_parts_have_the_same_tag() -> None:
    assert entity_tag(("a", 1, None)) == entity_tag(["a", 1, None])


@pytest.mark.parametrize("parts", [("a", "c"), ("ab",), ("a", "b", ""), ("b", "a"), ("a', 'b",), ()])
def test_different_parts_have_different_tags(parts: tuple[str, ...]) -> None:
    assert entity_tag(parts) != entity_tag(("a", "b"))


def test_a_tag_needs_no_escaping() -> None:
    assert entity_tag(("é", '"')).isalnum()
