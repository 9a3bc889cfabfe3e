"""The text search of a query: patterns with the search property, answered outside the engine like SERVICE.

``?entity ckg:matchesText "xi jinping"`` is true of the entities whose names and texts have all the words. The text
index gives these entities, and ``VALUES ?entity { ... }`` takes the place of the pattern, so that nothing is scanned.
"""

from collections.abc import Callable, Iterator, Sequence

from kg.errors import Problem, RequestError
from kg.grouping import grouped
from kg.sparql.prologue import Prologue
from kg.sparql.terms import iri_ref, string_value
from kg.sparql.text import Replacement, SparqlText
from kg.sparql.tokens import Token
from kg.sparql.verbs import Verb, VerbReader, property_list

# The IRIs of the entities that match a text.
TextSearch = Callable[[str], Sequence[str]]

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_USE = 'Use it as in: ?entity ckg:matchesText "words".'


def inline_searches(
    query: SparqlText, prologue: Prologue, term: str, most: int, search: TextSearch
) -> Iterator[Replacement]:
    """The solutions of the patterns with the search property, whose IRI is ``term``; ``most`` are allowed.

    ``prologue`` holds until the text declares its own. What stands in a SERVICE is left to its endpoint.
    Raises RequestError with status 400 for any other use of the property as a verb, and whatever ``search`` raises.
    """
    if not may_search(query, term):
        return
    if len(query.unescaped.tokens) != len(query.tokens):
        what = "hides a part of it behind codepoint escapes."
        raise RequestError(400, Problem("query", what, "Write the characters themselves."))
    verbs = [*VerbReader(query, prologue, term, _USE).verbs()]
    if len(verbs) > most:
        raise query.refusal(query.tokens[verbs[most].at].start, f"exceeds the limit of {most} searches.", "Use fewer.")
    for subject, group in grouped((verb.subject, verb) for verb in verbs).items():
        yield from _replacements(query, prologue, subject, group, search)


def searches(query: SparqlText, prologue: Prologue, term: str) -> bool:
    """Whether a text uses the search property as a verb; raises RequestError where ``inline_searches`` does."""
    return may_search(query, term) and any(True for _ in VerbReader(query, prologue, term, _USE).verbs())


def may_search(query: SparqlText, term: str) -> bool:
    """Whether a text may name a term: by its local name, or by a prefix that ends within it."""
    local = term.rpartition("#")[2].lower()
    if query.mentions(local):
        return True
    return query.mentions(f"#{local[0]}") and any(query.mentions(f"#{local[:end]}>") for end in range(1, len(local)))


def _replacements(
    query: SparqlText, prologue: Prologue, subject: int, verbs: Sequence[Verb], search: TextSearch
) -> Iterator[Replacement]:
    """What takes the place of all that is searched about a subject: its solutions, before what else is said of it."""
    stream, name = query.tokens, query.tokens[subject]
    items = property_list(stream, subject)
    texts = {verb.at: _text(query, prologue, verb, items) for verb in verbs}
    solutions = " ".join(_solutions(name, search(text)) for text in texts.values())
    kept = [item for item in items if item[0] not in texts]
    if not kept:
        last = items[-1][-1]
        while last + 1 < len(stream) and stream[last + 1].is_sign(";"):
            last += 1
        yield Replacement(name.start, stream[last].end, solutions)
        return
    yield Replacement(name.start, name.start, f"{solutions} ")
    for before, item, behind in zip([None, *items], items, [*items[1:], None], strict=False):
        if item[0] in texts and item[0] < kept[0][0] and behind:
            yield Replacement(stream[item[0]].start, stream[behind[0]].start, "")
        elif item[0] in texts and before:
            yield Replacement(stream[before[-1]].end, stream[item[-1]].end, "")


def _text(query: SparqlText, prologue: Prologue, verb: Verb, items: Sequence[range]) -> str:
    """The text that a pattern searches for; raises RequestError if its object is anything but one text."""
    stream, name = query.tokens, query.tokens[verb.at].text
    (item,) = [item for item in items if item[0] == verb.at]
    objects = [stream[at] for at in item[1:]]
    if not objects or objects[0].kind != "string":
        raise query.refusal(stream[verb.at].start, f"{name} needs a text in quotation marks.", _USE)
    literal, *rest = objects
    if rest and rest[0].is_sign("^^"):
        if len(rest) < 2 or prologue.resolve(rest[1]) != _STRING:
            raise query.refusal(rest[0].start, f"{name} needs a text, not a literal of another datatype.", _USE)
        rest = rest[2:]
    elif rest and rest[0].kind == "language":
        rest = rest[1:]
    if rest and rest[0].is_sign(","):
        raise query.refusal(rest[0].start, f"{name} has two texts.", "Use two patterns.")
    if rest:
        raise query.refusal(rest[0].start, f"{name} has more than a text behind it.", _USE)
    return _characters(query, literal)


def _solutions(subject: Token, iris: Sequence[str]) -> str:
    """A pattern that holds of the entities; a subject that is no variable is compared with them by the engine."""
    if subject.kind == "variable":
        return f"VALUES {subject.text} {{ {' '.join(map(iri_ref, iris))} }}"
    return f"FILTER ({subject.text} IN ({', '.join(map(iri_ref, iris))}))"


def _characters(query: SparqlText, literal: Token) -> str:
    try:
        return string_value(literal.text)
    except ValueError as error:
        raise query.refusal(literal.start, f"{error} in the text stands for no character.", "Correct it.") from error
