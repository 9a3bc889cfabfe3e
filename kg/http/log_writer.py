"""The log writer: lines that no request waits for, all of which are written in the end."""

import logging
import select
import threading
from queue import SimpleQueue
from typing import TextIO

from kg.faults import fault

_LOG = logging.getLogger("kg.access_log")


class LogWriter:
    """Writes lines to a stream in a thread of its own, many at a time if there are many.

    Lines that cannot be written, as on a full disk, are lost, and the first loss is reported.
    The lines of a server that is reloaded do not mix with those of the old one, since so much is written at once as a
    pipe takes whole (pipe(7)).
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._loses = False
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="log", daemon=True)
        self._thread.start()

    def write(self, line: str) -> None:
        """Have a line written soon."""
        self._lines.put(line)

    def close(self) -> None:
        """Write what is left."""
        self._lines.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (line := self._lines.get()) is not None:
            text = f"{line}\n"
            for _ in range(self._lines.qsize()):
                if (line := self._lines.get()) is None:
                    return self._write(text)
                if len(text) + len(line) >= select.PIPE_BUF:
                    self._write(text)
                    text = ""
                text += f"{line}\n"
            self._write(text)
        return None

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError as error:
            if not self._loses:
                _LOG.error("lines of the access log are lost: %s", fault(error, "access log"))
            self._loses = True
        else:
            self._loses = False
