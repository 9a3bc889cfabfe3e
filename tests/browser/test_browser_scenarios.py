"""Pages, explorer and query workbench in a browser, in scenarios of how readers use them."""

from __future__ import annotations

import pytest

from tests.browser import browsing

SCENARIOS = (
    "load",
    "search",
    "spellings",
    "hurry",
    "focus",
    "filters",
    "day",
    "orphans",
    "stories",
    "names",
    "names, phone",
    "hover",
    "evidence",
    "proof",
    "entity page",
    "path",
    "table",
    "pictures",
    "exports",
    "permalink",
    "late address",
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
    *(f"reader, {task}{way}" for task in ("messages", "elections", "gaps") for way in ("", ", phone", ", keyboard")),
    "lists, keyboard",
    "lists, phone",
    "lists, without scripts",
    "share, address",
    "share, citation",
    "share, print",
    "charts, kinds",
    "charts, sections",
    "charts, labels",
    "charts, phone",
    "charts, files",
    "charts, picture of kinds",
    "charts, appearance",
    "charts, appearance, phone",
    "charts, without scripts",
    "workbench, example",
    "workbench, graph",
    "workbench, syntax error",
    "workbench, completion",
    "workbench, labels",
    "workbench, pages",
    "workbench, hints",
    "workbench, hints about values",
    "workbench, without hints",
    "workbench, truth",
    "workbench, shared alone",
    "workbench, shared beside",
    "suggestions, keyboard",
    "suggestions, all results",
    "suggestions, escape",
    "suggestions, mouse",
    "suggestions, phone",
    "suggestions, late answer",
    "suggestions, shortcut",
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
