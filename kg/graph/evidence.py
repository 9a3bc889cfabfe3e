"""Evidence: compare recorded places and hashes with the source texts, and report which passages support no fact."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDF, URIRef

from kg.errors import DataError, Problem
from kg.faults import why_unreadable
from kg.graph.build import BuildInputs
from kg.graph.paraphrases import paraphrase_problems
from kg.graph.segmentation import CharacterRange
from kg.graph.sources import SourceRecord

# Words of so short a quotation may stand in the dataset; docs/curators.md and a check give the same number.
QUOTED_WORDS = 7
_OPENING = frozenset("\"“'‘")
# A comma or full stop may stand before the closing mark.
_CLOSING = re.compile(r"[,.;:!?]?[\"”'’]")


@dataclass(frozen=True)
class Coverage:
    """How the passages of a source are used.

    ``citations`` counts the assertions that each passage supports, summed up; ``cited`` counts the passages that
    support assertions, ``excused`` those that state why they do not; ``unused`` has the keys of the others.
    """

    source: SourceRecord
    citations: int
    cited: int
    excused: int
    unused: tuple[str, ...]


def coverage(inputs: BuildInputs) -> list[Coverage]:
    """The coverage of every source."""
    names = inputs.ontology.namespaces
    citations = Counter(passage for assertion in inputs.assertions for passage in assertion.support.passages)
    reports = []
    for source in inputs.sources.values():
        counts = [citations[URIRef(names.source(f"{source.key}/{passage.key}"))] for passage in source.passages]
        uncited = [passage for passage, count in zip(source.passages, counts, strict=True) if not count]
        unused = tuple(passage.key for passage in uncited if not passage.reason)
        cited = len(source.passages) - len(uncited)
        reports.append(Coverage(source, sum(counts), cited, len(uncited) - len(unused), unused))
    return reports


def read_text(path: Path) -> str:
    """The text of a source file, its line ends unchanged; raises DataError if it cannot be read as UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(Problem(str(path), why_unreadable(error), "Name the text of a source.")) from error


def find_source(text: str, path: Path, sources: Mapping[str, SourceRecord]) -> SourceRecord:
    """The source of a text by its hash or, as a text may have changed, by its file name; raises DataError if none."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    for source in sources.values():
        if source.sha256 == digest or source.key == path.stem:
            return source
    keys = ", ".join(sorted(sources))
    raise DataError(Problem(str(path), "is not the text of a recorded source.", f"Name the text of one of: {keys}."))


def verify_source(text: str, source: SourceRecord, inputs: BuildInputs) -> list[Problem]:
    """Every difference between a text and its records: length, hashes, gaps, overlaps, quotations, copied words."""
    return [*_passages(text, source), *_quotations(text, source, inputs), *paraphrase_problems(text, source)]


def _passages(text: str, source: SourceRecord) -> Iterator[Problem]:
    """Passages have their hashes and do not overlap, and only white space lies between them."""
    remedy = "Name the text from which the passages were made."
    if len(text) != source.characters:
        yield Problem(source.key, f"has {len(text)} characters instead of {source.characters}.", remedy)
    elif hashlib.sha256(text.encode()).hexdigest() != source.sha256:
        yield Problem(source.key, "has a different hash.", remedy)
    if source.title is not None and source.title not in text:
        yield Problem(
            source.key, "has a title that is not in the text.", "Copy the title from the text, or leave it out."
        )
    position, gaps = 0, []
    for passage in sorted(source.passages, key=lambda passage: passage.span.start):
        span, where = passage.span, f"{source.key}/{passage.key}"
        if span.end > len(text) or span.digest(text) != passage.sha256:
            what = f"the text at {span.start}-{span.end} is not the text that was cited."
            yield Problem(where, what, "Find the passage in the text, and check its facts again.")
        if span.start < position:
            yield Problem(where, "overlaps the passage before it.", "Correct the offsets.")
        gaps.append((position, span.start))
        position = max(position, span.end)
    for start, end in [*gaps, (position, len(text))]:
        if text[start:end].strip():
            what = f"the text at {start}-{end} is not covered by any passage."
            yield Problem(source.key, what, "Divide the source into passages again with kg cut.")


def _quotations(text: str, source: SourceRecord, inputs: BuildInputs) -> Iterator[Problem]:
    names, term = inputs.ontology.namespaces, inputs.ontology.term
    entities: dict[URIRef, dict[URIRef, str]] = defaultdict(dict)
    for subject, predicate, value in (assertion.triple for assertion in inputs.assertions):
        entities[subject][predicate] = str(value)
    passages = {names.source(f"{source.key}/{passage.key}"): passage.span for passage in source.passages}
    required = {term("startOffset"), term("endOffset"), term("sha256")}
    for iri, values in sorted(entities.items()):
        passage = passages.get(values.get(term("inPassage"), ""))
        if values.get(RDF.type) != str(term("Quotation")) or passage is None or not required <= values.keys():
            # The shapes report what a quotation lacks.
            continue
        span = CharacterRange(int(values[term("startOffset")]), int(values[term("endOffset")]))
        if not passage.start <= span.start < span.end <= passage.end:
            yield Problem(names.compact(iri), "is outside its passage.", "Correct its offsets or its passage.")
        elif span.digest(text) != values[term("sha256")]:
            yield Problem(names.compact(iri), "differs from the text at its offsets.", "Correct its offsets and hash.")
        else:
            yield from _marks(text, span, names.compact(iri), words=values.get(term("quotedWords")))


def _marks(text: str, span: CharacterRange, where: str, words: str | None) -> Iterator[Problem]:
    """A quotation begins at a quotation mark; its words may be recorded if it also ends at one and is short.

    A source may forget to close a quotation, so that a longer one need not end at a mark.
    """
    is_short = len(span.of(text).split()) <= QUOTED_WORDS
    is_closed = _CLOSING.match(text, span.end) is not None
    if text[span.start - 1 : span.start] not in _OPENING:
        yield Problem(where, "does not begin at a quotation mark.", "Take its offsets from kg cut --quotations.")
    elif words and not is_closed:
        yield Problem(where, "has quotedWords that no quotation mark ends.", "Remove the words.")
    elif is_short and is_closed and not words:
        yield Problem(where, f"has at most {QUOTED_WORDS} words, and no quotedWords.", "Add the words as quotedWords.")
