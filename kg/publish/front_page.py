"""The front page of a dataset: what it is about in a sentence and a few facts, and the first answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.model import labels
from kg.model.dataset import PublishedDataset
from kg.model.display import read_display
from kg.model.labels import Labels
from kg.model.time import StatedTime
from kg.publish.questions.answered import AnsweredQuestion, answer_question
from kg.publish.questions.header import FrontPart
from kg.publish.questions.question import Question, in_front
from kg.sparql.terms import iri_ref


@dataclass(frozen=True)
class ShelvedCongress:
    """A congress whose dates are stated, and whose congress it is."""

    iri: str
    owner: str
    time: StatedTime


@dataclass(frozen=True)
class FrontPage:
    """What the front page shows: the congresses of the dataset, the newest first, and the answers in its parts."""

    congresses: list[ShelvedCongress]
    lead: list[AnsweredQuestion]
    facts: list[AnsweredQuestion]
    featured: list[AnsweredQuestion]
    unknown: list[AnsweredQuestion]
    names: Labels


def read_front_page(dataset: PublishedDataset, questions: Iterable[Question]) -> FrontPage:
    """The front page of a dataset with some questions; raises what ``answer_question`` raises."""
    questions = list(questions)

    def answers(part: FrontPart) -> list[AnsweredQuestion]:
        return [_answered(dataset, question) for question in in_front(questions, part)]

    congresses = _read_congresses(dataset)
    names = labels.of(dataset, {iri for congress in congresses for iri in (congress.iri, congress.owner)})
    return FrontPage(congresses, answers("lead"), answers("fact"), answers("featured"), answers("unknown"), names)


def _answered(dataset: PublishedDataset, question: Question) -> AnsweredQuestion:
    return answer_question(dataset, question, dataset.store.query(question.query), dataset.limits.page.rows)


def _read_congresses(dataset: PublishedDataset) -> list[ShelvedCongress]:
    display = read_display(dataset)
    owners, begins, ends = ("|".join(map(iri_ref, display.terms(name))) for name in ("congresses", "begins", "ends"))
    if not (owners and begins and ends):
        return []
    query = f"SELECT ?congress ?owner ?start ?end WHERE {{ ?congress {owners} ?owner ; {begins} ?start ; {ends} ?end }}"
    dates: dict[tuple[str, str], list[tuple[Term, Term]]] = {}
    for congress, owner, start, end in dataset.select_bound(query):
        dates.setdefault((congress.value, owner.value), []).append((start, end))
    times = {key: StatedTime.of((), *zip(*pairs, strict=True)) for key, pairs in dates.items()}
    shelved = [ShelvedCongress(congress, owner, time) for (congress, owner), time in times.items() if time]
    return sorted(shelved, key=lambda congress: (congress.time.lower, congress.iri), reverse=True)
