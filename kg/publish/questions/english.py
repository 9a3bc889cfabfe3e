"""English as sentences need it: articles before names, lists, and numbers in words."""

import re
from collections.abc import Iterable

_ONES = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# Up to here numbers are written in words, beyond only at the beginning of a sentence.
_TWELVE = 12
# The head of a name stands before the first of these, or at the end.
_BEHIND_HEAD = re.compile(
    r" (?:about|after|against|as|at|before|behind|between|by|for|from|in|of|on|that|to|under|with|within)\b"
)
# Nouns that take the article at the head of a proper name.
_NAMES = re.compile(
    "agency|army|assembly|association|cabinet|commission|committee|conference|congress|council|departments?|embassy|"
    "federation|government|house|league|ministry|monument|movement|organization|palace|party|politburo|presidium|"
    "revolutions|secretariat|states|union"
)
# Nouns that take it at the head of a description, which begins with a small letter within a sentence.
_DESCRIPTIONS = re.compile(
    "accusation|adoption|agenda|amendments?|announcement|appointment|approval|awarding|conclusion|conferences|continuation|decision|"
    "declaration|delegates|development|display|document|draft|endorsement|invasion|list|management|opening|parade|plan|platform|policy|"
    "preparations|proposal|(?:re-)?elections?|remarks|report|response|review|revision|security|sovereignty|statement|"
    "strategy|territory|use|visit|work|(?:letter|meeting|message|session|speech)(?:e?s)?"
)
# The sound decides: a union, a European party.
_VOWEL = re.compile(r"(?!uni|eu)[aeiou]", re.IGNORECASE)
_DOUBLE = re.compile(r"\b(?!that\b|had\b)([a-z]+) \1\b", re.IGNORECASE)
_INTERROGATIVES = ("Who", "Whose", "What", "Which", "When", "Where", "Why", "How", "Whether")
_DETERMINER = re.compile(
    r"(?:\b(?:the|an?|this|that|its|his|her|their|no|each|every|one|both)|['’]s)\s*$", re.IGNORECASE
)


def name_in_text(name: str, before: str) -> tuple[str, str]:
    """The article that a name needs behind some text, with a space, or an empty text; and the name as it stands there.

    Behind a determiner it needs none, and within quotation marks it stays as it is.
    """
    if is_quoted(before):
        return "", name
    article, name = _with_article(name)
    return ("" if _DETERMINER.search(before) else article), name


def is_quoted(before: str) -> bool:
    """Whether what follows some text stands within quotation marks."""
    return before.count("“") > before.count("”")


def description_in_text(description: str) -> str:
    """A description rather than a name, such as *Gross carelessness*, as it is written within a sentence."""
    is_word = description[1:2].islower() or description[:2] in ("A ", "I ")
    return description[:1].lower() + description[1:] if is_word else description


def _with_article(name: str) -> tuple[str, str]:
    words = _BEHIND_HEAD.split(name, maxsplit=1)[0].split()
    noun = words[-1].lower() if words else ""
    if words[:1] in (["A"], ["An"], ["The"]):
        return "", name[:1].lower() + name[1:]
    # An owner takes the place of the article, and after an interrogative there is a clause.
    is_bare = any(word.endswith(("'s", "’s", ",")) or word in _INTERROGATIVES for word in words[:-1])
    if _DESCRIPTIONS.fullmatch(noun) and not is_bare:
        return "the ", description_in_text(name)
    return ("the ", name) if _NAMES.fullmatch(noun) else ("", name)


def with_indefinite_article(noun: str) -> str:
    """A noun with *a* or *an*."""
    return f"{'an' if _VOWEL.match(noun) else 'a'} {noun}"


def number_in_words(number: int) -> str:
    """A number from 0 to 99 in words, 0 as *no*; any other in digits."""
    if 0 <= number < len(_ONES):
        return _ONES[number]
    if not 0 <= number < 100:
        return with_commas(number)
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens - 2]}-{_ONES[ones]}" if ones else _TENS[tens - 2]


def number_in_text(number: int) -> str:
    """A number within a sentence: up to twelve in words, others in digits."""
    return number_in_words(number) if number <= _TWELVE else with_commas(number)


def with_commas(number: int) -> str:
    """A number in digits, in groups of three."""
    return f"{number:,}"


def listed(parts: Iterable[tuple[str, str]]) -> str:
    """A list, from its parts as they are written and as they read: *a, b and c*, or *a; b, c; and d*."""
    items = [*parts]
    sign = "; " if any("," in read for _, read in items) and len(items) > 1 else ", "
    texts = [written for written, _ in items]
    last = "; and " if sign == "; " else " and "
    return last.join([sign.join(texts[:-1]), texts[-1]]) if len(texts) > 1 else "".join(texts)


def listed_days(days: Iterable[str]) -> str:
    """A list of days that are written with month and year, each of which is named once: *20 and 21 February 2026*."""
    items = [day.split(" ", 1) for day in days]
    following = [*items[1:], [""]]
    texts = [day[0] if day[1:] == after[1:] else " ".join(day) for day, after in zip(items, following, strict=True)]
    return listed((text, text) for text in texts)


def repeated_word(text: str) -> str | None:
    """The first word that stands twice in a row, as only *that* and *had* may; None if no other does."""
    double = _DOUBLE.search(text)
    return double[1] if double else None


def sentence_case(text: str) -> str:
    """A text with a capital at its beginning; a number there, up to 99, in words."""
    number = re.match(r"(\d{1,2})(?= (?!to |and )[a-z])", text)
    text = number_in_words(int(number[1])) + text[number.end() :] if number else text
    return text[:1].upper() + text[1:]
