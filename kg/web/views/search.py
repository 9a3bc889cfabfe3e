"""The search: its page, suggestions while typing, and the whole index as a document."""

import json
from collections import Counter

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import Problem, RequestError
from kg.protocol.numbers import number_from_one
from kg.search.document import search_document
from kg.search.index.searching import Hit
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import render_page, text_response
from kg.web.links import to
from kg.web.parameters import parameter

blueprint = Views("search", __name__)


@blueprint.reads("/search")
def search_redirect() -> AnyResponse:
    """Redirect to the page, which the static site has under this name too."""
    return redirect(to("/search.html") + (f"?{request.query_string.decode()}" if request.query_string else ""), 301)


@blueprint.reads("/search.html")
def search_page() -> Response:
    """The form of the search and, for a text, its hits; ``kind`` leaves only those of one kind."""
    text, kind = parameter("q").strip(), parameter("kind").strip()
    limit = context.limits.search.hits
    hits = context.search.find(text, limit, [kind] if kind else []) if text else []
    suggestion = hits[0].meant if hits else None
    kinds = Counter(hit.kind for hit in hits)
    found = {"hits": hits, "kinds": kinds, "limit": limit, "suggestion": suggestion}
    return render_page("search.html", text=text, kind=kind, examples=context.search.examples, **found)


@blueprint.reads("/suggest.json")
def suggest_json() -> Response:
    """The best hits for a text that is being typed, and what was meant if nothing has it."""
    text = parameter("q").strip()
    kinds = [kind for kind in map(str.strip, parameter("kinds").split(",")) if kind]
    hits = context.search.find(text, _limit(), kinds)
    suggestion = hits[0].meant if hits else None
    document = {"query": text, "hits": [_row(hit) for hit in hits], "suggestion": suggestion}
    return text_response(json.dumps(document, ensure_ascii=False) + "\n", "application/json")


@blueprint.reads("/search.json")
def search_json() -> Response:
    """The whole index, in the layout of ``kg.search.document``."""
    index = context.search
    return text_response(context.memoize("search.json", lambda: search_document(index.entries())), "application/json")


def _row(hit: Hit) -> dict[str, object]:
    return {"path": hit.path, "kind": hit.kind, "label": hit.label, "names": hit.names, "summary": hit.summary}


def _limit() -> int:
    limits = context.limits.search
    text = parameter("limit") or str(limits.suggestions)
    if number := number_from_one(text, limits.hits):
        return number
    what = f"{text} is not a number of hits."
    raise RequestError(400, Problem("parameter limit", what, f"Send a number from 1 to {limits.hits}."))
