"""The header of a question: how its lines are written, and what is wrong with one that does not suit its query."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from kg.errors import Problem
from kg.publish.questions.english import repeated_word
from kg.publish.questions.query_file import QueryFile
from kg.publish.questions.sentence import template_mistake
from kg.sparql.tokens import TokenStream

_EVIDENCE = ("evidence", "nodes")
_REPEATED = ("front", *_EVIDENCE)
_KEYS = ("summary", "tags", "columns", "answer", "none", "yes", "no", "silent", "denial", "fact", *_REPEATED)
_COLUMN = re.compile(r"(\w+)\s*=\s*(\S.*)")
_FRONT = re.compile(r"(lead|fact|featured|unknown) ([1-9][0-9]*)")
_SENTENCES = ("answer", "none", "yes", "no", "silent")
# A sentence ends, or leaves its end to what it is filled with.
_ENDS = (".", "?", "!", "”", "}")
_TEMPLATE_REMEDY = "Correct what stands between the braces; docs/curators.md lists what may."
_ABBREVIATING = (";", ",", "/", "|", "^", "+", "*", "?")

# The parts of the front page that questions fill, in their order.
FrontPart = Literal["lead", "fact", "featured", "unknown"]
FRONT_PARTS: tuple[FrontPart, ...] = get_args(FrontPart)
# The subject, the predicate and the object of a triple pattern, as they stand in the text.
TriplePattern = tuple[str, str, str]


def titled_columns(line: str) -> dict[str, str]:
    """The titles of columns by their names, as ``name = Title | name = Title`` gives them; other parts are left out."""
    parts = (_COLUMN.fullmatch(part) for part in _parts(line))
    return {match[1]: match[2] for match in parts if match}


def front_places(lines: Iterable[str]) -> dict[str, int]:
    """The parts of the front page that some lines name, with the places there; other lines are left out."""
    matches = (_FRONT.fullmatch(line) for line in lines)
    return {match[1]: int(match[2]) for match in matches if match}


def triple_patterns(text: str) -> list[TriplePattern]:
    """The triple patterns of a text, without ``;`` and ``,``; raises ValueError for a text that has others."""
    tokens, triples, start = TokenStream(text), [], 0
    for at in range(len(tokens) + 1):
        if at < len(tokens) and not tokens[at].is_sign("."):
            continue
        if terms := tokens.slice(start, at):
            if len(terms) < 3 or any(term.is_sign(sign) for term in terms for sign in _ABBREVIATING):
                raise ValueError(text[terms[0].start : terms[-1].end])
            subject, predicate, value = terms[:3]
            triples.append((subject.text, predicate.text, text[value.start : terms[-1].end]))
        start = at + 1
    return triples


def header_problems(file: QueryFile, *, is_ask: bool) -> Iterator[Problem]:
    """The mistakes in the header of a question that can be found without a dataset."""
    yield from _key_mistakes(file, is_ask=is_ask)
    yield from _front_mistakes(file)
    yield from _column_mistakes(file)
    yield from _pattern_mistakes(file)
    yield from _sentence_mistakes(file)


def _key_mistakes(file: QueryFile, *, is_ask: bool) -> Iterator[Problem]:
    for key in ("tags", "yes", "silent") if is_ask else ("tags", "columns", "answer"):
        if not (file.tags if key == "tags" else _parts(file.line(key))):
            yield Problem(file.place(key), f"has no {key}.", f"Add a line '#+ {key}: ...'.")
    if not any(line for key in _EVIDENCE for line in file.header.get(key, ())):
        remedy = "Add a line '#+ evidence: ...' with the triples that a row rests on."
        yield Problem(file.place("evidence"), "names no evidence.", remedy)
    for key, lines in file.header.items():
        if key not in _KEYS:
            yield Problem(file.place(key), f"has an unknown key: {key}.", f"Use one of {', '.join(_KEYS)}.")
        elif len(lines) > 1 and key not in _REPEATED:
            yield Problem(file.place(key, 1), f"has {key} twice.", "Keep one of the lines.")
    if bool(file.line("denial")) != bool(file.line("no")):
        yield Problem(str(file.path), "has only one of denial and no.", "Give both, or neither.")


def _front_mistakes(file: QueryFile) -> Iterator[Problem]:
    for number, line in enumerate(file.header.get("front", ())):
        if not _FRONT.fullmatch(line):
            what = f"has the place {line!r} on the front page."
            yield Problem(file.place("front", number), what, "Write '#+ front: featured 1'.")
    if ("fact" in front_places(file.header.get("front", ()))) != ("|" in file.line("fact")):
        remedy = "Write '#+ front: fact 1' and '#+ fact: Title | template'."
        yield Problem(file.place("fact"), "has only one of a fact and its place.", remedy)


def _column_mistakes(file: QueryFile) -> Iterator[Problem]:
    where, parts = file.place("columns"), _parts(file.line("columns"))
    for part in parts:
        if not _COLUMN.fullmatch(part):
            yield Problem(where, f"has a column without a title: {part}.", "Write 'name = Title'.")
    pairs = [(match[1], match[2]) for part in parts if (match := _COLUMN.fullmatch(part))]
    for kind, words in (("column", [name for name, _ in pairs]), ("title", [title for _, title in pairs])):
        for word in dict.fromkeys(words):
            if words.count(word) > 1:
                yield Problem(where, f"has the {kind} {word!r} twice.", "Change one of them.")
    for _, title in pairs:
        if title[0].islower():
            yield Problem(where, f"has the title {title!r}.", "Begin it with a capital.")


def _pattern_mistakes(file: QueryFile) -> Iterator[Problem]:
    for key in ("evidence", "denial"):
        for number, line in enumerate(file.header.get(key, ())):
            try:
                if not triple_patterns(line):
                    yield Problem(file.place(key, number), f"has an empty {key}.", "Fill the line, or remove it.")
            except ValueError as error:
                what = f"has {key} that is not a triple pattern: {error}."
                yield Problem(file.place(key, number), what, "Write '?s ckg:p ?o . ?o ckg:q ?x'.")


def _sentence_mistakes(file: QueryFile) -> Iterator[Problem]:
    for key in _SENTENCES:
        template = file.line(key)
        if template and not template.endswith(_ENDS):
            yield Problem(file.place(key), f"has {key} without an end.", "End the sentence with a full stop.")
        if word := repeated_word(template):
            yield Problem(file.place(key), f"has {key} with {word!r} twice in a row.", "Keep one of the words.")
    for key in (*_SENTENCES, "fact"):
        if mistake := template_mistake(file.line(key)):
            yield Problem(file.place(key), f"has {key} that is no template: {mistake}.", _TEMPLATE_REMEDY)


def _parts(line: str) -> list[str]:
    return [part.strip() for part in line.split("|") if part.strip()]
