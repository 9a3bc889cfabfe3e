"""The folders that commands read records and the ontology from."""

from collections.abc import Sequence
from pathlib import Path

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
