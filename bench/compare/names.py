"""The invented names of the fictional world: of people, parties and countries that nobody has."""

from __future__ import annotations

from random import Random

_STARTS = ("Blo", "Cru", "Dwi", "Fli", "Gro", "Ibbe", "Kwa", "Mwo", "Nuzza", "Plo", "Quibe", "Snu", "Twe", "Vro", "Zi")
_MIDDLES = ("bble", "dge", "fflo", "ggle", "mbo", "ndle", "pple", "rkle", "sket", "ttle", "wimp", "zzo")
_ENDS = ("", "bax", "dorf", "fink", "kin", "mop", "nard", "quist", "snap", "tron", "wick", "zard")
_THINGS = ("Acorn", "Button", "Candle", "Drizzle", "Feather", "Gherkin", "Hammock", "Kettle", "Ladle", "Marble")
_COLOURS = ("Amber", "Beige", "Crimson", "Indigo", "Lilac", "Mauve", "Ochre", "Plaid", "Scarlet", "Teal")


def word(chance: Random) -> str:
    """An invented word, with a capital."""
    return "".join(chance.choice(parts) for parts in (_STARTS, _MIDDLES, _ENDS))


def person(chance: Random) -> str:
    """The name of a person, of two words."""
    return f"{word(chance)} {word(chance)}"


def party(chance: Random) -> str:
    """The name of a party."""
    return f"{chance.choice(_COLOURS)} {chance.choice(_THINGS)} Party of {word(chance)}"


def ending(chance: Random) -> str:
    """What many of the invented words end in, in small letters."""
    return chance.choice(_MIDDLES) + chance.choice(_ENDS[1:])
