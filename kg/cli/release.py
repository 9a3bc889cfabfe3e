"""The commands that publish the dataset: ``kg dump``, ``kg diff``, ``kg release`` and ``kg site``."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from kg.cli import options
from kg.cli.console import progress
from kg.config import Settings
from kg.errors import DataError, Problem
from kg.releases.dataset_file import DatasetFile
from kg.releases.difference import Difference, difference_text, rdf_patch
from kg.releases.dumps import write_dumps
from kg.releases.reifications import ASSERTION, INFERENCE
from kg.releases.releases import Release, dataset_version, precedence, read_releases, write_release
from kg.static_site.static_site import write_static_site


@click.command("dump")
@click.argument("folder", metavar="OUT", type=options.PATH)
@options.dataset_option
@options.releases_option
def dump_command(folder: Path, dataset: Path, releases: Path) -> None:
    """Write the dataset in every download format.

    OUT receives the dumps and their checksums; earlier dumps in it are replaced.
    """
    report = progress()
    built = DatasetFile.read(dataset)
    version = dataset_version(built.content, read_releases(releases))
    report(f"writing the dumps of {version}")
    report(f"{folder}: {len(write_dumps(folder, built, version))} dumps")


@click.command("diff")
@click.argument("before", type=options.PATH)
@click.argument("after", type=options.PATH)
@click.option("--patch", is_flag=True, help="Print the difference as RDF Patch, for programs.")
def diff_command(before: Path, after: Path, patch: bool) -> None:
    """Print the changes between two datasets.

    BEFORE and AFTER are N-Quads files written by kg build or kg dump. The changes are listed by entity; a change in
    the evidence for a statement counts as a change.
    """
    old, new = DatasetFile.read(before), DatasetFile.read(after)
    if patch:
        click.echo(rdf_patch(old, new), nl=False)
    else:
        click.echo("\n".join(difference_text(Difference(old, new))))


@click.command("release")
@click.argument("version")
@click.option("--summary", required=True, help="What is new, in one line.")
@click.option(
    "--since", type=options.PATH, help="The dataset of the previous release; required except for the first release."
)
@options.dataset_option
@options.releases_option
def release_command(version: str, summary: str, since: Path | None, dataset: Path, releases: Path) -> None:
    """Record a release of the dataset.

    The release VERSION is dated today and includes a patch from the previous release.
    """
    earlier = read_releases(releases)
    _require_later(version, earlier)
    if not summary.strip():
        raise DataError(Problem("--summary", "The summary is empty.", "State what is new in one line."))
    released = DatasetFile.read(dataset)
    if released.content is None:
        raise DataError(Problem(str(dataset), "The dataset has no content hash.", "Build it again with kg build."))
    release = Release(
        version=version,
        date=datetime.now(UTC).date(),
        summary=" ".join(summary.split()),
        content=released.content,
        assertions=released.count(ASSERTION),
        inferences=released.count(INFERENCE),
        quads=len(released.quads),
    )
    click.echo(write_release(releases, release, _patch(since, released, earlier)))


@click.command("site")
@click.argument("out", type=options.PATH)
@options.settings_options("dataset", "queries", "releases", "dumps", "sources")
def site_command(out: Path, **settings: Any) -> None:
    """Write the whole site as files.

    OUT receives every page and every document in each of its formats, for a web server that runs no programs, and
    the rules by which nginx and Apache resolve IRIs. If OUT is from an earlier run, it is replaced completely.
    """
    report = progress()
    report(f"{out}: {write_static_site(Settings(**settings), out, report)} documents")


def _require_later(version: str, earlier: Sequence[Release]) -> None:
    """Raise DataError for an invalid version and for a version that is not later than the last release."""
    try:
        order = precedence(version)
    except ValueError:
        what = "is not a version of three numbers."
        raise DataError(Problem(version, what, "Give a semantic version like 1.0.0.")) from None
    if earlier and order <= precedence(earlier[0].version):
        raise DataError(Problem(version, f"is not later than release {earlier[0].version}.", "Give a later version."))


def _patch(since: Path | None, released: DatasetFile, earlier: Sequence[Release]) -> str | None:
    """The patch from the last release, None for the first; raises DataError if ``since`` is not the dataset of that."""
    if not earlier:
        if since:
            raise DataError(Problem("--since", "There is no previous release.", "Omit the option."))
        return None
    before = DatasetFile.read(since) if since else None
    if before is None or before.content != earlier[0].content:
        what = f"The dataset of release {earlier[0].version} is required."
        raise DataError(Problem("--since", what, "Name its N-Quads file or a dump of it."))
    return rdf_patch(before, released)
