"""What in the folder of a store counts: after a loss of power, after an interruption, and while others read it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from kg.engine.disk import held, remove_unless_held
from kg.engine.store_folder import StoreFolder
from kg.errors import DatasetError


class FragileDisk:
    """A folder of which only the names outlast a loss of power that were in it when it was last waited for."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        self._names: dict[Path, dict[str, Path | None]] = {}
        patch.setattr(os, "fsync", self._fsync)

    def _fsync(self, descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        if path.is_dir():
            self._names[path] = {
                entry.name: entry.readlink() if entry.is_symlink() else None for entry in path.iterdir()
            }

    def lose_power(self) -> None:
        """Leave what was waited for; links lead where they led then."""
        for folder in (self._folder, self._folder / "snapshots"):
            names = self._names.get(folder, {})
            for path in folder.iterdir():
                if path.is_symlink():
                    path.unlink()
                elif path.name not in names:
                    shutil.rmtree(path)
            for name, target in names.items():
                if target:
                    (folder / name).symlink_to(target)


def state_of(folder: StoreFolder, name: str) -> str:
    """Make a state with one file, as the engine makes one, and record it."""
    state = folder.draft(name)
    state.mkdir()
    (state / "1.sst").write_text(name)
    folder.record(state)
    return name


@pytest.fixture
def folder(tmp_path: Path) -> StoreFolder:
    """A folder whose newest state is ``first``."""
    folder = StoreFolder(tmp_path)
    folder.make()
    folder.publish(state_of(folder, "first"))
    return folder


def test_a_published_state_outlasts_a_loss_of_power(folder: StoreFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = FragileDisk(folder.path, monkeypatch)
    folder.publish(state_of(folder, "second"))
    disk.lose_power()
    with folder.newest() as state:
        assert (state / "1.sst").read_text() == "second"


def test_the_files_of_a_published_state_outlast_a_loss_of_power(
    folder: StoreFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    awaited: list[Path] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: awaited.append(Path(f"/proc/self/fd/{descriptor}").readlink()))
    folder.publish(state_of(folder, "second"))
    draft = folder.draft("second")
    # The names come last: none of them stands for content that is not on disk.
    assert awaited == [draft / "files.json", draft, folder.snapshots, folder.path]


def test_a_state_that_is_read_is_not_removed(folder: StoreFolder) -> None:
    with folder.newest() as state:
        remove_unless_held(state)
        assert (state / "1.sst").exists()


def test_a_state_that_nobody_reads_is_removed(folder: StoreFolder) -> None:
    with folder.newest() as state:
        pass
    remove_unless_held(state)
    assert not state.exists()


def test_a_folder_that_was_removed_cannot_be_held(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), held(tmp_path / "gone"):
        pass


def test_a_missing_newest_state_is_named(folder: StoreFolder) -> None:
    shutil.rmtree(folder.snapshots / "first")
    with pytest.raises(DatasetError, match=r"first: The newest state of the store is missing"), folder.newest():
        pass


def test_a_store_is_had_by_one_process(folder: StoreFolder) -> None:
    lock = folder.lock(0)
    with pytest.raises(DatasetError, match="Another server has the store"):
        folder.lock(0)
    os.close(lock)


def test_a_store_that_was_released_can_be_had(folder: StoreFolder) -> None:
    os.close(folder.lock(0))
    os.close(folder.lock(0))
