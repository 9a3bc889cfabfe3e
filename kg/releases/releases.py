"""Releases: the published versions of the dataset, and the folder that records them.

``<version>.yaml`` records a release, ``<version>.rdfp`` is the patch from the previous release; the first has none.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import yaml

from kg import drafts
from kg.errors import DataError, DatasetError, Problem
from kg.model.dataset import PublishedDataset
from kg.sparql.terms import iri_ref

_PATCH_SUFFIX = ".rdfp"
_VERSION = r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"
_HASH_DIGITS = 8


@dataclass(frozen=True)
class Release:
    """A version of the dataset, with the checksum of its content and the numbers of its statements.

    The version has the three numbers of a semantic version and nothing else (Semantic Versioning 2.0.0, 2). ``patch``
    is the file with the patch from the previous release.
    """

    version: str
    date: date
    summary: str
    content: str
    assertions: int
    inferences: int
    quads: int
    patch: Path | None = None

    @property
    def text(self) -> str:
        """The release as YAML, in the form in which it is read."""
        values = {name: str(getattr(self, name)) for name in _FIELDS}
        # A JSON string is also a YAML scalar, whatever it contains.
        values["summary"] = json.dumps(self.summary, ensure_ascii=False)
        return "".join(f"{name}: {value}\n" for name, value in values.items())


def precedence(version: str) -> tuple[int, ...]:
    """The numbers that order versions (Semantic Versioning 2.0.0, 11); raises ValueError for any other text."""
    return tuple(int(number) for number in _matching(_VERSION, version).split("."))


def read_releases(folder: Path) -> tuple[Release, ...]:
    """The releases of a folder, the newest first, none if it is missing; raises DataError with every problem."""
    releases: list[Release] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            releases.append(_read_release(path))
        except DataError as error:
            problems += error.problems
    releases.sort(key=lambda release: precedence(release.version), reverse=True)
    for release in [] if problems else releases[:-1]:
        if release.patch is None:
            remedy = "Make it with kg diff --patch from the previous release."
            problems.append(Problem(str(folder / f"{release.version}{_PATCH_SUFFIX}"), "The patch is missing.", remedy))
    if problems:
        raise DataError(*problems)
    return tuple(releases)


def write_release(folder: Path, release: Release, patch: str | None) -> Path:
    """Add a release and its patch to a folder; returns the path of its file, raises DatasetError on failure.

    A failure leaves neither.
    """
    path = folder / f"{release.version}.yaml"
    try:
        if patch is not None:
            drafts.write_text(path.with_suffix(_PATCH_SUFFIX), patch)
        # A release counts as soon as it has this file.
        drafts.write_text(path, release.text)
    except OSError as error:
        for half in (path, path.with_suffix(_PATCH_SUFFIX)):
            with suppress(OSError):
                half.unlink()
        what = f"cannot be written: {error.strerror}."
        raise DatasetError(Problem(str(path), what, "Name a folder that you may write to.")) from error
    return path


def content_checksum(dataset: PublishedDataset) -> str | None:
    """The checksum of a dataset's content, ``sha256:`` and a hash, as the build records it; None if it does not."""
    identified = f"GRAPH graph:build {{ {iri_ref(dataset.names.base)} dcterms:identifier ?sum }}"
    query = f'SELECT ?sum WHERE {{ {identified} FILTER STRSTARTS(?sum, "sha256:") }}'
    return next((row[0].value for row in dataset.select_bound(query)), None)


def dataset_version(checksum: str | None, releases: Sequence[Release]) -> str:
    """The version in which a content was released, else a name for its state; the newest release comes first.

    That is ``after-<latest>-<hash>``, ``unreleased-<hash>`` before the first release, and ``unknown`` for a content
    without a checksum.
    """
    if checksum is None:
        return "unknown"
    digits = checksum.removeprefix("sha256:")[:_HASH_DIGITS]
    released = (release.version for release in releases if release.content == checksum)
    return next(released, f"after-{releases[0].version}-{digits}" if releases else f"unreleased-{digits}")


def _read_release(path: Path) -> Release:
    """Read ``<version>.yaml``; raises DataError with every problem."""
    fields = _scalars(path)
    problems = [
        Problem(f"{path}:{line}", f"A release has no field {name}.", "Remove the line.")
        for name, (_, line) in fields.items()
        if name not in _FIELDS
    ]
    for name, (read, remedy) in _FIELDS.items():
        text, line = fields.get(name, ("", 1))
        try:
            read(text)
        except ValueError:
            what = f"{name} cannot be {text!r}." if name in fields else f"{name} is missing."
            problems.append(Problem(f"{path}:{line}", what, remedy))
    version, line = fields.get("version", (path.stem, 1))
    if version != path.stem:
        what = f"It records the release {version}."
        problems.append(Problem(f"{path}:{line}", what, "Name the file after the version."))
    if problems:
        raise DataError(*problems)
    patch = path.with_suffix(_PATCH_SUFFIX)
    version, day, summary, content, *numbers = (fields[name][0] for name in _FIELDS)
    assertions, inferences, quads = map(int, numbers)
    existing = patch if patch.exists() else None
    return Release(version, date.fromisoformat(day), summary, content, assertions, inferences, quads, existing)


def _scalars(path: Path) -> Mapping[str, tuple[str, int]]:
    """The keys of a YAML file with their values as text, and their lines; raises DataError for anything else."""
    remedy = "Write a line 'key: value' for each field."
    try:
        node = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(Problem(str(path), f"cannot be read: {error}.", "Restore the file.")) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise DataError(Problem(where, "is not valid YAML.", remedy)) from error
    if not isinstance(node, yaml.MappingNode):
        raise DataError(Problem(f"{path}:1", "There are no fields.", remedy))
    scalars: dict[str, tuple[str, int]] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(value, yaml.ScalarNode) or key.value in scalars:
            raise DataError(Problem(f"{path}:{line}", "This is not a field, or a field is repeated.", remedy))
        scalars[key.value] = value.value, line
    return scalars


def _matching(pattern: str, text: str) -> str:
    if not re.fullmatch(pattern, text):
        raise ValueError(text)
    return text


def _number(text: str) -> int:
    return int(_matching("[0-9]+", text))


# The fields of the file, in order: a function that raises ValueError for a wrong value, and the remedy.
_FIELDS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "version": (partial(_matching, _VERSION), "Write three numbers like 1.0.0."),
    "date": (date.fromisoformat, "Write a date like 2026-01-31."),
    "summary": (partial(_matching, r"\S.*"), "Summarize in a line what is new."),
    "content": (partial(_matching, r"sha256:[0-9a-f]{64}"), "Write the checksum that the build records, sha256:..."),
    "assertions": (_number, "Write their number."),
    "inferences": (_number, "Write their number."),
    "quads": (_number, "Write their number."),
}
