"""Access tokens: a file with a line for each, which holds its hash and not the token itself."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.errors import DataError, Problem

READ, WRITE = "read", "write"
SCOPES = (READ, WRITE)
_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Tokens:
    """The scopes by the hash of each token. A token has 256 random bits, so one round of SHA-256 keeps it secret."""

    scopes: dict[str, frozenset[str]]

    @classmethod
    def read(cls, path: Path | None) -> Tokens:
        """The tokens of a file, if there is one; raises DataError with the line that cannot be read."""
        if path is None:
            return cls({})
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(Problem(str(path), "The tokens cannot be read.", "Make one with kg token.")) from error
        numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
        return cls(dict(_entry(f"{path}, line {number}", line) for number, line in numbered))

    def allows(self, authorization: str | None, scope: str) -> bool:
        """Whether an Authorization header holds a token with a scope (RFC 6750, 2.1); WRITE includes READ."""
        scheme, _, token = (authorization or "").partition(" ")
        granted = self.scopes.get(_digest(token.strip()), frozenset()) if scheme.lower() == "bearer" else frozenset()
        return scope in granted or (scope == READ and WRITE in granted)


def add_token(path: Path, name: str, scope: str) -> str:
    """Make a token, append its hash to a file that only its owner can read, and return the token.

    ``name`` is that of its holder. Raises DataError for a name that is not one line of text, and if the file cannot be
    written.
    """
    if not name.strip() or not name.isprintable():
        raise DataError(Problem("name", f"{name!r} is not a valid name.", "Enter the name of the holder on one line."))
    token = f"kg_{secrets.token_urlsafe(32)}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(number, "ab", buffering=0) as file:
            size = file.tell()
            start = b"\n" if size and not path.read_bytes().endswith(b"\n") else b""
            line = start + f"{_digest(token)}\t{scope}\t{date.today().isoformat()}\t{name}\n".encode()
            if file.write(line) < len(line):
                # A line that is cut would make the whole file unreadable.
                file.truncate(size)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except OSError as error:
        with suppress(OSError):
            if not path.stat().st_size:
                path.unlink()
        raise DataError(Problem(str(path), f"cannot be written: {error.strerror}.", "Name another file.")) from error
    return token


def _entry(where: str, line: str) -> tuple[str, frozenset[str]]:
    digest, *rest = line.split("\t")
    scopes = frozenset(rest[0].split(",")) if rest else frozenset()
    if not _DIGEST.fullmatch(digest) or not scopes or scopes - set(SCOPES):
        raise DataError(Problem(where, "is not a token.", "Remove the line, or make a token with kg token."))
    return digest, scopes


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
