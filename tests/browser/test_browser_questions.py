"""The list of questions in a browser: its filter while typing, and the group that the address names."""

from __future__ import annotations

import pytest

from tests.browser import browsing

SCENARIOS = (
    "the list is filtered while a reader types, whatever the order of the words",
    "a typing error is tolerated",
    "an empty filter folds everything again",
    "the button puts the words into the address, which shows the same questions",
    "the address of a group about the data unfolds it",
)


@pytest.fixture(scope="module")
def problems(live: str) -> dict[str, list[str]]:
    """What went wrong in each scenario."""
    browsing.need_scripts()
    return browsing.findings("questions.js", address=f"{live}/questions.html")


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_list_of_questions_works(name: str, problems: dict[str, list[str]]) -> None:
    assert problems[name] == []


def test_every_scenario_has_a_test(problems: dict[str, list[str]]) -> None:
    assert sorted(problems) == sorted(SCENARIOS)
