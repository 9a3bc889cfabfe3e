"""The groups of the questions: their order, their names, and the order of the questions in each."""

from __future__ import annotations

from pathlib import Path

from kg.publish.questions.groups import QuestionGroup, question_groups
from kg.publish.questions.question import Question
from tests.publish.small import small

GROUPS = """
  GRAPH <graph/display> {
    [] sh:group <graph/display#questions> ; sh:order 1 ; skos:notation "people" ; sh:name "Who is who"@en .
    [] sh:group <graph/display#questions> ; sh:order 2 ; skos:notation "events" ; sh:name "Events"@en .
    [] sh:group <graph/display#about-the-data> ; sh:order 3 ; skos:notation "proofs" ; sh:name "Proofs"@en . }
"""


def asked(summary: str, tags: str, **header: str) -> Question:
    lines = {"summary": summary, "tags": tags, **header}
    return Question("q", Path("q.rq"), "ASK {}", {key: (value,) for key, value in lines.items()})


def groups(*questions: Question) -> list[QuestionGroup]:
    return question_groups(small(GROUPS), questions)


def test_groups_stand_in_the_order_of_the_display_data_and_those_about_the_data_last() -> None:
    tags = ("proofs", "other", "events", "people")
    assert [group.tag for group in groups(*(asked("A?", tag) for tag in tags))] == [
        "people",
        "events",
        "other",
        "proofs",
    ]


def test_a_group_has_the_name_of_the_display_data_or_its_tag() -> None:
    assert [group.name for group in groups(asked("A?", "people"), asked("B?", "in time"))] == ["Who is who", "In time"]


def test_the_key_of_a_group_has_no_spaces() -> None:
    assert groups(asked("A?", "in time"))[0].key == "in-time"


def test_a_group_is_about_the_data_if_the_display_data_say_so() -> None:
    assert [group.is_about_data for group in groups(asked("A?", "people"), asked("B?", "proofs"))] == [False, True]


def test_the_plain_questions_of_a_group_come_first() -> None:
    (group,) = groups(
        asked("Hard?", "people, hard"),
        asked("Long and easy?", "people, easy"),
        asked("Easy?", "people, easy"),
        asked("Featured later?", "people, hard", front="featured 2"),
        asked("Featured at first, with more words?", "people, hard", front="featured 1"),
    )
    assert [question.summary for question in group.questions] == [
        "Featured at first, with more words?",
        "Featured later?",
        "Easy?",
        "Long and easy?",
        "Hard?",
    ]
