"""The questions: /questions/<name>.html with the answer for people, and with other suffixes the answer itself."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import Problem, RequestError
from kg.formats import formats_for
from kg.protocol.access_tokens import READ
from kg.protocol.sparql import Query
from kg.publish.answer_table import answer_table
from kg.publish.questions import Question
from kg.web import context, delivery

blueprint = Blueprint("questions", __name__)


@blueprint.get("/questions/<name>")
def plain(name: str) -> AnyResponse:
    """The address of a question without a suffix leads to its page."""
    return redirect(url_for("questions.page", name=_asked(name).name), 301)


@blueprint.get("/questions/<name>.html")
def page(name: str) -> Response:
    """A question in words and in SPARQL, with its answer."""
    here, asked = context.current(), _asked(name)
    here.require(READ)
    limit = here.dataset.limits.page.rows
    answer = here.rows(Query(asked.query), limit + 1)
    downloads = [
        (form, url_for("questions.download", name=name, suffix=form.name)) for form in formats_for(answer.kind)
    ]
    shown = answer_table(answer, here.dataset.names, limit)
    text = render_template("question.html", question=asked, table=shown, downloads=downloads, limit=limit)
    return delivery.page(text)


@blueprint.get("/questions/<name>.<suffix>")
def download(name: str, suffix: str) -> Response:
    """The answer to a question in the format that the suffix names."""
    asked = _asked(name)
    context.current().require(READ)
    return delivery.deliver(Query(asked.query, format=suffix), keep=True)


def _asked(name: str) -> Question:
    if asked := context.current().questions.get(name):
        return asked
    raise RequestError(404, Problem(request.path, "There is no such question.", "Choose one from the list at /."))
