"""The command ``kg export``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.releases.samples import ANN, LABEL, A, asserted, node_group, term, written

PARTY = ANN.replace("person/ann", "party/p")
HEAD = "Id,Label,kind,group,other names,dates,first day,last day"
ANN_ROW, PARTY_ROW = f"{ANN.strip('<>')},Ann,person,Person,,,,", f"{PARTY.strip('<>')},party/p,party,Organization,,,,"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A dataset with a person who is a member of a party."""
    parts = (
        asserted("a1", (ANN, A, term("Person"))),
        asserted("a2", (PARTY, A, term("Organization"))),
        asserted("a3", (ANN, term("memberOf"), PARTY)),
        asserted("a4", (term("Person"), LABEL, '"person"@en')),
        asserted("a5", (term("Organization"), LABEL, '"party"@en')),
    )
    return written(tmp_path / "kg.nq", *parts, node_group("Person", 1), node_group("Organization", 2))


@pytest.mark.parametrize(
    ("arguments", "rows"),
    [
        ((), [PARTY_ROW, ANN_ROW]),
        (("--thing", "person/ann"), [PARTY_ROW, ANN_ROW]),
        (("--thing", ANN.strip("<>")), [PARTY_ROW, ANN_ROW]),
        (("--query", "CONSTRUCT { <person/ann> a ckg:Person } WHERE {}"), [ANN_ROW]),
    ],
    ids=["whole dataset", "around an identifier", "around an IRI", "query"],
)
def test_it_writes_a_network(kg: Run, dataset: Path, arguments: tuple[str, ...], rows: list[str]) -> None:
    result = kg("export", "--dataset", dataset, *arguments, "--format", "nodes")
    assert result.stdout.splitlines() == [HEAD, *rows]


def test_it_reports_the_size_of_a_file(kg: Run, dataset: Path, tmp_path: Path) -> None:
    result = kg("export", "--dataset", dataset, "--format", "gexf", "-o", tmp_path / "all.gexf")
    assert result.stderr == f"{tmp_path / 'all.gexf'}: 2 nodes, 1 edges\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--thing", "person/nobody"), "says nothing about person/nobody"),
        (("--thing", "no thing"), "says nothing about no thing"),
        (("--thing", "person/ann", "--query", "CONSTRUCT WHERE { ?s ?p ?o }"), "cannot be combined"),
        (("--depth", "2"), "requires --thing"),
        (("--query", "ASK { ?s ?p ?o }"), "Only the triples of a CONSTRUCT"),
        (("-o", "/dev/null/all.gexf"), "cannot be written: Not a directory"),
    ],
)
def test_invalid_arguments_are_reported(kg: Run, dataset: Path, arguments: tuple[str, ...], message: str) -> None:
    result = kg("export", "--dataset", dataset, *arguments, "--format", "gexf")
    assert (result.exit_code, message in result.stderr) == (1, True)
