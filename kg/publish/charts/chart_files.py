"""The timeline and the elections as tables for spreadsheets."""

from collections.abc import Iterator

from kg.engine.answer import Term
from kg.model.evidence import EvidenceSummary
from kg.model.labels import Labels
from kg.publish.charts.elections import ElectionNode, ElectionTree, election_trees
from kg.publish.charts.organs import OrganChart
from kg.publish.charts.timeline import Timeline, TimelineEntry, TimelineSection
from kg.publish.csv_file import csv_text

_NOT_STATED = "not stated"


def timeline_table(timeline: Timeline) -> str:
    """A timeline as CSV (RFC 4180): a row for each entry, with the first and the last date that it has or can have.

    ``date`` is how the date is known: ``stated``, as the timeline places an entry without a date, or ``not stated``.
    """
    rows = (_entry(timeline, section, entry) for section in timeline.sections for entry in section.entries)
    return csv_text([["When", "First date", "Last date", "Date", "Entry", "Class", "Kind", "Evidence", "IRI"], *rows])


def _entry(timeline: Timeline, section: TimelineSection, entry: TimelineEntry) -> list[str]:
    names, basis = timeline.labels, entry.position.basis
    first, last = (_value(date) for date in entry.extent)
    how = {"dated": "stated", "open": _NOT_STATED}.get(basis, f"{basis}, own date not stated")
    kind = names.text(entry.kind) if entry.kind else ""
    evidence = _certainty(entry.position.fact.support if entry.position.fact else None, names)
    return [section.name, first, last, how, names.text(entry.iri), kind, entry.lane.name, evidence, entry.iri]


def _value(date: Term | None) -> str:
    return date.value if date else ""


def elections_table(chart: OrganChart) -> str:
    """Who elected what as CSV (RFC 4180): a row for each body and post, with those whose electors are not stated."""
    rows = [row for tree in election_trees(chart) for row in _elections(chart.labels, tree)]
    return csv_text([["Party or state", "Elected by", "Elected", "Election", "When", "Evidence", "IRI"], *rows])


def _elections(names: Labels, tree: ElectionTree) -> Iterator[list[str]]:
    for root in tree.roots:
        yield from (_elected(names, tree, node, names.text(elector)) for node, elector in root.walk() if elector)
    yield from (_elected(names, tree, node, _NOT_STATED) for node in tree.unstated)


def _elected(names: Labels, tree: ElectionTree, node: ElectionNode, elector: str) -> list[str]:
    election = node.election
    name = names.text(election.fact.entity) if election else ""
    when = election.position.time.text if election and election.position.time and not election.position.bound else ""
    evidence = _certainty(node.support, names)
    return [names.text(tree.owner), elector, names.text(node.iri), name, when or _NOT_STATED, evidence, node.iri]


def _certainty(support: EvidenceSummary | None, names: Labels) -> str:
    if support is None:
        return ""
    status = names.text(support.status) if support.status else ""
    return f"inferred ({status})" if support.inferred else status
