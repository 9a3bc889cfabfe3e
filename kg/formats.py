"""The table of formats: one row each, which is read wherever a format is chosen, written, named or linked."""

from dataclasses import dataclass

KINDS = TABLE, TRUTH, GRAPH = "table", "truth", "graph"
# The name and the suffix of pages.
HTML = "html"
# What a format is made of, on which its comments depend: in a text they begin with #.
TEXT, XML, JSON = "text", "xml", "json"
_W3C = "http://www.w3.org/ns/formats/"


@dataclass(frozen=True)
class FileFormat:
    """What every kind of file has: a name, a ``label`` for people, a media type and the suffix of its files."""

    name: str
    label: str
    media_type: str
    suffix: str

    @property
    def content_type(self) -> str:
        """The media type as a Content-Type header gives it."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


@dataclass(frozen=True)
class Format(FileFormat):
    """A way to write an answer or a document.

    ``carries`` holds the kinds of answer it fits: the rows of a SELECT (table), the answer of an ASK (truth), the
    triples of a CONSTRUCT or DESCRIBE (graph). Clients may also ask for it by its ``aliases`` in an Accept header, and
    by its label and its ``spellings`` in the parameter ``format``. ``document``: entities have documents in it.
    ``graphs``: it names the graph of each triple. ``prefixes``: they shorten what is written in it. ``row_mark``
    begins or ends each row or triple and occurs nowhere else, but for the line above the rows if there is a ``header``.
    """

    carries: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    document: bool = False
    graphs: bool = False
    prefixes: bool = False
    syntax: str = TEXT
    row_mark: str | None = None
    header: bool = False

    @property
    def media_types(self) -> tuple[str, ...]:
        """The media types by which clients ask for the format, its own first."""
        return (self.media_type, *self.aliases)

    @property
    def iri(self) -> str:
        """The IRI of the format in the W3C's list of them."""
        return f"{_W3C}{'SPARQL_Results_' if TABLE in self.carries else ''}{self.label.replace('/', '_')}"


_ROWS, _GRAPH = (TABLE, TRUTH), (GRAPH,)
_RESULTS = "application/sparql-results"
_ANY_JSON, _ANY_XML = ("application/json",), ("application/xml", "text/xml")
_TURTLE, _TRIG = ("application/x-turtle", "text/n3", "text/rdf+n3"), ("application/x-trig",)
_RDF_XML, _JSON_LD = ("rdf+xml", "rdfxml", "xml"), ("json",)

# The first format that fits is the default of its kind of answer. SPARQLWrapper asks for json where it means JSON-LD.
FORMATS: tuple[Format, ...] = (
    Format(HTML, "HTML", "text/html", HTML, aliases=("application/xhtml+xml",), document=True),
    Format("json", "JSON", f"{_RESULTS}+json", "srj", _ROWS, _ANY_JSON, syntax=JSON),
    Format("xml", "XML", f"{_RESULTS}+xml", "srx", _ROWS, _ANY_XML, syntax=XML, row_mark="<result>"),
    Format("csv", "CSV", "text/csv", "csv", _ROWS),
    Format("tsv", "TSV", "text/tab-separated-values", "tsv", _ROWS, row_mark="\n", header=True),
    Format("ttl", "Turtle", "text/turtle", "ttl", _GRAPH, _TURTLE, ("n3",), document=True, prefixes=True),
    Format("nt", "N-Triples", "application/n-triples", "nt", _GRAPH, ("text/plain",), document=True, row_mark="\n"),
    Format(
        "jsonld",
        "JSON-LD",
        "application/ld+json",
        "jsonld",
        _GRAPH,
        _ANY_JSON,
        _JSON_LD,
        True,
        prefixes=True,
        syntax=JSON,
    ),
    Format("rdf", "RDF/XML", "application/rdf+xml", "rdf", _GRAPH, _ANY_XML, _RDF_XML, document=True, syntax=XML),
    Format("trig", "TriG", "application/trig", "trig", _GRAPH, _TRIG, document=True, prefixes=True, graphs=True),
    Format("nq", "N-Quads", "application/n-quads", "nq", _GRAPH, graphs=True, row_mark="\n"),
)


_BY_NAME = {form.name: form for form in FORMATS}


def answer_formats() -> tuple[Format, ...]:
    """The formats of answers to queries."""
    return tuple(form for form in FORMATS if form.carries)


def formats_for(kind: str) -> tuple[Format, ...]:
    """The formats that can carry a kind of answer, the default first."""
    return tuple(form for form in FORMATS if kind in form.carries)


def document_formats() -> tuple[Format, ...]:
    """The formats of the documents about an entity: the page, and then those of RDF."""
    return tuple(form for form in FORMATS if form.document)


def document_suffixes() -> tuple[str, ...]:
    """The suffixes of the documents about an entity."""
    return tuple(form.suffix for form in document_formats())


def rdf_document_formats() -> tuple[Format, ...]:
    """The formats of the RDF documents about an entity, the default first."""
    return tuple(form for form in document_formats() if GRAPH in form.carries)


def by_name(name: str) -> Format:
    """The format of a name; raises KeyError if there is none."""
    return _BY_NAME[name]


def by_suffix(suffix: str) -> Format:
    """The format of the documents with a suffix; raises KeyError if there is none."""
    return {form.suffix: form for form in document_formats()}[suffix]
