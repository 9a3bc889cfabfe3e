"""The built dataset: which graph holds which triple, and that equal input gives equal lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import SH, SKOS, VOID

from kg.errors import DataError
from kg.graph.build import BuildResult, build_dataset
from kg.graph.dataset import write_dataset
from kg.graph.ontology import load_ontology
from kg.namespaces import SEPARATE_GRAPHS, Namespaces
from tests.conftest import FICTIONAL, NAMES, ROOT, Records, silent
from tests.nonempty import nonempty

GRAPHS = NAMES.graph("")


def graphs_of(lines: list[str], triple: str) -> set[str]:
    """The names of the graphs that hold a triple; the default graph is ``default``."""
    rest = {line.removeprefix(triple).strip(" .") for line in lines if line.startswith(triple)}
    return {name.strip("<>").removeprefix(NAMES.base) or "default" for name in rest}


def line(subject: str, predicate: str, value: str) -> str:
    return f"<{NAMES.thing(subject)}> <{NAMES.term(predicate)}> {value} "


PERSON = "type: Person\nlabel: x\ncite: p-1\nfacts:\n- spouseOf: person/y\n  cite: [p-2, p-3]\n"


@pytest.fixture
def couple(records: Records) -> Records:
    """Two persons whose marriage two passages state."""
    records.write("person/x", PERSON)
    records.write("person/y", "type: Person\nlabel: y\ncite: p-1\n")
    return records


def test_an_assertion_is_in_the_graph_of_each_passage_and_in_the_default_graph(couple: Records) -> None:
    triple = line("person/x", "spouseOf", f"<{NAMES.thing('person/y')}>")
    assert graphs_of(couple.build().lines, triple) == {"default", "source/text/p-2", "source/text/p-3"}


def test_an_inference_is_in_the_graph_of_inferences(couple: Records) -> None:
    triple = line("person/y", "spouseOf", f"<{NAMES.thing('person/x')}>")
    assert graphs_of(couple.build().lines, triple) == {"default", "graph/inferred"}


def test_an_interpretation_is_in_the_graph_of_interpretations_instead_of_a_passage(records: Records) -> None:
    records.write("person/x", PERSON.replace("cite: [p-2, p-3]", "cite: p-2\n  status: interpretation\n  reason: so"))
    records.write("person/y", "type: Person\nlabel: y\ncite: p-1\n")
    triple = line("person/x", "spouseOf", f"<{NAMES.thing('person/y')}>")
    assert graphs_of(records.build().lines, triple) == {"default", "graph/interpretations"}


@pytest.mark.parametrize("module", ["alignments", "display"])
def test_a_companion_module_has_its_own_graph(built: BuildResult, module: str) -> None:
    lines = [line for line in built.lines if line.endswith(f"<{GRAPHS}{module}> .")]
    triple = lines[0].removesuffix(f"<{GRAPHS}{module}> .")
    default = set() if module in SEPARATE_GRAPHS else {"default"}
    assert graphs_of(built.lines, triple) == {*default, f"graph/{module}"}


def test_the_ontology_for_reasoning_and_shapes_excludes_the_companion_modules(built: BuildResult) -> None:
    predicates = set(built.inputs.ontology.graph.predicates())
    assert predicates.isdisjoint({SH.path, SH.targetClass, VOID.uriSpace, SKOS.closeMatch})


def test_no_line_is_repeated(built: BuildResult) -> None:
    assert len(set(built.lines)) == len(built.lines)


def test_the_default_graph_is_the_union_of_all_graphs_but_the_separate_ones(built: BuildResult) -> None:
    from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, parse

    separate = {NamedNode(NAMES.graph(name)) for name in SEPARATE_GRAPHS}
    quads = list(parse("\n".join(built.lines), format=RdfFormat.N_QUADS))
    default = {str(quad.triple) for quad in quads if quad.graph_name == DefaultGraph()}
    named = {str(quad.triple) for quad in quads if quad.graph_name not in {DefaultGraph(), *separate}}
    assert default == named


def test_equal_files_give_equal_lines(fictional_build: BuildResult) -> None:
    again = build_dataset(load_ontology(ROOT / "ontology", NAMES), [FICTIONAL / "data"], silent)
    assert again.lines == fictional_build.lines


def test_another_base_moves_every_iri(couple: Records) -> None:
    base = "https://example.org/kg/"
    moved = build_dataset(load_ontology(ROOT / "ontology", Namespaces(base)), [couple.folder], silent).lines
    assert len([line for line in moved if base in line]) > 1000
    assert [line for line in nonempty(moved) if NAMES.base in line] == []


def test_text_is_escaped(records: Records) -> None:
    records.write("person/x", 'type: Person\nlabel: "a \\"b\\" \\\\ c"\ncite: p-1\n')
    assert any('"a \\"b\\" \\\\ c"@en' in line for line in records.build().lines)


def test_the_datatype_of_plain_text_is_omitted(fictional_build: BuildResult) -> None:
    assert any(line.startswith(f"<{NAMES.sources}") and 'sha256> "' in line for line in fictional_build.lines)
    assert [
        line for line in nonempty(fictional_build.lines) if '"^^<http://www.w3.org/2001/XMLSchema#string>' in line
    ] == []


def test_a_failed_write_keeps_the_old_dataset(tmp_path: Path) -> None:
    path = tmp_path / "kg.nq"
    write_dataset(path, ["old"])

    def fail():  # type: ignore[no-untyped-def]
        yield "new"
        raise DataError

    with pytest.raises(DataError):
        write_dataset(path, fail())
    assert ([p.name for p in tmp_path.iterdir()], path.read_text()) == (["kg.nq"], "old\n")
