"""Numbers that clients write in addresses and parameters: ASCII digits only, and no more of them than are needed."""

import math
import re

_WHOLE = re.compile("[1-9][0-9]{0,8}")
_DECIMAL = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def number_from_one(text: str, last: int) -> int | None:
    """The number from 1 to ``last`` that a text is; None for any other text."""
    number = int(text) if _WHOLE.fullmatch(text) else 0
    return number if 1 <= number <= last else None


def positive_number(text: str) -> float | None:
    """The finite number above 0 that a text is, maybe between spaces, with a fraction or an exponent; else None."""
    number = float(text) if _DECIMAL.fullmatch(text.strip(" ")) else 0.0
    return number if 0 < number < math.inf else None
