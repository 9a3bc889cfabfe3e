"""Faults of the machine: what an error of the operating system means, and what the operator does about it."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import DatasetError, DiskFullError, Problem, ShortageError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REMEDIES = {
    errno.EMFILE: "Raise the limit of open files of the server (ulimit -n).",
    errno.ENFILE: "Raise the limit of open files of the machine (fs.file-max).",
    errno.ENOMEM: "Free memory, or lower --workers.",
    errno.EAGAIN: "Raise the limit of processes of the server (ulimit -u), or lower --workers.",
}
# As the C library words them. A lock that another process has is worded like a lack of processes.
_NUMBERS = {os.strerror(number): number for number in (*_FULL, *_REMEDIES) if number != errno.EAGAIN}


def fault(error: OSError, where: str | None = None) -> DatasetError:
    """The fault of the server that an error of the operating system shows.

    ``where`` is the file or the part of the server; without it, the file that the error names.
    """
    return _fault(str(where or error.filename or "server"), error.strerror or str(error), error.errno)


@contextmanager
def system_faults(where: str | None = None) -> Iterator[None]:
    """Translate an error of the operating system, as ``fault`` does."""
    try:
        yield
    except OSError as error:
        raise fault(error, where) from error


def why_unreadable(error: OSError | UnicodeDecodeError) -> str:
    """Why a file that somebody has named cannot be read as text, in words."""
    if isinstance(error, UnicodeDecodeError):
        return "is not UTF-8 text."
    return "does not exist." if error.errno == errno.ENOENT else f"cannot be read: {error.strerror}."


def fault_by_message(message: str, where: str) -> DatasetError:
    """The fault that a library reports in words, in which it repeats those of the operating system."""
    number = next((number for words, number in _NUMBERS.items() if words in message), None)
    return _fault(where, message, number)


def shortage(number: int, where: str) -> ShortageError:
    """The fault of a machine that lacks what ``number``, of the module errno, stands for."""
    return ShortageError(Problem(where, f"{os.strerror(number)}.", _REMEDIES[number]))


def _fault(where: str, message: str, number: int | None) -> DatasetError:
    what = f"{message.rstrip('.')}."
    if number in _FULL:
        return DiskFullError(Problem(where, what, "Make room on this disk."))
    if number in _REMEDIES:
        return ShortageError(Problem(where, what, _REMEDIES[number]))
    return DatasetError(Problem(where, what, "Check the disk, and the permissions of its files."))
