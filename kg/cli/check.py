"""The command that checks everything: evidence, shapes, consistency, checks and questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from kg.cli import options
from kg.cli.build import evidence_report
from kg.cli.console import progress
from kg.errors import KgError, Problem
from kg.graph import build as building
from kg.graph.consistency import classify
from kg.graph.context import context, render
from kg.graph.dataset import without_build
from kg.graph.shapes import violations
from kg.model.dataset import PublishedDataset, open_dataset
from kg.publish.questions import answer_rows, deviation, read_questions

Finding = tuple[str, list[Problem]]


@click.command()
@options.ontology
@options.data
@options.dataset
@options.base
@options.queries
@click.option("--source", "files", type=click.Path(path_type=Path), multiple=True, help="A source text; repeatable.")
def check(  # noqa: PLR0913, PLR0917 - one for each option
    ontology: Path,
    data: tuple[Path, ...],
    dataset: Path,
    base: str,
    queries: Path,
    files: tuple[Path, ...],
) -> None:
    """Check evidence, shapes, consistency, checks and questions; exit status 1 if anything is wrong."""
    report = progress()
    folder, homes = options.folders((ontology,))[0], options.folders(data)
    result = building.build(folder, homes, options.namespaces(base), report)
    published = open_dataset(dataset)
    parts: list[Callable[[], Iterator[Finding]]] = [
        lambda: _dataset(dataset, result),
        lambda: _evidence(result.material, files),
        lambda: _context(result.material, homes),
        lambda: _shapes(folder, result.material),
        lambda: _consistency(result.material),
        lambda: _checks(queries / "checks", published),
        lambda: _questions(queries, published),
    ]
    problems: list[Problem] = []
    for part in parts:
        for summary, found in part():
            click.echo(f"{'FAILED' if found else 'passed'}  {summary}")
            problems += found
    if problems:
        raise KgError(*problems)


def _dataset(path: Path, result: building.Built) -> Iterator[Finding]:
    names = result.material.ontology.namespaces
    found, wanted = (without_build(one, names) for one in (path.read_text(encoding="utf-8").splitlines(), result.lines))
    problem = Problem(str(path), "is not what the files build now.", "Run kg build, with the same --data and --base.")
    yield f"dataset: {len(result.lines)} quads, as built from the files", [] if found == wanted else [problem]


def _evidence(material: building.Material, files: tuple[Path, ...]) -> Iterator[Finding]:
    lines, problems = evidence_report(material, files)
    click.echo("\n".join(f"        {line}" for line in lines))
    yield f"evidence: {len(files)} source texts compared", problems


def _context(material: building.Material, homes: list[Path]) -> Iterator[Finding]:
    wanted = render(context(material.ontology))
    files = [home / "context.jsonld" for home in homes if (home / "context.jsonld").exists()]
    stale = [path for path in files if material.ontology.namespaces.rebase(path.read_text(encoding="utf-8")) != wanted]
    problems = [Problem(str(path), "does not fit the ontology.", "Run make context.") for path in stale]
    yield f"context: {len(files)} compared with the ontology", problems


def _shapes(folder: Path, material: building.Material) -> Iterator[Finding]:
    yield "shapes: SHACL over all assertions", violations(folder, material.ontology, material.assertions)


def _consistency(material: building.Material) -> Iterator[Finding]:
    found = classify(material.ontology, (assertion.triple for assertion in material.assertions))
    problems = [Problem(cls, "can have no member.", "Look at the axioms of this class.") for cls in found.unsatisfiable]
    yield f"consistency: {found.classes} classes, {found.individuals} individuals, by Pellet", problems


def _checks(folder: Path, dataset: PublishedDataset) -> Iterator[Finding]:
    questions = read_questions(folder, dataset.names)
    problems = []
    for question in questions:
        for row in answer_rows(dataset.store.query(question.query))[1:]:
            names = ", ".join(dataset.names.compact(cell) for cell in row)
            problems.append(Problem(f"{question.path}: {names}", question.summary, "Correct what the check names."))
    yield f"checks: {len(questions)} queries that must return nothing", problems


def _questions(folder: Path, dataset: PublishedDataset) -> Iterator[Finding]:
    questions = read_questions(folder, dataset.names)
    problems = [
        Problem(str(question.path), f"has another answer: {differs}.", "Correct the data, or the expected answer.")
        for question in questions
        if (differs := deviation(question, dataset))
    ]
    yield f"questions: {len(questions)} with their expected answers", problems
