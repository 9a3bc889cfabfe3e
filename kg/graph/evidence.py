"""Evidence: do the recorded places and hashes hold against the source text, and is every passage used?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDF, URIRef

from kg.errors import DataError, Problem
from kg.graph.build import Material
from kg.graph.segmentation import Cut, Cutting, Span, cut, cut_table
from kg.graph.sources import Source


@dataclass(frozen=True)
class Coverage:
    """How the passages of one source are used; the numbers are counts.

    ``stating`` passages support assertions, ``excused`` ones say why not; ``unused`` holds the keys of the rest.
    """

    source: Source
    assertions: int
    stating: int
    excused: int
    unused: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether every passage is accounted for."""
        return not self.unused


def coverage(material: Material) -> list[Coverage]:
    """The coverage of every source."""
    names = material.ontology.namespaces
    cited: dict[URIRef, int] = {}
    for assertion in material.assertions:
        for passage in assertion.passages:
            cited[passage] = cited.get(passage, 0) + 1
    reports = []
    for source in material.sources.values():
        iris = {passage: URIRef(names.source(f"{source.key}/{passage.key}")) for passage in source.passages}
        stating = [passage for passage, iri in iris.items() if iri in cited]
        silent = [passage for passage, iri in iris.items() if iri not in cited]
        unused = tuple(passage.key for passage in silent if not passage.reason)
        total = sum(cited.get(iri, 0) for iri in iris.values())
        reports.append(Coverage(source, total, len(stating), len(silent) - len(unused), unused))
    return reports


def cut_file(path: Path) -> tuple[str, Cutting]:
    """The text of a source file and its passages; a file named ``*.csv`` is cut as a table.

    Raises DataError if the file cannot be read as UTF-8.
    """
    text = read_text(path)
    return text, cut_table(text) if path.suffix == ".csv" else cut(text)


def read_text(path: Path) -> str:
    """The text of a source file with its line ends as they are."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        remedy = "Give the file that the passages were cut from."
        raise DataError(Problem(str(path), "cannot be read as UTF-8 text.", remedy)) from error


def find_source(text: str, path: Path, sources: dict[str, Source]) -> Source:
    """The source that a text is, known by its hash or else by its name, so that a changed text is still compared.

    Raises DataError if it is none of them.
    """
    digest = hashlib.sha256(text.encode()).hexdigest()
    for source in sources.values():
        if source.sha256 == digest or source.key == path.stem:
            return source
    known = ", ".join(sorted(sources))
    raise DataError(Problem(str(path), "is none of the recorded sources.", f"Give one of these: {known}."))


def verify(text: str, source: Source, material: Material) -> list[Problem]:
    """Every disagreement between a text and what is recorded of it: length, hashes, gaps, overlaps, quotations."""
    problems = list(_whole(text, source))
    for passage in source.passages:
        if passage.span.end > len(text) or passage.span.digest(text) != passage.sha256:
            where = f"{source.key}/{passage.key}"
            what = f"the text at {passage.span.start}-{passage.span.end} is not what was cited."
            problems.append(Problem(where, what, "Find the passage again and read its facts anew."))
    problems += _partition(text, source)
    problems += _quotations(text, source, material)
    return problems


def _whole(text: str, source: Source) -> Iterator[Problem]:
    if len(text) != source.characters:
        what = f"has {len(text)} characters instead of {source.characters}."
        yield Problem(source.key, what, "Give the text that the passages were cut from.")
    elif hashlib.sha256(text.encode()).hexdigest() != source.sha256:
        yield Problem(source.key, "has another hash.", "Give the text that the passages were cut from.")


def _partition(text: str, source: Source) -> Iterator[Problem]:
    """Passages follow each other without overlap, and only white space lies between them."""
    position = 0
    for passage in [*sorted(source.passages, key=lambda p: p.span.start), None]:
        start = passage.span.start if passage else len(text)
        between = text[position:start]
        if start < position and passage:
            yield Problem(f"{source.key}/{passage.key}", "overlaps the passage before it.", "Correct the offsets.")
        elif between.strip():
            what = f"the text at {position}-{start} belongs to no passage."
            yield Problem(source.key, what, "Cut the source again with kg cut.")
        position = max(position, passage.span.end) if passage else start


def _quotations(text: str, source: Source, material: Material) -> Iterator[Problem]:
    terms = material.ontology.term
    about: dict[URIRef, dict[URIRef, str]] = {}
    for assertion in material.assertions:
        about.setdefault(assertion.triple[0], {})[assertion.triple[1]] = str(assertion.triple[2])
    spans = {material.ontology.namespaces.source(f"{source.key}/{p.key}"): p.span for p in source.passages}
    for iri, facts in sorted(about.items()):
        if facts.get(RDF.type) != str(terms("Quotation")) or facts.get(terms("inPassage")) not in spans:
            continue
        where = material.ontology.namespaces.compact(iri)
        span, passage = Span(int(facts[terms("start")]), int(facts[terms("end")])), spans[facts[terms("inPassage")]]
        if not passage.start <= span.start < span.end <= passage.end:
            yield Problem(where, "does not lie in its passage.", "Correct its offsets or its passage.")
        elif span.digest(text) != facts[terms("sha256")]:
            yield Problem(where, "is not what the text has there.", "Correct its offsets and its hash.")


def rows(cuts: list[Cut], text: str) -> Iterator[list[str]]:
    """Cut passages as the rows of a passages file, without reasons."""
    for one in cuts:
        span = one.span
        yield [one.key, one.section, one.kind, str(span.start), str(span.end), span.digest(text), ""]
