"""Landlock: rights to files and processes that a process gives up for itself (landlock(7)).

Linux has it from version 5.13 on, unless it is disabled. It also covers what a seccomp filter cannot see: the
memory of processes as files below ``/proc``, also for the superuser.
"""

import ctypes
import errno
import os
import struct
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG = 1
_PATH_BENEATH = 1
# To execute, and to write, remove and make files of each kind.
_EXECUTE, _WRITES = 0x1, 0x1FF2
# By the version of the interface that has them: to link and rename between folders, and to truncate.
_REFER, _TRUNCATE = 1 << 13, 1 << 14
# Abstract Unix sockets and signals of processes that are not restricted alike.
_SCOPES = 0x3


def restrict(writable: Path | None) -> None:
    """Let this thread and those that it starts change files in one folder at most, and run no program.

    Nor can they inspect or signal other processes. Where the kernel does not have Landlock, nothing changes.
    """
    has = version()
    # Before version 2 files could not be linked between the folders of a store.
    if has < (2 if writable else 1):
        return
    rights = _WRITES | (_REFER if has >= 2 else 0) | (_TRUNCATE if has >= 3 else 0)
    # The rights to files, those to the network, and the scopes; an older kernel takes fewer of them.
    attributes = struct.pack("QQQ", rights | _EXECUTE, 0, _SCOPES)[: 24 if has >= 6 else 8]
    ruleset = _call(_CREATE_RULESET, attributes, len(attributes), 0)
    try:
        if writable:
            folder = os.open(writable, os.O_PATH)
            try:
                _call(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, folder), 0)
            finally:
                os.close(folder)
        _call(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def version() -> int:
    """The version of the kernel's interface, 0 if there is none."""
    try:
        return _call(_CREATE_RULESET, None, 0, _VERSION_FLAG)
    except OSError as error:
        if error.errno in {errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM}:
            return 0
        raise


def _call(number: int, *arguments: int | bytes | None) -> int:
    library = ctypes.CDLL(None, use_errno=True)
    values = [ctypes.c_long(argument) if isinstance(argument, int) else argument for argument in arguments]
    result = int(library.syscall(ctypes.c_long(number), *values))
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result
