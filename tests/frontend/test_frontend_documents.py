"""TypeScript checks that the documents of the server have the types that the scripts declare in documents.d.ts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from kg.config import Settings
from kg.limits import Limits, NetworkLimits
from kg.model.dataset import PublishedDataset
from kg.publish.explorer.document import overview_document
from kg.publish.explorer.overview import overview
from tests.conftest import ROOT
from tests.npm import node
from tests.web.conftest import running

FRONTEND = ROOT / "kg/web/frontend"
TSC = FRONTEND / "node_modules/typescript/bin/tsc"
OPTIONS = ["--strict", "--noEmit", "--module", "esnext", "--moduleResolution", "bundler", "--target", "es2022"]

# The type of each document, and where the server has it.
ADDRESSES = {
    "overview": ("OverviewDocument", "/explore.json"),
    "neighbours": ("PartDocument", "/explore/around.json?thing=id/congress/wpk-9"),
    "path": ("PartDocument", "/explore/path.json?from=id/person/kim-ju-ae&to=id/person/ri-sol-ju"),
    "search": ("SearchDocument", "/search.json"),
    "completions": ("CompletionsDocument", "/sparql/completions.json"),
    "rows": ("ResultsDocument", "/sparql?query=SELECT * { ?s rdfs:label ?label } LIMIT 100&format=json"),
    "terms": (
        "ResultsDocument",
        "/sparql?query=SELECT (1 AS ?n) (BNODE() AS ?b) (<<( <a:b> <a:c> 'd' )>> AS ?t) {}&format=json",
    ),
    "truth": ("ResultsDocument", "/sparql?query=ASK {}&format=json"),
    "missing": ("ProblemDocument", "/explore/around.json?thing=nothing"),
    "syntax": ("ProblemDocument", "/sparql?query=SELECT * { ?s }"),
}
OTHERS = {"settings": "WorkbenchSettings", "crowded": "OverviewDocument"}
# The objects of each type; every member of the type occurs in one of them.
OBJECTS = {
    "EntityNode": lambda documents: documents["overview"]["nodes"],
    "RelationEdge": lambda documents: documents["overview"]["edges"],
    "ClusterRow": lambda documents: documents["crowded"]["clusters"],
    "PropertyRow": lambda documents: documents["overview"]["relations"],
    "ProblemDocument": lambda documents: [documents["syntax"]],
}
NODE = {"path": "id/person/ann", "label": "Ann", "kind": "person", "group": "Person"}
EMPTY = {"more": False, "edges": [], "relations": []}
MISTAKES = {
    "a renamed member": {**EMPTY, "nodes": [{**NODE, "dates": "2026", "beginning": "2026-01-01"}]},
    "a missing member": {**EMPTY, "nodes": [{key: NODE[key] for key in ("path", "label", "kind")}]},
    "another type": {**EMPTY, "nodes": [{**NODE, "x": "12"}]},
}


@pytest.fixture(scope="module")
def documents(shipped: Settings, published: PublishedDataset) -> Iterator[dict[str, Any]]:
    """Each document of the project's dataset, and its overview if it were too large to be drawn whole."""
    crowded = replace(published, limits=Limits(network=NetworkLimits(overview=5, hubs=12)))
    with running(shipped) as app:
        client = app.test_client()
        documents = {name: document(client, address) for name, (_, address) in ADDRESSES.items()}
        page = client.get("/sparql", headers={"Accept": "text/html"}).text
        settings = re.search(r'<script type="application/json" id="settings">(.*?)</script>', page, re.DOTALL)
        assert settings
        documents["settings"] = json.loads(settings[1])
        documents["crowded"] = json.loads(overview_document(crowded, overview(crowded)))
        yield documents


def document(client: FlaskClient, address: str) -> Any:
    """The JSON at an address."""
    path, _, query = address.partition("?")
    parameters = dict(part.split("=", 1) for part in query.split("&") if part)
    return json.loads(client.get(path, query_string=parameters, headers={"Accept": "application/json"}).text)


@pytest.fixture(scope="module")
def errors(documents: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What TypeScript reports about each document, each type and each mistake."""
    if not TSC.is_file():
        pytest.skip("TypeScript is not installed; make lint installs it")
    types = {name: type_name for name, (type_name, _) in ADDRESSES.items()} | OTHERS
    modules = {name: f"export const value = {json.dumps(documents[name])} satisfies D.{types[name]};" for name in types}
    modules |= {
        name: f"export const value = {json.dumps(value)} satisfies D.PartDocument;" for name, value in MISTAKES.items()
    }
    for name, objects in OBJECTS.items():
        keys = sorted({key for item in objects(documents) for key in item})
        modules[name] = f"export const rest: Record<Exclude<keyof D.{name}, {' | '.join(map(repr, keys))}>, 0> = {{}};"
    return check(tmp_path_factory.mktemp("documents"), modules)


def check(folder: Path, modules: dict[str, str]) -> dict[str, list[str]]:
    """The errors in each of some modules, in which D are the types."""
    head = f"import type * as D from {json.dumps(str(FRONTEND / 'documents.js'))};\n"
    for name, text in modules.items():
        (folder / f"{name}.ts").write_text(head + text, encoding="utf-8")
    done = node(folder, TSC, *OPTIONS, *sorted(folder.glob("*.ts")))
    found: dict[str, list[str]] = {name: [] for name in modules}
    for line in done.stdout.splitlines():
        if match := re.match(r"(?:.*/)?([^/]+)\.ts\(\d+,\d+\): (.*)", line):
            found[match[1]].append(match[2])
    assert bool(done.returncode) == any(found.values()), done.stdout + done.stderr
    return found


@pytest.mark.parametrize("name", [*ADDRESSES, *OTHERS])
def test_a_document_has_its_type(name: str, errors: dict[str, list[str]]) -> None:
    assert errors[name] == []


@pytest.mark.parametrize("name", OBJECTS)
def test_every_member_of_a_type_occurs(name: str, errors: dict[str, list[str]]) -> None:
    assert errors[name] == []


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_reported(name: str, errors: dict[str, list[str]]) -> None:
    assert len(errors[name]) == 1
