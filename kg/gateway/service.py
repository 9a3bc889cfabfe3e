"""The service: the parts of a server that do not depend on the web application, and are ready before it."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from dataclasses import dataclass

from kg.config import Settings
from kg.engine.engine import Engine
from kg.http.access_log import Metrics, RequestLog
from kg.http.kept_responses import KeptResponses
from kg.limits import Limits
from kg.model.dataset import base_of
from kg.namespaces import Namespaces
from kg.protocol.access_tokens import READ, WRITE, Tokens

IsStale = Callable[[], bool]


@dataclass(frozen=True)
class Service:
    """A dataset that is served: its engine, who may use it, and what is kept and logged of requests.

    It ``is_stale`` if its files should have been reloaded, but could not be.
    """

    settings: Settings
    limits: Limits
    engine: Engine
    names: Namespaces
    tokens: Tokens
    kept: KeptResponses
    metrics: Metrics
    log: RequestLog
    is_stale: IsStale

    @classmethod
    def open(
        cls, settings: Settings, limits: Limits, write: Callable[[str], None], is_stale: IsStale = bool
    ) -> Service:
        """Open the dataset of the settings; ``write`` takes the lines of the access log.

        Raises DatasetError or DataError for files that cannot be read.
        """
        tokens = Tokens.read(settings.tokens)
        engine = Engine(settings.dataset, settings.store, limits, writable=settings.writable)
        engine.start()
        atexit.register(engine.close)
        names, metrics = base_of(engine) or Namespaces(), Metrics(lambda: engine.busy)
        return cls(
            settings,
            limits,
            engine,
            names,
            tokens,
            KeptResponses(limits.cache),
            metrics,
            RequestLog(metrics, write),
            is_stale,
        )

    def may_read(self, authorization: str | None) -> bool:
        """Whether the holder of an Authorization header may read the dataset."""
        return not self.settings.private or self.tokens.allows(authorization, READ)

    def body_limit(self, authorization: str | None) -> int:
        """The largest request body, in bytes, for an Authorization header; holders of a write token may send graphs."""
        writes = self.settings.writable and self.tokens.allows(authorization, WRITE)
        return self.limits.request.change_bytes if writes else self.limits.request.query_bytes
