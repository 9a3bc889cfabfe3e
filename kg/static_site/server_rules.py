"""The server rules by which nginx and Apache answer IRIs with files as the application does."""

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from kg.formats import (
    GRAPH,
    HTML,
    answer_formats,
    by_name,
    document_formats,
    document_suffixes,
    formats_for,
    rdf_document_formats,
)
from kg.http.response_headers import RESPONSE_HEADERS, meta_policy
from kg.namespaces import Namespaces

_RULES = (".htaccess", "nginx-http.conf", "nginx-server.conf")
SERVER_FILES = (*_RULES, "404.html")
# The file that marks a folder as a static site.
SITE_MARKER = ".kg-site"

# The media types of files that are neither pages nor RDF, by suffix.
_OTHER_TYPES = {
    "atom": "application/atom+xml",
    "css": "text/css",
    "csv": "text/csv",
    "gz": "application/gzip",
    "js": "text/javascript",
    "json": "application/json",
    "rdfp": "application/rdf-patch",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "xml": "application/xml",
}
# The media ranges with an asterisk.
_ANYTHING = ("*/*", "text/*", "application/*")
# The weights of media ranges (RFC 9110, 12.4.2) as far as they are distinguished, the greatest first.
_WEIGHTS = (r"1(?:\.0*)?", *(rf"0?\.{digit}\d*" for digit in range(9, 0, -1)), r"0?\.0\d*[1-9]\d*")


def server_files(names: Namespaces) -> dict[str, str]:
    """The files that a server needs besides the documents, by name, for a site with the base of ``names``."""
    environment = Environment(
        loader=PackageLoader("kg.static_site", "rules"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    texts, page = (media_types() | question_media_types()).values(), by_name(HTML)
    values = {
        "accepted": document_suffixes_by_range(),
        "answers": question_media_types(),
        "base": names.base,
        "headers": RESPONSE_HEADERS,
        "hidden": "|".join(map(_escaped, (*_RULES, SITE_MARKER))),
        "linked": link_headers(names),
        "policy": meta_policy(),
        "patterns": accept_patterns(),
        "rdf": "|".join(_escaped(form.media_type) for form in rdf_document_formats()),
        "suffixes": document_suffixes(),
        # nginx takes HTML for a text anyway.
        "texts": sorted({kind for kind in texts if kind.startswith("text/")} - {page.media_type}),
        "types": media_types(),
        "void": rdf_document_formats()[0].media_type,
    }
    return {name: environment.get_template(name.removeprefix(".")).render(values) for name in SERVER_FILES}


def media_types() -> dict[str, str]:
    """The media types of the files of a site by their suffixes."""
    return _OTHER_TYPES | {form.suffix: form.media_type for form in (by_name(HTML), *formats_for(GRAPH))}


def question_media_types() -> dict[str, str]:
    """The media types of the answers to questions by their suffixes, which have other meanings elsewhere."""
    return {form.name: form.media_type for form in answer_formats() if GRAPH not in form.carries}


def document_suffixes_by_range() -> dict[str, str]:
    """The suffix of the document for each media range that clients ask for."""
    own = {form.media_type: form.suffix for form in document_formats()}
    asked = {kind: own.get(kind, form.suffix) for form in document_formats() for kind in form.media_types}
    for name in _ANYTHING:
        start = name.partition("*")[0]
        asked[name] = next(form.suffix for form in rdf_document_formats() if form.media_type.startswith(start))
    return asked


def accept_patterns() -> list[str]:
    """Regular expressions (PCRE) for Accept headers, of which the first that matches captures the range to answer.

    They order ranges as the application does: by weight, to one decimal; pages first, then what comes first in the
    header, and anything last.
    """
    pages = by_name(HTML).media_types
    others = [name for name in document_suffixes_by_range() if name not in (*pages, *_ANYTHING)]
    return [
        rf"(?:^|,)\s*({'|'.join(map(_escaped, group))})\s*(?:;(?!\s*q\s*=)[^,;]*)*"
        rf"(?:;\s*q\s*=\s*{weight}\s*(?:;[^,]*)?){'?' if weight is _WEIGHTS[0] else ''}(?:,|$)"
        for weight in _WEIGHTS
        for group in (pages, others, _ANYTHING)
    ]


def link_headers(names: Namespaces) -> dict[str, str]:
    """The Link headers (RFC 8288) of documents: regular expressions for their paths, and the values with its groups."""
    suffix = rf"\.(?:{'|'.join(document_suffixes())})$"
    formats = [f'.{form.suffix}>; rel="alternate"; type="{form.media_type}"' for form in document_formats()]
    return {
        rf"^/((?:id|source|graph)/(?:[^/]+/)*([^/]+?))(~[0-9]+)?{suffix}": ", ".join(
            [f'<{names.base}$1>; rel="describes"', *(f"<$2$3{form}" for form in formats)]
        ),
        r"^/(?:id|source|graph)/(?:[^/]+/)*([^/.]+)$": ", ".join(f"<$1{form}" for form in formats),
        rf"^/(?:def/)?(def|(?<=/def/)[^/]+?)(?:{suffix}|$)": ", ".join(f"<$1{form}" for form in formats),
    }


def _escaped(text: str) -> str:
    """A media range or the name of a file as a regular expression that no server takes for anything else."""
    return "".join(f"\\{sign}" if sign in "*+." else sign for sign in text)
