"""What a chart of delegates shows, in a sentence: its title."""

from collections.abc import Iterable, Sequence

from kg.model.labels import Labels
from kg.publish.charts.delegates import CategoryCounts, Comparison, DelegateChart

# A category with its counts at two congresses.
_Change = tuple[CategoryCounts, Comparison, int]


def finding(chart: DelegateChart, names: Labels) -> str:
    """The largest changes between the last two congresses that are compared, or else the largest category."""
    for pair in reversed(chart.pairs):
        at = chart.pairs.index(pair)
        changes = [
            (line, line.comparisons[at], change) for line in chart.lines if (change := _change(line, at)) is not None
        ]
        if changes:
            return _changes(changes, names)
    return _largest(chart, names)


def compared(chart: DelegateChart, names: Labels) -> str:
    """The congresses that the finding is about, in words."""
    changed = [
        pair for at, pair in enumerate(chart.pairs) if any(_change(line, at) is not None for line in chart.lines)
    ]
    if changed:
        since, at = (names.text(congress.iri) for congress in changed[-1])
        return f"From the {since} to the {at}"
    return f"At the {names.text(chart.congresses[-1].iri)}" if chart.congresses else ""


def signed(number: int) -> str:
    """A change with its sign."""
    return f"{number:+,}".replace("-", "−") if number else "0"


def _change(line: CategoryCounts, at: int) -> int | None:
    """The change of a category between two congresses: by its counts, or else as a source states it."""
    comparison = line.comparisons[at]
    if comparison.counted is not None:
        return comparison.counted
    return comparison.stated[0].value if len(comparison.stated) == 1 else None


def _changes(changes: Sequence[_Change], names: Labels) -> str:
    most, least = (extreme(change for _, _, change in changes) for extreme in (max, min))
    if most == least == 0:
        return f"{_named(changes, 0, names)}: unchanged"
    gained = f"{_named(changes, most, names)} gained most ({signed(most)})" if most > 0 else ""
    lost = f"{_named(changes, least, names)} lost most ({signed(least)})" if least < 0 else ""
    if len(changes) == 1:
        latest = "".join(f"{count.value:,} " for count in changes[0][0].counts[-1])
        return f"{_named(changes, most, names)}: {latest}({signed(most)})"
    return "; ".join(part for part in (gained, lost) if part)


def _named(changes: Iterable[_Change], wanted: int, names: Labels) -> str:
    return _listed([names.text(line.category) for line, _, change in changes if change == wanted])


def _largest(chart: DelegateChart, names: Labels) -> str:
    """The largest category of the latest congress with its share of the total."""
    latest = [
        (sum(count.value for count in line.counts[-1]), line) for line in chart.lines if line.counts and line.counts[-1]
    ]
    if not latest:
        return ""
    number = max(value for value, _ in latest)
    name = _listed([names.text(line.category) for value, line in latest if value == number])
    total = chart.congresses[-1].total if chart.sums else None
    return f"{name}: {number:,} of {total:,}" if total else f"{name}: {number:,}"


def _listed(texts: Sequence[str]) -> str:
    return f"{', '.join(texts[:-1])} and {texts[-1]}" if len(texts) > 1 else "".join(texts)
