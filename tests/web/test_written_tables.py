"""Tables as their readers see them: every character and every field arrives, or the answer is refused."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import pytest

from kg.sparql.terms import string
from tests.web.conftest import Ask

SRX = "{http://www.w3.org/2005/sparql-results#}"
LINES = "a\rb\r\nc\nd\te"
TEXTS = ["a,b", 'say "a"', LINES, "", " a ", "\\", "'", "<a>&]]>", "\x7f\x85\u2028", "=1", "\ufeff", "\U0010ffff"]
# In JSON and in the tables of text a literal may also hold these.
NOT_IN_XML = ["\x01", "\x0b", "\x1f", "\ufffe", "\uffff"]
IRIS = ["http://x.org/a,b", "http://x.org/a,b,", "http://x.org/,", "http://x.org/a'b", "urn:a,b"]
DIGITS = " ".join(f"VALUES ?{name} {{ 0 1 2 3 4 5 6 7 8 9 }}" for name in "ijk")


def select(terms: str, columns: str = "?a ?b ?c") -> str:
    return f"SELECT {columns} {{ VALUES ({columns}) {{ ( {terms} ) }} }}"


def csv_rows(ask: Ask, query: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(ask(query, format="csv").data.decode(), newline=""), strict=True))


@pytest.mark.parametrize("iri", IRIS)
def test_an_iri_with_a_comma_is_one_field_of_csv(ask: Ask, iri: str) -> None:
    rows = csv_rows(ask, select(f'<{iri}> "b,c" UNDEF'))
    assert rows == [["a", "b", "c"], [iri, "b,c", ""]]


@pytest.mark.parametrize("text", [*TEXTS, *NOT_IN_XML])
@pytest.mark.parametrize("iri", ["http://x.org/a", "http://x.org/a,b"])
def test_a_text_is_one_field_of_csv(ask: Ask, text: str, iri: str) -> None:
    assert csv_rows(ask, select(f"<{iri}> {string(text)} 1"))[1:] == [[iri, text, "1"]]


def test_a_single_column_of_csv_may_hold_iris_with_commas(ask: Ask) -> None:
    assert csv_rows(ask, "SELECT ?a { VALUES ?a { <urn:a,b> <urn:c> } }") == [["a"], ["urn:a,b"], ["urn:c"]]


@pytest.mark.parametrize("terms", ["urn:a> <urn:p> 1", 'urn:a,b> <urn:p> "q"', 'urn:a> <urn:p> "x,\\"y\\"\\r\\n"'])
def test_a_triple_term_is_one_field_of_csv(ask: Ask, terms: str) -> None:
    query = f'SELECT ?t ?n {{ BIND(<<( <{terms} )>> AS ?t) BIND("n, m" AS ?n) }}'
    (triple, name) = csv_rows(ask, query)[1]
    assert (triple.split()[0].startswith("urn:a"), name) == (True, "n, m")


@pytest.mark.parametrize("size", [1, 3000], ids=["in memory", "in a file"])
@pytest.mark.parametrize("last", [0, 500, 999])
def test_a_comma_is_found_in_a_long_csv(ask: Ask, last: int, size: int) -> None:
    text = f"{'x' * size}, y"
    number = f"{DIGITS} BIND(100 * ?i + 10 * ?j + ?k AS ?n) BIND('{text}' AS ?text)"
    iri = f'BIND(IRI(CONCAT("urn:a", STR(?n), IF(?n = {last}, ",", ""))) AS ?iri)'
    rows = csv_rows(ask, f"SELECT ?iri ?text {{ {number} {iri} }} ORDER BY ?n")
    assert (len(rows), rows[last + 1]) == (1001, [f"urn:a{last},", text])


@pytest.mark.parametrize("values", ["UNDEF", "UNDEF 1 UNDEF", "'' 1", "'a,b' UNDEF <urn:a,b>", "'a\\r\\n' '\\r'"])
def test_no_row_of_a_single_column_is_lost(ask: Ask, values: str) -> None:
    query = f"SELECT ?a {{ VALUES ?a {{ {values} }} }}"
    rows = ask(query, format="json").json["results"]["bindings"]
    assert csv_rows(ask, query)[1:] == [[row["a"]["value"] if row else ""] for row in rows]


def test_the_truth_is_csv(ask: Ask) -> None:
    assert ask("ASK {}", format="csv").data == b"true"


@pytest.mark.parametrize(
    ("term", "written"),
    [
        (string(LINES), '"a\\rb\\r\\nc\\nd\\te"'),
        (string('say "a"\\'), '"say \\"a\\"\\\\"'),
        ('"a"@en-GB', '"a"@en-gb'),
        ('"a"@en--rtl', '"a"@en--rtl'),
        ('"a"^^<urn:d,t>', '"a"^^<urn:d,t>'),
        ('<<( <urn:a> <urn:p> "a\\tb\\n" )>>', '<<( <urn:a> <urn:p> "a\\tb\\n" )>>'),
        ("<urn:a,b>", "<urn:a,b>"),
    ],
)
def test_a_term_is_one_field_of_tsv(ask: Ask, term: str, written: str) -> None:
    text = ask(f'SELECT ?t ?n {{ BIND({term} AS ?t) BIND("n" AS ?n) }}', format="tsv").text
    assert text.split("\n")[1:] == [f'{written}\t"n"', ""]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_arrives_in_xml(ask: Ask, text: str) -> None:
    response = ask(select(f"{string(text)} UNDEF UNDEF"), format="xml")
    values = [element.text or "" for element in ElementTree.fromstring(response.data).iter(f"{SRX}literal")]  # noqa: S314
    assert values == [text]


@pytest.mark.parametrize("text", NOT_IN_XML)
@pytest.mark.parametrize("before", ["", "x" * 20_000])
def test_a_character_that_xml_lacks_is_refused(ask: Ask, text: str, before: str) -> None:
    problem = ask(f"SELECT ({string(before + text)} AS ?a) {{}}", status=406, format="xml").json["detail"]
    assert f"U+{ord(text):04X}" in problem


@pytest.mark.parametrize("size", range(8170, 8195))
def test_a_character_that_xml_lacks_is_found_at_every_place(ask: Ask, size: int) -> None:
    rows = " ".join(f'"{number:0{size}}\ufffe"' for number in range(2))
    ask(f"SELECT ?a {{ VALUES ?a {{ {rows} }} }}", status=406, format="xml")


@pytest.mark.parametrize("text", [*TEXTS, *NOT_IN_XML])
def test_a_text_arrives_in_json(ask: Ask, text: str) -> None:
    (row,) = ask(select(f"{string(text)} UNDEF UNDEF"), format="json").json["results"]["bindings"]
    assert row == {"a": {"type": "literal", "value": text}}
