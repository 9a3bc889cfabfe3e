"""Docs cannot drift: what exists is documented, what is documented exists."""

from __future__ import annotations

import pkgutil
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import Field, fields, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

import kg.cli
from kg.cli import main
from kg.config import Settings, flag, many, variable
from kg.formats import GRAPH, TABLE, TRUTH, answer_formats
from kg.graph.ontology import Ontology
from kg.http import access_log
from kg.limits import Limits
from kg.model.dataset import PublishedDataset
from kg.protocol.problems import PROBLEM_TYPES
from kg.publish.networks.formats import NETWORK_FORMATS
from kg.publish.networks.network import read_node_groups
from kg.releases.dumps import DUMPS
from kg.releases.releases import read_releases
from tests.conftest import NAMES, ROOT, defined_terms
from tests.nonempty import nonempty
from tests.w3c.deviations import deviations

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([ROOT / "README.md", ROOT / "SECURITY.md", *(ROOT / "docs").glob("*.md")])
OPERATORS, USERS = ROOT / "docs/operators.md", ROOT / "docs/data-users.md"

KINDS_OF_ANSWER = {TABLE: "SELECT", TRUTH: "ASK", GRAPH: "CONSTRUCT, DESCRIBE"}
NOTHING = {None: "none", (): "none", False: "off"}

LIMITS = Limits()

# What the operators' page says in its text about limits.
CLI = click.Context(main)
COMMANDS = {name: command for name in main.list_commands(CLI) if (command := main.get_command(CLI, name))}

STATED = {
    f"after {LIMITS.request.stop_seconds} s at the latest.",
    f"longer than\n{LIMITS.pool.yield_seconds:g} s yields",
    f"grown by {LIMITS.evaluation.growth_mb} MB is",
    f"(niceness {LIMITS.pool.yield_niceness}, or {LIMITS.pool.later_niceness} beside two others)",
    f"idle for {LIMITS.pool.idle_seconds:g} s.",
    f"for at most {LIMITS.turn.queue_seconds:g} s.",
    f"after their first {LIMITS.pool.yield_seconds:g} s;",
    f"more than {LIMITS.request.client_connections} open connections",
    f"(about {LIMITS.store.quad_bytes} bytes a quad)",
    f"more than {LIMITS.store.checked_mb} MB are compared",
    f"the last {LIMITS.store.old_snapshots} are kept",
    f"more than {LIMITS.evaluation.answer_in_memory >> 20} MB wait",
    f"up to {LIMITS.page.sorted_entities:,} entities is sorted",
}


def settings_table() -> list[str]:
    """The settings, as the operators' page has them."""
    rows = (
        f"| `{flag(one)}` | `{variable(one)}` | {_shown(one)} | {one.metadata['help'].replace('|', '&#124;')} |"
        for one in fields(Settings)
    )
    return ["| flag | variable | default | meaning |", "|---|---|---|---|", *rows]


def limits_table() -> list[str]:
    """The limits that have no setting, as the operators' page has them."""
    replaced = {name for setting in fields(Settings) for name in _replaced(setting)}
    rows = (
        f"| `{name}` | {value:{'g' if isinstance(value, float) else ','}} | {meta['help']} | {meta['beyond']} |"
        for name, (value, meta) in _limits(LIMITS).items()
        if name not in replaced
    )
    return ["| limit | default | what it bounds | beyond it |", "|---|---|---|---|", *rows]


def _limits(limits: Limits) -> dict[str, tuple[Any, Mapping[str, Any]]]:
    """The values of the limits with their documentation, by names such as ``query.nesting``."""
    found = {}
    for group in fields(limits):
        values = getattr(limits, group.name)
        inner = fields(values) if is_dataclass(values) else ()
        found |= {f"{group.name}.{one.name}": (getattr(values, one.name), one.metadata) for one in inner}
        if not inner:
            found[group.name] = (values, group.metadata)
    return found


def _replaced(setting: Field[Any]) -> set[str]:
    """The limits that a setting replaces."""
    other = {float: 7.5, int: 77, Path: Path("/elsewhere")}.get(setting.metadata["kind"])
    if other is None or many(setting):
        return set()
    before, after = _limits(LIMITS), _limits(Settings(**{setting.name: other}).limits)
    return {name for name in before if before[name] != after[name]}


def formats_table() -> list[str]:
    """The formats, as the data users' page has them."""
    rows = (
        f"| `{form.name}` | `{form.media_type}` | {', '.join(f'`{alias}`' for alias in form.aliases)} "
        f"| {', '.join(word for kind, word in KINDS_OF_ANSWER.items() if kind in form.carries)} |"
        for form in answer_formats()
    )
    return ["| name | media type | aliases | answers to |", "|---|---|---|---|", *rows]


def dumps_table() -> list[str]:
    """The dumps, as the data users' page has them."""
    rows = (f"| `{dump.file_name('VERSION')}` | {dump.label} | {dump.description} |" for dump in DUMPS)
    return ["| file | format | what it holds |", "|---|---|---|", *rows]


def networks_table() -> list[str]:
    """The formats of networks, as the data users' page has them."""
    rows = (
        f"| `{form.name}` | {form.label} | `.{form.suffix}` | `{form.media_type}` | {form.tools} |"
        for form in NETWORK_FORMATS
    )
    return ["| name | format | suffix | media type | for |", "|---|---|---|---|---|", *rows]


def deviations_table() -> list[str]:
    """The deviations of the engine from the standards, as the data users' page has them."""
    rows = (f"| {entry.deviation} | {entry.clause} | {entry.outcome} | {entry.endpoint} |" for entry in deviations())
    return ["| the engine | clause | outcome | the endpoint |", "|---|---|---|---|", *rows]


BLOCKS: dict[str, Callable[[], list[str]]] = {
    "settings": settings_table,
    "limits": limits_table,
    "formats": formats_table,
    "dumps": dumps_table,
    "networks": networks_table,
    "deviations": deviations_table,
}
PAGE_OF = {
    "settings": OPERATORS,
    "limits": OPERATORS,
    "formats": USERS,
    "dumps": USERS,
    "networks": USERS,
    "deviations": USERS,
}


def _shown(one: Field[Any]) -> str:
    return next((word for none, word in NOTHING.items() if one.default is none), f"`{one.default}`")


def with_block(text: str, block: str) -> str:
    """A page with the table between the markers of a block made anew."""
    begin, end = f"<!-- {block}: begin -->\n", f"<!-- {block}: end -->"
    before, _, rest = text.partition(begin)
    return "".join([before, begin, *(f"{line}\n" for line in BLOCKS[block]()), end, rest.partition(end)[2]])


@pytest.mark.parametrize("block", BLOCKS)
def test_tables_that_are_made_from_the_code_are_up_to_date(block: str) -> None:
    text = PAGE_OF[block].read_text(encoding="utf-8")
    stale = f"{PAGE_OF[block].name}: make the table anew with .venv/bin/python -m tests.test_docs"
    assert with_block(text, block) == text, stale


@pytest.mark.parametrize("words", sorted(STATED))
def test_limits_in_the_text_are_those_of_the_code(words: str) -> None:
    assert words in OPERATORS.read_text(encoding="utf-8")


def test_the_limits_that_settings_replace_are_known() -> None:
    replaced = {name for setting in fields(Settings) for name in _replaced(setting)}
    assert {"evaluation.seconds", "pool.workers", "request.per_client", "cache.megabytes"} <= replaced
    assert "query.nesting" not in replaced


def test_every_release_is_in_the_changelog_with_its_date() -> None:
    releases = read_releases(ROOT / "releases")
    headings = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert headings == ["Unreleased", *(f"{release.version} - {release.date}" for release in releases)]


def test_what_networks_hold_is_documented(published: PublishedDataset) -> None:
    text = USERS.read_text(encoding="utf-8")
    groups = [f"`ckg:{group.name}`" for group in read_node_groups(published)]
    limit = f"{LIMITS.network.statements:,}"
    assert groups
    assert [word for word in (*groups, limit) if word not in text] == []


@pytest.mark.parametrize("page", [OPERATORS, USERS], ids=lambda page: page.name)
def test_every_status_of_a_problem_is_explained(page) -> None:  # type: ignore[no-untyped-def]
    explained = set(re.findall(r"^\| (\d{3}) \|", page.read_text(encoding="utf-8"), re.M))
    assert {str(kind.status) for kind in PROBLEM_TYPES} == explained - {"499"}


def test_every_figure_and_outcome_is_explained() -> None:
    metrics = access_log.Metrics(lambda: 0)
    figures = {family.name for family in metrics._registry.collect()}
    missing = {
        name for name in figures | set(access_log._OUTCOMES.values()) if f"`{name}`" not in OPERATORS.read_text()
    }
    assert missing == set()


def test_every_command_is_in_the_table_of_commands() -> None:
    modules = [import_module(f"kg.cli.{module.name}") for module in pkgutil.iter_modules(kg.cli.__path__)]
    values = [value for module in modules for value in vars(module).values()]
    assert {value.name for value in values if isinstance(value, click.Command)} == COMMANDS.keys()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`kg {command}`" in README


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_has_help(command: str) -> None:
    options = [p for p in COMMANDS[command].params if isinstance(p, click.Option)]
    assert [p.name for p in options if not p.help] == []


def test_the_pages_are_found() -> None:
    assert {"contributors.md", "curators.md", "data-users.md", "operators.md"} <= {page.name for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_resolves(page) -> None:  # type: ignore[no-untyped-def]
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_named_in_the_docs_exists(page) -> None:  # type: ignore[no-untyped-def]
    named = re.findall(r"`((?:kg|tests|ontology|queries|docs|bench)/[\w./-]*)`", page.read_text(encoding="utf-8"))
    assert [name for name in nonempty(named) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_term_in_the_docs_exists(ontology: Ontology, page) -> None:  # type: ignore[no-untyped-def]
    named = set(re.findall(r"\bckg:([A-Za-z0-9]+)", page.read_text(encoding="utf-8")))
    assert named - {ontology.local(term) for term in defined_terms(ontology)} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_target_of_make_in_the_docs_exists(page) -> None:  # type: ignore[no-untyped-def]
    targets = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"`make ([a-z]+)", page.read_text(encoding="utf-8"))) <= targets


def test_the_least_coverage_is_a_little_below_the_one_stated() -> None:
    (stated,) = re.findall(r"`make coverage` measured (\d+) % of `kg/`", (ROOT / "docs/contributors.md").read_text())
    report = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["coverage"]["report"]
    assert 0 <= int(stated) - report["fail_under"] <= 3


def test_every_term_has_label_and_definition(ontology: Ontology) -> None:
    lacking = [
        t for t in defined_terms(ontology) for p in (RDFS.label, SKOS.definition) if not ontology.graph.value(t, p)
    ]
    assert lacking == []


def test_every_declared_term_is_defined_by_the_ontology(ontology: Ontology) -> None:
    declared = ontology.classes | ontology.object_properties | ontology.datatype_properties
    assert set(nonempty(declared)) - defined_terms(ontology) == set()


def test_every_term_of_the_ontology_is_declared(ontology: Ontology) -> None:
    ours = {n for t in ontology.graph for n in t if isinstance(n, URIRef) and n.startswith(NAMES.terms)}
    assert set(nonempty(ours)) - defined_terms(ontology) == set()


def test_definitions_are_sentences(ontology: Ontology) -> None:
    assert [
        str(d)
        for d in nonempty(ontology.graph.objects(None, SKOS.definition))
        if not re.fullmatch(r"[A-Z].*\.", str(d))
    ] == []


def test_classes_begin_with_a_capital_and_properties_do_not(ontology: Ontology) -> None:
    classes = [ontology.local(c) for c in ontology.classes if not ontology.local(c)[0].isupper()]
    properties = ontology.object_properties | ontology.datatype_properties
    assert (classes, [ontology.local(p) for p in properties if not ontology.local(p)[0].islower()]) == ([], [])


def test_the_header_of_the_ontology_is_complete(ontology: Ontology) -> None:
    header = {
        str(p).rpartition("/")[2].rpartition("#")[2]
        for p in ontology.graph.predicates(next(ontology.graph.subjects(RDF.type, OWL.Ontology)))
    }
    wanted = {"versionIRI", "versionInfo", "title", "description", "creator", "created", "modified", "license"}
    assert (wanted | {"preferredNamespacePrefix", "preferredNamespaceUri"}) - header == set()


def test_alignments_speak_of_our_terms(ontology: Ontology) -> None:
    graph = Graph().parse(ROOT / "ontology/alignments.ttl")
    ours = {s for s in graph.subjects() if str(s).startswith(NAMES.terms)}
    assert set(nonempty(ours)) - defined_terms(ontology) == set()


if __name__ == "__main__":
    for name, path in PAGE_OF.items():
        path.write_text(with_block(path.read_text(encoding="utf-8"), name), encoding="utf-8")
