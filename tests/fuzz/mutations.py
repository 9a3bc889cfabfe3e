"""Random changes of bytes: what an editor, a broken client or an attacker makes of something valid."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

# Bytes at which readers go wrong: ends, escapes, brackets, invalid UTF-8, surrogates, a byte-order mark.
_ODD = (
    *(
        b"\x00",
        b"\n",
        b"\r\n",
        b"\t",
        b"\\",
        b"\\u",
        b"\\uD800",
        b"%",
        b"%00",
        b"%ff",
        b'"',
        b"'",
        b"<",
        b">",
        b"{",
        b"}",
    ),
    *(
        b"(",
        b")",
        b"[",
        b"]",
        b"|",
        b"&",
        b"?",
        b"*",
        b"#",
        b":",
        b"@",
        b"^^",
        b"..",
        b"/",
        b"\xff",
        b"\xc3",
        b"\xed\xa0\x80",
    ),
    *(b"\xef\xbb\xbf", b"\xf0\x9f\x98\x80", b"9" * 30, b"-1", b"1e999", b"NaN", b"-----", b"!!", b"&a", b"*a", b"{{"),
)
_WORD = re.compile(rb"\w+|[^\w\s]|\s+")


def seeded(seed: int | str) -> Random:
    """The numbers that a seed makes, which are the same each time."""
    return Random(seed)  # noqa: S311 - inputs, not secrets


def mutated(random: Random, valid: bytes) -> bytes:
    """Some bytes with one to four changes."""
    for _ in range(random.randint(1, 4)):
        valid = random.choice(_CHANGES)(random, valid)
    return valid


def _insert(random: Random, valid: bytes) -> bytes:
    at = random.randint(0, len(valid))
    return valid[:at] + random.choice(_ODD) * random.choice((1, 1, 1, 2, 200)) + valid[at:]


def _remove(random: Random, valid: bytes) -> bytes:
    start, end = sorted(random.randint(0, len(valid)) for _ in range(2))
    return valid[:start] + valid[min(end, start + 20) :]


def _truncate(random: Random, valid: bytes) -> bytes:
    return valid[: random.randint(0, len(valid))]


def _flip(random: Random, valid: bytes) -> bytes:
    if not valid:
        return valid
    at = random.randrange(len(valid))
    return valid[:at] + bytes([valid[at] ^ 1 << random.randrange(8)]) + valid[at + 1 :]


def _shuffle_words(random: Random, valid: bytes) -> bytes:
    """Two words exchanged, and one of them written twice."""
    words = _WORD.findall(valid)
    if len(words) < 2:
        return valid
    one, other = random.sample(range(len(words)), 2)
    words[one], words[other] = words[other], words[one]
    words.insert(one, words[other])
    return b"".join(words)


_CHANGES: tuple[Callable[[Random, bytes], bytes], ...] = (_insert, _remove, _truncate, _flip, _shuffle_words)
