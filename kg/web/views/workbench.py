"""The query workbench: the page at /sparql for browsers, and what its editor completes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template

from kg.formats import GRAPH, KINDS, formats_for
from kg.protocol.access_tokens import READ
from kg.publish.completions import completions
from kg.publish.networks.formats import NETWORK_FORMATS
from kg.publish.questions import by_tag, example_query
from kg.web import context, delivery, headers
from kg.web.links import to

blueprint = Blueprint("workbench", __name__)

# The editor and the table put styles into the page.
_POLICY = headers.policy(style_src="'unsafe-inline'")


@blueprint.get("/sparql/completions.json")
def terms() -> Response:
    """The terms of the ontology, for the editor."""
    here = context.current()
    here.require(READ)
    with here.turn():
        text = here.recall("completions", lambda: completions(here.dataset))
    return delivery.page(text, "application/json")


def page() -> Response:
    """The editor with the questions beside it; without scripts, a form and links to the questions."""
    here = context.current()
    here.require(READ)
    query = example_query(here.dataset.names)
    groups = by_tag(here.questions.values())
    response = delivery.page(render_template("workbench.html", query=query, groups=groups, settings=_settings(query)))
    response.headers["Content-Security-Policy"] = _POLICY
    return response


def _settings(query: str) -> dict[str, Any]:
    """What the script has to know: addresses, relative to the page, the query of a new tab, prefixes and formats.

    ``formats`` has, for each kind of answer, the names of formats and what people call them.
    """
    names = context.current().dataset.names
    formats = {kind: [(form.name, form.label) for form in formats_for(kind)] for kind in KINDS}
    formats[GRAPH] += [(form.name, form.label) for form in NETWORK_FORMATS]
    return {
        "root": to("/"),
        "endpoint": to("/sparql"),
        "terms": to("/sparql/completions.json"),
        "things": to("/search.json"),
        "base": names.base,
        "prefixes": dict(names.prefixes),
        "query": query,
        "formats": formats,
    }
