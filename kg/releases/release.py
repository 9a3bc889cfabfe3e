"""A release: a version of the dataset that was published, and the file that tells of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from kg.errors import DataError, Problem

PATCH_SUFFIX = ".rdfp"
_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", re.ASCII)
_CONTENT = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True)
class Release:
    """A version of the dataset, with the name of its content and how much it holds.

    The version has the three numbers of a semantic version and nothing else (Semantic Versioning 2.0.0, 2). ``patch``
    is the file with the patch from the release before.
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
        """The release as YAML, as ``read_release`` reads it."""
        values = {name: str(getattr(self, name)) for name in _FIELDS}
        # A JSON string is a scalar of YAML too, whatever stands in it.
        values["summary"] = json.dumps(self.summary, ensure_ascii=False)
        return "".join(f"{name}: {value}\n" for name, value in values.items())


def precedence(version: str) -> tuple[int, ...]:
    """What versions are compared by (Semantic Versioning 2.0.0, 11).

    Raises ValueError for what is no semantic version of three numbers.
    """
    return tuple(int(number) for number in _matching(_VERSION, version).split("."))


def read_release(path: Path) -> Release:
    """The release that a file ``<version>.yaml`` tells of.

    Raises DataError with every problem found.
    """
    given = _scalars(path)
    problems = [
        Problem(f"{path}:{line}", f"There is no {name} in a release.", "Remove the line.")
        for name, (_, line) in given.items()
        if name not in _FIELDS
    ]
    values: dict[str, Any] = {}
    for name, (read, remedy) in _FIELDS.items():
        text, line = given.get(name, ("", 1))
        try:
            values[name] = read(text)
        except ValueError:
            what = f"{name} cannot be {text!r}." if name in given else f"{name} is missing."
            problems.append(Problem(f"{path}:{line}", what, remedy))
    if values.get("version", path.stem) != path.stem:
        what = f"It tells of the release {values['version']}."
        problems.append(Problem(f"{path}:{given['version'][1]}", what, "Name the file after the version."))
    if problems:
        raise DataError(*problems)
    patch = path.with_suffix(PATCH_SUFFIX)
    return Release(**values, patch=patch if patch.exists() else None)


def _scalars(path: Path) -> Mapping[str, tuple[str, int]]:
    """The keys of a YAML file with their values as text, and the lines where they stand.

    Raises DataError if there is something else in the file.
    """
    remedy = "Write a line 'key: value' for each field."
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(Problem(str(path), f"cannot be read: {error}.", "Restore the file.")) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise DataError(Problem(where, "is not YAML.", remedy)) from error
    if not isinstance(node, yaml.MappingNode):
        raise DataError(Problem(f"{path}:1", "There are no fields.", remedy))
    found: dict[str, tuple[str, int]] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(value, yaml.ScalarNode) or key.value in found:
            raise DataError(Problem(f"{path}:{line}", "This is no field, or one that was given above.", remedy))
        found[key.value] = value.value, line
    return found


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(text)
    return text


def _number(text: str) -> int:
    return int(_matching(re.compile("[0-9]+"), text))


# The fields of the file, in order: how each is read, and what to do where that fails.
_FIELDS: Mapping[str, tuple[Callable[[str], Any], str]] = {
    "version": (lambda text: _matching(_VERSION, text), "Write three numbers like 1.0.0."),
    "date": (date.fromisoformat, "Write a date like 2026-01-31."),
    "summary": (lambda text: _matching(re.compile(r"\S.*"), text), "Tell in a line what is new."),
    "content": (lambda text: _matching(_CONTENT, text), "Write the name that the build gives, sha256: and a hash."),
    "assertions": (_number, "Write how many there are."),
    "inferences": (_number, "Write how many there are."),
    "quads": (_number, "Write how many there are."),
}
