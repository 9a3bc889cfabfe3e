"""Hangul and Cyrillic in Latin letters, so that a name is found by its sound whatever the script it is typed in.

``kg/web/frontend/search/romanisation.js`` does the same in browsers; ``tests/fixtures/spellings.json`` tests both.
"""

import re
import unicodedata

# The Revised Romanisation of Hangul, without its rules for neighbouring syllables, which no spelling by ear follows.
_INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".split()  # noqa: SIM905
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()  # noqa: SIM905
_FINALS = "- k kk ks n nj n t l lk lm lb ls lt lp l m p ps t t ng t t k t p t".split()  # noqa: SIM905
_SYLLABLE = re.compile("[\uac00-\ud7a3]")
_LETTERS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
        # ы stands for the vowel 으 in names from Hangul.
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - u - e yu ya i yi ye g u".split(),  # noqa: SIM905
        strict=True,
    )
)
_CYRILLIC = re.compile(f"[{''.join(_LETTERS)}]")


def romanise(text: str) -> str:
    """A text with its Hangul and Cyrillic in Latin letters; each syllable of Hangul is a word."""
    if text.isascii():
        return text
    lower = unicodedata.normalize("NFC", text).lower()
    return _CYRILLIC.sub(_letter, _SYLLABLE.sub(_syllable, lower))


def _letter(match: re.Match[str]) -> str:
    return _LETTERS[match[0]].replace("-", "")


def _syllable(match: re.Match[str]) -> str:
    number = ord(match[0]) - ord("가")
    initial, vowel, final = number // 588, number % 588 // 28, number % 28
    return f" {_INITIALS[initial]}{_VOWELS[vowel]}{_FINALS[final]} ".replace("-", "")
