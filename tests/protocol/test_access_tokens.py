"""Access tokens: created once, stored as hashes, checked on every request."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.errors import DataError
from kg.protocol.access_tokens import READ, SCOPES, WRITE, Tokens, add_token
from tests.nonempty import nonempty


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of a file that is not there yet, nor is its folder."""
    return tmp_path / "etc" / "tokens"


@pytest.mark.parametrize(("scope", "allowed"), [(READ, {READ}), (WRITE, {READ, WRITE})])
def test_a_token_allows_its_scope_and_write_includes_read(path: Path, scope: str, allowed: set[str]) -> None:
    header = f"Bearer {add_token(path, 'Ann', scope)}"
    assert {one for one in SCOPES if Tokens.read(path).allows(header, one)} == allowed


def test_every_token_is_different(path: Path) -> None:
    assert len({add_token(path, "Ann", READ) for _ in range(5)}) == 5


def test_all_tokens_of_a_file_count(path: Path) -> None:
    headers = [f"Bearer {add_token(path, name, READ)}" for name in ("Ann", "Bob")]
    assert all(Tokens.read(path).allows(header, READ) for header in nonempty(headers))


def test_removing_a_line_revokes_its_token(path: Path) -> None:
    header = f"Bearer {add_token(path, 'Ann', READ)}"
    path.write_text("")
    assert not Tokens.read(path).allows(header, READ)


def test_the_file_does_not_hold_the_token(path: Path) -> None:
    token = add_token(path, "Ann", WRITE)
    assert token.removeprefix("kg_") not in path.read_text()


def test_the_file_holds_the_scope_the_day_and_the_name(path: Path) -> None:
    add_token(path, "Ann of Accounts", WRITE)
    assert path.read_text().split("\t")[1:] == [WRITE, date.today().isoformat(), "Ann of Accounts\n"]


def test_only_its_owner_can_read_the_file(path: Path) -> None:
    add_token(path, "Ann", READ)
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("form", ["bearer {}", "BEARER {}", "Bearer   {} "])
def test_the_scheme_may_be_in_any_case(path: Path, form: str) -> None:
    token = add_token(path, "Ann", READ)
    assert Tokens.read(path).allows(form.format(token), READ)


@pytest.mark.parametrize("form", ["{}", "Basic {}", "Bearer", "Bearer ", "Bearer {}x", "Bearer x{}", "", "Bearer é"])
def test_nothing_else_gives_access(path: Path, form: str) -> None:
    token = add_token(path, "Ann", READ)
    assert not Tokens.read(path).allows(form.format(token), READ)


def test_the_hash_is_not_a_token(path: Path) -> None:
    add_token(path, "Ann", WRITE)
    digest = path.read_text().split("\t")[0]
    assert not Tokens.read(path).allows(f"Bearer {digest}", READ)


@pytest.mark.parametrize("header", [None, "Bearer x"])
def test_without_a_file_no_token_gives_access(header: str | None) -> None:
    assert not Tokens.read(None).allows(header, READ)


def test_comments_and_empty_lines_are_no_tokens(path: Path) -> None:
    header = f"Bearer {add_token(path, 'Ann', READ)}"
    path.write_text(f"# Tokens\n\n{path.read_text()}  \n")
    assert Tokens.read(path).allows(header, READ)


@pytest.mark.parametrize(
    "line", ["secret", "secret\tread", "a" * 64, f"{'a' * 64}\tall", f"{'a' * 64}\t", f"{'a' * 64}\tread,all"]
)
def test_an_invalid_line_is_reported_with_its_number(path: Path, line: str) -> None:
    path.parent.mkdir()
    path.write_text(f"# Tokens\n{line}\n")
    with pytest.raises(DataError, match="line 2"):
        Tokens.read(path)


def test_a_line_may_have_both_scopes(path: Path) -> None:
    header = f"Bearer {add_token(path, 'Ann', READ)}"
    path.write_text(path.read_text().replace("\tread\t", "\tread,write\t"))
    assert Tokens.read(path).allows(header, WRITE)


@pytest.mark.parametrize("content", [None, b"\xff"])
def test_an_unreadable_file_is_reported(tmp_path: Path, content: bytes | None) -> None:
    if content:
        (tmp_path / "tokens").write_bytes(content)
    with pytest.raises(DataError, match="kg token"):
        Tokens.read(tmp_path / "tokens")


@pytest.mark.parametrize(
    "name", ["", "  ", "Ann\nBob", "Ann\tBob", "Ann\r", "Ann\u2028Bob", "Ann\x85Bob", "Ann\x0bBob"]
)
def test_a_token_needs_a_name(path: Path, name: str) -> None:
    with pytest.raises(DataError, match="on one line"):
        add_token(path, name, READ)


def test_an_unwritable_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be written"):
        add_token(tmp_path, "Ann", READ)


def test_a_token_is_appended_on_a_line_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "tokens"
    first = add_token(path, "Ann", READ)
    path.write_text(path.read_text().rstrip("\n"))
    second = add_token(path, "Bob", READ)
    assert [Tokens.read(path).allows(f"Bearer {token}", READ) for token in (first, second)] == [True, True]
