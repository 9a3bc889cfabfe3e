"""The description of a dataset for search engines: schema.org's ``Dataset`` as JSON-LD, to be embedded in pages.

Google's guidelines for datasets require ``name`` and ``description``, which must have 50 to 5,000 characters.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.publish.catalog.about import About
from kg.publish.catalog.distributions import Distribution

_LONGEST = 5000


def schema_org(about: About, dumps: Iterable[Distribution]) -> dict[str, Any]:
    """A JSON-LD document about the dataset, with what is known of it and nothing else."""
    known = {
        "name": about.title,
        "description": about.description[:_LONGEST],
        "url": about.iri,
        "identifier": [value for value in (about.iri, about.identifier) if value],
        "version": about.version,
        "datePublished": about.released,
        "license": about.licence,
        "creator": [{"@type": "Organization", "name": creator} for creator in about.creators],
        "isAccessibleForFree": True,
        "distribution": [_download(dump) for dump in dumps],
    }
    return {"@context": "https://schema.org/", "@type": "Dataset", "@id": about.iri} | {
        name: value for name, value in known.items() if value
    }


def _download(dump: Distribution) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "name": dump.label,
        "description": dump.description,
        "contentUrl": dump.url,
        "encodingFormat": dump.media_type,
        "contentSize": f"{dump.size} B",
        "sha256": dump.sha256,
    }
