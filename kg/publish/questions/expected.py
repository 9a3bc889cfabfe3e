"""The answers that questions are expected to have, and how the answers of a dataset deviate from them."""

import csv
import io

from kg.engine.answer import Answer
from kg.formats import TRUTH
from kg.namespaces import Namespaces
from kg.publish.questions.question import Question


def answer_rows(answer: Answer) -> list[list[str]]:
    """An answer as rows of text, the column names first; IRIs are in full."""
    if answer.kind == TRUTH:
        return [["answer"], ["true" if answer.truth else "false"]]
    return [answer.columns, *([term.value if term else "" for term in row] for row in answer.rows())]


def deviation(question: Question, answer: Answer, names: Namespaces) -> str | None:
    """How the answer to a question deviates from the expected one, or None if it does not."""
    if not question.expected.exists():
        return f"{question.expected.name} is missing"
    rows = answer_rows(answer)
    written = question.expected.read_bytes().decode("utf-8-sig")
    expected = [*csv.reader(io.StringIO(names.rebase(written), newline=""))]
    if not question.ordered:
        rows, expected = [rows[0], *sorted(rows[1:])], [expected[0], *sorted(expected[1:])]
    if rows == expected:
        return None
    missing = [row for row in expected if row not in rows]
    surplus = [row for row in rows if row not in expected]
    order = "" if missing or surplus else ", in another order or number"
    return f"missing {missing or 'nothing'}, unexpected {surplus or 'nothing'}{order}"
