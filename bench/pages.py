"""The time of pages about entities, in a dataset of millions of quads with a hub of 100,000 links."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from flask.testing import FlaskClient

from bench import quads, table
from kg.config import Settings
from kg.model.addresses import Document, path_of
from kg.model.dataset import open_dataset
from kg.publish.catalog.sitemap import subject_iris
from kg.web.app import create_app
from kg.web.context import context_of

_NAMES = quads.NAMES
_LINKS = 100_000
_REPETITIONS = 5
_ENTITIES = 300


def _hub_quads(hub: str, passage: str) -> Iterator[str]:
    """Persons who participated in an event, with an assertion for each, and an inference of the inverse."""
    for number in range(_LINKS):
        person = _NAMES.thing(f"person/extra-{number}")
        yield from quads.entity(person, "Person", f"Person {number}", passage)
        asserted = (person, _NAMES.term("participatedIn"), hub)
        inferred = (hub, _NAMES.term("hasParticipant"), person)
        for subject, predicate, value in (asserted, inferred):
            yield from quads.statement(subject, predicate, f"<{value}>", passage)
        support = {"status": _NAMES.term("explicit"), "supportedBy": passage}
        yield from quads.reification(_NAMES.thing(f"assertion/extra-{number}"), "Assertion", asserted, support)
        derivation = {"rule": _NAMES.thing("rule/extra"), "restsOn": passage}
        yield from quads.reification(_NAMES.thing(f"inference/extra-{number}"), "Inference", inferred, derivation)


def _times(client: FlaskClient, path: str) -> list[float]:
    """The milliseconds of several requests for a page, after a first one that is not counted."""
    times = []
    for _ in range(_REPETITIONS + 1):
        start = time.perf_counter()
        response = client.get(path)
        times.append((time.perf_counter() - start) * 1000)
        if response.status_code != 200:
            sys.exit(f"{path} returned status {response.status_code}")
    return times[1:]


def _page(iri: str, number: int = 1) -> str:
    return Document(path_of(iri, _NAMES) or "/", "html", number).path


def main() -> None:
    """Measure, and print a table."""
    shipped = Settings.dataset
    dataset = open_dataset(shipped)
    entities = [iri for iri in subject_iris(dataset) if iri.startswith(_NAMES.things)]
    rows = dataset.select_bound(
        "SELECT ?event ?passage ?source { ?event a ckg:Congress . ?passage ckg:inSource ?source ; ckg:inSection ?any } "
        "ORDER BY ?event ?passage"
    )
    hub, passage, source = (term.value for term in next(rows))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hub.nq"
        lines = {*shipped.read_text(encoding="utf-8").splitlines(), *_hub_quads(hub, passage)}
        path.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
        app = create_app(Settings(dataset=path, cache=0))
        client = app.test_client()
        chosen = entities[:: max(1, len(entities) // _ENTITIES)]
        medians = sorted(statistics.median(_times(client, _page(iri))) for iri in chosen)
        result: list[tuple[object, ...]] = [
            (f"{len(medians)} entities", *(medians[int(len(medians) * part)] for part in (0.5, 0.95)), medians[-1])
        ]
        pages = {
            "one participant": _page(_NAMES.thing("person/extra-7")),
            "hub": _page(hub),
            "hub, last page": _page(hub, 100),
            "source": _page(source),
        }
        for name, address in pages.items():
            times = sorted(_times(client, address))
            result.append((name, statistics.median(times), times[-1], times[-1]))
        context_of(app).close()
    columns = ("page", "median ms", "95th percentile ms", "longest ms")
    table.show(
        f"Pages about entities among {len(lines):,} quads, {_LINKS:,} links to the hub, nothing cached", columns, result
    )


if __name__ == "__main__":
    main()
