"""Random records: those of the fictional congress with a few changes, which are read or refused in words."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

from kg.errors import KgError
from kg.graph.build import build_dataset
from tests.conftest import FICTIONAL, project_ontology, silent
from tests.fuzz.mutations import mutated


def problem(random: Random, folder: Path) -> str | None:
    """What a build says of changed records other than their problems, if it fails otherwise."""
    copy = folder / "data"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(FICTIONAL / "data", copy)
    path = random.choice(sorted(copy.rglob("*.yaml")) + sorted(copy.rglob("*.csv")))
    path.write_bytes(mutated(random, path.read_bytes()))
    try:
        build_dataset(project_ontology(), [copy], silent)
    except KgError:
        return None
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return f"{type(error).__name__} for {path.relative_to(copy)}: {error}"
    return None
