"""The key facts of an entity: what its page states first, dates of all kinds as one fact."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model.chronology import read_times, stated_time
from kg.model.dataset import PublishedDataset
from kg.model.display import ALL_DATES, Display, Head
from kg.model.evidence import Evidence
from kg.model.gaps_and_notes import GapOrNote
from kg.model.key_facts import FactPath, KeyFacts
from kg.model.labels import format_literal
from kg.model.statements import Statement
from kg.model.time import StatedTime
from kg.publish.entities.rows import PropertyRow, PropertyValue, evidence_of

# How a time reads by the bounds of the display data.
_BOUNDS = ("not before", "not after")
# The name of the time of an entity in the template of its sentence.
WHEN = "when"


@dataclass(frozen=True)
class EntityTime:
    """The time of an entity: in words, and the statements that give it.

    As ``phrase`` it stands in a sentence; it is empty where the time is no more than bounds, or a day of a mention.
    ``whole`` is what the entity is part of, if it has its time from that.
    """

    text: str
    phrase: str
    name: str
    statements: tuple[Statement, ...]
    whole: Term | None = None


@dataclass(frozen=True)
class KeyFact:
    """A key fact: ``values``, or a time in words as ``text`` with the ``evidence`` for it.

    The time may be that of a ``whole``. ``link`` is its property, ``column`` its name in the template of a sentence;
    ``covered`` are the values of rows that need not be shown again. ``description`` is what readers must know of them.
    """

    name: str
    link: str
    column: str
    values: tuple[PropertyValue, ...] = ()
    text: str = ""
    evidence: tuple[Evidence, ...] = ()
    gaps: tuple[GapOrNote, ...] = ()
    covered: frozenset[tuple[Head, Term]] = frozenset()
    description: str = ""
    whole: Term | None = None


def key_facts(
    display: Display, facts: KeyFacts, rows: Sequence[PropertyRow], time: EntityTime | None
) -> Iterator[KeyFact]:
    """The key facts of an entity in their order; what neither rows nor gaps have is left out."""
    by_head = {row.head: row for row in rows}
    dates = {*display.terms(*ALL_DATES)}
    dated = next((path for path in facts.paths if path.link in dates), None)
    for path in facts.paths:
        row = by_head.get(display.head(path.link, inverse=path.inverse))
        if path == dated:
            gaps = {gap.node: gap for row in rows if row.link in dates for gap in row.gaps}
            if time or gaps:
                yield _time_fact(display, path, time, tuple(gaps.values()))
        elif row and path.link not in dates:
            covered = frozenset((row.head, value.other) for value in row.values)
            yield KeyFact(
                row.head.name,
                row.link,
                column(display, path),
                row.values,
                gaps=row.gaps,
                covered=covered,
                description=row.head.description,
            )


def column(display: Display, path: FactPath) -> str:
    """The name of a key fact in the template of a sentence."""
    return f"{'^' if path.inverse else ''}{path.link.removeprefix(display.names.terms)}"


def entity_time(display: Display, statements: Iterable[Statement]) -> EntityTime | None:
    """The time of an entity: as its dates state it, else its only possible days; None without either."""
    outgoing = [statement for statement in statements if not statement.inverse]
    values = grouped((statement.link, statement.other) for statement in outgoing)
    time = stated_time(values, display)
    if not time:
        return _bounded(display, outgoing)
    links = {*display.terms(*ALL_DATES)}
    dated = tuple(statement for statement in outgoing if statement.link in links and statement.other in time.dates)
    if all(statement.link in display.terms("attested") for statement in dated):
        return EntityTime(time.text, "", display.head(dated[0].link, inverse=False).name, dated)
    return EntityTime(time.text, _in_sentence(time), "dates" if time.lasting else "date", dated)


def time_of_whole(dataset: PublishedDataset, display: Display, statements: Iterable[Statement]) -> EntityTime | None:
    """The time of an entity by what it is part of: the shortest that any such whole has."""
    links = {*display.terms("wholes")}
    wholes = {one.other: one for one in statements if one.link in links and not one.inverse and one.other.is_iri}
    times = read_times(dataset, display, [whole.value for whole in wholes], acquired=False)
    timed = [(times[whole.value], whole) for whole in wholes if whole.value in times]
    if not timed:
        return None
    begin = max(time.lower for time, _ in timed)
    time, whole = min(
        (pair for pair in timed if pair[0].lower == begin), key=lambda pair: (pair[0].upper, pair[1].value)
    )
    return EntityTime(time.text, "", "dates" if time.lasting else "date", (wholes[whole],), whole)


def time_links(display: Display) -> tuple[str, ...]:
    """The properties that may give the time of an entity."""
    return display.terms(*ALL_DATES, "days", "bounds", "wholes")


def _bounded(display: Display, statements: Sequence[Statement]) -> EntityTime | None:
    """The only day that an entity can have had, or the days between which it falls, as they were inferred."""

    def days(link: str) -> list[Statement]:
        return [statement for statement in statements if statement.link == link][:1]

    if only := [day for link in display.terms("days") for day in days(link)]:
        text = format_literal(only[0].other)
        return EntityTime(text, f"on {text}", "date", tuple(only))
    bounds = [(words, days(link)) for words, link in zip(_BOUNDS, display.terms("bounds"), strict=False)]
    texts = [f"{words} {format_literal(day.other)}" for words, found in bounds for day in found]
    text = " and ".join(texts)
    return EntityTime(text, "", "date", tuple(day for _, found in bounds for day in found)) if texts else None


def _in_sentence(time: StatedTime) -> str:
    if time.lasting:
        return time.text if time.text.startswith(("from ", "until ")) else f"from {time.text}"
    is_day = time.text[:1].isdigit() and " " in time.text
    return f"{'on' if is_day else 'in'} {time.text}"


def _time_fact(display: Display, path: FactPath, time: EntityTime | None, gaps: tuple[GapOrNote, ...]) -> KeyFact:
    if not time:
        return KeyFact("date", path.link, WHEN, gaps=gaps)
    covered = frozenset((display.head(one.link, inverse=False), one.other) for one in time.statements)
    link, supports = time.statements[0].link, evidence_of(display, time.statements)
    covered = frozenset() if time.whole else covered
    return KeyFact(time.name, link, WHEN, (), time.text, supports, gaps, covered, whole=time.whole)
