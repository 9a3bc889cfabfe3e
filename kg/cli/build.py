"""The command ``kg build``."""

from pathlib import Path

import click

from kg.cli import options
from kg.cli.console import progress
from kg.graph.build import build_dataset
from kg.graph.dataset import write_dataset


@click.command("build")
@options.ontology_option
@options.data_option
@options.dataset_option
@options.base_option
def build_command(ontology: Path, data: tuple[Path, ...], dataset: Path, base: str) -> None:
    """Build the dataset from the ontology and the records.

    The build is all or nothing: after an error the old dataset is unchanged. It records a git commit only if its
    input files match that commit exactly.
    """
    report = progress()
    report("reading the ontology")
    result = build_dataset(options.ontology_for_base(ontology, base), options.existing_folders(data), report)
    write_dataset(dataset, result.lines)
    assertions, inferences = len(result.inputs.assertions), len(result.closure.derivations)
    report(f"{dataset}: {assertions} assertions, {inferences} inferences, {len(result.lines)} quads")
