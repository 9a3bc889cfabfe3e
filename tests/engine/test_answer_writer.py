"""The answer writer: an answer in memory or in a file, compressed or not, within its limit, its rows counted."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
import zstandard

from kg.engine.answer_writer import GZIP, IDENTITY, ZSTD, AnswerWriter, FormatMarkers, answer_file
from kg.errors import DiskFullError, RequestError
from kg.limits import EvaluationLimits

MB = 1024 * 1024
LIMITS = EvaluationLimits()
NO_MARKERS = FormatMarkers()
ENCODINGS = [IDENTITY, GZIP, ZSTD]
# Incompressible, and larger in two parts than what stays in memory.
NOISE = b"".join(zlib.crc32(str(n).encode()).to_bytes(4, "big") for n in range(3 * MB // 8))


_files: list[IO[bytes]] = []


@pytest.fixture(autouse=True)
def _closed_files() -> Iterator[None]:
    """Close the files of a test at its end."""
    yield
    while _files:
        _files.pop().close()


def written(
    encoding: str,
    *parts: bytes,
    limits: EvaluationLimits = LIMITS,
    markers: FormatMarkers = NO_MARKERS,
) -> AnswerWriter:
    if file := answer_file(limits.spool):
        _files.append(file)
    writer = AnswerWriter(encoding, limits, markers, file)
    for part in parts:
        writer.write(part)
    return writer


def whole(writer: AnswerWriter) -> bytes:
    """What a client receives."""
    payload, file = writer.close()
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
    assert written(IDENTITY, b"a", b"b").close() == (b"ab", None)


def test_an_answer_may_be_empty() -> None:
    assert written(ZSTD).close() == (b"", None)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_large_answer_goes_to_a_file(encoding: str) -> None:
    payload, file = written(encoding, NOISE, NOISE).close()
    assert (payload, file is None) == (b"", False)
    assert file
    file.close()


@pytest.mark.parametrize(("size", "in_memory"), [(100, True), (101, False)])
def test_the_limit_of_memory_decides_what_is_large(size: int, in_memory: bool) -> None:
    _, file = written(IDENTITY, b"x" * size, limits=EvaluationLimits(answer_in_memory=100)).close()
    assert (file is None) == in_memory
    if file:
        file.close()


def test_the_file_has_no_name(tmp_path: Path) -> None:
    _, file = written(IDENTITY, NOISE, NOISE, limits=EvaluationLimits(spool=tmp_path)).close()
    assert list(tmp_path.iterdir()) == []
    assert file
    file.close()


def test_the_file_is_in_the_folder_of_the_limits(tmp_path: Path) -> None:
    with pytest.raises(DiskFullError, match=str(tmp_path / "missing")):
        written(IDENTITY, NOISE, NOISE, limits=EvaluationLimits(spool=tmp_path / "missing"))


def test_answers_leave_a_share_of_the_disk_free(tmp_path: Path) -> None:
    with pytest.raises(DiskFullError):
        written(IDENTITY, NOISE, NOISE, limits=EvaluationLimits(spool=tmp_path, spared_share=1.0, answer_mb=1 << 40))


def test_no_more_is_left_free_than_one_answer_may_take(tmp_path: Path) -> None:
    limits = EvaluationLimits(spool=tmp_path, spared_share=1.0, answer_mb=8)
    assert whole(written(IDENTITY, NOISE, NOISE, limits=limits)) == NOISE + NOISE


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("parts", [[b"x" * 2000], [b"x" * 100] * 100, [NOISE] * 4, [NOISE, b"x", NOISE, b""]])
def test_the_answer_is_read_as_it_was_written(encoding: str, parts: list[bytes]) -> None:
    assert decoded(whole(written(encoding, *parts)), encoding) == b"".join(parts)


@pytest.mark.parametrize("encoding", [GZIP, ZSTD])
def test_the_same_answer_gives_the_same_bytes(encoding: str) -> None:
    assert whole(written(encoding, NOISE)) == whole(written(encoding, NOISE))


def test_the_header_of_gzip_holds_no_time() -> None:
    assert whole(written(GZIP, NOISE))[:8] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00"


@pytest.mark.parametrize("encoding", [GZIP, ZSTD])
@pytest.mark.parametrize("parts", [[b"x" * 100_000], [b"x" * 1000] * 100])
def test_a_long_answer_is_compressed(encoding: str, parts: list[bytes]) -> None:
    writer = written(encoding, *parts)
    assert (len(whole(writer)) < 1000, writer.encoding) == (True, encoding)


@pytest.mark.parametrize(("size", "encoding"), [(9, IDENTITY), (10, ZSTD)])
def test_a_short_answer_is_not_compressed(size: int, encoding: str) -> None:
    writer = written(ZSTD, b"x" * size, limits=EvaluationLimits(compressed_from=10))
    assert (decoded(whole(writer), writer.encoding), writer.encoding) == (b"x" * size, encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_limit_counts_the_bytes_before_compression(encoding: str) -> None:
    writer = written(encoding, b"x" * MB, limits=EvaluationLimits(answer_mb=1))
    with pytest.raises(RequestError, match="larger than 1 MB"):
        writer.write(b"x")


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_marks_are_counted_wherever_the_parts_end(size: int, encoding: str) -> None:
    text = b"<result>a</result><result>b<resu</result><res<result>ult>" * 50
    parts = [text[at : at + size] for at in range(0, len(text), size)]
    assert written(encoding, *parts, markers=FormatMarkers([b"<result>"])).rows == 150


@pytest.mark.parametrize("size", [1, 2, 4, 7, 100])
def test_marks_of_different_lengths_are_counted_once_each(size: int) -> None:
    text = b'{"a":1,"longer":2},{"longer":3},{"a":4}' * 20
    parts = [text[at : at + size] for at in range(0, len(text), size)]
    assert written(IDENTITY, *parts, markers=FormatMarkers([b'{"a":', b'{"longer":'])).rows == 60


def test_a_mark_of_one_byte_is_counted() -> None:
    assert written(IDENTITY, b"a\nb", b"\n", b"\n", markers=FormatMarkers([b"\n"])).rows == 3


def test_marks_besides_those_of_rows_are_subtracted() -> None:
    assert written(IDENTITY, b"head\n", b"row\n", markers=FormatMarkers([b"\n"], besides=1)).rows == 1


@pytest.mark.parametrize("size", [1, 2, 100])
def test_a_doubt_makes_the_number_of_rows_uncertain(size: int) -> None:
    text = b'[{"a":1},{}]'
    parts = [text[at : at + size] for at in range(0, len(text), size)]
    assert written(IDENTITY, *parts, markers=FormatMarkers([b'{"a":'], doubts=[b",{}"])).rows is None


def test_without_marks_no_rows_are_counted() -> None:
    assert written(IDENTITY, b"\n\n").rows is None
