"""Footnotes: on paper, where no mark can be opened, each mark has the numbers of the passages listed at the end.

Templates leave a comment beside each mark. When the content of a page is complete, the passages behind all of them are
read at once and numbered as they come, each once.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import g
from markupsafe import Markup

from kg.engine.answer import Term
from kg.model import evidence, labels
from kg.model.evidence import Evidence, EvidenceSummary
from kg.model.passages import read_passages
from kg.web.context import context

# Texts are escaped in pages, so that none of them has a comment. The space would end an IRI.
_REFERENCE = re.compile(r"<!--evidence ([^>]*)-->")
_ANCHOR = "evidence-"


@dataclass(frozen=True)
class Footnote:
    """What an IRI is: a passage with the curators' ``paraphrase``, or an assertion or inference without passages."""

    anchor: str
    iri: str
    name: str
    paraphrase: Term | None


@dataclass(frozen=True)
class FootnotedPage:
    """The content of a page with the numbers of its footnotes, and these in their order."""

    content: Markup
    notes: list[Footnote]


def reference(supports: Iterable[EvidenceSummary]) -> Markup:
    """The place of the numbers of what supports a statement; nothing without support."""
    nodes = []
    for support in supports:
        nodes.append(support.node)
        if isinstance(support, Evidence):
            _passages()[support.node] = (*support.passages, *support.read_with)
    return Markup("<!--evidence {}-->").format(" ".join(nodes)) if nodes else Markup("")


def footnoted(content: Markup) -> FootnotedPage:
    """The content of a page with numbers in the places that ``reference`` left."""
    passages = _passages()
    nodes = {node for found in _REFERENCE.finditer(content) for node in _nodes(found)}
    if not nodes:
        return FootnotedPage(content, [])
    for support in evidence.of_nodes(context.dataset, sorted(nodes - passages.keys())):
        passages[support.node] = (*support.passages, *support.read_with)
    numbers: dict[str, int] = {}

    def numbered(found: re.Match[str]) -> str:
        cited = dict.fromkeys(iri for node in _nodes(found) for iri in passages.get(node) or (node,))
        links = [f'<a href="#{_ANCHOR}{number}">{number}</a>' for number in (_number(numbers, iri) for iri in cited)]
        return f'<sup class="refs">{", ".join(links)}</sup>'

    return FootnotedPage(Markup(_REFERENCE.sub(numbered, content)), _notes(numbers))  # noqa: S704


def _number(numbers: dict[str, int], iri: str) -> int:
    return numbers.setdefault(iri, len(numbers) + 1)


def _notes(numbers: Mapping[str, int]) -> list[Footnote]:
    dataset = context.dataset
    passages, names = read_passages(dataset, list(numbers)), labels.of(dataset, numbers)
    return [
        Footnote(f"{_ANCHOR}{number}", iri, names.text(iri), passages[iri].paraphrase if iri in passages else None)
        for iri, number in numbers.items()
    ]


def _nodes(found: re.Match[str]) -> list[str]:
    return Markup(found[1]).unescape().split(" ")  # noqa: S704


def _passages() -> dict[str, tuple[str, ...]]:
    """The passages behind the assertions and inferences of the present page, by their IRIs."""
    if "passages" not in g:
        g.passages = {}
    known: dict[str, tuple[str, ...]] = g.passages
    return known
