"""The rules by which servers of files answer IRIs as the application does: for nginx, and for Apache."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from kg.formats import FORMATS, GRAPH, by_name, formats_for
from kg.model.addresses import HTML, MEDIA_TYPES, RDF_SUFFIXES
from kg.namespaces import Namespaces
from kg.web.headers import ALWAYS

_RULES = (".htaccess", "nginx-http.conf", "nginx-server.conf")
FILES = (*_RULES, "404.html")
# The file by which a folder is known as a site.
MARK = ".kg-site"

# Suffixes of what is neither a page nor RDF.
_BESIDES = {
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
# The types of the files of a site by their suffixes, and of the answers to questions, whose suffixes mean more.
TYPES = _BESIDES | {HTML: MEDIA_TYPES[HTML]} | {form.name: form.media_type for form in formats_for(GRAPH)}
ANSWERS = {form.name: form.media_type for form in FORMATS if GRAPH not in form.carries}

_PAGES = ("text/html", "application/xhtml+xml")
_ANYTHING = {"*/*": RDF_SUFFIXES[0], "text/*": "ttl", "application/*": "nt"}
# The weights of media ranges (RFC 9110, 12.4.2) as they are told apart, the greatest first.
_WEIGHTS = (r"1(?:\.0*)?", *(rf"0?\.{digit}\d*" for digit in range(9, 0, -1)), r"0?\.0\d*[1-9]\d*")


def files(names: Namespaces) -> dict[str, str]:
    """The files that a server needs besides the documents, by name; ``names`` tell where the site has its home."""
    environment = Environment(
        loader=PackageLoader("kg.static_site", "rules"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    values = {
        "accepted": suffixes(),
        "answers": ANSWERS,
        "base": names.base,
        "headers": ALWAYS,
        "hidden": "|".join(map(_escaped, (*_RULES, MARK))),
        "linked": links(names),
        "patterns": patterns(),
        "rdf": "|".join(_escaped(MEDIA_TYPES[suffix]) for suffix in RDF_SUFFIXES),
        "suffixes": MEDIA_TYPES,
        # nginx takes HTML for a text anyway.
        "texts": sorted({one for one in (TYPES | ANSWERS).values() if one.startswith("text/")} - {MEDIA_TYPES[HTML]}),
        "types": TYPES,
        "void": MEDIA_TYPES[RDF_SUFFIXES[0]],
    }
    return {name: environment.get_template(name.removeprefix(".")).render(values) for name in FILES}


def suffixes() -> dict[str, str]:
    """The suffix of the document for each media range that clients ask for."""
    named = {
        media_type: suffix
        for suffix in RDF_SUFFIXES
        for media_type in (by_name(suffix).media_type, *by_name(suffix).aliases)
    }
    return dict.fromkeys(_PAGES, HTML) | named | _ANYTHING


def patterns() -> list[str]:
    """Regular expressions (PCRE) for Accept headers, of which the first that matches captures the range to answer.

    They order ranges as the application does: by weight, to one decimal; pages first, then what comes first in the
    header, and anything last.
    """
    ranges = suffixes()
    groups = (_PAGES, [name for name in ranges if name not in (*_PAGES, *_ANYTHING)], list(_ANYTHING))
    return [
        rf"(?:^|,)\s*({'|'.join(map(_escaped, group))})\s*(?:;(?!\s*q\s*=)[^,;]*)*"
        rf"(?:;\s*q\s*=\s*{weight}\s*(?:;[^,]*)?){'?' if weight is _WEIGHTS[0] else ''}(?:,|$)"
        for weight in _WEIGHTS
        for group in groups
    ]


def links(names: Namespaces) -> dict[str, str]:
    """The Link headers (RFC 8288) of documents: regular expressions for their paths, and the values with its groups."""
    suffix = rf"\.(?:{'|'.join(MEDIA_TYPES)})$"
    formats = [f'.{suffix}>; rel="alternate"; type="{media_type}"' for suffix, media_type in MEDIA_TYPES.items()]
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
