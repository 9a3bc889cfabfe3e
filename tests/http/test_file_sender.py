"""Files on their way to clients that take too long."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from kg.http.file_sender import FileSender
from kg.http.wsgi import FileBody
from kg.limits import RequestLimits


@pytest.mark.parametrize(("lasting", "left"), [(True, b"content"), (False, b"")])
def test_a_late_file_is_emptied_unless_it_is_there_for_others_too(tmp_path: Path, lasting: bool, left: bytes) -> None:
    limits = RequestLimits(release_seconds=0.0, send_seconds=-1.0)
    path = tmp_path / "file"
    path.write_bytes(b"content")

    async def send() -> None:
        FileSender(limits).path(FileBody(path.open("r+b"), lasting=lasting))
        for _ in range(3):
            await asyncio.sleep(0)

    asyncio.run(send())
    assert path.read_bytes() == left
