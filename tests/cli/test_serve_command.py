"""The command ``kg serve``; ``tests/web/test_serve.py`` starts it as a process."""

from __future__ import annotations

import socket
import subprocess
import sys
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

import pytest

from kg.config import Settings, flag, variable
from tests.cli.conftest import Run
from tests.conftest import ROOT
from tests.hostile.served import free_port
from tests.nonempty import nonempty
from tests.patience import PATIENCE

NUMBERS = [setting for setting in fields(Settings) if setting.metadata["kind"] in (int, float)]
ABSURD = ("", "abc", "-1", "nan", "inf", "1e400", "1" + "0" * 400, "1" * 5000)


@pytest.mark.parametrize("value", ABSURD, ids=lambda value: value[:5])
@pytest.mark.parametrize("setting", nonempty(NUMBERS), ids=lambda setting: setting.name)
def test_an_absurd_number_is_refused_in_one_line(kg: Run, setting: Field[Any], value: str) -> None:
    result = kg("serve", flag(setting), value)
    assert (result.exit_code, result.stderr.count("\n"), len(result.stderr) < 160) == (1, 1, True)
    assert result.stderr.startswith(f"kg: {flag(setting)}: ")


@pytest.mark.parametrize("value", nonempty(ABSURD[1:]), ids=lambda value: value[:5])
@pytest.mark.parametrize("setting", nonempty(NUMBERS), ids=lambda setting: setting.name)
def test_an_absurd_number_of_the_environment_is_refused_by_its_variable(
    kg: Run, monkeypatch: pytest.MonkeyPatch, setting: Field[Any], value: str
) -> None:
    monkeypatch.setenv(variable(setting), value)
    result = kg("serve")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert result.stderr.startswith(f"kg: {variable(setting)}: ")


def test_an_absurd_truth_of_the_environment_is_refused_by_its_variable(
    kg: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_WRITABLE", "maybe")
    assert kg("serve").stderr == "kg: KG_WRITABLE: 'maybe' is not a valid truth value. Correct it, or leave it out.\n"


@pytest.mark.parametrize("option", ["--queries", "--releases", "--dumps", "--store", "--spool"])
def test_a_file_is_not_taken_for_a_folder(kg: Run, tmp_path: Path, option: str) -> None:
    (tmp_path / "file").touch()
    result = kg("serve", "--port", str(free_port()), option, str(tmp_path / "file"))
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert result.stderr.startswith(f"kg: {option}: ")


def test_a_missing_folder_for_large_answers_is_refused(
    kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_SPOOL", str(tmp_path / "missing"))
    assert kg("serve", "--port", str(free_port())).stderr.startswith("kg: KG_SPOOL: ")


@pytest.mark.parametrize(
    ("given", "names"), [({"KG_PORT": ""}, "--host or KG_PORT"), ({"KG_HOST": "127.0.0.1"}, "KG_HOST or --port")]
)
def test_a_port_in_use_is_reported_in_the_words_of_the_command(
    kg: Run, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], names: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = str(holder.getsockname()[1])
        for name, value in given.items():
            monkeypatch.setenv(name, value or port)
        assert f"with {names}." in kg("serve", *([] if "KG_PORT" in given else ["--port", port])).stderr


@pytest.mark.parametrize("port", ["", "abc", "0", "-1", "65536", "1" * 5000, "taken"])
def test_make_refuses_a_port_before_anything_is_built(port: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        given = str(holder.getsockname()[1]) if port == "taken" else port
        done = subprocess.run(
            ["make", "--no-print-directory", "serve", "PYTHON=" + sys.executable, f"PORT={given}", "BIN=/nonexistent"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
    message, last = done.stderr.splitlines()
    assert (done.stdout, "PORT" in message, given[:40] in message, len(message) < 160) == ("", True, True, True)
    assert "address" in last
