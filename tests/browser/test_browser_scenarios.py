"""The explorer and the query workbench in a browser, used as people use them, each concern by itself."""

from __future__ import annotations

import pytest

from tests.browser import browsing

SCENARIOS = (
    "load",
    "search",
    "spellings",
    "surroundings",
    "filters",
    "time",
    "evidence",
    "proof",
    "entity page",
    "path",
    "text",
    "pictures",
    "exports",
    "link",
    "mouse",
    "keyboard",
    "focus",
    "reduced motion",
    "phone",
    "dark",
    "without script",
    "axe, start",
    "axe, thing",
    "axe, pair",
    "workbench, question",
    "workbench, graph",
    "workbench, mistake",
    "workbench, completion",
)

# One browser plays all scenarios, since it takes long to begin.
pytestmark = pytest.mark.xdist_group("scenarios")


@pytest.fixture(scope="module")
def findings(live: str) -> dict[str, list[str]]:
    """What goes wrong in each scenario, in scripts and requests too."""
    browsing.need_scripts()
    return browsing.findings("scenarios.js", address=live)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_scenario_goes_as_people_expect(scenario: str, findings: dict[str, list[str]]) -> None:
    assert findings[scenario] == []


def test_every_scenario_is_a_test(findings: dict[str, list[str]]) -> None:
    assert findings.keys() == set(SCENARIOS)
