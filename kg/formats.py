"""The table of formats: media type, suffix, and the kind of answer that each can carry."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = TABLE, TRUTH, GRAPH = "table", "truth", "graph"


@dataclass(frozen=True)
class Format:
    """A way to write an answer.

    ``label`` names it for people. ``carries`` holds the kinds of answer it fits: the rows of a SELECT (table), the
    answer of an ASK (truth), the triples of a CONSTRUCT or DESCRIBE (graph).
    """

    name: str
    label: str
    media_type: str
    suffix: str
    carries: frozenset[str]
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type as a Content-Type header gives it."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


_ROWS = frozenset({TABLE, TRUTH})

# The first format that fits is the default of its kind of answer.
FORMATS: tuple[Format, ...] = (
    Format("json", "JSON", "application/sparql-results+json", "srj", _ROWS, ("application/json",)),
    Format("xml", "XML", "application/sparql-results+xml", "srx", _ROWS, ("application/xml", "text/xml")),
    Format("csv", "CSV", "text/csv", "csv", _ROWS),
    Format("tsv", "TSV", "text/tab-separated-values", "tsv", _ROWS),
    Format(
        "ttl", "Turtle", "text/turtle", "ttl", frozenset({GRAPH}), ("application/x-turtle", "text/n3", "text/rdf+n3")
    ),
    Format("nt", "N-Triples", "application/n-triples", "nt", frozenset({GRAPH}), ("text/plain",)),
    Format("jsonld", "JSON-LD", "application/ld+json", "jsonld", frozenset({GRAPH}), ("application/json",)),
    Format("trig", "TriG", "application/trig", "trig", frozenset({GRAPH}), ("application/x-trig",)),
    Format("nq", "N-Quads", "application/n-quads", "nq", frozenset({GRAPH})),
    Format("rdf", "RDF/XML", "application/rdf+xml", "rdf", frozenset({GRAPH}), ("application/xml", "text/xml")),
)


def formats_for(kind: str) -> tuple[Format, ...]:
    """The formats that can carry a kind of answer, the default first."""
    return tuple(form for form in FORMATS if kind in form.carries)


def by_name(name: str) -> Format:
    """The format of a name.

    Raises KeyError if there is none.
    """
    return _BY_NAME[name]


_BY_NAME = {form.name: form for form in FORMATS}
