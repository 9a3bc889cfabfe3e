"""A list as a file for spreadsheets, as readers see it on its page."""

from collections.abc import Iterator

from kg.publish.catalog.listing import Listing
from kg.publish.csv_file import csv_text


def list_file(listing: Listing) -> str:
    """A list as CSV: names, classes where they are narrower than that of the list, its columns, and IRIs."""
    return csv_text(_rows(listing))


def _rows(listing: Listing) -> Iterator[list[str]]:
    yield ["Name", "Other names", "Class", *listing.titles, "IRI"]
    for item in listing.items:
        others = "; ".join(name.value for name in item.others)
        yield [item.name, others, item.kind or listing.kind.label, *(cell.text for cell in item.cells), item.iri]
