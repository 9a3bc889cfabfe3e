"""Hostile requests, made to end, to fill or to occupy a server, each with the answers that are allowed."""

from __future__ import annotations

from typing import NamedTuple

NODES = 1500
_CANARY = "<http://127.0.0.1:CANARY/>"
_PATTERNS = " . ".join(f"?a{n} ?p{n} ?o{n}" for n in range(4))
_DOUBLED = "".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(30))
_REPLACED = "".join(f'BIND(REPLACE(?x{n}, "a", "{"a" * 40}") AS ?x{n + 1}) ' for n in range(6))


class Killer(NamedTuple):
    """A query, the statuses that may answer it, and words of which an error must have some."""

    query: str
    statuses: frozenset[int]
    words: tuple[str, ...]

    @property
    def is_slow(self) -> bool:
        """Whether it may meet its limit of time."""
        return 504 in self.statuses

    @property
    def on_a_busy_server(self) -> Killer:
        """The same beside many others, where any query may meet its limit of time."""
        return Killer(self.query, self.statuses | {504}, (*self.words, "the time limit"))


def _slow(query: str) -> Killer:
    """A query that only a limit of time, memory or size ends."""
    return Killer(query, frozenset({504, 507}), ("the time limit", "the limit"))


def _refused(query: str, *words: str, status: int = 400) -> Killer:
    return Killer(query, frozenset({status}), words)


QUERIES = {
    "parentheses": _refused("ASK { FILTER " + "(" * 30_000 + "1" + ")" * 30_000 + " }", "deeper than 100 levels"),
    "unions": _refused("ASK { " + "{ ?s ?p ?o } UNION " * 5_300 + "{} }", "more than 500 times"),
    "star": _refused("ASK { " + "".join(f"?s <p:{n}> ?o{n} . " for n in range(500)) + "}", "more than 200 patterns"),
    "widest star": _slow("ASK { " + "".join(f"?s ?p{n} ?o{n} . " for n in range(200)) + "}"),
    "product as rows": _slow(f"SELECT * {{ {_PATTERNS} }}"),
    "product counted": _slow(f"SELECT (COUNT(*) AS ?n) {{ {_PATTERNS} }}"),
    "product in order": _slow(f"SELECT * {{ {_PATTERNS} }} ORDER BY DESC(?o3) ?o2"),
    "product distinct": _slow(f"SELECT DISTINCT ?o0 ?o1 ?o2 {{ {_PATTERNS} }}"),
    "product grouped": _slow(f"SELECT ?o0 ?o1 (GROUP_CONCAT(?o2) AS ?g) {{ {_PATTERNS} }} GROUP BY ?o0 ?o1"),
    "product as triples": _slow(f"CONSTRUCT {{ ?a0 ?p1 ?o2 }} {{ {_PATTERNS} }}"),
    "closure": _slow("SELECT (COUNT(*) AS ?n) { ?a (<p:none>|!<p:none>)* ?b . ?c (<p:none>|!<p:none>)* ?d }"),
    "closure as rows": _slow("SELECT * { ?a (<p:none>|!<p:none>)* ?b . ?b (<p:none>|!<p:none>)+ ?c }"),
    "doubled text": _slow(f'SELECT (STRLEN(?x30) AS ?n) {{ BIND("abcdefgh" AS ?x0) {_DOUBLED} }}'),
    "replaced text": _slow(f'SELECT (STRLEN(?x6) AS ?n) {{ BIND("aaaaaaaa" AS ?x0) {_REPLACED} }}'),
    # The engine's expressions do not backtrack, so these are answered; what counts is that they are answered soon.
    "regex": Killer(f'ASK {{ FILTER REGEX("{"a" * 50_000}!", "^(a+)+$") }}', frozenset({200}), ()),
    "huge regex": _refused('ASK { FILTER REGEX("a", "(((a{99}){99}){99}){99}") }', "it is too large", status=422),
    "service": _refused(f"ASK {{ SERVICE {_CANARY} {{ ?s ?p ?o }} }}", "SERVICE is refused", status=403),
    "silent service": Killer(f"ASK {{ SERVICE SILENT {_CANARY} {{ ?s ?p ?o }} }}", frozenset({200}), ()),
    "service by variable": _refused(f"ASK {{ BIND({_CANARY} AS ?e) SERVICE ?e {{ ?s ?p ?o }} }}", "by the variable"),
    "escaped service": _refused(rf"ASK {{ S\u0045RVICE {_CANARY} {{ ?s ?p ?o }} }}", "hides a SERVICE"),
}
UPDATES = {
    "load": _refused("LOAD <http://127.0.0.1:CANARY/>", "cannot be changed", status=403),
    "silent load": _refused("LOAD SILENT <http://127.0.0.1:CANARY/> INTO GRAPH <g:1>", "cannot be changed", status=403),
}

_BASE = "https://w3id.org/congress-kg/"


def dataset() -> str:
    """A dataset in which closures are long: a ring of nodes with chords, under the description that a server wants."""
    lines = [
        f"<{_BASE}def> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#Ontology> .",
        f'<{_BASE}> <http://www.w3.org/2000/01/rdf-schema#label> "A ring"@en .',
    ]
    for node in range(NODES):
        for predicate, step in (("next", 1), ("chord", 37), ("far", 411)):
            lines.append(f"<{_BASE}id/{node}> <{_BASE}def#{predicate}> <{_BASE}id/{(node + step) % NODES}> .")
    return "\n".join(lines) + "\n"
