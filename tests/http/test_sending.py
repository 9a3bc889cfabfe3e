"""Files on their way to clients that take too long."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from kg.http import sending
from kg.http.response import FileBody
from kg.http.sending import Sending


@pytest.mark.parametrize(("lasting", "left"), [(True, b"content"), (False, b"")])
def test_a_late_file_is_emptied_unless_it_is_there_for_others_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lasting: bool, left: bytes
) -> None:
    monkeypatch.setattr(sending, "_SECONDS_BETWEEN_LOOKS", 0.0)
    monkeypatch.setattr(sending, "_SECONDS_TO_SEND", -1.0)
    path = tmp_path / "file"
    path.write_bytes(b"content")

    async def send() -> None:
        Sending().address(FileBody.of(path.open("r+b"), lasting=lasting))
        for _ in range(3):
            await asyncio.sleep(0)

    asyncio.run(send())
    assert path.read_bytes() == left
