"""Content negotiation: which format an answer gets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.engine.answer_writer import GZIP, IDENTITY, ZSTD
from kg.errors import Problem, RequestError
from kg.formats import GRAPH, HTML, TABLE, TRUTH, Format, by_name, formats_for, rdf_document_formats

_KINDS = {TABLE: "the rows of a SELECT", TRUTH: "the answer of an ASK", GRAPH: "the graph of a CONSTRUCT or DESCRIBE"}
_LONGEST, _MOST = 8192, 100


@dataclass(frozen=True)
class _Range:
    """A media range of an Accept header (RFC 9110, 12.5.1) with its quality and its place in the header."""

    media_type: str
    quality: float
    place: int

    @property
    def specificity(self) -> int:
        """2 for a media type, 1 for ``type/*``, 0 for ``*/*``."""
        return 2 - self.media_type.count("*")


def acceptable(kind: str, accept: str | None, wanted: str | None = None) -> Format | None:
    """The format that ``choose`` gives, or None where none is acceptable."""
    try:
        return choose(kind, accept, wanted)
    except RequestError:
        return None


def choose_encoding(accept_encoding: str | None) -> str:
    """The content encoding for an answer (RFC 9110, 12.5.3): the best that the client names, in doubt zstd."""
    ranges = {r.media_type: r.quality for r in _ranges(accept_encoding)}
    offered = {encoding: ranges.get(encoding, ranges.get("*", 0.0)) for encoding in (ZSTD, GZIP)}
    best = max(offered, key=lambda encoding: offered[encoding])
    return best if offered[best] > 0 and offered[best] >= ranges.get(IDENTITY, 0.0) else IDENTITY


def choose(kind: str, accept: str | None, wanted: str | None = None) -> Format:
    """The format for an answer of a kind: the one wanted by name or media type, else the best that is acceptable.

    Without an Accept header everything is acceptable (RFC 9110, 12.5.1). Media types that cannot carry the kind are
    passed over, so that the form of the query decides. A browser that takes anything gets the default.
    Raises RequestError with status 406 and the formats that there are.
    """
    fitting = formats_for(kind)
    if wanted:
        return _wanted(kind, fitting, wanted)
    ranges = _ranges(accept)
    if not ranges or (prefers_html(accept) and any(r.media_type == "*/*" and r.quality for r in ranges)):
        return fitting[0]
    if best := _best(fitting, ranges):
        return best
    raise _unavailable("Accept", f"{accept} cannot carry {_KINDS[kind]}.", fitting)


def choose_document(accept: str | None) -> str:
    """The suffix of the document that fits an Accept header: a page for who names HTML first, else an RDF format.

    Raises RequestError with status 406 and the formats that there are.
    """
    ranges = _ranges(accept)
    forms = rdf_document_formats()
    best = _best(forms, ranges) if ranges else forms[0]
    if prefers_html(accept) or (
        best is None and any(r.media_type in by_name(HTML).media_types and r.quality for r in ranges)
    ):
        return HTML
    if best is None:
        raise _unavailable("Accept", f"{accept} names no format of documents.", forms)
    return best.suffix


def prefers_html(accept: str | None) -> bool:
    """Whether a client names HTML and likes nothing better; one that takes anything has not asked for a page."""
    ranges = _ranges(accept)
    html = max((r.quality for r in ranges if r.media_type in by_name(HTML).media_types), default=0.0)
    return html > 0 and all(r.quality <= html for r in ranges)


def prefers_rdf(accept: str | None) -> bool:
    """Whether a client names a format of RDF documents and likes it better than HTML."""
    ranges = _ranges(accept)
    html = max((r.quality for r in ranges if r.media_type in by_name(HTML).media_types), default=0.0)
    rdf = {form.media_type for form in rdf_document_formats()}
    return any(r.quality > html for r in ranges if r.media_type in rdf)


def prefers_text(accept: str | None) -> bool:
    """Whether a client likes plain text better than anything in JSON; a table in text counts as that."""
    ranges = _ranges(accept)
    best = {
        kind: max((r.quality for r in ranges if r.media_type.startswith(prefix)), default=0.0)
        for kind, prefix in (("text", "text/"), ("other", "application/"), ("any", "*/"))
    }
    return best["text"] > max(best["other"], best["any"])


def _wanted(kind: str, fitting: tuple[Format, ...], wanted: str) -> Format:
    # A plus sign that was not encoded in a URL arrives as a space.
    name = wanted.strip().lower().replace(" ", "+")
    for names in (_own_names, _aliases, _spellings):
        for form in fitting:
            if name in names(form):
                return form
    raise _unavailable("parameter format", f"{wanted} cannot carry {_KINDS[kind]}.", fitting)


def _own_names(form: Format) -> tuple[str, ...]:
    return form.name, form.suffix, form.media_type


def _aliases(form: Format) -> tuple[str, ...]:
    return form.aliases


def _spellings(form: Format) -> tuple[str, ...]:
    label = form.label.lower()
    return label, label.replace("-", ""), *form.spellings


def _best(fitting: tuple[Format, ...], ranges: list[_Range]) -> Format | None:
    """The format that some ranges like best, or None if they accept none."""
    matches = [(match, form) for form in fitting if (match := _match(form, ranges)) and match.quality]
    best = max(matches, key=_preference, default=None)
    return best and best[1]


def _preference(match: tuple[_Range, Format]) -> tuple[float, int, int, bool]:
    """What is greater for the better match; a media type is better than an alias for it."""
    accepted, form = match
    return accepted.quality, accepted.specificity, -accepted.place, accepted.media_type == form.media_type


def _match(form: Format, ranges: list[_Range]) -> _Range | None:
    """The range that decides about a format: the most specific one, an alias being as good as the media type."""
    kind = form.media_type.partition("/")[0]
    for names in ((form.media_type,), form.aliases, (f"{kind}/*",), ("*/*",)):
        found = [r for r in ranges if r.media_type in names]
        if found:
            return max(found, key=lambda r: r.quality)
    return None


@lru_cache(maxsize=256)
def _ranges(accept: str | None) -> list[_Range]:
    """The ranges of a header; what no client needs so many of is not read."""
    parts = [part.split(";") for part in (accept or "")[:_LONGEST].split(",", _MOST)[:_MOST]]
    return [
        _Range(media_type, _quality(parameters), place)
        for place, (name, *parameters) in enumerate(parts)
        if (media_type := name.strip().lower())
    ]


def _quality(parameters: list[str]) -> float:
    """The weight among a range's parameters, from 0 to 1; 1 where there is none or it is malformed."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 1.0
    return 1.0


def _unavailable(where: str, what: str, fitting: tuple[Format, ...]) -> RequestError:
    names = ", ".join(f"{form.media_type} ({form.name})" for form in fitting)
    return RequestError(406, Problem(where, what, f"Ask for one of {names}."))
