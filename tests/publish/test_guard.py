"""Which queries are refused."""

from __future__ import annotations

import pytest

from kg.errors import RequestError
from kg.publish.guard import refuse_foreign

CALL = "<http://example.org/sparql> { ?s ?p ?o }"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ SERVICE {CALL} }}",
        f"SELECT * {{ service silent {CALL} }}",
        "SELECT * { SERVICE?where { ?s ?p ?o } }",
        f"SELECT * {{ SERVICESILENT{CALL} }}",
        "PREFIX x: <http://example.org/> SELECT * { SERVICEx:sparql { ?s ?p ?o } }",
        f"SELECT * {{ # a comment\rSERVICE {CALL} }}",
        f'SELECT * {{ ?s ?p "\\"" . SERVICE {CALL} . ?s ?p "" }}',
        f"SELECT * {{ ?s ?p '''a'b''' . SERVICE {CALL} . ?s ?p '''''' }}",
        f"SELECT * {{ FILTER(?a<?b)SERVICE{CALL} }}",
        "SELECT * { FILTER(?a<?b)SERVICE?e#>\n{} }",
        f"SELECT * {{ FILTER(?a<'x>'SERVICE {CALL} #' }}",
        f"SELECT * {{ FILTER(?a<?b#>'''\n) SERVICE {CALL} #''' }}",
        f"SELECT * {{ ?s <http://example.org/o'p> ?o . SERVICE {CALL} . ?s ?p 'x' }}",
        f"PREFIX x: <http://x.org/> SELECT * {{ ?s x:o\\'p ?o . SERVICE {CALL} . ?s ?p 'x' }}",
        f"SELECT * {{ \\u0053ERVICE {CALL} }}",
        f"SELECT * {{ ?s ?p \"\\u0022 . SERVICE {CALL} . ?s ?p '' }}",
    ],
)
def test_service_is_refused_wherever_the_engine_may_see_it(query: str) -> None:
    with pytest.raises(RequestError) as caught:
        refuse_foreign(query)
    assert (caught.value.status, "SERVICE" in str(caught.value)) == (403, True)


@pytest.mark.parametrize(
    "query",
    [
        "ASK {}",
        "# SERVICE is not used\nASK {}",
        "ASK { ?s ?p 'civil SERVICE' }",
        'ASK { ?s ?p """the "secret" service""" }',
        "ASK { ?s ?p 'it\\'s a service' }",
        "ASK { ?s <http://example.org/service#SERVICE> ?o }",
        "PREFIX x: <http://example.org/> ASK { ?service x:service ?o }",
        "SELECT ?x { GRAPH ?g { ?x ?insert 'DELETE' } }",
    ],
)
def test_the_word_alone_is_no_offence(query: str) -> None:
    refuse_foreign(query)


def test_the_place_of_the_keyword_is_told() -> None:
    with pytest.raises(RequestError, match="line 2, column 3"):
        refuse_foreign(f"SELECT * {{\n  SERVICE {CALL} }}")


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "# now\nPREFIX x: <http://x.org/#>\nBASE <http://x.org/> delete where { ?s ?p ?o }",
        "LOAD <http://example.org/data>",
        "CLEAR ALL",
    ],
)
def test_updates_are_refused(update: str) -> None:
    with pytest.raises(RequestError) as caught:
        refuse_foreign(update)
    assert (caught.value.status, "only be read" in str(caught.value)) == (403, True)


@pytest.mark.parametrize("piece", ["#service", "<a'", '"""a""', "'\"", "PREFIX", "PREFIX a:<b>", "#\n", "<aaaa", "\\"])
def test_long_texts_are_judged_in_time(piece: str) -> None:
    from time import process_time

    begun = process_time()
    text = piece * (500_000 // len(piece))
    for query in (text, f"{text} service"):
        try:
            refuse_foreign(query)
        except RequestError:
            continue
    assert process_time() - begun < 5
