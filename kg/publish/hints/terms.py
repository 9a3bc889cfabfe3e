"""Hints about the IRIs in a query, and the namespaces that it declares."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from kg.model.dataset import PublishedDataset, bound_rows
from kg.namespaces import EXTERNAL_PREFIXES
from kg.publish.hints.hint import Hint, hint_at
from kg.sparql.prologue import Prologue
from kg.sparql.terms import iri_ref, is_absolute_iri, string
from kg.sparql.text import SparqlText
from kg.sparql.tokens import Token

# Datatypes and what queries compute occur nowhere as terms of the data.
_COMPUTED = EXTERNAL_PREFIXES["xsd"]
# Longer names are compared with no other: the work would grow with their square.
_LONGEST = 80
# How alike two names must be, from 0 to 1, for one to be taken for the other misspelt.
_ALIKE = 0.7
_NAMESPACE = re.compile(r".*[/#]")
# What needs no escape in a prefixed name.
_PLAIN = re.compile(r"\w[\w-]*")


def hints_about_terms(dataset: PublishedDataset, query: SparqlText, prologue: Prologue, body: int) -> Iterator[Hint]:
    """The terms of which the dataset says nothing; a misdeclared namespace speaks for all that are written with it.

    ``body`` is the index of the token behind the prologue.
    """
    named = _named(dataset, query, prologue, body)
    declared = {prefix: _Declared(dataset, prefix, space, named) for prefix, space in prologue.declared.items()}
    candidates = [iri for one in declared.values() for iri in one.candidates()] + [*map(_other_scheme, named)]
    known = {dataset.names.search, *_occurring(dataset, {*named, *candidates})}
    misdeclared = {prefix: meant for prefix, one in declared.items() if (meant := one.meant(known))}
    for at, token in query.tokens.of("name"):
        if at < body and token.text[:-1] in misdeclared:
            space = query.tokens[at + 1]
            what = f"The dataset has no term that is written with {token.text} as declared here."
            yield hint_at(query, space, space.text, what, map(iri_ref, misdeclared[token.text[:-1]]))
    near = _Near(dataset)
    for iri, token in named.items():
        if iri not in known and _prefix(token) not in misdeclared:
            meant = [_other_scheme(iri)] if _other_scheme(iri) in known else near.of(iri)
            suggestions = [_written(token, iri, other) for other in meant]
            if suggestions or iri.startswith(_spaces(dataset)):
                yield hint_at(query, token, token.text, f"The dataset says nothing about {token.text}.", suggestions)


class _Declared:
    """A namespace that a query declares, with the local names that it uses of it."""

    def __init__(self, dataset: PublishedDataset, prefix: str, space: str, named: Mapping[str, Token]) -> None:
        bare = re.sub(r"^https?://|[/#]$", "", space)
        usual = dataset.names.prefixes.get(prefix, space)
        spellings = [f"{scheme}://{bare}{end}" for scheme in ("http", "https") for end in "/#"]
        self._space = space
        self._others = [other for other in dict.fromkeys([usual, *spellings]) if other != space]
        self._locals = [iri.removeprefix(space) for iri, token in named.items() if _prefix(token) == prefix]

    def candidates(self) -> Iterator[str]:
        """The terms that would be meant with another namespace."""
        return (other + local for other in self._others for local in self._locals)

    def meant(self, known: set[str]) -> list[str]:
        """The namespaces that the query may have meant: those with known terms, if the declared one has none."""
        if any(self._space + local in known for local in self._locals):
            return []
        return [other for other in self._others if any(other + local in known for local in self._locals)]


def _named(dataset: PublishedDataset, query: SparqlText, prologue: Prologue, body: int) -> dict[str, Token]:
    """The IRIs that may be terms of the data, each where it first stands, up to a limit."""
    named: dict[str, Token] = {}
    for at, token in query.tokens.of("iri", "name"):
        iri = prologue.resolve(token) if at >= body and not query.is_foreign(at) else None
        if iri and is_absolute_iri(iri) and not iri.startswith(_COMPUTED) and iri not in _spaces(dataset):
            named.setdefault(iri, token)
    return dict([*named.items()][: dataset.limits.query.hinted])


def _spaces(dataset: PublishedDataset) -> tuple[str, ...]:
    """The namespaces that the project knows."""
    return (dataset.names.base, *dataset.names.prefixes.values())


def _other_scheme(iri: str) -> str:
    """The same IRI with https in place of http, or the other way round."""
    scheme, sign, rest = iri.partition(":")
    return f"{({'http': 'https', 'https': 'http'}).get(scheme, scheme)}{sign}{rest}"


def _prefix(token: Token) -> str | None:
    return token.text.partition(":")[0] if token.kind == "name" else None


def _occurring(dataset: PublishedDataset, iris: Iterable[str]) -> Iterator[str]:
    """Those of some IRIs that occur anywhere in the dataset."""
    occurs = "{ ?iri ?p ?o } UNION { ?s ?iri ?o } UNION { ?s ?p ?iri }"
    anywhere = f"{occurs} UNION {{ GRAPH ?g {{ {occurs} }} }} UNION {{ GRAPH ?iri {{ }} }}"
    query = f"SELECT DISTINCT ?iri WHERE {{ VALUES ?iri {{ %s }} FILTER EXISTS {{ {anywhere} }} }}"
    return (iri.value for (iri,) in bound_rows(dataset.select_about(iris, query)))


class _Near:
    """Finds the IRIs that an unknown one may stand for; what begins alike is read once for all that begin so."""

    def __init__(self, dataset: PublishedDataset) -> None:
        self._dataset = dataset
        self._beginnings: dict[str, dict[str, str]] = {}

    def of(self, iri: str) -> list[str]:
        """The IRIs with nearly the same last part: of the same namespace or folder or, of ours, in any other."""
        name, things = _last_part(iri).lower(), self._dataset.names.things
        if len(name) > _LONGEST:
            return []
        space = iri.removesuffix(_last_part(iri))
        for start in dict.fromkeys([space, things if iri.startswith(things) else space]):
            by_name = self._beginning(start)
            if near := get_close_matches(name, by_name, cutoff=_ALIKE):
                return [by_name[one] for one in near]
        return []

    def _beginning(self, start: str) -> dict[str, str]:
        """The IRIs in the dataset that begin so, up to a limit, by their last parts in lower case."""
        if start not in self._beginnings:
            terms = "{ ?other ?p ?o } UNION { ?s ?other ?y } UNION { ?s a ?other }"
            graphs = "{ GRAPH graph:ontology { ?other ?q ?x } } UNION { GRAPH ?other { } }"
            begins = f"FILTER (STRSTARTS(STR(?other), {string(start)}))"
            limit = self._dataset.limits.query.compared
            rows = self._dataset.select_bound(
                f"SELECT DISTINCT ?other WHERE {{ {terms} UNION {graphs} {begins} }} LIMIT {limit}"
            )
            self._beginnings[start] = {
                _last_part(other.value).lower(): other.value for (other,) in rows if other.is_iri
            }
        return self._beginnings[start]


def _last_part(iri: str) -> str:
    return _NAMESPACE.sub("", iri)


def _written(token: Token, iri: str, other: str) -> str:
    """Another IRI in the way in which a token writes an IRI, where that is possible."""
    brackets = "<>" if token.kind == "iri" else ("", "")
    start = token.text.strip("<>").removesuffix(_last_part(iri))
    same_space = other.removesuffix(_last_part(other)) == iri.removesuffix(_last_part(iri))
    if same_space and _PLAIN.fullmatch(_last_part(other)):
        return f"{brackets[0]}{start}{_last_part(other)}{brackets[1]}"
    return iri_ref(other)
