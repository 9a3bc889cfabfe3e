r"""Regular expressions of XPath, as the engine's library reads them (XPath Functions and Operators 3.1, 5.6).

The library is the regex crate of Rust. It shares most of the syntax; but ``[a-z-[aeiou]]``, ``\w``, ``\s``, ``.``,
``\i`` and ``\c`` mean something else to it or nothing, and it reads more than XPath does, as ``\b``.
"""

from __future__ import annotations

import re
from functools import lru_cache

# XML 1.0, productions 4 and 4a: what \i and \c stand for.
_NAME_START = (
    r"A-Z_a-z:\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{2FF}\x{370}-\x{37D}\x{37F}-\x{1FFF}\x{200C}-\x{200D}"
    r"\x{2070}-\x{218F}\x{2C00}-\x{2FEF}\x{3001}-\x{D7FF}\x{F900}-\x{FDCF}\x{FDF0}-\x{FFFD}\x{10000}-\x{EFFFF}"
)
_NAME = rf"{_NAME_START}0-9.\-\x{{B7}}\x{{300}}-\x{{36F}}\x{{203F}}-\x{{2040}}"
_CLASSES = {"s": r"[ \t\n\r]", "w": r"[^\p{P}\p{Z}\p{C}]", "d": r"\p{Nd}", "i": f"[{_NAME_START}]", "c": f"[{_NAME}]"}
_CATEGORY = re.compile(r"\{(C[cfno]?|L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?)\}")
_QUANTIFIER = re.compile(r"(?:[*+?]|\{([0-9]+)(,([0-9]*))?\})\??")
_SINGLE = {"n": r"\n", "r": r"\r", "t": r"\t"} | {sign: f"\\{sign}" for sign in "\\|.?*+(){}-[]^$"}
_SPACE = frozenset(" \t\n\r")
_FLAGS = frozenset("smixq")


class UnsupportedExpressionError(ValueError):
    """A regular expression of XPath that the engine's library cannot evaluate."""


class RegularExpression:
    """A regular expression of XPath with its flags.

    ``pattern`` and ``flags`` are what the engine's library reads, ``groups`` counts the groups that capture. Raises
    ValueError, with what is wrong, for what is not a regular expression of XPath; for what the library lacks, that is
    an UnsupportedExpressionError.
    """

    def __init__(self, pattern: str, flags: str = "") -> None:
        if unknown := set(flags) - _FLAGS:
            raise ValueError(f"there is no flag {min(unknown)!r}")
        self.groups = 0
        self._source = pattern
        self._at = 0
        self._ignores_case = "i" in flags
        self._skips_space = "x" in flags and "q" not in flags
        self._dot = "(?s:.)" if "s" in flags else r"[^\n\r]"
        self.flags = "".join(sorted(set(flags) & set("im")))
        if "q" in flags:
            self.pattern, self.flags = re.sub(r"[^\w]", _escaped, pattern), self.flags.replace("m", "")
        else:
            self.pattern = self._expression()
            if self._at < len(pattern):
                raise ValueError("a parenthesis is closed that is not open")

    def _expression(self) -> str:
        """Branches with bars between them, up to the end or a closing parenthesis."""
        parts = []
        while (sign := self._peek()) not in {"", ")"}:
            if sign == "|":
                parts.append(self._next())
                continue
            atom = self._atom()
            parts.append(atom + ("" if sign in "^$" else self._quantifier()))
        return "".join(parts)

    def _atom(self) -> str:
        sign = self._next()
        if sign == "(":
            return self._group()
        if sign == "[":
            return self._bracketed()
        if sign == "\\":
            return self._escape()
        if sign == ".":
            return self._dot
        if sign in "?*+{}]":
            raise ValueError(f"{sign} stands where nothing can be repeated; write \\{sign} for the character")
        return sign if sign in "^$" else _escaped(sign)

    def _group(self) -> str:
        captures = self._peek() != "?"
        if not captures:
            self._next()
            if self._peek() != ":" or not self._next():
                raise ValueError("(? is followed by another sign than a colon")
        self.groups += captures
        inner = self._expression()
        if not self._peek():
            raise ValueError("a parenthesis is not closed")
        self._next()
        return f"({'' if captures else '?:'}{inner})"

    def _quantifier(self) -> str:
        self._peek()
        match = _QUANTIFIER.match(self._source, self._at)
        if not match:
            return ""
        if match[3] and int(match[1]) > int(match[3]):
            raise ValueError(f"{match[0]} has its numbers the wrong way round")
        self._at = match.end()
        return match[0]

    def _escape(self) -> str:
        """What a backslash and the character behind it stand for, outside brackets."""
        sign = self._take()
        if sign.isdecimal():
            raise UnsupportedExpressionError(f"\\{sign} refers back to a group, which this endpoint cannot evaluate")
        if sign in "pP":
            category = self._category(sign)
            return f"(?-i:{category})" if self._ignores_case else category
        return self._class(sign) or self._character(sign)

    def _class(self, sign: str) -> str:
        """The set of characters that a letter behind a backslash stands for; empty if it stands for none."""
        expression = _CLASSES.get(sign.lower(), "")
        return f"[^{expression}]" if expression and sign.isupper() else expression

    def _character(self, sign: str) -> str:
        if sign not in _SINGLE:
            raise ValueError(f"\\{sign} means nothing in XPath")
        return _SINGLE[sign]

    def _category(self, sign: str) -> str:
        match = _CATEGORY.match(self._source, self._at)
        if not match:
            is_block = self._source.startswith("{Is", self._at)
            raise (UnsupportedExpressionError if is_block else ValueError)(f"\\{sign} needs a category, such as {{Lu}}")
        self._at = match.end()
        return f"\\{sign}{match[0]}"

    def _bracketed(self) -> str:
        """A set of characters in brackets, from which another may be subtracted."""
        parts: list[str] = []
        negated = self._source.startswith("^", self._at)
        self._at += negated
        if self._source.startswith("]", self._at):
            raise ValueError("] stands where brackets open; write \\] for the character")
        while not self._source.startswith("]", self._at):
            if self._source.startswith("-[", self._at) and parts:
                self._at += 2
                kept, removed = f"[{'^' if negated else ''}{''.join(parts)}]", self._bracketed()
                if self._take() != "]":
                    raise ValueError("something follows the brackets that are subtracted")
                return f"[{kept}--{removed}]"
            parts.append(self._member())
        self._at += 1
        return f"[{'^' if negated else ''}{''.join(parts)}]"

    def _member(self) -> str:
        """A character, a range or a set within brackets."""
        sign = self._take()
        if sign == "[":
            raise ValueError("[ stands within brackets; write \\[ for the character")
        first = self._member_escape() if sign == "\\" else _escaped(sign)
        is_range = self._source.startswith("-", self._at) and self._source[self._at + 1 : self._at + 2] not in "[]"
        if not is_range or first.startswith(("[", "\\p", "\\P")):
            return first
        self._at += 1
        last = self._take()
        end = self._member_escape() if last == "\\" else _escaped(last)
        if end.startswith(("[", "\\p", "\\P")):
            raise ValueError("a range ends in a set of characters")
        return f"{first}-{end}"

    def _member_escape(self) -> str:
        sign = self._take()
        if sign not in "pP":
            return self._class(sign) or self._character(sign)
        if self._ignores_case:
            raise UnsupportedExpressionError(f"\\{sign} in brackets cannot be evaluated with the flag i")
        return self._category(sign)

    def _peek(self) -> str:
        """The next character, or nothing at the end; with the flag x, that is no white space."""
        while self._skips_space and self._source[self._at : self._at + 1] in _SPACE:
            self._at += 1
        return self._source[self._at : self._at + 1]

    def _next(self) -> str:
        sign = self._peek()
        self._at += 1
        return sign

    def _take(self) -> str:
        """The next character, which has to be there."""
        if self._at >= len(self._source):
            raise ValueError("it ends too early")
        self._at += 1
        return self._source[self._at - 1]

    def replacement(self, template: str) -> str:
        """A replacement string of XPath (5.6.4) as the library reads it; raises ValueError for one that is not."""
        parts, at = [], 0
        while at < len(template):
            sign, following = template[at], template[at + 1 : at + 2]
            if sign == "\\" and following in {"\\", "$"}:
                parts.append("$$" if following == "$" else "\\")
                at += 2
            elif sign == "$" and following.isascii() and following.isdigit():
                end = self._end_of_number(template, at + 1)
                parts.append(f"${{{template[at + 1 : end]}}}")
                at = end
            elif sign in "\\$":
                raise ValueError(f"{sign} stands in the replacement; write \\{sign} for the character")
            else:
                parts.append(sign)
                at += 1
        return "".join(parts)

    def _end_of_number(self, template: str, start: int) -> int:
        """Where the number of a group ends: it takes a further digit as long as there is such a group."""
        end = start + 1
        while template[end : end + 1] in set("0123456789") and int(template[start : end + 1]) <= self.groups:
            end += 1
        return end


def _escaped(sign: str | re.Match[str]) -> str:
    """A character that has no meaning of its own to the library."""
    character = sign if isinstance(sign, str) else sign[0]
    return character if character.isalnum() or character in "_ \n" else f"\\x{{{ord(character):X}}}"


@lru_cache(maxsize=256)
def regular_expression(pattern: str, flags: str) -> RegularExpression:
    """The regular expression of a pattern; raises ValueError as the class does."""
    try:
        return RegularExpression(pattern, flags)
    except RecursionError as error:
        raise UnsupportedExpressionError("its brackets nest too deep") from error
