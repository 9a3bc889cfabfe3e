"""Which words of a dataset are proper nouns, so that they keep their capital at the beginning of a description."""

import re
from collections.abc import Iterator

from kg.model.dataset import PublishedDataset, memoized
from kg.publish.questions.wording import DESCRIPTIONS
from kg.sparql.terms import string

# Behind a colon or a bracket a word begins anew.
_WORD = re.compile(r"(?:^|(?<=[^:(]\s)|(?<=-))[^\W\d_]+")


@memoized
def proper_nouns(dataset: PublishedDataset) -> frozenset[str]:
    """The words that English labels have with a capital within them, or that make up a name; never in small letters."""
    rows = dataset.select_bound(
        "SELECT ?entity ?label WHERE { ?entity rdfs:label ?label "
        f'FILTER (LANG(?label) = "en" && STRSTARTS(STR(?entity), {string(dataset.names.things)})) }}'
    )
    labels = [(entity.value, _WORD.findall(label.value)) for entity, label in rows]
    small = {word.capitalize() for _, words in labels for word in words if word.islower()}
    return frozenset(word for iri, words in labels for word in _capitals(iri, words) if word not in small)


def _capitals(iri: str, words: list[str]) -> Iterator[str]:
    """The words of a label whose capital is not that of its beginning."""
    others = words[1:]
    yield from (word for word in others if word[0].isupper())
    is_name = all(word[0].isupper() for word in words) and not any(part in iri for part in DESCRIPTIONS)
    yield from words[:1] if is_name else ()
