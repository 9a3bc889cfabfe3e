"""The command that writes networks."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from tests.releases.samples import ANN, LABEL, A, asserted, term, written

PARTY = ANN.replace("person/ann", "party/p")
HEAD = "Id,Label,kind,group,other names,dates,first day,last day"
ANN_ROW, PARTY_ROW = f"{ANN.strip('<>')},Ann,person,Person,,,,", f"{PARTY.strip('<>')},party/p,party,Organization,,,,"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A dataset with a person, and a party of which she is a member."""
    parts = (
        asserted("a1", (ANN, A, term("Person"))),
        asserted("a2", (PARTY, A, term("Organization"))),
        asserted("a3", (ANN, term("memberOf"), PARTY)),
        asserted("a4", (term("Person"), LABEL, '"person"@en')),
        asserted("a5", (term("Organization"), LABEL, '"party"@en')),
    )
    return written(tmp_path / "kg.nq", *parts)


def export(dataset: Path, *arguments: str | Path) -> Result:
    """Export a network of a dataset."""
    return CliRunner().invoke(main, ["export", "--dataset", str(dataset), *(str(one) for one in arguments)])


def test_export_writes_everything(dataset: Path) -> None:
    assert export(dataset, "--format", "nodes").stdout.splitlines() == [HEAD, PARTY_ROW, ANN_ROW]


def test_export_writes_what_is_around_a_thing(dataset: Path) -> None:
    assert PARTY_ROW in export(dataset, "--thing", "person/ann", "--format", "nodes").stdout.splitlines()


def test_export_takes_the_iri_of_a_thing(dataset: Path) -> None:
    assert PARTY_ROW in export(dataset, "--thing", ANN.strip("<>"), "--format", "nodes").stdout.splitlines()


def test_export_writes_the_triples_of_a_query(dataset: Path) -> None:
    query = "CONSTRUCT { <person/ann> a ckg:Person } WHERE {}"
    assert export(dataset, "--query", query, "--format", "nodes").stdout.splitlines() == [HEAD, ANN_ROW]


def test_export_tells_the_size_of_a_file(dataset: Path, tmp_path: Path) -> None:
    result = export(dataset, "--format", "gexf", "-o", tmp_path / "all.gexf")
    assert result.stderr == f"{tmp_path / 'all.gexf'}: 2 nodes, 1 edges\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--thing", "person/nobody"), "knows no person/nobody"),
        (("--thing", "no thing"), "knows no no thing"),
        (("--thing", "person/ann", "--query", "CONSTRUCT WHERE { ?s ?p ?o }"), "a thing and a query"),
        (("--depth", "2"), "how far to go from a thing"),
        (("--query", "ASK { ?s ?p ?o }"), "Only the triples of a CONSTRUCT"),
        (("-o", "/dev/null/all.gexf"), "cannot be written: Not a directory"),
    ],
)
def test_export_says_what_cannot_be_done(dataset: Path, arguments: tuple[str, ...], message: str) -> None:
    result = export(dataset, *arguments, "--format", "gexf")
    assert (result.exit_code, message in result.stderr) == (1, True)
