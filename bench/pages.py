"""What a page about a thing costs the server, in a dataset of millions of quads with a hub of 100,000 links."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from flask.testing import FlaskClient

from bench import table
from kg.config import Settings
from kg.model.addresses import Document, path_of
from kg.model.dataset import open_dataset
from kg.namespaces import Namespaces
from kg.publish.catalog.sitemap import subject_iris
from kg.web.app import create_app
from kg.web.context import context_of

_NAMES = Namespaces()
_LINKS = 100_000
_TIMES = 5
_THINGS = 300
_RDF, _RDFS = _NAMES.prefixes["rdf"], _NAMES.prefixes["rdfs"]


def _quads(hub: str, passage: str) -> Iterator[str]:
    """People who took part in an event, each with an assertion, and from the event's end with an inference."""
    provenance = f" <{_NAMES.graph('provenance')}>"

    def both(subject: str, link: str, value: str, graph: str = provenance) -> Iterator[str]:
        yield f"<{subject}> <{link}> {value} ."
        yield f"<{subject}> <{link}> {value}{graph} ."

    for number in range(_LINKS):
        person = _NAMES.thing(f"person/extra-{number}")
        yield from both(person, f"{_RDF}type", f"<{_NAMES.term('Person')}>", f" <{passage}>")
        yield from both(person, f"{_RDFS}label", f'"Person {number}"@en', f" <{passage}>")
        pairs = (
            ("assertion", (person, "participatedIn", hub), {"status": _NAMES.term("explicit"), "supportedBy": passage}),
            ("inference", (hub, "hasParticipant", person), {"rule": _NAMES.thing("rule/extra"), "restsOn": passage}),
        )
        for kind, (subject, link, value), facts in pairs:
            node = _NAMES.thing(f"{kind}/extra-{number}")
            yield from both(subject, _NAMES.term(link), f"<{value}>", f" <{passage}>")
            yield from both(node, f"{_RDF}type", f"<{_NAMES.term(kind.capitalize())}>")
            for part, term in zip(("subject", "predicate", "object"), (subject, _NAMES.term(link), value), strict=True):
                yield from both(node, f"{_RDF}{part}", f"<{term}>")
            for key, fact in facts.items():
                yield from both(node, _NAMES.term(key), f"<{fact}>")


def _times(client: FlaskClient, path: str) -> list[float]:
    """The milliseconds of some requests for a page, after one that does not count."""
    found = []
    for _ in range(_TIMES + 1):
        begun = time.perf_counter()
        response = client.get(path)
        found.append((time.perf_counter() - begun) * 1000)
        if response.status_code != 200:
            sys.exit(f"{path} answers {response.status_code}")
    return found[1:]


def _page(iri: str, number: int = 1) -> str:
    return Document(path_of(iri, _NAMES) or "/", "html", number).path


def main() -> None:
    """Measure, and print a table."""
    shipped = Settings.dataset
    dataset = open_dataset(shipped)
    things = [iri for iri in subject_iris(dataset) if iri.startswith(_NAMES.things)]
    rows = dataset.store.query(
        "SELECT ?event ?passage ?source { ?event a ckg:Congress . ?passage ckg:inSource ?source ; ckg:inSection ?any } "
        "ORDER BY ?event ?passage",
        prefixes=_NAMES.prefixes,
    )
    hub, passage, source = (term.value for term in next(iter(rows.rows())) if term)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hub.nq"
        lines = {*shipped.read_text(encoding="utf-8").splitlines(), *_quads(hub, passage)}
        path.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
        app = create_app(Settings(dataset=path, cache=0))
        client = app.test_client()
        chosen = things[:: max(1, len(things) // _THINGS)]
        medians = sorted(statistics.median(_times(client, _page(iri))) for iri in chosen)
        result: list[tuple[object, ...]] = [
            (f"{len(medians)} things", *(medians[int(len(medians) * part)] for part in (0.5, 0.95)), medians[-1])
        ]
        pages = {
            "one of many": _page(_NAMES.thing("person/extra-7")),
            "hub": _page(hub),
            "hub, last page": _page(hub, 100),
            "source": _page(source),
        }
        for name, address in pages.items():
            times = sorted(_times(client, address))
            result.append((name, statistics.median(times), times[-1], times[-1]))
        context_of(app).engine.close()
    columns = ("page", "median ms", "95th percentile ms", "longest ms")
    table.show(
        f"Pages about things among {len(lines):,} quads, {_LINKS:,} links to the hub, nothing cached", columns, result
    )


if __name__ == "__main__":
    main()
