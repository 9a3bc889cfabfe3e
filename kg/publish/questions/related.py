"""Questions related to a question: those that ask about the same entities and terms, or stand in its group."""

from collections import Counter
from collections.abc import Collection

from kg.publish.questions.question import Question


def related_questions(question: Question, questions: Collection[Question], limit: int) -> list[Question]:
    """The questions that share most with a question: its group, and what it names, of which rare terms count more."""
    numbers = Counter(term for other in questions for term in other.terms)

    def likeness(other: Question) -> float:
        shared = sum(1 / numbers[term] for term in question.terms & other.terms)
        return shared + (other.group == question.group) / 2

    others = [other for other in questions if other.name != question.name and likeness(other)]
    return sorted(others, key=lambda other: (-likeness(other), -other.prominence, other.name))[:limit]
