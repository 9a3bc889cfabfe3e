"""Who elected what, as a tree and as a drawing."""

from __future__ import annotations

import csv
import io

import pytest

from kg.model.dataset import PublishedDataset
from kg.publish.charts.chart_files import elections_table
from kg.publish.charts.elections import ElectionNode, ElectionTree, election_trees
from kg.publish.charts.elections_svg import NARROW, WIDE, TreeLayout, draw_elections
from kg.publish.charts.organs import read_organs
from tests.nonempty import nonempty
from tests.publish.test_charts_timeline_drawing import collisions, outside, targets
from tests.publish.written import NAMES, displayed

COMMITTEE = (
    "<id/party> a ckg:Party . <id/congress> ckg:congressOf <id/party> . "
    "<id/committee> a ckg:Body ; ckg:organOf <id/party> . "
    "<id/vote> a ckg:Event, ckg:Election ; ckg:electedBody <id/committee> ; ckg:electedBy <id/congress> . "
)
BUREAU = (
    "<id/bureau> a ckg:Body ; ckg:organOf <id/party> ; ckg:constitutedBy <id/committee> . "
    "<id/choice> a ckg:Event, ckg:Election ; ckg:electedBody <id/bureau> ; ckg:electedBy <id/plenary> . "
)
HEADS = (
    "<id/offices> a ckg:Body ; ckg:subOrganOf <id/committee> ; ckg:organOf <id/party> . "
    "<id/head> ckg:postInBody <id/offices> . "
    "<id/heads> a ckg:Event, ckg:Election ; ckg:electedPost <id/head> ; ckg:electedBy <id/plenary> . "
)
LEADER = (
    "<id/leader> ckg:postOfParty <id/party> . "
    "<id/crown> a ckg:Event, ckg:Election ; ckg:electedPost <id/leader> ; ckg:electedBy <id/congress> . "
)
ELSEWHERE = BUREAU.replace("; ckg:constitutedBy <id/committee> ", "")
ASSEMBLY = "<id/assembly> a ckg:Body ; ckg:organOf <id/party> . "


def short(iri: str) -> str:
    return iri.removeprefix(NAMES.things)


def trees(data: str) -> tuple[ElectionTree, ...]:
    return election_trees(read_organs(displayed(data)))


def drawn(node: ElectionNode) -> str:
    below = " ".join(drawn(child) for child in node.elected)
    return short(node.iri) + (f"({below})" if below else "")


def only(data: str) -> str:
    (tree,) = trees(data)
    return " ".join(map(drawn, tree.roots))


@pytest.mark.parametrize(
    ("data", "tree"),
    [
        (COMMITTEE, "congress(committee)"),
        (COMMITTEE + BUREAU + HEADS, "congress(committee(bureau head))"),
        (COMMITTEE + LEADER, "congress(committee leader)"),
        (COMMITTEE + BUREAU, "congress(committee(bureau))"),
        (COMMITTEE + ELSEWHERE, "plenary(bureau) congress(committee)"),
        (COMMITTEE + "<id/committee> ckg:constitutedBy <id/assembly> . " + ASSEMBLY, "congress(committee)"),
    ],
)
def test_what_is_elected_stands_below_who_elected_it(data: str, tree: str) -> None:
    assert only(data) == tree


def test_a_post_names_the_body_that_it_is_in() -> None:
    (tree,) = trees(COMMITTEE + BUREAU + HEADS)
    (head,) = (node for node, _ in tree.roots[0].walk() if short(node.iri) == "head")
    assert head.body == NAMES.thing("offices")


@pytest.mark.parametrize(
    ("more", "unstated"),
    [
        ("<id/cell> a ckg:Body ; ckg:organOf <id/party> . ", [("cell", False, None)]),
        (
            "<id/panel> a ckg:Body ; ckg:organOfCongress <id/congress> . "
            "<id/poll> a ckg:Event, ckg:Election ; ckg:electedBody <id/panel> . "
            "<id/gap> a ckg:Gap ; ckg:about <id/poll> ; ckg:missingProperty ckg:electedBy . ",
            [("panel", True, "gap")],
        ),
        ("<id/term> a ckg:Body ; ckg:termOf <id/committee> ; ckg:organOf <id/party> . ", [("term", False, None)]),
    ],
)
def test_what_has_no_stated_electors_stands_apart(more: str, unstated: list[tuple[str, bool, str | None]]) -> None:
    (tree,) = trees(COMMITTEE + more)
    assert [
        (short(node.iri), node.election is not None, short(node.gap) if node.gap else None) for node in tree.unstated
    ] == unstated


@pytest.mark.parametrize("data", ["", "<id/party> a ckg:Party . <id/cell> a ckg:Body ; ckg:organOf <id/party> . "])
def test_without_an_election_there_is_no_tree(data: str) -> None:
    assert trees(data) == ()


def test_bodies_that_elected_each_other_end() -> None:
    data = BUREAU + "<id/committee> a ckg:Body ; ckg:organOf <id/party> ; ckg:constitutedBy <id/bureau> . "
    assert trees(data) == ()


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_nothing_in_the_drawing_of_the_project_meets(published: PublishedDataset, layout: TreeLayout) -> None:
    chart = read_organs(published)
    for tree in nonempty(election_trees(chart)):
        drawing = draw_elections(tree, chart, layout)
        # A box and its own texts are one group.
        assert [pair for strip in drawing.strips for pair in collisions(strip)] == []
        assert outside(drawing) == []


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_every_box_election_and_mark_is_a_link(published: PublishedDataset, layout: TreeLayout) -> None:
    chart = read_organs(published)
    for tree in nonempty(election_trees(chart)):
        nodes = [*(node for root in tree.roots for node, _ in root.walk()), *tree.unstated]
        linked = {*(node.iri for node in nodes), *(support.node for support in tree.supports)}
        linked |= {node.election.fact.entity for node in nodes if node.election}
        linked |= {node.gap for node in nodes if node.gap}
        assert {*targets(draw_elections(tree, chart, layout))} == linked


def test_what_is_not_stated_has_a_style_of_its_own() -> None:
    chart = read_organs(displayed(COMMITTEE + "<id/cell> a ckg:Body ; ckg:organOf <id/party> . "))
    (tree,) = election_trees(chart)
    groups = [group for strip in draw_elections(tree, chart, WIDE).strips for group in strip.groups]
    styles = {group.target: group.shapes[0].style for group in groups if group.shapes[0].place.get("rx")}
    assert styles[NAMES.thing("cell")] == "missing"
    assert styles[NAMES.thing("committee")] == "box"


def test_the_table_has_the_electors_and_what_is_not_stated() -> None:
    chart = read_organs(displayed(COMMITTEE + BUREAU + "<id/cell> a ckg:Body ; ckg:organOf <id/party> . "))
    rows = csv.DictReader(io.StringIO(elections_table(chart)))
    assert [(row["Elected by"], row["Elected"]) for row in rows] == [
        ("congress", "committee"),
        ("committee", "bureau"),
        ("not stated", "cell"),
    ]
