"""The address that a server listens on: whether it can is found out before anything else is done.

``python -m kg.address HOST PORT`` needs no other package: ``make serve`` runs it before it installs any.
"""

import socket
import sys

from kg.errors import DataError, KgError, Problem
from kg.limits import SettingLimits

_SHOWN = SettingLimits().shown_characters


def require_address(host: str, port: int, names: tuple[str, str] = ("--host", "--port")) -> None:
    """Raise DataError if no server can listen there; ``names`` are what the host and the port were given by.

    A server would share the port of another server of the same user.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address[0], port, *address[2:]))
    except (OSError, UnicodeError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or "this is not a valid host"
        what = f"The server cannot listen here: {reason}."
        remedy = f"Choose another address with {names[0]} or {names[1]}."
        raise DataError(Problem(f"{host}:{port}", what, remedy)) from error


def _main(host: str, port: str) -> None:
    """End with a message in the words of make if no server can listen there."""
    try:
        if not port.isdecimal() or not port.isascii() or not 0 < int(port[:6]) < 1 << 16:
            shown = port if len(port) <= _SHOWN else f"{port[:_SHOWN]}…"
            raise DataError(Problem("PORT", f"{shown!r} is not a valid port.", "Give a number from 1 to 65535."))
        require_address(host, int(port), ("HOST=", "PORT="))
    except KgError as error:
        sys.exit(f"make: {error}")


if __name__ == "__main__":
    _main(*sys.argv[1:])
