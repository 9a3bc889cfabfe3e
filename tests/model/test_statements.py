"""The statements about an entity, page by page."""

from __future__ import annotations

import pytest

from kg.limits import PageLimits
from kg.model.dataset import PublishedDataset
from kg.model.statements import Extent, Statement, has_page_after, read_extent, read_statements, read_values
from tests.publish.written import ANN, BOB, NAMES, asserted, inferred, iri, limited, written

PER_PAGE, SORTED, MOST_LINKS = 10, 200, 400

KNOWS = NAMES.term("knows")
HUB = NAMES.thing("hub")
LINKED = "<id/person/ann> ckg:knows <id/person/bob>"


def links_to(number: int) -> str:
    """Triples of a number of persons who all know the hub."""
    return " ".join(f"<id/person/p{place:05}> ckg:knows <id/hub> ." for place in range(number))


def links_from(number: int) -> str:
    return " ".join(f"<id/hub> ckg:knows <id/person/p{place:05}> ." for place in range(number))


def paged(data: str) -> PublishedDataset:
    """A dataset with small pages, of which few statements are sorted and some links make a hub."""
    return limited(data, statements=PER_PAGE, sorted_statements=SORTED, hub=MOST_LINKS, pages=50)


def page(dataset: PublishedDataset, entity: str, number: int = 1) -> list[Statement]:
    return read_statements(dataset, read_extent(dataset, entity), number)


def pages(dataset: PublishedDataset, entity: str) -> list[list[Statement]]:
    """Every page, each reached from the page before."""
    size, found, number = read_extent(dataset, entity), [], 1
    while number == 1 or (found[-1] and has_page_after(dataset, size, number - 1)):
        found.append(read_statements(dataset, size, number))
        number += 1
    return found


@pytest.fixture(scope="module")
def hub() -> PublishedDataset:
    """A dataset with an entity to which 430 links lead, of which the first and the last are asserted."""
    assertions = [asserted(name, f"<id/person/p{name}> ckg:knows <id/hub>") for name in ("00000", "00429")]
    return paged(" ".join([links_to(430), *assertions]))


@pytest.mark.parametrize("data", [links_to(45), links_from(45), links_to(230)], ids=["to", "from", "unordered"])
def test_the_pages_together_hold_each_statement_once(data: str) -> None:
    found = [one.other for shown in pages(paged(data), HUB) for one in shown]
    assert len(found) == len(set(found))


@pytest.mark.parametrize(("data", "number"), [(links_to(45), 45), (links_from(45), 45), (links_to(230), 230)])
def test_the_pages_together_hold_all_statements(data: str, number: int) -> None:
    assert sum(len(shown) for shown in pages(paged(data), HUB)) == number


def test_the_pages_of_an_entity_with_very_many_statements_hold_them_all() -> None:
    assert sum(len(shown) for shown in pages(paged(links_from(250)), HUB)) == 250


def test_every_page_of_a_hub_is_served(hub: PublishedDataset) -> None:
    found = [one.other.value for shown in pages(hub, HUB) for one in shown]
    assert (len(found), len(set(found))) == (430, 430)


def test_the_shown_statements_of_a_hub_have_their_evidence(hub: PublishedDataset) -> None:
    found = {one.other.value for shown in pages(hub, HUB) for one in shown if one.evidence}
    assert found == {NAMES.thing("person/p00000"), NAMES.thing("person/p00429")}


@pytest.mark.parametrize(("number", "going_on"), [(PER_PAGE, False), (PER_PAGE + 1, True)])
def test_a_further_page_follows_a_full_one(number: int, going_on: bool) -> None:
    dataset = paged(links_to(number))
    assert has_page_after(dataset, read_extent(dataset, HUB), 1) is going_on


@pytest.mark.parametrize(("number", "hub"), [(MOST_LINKS, False), (MOST_LINKS + 1, True)])
def test_an_entity_with_more_links_than_the_limit_is_a_hub(number: int, hub: bool) -> None:
    assert read_extent(paged(links_to(number)), HUB).hub is hub


def test_no_page_follows_the_last_one_that_the_limits_allow() -> None:
    dataset = limited(links_to(5), statements=1, pages=3)
    extent = read_extent(dataset, HUB)
    assert [has_page_after(dataset, extent, page) for page in (1, 2, 3, 4)] == [True, True, False, False]


def test_statements_come_in_the_order_of_links_and_others() -> None:
    data = "<id/person/ann> ckg:b <id/2>, <id/1> ; ckg:a <id/3> ."
    assert [(one.link, one.other) for one in page(written(data), ANN)] == [
        (NAMES.term("a"), iri("id/3")),
        (NAMES.term("b"), iri("id/1")),
        (NAMES.term("b"), iri("id/2")),
    ]


def test_the_order_of_links_continues_on_the_next_page() -> None:
    data = " ".join(f"<id/hub> ckg:a <id/z{place}> ; ckg:b <id/a{place}> ." for place in range(PER_PAGE))
    assert [{one.link for one in shown} for shown in pages(paged(data), HUB)] == [
        {NAMES.term("a")},
        {NAMES.term("b")},
    ]


def test_statements_with_the_entity_as_subject_come_first() -> None:
    data = "<id/person/bob> ckg:a <id/person/ann> . <id/person/ann> ckg:b <id/person/bob> ."
    assert [one.inverse for one in page(written(data), ANN)] == [False, True]


def test_a_statement_about_itself_is_seen_from_both_ends() -> None:
    found = page(written("<id/person/ann> ckg:knows <id/person/ann> ."), ANN)
    assert [one.inverse for one in found] == [False, True]


def test_blank_nodes_are_left_out() -> None:
    assert page(written("<id/person/ann> ckg:knows [] ."), ANN) == []


def test_the_statements_of_assertions_are_not_links() -> None:
    found = read_extent(written(asserted("a", LINKED)), BOB)
    assert (found.outgoing, found.incoming, found.proofs) == (0, 1, 1)


def test_the_parts_of_assertions_are_not_shown() -> None:
    assert [one.other for one in page(written(asserted("a", LINKED)), BOB)] == [iri("id/person/ann")]


def test_an_assertion_has_its_parts_as_statements_of_its_own() -> None:
    found = {one.link for one in page(written(asserted("a", LINKED)), NAMES.thing("assertion/a"))}
    assert {NAMES.prefixes["rdf"] + part for part in ("subject", "predicate", "object")} <= found


@pytest.mark.parametrize("entity", [ANN, BOB], ids=["subject", "object"])
def test_what_is_only_mentioned_exists(entity: str) -> None:
    assert read_extent(written(f"{LINKED} ."), entity).exists


@pytest.mark.parametrize("entity", [NAMES.thing("person/an"), NAMES.thing("person/ann2"), KNOWS, NAMES.base])
def test_what_is_not_mentioned_does_not_exist(entity: str) -> None:
    assert not read_extent(written(f"{LINKED} ."), entity).exists


def test_an_unknown_entity_has_no_further_page() -> None:
    assert not has_page_after(written(""), Extent(HUB, 0, 0, 0, PageLimits()), 1)


@pytest.mark.parametrize("entity", [ANN, BOB], ids=["subject", "object"])
def test_evidence_is_found_from_both_ends(entity: str) -> None:
    found = page(written(asserted("a", LINKED)), entity)
    assert [one.node for one in found[0].evidence] == [NAMES.thing("assertion/a")]


@pytest.mark.parametrize("value", ['"Ann"@en', '"Ann"', '"5"^^xsd:integer', '"2026-02"^^xsd:gYearMonth'])
def test_evidence_is_found_for_literals(value: str) -> None:
    found = page(written(asserted("a", f"<id/person/ann> ckg:says {value}")), ANN)
    assert [len(one.evidence) for one in found] == [1]


def test_evidence_for_another_statement_does_not_count() -> None:
    data = asserted("a", "<id/person/ann> ckg:likes <id/person/bob>")
    found = [one for one in page(written(f"{data} {LINKED} ."), ANN) if one.link == KNOWS]
    assert [one.evidence for one in found] == [()]


def test_assertions_come_before_inferences() -> None:
    data = inferred("a", LINKED, "assertion/z") + asserted("z", LINKED) + asserted("b", LINKED)
    (found,) = page(written(data), ANN)
    assert [one.node.removeprefix(NAMES.things) for one in found.evidence] == [
        "assertion/b",
        "assertion/z",
        "inference/a",
    ]


def test_evidence_names_its_passages() -> None:
    data = asserted("a", LINKED, more=", <source/text/p-2> ; ckg:readWith <source/text/p-3>")
    (found,) = page(written(data), ANN)
    assert [(one.passages, one.read_with) for one in found.evidence] == [
        ((NAMES.source("text/p-1"), NAMES.source("text/p-2")), (NAMES.source("text/p-3"),))
    ]


def test_evidence_of_an_entity_with_many_assertions_is_found_for_each() -> None:
    data = " ".join(asserted(f"a{place}", f"<id/person/p{place:05}> ckg:knows <id/hub>") for place in range(60))
    found = [one for shown in pages(paged(data), HUB) for one in shown]
    assert (len(found), [one for one in found if len(one.evidence) != 1]) == (60, [])


def values(data: str, links: list[tuple[str, bool]]) -> list[Statement]:
    """The values of some properties of the hub, given by their local names."""
    dataset = paged(data)
    return read_values(dataset, read_extent(dataset, HUB), [(NAMES.term(link), inverse) for link, inverse in links])


def test_values_are_read_from_whichever_page_they_stand_on() -> None:
    data = f"{links_to(430)} {asserted('z', '<id/hub> ckg:zzz 7')} {asserted('a', '<id/person/ann> ckg:sees <id/hub>')}"
    found = [
        (statement.inverse, statement.other.value, [support.node for support in statement.evidence])
        for statement in values(data, [("zzz", False), ("sees", True), ("none", False)])
    ]
    assert found == [(False, "7", [NAMES.thing("assertion/z")]), (True, ANN, [NAMES.thing("assertion/a")])]


def test_of_each_property_a_page_of_values_is_read() -> None:
    found = values(f"{links_to(430)} {links_from(430)}", [("knows", False), ("knows", True)])
    assert [sum(one.inverse is direction for one in found) for direction in (False, True)] == [PER_PAGE, PER_PAGE]


def test_no_property_has_no_values() -> None:
    assert values(links_to(3), []) == []
