"""The statements of a page about an entity, arranged in rows: one for each property, with its values and gaps."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model.display import Display, Head
from kg.model.evidence import Evidence
from kg.model.gaps_and_notes import GapOrNote
from kg.model.inversions import distinct
from kg.model.labels import Labels
from kg.model.statements import Statement


@dataclass(frozen=True)
class PropertyValue:
    """A value in a row, with the evidence for it from either end, the most certain first."""

    other: Term
    evidence: tuple[Evidence, ...]

    @property
    def inferred(self) -> bool:
        """Whether there are only inferences for it."""
        return bool(self.evidence) and all(support.inferred for support in self.evidence)


@dataclass(frozen=True)
class PropertyRow:
    """The values of one property, or the entities whose value the entity is; ``link`` may be the inverse property."""

    head: Head
    link: str
    values: tuple[PropertyValue, ...]
    gaps: tuple[GapOrNote, ...] = ()


@dataclass(frozen=True)
class Telling:
    """Statements by what they tell readers: those of one's own, and those that only repeat or order others."""

    shown: list[Statement]
    derived: list[Statement]


def by_weight(statements: Sequence[Statement], above: Mapping[str, set[str]], display: Display) -> Telling:
    """Statements divided by their weight.

    Those that a narrower property or class implies, the order that was derived, and values that the display data let
    another row show are derived. ``above`` are the properties above each property and the classes above each class.
    """
    by_pair = grouped(((statement.inverse, statement.other), statement) for statement in statements)
    order = {*display.terms("order")}
    # Either end may state the order.
    ordered = {statement.other for statement in statements if statement.link in order and _is_stated(statement)}
    broader = {(one.link, cls) for one in statements for cls in above.get(one.other.value, ())}
    others = _others(display, statements)
    telling = Telling([], [])
    for alternatives in by_pair.values():
        for statement in alternatives:
            narrower = [other for other in alternatives if statement.link in above.get(other.link, ())]
            is_implied = narrower and (not _is_stated(statement) or any(map(_is_stated, narrower)))
            is_broader = (statement.link, statement.other.value) in broader and not _is_stated(statement)
            is_order = statement.link in order and statement.other not in ordered
            repeated = display.repeats.get(_head(display, statement))
            is_repeated = repeated is not None and statement.other in others.get(repeated, ())
            is_derived = is_implied or is_broader or is_order or is_repeated
            (telling.derived if is_derived else telling.shown).append(statement)
    return telling


def property_rows(
    display: Display,
    names: Labels,
    statements: Iterable[Statement],
    gaps: Iterable[GapOrNote],
    ranks: Mapping[str, int],
) -> Iterator[PropertyRow]:
    """The rows in the order of a page: the statements by the heads of their properties, with the gaps beside them.

    ``ranks`` are the places in time of those values that have one.
    """
    by_head = grouped((_head(display, statement), statement) for statement in statements)
    missing = grouped((display.head(link, inverse=False), (link, gap)) for gap in gaps for link in gap.missing)
    for head in sorted({*by_head, *missing}):
        members = sorted(by_head.get(head, ()), key=lambda statement: statement.inverse)
        links = [statement.link for statement in members] or [link for link, _ in missing[head]]
        gaps_beside = tuple(gap for _, gap in missing.get(head, ()))
        yield PropertyRow(head, links[0], tuple(_values(display, names, members, ranks)), gaps_beside)


def stated_classes(statements: Iterable[Statement], rdf_type: str) -> tuple[str, ...]:
    """The classes of an entity that are not inferred from others, or all where all are inferred."""
    types = [one for one in statements if one.link == rdf_type and not one.inverse]
    asserted = [one for one in types if _is_stated(one)]
    return tuple(sorted(one.other.value for one in asserted or types))


def evidence_of(display: Display, statements: Iterable[Statement]) -> tuple[Evidence, ...]:
    """The evidence of some statements, the most certain first."""
    supports = distinct(chain.from_iterable(statement.evidence for statement in statements))
    return tuple(display.certainty.best_first(supports))


def _head(display: Display, statement: Statement) -> Head:
    return display.head(statement.link, inverse=statement.inverse)


def _others(display: Display, statements: Iterable[Statement]) -> dict[Head, Collection[Term]]:
    """The values of the rows that others repeat."""
    wanted = {*display.repeats.values()}
    pairs = ((_head(display, statement), statement.other) for statement in statements)
    return {head: {*others} for head, others in grouped(pair for pair in pairs if pair[0] in wanted).items()}


def _is_stated(statement: Statement) -> bool:
    """Whether an assertion supports a statement; one without any evidence counts as stated."""
    return not statement.evidence or any(not support.inferred for support in statement.evidence)


def _values(
    display: Display, names: Labels, statements: Iterable[Statement], ranks: Mapping[str, int]
) -> list[PropertyValue]:
    """The values in a row: what sources state first, then in the order of time, and last in that of names."""
    by_value = grouped((statement.other, statement) for statement in statements)
    values = [PropertyValue(other, evidence_of(display, alike)) for other, alike in by_value.items()]

    def place(value: PropertyValue) -> tuple[bool, int, str, str]:
        rank = ranks.get(value.other.value, len(ranks))
        return value.inferred, rank, names.term(value.other), value.other.value

    return sorted(values, key=place)
