"""Commands of the making half: build, cut, evidence, context."""

from __future__ import annotations

import csv
import hashlib
import sys
from pathlib import Path

import click

from kg.cli import options
from kg.cli.console import columns, progress
from kg.errors import DataError, Problem
from kg.graph import build as building
from kg.graph import dataset as built
from kg.graph import evidence as proving
from kg.graph.context import context as record_context
from kg.graph.context import render
from kg.graph.ontology import load_ontology
from kg.graph.segmentation import quotations
from kg.graph.sources import COLUMNS
from kg.namespaces import Namespaces


@click.command()
@options.ontology
@options.data
@options.dataset
@options.base
def build(ontology: Path, data: tuple[Path, ...], dataset: Path, base: str) -> None:
    """Build the dataset from the ontology and the records."""
    report = progress()
    names = options.namespaces(base)
    (terms,) = options.folders((ontology,))
    result = building.build(terms, options.folders(data), names, report)
    built.write(dataset, result.lines)
    made, inferred = len(result.material.assertions), len(result.closure.proofs)
    report(f"{dataset}: {made} assertions, {inferred} inferences, {len(result.lines)} quads")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--quotations", "quoted", is_flag=True, help="List the quotations instead of the passages.")
@click.option("--describe", is_flag=True, help="Print the description of the source instead of its passages.")
def cut(file: Path, quoted: bool, describe: bool) -> None:
    """Cut a source FILE into passages: key, place and hash of each, as CSV."""
    text, cutting = proving.cut_file(file)
    if describe:
        form = "table" if file.suffix == ".csv" else "text"
        digest = hashlib.sha256(text.encode()).hexdigest()
        lines = [f"label: {file.stem}", f"format: {form}", f"characters: {len(text)}", f"sha256: {digest}", "sections:"]
        click.echo("\n".join([*lines, *(f"  {key}: {label}" for key, label in cutting.sections.items())]))
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    if quoted:
        writer.writerow(["passage", "start", "end", "sha256"])
        for one in cutting.cuts:
            for span in quotations(text, one.span):
                writer.writerow([one.key, span.start, span.end, span.digest(text)])
        return
    writer.writerow(COLUMNS)
    writer.writerows(proving.rows(cutting.cuts, text))


@click.command()
@options.ontology
@options.data
@click.option("--source", "files", type=click.Path(path_type=Path), multiple=True, help="A source text; repeatable.")
def evidence(ontology: Path, data: tuple[Path, ...], files: tuple[Path, ...]) -> None:
    """Check places and hashes of passages and quotations against source texts, and report the coverage."""
    (terms,) = options.folders((ontology,))
    material = building.read(terms, options.folders(data), Namespaces(), progress())
    lines, problems = evidence_report(material, files)
    click.echo("\n".join(lines))
    if problems:
        raise DataError(*problems)


@click.command()
@options.ontology
def context(ontology: Path) -> None:
    """Print the JSON-LD context of the records."""
    (terms,) = options.folders((ontology,))
    click.echo(render(record_context(load_ontology(terms, Namespaces()))), nl=False)


def evidence_report(material: building.Material, files: tuple[Path, ...]) -> tuple[list[str], list[Problem]]:
    """The coverage of every source as lines of a table, with what the given texts disagree with."""
    checked: dict[str, str] = {}
    problems: list[Problem] = []
    for file in files:
        text = proving.read_text(file)
        source = proving.find_source(text, file, material.sources)
        found = proving.verify(text, source, material)
        problems += found
        sound = len(source.passages) - len({p.where for p in found if p.where.startswith(f"{source.key}/")})
        checked[source.key] = f"{100 * sound / len(source.passages):.0f} % of {len(source.passages)}"
    table = [["source", "passages verified", "accounted for", "state facts", "excused", "citations"]]
    for report in proving.coverage(material):
        total = len(report.source.passages)
        share = f"{100 * (report.stating + report.excused) / total:.0f} %"
        verified = checked.get(report.source.key, "no text given")
        counts = [str(number) for number in (report.stating, report.excused, report.assertions)]
        table.append([report.source.key, verified, share, *counts])
        problems += [
            Problem(f"{report.source.key}/{key}", "carries no fact and no reason why not.", "Add either.")
            for key in report.unused
        ]
    silent = sum(not assertion.passages for assertion in material.assertions)
    return [*columns(table), f"{len(material.assertions)} statements, {silent} of them without evidence"], problems
