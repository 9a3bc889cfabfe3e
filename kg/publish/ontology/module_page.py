"""The pages of the ontology: an overview of all terms, and a page for each module with their full descriptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model.dataset import PublishedDataset, memoized
from kg.publish.ontology.modules import Module, other_module, read_modules
from kg.publish.ontology.vocabulary import TERM_KINDS, Scheme, TermEntry, Vocabulary

_PROPERTIES = tuple(kind for kind in TERM_KINDS.values() if kind.endswith("property"))


@dataclass(frozen=True)
class ModulePage:
    """The terms of a module: ``sections`` has those that are described in full, under headings, none of them empty.

    Classes come below their superclasses, then properties by their kind; ``schemes`` are the closed lists.
    """

    module: Module
    sections: list[tuple[str, list[TermEntry]]]
    schemes: list[Scheme]

    @property
    def entries(self) -> list[TermEntry]:
        """All terms in the order of the page; the values of a closed list follow it."""
        listed = [entry for scheme in self.schemes for entry in (scheme.entry, *scheme.values)]
        return [*(entry for _, entries in self.sections for entry in entries), *listed]


@dataclass(frozen=True)
class OntologyPages:
    """The documentation of an ontology, one page a module."""

    vocabulary: Vocabulary
    pages: Sequence[ModulePage]
    _paths: dict[str, str]

    def path(self, term: str) -> str | None:
        """The path and the fragment of the full description of a term; None if it is not a term of the ontology."""
        return self._paths.get(term)

    def page(self, key: str) -> ModulePage | None:
        """The page of a module."""
        return next((page for page in self.pages if page.module.key == key), None)


@memoized
def read_ontology_pages(dataset: PublishedDataset) -> OntologyPages:
    """The documentation of the ontology of a dataset; terms that no module declares are on a last page."""
    vocabulary = Vocabulary(dataset)
    modules = read_modules(dataset)
    left = vocabulary.entries.keys() - frozenset().union(*(module.terms for module in modules))
    pages = [_page(vocabulary, module) for module in (*modules, other_module(frozenset(left)))]
    paths = {entry.iri: f"{page.module.page}#{entry.name}" for page in pages for entry in page.entries}
    return OntologyPages(vocabulary, [page for page in pages if page.entries], paths)


def _page(vocabulary: Vocabulary, module: Module) -> ModulePage:
    """The page of a module; a value stands with its list, whichever module declares it."""
    sections = {
        "classes": [entry for group in vocabulary.groups() for entry in group.entries],
        **{kind.replace("property", "properties"): vocabulary.of_kind(kind) for kind in _PROPERTIES},
        "other terms": vocabulary.others(),
    }
    own = {name: [entry for entry in entries if entry.iri in module.terms] for name, entries in sections.items()}
    schemes = [scheme for scheme in vocabulary.schemes() if scheme.entry.iri in module.terms]
    return ModulePage(module, [(name, entries) for name, entries in own.items() if entries], schemes)
