"""Differences: the changes of statements and evidence, for people and as a patch."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from kg.errors import DatasetError
from kg.graph.dataset import write_dataset
from kg.releases.dataset_file import DatasetFile
from kg.releases.difference import DERIVED, DESCRIBED, STATED, Difference, difference_text, rdf_patch
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
    dataset_file,
    graph,
    inferred,
    patched,
    quads,
    quads_of,
    term,
    written,
)

SHACL, XSD = "http://www.w3.org/ns/shacl#", "http://www.w3.org/2001/XMLSchema#"
MONDAY, TUESDAY, SUNDAY = (f'"2026-02-{day}"' for day in (23, 24, 22))


DISPLAY = [
    quad
    for order, (path, name) in enumerate([("evidenceStatus", "known as"), ("supportedBy", "stated in")])
    for quad in quads(
        graph("display"),
        f"_:s{order} <{SHACL}path> {term(path)}",
        f'_:s{order} <{SHACL}name> "{name}"@en',
        f'_:s{order} <{SHACL}order> "{order}"^^<{XSD}integer>',
    )
]


def difference(folder: Path, before: list[str], after: list[str], content: str | None = HASH) -> Difference:
    """The difference between two datasets with these quads; ``content`` is the checksum of the second."""
    return Difference(dataset_file(folder, before), dataset_file(folder, after, content=content))


def sorts(compared: Difference) -> list[tuple[str, str]]:
    """The origin and sort of every change."""
    return [(change.origin, change.sort) for change in compared.changes]


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
        ([], inferred("i", (ANN, DAY, MONDAY)), [(DERIVED, "added")]),
        (inferred("i", (ANN, DAY, MONDAY)), [], [(DERIVED, "removed")]),
        (inferred("i", (ANN, DAY, MONDAY)), inferred("i", (ANN, DAY, MONDAY), "a2"), [(DERIVED, "evidence")]),
        ([], quads(graph("ontology"), f"{DAY} {term('x')} {ANN}"), [(DESCRIBED, "added")]),
        ([], quads(graph("build"), f"<{BASE}#build> {term('x')} {ANN}"), []),
        (on(MONDAY), on(MONDAY), []),
    ],
)
def test_changes(tmp_path: Path, before: list[str], after: list[str], expected: list[tuple[str, str]]) -> None:
    assert sorts(difference(tmp_path, before, after)) == expected


def test_a_change_holds_the_evidence_that_is_gained(tmp_path: Path) -> None:
    (change,) = difference(tmp_path, [], on(MONDAY)).changes
    assert change.gained == {((term("evidenceStatus"), term("explicit")), (term("supportedBy"), P1))}


def test_the_text_names_the_thing_with_its_label(tmp_path: Path) -> None:
    assert "person/ann  Ann" in difference_text(difference(tmp_path, [], on(MONDAY)))


def test_a_label_is_shown_without_the_escapes_of_the_file(tmp_path: Path) -> None:
    bob = f"<{BASE}id/person/bob>"
    label = quads(P1, f'{bob} {LABEL} "Bob \\"Sol\\"\\n\\u00e9"@en')
    compared = difference(tmp_path, label, [*label, *asserted("b1", (bob, DAY, MONDAY))])
    assert 'person/bob  Bob "Sol" é' in difference_text(compared)


def test_the_text_gives_a_changed_value_before_and_after(tmp_path: Path) -> None:
    assert '  ~ ckg:date "2026-02-23" -> "2026-02-24"' in difference_text(difference(tmp_path, on(MONDAY), on(TUESDAY)))


def test_the_text_gives_lost_and_gained_evidence(tmp_path: Path) -> None:
    lines = difference_text(difference(tmp_path, on(MONDAY), on(MONDAY, passage=P2)))
    assert [line for line in lines if line.startswith("      ")] == [
        "      - ckg:evidenceStatus ckg:explicit; ckg:supportedBy source:text/p-1",
        "      + ckg:evidenceStatus ckg:explicit; ckg:supportedBy source:text/p-2",
    ]


def test_the_text_names_and_orders_evidence_by_the_display_data(tmp_path: Path) -> None:
    lines = difference_text(difference(tmp_path, DISPLAY, DISPLAY + on(MONDAY)))
    assert "      + known as ckg:explicit; stated in source:text/p-1" in lines


def test_the_text_gives_evidence_that_stays_with_a_changed_value_once(tmp_path: Path) -> None:
    assert "      = ckg:evidenceStatus ckg:explicit; ckg:supportedBy source:text/p-1" in difference_text(
        difference(tmp_path, on(MONDAY), on(TUESDAY))
    )


def test_the_text_ends_with_counts(tmp_path: Path) -> None:
    after = on(MONDAY) + inferred("i", (ANN, DAY, TUESDAY)) + inferred("j", (ANN, DAY, SUNDAY))
    assert difference_text(difference(tmp_path, [], after))[-3:] == [
        "statements: 1 added",
        "inferences: 2 added",
        "descriptions: no change",
    ]


def test_the_text_begins_with_the_checksums_of_the_contents(tmp_path: Path) -> None:
    lines = difference_text(difference(tmp_path, [], [], content=None))
    assert lines[:2] == [f"from {HASH}", "to   a build without a checksum"]


def test_the_text_names_the_commit_of_the_build(tmp_path: Path) -> None:
    commit = f"<{BASE}dataset#commit/abc>"
    used = f"<{BASE}dataset#build> <http://www.w3.org/ns/prov#used> {commit}"
    build = quads(graph("build"), used, f'{commit} {LABEL} "commit abc"@en')
    assert difference_text(difference(tmp_path, build, []))[0] == f"from {HASH}, built from commit abc"


def test_a_patch_makes_one_dataset_of_another(records: Records, tmp_path: Path) -> None:
    before, after = paths = (tmp_path / "before.nq", tmp_path / "after.nq")
    for path, day in zip(paths, ("2026-02-23", "2026-02-24"), strict=True):
        records.write("event/e", f"type: Event\nlabel: e\ndate: {day}\ncite: p-1\n")
        write_dataset(path, records.build().lines)
    patch = rdf_patch(DatasetFile.read(before), DatasetFile.read(after))
    assert patched(before, patch) == quads_of(after) != quads_of(before)


def test_a_patch_is_one_transaction_with_removals_first(tmp_path: Path) -> None:
    compared = difference(
        tmp_path, quads(graph("x"), f"{ANN} {DAY} {MONDAY}"), quads(graph("x"), f"{ANN} {DAY} {TUESDAY}")
    )
    rows = [row.partition(" ")[0] for row in rdf_patch(compared.before, compared.after).splitlines()]
    assert rows == ["H", "H", "TX", "D", "D", "A", "A", "TC"]


def test_a_patch_names_the_checksums_of_the_contents(tmp_path: Path) -> None:
    compared = difference(tmp_path, [], [], content=OTHER_HASH)
    rows = rdf_patch(compared.before, compared.after).splitlines()
    assert rows[:2] == [f'H from "{HASH}" .', f'H to "{OTHER_HASH}" .']


def test_blank_nodes_keep_their_labels_in_a_patch(tmp_path: Path) -> None:
    compared = difference(tmp_path, [], [f"_:c9 {DAY} _:c1 ."])
    assert f"A _:c9 {DAY} _:c1 ." in rdf_patch(compared.before, compared.after).splitlines()


def test_a_compressed_file_is_read_like_a_plain_one(tmp_path: Path) -> None:
    plain = written(tmp_path / "kg.nq", on(MONDAY))
    (tmp_path / "kg.nq.gz").write_bytes(gzip.compress(plain.read_bytes()))
    assert DatasetFile.read(tmp_path / "kg.nq.gz") == DatasetFile.read(plain)


def test_literals_stay_as_they_are_written(tmp_path: Path) -> None:
    line = f'{ANN} {DAY} "a \\"b\\" <c> . 01\u2028"@en-gb .'
    assert line in [quad.line for quad in dataset_file(tmp_path, [line]).quads]


def test_the_datatype_of_strings_makes_no_difference(tmp_path: Path) -> None:
    plain, typed = (quads(graph("x"), f'{ANN} {DAY} "a"{datatype}') for datatype in ("", f"^^<{XSD}string>"))
    assert difference(tmp_path, plain, typed).changes == []


@pytest.mark.parametrize("second", [b"<a:a> <a:b> .", b"<a> <b> <c> .", b"\xff"])
def test_an_error_names_the_line_that_is_not_a_quad(tmp_path: Path, second: bytes) -> None:
    (tmp_path / "kg.nq").write_bytes(b"<a:a> <a:b> <a:c> .\n" + second + b"\n")
    with pytest.raises(DatasetError, match=r"kg\.nq:2: "):
        DatasetFile.read(tmp_path / "kg.nq")


@pytest.mark.parametrize("name", ["none.nq", "broken.nq.gz"])
def test_the_error_for_an_unreadable_file_has_a_remedy(tmp_path: Path, name: str) -> None:
    (tmp_path / "broken.nq.gz").write_bytes(b"no gzip")
    with pytest.raises(DatasetError, match="kg build"):
        DatasetFile.read(tmp_path / name)
