"""What a chart of delegates shows, in a sentence: its title."""

from collections.abc import Iterable, Sequence

from kg.publish.charts.delegates import CategoryCounts, Comparison, DelegateChart, Delegates
from kg.publish.questions.english import listed, sentence_case

# A category with its counts at two congresses.
_Change = tuple[CategoryCounts, Comparison, int]


def subject(chart: DelegateChart, delegates: Delegates) -> str:
    """What the numbers of a chart are about; only some dimensions divide the delegates."""
    counted = "Delegates" if chart.sums else "People at the congresses"
    return f"{counted} by {delegates.labels.text(chart.dimension)}" if chart.dimension else counted


def finding(chart: DelegateChart, delegates: Delegates) -> str:
    """The largest changes between the last two congresses that are compared, or else the largest category."""
    for pair in reversed(chart.pairs):
        at = chart.pairs.index(pair)
        changes = [
            (line, line.comparisons[at], change) for line in chart.lines if (change := _change(line, at)) is not None
        ]
        if changes:
            return _changes(changes, delegates)
    return _largest(chart, delegates)


def compared(chart: DelegateChart, delegates: Delegates) -> str:
    """The congresses that the finding is about, in words."""
    changed = [
        pair for at, pair in enumerate(chart.pairs) if any(_change(line, at) is not None for line in chart.lines)
    ]
    if changed:
        since, at = (delegates.short[congress.iri] for congress in changed[-1])
        return f"from the {since} to the {at}"
    return f"at the {delegates.short[chart.congresses[-1].iri]}" if chart.congresses else ""


def signed(number: int) -> str:
    """A change with its sign."""
    return f"{number:+,}".replace("-", "−") if number else "0"


def _change(line: CategoryCounts, at: int) -> int | None:
    """The change of a category between two congresses: by its counts, or else as a source states it."""
    comparison = line.comparisons[at]
    if comparison.counted is not None:
        return comparison.counted
    return comparison.stated[0].value if len(comparison.stated) == 1 else None


def _changes(changes: Sequence[_Change], delegates: Delegates) -> str:
    since = f"since the {delegates.short[changes[0][1].since.iri]}"
    most, least = (extreme(change for _, _, change in changes) for extreme in (max, min))
    if most == least == 0:
        several = len(changes) > 1
        numbers = f"number{'s' if several else ''} of {_named(changes, 0, delegates)} {'have' if several else 'has'}"
        return f"The {numbers} not changed {since}"
    if len(changes) == 1:
        latest = "".join(f", to {count.value:,}" for count in changes[0][0].counts[-1][:1])
        verb = "increased" if most > 0 else "decreased"
        return sentence_case(f"{_named(changes, most, delegates)} {verb} by {abs(most):,} {since}{latest}")
    gain = f"{_named(changes, most, delegates)} increased most {since}, by {_amount(changes, most)}" if most > 0 else ""
    loss = (
        f"{_named(changes, least, delegates)} decreased most{'' if gain else f' {since}'}, by {_amount(changes, least)}"
    )
    return sentence_case(", while ".join(part for part in (gain, loss if least < 0 else "") if part))


def _amount(changes: Iterable[_Change], amount: int) -> str:
    several = sum(change == amount for _, _, change in changes) > 1
    return f"{abs(amount):,}{' each' if several else ''}"


def _named(changes: Iterable[_Change], wanted: int, delegates: Delegates) -> str:
    return _names(delegates.in_text[line.category] for line, _, change in changes if change == wanted)


def _largest(chart: DelegateChart, delegates: Delegates) -> str:
    """The largest category of the latest congress with its share of the total."""
    latest = [
        (sum(count.value for count in line.counts[-1]), line) for line in chart.lines if line.counts and line.counts[-1]
    ]
    if not latest:
        return ""
    number = max(value for value, _ in latest)
    largest = [delegates.in_text[line.category] for value, line in latest if value == number]
    total = chart.congresses[-1].total if chart.sums else None
    share = f"{number:,} of {total:,}" if total else f"{number:,}"
    if len(latest) == 1:
        return sentence_case(f"{_names(largest)} number {share}")
    groups = f"groups, with {share} each" if len(largest) > 1 else f"group, with {share}"
    return sentence_case(f"{_names(largest)} are the largest {groups}")


def _names(texts: Iterable[str]) -> str:
    return listed((text, text) for text in texts)
