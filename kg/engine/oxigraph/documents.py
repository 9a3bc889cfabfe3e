"""Documents of RDF, parsed and written."""

import codecs
import gzip
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kg.engine.jobs import RdfDocument
from kg.engine.oxigraph.corrections import turtle_document
from kg.engine.oxigraph.faults import engine_fault
from kg.engine.oxigraph.json_ld import write_json_ld
from kg.errors import DatasetError, Problem, RequestError
from kg.formats import JSON, Format

_OTHER_ENCODINGS = codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE
_LONGEST_MARK = max(map(len, (codecs.BOM_UTF8, *_OTHER_ENCODINGS)))


@contextmanager
def open_document(path: Path, form: ox.RdfFormat) -> Iterator[IO[bytes] | IO[str]]:
    """A file with a document, as the engine's parser for its format reads it: from what follows its byte-order mark on.

    Raises SyntaxError if the file is not encoded as UTF-8, and OSError if it cannot be read.
    """
    with path.open("rb") as file:
        file.seek(_mark_size(file.read(_LONGEST_MARK)))
        try:
            # In XML a line ends with a line feed, whatever ends it in the file (XML 1.0, 2.11).
            yield TextIOWrapper(file, "utf-8", newline=None) if form == ox.RdfFormat.RDF_XML else file
        except UnicodeDecodeError as error:
            raise SyntaxError("it is not encoded as UTF-8") from error


def _without_mark(content: bytes) -> bytes:
    """A document without its byte-order mark; raises SyntaxError if that is not the mark of UTF-8."""
    return content[_mark_size(content) :]


def _mark_size(content: bytes) -> int:
    if content.startswith(_OTHER_ENCODINGS):
        raise SyntaxError("it is encoded in UTF-16 or UTF-32 instead of UTF-8")
    return len(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else 0


def parse_quads(content: bytes, where: str) -> Iterator[tuple[str, str, str, str]]:
    """The quads of an N-Quads document, in its order: subject, predicate, object and graph as N-Quads writes them.

    The graph is empty for the default graph. A literal is written without the datatype ``xsd:string``, which it has
    anyway (RDF 1.1 Concepts, 3.3). ``where`` names the document in the error.
    Raises DatasetError, with the line, for a document that cannot be parsed.
    """
    try:
        for quad in ox.parse(_without_mark(content), ox.RdfFormat.N_QUADS):
            graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)
            yield str(quad.subject), str(quad.predicate), str(quad.object), graph
    except SyntaxError as error:
        place, remedy = f"{where}:{error.lineno or 1}", "Name an N-Quads file that kg build or kg dump has written."
        raise DatasetError(Problem(place, f"cannot be parsed: {error.msg}.", remedy)) from error


@contextmanager
def parsed_dataset(path: Path) -> Iterator[Iterable[ox.Quad]]:
    """The quads of a file of N-Quads, also compressed with gzip, their blank nodes with their labels.

    Raises DatasetError if there is no such file, if it is damaged, or if a disk fails.
    """
    try:
        if path.suffix == ".gz":
            with gzip.open(path) as file:
                yield ox.parse(cast(IO[bytes], file), ox.RdfFormat.N_QUADS)
        else:
            with open_document(path, ox.RdfFormat.N_QUADS) as document:
                yield ox.parse(document, ox.RdfFormat.N_QUADS)
    except (OSError, EOFError, zlib.error, SyntaxError) as error:
        if path.is_file() and (reported := engine_fault(error, str(path))):
            raise reported from error
        what = "The file does not exist." if not path.exists() else f"The dataset cannot be read: {error}."
        raise DatasetError(Problem(str(path), what, "Make it with kg build.")) from error


def quad_lines(quads: Iterable[ox.Quad]) -> Iterator[tuple[str, str]]:
    """The graph of each quad, ``DEFAULT`` for the default graph, and the quad as a line of N-Quads without its end."""
    return ((str(quad.graph_name), f"{quad} .") for quad in quads)


def rewrite(lines: Iterable[str], form: Format, prefixes: Mapping[str, str]) -> bytes:
    """Quads given as lines of N-Quads in another format, in their order; terms and blank nodes stay what they are.

    A format of triples, such as Turtle, leaves the graphs out. Triple terms may stand in the lines where the format
    can hold them (RDF 1.2). ``prefixes`` shorten the IRIs where the format has prefixes.
    Raises ValueError for a line that cannot be parsed, or a term that the format cannot hold.
    """
    target = ox.RdfFormat.from_media_type(form.media_type)
    assert target is not None, form
    quads = ox.parse("\n".join(lines), ox.RdfFormat.N_QUADS)
    written = BytesIO()
    if form.syntax == JSON:
        write_json_ld(written, quads, prefixes)
        return written.getvalue()
    content = quads if target.supports_datasets else (quad.triple for quad in quads)
    document = turtle_document(written, prefixes)
    ox.serialize(content, cast("IO[bytes]", document), target, prefixes=dict(prefixes))
    document.close()
    return written.getvalue()


def as_ntriples(document: RdfDocument, base: str) -> str:
    """A document's triples as N-Triples, as ``parse_triples`` reads them."""
    return (ox.serialize(parse_triples(document, base), format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def parse_triples(document: RdfDocument, base: str) -> list[ox.Triple]:
    """A document's triples, its blank nodes with labels that no other document has.

    Raises RequestError: 415 for a media type that is not RDF, 400 for a document that cannot be parsed or has named
    graphs.
    """
    form = ox.RdfFormat.from_media_type(document.media_type)
    if form is None:
        what = f"{document.media_type} is not a supported RDF format."
        raise RequestError(415, Problem("Content-Type", what, "Send text/turtle or another format of RDF."))
    try:
        content = _without_mark(document.body)
        if form == ox.RdfFormat.RDF_XML:
            content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        quads = ox.parse(content, form, base_iri=base, without_named_graphs=True, rename_blank_nodes=True)
        return [quad.triple for quad in quads]
    except (SyntaxError, ValueError) as error:
        problem = Problem("document", f"cannot be parsed: {error}.", "Correct the document.")
        raise RequestError(400, problem) from error
