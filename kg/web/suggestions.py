"""What the reader of a page that does not exist may have looked for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from kg.errors import KgError
from kg.formats import HTML
from kg.model import labels
from kg.model.addresses import page_at, page_of
from kg.model.classes import listed_classes
from kg.web.context import context
from kg.web.navigation import ALL_PAGES

_SUFFIX = re.compile(r"(~\d+)?(\.\w*)?$")
_LAST_STEP = re.compile(r"[-/~.][^-/~.]*$")
# How alike two parts of a path must be, from 0 to 1, for one to be taken for the other misspelt.
_ALIKE = 0.75


@dataclass(frozen=True)
class SuggestedPage:
    """A page at a path, with its name, and the kind of what it is about."""

    path: str
    label: str
    kind: str


def suggested_pages(path: str) -> list[SuggestedPage]:
    """The pages above an address, those with a similar one, and the best hits for the words of its last part.

    There are none if the client may not read, and never an error.
    """
    if not context.may_read:
        return []
    try:
        stem = _SUFFIX.sub("", path.rstrip("/"))
        found = {page.path: page for pages in (_above(stem), _alike(stem), _hits(stem)) for page in pages}
        return [*islice(found.values(), context.limits.search.similar)]
    except KgError:
        return []


def _alike(stem: str) -> Iterator[SuggestedPage]:
    """The general pages, lists and questions whose address differs in its case, its suffix or a few letters."""
    pages = [SuggestedPage(page.path, page.name, "page") for page in ALL_PAGES]
    pages += [SuggestedPage(cls.page(), cls.heading, "list") for cls in listed_classes(context.dataset)]
    pages += [
        SuggestedPage(f"/questions/{name}.{HTML}", question.summary, "question")
        for name, question in context.questions.items()
    ]
    by_name = {_last_part(_SUFFIX.sub("", page.path)): page for page in reversed(pages)}
    return (by_name[name] for name in get_close_matches(_last_part(stem), by_name, cutoff=_ALIKE))


def _above(stem: str) -> Iterator[SuggestedPage]:
    """The entities whose addresses a longer one begins with, the closest first."""
    iris: list[str] = []
    while (stem := _LAST_STEP.sub("", stem)) and len(iris) < context.limits.search.similar:
        iris.append(context.names.base + stem.removeprefix("/"))
    named = labels.of(context.dataset, iris)
    for iri in iris:
        path = page_of(iri, context.names)
        if iri in named.by_iri and path:
            yield SuggestedPage(path, named.text(iri), "")


def _hits(stem: str) -> Iterator[SuggestedPage]:
    words = re.sub(r"[-_+.]", " ", _last_part(stem))
    limits = context.limits.search
    for hit in context.search.find(words[: limits.characters], limits.similar):
        if not hit.partial:
            yield SuggestedPage(page_at(hit.path, context.names), hit.label, hit.kind)


def _last_part(stem: str) -> str:
    return stem.rpartition("/")[2].lower()
