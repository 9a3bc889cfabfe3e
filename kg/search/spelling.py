"""Names in any script and any of the usual romanisations, compared by their letters and by their sounds.

``kg/web/frontend/search/spelling.js`` does the same in browsers; ``tests/fixtures/spellings.json``
tests both.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from kg.search.romanisation import romanise

_LETTERS = {"đ": "d", "ð": "d", "ı": "i", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "×": "x"}  # noqa: RUF001
_SIGNS = "’'‘ʼʻ`."  # noqa: RUF001
_LAST_ACCENT = "\u036f"
# The keys of Hangul finals from U+11A8 and vowels from U+116A: while 하노 is being typed, the field shows 한.
_FINALS = "ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ"
_VOWELS = "ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ"


def _keys(letters: str, first: str) -> dict[str, str]:
    keys = unicodedata.normalize("NFKD", letters).split(" ")
    return {chr(ord(first) + number): key for number, key in enumerate(keys)}


_REPLACED = {**_LETTERS, **_keys(_FINALS, "\u11a8"), **_keys(_VOWELS, "\u116a")}


class _Folding(dict[int, str]):
    """What stands for each character, by its code, as ``str.translate`` reads it; made when it is first needed."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in _SIGNS or "\u0300" <= letter <= _LAST_ACCENT:
            folded = ""
        elif letter.isspace() or letter == "\ufeff" or unicodedata.category(letter).startswith("P"):
            folded = " "
        else:
            folded = _REPLACED.get(letter, letter)
        self[code] = folded
        return folded


_FOLDING = _Folding()
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DOUBLED = re.compile(r"(.)\1+")

# Romanisations of a name differ in these: voiced or not (Kim, Gim), aspirated or not, l and r (Ri, Li, Lee, Yi), the
# vowels that o and u have to stand for (Jong, Jeong, Chŏng; Sung, Seong; Sol-ju, Seol-joo).
_SOUNDS = tuple(
    (re.compile(pattern, re.ASCII), letter)
    for pattern, letter in (
        (r"\b(?:rhee|lee|yi|li|ri|i)\b", "ri"),
        (r"\b(?:pak|bak|park)\b", "pak"),
        (r"\bcho[eiy]\b", "chw"),
        (r"([kpst])h", r"\1"),
        (r"ch|j|tch|zh|tj", "c"),
        (r"ts|dz", "c"),
        (r"[gq]", "k"),
        (r"b", "p"),
        (r"d", "t"),
        (r"l", "r"),
        (r"h(?:ui|ee|eui)", "hi"),
        (r"eau|eo|oh|eu|oo|u", "o"),
        (r"ee|ie|y(?=$|\s)", "i"),
        (r"ae|e", "e"),
    )
)


# Several keys are made of each name, one after the other.
@lru_cache(maxsize=1024)
def normalize(text: str) -> str:
    """A text without accents, signs and capitals, its words separated by single spaces; 14,000 is one word.

    Hangul is decomposed into letters, so that unfinished input is a prefix of the whole name.
    """
    letters = unicodedata.normalize("NFKD", _THOUSANDS.sub("", text)).lower()
    return " ".join(letters.translate(_FOLDING).split())


@lru_cache(maxsize=1024)
def sounds_of(text: str) -> tuple[str, ...]:
    """The words of a text, spelled as they sound; each syllable of Hangul is one."""
    sounds = normalize(romanise(text))
    for pattern, letter in _SOUNDS:
        sounds = pattern.sub(letter, sounds)
    return tuple(sounds.split(" "))


def joined(words: Sequence[str]) -> str:
    """Words as one, since romanisations differ in where words part and whether letters are doubled."""
    return _DOUBLED.sub(r"\1", "".join(words))


def match_rank(name: str, typed: str) -> int | None:
    """How well a name matches what was typed: 0 is best, None means that it does not match."""
    wanted, given = normalize(typed), normalize(name)
    if not wanted:
        return None
    if given == wanted:
        return 0
    if given.startswith(wanted):
        return 1
    if f" {wanted}" in given:
        return 2
    rank = _sound_rank(sounds_of(name), joined(sounds_of(typed)))
    if rank is not None:
        return rank
    return 5 if wanted in given else None


def _sound_rank(words: Sequence[str], sound: str) -> int | None:
    """3 if a name begins with a sound, 4 if a later word of it does, None otherwise."""
    for place, word in enumerate(words):
        # One or two letters sound like the beginning of too many words.
        if joined([word]) == sound if len(sound) < 3 else joined(words[place:]).startswith(sound):
            return 4 if place else 3
    return None
