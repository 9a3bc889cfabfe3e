"""Faults of the disk as the engine reports them: in words, and in exceptions of the same types as errors in a query."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import DatasetError, Problem
from kg.faults import fault, fault_by_message

_DAMAGE = re.compile("Corruption: |Not able to find the string with id|Unexpected term type|Invalid term")
# The beginnings of RocksDB's messages, and the end of those of Rust's standard library.
_OF_THE_DISK = re.compile(
    r"(IO error|Invalid argument|Operation [\w .]+|Resource busy|Result incomplete|Shutdown in progress): "
    r"|.*\(os error \d+\)$",
    re.DOTALL,
)


def engine_fault(error: Exception, where: str = "store") -> DatasetError | None:
    """The fault of the server that an exception of the engine reports; None if it reports anything else."""
    message = str(error)
    if isinstance(error, OSError) and error.errno:
        return fault(error, error.filename or where)
    if _DAMAGE.match(message):
        remedy = "Check the disk; restore a backup with kg restore, or make the dataset again."
        return DatasetError(Problem(where, f"The store is damaged: {message}.", remedy))
    return fault_by_message(message, where) if _OF_THE_DISK.match(message) else None


@contextmanager
def engine_faults() -> Iterator[None]:
    """Translate the exceptions that report a fault of the server."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        if reported := engine_fault(error):
            raise reported from error
        raise
