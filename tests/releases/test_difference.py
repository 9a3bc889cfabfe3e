"""Differences: what became of statements and evidence, for people and as a patch."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from kg.errors import DataError, DatasetError
from kg.graph import dataset
from kg.releases.difference import DESCRIBED, INFERRED, STATED, Difference
from kg.releases.difference_text import render
from kg.releases.edition import Edition
from kg.releases.patch import patch, patched
from tests.conftest import Records
from tests.releases.samples import (
    ANN,
    BASE,
    DAY,
    HASH,
    LABEL,
    OTHER_HASH,
    P1,
    P2,
    asserted,
    edition,
    graph,
    inferred,
    quads,
    term,
    written,
)

MONDAY, TUESDAY, SUNDAY = (f'"2026-02-{day}"' for day in (23, 24, 22))


def difference(folder: Path, before: list[str], after: list[str], content: str | None = HASH) -> Difference:
    """The difference between two editions with these quads, the second of which has a content of that name."""
    return Difference(edition(folder, before), edition(folder, after, content=content))


def sorts(found: Difference) -> list[tuple[str, str]]:
    """The kind and sort of every change."""
    return [(change.kind, change.sort) for change in found.changes]


def on(*days: str, passage: str = P1, status: str = "explicit") -> list[str]:
    """Statements that give dates."""
    return [
        line for n, day in enumerate(days) for line in asserted(f"a{n}{day[1:-1]}", (ANN, DAY, day), passage, status)
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], on(MONDAY), [(STATED, "added")]),
        (on(MONDAY), [], [(STATED, "removed")]),
        (on(MONDAY), on(TUESDAY), [(STATED, "changed")]),
        (on(MONDAY, SUNDAY), on(TUESDAY), [(STATED, "removed"), (STATED, "removed"), (STATED, "added")]),
        (on(MONDAY), on(MONDAY, passage=P2), [(STATED, "evidence")]),
        (on(MONDAY), on(MONDAY, status="implied"), [(STATED, "evidence")]),
        ([], inferred("i", (ANN, DAY, MONDAY)), [(INFERRED, "added")]),
        (inferred("i", (ANN, DAY, MONDAY)), [], [(INFERRED, "removed")]),
        (inferred("i", (ANN, DAY, MONDAY)), inferred("i", (ANN, DAY, MONDAY), "a2"), [(INFERRED, "evidence")]),
        ([], quads(graph("ontology"), f"{DAY} {term('x')} {ANN}"), [(DESCRIBED, "added")]),
        ([], quads(graph("build"), f"<{BASE}#build> {term('x')} {ANN}"), []),
        (on(MONDAY), on(MONDAY), []),
    ],
)
def test_changes(tmp_path: Path, before: list[str], after: list[str], expected: list[tuple[str, str]]) -> None:
    assert sorts(difference(tmp_path, before, after)) == expected


def test_a_change_tells_the_evidence_that_is_gained(tmp_path: Path) -> None:
    (change,) = difference(tmp_path, [], on(MONDAY)).changes
    assert change.gained == {((term("status"), term("explicit")), (term("supportedBy"), P1))}


def test_the_text_names_the_thing_with_its_label(tmp_path: Path) -> None:
    assert "person/ann  Ann" in render(difference(tmp_path, [], on(MONDAY)))


def test_a_label_is_told_without_the_escapes_of_the_file(tmp_path: Path) -> None:
    bob = f"<{BASE}id/person/bob>"
    label = quads(P1, f'{bob} {LABEL} "Bob \\"Sol\\"\\n\\u00e9"@en')
    found = difference(tmp_path, label, [*label, *asserted("b1", (bob, DAY, MONDAY))])
    assert 'person/bob  Bob "Sol" é' in render(found)


def test_the_text_gives_a_changed_value_before_and_after(tmp_path: Path) -> None:
    assert '  ~ ckg:date "2026-02-23" -> "2026-02-24"' in render(difference(tmp_path, on(MONDAY), on(TUESDAY)))


def test_the_text_gives_lost_and_gained_evidence(tmp_path: Path) -> None:
    lines = render(difference(tmp_path, on(MONDAY), on(MONDAY, passage=P2)))
    assert [line for line in lines if line.startswith("      ")] == [
        "      - ckg:explicit; from source:text/p-1",
        "      + ckg:explicit; from source:text/p-2",
    ]


def test_the_text_gives_evidence_that_stays_with_a_changed_value_once(tmp_path: Path) -> None:
    assert "      = ckg:explicit; from source:text/p-1" in render(difference(tmp_path, on(MONDAY), on(TUESDAY)))


def test_the_text_ends_with_counts(tmp_path: Path) -> None:
    after = on(MONDAY) + inferred("i", (ANN, DAY, TUESDAY)) + inferred("j", (ANN, DAY, SUNDAY))
    assert render(difference(tmp_path, [], after))[-3:] == [
        "statements: 1 added",
        "inferences: 2 added",
        "descriptions: no change",
    ]


def test_the_text_begins_with_the_names_of_the_contents(tmp_path: Path) -> None:
    lines = render(difference(tmp_path, [], [], content=None))
    assert lines[:2] == [f"from {HASH}", "to   a build without a name"]


def test_the_text_tells_what_was_built_from_which_commit(tmp_path: Path) -> None:
    commit = f"<{BASE}dataset#commit/abc>"
    used = f"<{BASE}dataset#build> <http://www.w3.org/ns/prov#used> {commit}"
    build = quads(graph("build"), used, f'{commit} {LABEL} "commit abc"@en')
    assert render(difference(tmp_path, build, []))[0] == f"from {HASH}, built from commit abc"


def test_a_patch_makes_one_dataset_of_another(records: Records, tmp_path: Path) -> None:
    editions = []
    for day in ("2026-02-23", "2026-02-24"):
        records.write("event/e", f"type: Event\nlabel: e\ndate: {day}\ncite: p-1\n")
        dataset.write(tmp_path / "kg.nq", records.build().lines)
        editions.append(Edition.read(tmp_path / "kg.nq"))
    before, after = editions
    assert patched(before.quads, patch(before, after)) == set(after.quads) != set(before.quads)


def test_a_patch_is_one_transaction_with_removals_first(tmp_path: Path) -> None:
    found = difference(
        tmp_path, quads(graph("x"), f"{ANN} {DAY} {MONDAY}"), quads(graph("x"), f"{ANN} {DAY} {TUESDAY}")
    )
    rows = [row.partition(" ")[0] for row in patch(found.before, found.after).splitlines()]
    assert rows == ["H", "H", "TX", "D", "D", "A", "A", "TC"]


def test_a_patch_names_the_contents(tmp_path: Path) -> None:
    found = difference(tmp_path, [], [], content=OTHER_HASH)
    rows = patch(found.before, found.after).splitlines()
    assert rows[:2] == [f'H from "{HASH}" .', f'H to "{OTHER_HASH}" .']


def test_blank_nodes_stand_in_a_patch_with_their_labels(tmp_path: Path) -> None:
    found = difference(tmp_path, [], [f"_:c9 {DAY} _:c1 ."])
    assert f"A _:c9 {DAY} _:c1 ." in patch(found.before, found.after).splitlines()


@pytest.mark.parametrize("row", ["TA .", "X <a> <b> <c> .", "A <a> <b> .", ""])
def test_a_row_that_is_none_is_refused_with_its_line(row: str) -> None:
    with pytest.raises(DataError, match=r"^patch:2: "):
        patched([], f"TX .\n{row}\nTC .\n")


def test_a_compressed_file_is_read_like_a_plain_one(tmp_path: Path) -> None:
    plain = written(tmp_path / "kg.nq", on(MONDAY))
    (tmp_path / "kg.nq.gz").write_bytes(gzip.compress(plain.read_bytes()))
    assert Edition.read(tmp_path / "kg.nq.gz") == Edition.read(plain)


def test_literals_stay_as_they_are_written(tmp_path: Path) -> None:
    line = f'{ANN} {DAY} "a \\"b\\" <c> . 01\u2028"@en-GB .'
    assert line in [quad.line for quad in edition(tmp_path, [line]).quads]


@pytest.mark.parametrize("content", [b"<a> <b> <c> .\n<a> <b> .\n", b"<a> <b> <c> .\n\n<a> <b> <c> .\n"])
def test_a_line_that_is_no_quad_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kg.nq").write_bytes(content)
    with pytest.raises(DatasetError, match=r"kg\.nq:2: "):
        Edition.read(tmp_path / "kg.nq")


@pytest.mark.parametrize("name", ["none.nq", "broken.nq.gz"])
def test_a_file_that_cannot_be_read_gets_a_remedy(tmp_path: Path, name: str) -> None:
    (tmp_path / "broken.nq.gz").write_bytes(b"no gzip")
    with pytest.raises(DatasetError, match="kg build"):
        Edition.read(tmp_path / name)
