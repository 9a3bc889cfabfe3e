"""The site as files, for hosts that run no program: every document is had from the application itself, and kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import mkdtemp

from flask import Flask
from werkzeug.wrappers import Response

from kg.config import Settings
from kg.errors import KgError, Problem
from kg.formats import document_suffixes
from kg.model.addresses import Document, path_of
from kg.model.dataset import PublishedDataset, open_dataset
from kg.namespaces import Namespaces
from kg.publish.catalog.sitemap import subject_iris
from kg.publish.ontology.header import ontology_version
from kg.static_site import server_rules
from kg.static_site.link_extraction import linked, listed, references
from kg.web.app import create_app
from kg.web.context import context_of

# What a search engine or a program asks for without having been led there.
_UNLINKED = ("/", "/.well-known/void", "/sitemap.xml", "/robots.txt", "/search.json")
# Hosts tell the type of a file by its suffix; these few are known without one.
_BARE = frozenset({"/.well-known/void", "/dumps/SHA256SUMS"})
# The script of the explorer, which the repository has in parts.
BUNDLE = Path(__file__).parent.parent / "web/static/built/explore.js"
_MARKED = "This folder was made by kg site, which may replace it whole.\n"
_AT_A_TIME = 100
_REPORTED = 5000


@dataclass(frozen=True)
class _Kept:
    """What came of some paths: where the documents lead, each with one that says so, and why some are missing."""

    found: dict[str, str]
    missing: dict[str, str]


def freeze(settings: Settings, out: Path, report: Callable[[str], None]) -> int:
    """Write the site of a dataset as files into a folder, and return their number.

    The folder has the documents of every IRI in every format, what they lead to, and rules for the servers nginx and
    Apache. It is replaced whole, or stays as it was. Equal settings and data give equal bytes.
    Raises KgError if the folder holds something else, if the scripts of the pages are not bundled yet, and with each
    link that leads to nothing.
    """
    if not BUNDLE.is_file():
        raise KgError(Problem(str(BUNDLE), "The scripts of the pages are not bundled.", "Run make frontend."))
    dataset = open_dataset(settings.dataset)
    settings = replace(settings, cache=0)
    with _replaced(out) as folder:
        known = dict.fromkeys((*_UNLINKED, *_documents(dataset)), "the dataset")
        number = _crawl(known, partial(_keep, settings, folder), report)
        for name, text in server_rules.files(dataset.names).items():
            _write(folder / name, text.encode())
        return number


def _documents(dataset: PublishedDataset) -> Iterator[str]:
    """The paths of the documents about the IRIs of a dataset, in every format."""
    version = ontology_version(dataset)
    versions = {f"/def/{version}"} if version else set()
    for stem in sorted({_stem(iri, dataset.names) for iri in subject_iris(dataset)} | versions):
        for suffix in document_suffixes():
            yield Document(stem, suffix).path


def _stem(iri: str, names: Namespaces) -> str:
    path = (path_of(iri, names) or "/").partition("#")[0]
    return "/dataset" if path == "/" else path


def _crawl(known: dict[str, str], keep: Callable[[list[str]], _Kept], report: Callable[[str], None]) -> int:
    """Keep everything that is known, and what that leads to; ``known`` has for each path where it was found."""
    missing: dict[str, str] = {}
    waiting = sorted(known)
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        while waiting:
            report(f"writing {len(waiting)} documents")
            found: dict[str, str] = {}
            starts = range(0, len(waiting), _AT_A_TIME)
            for start, kept in zip(starts, pool.map(keep, [waiting[n : n + _AT_A_TIME] for n in starts]), strict=True):
                if start and start % _REPORTED == 0:
                    report(f"{start} of them")
                missing |= kept.missing
                found = kept.found | found
            waiting = sorted(found.keys() - known.keys())
            known |= {path: found[path] for path in waiting}
    if missing:
        raise KgError(*(_broken(known[path], path, why) for path, why in missing.items()))
    return len(known)


def _broken(where: str, path: str, why: str) -> Problem:
    return Problem(where, f"It leads to {path}, which {why}.", "Mend the link, or what it leads to.")


def _keep(settings: Settings, folder: Path, paths: Iterable[str]) -> _Kept:
    """Write the documents at some paths into a folder, with the application of this process."""
    found: dict[str, str] = {}
    missing: dict[str, str] = {}
    app = _application(settings)
    names, client = context_of(app).names, app.test_client(use_cookies=False)
    for path in paths:
        if not _is_file(path):
            missing[path] = "needs a server"
            continue
        with client.get(path) as response:
            if response.status_code != 200:
                missing[path] = f"answers {response.status_code}"
                continue
            _write(folder / (path.removeprefix("/") + ("index.html" if path.endswith("/") else "")), response.data)
            found |= {target.partition("#")[0]: path for target in _targets(path, response, names)}
    return _Kept(found, missing)


def _is_file(path: str) -> bool:
    """Whether a server of files can answer a path: it goes by suffixes, and knows no parameters."""
    known = (
        path.endswith("/") or path in _BARE or path.rpartition(".")[2] in server_rules.types() | server_rules.answers()
    )
    return known and "?" not in path


def _targets(path: str, response: Response, names: Namespaces) -> set[str]:
    """Where a document leads to within the site."""
    found = linked(", ".join(response.headers.getlist("Link")), path)
    if response.mimetype == "text/html":
        found |= references(response.get_data(as_text=True), path)
    if path.startswith("/sitemap"):
        found |= listed(response.get_data(as_text=True), names.base)
    return found


@cache
def _application(settings: Settings) -> Flask:
    return create_app(settings, frozen=True)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@contextmanager
def _replaced(out: Path) -> Iterator[Path]:
    """A new folder that takes the place of another one in the end, or vanishes on an error."""
    if out.exists() and not (out / server_rules.MARK).is_file() and not (out.is_dir() and not any(out.iterdir())):
        raise KgError(Problem(str(out), "It was not made by kg site.", "Name another folder."))
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        new = beside / "new"
        _write(new / server_rules.MARK, _MARKED.encode())
        yield new
        if out.exists():
            out.rename(beside / "old")
        new.rename(out)
    finally:
        shutil.rmtree(beside)
