"""Commands that publish the dataset: dump, diff, release."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from kg.cli import options
from kg.cli.console import progress
from kg.errors import DataError, Problem
from kg.releases.dataset_file import DatasetFile
from kg.releases.difference import Difference
from kg.releases.difference_text import difference_text
from kg.releases.dumps import write_dumps
from kg.releases.rdf_patch import rdf_patch
from kg.releases.reifications import ASSERTION, INFERENCE
from kg.releases.release import Release, precedence
from kg.releases.releases import dataset_version, read_releases, write_release

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("folder", metavar="OUT", type=_FILE)
@options.dataset
@options.releases
def dump(folder: Path, dataset: Path, releases: Path) -> None:
    """Write the dataset into the folder OUT in every format for download, with checksums.

    The folder's earlier dumps are replaced.
    """
    report = progress()
    built = DatasetFile.read(dataset)
    version = dataset_version(built.content, read_releases(releases))
    report(f"writing the dumps of {version}")
    sums = write_dumps(folder, built, version)
    report(f"{folder}: {len(sums)} dumps")


@click.command()
@click.argument("before", type=_FILE)
@click.argument("after", type=_FILE)
@click.option("--patch", is_flag=True, help="Print the difference as RDF Patch, for programs.")
def diff(before: Path, after: Path, patch: bool) -> None:
    """Print what has changed from the dataset BEFORE to the dataset AFTER, thing by thing.

    Both are N-Quads files as kg build or kg dump writes them. A change of the evidence for a statement is one too.
    """
    old, new = DatasetFile.read(before), DatasetFile.read(after)
    if patch:
        click.echo(rdf_patch(old, new), nl=False)
    else:
        click.echo("\n".join(difference_text(Difference(old, new))))


@click.command()
@click.argument("version")
@click.option("--summary", required=True, help="What is new, in a line.")
@click.option("--since", type=_FILE, help="The dataset of the release before; only the first release has none.")
@options.dataset
@options.releases
def release(version: str, summary: str, since: Path | None, dataset: Path, releases: Path) -> None:
    """Record that the dataset is released as VERSION, today, with the patch from the release before."""
    earlier = read_releases(releases)
    _require_later(version, earlier)
    if not summary.strip():
        raise DataError(Problem("--summary", "It is empty.", "Tell in a line what is new."))
    released = DatasetFile.read(dataset)
    if released.content is None:
        raise DataError(Problem(str(dataset), "Its content has no name.", "Make it again with kg build."))
    made = Release(
        version=version,
        date=datetime.now(UTC).date(),
        summary=" ".join(summary.split()),
        content=released.content,
        assertions=released.count(ASSERTION),
        inferences=released.count(INFERENCE),
        quads=len(released.quads),
    )
    click.echo(write_release(releases, made, _patch(since, released, earlier)))


def _require_later(version: str, earlier: tuple[Release, ...]) -> None:
    """Raise DataError for what is no version, or not later than the last release."""
    try:
        wanted = precedence(version)
    except ValueError:
        raise DataError(Problem(version, "is no semantic version.", "Give three numbers like 1.0.0.")) from None
    if earlier and wanted <= precedence(earlier[0].version):
        what = f"is not later than the release {earlier[0].version}."
        raise DataError(Problem(version, what, "Give a later version."))


def _patch(since: Path | None, released: DatasetFile, earlier: tuple[Release, ...]) -> str | None:
    """The patch from the dataset of the last release; None for the first release.

    Raises DataError if the file is missing, or is not that dataset.
    """
    if not earlier:
        if since:
            raise DataError(Problem("--since", "There is no release before this one.", "Leave it out."))
        return None
    before = DatasetFile.read(since) if since else None
    if before is None or before.content != earlier[0].content:
        what = f"{since or 'Nothing'} is not the dataset of the release {earlier[0].version}."
        raise DataError(Problem("--since", what, "Name its N-Quads file; a dump of it will do."))
    return rdf_patch(before, released)
