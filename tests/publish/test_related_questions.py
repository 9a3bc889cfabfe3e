"""The questions that are related to a question."""

from __future__ import annotations

from pathlib import Path

from kg.publish.questions.question import Question
from kg.publish.questions.related import related_questions


def asked(name: str, group: str, pattern: str) -> Question:
    return Question(name, Path(f"{name}.rq"), f"ASK {{ {pattern} }}", {"tags": (group,)})


ONE = asked("one", "people", "?x ckg:knows <ann> . ?x ckg:name ?n")
SAME = asked("same", "events", "?x ckg:knows <ann>")
GROUP = asked("group", "people", "?x ckg:speaks ?y")
COMMON = asked("common", "events", "?x ckg:name ?n")
OTHER = asked("other", "events", "?x ckg:sends ?y")
ALL = [ONE, OTHER, COMMON, GROUP, SAME]


def test_questions_about_the_same_come_before_those_of_the_group() -> None:
    assert [question.name for question in related_questions(ONE, ALL, 9)] == ["same", "common", "group"]


def test_there_are_at_most_so_many() -> None:
    assert related_questions(ONE, ALL, 1) == [SAME]
