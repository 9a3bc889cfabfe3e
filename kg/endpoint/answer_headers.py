"""The caching headers of an answer: its entity tag, and how long caches may keep it."""

import hashlib
from collections.abc import Iterable, Mapping

from kg.config import Settings
from kg.formats import Format
from kg.limits import CacheLimits
from kg.protocol.sparql import Query

NOT_STORED = "no-store"


def cache_control(settings: Settings, limits: CacheLimits) -> str:
    """The Cache-Control of what has an entity tag: caches revalidate it once the data may have changed."""
    audience = "private" if settings.private else "public"
    changes = settings.writable or settings.private
    return f"{audience}, no-cache" if changes else f"{audience}, max-age={limits.client_seconds}"


def answer_tag(query: Query, version: str, formats: Mapping[str, Format | None], encoding: str) -> str:
    """The entity tag of the answer to a query in a state of the dataset, by the format for each kind of answer."""
    names = sorted((kind, form and form.name) for kind, form in formats.items())
    return entity_tag((version, query.text, query.default_graphs, query.named_graphs, names, encoding))


def entity_tag(parts: Iterable[object]) -> str:
    """A strong entity tag (RFC 9110, 8.8.3) for what these parts determine, without its quotation marks."""
    return hashlib.sha256(repr(tuple(parts)).encode()).hexdigest()[:32]
