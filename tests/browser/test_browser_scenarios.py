"""The explorer and the query workbench in a browser, in scenarios of how readers use them."""

from __future__ import annotations

import pytest

from tests.browser import browsing

SCENARIOS = (
    "load",
    "search",
    "spellings",
    "focus",
    "filters",
    "day",
    "evidence",
    "proof",
    "entity page",
    "path",
    "table",
    "pictures",
    "exports",
    "permalink",
    "mouse",
    "keyboard",
    "keyboard focus",
    "reduced motion",
    "phone",
    "dark",
    "without scripts",
    "axe, start",
    "axe, entity",
    "axe, pair",
    "workbench, example",
    "workbench, graph",
    "workbench, syntax error",
    "workbench, completion",
)


@pytest.fixture(scope="module")
def findings(live: str) -> dict[str, list[str]]:
    """The problems in each scenario, including errors in scripts and requests to other hosts."""
    browsing.need_scripts()
    return browsing.findings("scenarios.js", address=live)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_scenario_has_no_problems(scenario: str, findings: dict[str, list[str]]) -> None:
    assert findings[scenario] == []


def test_every_scenario_is_played(findings: dict[str, list[str]]) -> None:
    assert findings.keys() == set(SCENARIOS)
