"""The texts of sources as the dataset records them: their length and hash, and where they are published."""

from dataclasses import dataclass

from kg.model.dataset import PublishedDataset
from kg.sparql.terms import iri_ref


@dataclass(frozen=True)
class RecordedText:
    """The text of a source, which is given by its IRI.

    ``sha256`` is that of its characters in UTF-8, ``characters`` their number in code points. ``web_page`` is the
    address of the page on which it is published, if the dataset has one.
    """

    source: str
    sha256: str
    characters: int
    web_page: str | None


def recorded_text(dataset: PublishedDataset, source: str) -> RecordedText | None:
    """The recorded text of a source; None if the dataset does not have its hash and length."""
    query = (
        f"SELECT ?hash ?end ?page WHERE {{ {iri_ref(source)} ckg:sha256 ?hash ; ckg:endOffset ?end "
        f"OPTIONAL {{ {iri_ref(source)} ckg:webPage ?page }} }} ORDER BY ?hash ?end ?page LIMIT 1"
    )
    for digest, end, page in dataset.select(query):
        if digest and end:
            is_web_address = page and page.is_iri and page.value.startswith(("http://", "https://"))
            return RecordedText(source, digest.value, int(end.value), page.value if page and is_web_address else None)
    return None
