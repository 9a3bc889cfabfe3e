"""The solutions of a query: an answer of the engine, as rows or as bytes."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, TypeVar, cast

import pyoxigraph as ox

from kg.engine.answer import Term
from kg.engine.answer_writer import FormatMarkers, unwritable
from kg.engine.oxigraph.corrections import (
    ByteTarget,
    CsvTable,
    UnquotedFieldError,
    turtle_document,
    write_csv,
    xml_document,
)
from kg.engine.oxigraph.faults import engine_fault
from kg.engine.oxigraph.functions import MatchingFunctions
from kg.engine.oxigraph.json_ld import write_json_ld
from kg.errors import EvaluationError, Problem
from kg.formats import GRAPH, JSON, TABLE, TRUTH, XML, Format
from kg.sparql.prologue import prefixes_in_use
from kg.sparql.text import SparqlText

_NO_TEXT = SparqlText("")
_FORBIDDEN = f"(os error {errno.EACCES})"
_NOT_IN_RDF_XML = "RDF/XML reserved syntax term"

_Solutions = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | Iterator[ox.Triple] | Iterator[ox.Quad]
_Target = TypeVar("_Target", bound=ByteTarget)


class StoreAnswer:
    """The answer to one query, evaluated while it is read or written, which can be done once.

    ``evaluate`` begins an evaluation of the query, whose ``text`` errors are about. ``rows_written`` is the number of
    rows once a table has been written in CSV, in which nothing marks them.
    """

    def __init__(
        self,
        evaluate: Callable[[], _Solutions],
        text: SparqlText = _NO_TEXT,
        functions: MatchingFunctions | None = None,
    ) -> None:
        self._evaluate = evaluate
        self._results = evaluate()
        self._text = text
        self._functions = functions
        self.rows_written: int | None = None

    @property
    def kind(self) -> str:
        """What the answer holds: rows of a table, a truth value or a graph."""
        if isinstance(self._results, ox.QuerySolutions):
            return TABLE
        return TRUTH if isinstance(self._results, ox.QueryBoolean) else GRAPH

    @property
    def truth(self) -> bool:
        """The answer to an ASK."""
        return bool(self._results)

    @property
    def columns(self) -> list[str]:
        """The names of a table's columns."""
        return [variable.value for variable in self._results.variables]  # type: ignore[union-attr]

    def rows(self) -> Iterator[list[Term | None]]:
        """The rows of a table, or the triples of a graph; None stands for an unbound variable.

        Raises QueryError if the evaluation fails on the way.
        """
        with engine_errors(self._text):
            for row in self._results:  # type: ignore[union-attr]
                yield [_term(value) for value in row]
            self._require_evaluated()

    def quads(self) -> StoreAnswer:
        """The rows ``?s ?p ?o ?g`` of a table as quads; where ?g is unbound, they are of the default graph."""
        rows: Iterator[ox.QuerySolution] = self._results  # type: ignore[assignment]
        quads = (ox.Quad(row["s"], row["p"], row["o"], row["g"] or ox.DefaultGraph()) for row in rows)
        return StoreAnswer(lambda: quads, self._text, self._functions)

    def prefixes(self, known: Mapping[str, str]) -> Mapping[str, str]:
        """The prefixes to write a graph with: those that the query declares or uses, or all that are known."""
        return prefixes_in_use(self._text, known) or known

    def markers(self, form: Format) -> FormatMarkers:
        """What marks a row in the bytes that ``write`` produces."""
        if form.syntax == JSON and self.kind == TABLE:
            # A quotation mark inside a value is escaped, so this can only be the beginning of a row; one in which
            # nothing is bound looks like what a value may hold.
            marks = [f'{sign}{{"{column}":{{"type":"'.encode() for column in self.columns for sign in "[,"]
            return FormatMarkers(marks, doubts=[b"[{}", b",{}"])
        if self.kind == TRUTH:
            return FormatMarkers()
        marks = [form.row_mark.encode()] if form.row_mark else []
        return FormatMarkers(marks, int(form.header))

    def write(self, new_target: Callable[[], _Target], form: Format, prefixes: Mapping[str, str]) -> _Target:
        """Write the answer in a format that carries its kind; ``prefixes`` shorten the IRIs of a graph.

        The result is the last of the targets that were made: a table in CSV is evaluated and written once more if a
        field of it needs quotation marks that the engine does not write.
        Raises QueryError if the evaluation fails on the way, RequestError with status 406 if the format cannot write
        what the answer holds, and what the target raises.
        """
        target = new_target()
        with engine_errors(self._text):
            if self.kind == TABLE and form.suffix == "csv":
                target = self._write_csv(target, new_target, form)
            elif self.kind == GRAPH and form.syntax == JSON:
                write_json_ld(target, self._results, prefixes)  # type: ignore[arg-type]
            elif form.syntax == XML or form.prefixes:
                is_xml, is_rdf = form.syntax == XML, self.kind == GRAPH
                document = xml_document(target, rdf=is_rdf) if is_xml else turtle_document(target, prefixes)
                self._serialize(document, form, prefixes)
                document.close()
            else:
                self._serialize(target, form, prefixes)
            self._require_evaluated()
        return target

    def _write_csv(self, target: _Target, new_target: Callable[[], _Target], form: Format) -> _Target:
        table = CsvTable(target, len(self.columns))
        try:
            self._serialize(table, form, {})
            table.close()
            self.rows_written = table.rows
        except UnquotedFieldError:
            target = new_target()
            self.rows_written = write_csv(target, self.columns, self._evaluate())  # type: ignore[arg-type]
        return target

    def _serialize(self, target: ByteTarget, form: Format, prefixes: Mapping[str, str]) -> None:
        file = cast("IO[bytes]", target)
        if isinstance(self._results, ox.QuerySolutions | ox.QueryBoolean):
            self._results.serialize(file, ox.QueryResultsFormat.from_media_type(form.media_type))
        else:
            rdf, used = ox.RdfFormat.from_media_type(form.media_type), dict(prefixes) if form.prefixes else None
            ox.serialize(self._results, file, rdf, prefixes=used)

    def _require_evaluated(self) -> None:
        """Refuse an answer for which a regular expression could not be evaluated."""
        if self._functions is not None and self._functions.refused:
            what = f"A regular expression from the data cannot be used: {self._functions.refused}."
            raise EvaluationError(Problem("query", what, "Leave it out, or use CONTAINS, STRSTARTS or STRENDS."))


@contextmanager
def engine_errors(text: SparqlText) -> Iterator[None]:
    """Translate the engine's errors into a QueryError, an EvaluationError if it could parse the text.

    A fault of the disk becomes a DatasetError.
    """
    try:
        yield
    except SyntaxError as error:
        raise text.syntax_error(str(error)) from error
    except (OSError, RuntimeError, ValueError) as error:
        if _NOT_IN_RDF_XML in str(error):
            raise unwritable("The answer has a property whose name RDF/XML keeps for its syntax.") from error
        if text.mentions("service") and str(error).endswith(_FORBIDDEN):
            # A SERVICE that was not recognised, in too long a text: the sandbox has kept the engine from the network.
            what = "A SERVICE of it is not evaluated, since the text is too long."
            raise EvaluationError(Problem(text.kind, what, "Shorten it, or leave SERVICE out.")) from error
        if reported := engine_fault(error):
            raise reported from error
        raise EvaluationError(Problem("query", f"cannot be evaluated: {error}.", "Change the query.")) from error


def _term(value: object) -> Term | None:
    if isinstance(value, ox.NamedNode):
        return Term("iri", value.value)
    if isinstance(value, ox.BlankNode):
        return Term("bnode", value.value)
    if isinstance(value, ox.Literal):
        return Term("literal", value.value, value.language, None if value.language else value.datatype.value)
    return None if value is None else Term("triple", str(value))
