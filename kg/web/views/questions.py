"""The questions: their list at /questions.html, and a page for each, with its answer in words, tables and files."""

from itertools import chain
from pathlib import PurePosixPath

from flask import Response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from kg.formats import TABLE, TRUTH, by_name, formats_for
from kg.model.display import read_display
from kg.model.labels import format_literal
from kg.protocol.sparql import Query
from kg.publish.entities.quotation import cited_passages, quotation
from kg.publish.front_page import FrontPage, read_front_page
from kg.publish.questions.answered import AnsweredQuestion, answer_question
from kg.publish.questions.groups import QuestionGroup, question_groups
from kg.publish.questions.question import Question
from kg.publish.questions.related import related_questions
from kg.publish.questions.row_evidence import by_support
from kg.publish.questions.spreadsheet import spreadsheet
from kg.search.entries import QUESTION
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import first_rows, render_page, respond, text_response
from kg.web.errors import not_found
from kg.web.parameters import parameter

blueprint = Views("questions", __name__)


@blueprint.reads("/questions.html")
def questions_page() -> Response:
    """The questions by their groups, after those that are featured with their answers.

    The parameter ``contains`` leaves in view only the questions that a search finds by its words.
    """
    contains = parameter("contains").strip()
    groups = _groups()
    return render_page(
        "questions.html",
        featured=[] if contains else front_page().featured,
        groups=groups,
        limits=context.limits.page,
        number=len(context.questions),
        about=sum(len(group.questions) for group in groups if group.is_about_data),
        contains=contains,
        found=_with_words(contains) if contains else None,
    )


@blueprint.reads("/questions/<name>")
def question_redirect(name: str) -> AnyResponse:
    """Redirect to the page of a question from its address without a suffix."""
    return redirect(url_for("questions.question_page", name=_question(name).name), 301)


@blueprint.reads("/questions/<name>.html")
def question_page(name: str) -> Response:
    """A question with its answer: a sentence, a table with the evidence of each row, the files and the query."""
    question, answered = _question(name), _answered(name)
    cited = cited_passages(context.dataset, chain(*answered.evidence))
    return render_page(
        "question.html",
        answered=answered,
        question=question,
        group=next(group for group in _groups() if group.tag == question.group),
        limits=context.limits.page,
        related=related_questions(question, context.questions.values(), context.limits.page.questions),
        by_support=by_support,
        downloads=[
            (form, f"/questions/{name}.{form.name}") for form in formats_for(TRUTH if question.is_ask else TABLE)
        ],
        schema=_schema_org(answered),
        name=answered.names.text,
        gaps=answered.gaps,
        sources=context.names.sources,
        words=format_literal,
        cited=cited.get,
        quote=quotation(context.texts, cited, answered.names),
        display=read_display(context.dataset),
    )


@blueprint.reads("/questions/<name>.table.csv")
def question_spreadsheet(name: str) -> Response:
    """The table of an answer as its page shows it, for spreadsheets; a yes or no has none."""
    answered = _answered(name)
    if answered.question.is_ask:
        raise not_found("The answer to this question is no table.", f"Read /questions/{name}.html.")
    return text_response(spreadsheet(answered), by_name("csv").content_type, filename=f"{name}.csv")


@blueprint.reads("/questions/<name>.<suffix>")
def question_answer(name: str, suffix: str) -> Response:
    """The answer to a question, in the format of the suffix."""
    return respond(Query(_question(name).query, format=suffix))


def front_page() -> FrontPage:
    """The front page, which is kept for the present state of the dataset."""
    dataset = context.dataset
    return context.memoize("front page", lambda: read_front_page(dataset, context.questions.values()))


def _groups() -> list[QuestionGroup]:
    return question_groups(context.dataset, context.questions.values())


def _with_words(words: str) -> set[str]:
    """The names of the questions that a search finds by some words."""
    hits = context.search.find(words, context.limits.search.hits, [QUESTION])
    return {PurePosixPath(hit.path).stem for hit in hits}


def _answered(name: str) -> AnsweredQuestion:
    """The answer to a question, with as many rows as its page has."""
    question, limit = _question(name), context.limits.page.rows
    answer = first_rows(Query(question.query), limit + 1)
    return answer_question(context.dataset, question, answer, limit)


def _schema_org(answered: AnsweredQuestion) -> dict[str, object]:
    """The question with its answer for search engines, schema.org's ``QAPage``."""
    answer = {"@type": "Answer", "text": answered.text}
    question = {"@type": "Question", "name": answered.question.summary, "answerCount": 1, "acceptedAnswer": answer}
    return {"@context": "https://schema.org/", "@type": "QAPage", "mainEntity": question}


def _question(name: str) -> Question:
    if question := context.questions.get(name):
        return question
    raise not_found("There is no such question.", "Choose one from /questions.html.")
