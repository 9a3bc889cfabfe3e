"""The search of a site of files, which a script makes: its results are those of the server, in the same elements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import make_server

from kg.config import Settings
from kg.web.app import create_app
from kg.web.context import context_of
from tests.browser import browsing
from tests.web.conftest import running

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

SEARCHES = (
    "q=xi+jinping",
    "q=Medvedev&kind=person",
    "q=%EA%B9%80%EC%A0%95%EC%9D%80",
    "q=Kim+Jogn+Un&kind=person",
    "q=Medwedew&kind=person",
    "q=qqzzx+medvedev",
    "q=qqzzx",
    "q=qqzzx&kind=person",
)


@contextmanager
def files(settings: Settings) -> Iterator[str]:
    """The address of the pages that are kept as files; a server of files ignores parameters."""
    app = create_app(settings, frozen=True)

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> object:
        return app({**environ, "QUERY_STRING": ""}, start_response)

    server = make_server("127.0.0.1", 0, serve, threaded=True)  # type: ignore[arg-type]
    Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    context_of(app).close()


@pytest.fixture(scope="module")
def findings(shipped: Settings) -> dict[str, list[str]]:
    """How the results of each search differ from those of the server."""
    browsing.need_scripts()
    with running(shipped) as app:
        client = app.test_client()
        pages = {search: client.get(f"/search.html?{search}").text for search in SEARCHES}
    with files(shipped) as address:
        return browsing.findings("static_search.js", address=address, pages=pages)


@pytest.mark.parametrize("search", SEARCHES)
def test_results_are_those_of_the_server(search: str, findings: dict[str, list[str]]) -> None:
    assert findings[search] == []


def test_every_search_is_made(findings: dict[str, list[str]]) -> None:
    assert findings.keys() == set(SEARCHES)
