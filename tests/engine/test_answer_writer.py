"""The spool: an answer in memory or in a file, compressed or not, within its limit, its rows counted on the way."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
import zstandard

from kg.engine.answer_writer import GZIP, IDENTITY, ZSTD, AnswerTooLargeError, AnswerWriter, FormatMarkers, NoSpaceError

MB = 1024 * 1024
ENCODINGS = [IDENTITY, GZIP, ZSTD]
# Nothing can compress this to less than the memory that a spool takes.
NOISE = b"".join(zlib.crc32(str(n).encode()).to_bytes(4, "big") for n in range(3 * MB // 8))


def spooled(encoding: str, *parts: bytes, marks: tuple[bytes, ...] = (), folder: str | None = None) -> AnswerWriter:
    spool = AnswerWriter(encoding, 100 * MB, folder, FormatMarkers(marks))
    for part in parts:
        spool.write(part)
    return spool


def whole(spool: AnswerWriter) -> bytes:
    """What a client receives."""
    payload, file = spool.close()
    if file is None:
        return payload
    with file:
        file.seek(0)
        return payload + file.read()


def decoded(data: bytes, encoding: str) -> bytes:
    if encoding == GZIP:
        return zlib.decompress(data, 31)
    return zstandard.ZstdDecompressor().decompressobj().decompress(data) if encoding == ZSTD else data


def test_a_small_answer_stays_in_memory() -> None:
    assert spooled(IDENTITY, b"a", b"b").close() == (b"ab", None)


def test_an_empty_answer_is_one() -> None:
    assert spooled(ZSTD).close() == (b"", None)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_large_answer_goes_to_a_file(encoding: str) -> None:
    payload, file = spooled(encoding, NOISE, NOISE).close()
    assert (payload, file is None) == (b"", False)
    assert file
    file.close()


def test_the_file_has_no_name(tmp_path: Path) -> None:
    _, file = spooled(IDENTITY, NOISE, NOISE, folder=str(tmp_path)).close()
    assert list(tmp_path.iterdir()) == []
    assert file
    file.close()


def test_the_file_lies_in_the_folder_given(tmp_path: Path) -> None:
    with pytest.raises(NoSpaceError):
        spooled(IDENTITY, NOISE, NOISE, folder=str(tmp_path / "none"))


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("parts", [[b"x" * 2000], [b"x" * 100] * 100, [NOISE] * 4, [NOISE, b"x", NOISE, b""]])
def test_what_is_written_is_what_is_read(encoding: str, parts: list[bytes]) -> None:
    assert decoded(whole(spooled(encoding, *parts)), encoding) == b"".join(parts)


@pytest.mark.parametrize("encoding", [GZIP, ZSTD])
def test_the_same_answer_gives_the_same_bytes(encoding: str) -> None:
    assert whole(spooled(encoding, NOISE)) == whole(spooled(encoding, NOISE))


def test_gzip_tells_no_time() -> None:
    assert whole(spooled(GZIP, NOISE))[:8] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00"


@pytest.mark.parametrize("encoding", [GZIP, ZSTD])
def test_an_answer_worth_it_is_compressed(encoding: str) -> None:
    spool = spooled(encoding, b"x" * 100_000)
    assert (len(whole(spool)) < 1000, spool.encoding) == (True, encoding)


@pytest.mark.parametrize("encoding", [GZIP, ZSTD])
def test_a_short_answer_stays_as_it_is(encoding: str) -> None:
    spool = spooled(encoding, b"short")
    assert (whole(spool), spool.encoding) == (b"short", IDENTITY)


def test_an_answer_as_large_as_the_limit_passes() -> None:
    assert AnswerWriter(IDENTITY, 10, None).write(b"x" * 10) == 10


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_limit_counts_what_was_written_before_compression(encoding: str) -> None:
    spool = AnswerWriter(encoding, 10_000, None)
    spool.write(b"x" * 10_000)
    with pytest.raises(AnswerTooLargeError):
        spool.write(b"x")


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_marks_are_counted_wherever_the_parts_end(size: int, encoding: str) -> None:
    text = b"<result>a</result><result>b<resu</result><res<result>ult>" * 50
    parts = [text[at : at + size] for at in range(0, len(text), size)]
    assert spooled(encoding, *parts, marks=(b"<result>",)).rows == 150


@pytest.mark.parametrize("size", [1, 2, 4, 7, 100])
def test_marks_of_different_lengths_are_counted_once_each(size: int) -> None:
    text = b'{"a":1,"longer":2},{"longer":3},{"a":4}' * 20
    parts = [text[at : at + size] for at in range(0, len(text), size)]
    assert spooled(IDENTITY, *parts, marks=(b'{"a":', b'{"longer":')).rows == 60


def test_a_mark_of_one_byte_is_counted() -> None:
    assert spooled(IDENTITY, b"a\nb", b"\n", b"\n", marks=(b"\n",)).rows == 3


def test_without_marks_nothing_is_counted() -> None:
    assert spooled(IDENTITY, b"\n\n").rows is None
