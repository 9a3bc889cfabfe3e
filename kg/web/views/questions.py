"""The questions: /questions/<name>.html with the answer for people, and other suffixes for the answer itself."""

from flask import Response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from kg.formats import formats_for
from kg.protocol.sparql import Query
from kg.publish.answer_table import answer_table
from kg.publish.questions import Question
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import first_rows, render_page, respond
from kg.web.errors import not_found

blueprint = Views("questions", __name__)


@blueprint.reads("/questions/<name>")
def question_redirect(name: str) -> AnyResponse:
    """Redirect to the page of a question from its address without a suffix."""
    return redirect(url_for("questions.question_page", name=_question(name).name), 301)


@blueprint.reads("/questions/<name>.html")
def question_page(name: str) -> Response:
    """A question in words and in SPARQL, with its answer."""
    question, limit = _question(name), context.limits.page.rows
    answer = first_rows(Query(question.query), limit + 1)
    downloads = [
        (form, url_for("questions.question_answer", name=name, suffix=form.name)) for form in formats_for(answer.kind)
    ]
    rows = answer_table(answer, context.names, limit)
    return render_page("question.html", question=question, table=rows, downloads=downloads, limit=limit)


@blueprint.reads("/questions/<name>.<suffix>")
def question_answer(name: str, suffix: str) -> Response:
    """The answer to a question, in the format of the suffix."""
    return respond(Query(_question(name).query, format=suffix))


def _question(name: str) -> Question:
    if question := context.questions.get(name):
        return question
    raise not_found("There is no such question.", "Choose one from the home page.")
