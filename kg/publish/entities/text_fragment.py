"""Links to words on a web page: text fragments (WICG, Text Fragments, 3.1), with the rules of ``text_fragment.js``."""

import re
from urllib.parse import quote

_WORDS = 4
# What a source text writes around headings, items and cells is not on the web page.
_MARKUP = re.compile(r"^(?:-|=+|\|)\s*|\s*(?:=+|\|)$")


def text_fragment(address: str, words: str) -> str:
    """The address of a web page with the fragment that finds some words there: their beginning and their end.

    The cells of a row of a table are no running text: its beginning is the first cell, its end the last.
    """
    if words.startswith("|"):
        cells = [cell.split() for cell in words.split("|") if cell.strip()]
        ends = [cells[0], cells[-1]] if len(cells) > 1 else cells
    else:
        split = _MARKUP.sub("", words.strip()).split()
        ends = [split] if len(split) <= 2 * _WORDS else [split[:_WORDS], split[-_WORDS:]]
    if not any(ends):
        return address
    return f"{address}#:~:text={','.join(quote(' '.join(end), safe='').replace('-', '%2D') for end in ends)}"
