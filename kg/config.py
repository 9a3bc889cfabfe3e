"""The settings: one frozen value, each field documented, filled from flags or from the environment."""

import os
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, Self

from kg.errors import DataError, Problem
from kg.limits import CacheLimits, EvaluationLimits, Limits, PoolLimits, RequestLimits, StoreLimits

_TRUTHS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
_LIMITS = Limits()


_MOST = _LIMITS.setting


def _setting(default: Any, meaning: str, kind: type, least: float | None = None, most: float | None = None) -> Any:
    return field(default=default, metadata={"help": meaning, "kind": kind, "least": least, "most": most})


@dataclass(frozen=True)
class Settings:
    """The settings of the server; paths are relative to the working directory."""

    dataset: Path = _setting(Path("build/congress.nq"), "The built dataset, an N-Quads file.", Path)
    queries: Path = _setting(Path("queries"), "The folder of the questions.", Path)
    releases: Path = _setting(Path("releases"), "The folder of the releases.", Path)
    dumps: Path = _setting(Path("build/dumps"), "The folder of the dumps, made by kg dump.", Path)
    sources: tuple[Path, ...] = _setting((), "The text of a source, from which pages quote passages; repeatable.", Path)
    host: str = _setting("127.0.0.1", "The address to listen on.", str)
    port: int = _setting(8000, "The port to listen on.", int, 1, 65_535)
    store: Path | None = _setting(
        None, "Folder of an on-disk store to serve; a new store starts with the dataset.", Path
    )
    in_memory: int = _setting(
        _LIMITS.store.memory_mb,
        "MB that the dataset may take in memory; a larger one is served from disk.",
        int,
        0,
        _MOST.megabytes,
    )
    writable: bool = _setting(
        False, "Accept updates from holders of a token with the scope write; requires --store.", bool
    )
    tokens: Path | None = _setting(None, "The file of the tokens, made by kg token.", Path)
    private: bool = _setting(False, "Answer only holders of a token with the scope read.", bool)
    timeout: float = _setting(
        _LIMITS.evaluation.seconds, "Seconds until an evaluation is stopped.", float, 0.1, _MOST.seconds
    )
    memory: int = _setting(
        _LIMITS.evaluation.memory_mb, "MB of memory that an evaluation may use.", int, 16, _MOST.megabytes
    )
    answer: int = _setting(_LIMITS.evaluation.answer_mb, "MB of an answer before compression.", int, 1, _MOST.megabytes)
    spool: Path | None = _setting(
        _LIMITS.evaluation.spool,
        "The folder for large answers that wait to be sent; else in the system's.",
        Path,
    )
    workers: int = _setting(_LIMITS.pool.workers, "Evaluations at a time; more get 503.", int, 1, _MOST.evaluations)
    per_client: int = _setting(
        _LIMITS.request.per_client,
        "Long evaluations at a time for one client; more get 429.",
        int,
        1,
        _MOST.evaluations,
    )
    cache: int = _setting(_LIMITS.cache.megabytes, "MB of responses that are kept in memory.", int, 0, _MOST.megabytes)
    services: tuple[str, ...] = _setting(
        (), "A host that SERVICE and LOAD may fetch from, or host:port; repeatable.", str
    )
    proxies: int = _setting(
        0, "The number of trusted proxies in front, which set X-Forwarded-For, -Proto and -Host.", int, 0, _MOST.proxies
    )

    def __post_init__(self) -> None:
        """Refuse values that make no sense.

        Raises DataError.
        """
        for setting in fields(self):
            _require_sense(setting, getattr(self, setting.name), flag(setting))
        if self.writable and self.store is None:
            what = "It requires a store."
            raise DataError(Problem("--writable", what, "Name a folder with --store."))
        if (self.writable or self.private) and self.tokens is None:
            where = "--writable" if self.writable else "--private"
            remedy = "Create tokens with kg token, and name their file with --tokens."
            raise DataError(Problem(where, "No tokens are configured.", remedy))

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """The settings that the variables ``KG_*`` give, such as KG_PER_CLIENT; the others have their defaults.

        Raises DataError for a value that cannot be read.
        """
        given = [(setting, environment.get(variable(setting))) for setting in fields(cls)]
        return cls(**{setting.name: read_setting(setting, text, variable(setting)) for setting, text in given if text})

    @property
    def limits(self) -> Limits:
        """The limits, with those that these settings replace."""
        return Limits(
            evaluation=EvaluationLimits(self.timeout, self.memory, self.answer, self.spool),
            pool=PoolLimits(self.workers),
            store=StoreLimits(self.in_memory),
            request=RequestLimits(self.per_client),
            cache=CacheLimits(self.cache),
        )


def flag(setting: Field[Any]) -> str:
    """The command-line option of a setting."""
    name = setting.name.removesuffix("s") if many(setting) else setting.name
    return f"--{name.replace('_', '-')}"


def variable(setting: Field[Any]) -> str:
    """The environment variable of a setting."""
    return f"KG_{setting.name.upper()}"


def many(setting: Field[Any]) -> bool:
    """Whether a setting takes several values; in the environment spaces separate them."""
    return setting.default == ()


def read_setting(setting: Field[Any], text: str, where: str) -> Any:
    """The value that a text gives a setting; raises DataError about ``where`` the text comes from if it makes none."""
    kind = setting.metadata["kind"]
    if many(setting):
        return tuple(kind(part) for part in text.split())
    try:
        value = _TRUTHS[text.strip().lower()] if kind is bool else kind(text)
    except (KeyError, ValueError) as error:
        what = f"{_shown(text)!r} is not a valid {'truth value' if kind is bool else 'number'}."
        raise DataError(Problem(where, what, "Correct it, or leave it out.")) from error
    _require_sense(setting, value, where)
    return value


def _shown(text: str) -> str:
    return text if len(text) <= _MOST.shown_characters else f"{text[: _MOST.shown_characters]}…"


def _require_sense(setting: Field[Any], value: Any, where: str) -> None:
    """Raise DataError about ``where`` a number comes from that is too small or too large."""
    least, most = setting.metadata["least"], setting.metadata["most"]
    if least is None or least <= value <= most:
        return
    what = "too small" if value < least else "too large" if value > most else "not a valid number"
    raise DataError(Problem(where, f"{_shown(str(value))} is {what}.", f"Give a number from {least} to {most}."))
