"""How the page about an entity begins: its sentence and its key facts."""

from __future__ import annotations

import pytest

from kg.limits import PageLimits
from kg.model.dataset import PublishedDataset
from kg.model.display import read_display
from kg.model.key_facts import read_key_facts
from kg.model.statements import read_extent
from kg.publish.entities.entity import EntityDescription, describe_entity
from kg.publish.entities.key_facts import KeyFact
from kg.publish.questions.sentence import plain_text, template_mistake
from tests.nonempty import nonempty
from tests.publish.written import ANN, NAMES, asserted, inferred, written

SHAPES = """
  GRAPH graph:display {
  [] sh:group <graph/display#key-facts> ; sh:order 1 ; sh:targetClass ckg:Congress ;
    sh:in ( ckg:startDate ckg:congressOf [ sh:inversePath ckg:about ] ) ;
    <graph/display#sentence> "{{ first.entity }} was {{ first.kind }}{{ phrase('of', 'congressOf', 2) }}HELD." .
  [] sh:group <graph/display#key-facts> ; sh:order 2 ; sh:targetClass ckg:Event ; sh:in ( ckg:congressOf ) .
  [] sh:path ckg:congressOf ; sh:name "congress of"@en ; sh:order 1 ; sh:group _:place .
  [] sh:path [ sh:inversePath ckg:about ] ; sh:name "mentioned in"@en ; sh:order 2 ; sh:group _:place ;
    sh:description "Only what is known."@en .
  _:place sh:order 2 ; rdfs:label "Place"@en .
  <graph/display#points> sh:in ( ckg:date ckg:inYear ) . <graph/display#begins> sh:in ( ckg:startDate ) .
  <graph/display#ends> sh:in ( ckg:endDate ) . <graph/display#attested> sh:in ( ckg:attestedOn ) .
  <graph/display#days> sh:in ( ckg:onDay ) . <graph/display#bounds> sh:in ( ckg:earliestDay ckg:latestDay ) .
  <graph/display#wholes> sh:in ( ckg:publishedIn ) . <graph/display#statuses> sh:in ( ckg:explicit ) .
  }
  ckg:Congress rdfs:label "congress"@en . <id/party> rdfs:label "Party of Korea"@en .
  <id/person/ann> a ckg:Congress, ckg:Event ; rdfs:label "9th Congress"@en .
""".replace("HELD", "{{ phrase(', held', 'when') }}")
PARTY = "<id/person/ann> ckg:congressOf <id/party>"
HELD = "The 9th Congress was a congress, held on 19 February 2026."
DAYS = '<id/person/ann> ckg:startDate "2026-02-19"^^xsd:date ; ckg:endDate "2026-02-25"^^xsd:date .'


def described(data: str) -> EntityDescription:
    dataset = written(SHAPES + data)
    return describe_entity(dataset, read_display(dataset), read_extent(dataset, ANN), 1)


def sentence(data: str) -> str:
    return plain_text(described(data).introduction.sentence)


def fact(data: str, column: str) -> KeyFact:
    (found,) = [fact for fact in described(data).introduction.facts if fact.column == column]
    return found


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("", "The 9th Congress was a congress."),
        (f"{PARTY} .", "The 9th Congress was a congress of the Party of Korea."),
        (DAYS, "The 9th Congress was a congress, held from 19 to 25 February 2026."),
        ('<id/person/ann> ckg:date "2026-02-19"^^xsd:date .', HELD),
        ('<id/person/ann> ckg:inYear "2026"^^xsd:gYear .', "The 9th Congress was a congress, held in 2026."),
        ('<id/person/ann> ckg:onDay "2026-02-19"^^xsd:date .', HELD),
        ('<id/person/ann> ckg:latestDay "2026-02-19"^^xsd:date .', "The 9th Congress was a congress."),
        ('<id/person/ann> ckg:attestedOn "2026-02-19"^^xsd:date .', "The 9th Congress was a congress."),
    ],
    ids=["nothing else", "a link", "an interval", "a day", "a year", "the only day", "a bound", "a day of a mention"],
)  # fmt: skip
def test_a_sentence_says_what_is_known(data: str, expected: str) -> None:
    assert sentence(data) == expected


def test_a_sentence_is_followed_by_what_the_sources_leave_open() -> None:
    gap = "<id/gap/g> a ckg:Gap ; ckg:about <id/person/ann> ; ckg:missingProperty ckg:congressOf "
    gap += '; rdfs:label "Which party met"@en .'
    assert sentence(gap) == "The 9th Congress was a congress. Not stated: which party met."


def test_a_sentence_does_not_link_to_its_own_page() -> None:
    links = [cell.link for cell in described(f"{PARTY} .").introduction.sentence if cell.link]
    assert links == [NAMES.thing("party")]


def test_many_values_are_counted_in_a_sentence() -> None:
    data = " ".join(f'<id/person/ann> ckg:congressOf <id/{name}> . <id/{name}> rdfs:label "{name}" .' for name in "XYZ")
    assert sentence(data) == "The 9th Congress was a congress of X, Y and one more."


@pytest.mark.parametrize("template", ["{{ first.nothing }}", "{{ names('nothing') }}", "{% if %}"])
def test_a_template_that_cannot_be_filled_gives_no_sentence(template: str) -> None:
    dataset = written(
        "GRAPH graph:display { [] sh:group <graph/display#key-facts> ; sh:order 1 ; sh:targetClass ckg:Congress ; "
        f'sh:in ( ckg:date ) ; <graph/display#sentence> "{template}" }} <id/person/ann> a ckg:Congress .'
    )
    entity = describe_entity(dataset, read_display(dataset), read_extent(dataset, ANN), 1)
    assert entity.introduction.sentence == []


def test_an_entity_has_the_key_facts_of_the_first_class_that_fits() -> None:
    assert [fact.column for fact in described(f"{PARTY} . {DAYS}").introduction.facts] == ["when", "congressOf"]


def test_a_key_fact_is_not_shown_again() -> None:
    rows = [row.head.name for _, rows in described(f"{PARTY} .").groups for row in rows]
    assert "congress of" not in nonempty(rows)


def test_dates_are_one_fact_with_the_evidence_of_each() -> None:
    data = asserted("a", '<id/person/ann> ckg:startDate "2026-02-19"^^xsd:date')
    data += asserted("b", '<id/person/ann> ckg:endDate "2026-02-25"^^xsd:date')
    time = fact(data, "when")
    assert (time.name, time.text) == ("dates", "19 to 25 February 2026")
    assert [support.node for support in time.evidence] == [NAMES.thing("assertion/a"), NAMES.thing("assertion/b")]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('ckg:onDay "2026-02-19"^^xsd:date', "19 February 2026"),
        ('ckg:earliestDay "2026-02-19"^^xsd:date', "not before 19 February 2026"),
        (
            'ckg:earliestDay "2026-02-19"^^xsd:date ; ckg:latestDay "2026-02-25"^^xsd:date',
            "not before 19 February 2026 and not after 25 February 2026",
        ),
        ('ckg:onDay "2026-02-19"^^xsd:date ; ckg:inYear "2026"^^xsd:gYear', "2026"),
    ],
    ids=["the only day", "a bound", "both bounds", "beside what is stated"],
)
def test_where_no_date_is_stated_the_possible_days_are_shown(data: str, text: str) -> None:
    assert fact(f"<id/person/ann> {data} .", "when").text == text


def test_what_has_no_time_has_that_of_what_it_is_part_of() -> None:
    data = asserted("a", "<id/person/ann> ckg:publishedIn <id/paper>")
    time = fact(f'{data} <id/paper> ckg:date "2026-02-20"^^xsd:date .', "when")
    assert (time.text, time.whole and time.whole.value) == ("20 February 2026", NAMES.thing("paper"))
    assert [support.node for support in time.evidence] == [NAMES.thing("assertion/a")]


def test_a_missing_date_is_a_key_fact() -> None:
    gap = "<id/gap/g> a ckg:Gap ; ckg:about <id/person/ann> ; ckg:missingProperty ckg:startDate ; ckg:gapKind ckg:o ."
    time = fact(gap, "when")
    assert (time.text, [entry.node for entry in time.gaps]) == ("", [NAMES.thing("gap/g")])


def test_a_key_fact_has_what_readers_must_know_of_it() -> None:
    assert fact("<id/point> ckg:about <id/person/ann> .", "^about").description == "Only what is known."


def test_key_facts_of_an_entity_with_many_pages_stand_on_the_first() -> None:
    many = " ".join(f"<id/person/ann> ckg:aaa <id/{number}> ." for number in range(PageLimits().statements + 1))
    entity = described(f"{many} {inferred('i', PARTY)} {DAYS}")
    assert [(fact.column, len(fact.values), fact.text) for fact in entity.introduction.facts] == [
        ("when", 0, "19 to 25 February 2026"),
        ("congressOf", 1, ""),
    ]
    assert [support.node for support in entity.introduction.facts[1].values[0].evidence] == [NAMES.thing("inference/i")]


def test_other_pages_have_no_introduction() -> None:
    dataset = written(f"{SHAPES} {PARTY} .")
    entity = describe_entity(dataset, read_display(dataset), read_extent(dataset, ANN), 2)
    assert entity.introduction.facts == []


def test_every_template_of_the_project_is_well_formed(published: PublishedDataset) -> None:
    facts = nonempty(read_key_facts(published))
    assert [(one.cls, mistake) for one in facts if (mistake := template_mistake(one.sentence))] == []


def test_every_class_of_the_project_gives_its_entities_a_sentence(published: PublishedDataset) -> None:
    display = read_display(published)
    bare = []
    for facts in nonempty(read_key_facts(published)):
        rows = published.select_bound(f"SELECT DISTINCT ?entity WHERE {{ ?entity a <{facts.cls}> }} LIMIT 3")
        for (entity,) in rows:
            page = describe_entity(published, display, read_extent(published, entity.value), 1)
            bare += [] if page.introduction.sentence else [entity.value]
    assert bare == []


def test_every_key_fact_of_the_project_has_a_row(published: PublishedDataset) -> None:
    display = read_display(published)
    paths = nonempty([path for facts in read_key_facts(published) for path in facts.paths])
    assert [path for path in paths if display.head(path.link, inverse=path.inverse).group == "Other"] == []
