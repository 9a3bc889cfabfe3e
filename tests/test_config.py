"""The settings: from the environment, by their flags, and refused when they cannot be meant."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path
from typing import Any

import pytest

from kg.config import Settings, flag, many, variable
from kg.errors import DataError

FIELDS = {one.name: one for one in fields(Settings)}


def settings(**environment: str) -> Settings:
    return Settings.from_environment(environment)


def test_an_empty_environment_gives_the_defaults() -> None:
    assert settings() == Settings()


def test_an_empty_variable_gives_the_default() -> None:
    assert settings(KG_PORT="", KG_STORE="") == Settings()


def test_other_variables_are_ignored() -> None:
    assert settings(KG_NONE="1", PORT="1") == Settings()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("dataset", "x/kg.nq", Path("x/kg.nq")),
        ("host", "::1", "::1"),
        ("port", "9000", 9000),
        ("store", "x", Path("x")),
        ("timeout", "2.5", 2.5),
        ("memory", "64", 64),
        ("answer", "8", 8),
        ("workers", " 3 ", 3),
        ("per_client", "2", 2),
        ("cache", "0", 0),
        ("in_memory", "0", 0),
        ("services", "a.org b.org:8080\nc.org", ("a.org", "b.org:8080", "c.org")),
        ("services", "   ", ()),
        ("proxies", "1", 1),
    ],
)
def test_a_variable_gives_a_setting(name: str, text: str, value: object) -> None:
    assert getattr(settings(**{variable(FIELDS[name]): text}), name) == value


def test_settings_replace_limits() -> None:
    limits = Settings(timeout=2.5, memory=64, answer=8, workers=3, in_memory=5, per_client=7, cache=9).limits
    evaluation = limits.evaluation
    assert [evaluation.seconds, evaluation.memory_mb, evaluation.answer_mb, limits.pool.workers] == [2.5, 64, 8, 3]
    assert [limits.store.memory_mb, limits.request.per_client, limits.cache.megabytes] == [5, 7, 9]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", True),
        ("true", True),
        ("YES", True),
        (" on ", True),
        ("0", False),
        ("False", False),
        ("no", False),
        ("off", False),
    ],
)
def test_a_truth_value_has_several_spellings(text: str, value: bool) -> None:
    assert settings(KG_PRIVATE=text, KG_TOKENS="tokens").private is value


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("KG_PORT", "http", "number"),
        ("KG_PORT", "80.5", "number"),
        ("KG_TIMEOUT", "soon", "number"),
        ("KG_WRITABLE", "maybe", "truth value"),
        ("KG_PRIVATE", "2", "truth value"),
    ],
)
def test_an_invalid_value_is_reported_with_its_variable(name: str, text: str, kind: str) -> None:
    with pytest.raises(DataError, match=f"{name}: .*is not a valid {kind}"):
        settings(**{name: text})


@pytest.mark.parametrize(
    ("name", "least"),
    [(name, one.metadata["least"]) for name, one in FIELDS.items() if one.metadata["least"] is not None],
)
def test_the_least_value_is_accepted_and_less_is_refused(name: str, least: float) -> None:
    assert getattr(Settings(**{name: least}), name) == least  # type: ignore[arg-type]
    with pytest.raises(DataError, match=f"{flag(FIELDS[name])}: .* is too small. Give a number from {least} to "):
        Settings(**{name: least - 1})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "most"),
    [(name, one.metadata["most"]) for name, one in FIELDS.items() if one.metadata["most"] is not None],
)
def test_the_largest_value_is_accepted_and_more_is_refused(name: str, most: float) -> None:
    assert getattr(Settings(**{name: most}), name) == most  # type: ignore[arg-type]
    with pytest.raises(DataError, match=f"{flag(FIELDS[name])}: .* is too large. Give a number from .* to {most}"):
        Settings(**{name: most + 1})  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["nan", "-nan", "inf", "1e999"])
def test_a_time_limit_is_a_number(text: str) -> None:
    with pytest.raises(DataError):
        settings(KG_TIMEOUT=text)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"writable": True}, "--writable: It requires a store.*--store"),
        ({"writable": True, "store": Path("s")}, "--writable: No tokens are configured. .* --tokens"),
        ({"private": True}, "--private: No tokens are configured. .* kg token"),
        ({"writable": True, "tokens": Path("t")}, "--writable: It requires a store"),
    ],
)
def test_settings_that_make_no_sense_together_are_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(DataError, match=words):
        Settings(**given)


@pytest.mark.parametrize(
    "given",
    [
        {"writable": True, "store": Path("s"), "tokens": Path("t")},
        {"private": True, "tokens": Path("t")},
        {"store": Path("s")},
        {"tokens": Path("t")},
    ],
)
def test_settings_that_make_sense_together_are_accepted(given: dict[str, Any]) -> None:
    assert {name: getattr(Settings(**given), name) for name in given} == given


def test_an_invalid_environment_is_refused_like_an_invalid_flag() -> None:
    with pytest.raises(DataError, match="--writable"):
        settings(KG_WRITABLE="1")


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "option", "in_environment"),
    [
        ("port", "--port", "KG_PORT"),
        ("per_client", "--per-client", "KG_PER_CLIENT"),
        ("services", "--service", "KG_SERVICES"),
        ("tokens", "--tokens", "KG_TOKENS"),
        ("proxies", "--proxies", "KG_PROXIES"),
    ],
)
def test_a_setting_has_a_flag_and_a_variable(name: str, option: str, in_environment: str) -> None:
    assert (flag(FIELDS[name]), variable(FIELDS[name])) == (option, in_environment)


@pytest.mark.parametrize("name", FIELDS)
def test_a_setting_has_a_help_text(name: str) -> None:
    assert FIELDS[name].metadata["help"].endswith(".")


def test_sources_and_services_take_several_values() -> None:
    assert [name for name, one in FIELDS.items() if many(one)] == ["sources", "services"]
