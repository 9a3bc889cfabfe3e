"""The built dataset: what stands in which graph, and that nothing depends on chance."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import SH, SKOS, VOID

from kg.errors import DataError
from kg.graph import dataset
from kg.graph.build import Built, build
from kg.namespaces import Namespaces
from tests.conftest import NAMES, ROOT, Records, silent

GRAPHS = NAMES.graphs


def graphs_of(lines: list[str], triple: str) -> set[str]:
    """The names of the graphs that hold a triple; the default graph is ``default``."""
    rest = {line.removeprefix(triple).strip(" .") for line in lines if line.startswith(triple)}
    return {name.strip("<>").removeprefix(NAMES.base) or "default" for name in rest}


def line(subject: str, predicate: str, value: str) -> str:
    return f"<{NAMES.thing(subject)}> <{NAMES.term(predicate)}> {value} "


PERSON = "type: Person\nlabel: x\ncite: p-1\nfacts:\n- spouseOf: person/y\n  cite: [p-2, p-3]\n"


@pytest.fixture
def couple(records: Records) -> Records:
    """Two people, married according to two passages."""
    records.write("person/x", PERSON)
    records.write("person/y", "type: Person\nlabel: y\ncite: p-1\n")
    return records


def test_a_statement_stands_in_the_graph_of_each_passage_and_once_in_the_default_graph(couple: Records) -> None:
    triple = line("person/x", "spouseOf", f"<{NAMES.thing('person/y')}>")
    assert graphs_of(couple.build().lines, triple) == {"default", "source/text/p-2", "source/text/p-3"}


def test_an_inference_stands_in_a_graph_of_its_own(couple: Records) -> None:
    triple = line("person/y", "spouseOf", f"<{NAMES.thing('person/x')}>")
    assert graphs_of(couple.build().lines, triple) == {"default", "graph/inferred"}


def test_an_interpretation_stands_in_no_passage(records: Records) -> None:
    records.write("person/x", PERSON.replace("cite: [p-2, p-3]", "cite: p-2\n  status: interpretation\n  reason: so"))
    records.write("person/y", "type: Person\nlabel: y\ncite: p-1\n")
    triple = line("person/x", "spouseOf", f"<{NAMES.thing('person/y')}>")
    assert graphs_of(records.build().lines, triple) == {"default", "graph/interpretations"}


@pytest.mark.parametrize("module", ["alignments", "display"])
def test_a_companion_of_the_ontology_stands_in_a_graph_of_its_own(built: Built, module: str) -> None:
    lines = [line for line in built.lines if line.endswith(f"<{GRAPHS}{module}> .")]
    triple = lines[0].removesuffix(f"<{GRAPHS}{module}> .")
    assert graphs_of(built.lines, triple) == {"default", f"graph/{module}"}


def test_reasoning_and_shapes_see_nothing_of_the_companions(built: Built) -> None:
    predicates = set(built.material.ontology.graph.predicates())
    assert predicates.isdisjoint({SH.path, SH.targetClass, VOID.uriSpace, SKOS.closeMatch})


def test_no_line_stands_twice(built: Built) -> None:
    assert len(set(built.lines)) == len(built.lines)


def test_the_default_graph_is_the_union_of_the_named_ones(built: Built) -> None:
    from pyoxigraph import DefaultGraph, RdfFormat, parse

    quads = list(parse("\n".join(built.lines), format=RdfFormat.N_QUADS))
    default = {str(quad.triple) for quad in quads if quad.graph_name == DefaultGraph()}
    named = {str(quad.triple) for quad in quads if quad.graph_name != DefaultGraph()}
    assert default == named


def test_the_same_files_give_the_same_lines(built: Built) -> None:
    assert build(ROOT / "ontology", [ROOT / "data"], NAMES, silent).lines == built.lines


def test_another_base_moves_every_iri(couple: Records) -> None:
    base = "https://example.org/kg/"
    moved = build(ROOT / "ontology", [couple.folder], Namespaces(base), silent).lines
    assert (any(NAMES.base in one for one in moved), any(base in one for one in moved)) == (False, True)


def test_text_is_escaped(records: Records) -> None:
    records.write("person/x", 'type: Person\nlabel: "a \\"b\\" \\\\ c"\ncite: p-1\n')
    assert any('"a \\"b\\" \\\\ c"@en' in one for one in records.build().lines)


def test_a_failed_build_leaves_the_old_dataset(tmp_path: Path) -> None:
    path = tmp_path / "kg.nq"
    dataset.write(path, ["old"])

    def fail():  # type: ignore[no-untyped-def]
        yield "new"
        raise DataError

    with pytest.raises(DataError):
        dataset.write(path, fail())
    assert ([p.name for p in tmp_path.iterdir()], path.read_text()) == (["kg.nq"], "old\n")
