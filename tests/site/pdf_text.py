"""The text of a PDF as Chromium writes it: compressed streams, and fonts with a map from glyphs to characters."""

from __future__ import annotations

import re
import zlib

_OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\b(.*?)^endobj", re.DOTALL)
# The length in the dictionary tells where a stream ends: its last byte may itself be the end of a line (7.3.8).
_STREAM = re.compile(rb"/Length (\d+)\b(?! \d+ R).*?>>\s*stream\r?\n", re.DOTALL)
_REFERENCE = re.compile(rb"/(\w+) (\d+) 0 R")
# A font by its name in the resources, and the glyphs to show as hexadecimal digits (ISO 32000-1, 9.4).
_SHOWN = re.compile(rb"/(\w+) [-\d.]+ Tf|<([0-9A-Fa-f]+)>")


def pdf_text(content: bytes) -> str:
    """The characters of all pages, in the order in which they are drawn, with white space between pages only."""
    objects = {int(number): body for number, body in _OBJECT.findall(content)}
    fonts = {number: _characters(objects, body) for number, body in objects.items() if b"/ToUnicode" in body}
    pages = [body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)]
    assert (len(pages) > 0, len(fonts) > 0) == (True, True), "This is not a PDF of Chromium with text."
    return "\n".join(_page(objects, fonts, body) for body in pages)


def _page(objects: dict[int, bytes], fonts: dict[int, dict[int, str]], page: bytes) -> str:
    """The text of a page."""
    named = {name: int(number) for name, number in _REFERENCE.findall(page) if int(number) in fonts}
    (contents,) = [int(number) for name, number in _REFERENCE.findall(page) if name == b"Contents"]
    text, font = [], dict[int, str]()
    for name, digits in _SHOWN.findall(_stream(objects[contents])):
        if name:
            font = fonts[named[name]]
        else:
            text += [font.get(int(digits[at : at + 4], 16), "") for at in range(0, len(digits), 4)]
    return "".join(text)


def _characters(objects: dict[int, bytes], font: bytes) -> dict[int, str]:
    """The characters of the glyphs of a font (ISO 32000-1, 9.10.3)."""
    (number,) = [int(number) for name, number in _REFERENCE.findall(font) if name == b"ToUnicode"]
    found: dict[int, str] = {}
    for single, several in re.findall(
        rb"beginbfchar(.*?)endbfchar|beginbfrange(.*?)endbfrange", _stream(objects[number]), re.DOTALL
    ):
        for glyph, text in re.findall(rb"<(\w+)> <(\w+)>", single):
            found[int(glyph, 16)] = _text(text)
        for first, last, start in re.findall(rb"<(\w+)> <(\w+)> <(\w+)>", several):
            for offset in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + offset] = chr(int(start, 16) + offset)
    return found


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")


def _stream(body: bytes) -> bytes:
    """The content of a stream."""
    found = _STREAM.search(body)
    assert found, "A stream has no length of its own."
    content = body[found.end() : found.end() + int(found[1])]
    return zlib.decompress(content) if b"/FlateDecode" in body[: found.end()] else content
