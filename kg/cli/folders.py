"""The folders that commands read and write."""

import os
from collections.abc import Sequence
from pathlib import Path

from kg.cli.options import given_by
from kg.config import Settings
from kg.errors import DataError, Problem
from kg.graph.ontology import Ontology, load_ontology
from kg.namespaces import DEFAULT_BASE, Namespaces


def ontology_for_base(folder: Path, base: str = DEFAULT_BASE) -> Ontology:
    """The ontology of a folder below a base; raises DataError if there is no folder or the base is invalid."""
    if not base.startswith(("http://", "https://")) or not base.endswith("/") or set(base) & set(' <>"'):
        remedy = "Give an IRI like https://example.org/kg/, with a slash at the end."
        raise DataError(Problem("--base", f"{base} is not a valid base of IRIs.", remedy))
    return load_ontology(existing_folders([folder])[0], Namespaces(base))


def existing_folders(paths: Sequence[Path]) -> list[Path]:
    """The absolute paths of folders, without symbolic links; raises DataError if a folder does not exist."""
    for path in paths:
        if not path.is_dir():
            remedy = "Run kg in the folder of the project, or name the folder with its option."
            raise DataError(Problem(str(path), "This folder does not exist.", remedy))
    return [path.resolve() for path in paths]


def require_folders(settings: Settings) -> None:
    """Raise DataError if a folder that is to be served is none, or that of large answers cannot be written."""
    for name in ("queries", "releases", "dumps", "store", "spool"):
        path: Path | None = getattr(settings, name)
        if path and path.exists() and not path.is_dir():
            raise DataError(Problem(given_by(name), f"{path} is not a folder.", "Name a folder."))
    if settings.spool and not (settings.spool.is_dir() and os.access(settings.spool, os.W_OK | os.X_OK)):
        what = f"{settings.spool} is not a folder in which the server may write."
        raise DataError(Problem(given_by("spool"), what, "Make it, or name another."))
