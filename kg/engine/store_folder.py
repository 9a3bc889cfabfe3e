"""The folder of a store that takes updates, and what in it counts after a crash or a loss of power."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from kg.drafts import remove_left
from kg.engine.disk import held, sync
from kg.engine.file_record import record_files
from kg.errors import DatasetError, Problem
from kg.faults import system_faults

# The end of the name of a state that is not published yet.
_DRAFT = ".draft"


class StoreFolder:
    """The folder: ``snapshots`` holds the states of the store, ``current`` links to the newest, which is what counts.

    A state never changes, and has a record of its files. ``db`` is what the one writer changes to make the next state;
    it is made anew from the newest state whenever a writer opens it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.database = self.path / "db"
        self.snapshots = self.path / "snapshots"
        self._current = self.path / "current"

    @property
    def has_state(self) -> bool:
        """Whether a state has been published."""
        return self._current.is_symlink()

    @property
    def version(self) -> str:
        """The name of the newest state."""
        return self._current.readlink().name

    def make(self) -> None:
        """Make the folder if there is none, for its owner alone; raises DatasetError if that is not possible."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            # It may hold private data, also when it was made by an earlier version or by hand.
            self.path.chmod(0o700)
            self.snapshots.mkdir(0o700, exist_ok=True)
            sync(self.path.parent)
        except OSError as error:
            what = f"cannot be made: {error.strerror}."
            raise DatasetError(Problem(str(self.path), what, "Name another folder.")) from error

    def lock(self, seconds: float) -> int:
        """Have the store to this process, until the descriptor that this returns is closed.

        Raises DatasetError if another process keeps it for longer.
        """
        lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        deadline = time.monotonic() + seconds
        while True:
            with suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return lock
            if time.monotonic() >= deadline:
                os.close(lock)
                remedy = "Stop it, or name another folder."
                raise DatasetError(Problem(str(self.path), "Another server has the store.", remedy))
            time.sleep(0.05)

    @contextmanager
    def newest(self) -> Iterator[Path]:
        """The newest state, which no server removes until the end of the with statement; others may follow meanwhile.

        Raises DatasetError if there is none.
        """
        with ExitStack() as stack:
            yield self._hold_newest(stack)

    def _hold_newest(self, stack: ExitStack) -> Path:
        while self.has_state:
            state = self.snapshots / self.version
            try:
                stack.enter_context(held(state))
            except FileNotFoundError as error:
                if state.name == self.version:
                    what = "The newest state of the store is missing."
                    raise DatasetError(Problem(str(state), what, "Restore a backup with kg restore.")) from error
                # A server has replaced and removed it.
                continue
            return state
        remedy = "Name the folder of a store, which kg serve --writable --store makes."
        raise DatasetError(Problem(str(self.path), "There is no store in this folder.", remedy))

    def draft(self, state: str) -> Path:
        """The folder in which a state is made until it is published."""
        return self.snapshots / f"{state}{_DRAFT}"

    def remove_drafts(self, own: Path) -> None:
        """Remove what a server that was killed has not published, but not the draft of this process."""
        for path in {*self.snapshots.glob(f"*{_DRAFT}")} - {own}:
            removed(path)
        remove_left(self.path)
        for link in self.path.glob(f"{self._current.name}.*"):
            link.unlink(missing_ok=True)

    def publish(self, state: str) -> None:
        """Make a state the newest; when this returns, it stays so after a loss of power."""
        self.draft(state).rename(self.snapshots / state)
        sync(self.snapshots)
        link = self.path / f"current.{state}"
        link.symlink_to(self.snapshots.relative_to(self.path) / state)
        link.replace(self._current)
        sync(self.path)

    def record(self, state: Path) -> None:
        """Record the files of a new state, and wait until the record is on disk."""
        # The engine has waited for its own files.
        sync(record_files(state, self.snapshots / self.version if self.has_state else None))
        sync(state)

    def old_states(self) -> list[Path]:
        """All states but the newest, the latest first, and what an interrupted process has left among them."""
        others = (path for path in self.snapshots.iterdir() if path.name != self.version)
        return sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)

    def reset(self) -> None:
        """Make ``db`` the newest state, without a change that was not finished; this may be interrupted itself.

        Raises DatasetError if the disk has no room for it, or fails.
        """
        # It goes first, since the change that was not finished may be what has filled the disk.
        removed(self.database)
        unfinished = removed(self.path / "db.unfinished")
        with system_faults():
            unfinished.mkdir(0o700)
            for source in (self.snapshots / self.version).iterdir():
                _link_or_copy(source, unfinished / source.name)
            unfinished.rename(self.database)


def removed(path: Path) -> Path:
    """A path, after what was there has been removed."""
    shutil.rmtree(path, ignore_errors=True)
    return path


def _link_or_copy(source: Path, target: Path) -> None:
    # The tables of a store never change; all its other files do.
    if source.suffix == ".sst":
        target.hardlink_to(source)
    else:
        shutil.copy2(source, target)
