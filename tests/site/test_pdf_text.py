"""The text of a PDF, read from what Chromium writes."""

from __future__ import annotations

import zlib

import pytest

from tests.site.pdf_text import pdf_text

_MAP = b"1 beginbfchar\n<0041> <0061>\nendbfchar"


def written(page: bytes) -> bytes:
    """A PDF of one page with one font, whose glyph 41 is the letter a."""
    bodies = [
        b"<</Type /Page /F1 2 0 R /Contents 4 0 R>>",
        b"<</ToUnicode 3 0 R>>",
        b"<</Length %d>> stream\n%s\nendstream" % (len(_MAP), _MAP),
        b"<</Filter /FlateDecode\n/Length %d>> stream\n%s\nendstream" % (len(page), page),
    ]
    return b"".join(b"%d 0 obj\n%s\nendobj\n" % item for item in enumerate(bodies, 1))


@pytest.mark.parametrize("end", [b"\r", b"\n"], ids=["return", "feed"])
def test_a_stream_may_end_with_the_end_of_a_line(end: bytes) -> None:
    drawn = (b"/F1 12 Tf <0041> Tj " + b"y" * length for length in range(256))
    page = next(page for page in map(zlib.compress, drawn) if page.endswith(end))
    assert pdf_text(written(page)) == "a"
