"""The endpoint that is compared with rdflib: the one that the W3C suites are run against."""

from __future__ import annotations

from tests.w3c.conftest import endpoint

__all__ = ["endpoint"]
