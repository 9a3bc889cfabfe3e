"""The commands ``kg build``, which makes the dataset, and ``kg check``, which checks everything."""

import gc
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import click

from kg.cli import options
from kg.cli.console import progress
from kg.cli.curation import evidence_report
from kg.cli.folders import existing_folders, ontology_for_base
from kg.drafts import draft_folder
from kg.engine.answer import Answer, ReadAnswer
from kg.engine.prepared_store import load, prepare
from kg.errors import DatasetError, KgError, Problem, QueryError
from kg.formats import TRUTH
from kg.graph.build import BuildResult, build_dataset
from kg.graph.consistency import classify
from kg.graph.dataset import without_build, write_dataset
from kg.graph.record_keys import record_context, render_context
from kg.graph.shapes import violations
from kg.model.dataset import PublishedDataset, open_dataset
from kg.publish.questions.expected import answer_rows, deviation
from kg.publish.questions.query_file import read_query_files
from kg.publish.questions.question import read_questions
from kg.publish.questions.readability import unreadable
from kg.search.served import index_path, save_index

# What was checked, and the problems.
_Outcome = tuple[str, list[Problem]]


@click.command("build")
@options.ontology_option
@options.data_option
@options.dataset_option
@options.base_option
@options.queries_option
def build_command(ontology: Path, data: tuple[Path, ...], dataset: Path, base: str, queries: Path) -> None:
    """Build the dataset from the ontology and the records, with its store on disk and the index of its search.

    The build is all or nothing: after an error the old dataset is unchanged. It records a git commit only if its
    input files match that commit exactly.
    """
    report = progress()
    report("reading the ontology")
    result = build_dataset(ontology_for_base(ontology, base), existing_folders(data), report)
    report("writing the store and the index of the search")
    _write(dataset, result.lines, queries)
    assertions, inferences = len(result.inputs.assertions), len(result.closure.derivations)
    report(f"{dataset}: {assertions} assertions, {inferences} inferences, {len(result.lines)} quads")


def _write(path: Path, lines: Sequence[str], queries: Path) -> None:
    """Write a dataset, its store and its index beside it; an error leaves the old dataset as it was."""
    try:
        with draft_folder(path) as folder:
            _write_by(folder / path.name, path, lines, queries)
    except OSError as error:
        what = f"cannot be written: {error.strerror}."
        raise DatasetError(Problem(str(path), what, "Name a file that you may write with --dataset.")) from error


def _write_by(draft: Path, path: Path, lines: Sequence[str], queries: Path) -> None:
    write_dataset(draft, lines)
    dataset, index = open_dataset(draft), index_path(path)
    with prepare(path, draft) as store:
        save_index(index, dataset, read_questions(queries, dataset.names), store.version)
        try:
            write_dataset(path, lines)
        except KgError:
            index.unlink(missing_ok=True)
            raise


@click.command("load")
@click.argument("documents", metavar="FILE...", type=options.PATH, nargs=-1, required=True)
@options.dataset_option
def load_command(documents: tuple[Path, ...], dataset: Path) -> None:
    """Load RDF files as the dataset, with its store on disk.

    The suffixes of the files name their formats: .nq, .trig, .ttl, .nt, .rdf, .jsonld. The old dataset is replaced
    when all files are loaded, or not at all.
    """
    report = progress()
    report("loading " + ", ".join(map(str, documents)))
    quads = load(dataset, documents).quads
    report(f"{dataset}: {quads} {'quad' if quads == 1 else 'quads'}")


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
    # The command ends before collecting garbage would save memory, and it takes a tenth of the time.
    gc.disable()
    report = progress()
    report("reading the ontology")
    folders = existing_folders(data)
    result = build_dataset(ontology_for_base(ontology, base), folders, report)
    published = open_dataset(dataset)
    problems: list[Problem] = []
    for summary, part in chain(_input_outcomes(result, dataset, folders, files), _query_outcomes(published, queries)):
        click.echo(f"{'FAILED' if part else 'passed'}  {summary}")
        problems += part
    if problems:
        raise KgError(*problems)


def _input_outcomes(
    result: BuildResult, dataset: Path, folders: Sequence[Path], files: tuple[Path, ...]
) -> Iterator[_Outcome]:
    inputs = result.inputs
    ontology, assertions, names = inputs.ontology, inputs.assertions, inputs.ontology.namespaces
    recorded = dataset.read_text(encoding="utf-8").splitlines()
    is_current = without_build(recorded, names) == without_build(result.lines, names)
    what, remedy = "is out of date with its input files.", "Run kg build with the same --data and --base."
    problems = [] if is_current else [Problem(str(dataset), what, remedy)]
    yield f"dataset: {len(result.lines)} quads, as built from the files", problems
    lines, problems = evidence_report(inputs, files)
    click.echo("\n".join(f"        {line}" for line in lines))
    yield f"evidence: {len(files)} source texts compared", problems
    contexts = [path for folder in folders if (path := folder / "context.jsonld").exists()]
    current = render_context(record_context(ontology))
    stale = [path for path in contexts if names.rebase(path.read_text(encoding="utf-8")) != current]
    problems = [Problem(str(path), "differs from the ontology.", "Run make context.") for path in stale]
    yield f"context: {len(contexts)} compared with the ontology", problems
    yield "shapes: SHACL over all assertions", violations(ontology, assertions)
    classification = classify(ontology, (assertion.triple for assertion in assertions))
    remedy = "Check the axioms of this class."
    problems = [Problem(cls, "cannot have members.", remedy) for cls in classification.unsatisfiable]
    counts = f"{classification.classes} classes, {classification.individuals} individuals"
    yield f"consistency: {counts}, by Pellet", problems


def _query_outcomes(dataset: PublishedDataset, folder: Path) -> Iterator[_Outcome]:
    names = dataset.names
    checks = read_query_files(folder / "checks", names)
    problems = [
        Problem(f"{check.path}: {', '.join(map(names.compact, row))}", check.summary, "Correct what the check returns.")
        for check in checks
        for row in answer_rows(dataset.store.query(check.query))[1:]
    ]
    yield f"checks: {len(checks)} queries that must return nothing", problems
    questions = read_questions(folder, names)
    answers, problems = [], []
    for question in questions:
        try:
            answers.append((question, _read(dataset.store.query(question.query))))
        except QueryError as error:
            problems += [replace(problem, where=f"{question.path}: {problem.where}") for problem in error.problems]
    problems += [
        Problem(
            str(question.path), f"returns a different answer: {differs}.", "Correct the data, or the expected answer."
        )
        for question, answer in answers
        if (differs := deviation(question, answer, names))
    ]
    yield f"questions: {len(questions)} with their expected answers", problems
    remedy = "Correct the header of the question, or its query."
    problems = [
        Problem(str(question.path), fault, remedy)
        for question, answer in answers
        for fault in unreadable(dataset, question, answer)
    ]
    yield "questions: a sentence, names and evidence for every answer", problems


def _read(answer: Answer) -> ReadAnswer:
    """An answer that can be read twice."""
    if answer.kind == TRUTH:
        return ReadAnswer(answer.kind, answer.truth, [], ())
    return ReadAnswer(answer.kind, truth=False, columns=answer.columns, read=[*answer.rows()])
