"""The curators' commands: ``kg cut``, ``kg evidence`` and ``kg context``."""

import csv
import hashlib
import sys
from pathlib import Path

import click

from kg.cli import options
from kg.cli.console import progress, table_lines
from kg.cli.folders import existing_folders, ontology_for_base
from kg.errors import DataError, Problem
from kg.graph.build import BuildInputs, read_inputs
from kg.graph.evidence import coverage, find_source, read_text, verify_source
from kg.graph.record_keys import record_context, render_context
from kg.graph.segmentation import quotations, segment, segment_table
from kg.graph.sources import PASSAGE_COLUMNS


@click.command("cut")
@click.argument("file", type=options.PATH)
@click.option("--quotations", "quoted", is_flag=True, help="List the quotations instead of the passages.")
@click.option("--describe", is_flag=True, help="Print the description of the source instead of its passages.")
def cut_command(file: Path, quoted: bool, describe: bool) -> None:
    """Divide a source text into passages.

    Print the key, place and hash of each passage of FILE as CSV. A file named *.csv has one passage per line.
    """
    text, form = read_text(file), "table" if file.suffix == ".csv" else "text"
    segmentation = segment_table(text) if form == "table" else segment(text)
    if describe:
        digest = hashlib.sha256(text.encode()).hexdigest()
        lines = [f"label: {file.stem}", f"format: {form}", f"characters: {len(text)}", f"sha256: {digest}", "sections:"]
        click.echo("\n".join([*lines, *(f"  {key}: {label}" for key, label in segmentation.sections.items())]))
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["passage", "startOffset", "endOffset", "sha256"] if quoted else PASSAGE_COLUMNS)
    for passage in segmentation.segments:
        for span in quotations(text, passage.span) if quoted else [passage.span]:
            place = [span.start, span.end, span.digest(text)]
            writer.writerow(
                [passage.key, *place] if quoted else [passage.key, passage.section, passage.kind, *place, "", ""]
            )


@click.command("evidence")
@options.ontology_option
@options.data_option
@options.source_option
def evidence_command(ontology: Path, data: tuple[Path, ...], files: tuple[Path, ...]) -> None:
    """Compare the records with the source texts.

    Report which passages support facts, and every difference between the given texts and the recorded passages and
    quotations. Source texts are identified by SHA-256 or, if the text has changed, by the name of the file.
    """
    inputs = read_inputs(ontology_for_base(ontology), existing_folders(data), progress())
    lines, problems = evidence_report(inputs, files)
    click.echo("\n".join(lines))
    if problems:
        raise DataError(*problems)


@click.command("context")
@options.ontology_option
def context_command(ontology: Path) -> None:
    """Print the JSON-LD context of the records."""
    click.echo(render_context(record_context(ontology_for_base(ontology))), nl=False)


def evidence_report(inputs: BuildInputs, files: tuple[Path, ...]) -> tuple[list[str], list[Problem]]:
    """The coverage of every source as the lines of a table, with all differences from the given texts."""
    verified: dict[str, str] = {}
    problems: list[Problem] = []
    for file in files:
        text = read_text(file)
        source = find_source(text, file, inputs.sources)
        differences = verify_source(text, source, inputs)
        problems += differences
        wrong = {problem.where for problem in differences if problem.where.startswith(f"{source.key}/")}
        total = max(len(source.passages), 1)
        verified[source.key] = f"{100 * (total - len(wrong)) / total:.0f} % of {total}"
    table = [["source", "passages verified", "covered", "with facts", "with a reason", "citations"]]
    for report in coverage(inputs):
        source, counts = report.source, (report.cited, report.excused, report.citations)
        share = 100 * (report.cited + report.excused) / max(len(source.passages), 1)
        table.append([source.key, verified.get(source.key, "no text given"), f"{share:.0f} %", *map(str, counts)])
        what, remedy = "supports no fact and has no reason.", "Add a fact or a reason."
        problems += [Problem(f"{source.key}/{key}", what, remedy) for key in report.unused]
    unsupported = sum(not assertion.support.passages for assertion in inputs.assertions)
    lines = [*table_lines(table), f"{len(inputs.assertions)} statements, {unsupported} of them without evidence"]
    return lines, problems
