"""The folder of releases, and the version of a dataset by them.

``<version>.yaml`` records a release, ``<version>.rdfp`` is the patch from the previous release; the first has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.errors import DataError, DatasetError, Problem
from kg.model.dataset import PublishedDataset
from kg.releases.release import PATCH_SUFFIX, Release, precedence, read_release
from kg.sparql.terms import iri_ref

_UNKNOWN = "unknown"
_HASH_DIGITS = 8


def read_releases(folder: Path) -> tuple[Release, ...]:
    """The releases of a folder, the newest first; a missing folder has none.

    Raises DataError with every problem.
    """
    releases: list[Release] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            releases.append(read_release(path))
        except DataError as error:
            problems += error.problems
    releases.sort(key=lambda release: precedence(release.version), reverse=True)
    for release in [] if problems else releases[:-1]:
        if release.patch is None:
            remedy = "Make it with kg diff --patch from the previous release."
            problems.append(Problem(str(folder / f"{release.version}{PATCH_SUFFIX}"), "The patch is missing.", remedy))
    if problems:
        raise DataError(*problems)
    return tuple(releases)


def write_release(folder: Path, release: Release, patch: str | None) -> Path:
    """Add a release to a folder, with the patch from the previous one; returns the path of its file.

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


def content_checksum(dataset: PublishedDataset) -> str | None:
    """The checksum of a dataset's content, ``sha256:`` and a hash, as the build records it; None if it does not."""
    base = iri_ref(dataset.names.base)
    query = f'SELECT ?sum WHERE {{ {base} dcterms:identifier ?sum FILTER STRSTARTS(?sum, "sha256:") }}'
    return next((row[0].value for row in dataset.select_bound(query)), None)


def dataset_version(checksum: str | None, releases: Sequence[Release]) -> str:
    """The version in which a content was released, else a name for its state; the newest release comes first.

    That is ``after-<latest>-<hash>``, ``unreleased-<hash>`` if there is no release, and ``unknown`` for a content
    without a checksum.
    """
    if checksum is None:
        return _UNKNOWN
    digits = checksum.removeprefix("sha256:")[:_HASH_DIGITS]
    released = (release.version for release in releases if release.content == checksum)
    return next(released, f"after-{releases[0].version}-{digits}" if releases else f"unreleased-{digits}")
