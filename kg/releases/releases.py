"""Releases: the folder of the versions that were published, and what they call a dataset.

``<version>.yaml`` tells of a release, ``<version>.rdfp`` is the patch from the release before, which the first has not.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.errors import DataError, DatasetError, Problem
from kg.model.dataset import PublishedDataset
from kg.releases.release import PATCH_SUFFIX, Release, precedence, read_release

UNKNOWN = "unknown"
_DIGITS_SHOWN = 8


def read_releases(folder: Path) -> tuple[Release, ...]:
    """The releases of a folder, the newest first; a folder that is not there has none.

    Raises DataError with every problem found.
    """
    found: list[Release] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found.append(read_release(path))
        except DataError as error:
            problems += error.problems
    found.sort(key=lambda release: precedence(release.version), reverse=True)
    for release in [] if problems else found[:-1]:
        if release.patch is None:
            remedy = "Make it with kg diff --patch from the release before."
            problems.append(Problem(str(folder / f"{release.version}{PATCH_SUFFIX}"), "The patch is missing.", remedy))
    if problems:
        raise DataError(*problems)
    return tuple(found)


def write_release(folder: Path, release: Release, patch: str | None) -> Path:
    """Add a release to a folder, with the patch from the one before, and give the path of its file.

    Raises DatasetError if it cannot be written.
    """
    path = folder / f"{release.version}.yaml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if patch is not None:
            path.with_suffix(PATCH_SUFFIX).write_text(patch, encoding="utf-8")
        path.write_text(release.text, encoding="utf-8")
    except OSError as error:
        what = f"cannot be written: {error.strerror}."
        raise DatasetError(Problem(str(path), what, "Name a folder that you may write to.")) from error
    return path


def content_of(dataset: PublishedDataset) -> str | None:
    """The name that the build has given to the content of a dataset, ``sha256:`` and a hash; None if it has none."""
    answer = dataset.store.query(
        f'SELECT ?name WHERE {{ <{dataset.names.base}> dcterms:identifier ?name FILTER STRSTARTS(?name, "sha256:") }}',
        prefixes=dataset.names.prefixes,
    )
    return next((row[0].value for row in answer.rows() if row[0]), None)


def version_of(dataset: PublishedDataset, releases: Sequence[Release]) -> str:
    """The version of a dataset, as ``version_of_content`` gives it."""
    return version_of_content(content_of(dataset), releases)


def version_of_content(content: str | None, releases: Sequence[Release]) -> str:
    """The version that a content was released as; else a name that tells where it stands, the newest release first.

    That is ``after-<latest>-<hash>``, ``unreleased-<hash>`` where there is no release, and ``unknown`` for a content
    without a name.
    """
    if content is None:
        return UNKNOWN
    shown = content.removeprefix("sha256:")[:_DIGITS_SHOWN]
    released = (release.version for release in releases if release.content == content)
    return next(released, f"after-{releases[0].version}-{shown}" if releases else f"unreleased-{shown}")
