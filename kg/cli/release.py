"""Commands that publish the dataset: dump, diff, release."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from kg.cli import options
from kg.cli.console import progress
from kg.errors import DataError, Problem
from kg.releases import difference_text
from kg.releases.difference import Difference
from kg.releases.dumps import write_dumps
from kg.releases.edition import Edition
from kg.releases.patch import patch as patch_between
from kg.releases.reifications import ASSERTION, INFERENCE
from kg.releases.release import Release, precedence
from kg.releases.releases import read_releases, version_of_content, write_release

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
    edition = Edition.read(dataset)
    version = version_of_content(edition.content, read_releases(releases))
    report(f"writing the dumps of {version}")
    sums = write_dumps(folder, edition, version)
    report(f"{folder}: {len(sums)} dumps")


@click.command()
@click.argument("before", type=_FILE)
@click.argument("after", type=_FILE)
@click.option("--patch", is_flag=True, help="Print the difference as RDF Patch, for programs.")
def diff(before: Path, after: Path, patch: bool) -> None:
    """Print what has changed from the dataset BEFORE to the dataset AFTER, thing by thing.

    Both are N-Quads files as kg build or kg dump writes them. A change of the evidence for a statement is one too.
    """
    old, new = Edition.read(before), Edition.read(after)
    if patch:
        click.echo(patch_between(old, new), nl=False)
    else:
        click.echo("\n".join(difference_text.render(Difference(old, new))))


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
    edition = Edition.read(dataset)
    if edition.content is None:
        raise DataError(Problem(str(dataset), "Its content has no name.", "Make it again with kg build."))
    made = Release(
        version=version,
        date=datetime.now(UTC).date(),
        summary=" ".join(summary.split()),
        content=edition.content,
        assertions=edition.count(ASSERTION),
        inferences=edition.count(INFERENCE),
        quads=len(edition.quads),
    )
    click.echo(write_release(releases, made, _patch(since, edition, earlier)))


def _require_later(version: str, earlier: tuple[Release, ...]) -> None:
    """Raise DataError for what is no version, or not later than the last release."""
    try:
        wanted = precedence(version)
    except ValueError:
        raise DataError(Problem(version, "is no semantic version.", "Give three numbers like 1.0.0.")) from None
    if earlier and wanted <= precedence(earlier[0].version):
        what = f"is not later than the release {earlier[0].version}."
        raise DataError(Problem(version, what, "Give a later version."))


def _patch(since: Path | None, edition: Edition, earlier: tuple[Release, ...]) -> str | None:
    """The patch from the dataset of the last release; None for the first release.

    Raises DataError if the file is missing, or is not that dataset.
    """
    if not earlier:
        if since:
            raise DataError(Problem("--since", "There is no release before this one.", "Leave it out."))
        return None
    before = Edition.read(since) if since else None
    if before is None or before.content != earlier[0].content:
        what = f"{since or 'Nothing'} is not the dataset of the release {earlier[0].version}."
        raise DataError(Problem("--since", what, "Name its N-Quads file; a dump of it will do."))
    return patch_between(before, edition)
