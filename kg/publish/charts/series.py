"""The congresses as series: the number by which each has the same colour and place in every chart."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.grouping import grouped
from kg.model.dataset import PublishedDataset, query_text
from kg.publish.charts.facts import whole_number


@dataclass(frozen=True)
class CongressSeries:
    """The number of each congress among those of its party: 0 is the latest. Charts show them from the earliest on."""

    numbers: Mapping[str, int]

    def number(self, congress: str) -> int:
        """The number of a congress; what is not known as one is taken for the latest."""
        return self.numbers.get(congress, 0)


def read_series(dataset: PublishedDataset) -> CongressSeries:
    """The series of a dataset, by the ordinal numbers of its congresses."""
    rows = dataset.select(query_text(__package__, "series"))
    ordinals = {
        (party.value, congress.value): whole_number(ordinal and ordinal.value) or 0
        for congress, party, ordinal in rows
        if congress and party
    }
    latest_first = sorted(ordinals, key=lambda key: (-ordinals[key], key))
    by_party = grouped(latest_first).values()
    return CongressSeries({congress: number for party in by_party for number, congress in enumerate(party)})
