"""Content negotiation: the format and the encoding of an answer (RFC 9110, 12)."""

import re
from collections.abc import Container
from typing import NamedTuple

from werkzeug.http import parse_list_header, parse_options_header

from kg.engine.answer_writer import GZIP, IDENTITY, ZSTD
from kg.errors import Problem, RequestError
from kg.formats import GRAPH, HTML, TABLE, TRUTH, Format, by_name, formats_for, rdf_document_formats
from kg.limits import RequestLimits

_KINDS = {TABLE: "the rows of a SELECT", TRUTH: "the answer of an ASK", GRAPH: "the graph of a CONSTRUCT or DESCRIBE"}


_WEIGHT = re.compile(r"0(?:\.[0-9]*)?|1(?:\.0*)?|\.[0-9]+")


class _Range(NamedTuple):
    """A media range, or the name of an encoding, with its quality and its place in the header."""

    name: str
    quality: float
    place: int


class Preferences:
    """What a client states in a header Accept or Accept-Encoding; of a longer one only the beginning is read."""

    def __init__(self, header: str | None, limits: RequestLimits) -> None:
        self._header = header
        items = parse_list_header((header or "")[: limits.accept_characters])[: limits.accept_ranges]
        parsed = enumerate(map(parse_options_header, items))
        self._ranges = [_Range(name.lower(), _quality(options.get("q")), place) for place, (name, options) in parsed]

    def encoding(self) -> str:
        """The content encoding for an answer (RFC 9110, 12.5.3): the best for the client, else zstd."""
        ranges = {accepted.name: accepted.quality for accepted in self._ranges}
        offered = {encoding: ranges.get(encoding, ranges.get("*", 0.0)) for encoding in (ZSTD, GZIP)}
        best = max(offered, key=lambda encoding: offered[encoding])
        return best if offered[best] > 0 and offered[best] >= ranges.get(IDENTITY, 0.0) else IDENTITY

    def format(self, kind: str, parameter: str | None = None) -> Format | None:
        """The format for an answer of a kind: the one that the parameter names, else the best that is acceptable.

        Without a header everything is acceptable (RFC 9110, 12.5.1). Media types that cannot carry the kind are passed
        over, so that the form of the query decides. A browser that takes anything gets the default.
        """
        fitting = formats_for(kind)
        if parameter:
            return _named(fitting, parameter)
        if not self._ranges or (self.prefers_html() and self._best({"*/*"}) > 0):
            return fitting[0]
        return self._best_of(fitting)

    def refusal(self, kind: str, parameter: str | None = None) -> RequestError:
        """The error with status 406 for an answer of a kind that has no acceptable format."""
        where, what = ("parameter format", parameter) if parameter else ("Accept", self._header)
        return _unavailable(where, f"{what} cannot carry {_KINDS[kind]}.", formats_for(kind))

    def document(self) -> str:
        """The suffix of the document for the client: a page if it names HTML first, else a format of RDF.

        Raises RequestError with status 406 and the possible formats.
        """
        forms = rdf_document_formats()
        best = self._best_of(forms) if self._ranges else forms[0]
        if self.prefers_html() or (best is None and self._html > 0):
            return HTML
        if best is None:
            raise _unavailable("Accept", f"{self._header} names no format of documents.", forms)
        return best.suffix

    def prefers_html(self) -> bool:
        """Whether the client names HTML and prefers nothing to it; ``*/*`` alone does not ask for a page."""
        return self._html > 0 and all(accepted.quality <= self._html for accepted in self._ranges)

    def prefers_rdf(self) -> bool:
        """Whether the client names a format of RDF documents and prefers it to HTML."""
        return self._best({form.media_type for form in rdf_document_formats()}) > self._html

    def prefers_text(self) -> bool:
        """Whether the client prefers plain text to anything in JSON; a table in text counts as that."""
        best = dict.fromkeys(("text", "application", "*"), 0.0)
        for accepted in self._ranges:
            kind = accepted.name.partition("/")[0]
            best[kind] = max(best.get(kind, 0.0), accepted.quality)
        return best["text"] > max(best["application"], best["*"])

    @property
    def _html(self) -> float:
        return self._best(by_name(HTML).media_types)

    def _best(self, names: Container[str]) -> float:
        return max((accepted.quality for accepted in self._ranges if accepted.name in names), default=0.0)

    def _best_of(self, forms: tuple[Format, ...]) -> Format | None:
        """The format that the ranges prefer, None if they accept none; a media type is better than an alias for it."""
        ranks = {
            form: (accepted.quality, -accepted.name.count("*"), -accepted.place, accepted.name == form.media_type)
            for form in forms
            if (accepted := self._match(form)) and accepted.quality
        }
        return max(ranks, key=lambda form: ranks[form], default=None)

    def _match(self, form: Format) -> _Range | None:
        """The range that decides about a format: the most specific one, an alias being as good as the media type."""
        group = form.media_type.partition("/")[0]
        for names in ((form.media_type,), form.aliases, (f"{group}/*",), ("*/*",)):
            if ranges := [accepted for accepted in self._ranges if accepted.name in names]:
                return max(ranges, key=lambda accepted: accepted.quality)
        return None


def _named(fitting: tuple[Format, ...], parameter: str) -> Format | None:
    # A plus sign that was not encoded in a URL arrives as a space.
    name = parameter.strip().lower().replace(" ", "+")
    for rank in range(3):
        for form in fitting:
            label = form.label.lower()
            own, spellings = (form.name, form.suffix, form.media_type), (label, label.replace("-", ""), *form.spellings)
            if name in (own, form.aliases, spellings)[rank]:
                return form
    return None


def _quality(text: str | None) -> float:
    """A weight from 0 to 1 (RFC 9110, 12.4.2); 1 where there is none or it is malformed."""
    return float(text) if text and _WEIGHT.fullmatch(text) else 1.0


def _unavailable(where: str, what: str, fitting: tuple[Format, ...]) -> RequestError:
    names = ", ".join(f"{form.media_type} ({form.name})" for form in fitting)
    return RequestError(406, Problem(where, what, f"Request one of {names}."))
