"""The rules for servers of files: nginx and Apache negotiate as the application does."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from kg.config import Settings
from kg.web.freezing import freeze
from tests.conftest import silent
from tests.site.servers import SERVERS, serving

THING = "/id/person/ann"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
RDFLIB = "application/rdf+xml, text/rdf+n3, text/turtle, application/n-triples, application/ld+json, application/trig"
COMUNICA = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,"
    "text/turtle;q=0.6,application/rdf+xml;q=0.5,text/n3;q=0.35,text/html;q=0.2"
)
ACCEPTED = [
    "",
    "*/*",
    "text/html",
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "application/rdf+xml",
    "application/trig",
    BROWSER,
    RDFLIB,
    COMUNICA,
    "application/rdf+xml;q=0.5, text/turtle;q=0.6",
    "text/turtle;q=0.3,application/trig;q=0.8;level=1",
    "*/*;q=0.1, application/ld+json;q=0.5",
    "TEXT/TURTLE; charset=utf-8; q=0.7, text/html;q=0.6",
    "text/html;q=0, text/turtle",
    "text/turtle, text/html",
    "image/png",
]


def get(address: str, path: str, accept: str = "", method: str = "GET") -> HTTPResponse:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request(method, path, headers={"Accept": accept} if accept else {})
    return connection.getresponse()


def place(location: str | None) -> str | None:
    """A Location without the host."""
    return urlsplit(location).path if location else None
