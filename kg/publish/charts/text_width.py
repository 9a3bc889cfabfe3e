"""How wide text is at most: by the widths of DejaVu Sans, the widest of the common fonts of pages and files."""

from collections.abc import Iterator

# The characters of each width, in hundredths of the size of the font. All others are taken to be as wide as it is high.
_WIDTHS = {
    30: "'IJijl’‘",
    35: " ,./:;\\|",
    40: "()-[]ft",
    45: "!r",
    50: '"*_`–',
    55: "?csz",
    60: "FLkvxy“”",
    65: "$0123456789EPSTYabdeghnopqu{}éèáàóòüöä",
    70: "ABCKRVXZ",
    75: "NU",
    80: "&DGHOQ",
    85: "#+<=>^w~−·",
    90: "M",
}
_BY_CHARACTER = {character: width for width, characters in _WIDTHS.items() for character in characters}
_WIDEST = 100
# How much wider, in per cent, bold text is.
_BOLD = 115


def text_width(text: str, size: int, *, bold: bool = False) -> int:
    """The width of a text that it does not exceed, in the units of the size of its font."""
    hundredths = sum(_BY_CHARACTER.get(character, _WIDEST) for character in text)
    return -(-hundredths * size * (_BOLD if bold else 100) // 10_000)


def wrapped(text: str, width: int, size: int, *, bold: bool = False) -> list[str]:
    """A text in lines that are no wider than a width; a word that is wider is divided."""
    lines: list[str] = []
    for word in _words(text, width, size, bold=bold):
        if lines and text_width(f"{lines[-1]} {word}", size, bold=bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def _words(text: str, width: int, size: int, *, bold: bool) -> Iterator[str]:
    for word in text.split():
        rest = word
        while text_width(rest, size, bold=bold) > width and len(rest) > 1:
            end = next((at for at in range(len(rest), 1, -1) if text_width(rest[:at], size, bold=bold) <= width), 1)
            yield rest[:end]
            rest = rest[end:]
        yield rest
