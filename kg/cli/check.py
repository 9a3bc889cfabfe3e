"""The command ``kg check``, which checks everything."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import click

from kg.cli import options
from kg.cli.console import progress
from kg.cli.curation import evidence_report
from kg.errors import KgError, Problem
from kg.graph.build import BuildResult, build_dataset
from kg.graph.consistency import classify
from kg.graph.dataset import without_build
from kg.graph.ontology import Ontology
from kg.graph.record_keys import record_context, render_context
from kg.graph.shapes import violations
from kg.model.dataset import PublishedDataset, open_dataset
from kg.publish.questions import Question, answer_rows, deviation, read_questions

# What was checked, and the problems.
_Outcome = tuple[str, list[Problem]]


@click.command("check")
@options.ontology_option
@options.data_option
@options.dataset_option
@options.base_option
@options.queries_option
@options.source_option
def check_command(  # noqa: PLR0913, PLR0917 - a parameter for each option
    ontology: Path,
    data: tuple[Path, ...],
    dataset: Path,
    base: str,
    queries: Path,
    files: tuple[Path, ...],
) -> None:
    """Check the records and the dataset.

    This includes the evidence, the JSON-LD context, the SHACL shapes, the consistency, the checks (queries that must
    return nothing) and the questions (queries with their expected answers). The exit status is 1 if there is a problem.
    """
    report = progress()
    report("reading the ontology")
    folders = options.existing_folders(data)
    result = build_dataset(options.ontology_for_base(ontology, base), folders, report)
    published = open_dataset(dataset)
    outcomes = chain(_input_outcomes(result, dataset, folders, files), _query_outcomes(published, queries))
    problems: list[Problem] = []
    for summary, part in outcomes:
        click.echo(f"{'FAILED' if part else 'passed'}  {summary}")
        problems += part
    if problems:
        raise KgError(*problems)


def _input_outcomes(
    result: BuildResult, dataset: Path, folders: Sequence[Path], files: tuple[Path, ...]
) -> Iterator[_Outcome]:
    inputs = result.inputs
    ontology, assertions = inputs.ontology, inputs.assertions
    yield f"dataset: {len(result.lines)} quads, as built from the files", _stale_dataset(dataset, result)
    lines, problems = evidence_report(inputs, files)
    click.echo("\n".join(f"        {line}" for line in lines))
    yield f"evidence: {len(files)} source texts compared", problems
    contexts = [folder / "context.jsonld" for folder in folders if (folder / "context.jsonld").exists()]
    yield f"context: {len(contexts)} compared with the ontology", _stale_contexts(contexts, ontology)
    yield "shapes: SHACL over all assertions", violations(ontology, assertions)
    classification = classify(ontology, (assertion.triple for assertion in assertions))
    remedy = "Check the axioms of this class."
    problems = [Problem(cls, "cannot have members.", remedy) for cls in classification.unsatisfiable]
    yield (
        f"consistency: {classification.classes} classes, {classification.individuals} individuals, by Pellet",
        problems,
    )


def _query_outcomes(dataset: PublishedDataset, folder: Path) -> Iterator[_Outcome]:
    checks = read_questions(folder / "checks", dataset.names)
    problems = [
        Problem(f"{check.path}: {row}", check.summary, "Correct what the check returns.")
        for check in checks
        for row in _compact_rows(check, dataset)
    ]
    yield f"checks: {len(checks)} queries that must return nothing", problems
    questions = read_questions(folder, dataset.names)
    problems = [
        Problem(str(question.path), f"has another answer: {differs}.", "Correct the data, or the expected answer.")
        for question in questions
        if (differs := deviation(question, dataset))
    ]
    yield f"questions: {len(questions)} with their expected answers", problems


def _stale_dataset(path: Path, result: BuildResult) -> list[Problem]:
    names = result.inputs.ontology.namespaces
    lines = path.read_text(encoding="utf-8").splitlines()
    if without_build(lines, names) == without_build(result.lines, names):
        return []
    what = "differs from what the files build now."
    return [Problem(str(path), what, "Run kg build with the same --data and --base.")]


def _stale_contexts(paths: Sequence[Path], ontology: Ontology) -> list[Problem]:
    current = render_context(record_context(ontology))
    stale = [path for path in paths if ontology.namespaces.rebase(path.read_text(encoding="utf-8")) != current]
    return [Problem(str(path), "differs from the ontology.", "Run make context.") for path in stale]


def _compact_rows(check: Question, dataset: PublishedDataset) -> Iterator[str]:
    for row in answer_rows(dataset.store.query(check.query))[1:]:
        yield ", ".join(map(dataset.names.compact, row))
