"""Whether servers answered alike."""

from __future__ import annotations

from bench.compare.exchange import Answer
from bench.compare.latency import differ


def test_equal_answers_do_not_differ() -> None:
    assert not differ({"kg": Answer(2, "a"), "other": Answer(2, "a")}, by_rows=True)


def test_answers_of_different_length_differ() -> None:
    assert differ({"kg": Answer(2, "a"), "other": Answer(1, "b")}, by_rows=False)


def test_other_rows_of_the_same_number_differ() -> None:
    assert differ({"kg": Answer(2, "a"), "other": Answer(2, "b")}, by_rows=True)


def test_other_rows_do_not_differ_where_any_may_be_returned() -> None:
    assert not differ({"kg": Answer(2, "a"), "other": Answer(2, "b")}, by_rows=False)
