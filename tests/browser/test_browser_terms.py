"""The list of the terms of the ontology in a browser: its filter, and the term that the address names."""

from __future__ import annotations

import pytest

from tests.browser import browsing

SCENARIOS = (
    "the filter shows the terms with all words",
    "an empty filter folds everything again",
    "the address of a term shows its row",
    "the terms of a module are open on a wide screen",
    "on a phone only the term in the address is open",
    "on a phone a link to a term opens it",
)


@pytest.fixture(scope="module")
def problems(live: str) -> dict[str, list[str]]:
    """What went wrong in each scenario."""
    browsing.need_scripts()
    module = f"{live}/def/module/elections.html"
    return browsing.findings("terms.js", address=f"{live}/def.html", module=module, term="electedBody")


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_list_of_terms_works(name: str, problems: dict[str, list[str]]) -> None:
    assert problems[name] == []


def test_every_scenario_has_a_test(problems: dict[str, list[str]]) -> None:
    assert sorted(problems) == sorted(SCENARIOS)
