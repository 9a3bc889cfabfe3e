"""The rules of kg/ for names, types and lengths, applied to the comparison with other servers."""

from __future__ import annotations

import ast

import pytest

from tests.conftest import ROOT
from tests.test_architecture import dotted, repeated_names, untyped

PATHS = sorted((ROOT / "bench/compare").glob("*.py"))


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    found = {dotted(path): ast.parse(path.read_text(encoding="utf-8")) for path in PATHS}
    assert len(found) > 10
    return found


def test_no_public_name_is_defined_twice(trees: dict[str, ast.Module]) -> None:
    assert repeated_names(trees) == {}


def test_no_module_has_dictionaries_of_anything(trees: dict[str, ast.Module]) -> None:
    assert untyped(trees) == set()


def test_no_module_has_a_second_noun() -> None:
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in PATHS}
    assert {name: lines for name, lines in lengths.items() if lines > 280} == {}
