"""What crawlers ask for: /sitemap.xml and /robots.txt."""

from __future__ import annotations

from flask import Blueprint, Response, request

from kg.errors import Problem, RequestError
from kg.protocol.access_tokens import READ
from kg.publish.catalog.sitemap import read_sitemap, robots_txt
from kg.web import context, delivery

blueprint = Blueprint("sitemap", __name__)


@blueprint.get("/sitemap.xml")
@blueprint.get("/sitemap-<int:number>.xml")
def addresses(number: int | None = None) -> Response:
    """The addresses of the pages, or where there are too many for one file, the index of the files and each of them."""
    here = context.current()
    here.require(READ)
    with here.turn():
        text = read_sitemap(here.dataset, here.questions.values()).file(number)
    if text is None:
        raise RequestError(404, Problem(request.path, "The sitemap has no such part.", "Start at /sitemap.xml."))
    return delivery.page(text, "application/xml")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """The rules for crawlers."""
    here = context.current()
    return delivery.page(robots_txt(here.dataset.names, served=not here.frozen), "text/plain; charset=utf-8")
