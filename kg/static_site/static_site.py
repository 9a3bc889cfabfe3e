"""The static site: every document of the application as a file, for hosts that run no program."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from html import unescape
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import unquote, urljoin

from werkzeug.test import Client
from werkzeug.wrappers import Response

from kg import drafts
from kg.config import Settings
from kg.engine.prctl import die_with_parent
from kg.errors import KgError, Problem
from kg.faults import system_faults
from kg.formats import document_suffixes
from kg.model.addresses import Document, path_of
from kg.model.dataset import PublishedDataset, open_dataset
from kg.namespaces import Namespaces
from kg.publish.catalog.sitemap import subject_iris
from kg.publish.ontology.vocabulary import ontology_version
from kg.static_site.server_rules import SITE_MARKER, media_types, question_media_types, server_files
from kg.web.app import create_app
from kg.web.context import context_of

# What search engines and programs ask for without a link to it.
_ENTRY_PATHS = ("/", "/.well-known/void", "/sitemap.xml", "/robots.txt", "/search.json", "/search.html")
# Hosts choose the type of a file by its suffix; these few files have none.
_WITHOUT_SUFFIX = frozenset({"/.well-known/void", "/dumps/SHA256SUMS"})
# The bundled script of the explorer, of which the repository has only the parts.
BUNDLE = Path(__file__).parent.parent / "web/static/built/explore.js"
_MARKER_TEXT = "This folder was made by kg site, which may replace it whole.\n"
# Templates escape every quotation mark in a text, so no text is taken for an attribute.
_ATTRIBUTE = re.compile(r'\s(?:href|src|action)="([^"]*)"')
_LOCATION = re.compile("<loc>([^<]*)</loc>")
_LINK = re.compile("<([^>]*)>")
# Stands for wherever the site is served; RFC 2606 keeps the name free.
_SITE = "http://site.invalid"
_BATCH = 100
_PROGRESS_INTERVAL = 5000


# The outcome of some paths: the paths that their documents link to, each with a source; why some are missing.
_Outcome = tuple[dict[str, str], dict[str, str]]


def write_static_site(settings: Settings, out: Path, report: Callable[[str], None]) -> int:
    """Write the site of a dataset as files into a folder, and return their number.

    The folder has the documents of every IRI in every format, what they link to, and rules for the servers nginx and
    Apache. It is replaced whole, or stays as it was. Equal settings and data give equal bytes.
    Raises KgError if the folder has other content, if the scripts of the pages are not bundled yet, and for each
    broken link.
    """
    if not BUNDLE.is_file():
        raise KgError(Problem(str(BUNDLE), "The scripts of the pages are not bundled.", "Run make frontend."))
    dataset = open_dataset(settings.dataset)
    settings = replace(settings, cache=0)
    with system_faults(str(out)), _replacement(out) as folder:
        sources = dict.fromkeys((*_ENTRY_PATHS, *_document_paths(dataset)), "the dataset")
        count = _crawl(sources, partial(_write_batch, settings, dataset.names, folder), report)
        for name, text in server_files(dataset.names).items():
            _write(folder / name, text.encode())
        return count


def _document_paths(dataset: PublishedDataset) -> list[str]:
    """The paths of the documents about the IRIs of a dataset, in every format."""
    stems = {(path_of(iri, dataset.names) or "/").partition("#")[0] for iri in subject_iris(dataset)} - {"/"}
    if version := ontology_version(dataset):
        stems.add(f"/def/{version}")
    return [Document(stem, suffix).path for stem in sorted(stems | {"/dataset"}) for suffix in document_suffixes()]


def _crawl(sources: dict[str, str], write: Callable[[list[str]], _Outcome], report: Callable[[str], None]) -> int:
    """Write the documents at some paths, and all that they link to; ``sources`` says where each path was found."""
    missing: dict[str, str] = {}
    queue = sorted(sources)
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), die_with_parent, (os.getpid(),)) as pool:
        while queue:
            report(f"writing {len(queue)} documents")
            links: dict[str, str] = {}
            starts = range(0, len(queue), _BATCH)
            batches = pool.map(write, [queue[start : start + _BATCH] for start in starts])
            for start, (targets, faults) in zip(starts, batches, strict=True):
                if start and start % _PROGRESS_INTERVAL == 0:
                    report(f"wrote {start} of them")
                missing |= faults
                links = targets | links
            queue = sorted(links.keys() - sources.keys())
            sources |= {path: links[path] for path in queue}
    if missing:
        remedy = "Correct the link or its target."
        raise KgError(
            *(Problem(sources[path], f"It links to {path}, which {why}.", remedy) for path, why in missing.items())
        )
    return len(sources)


def _write_batch(settings: Settings, names: Namespaces, folder: Path, paths: Iterable[str]) -> _Outcome:
    """Write the documents at some paths into a folder, with the application of this process."""
    links: dict[str, str] = {}
    missing: dict[str, str] = {}
    client, suffixes = _client(settings), media_types() | question_media_types()
    for path in paths:
        # A server of files goes by suffixes, and ignores parameters.
        named = path.endswith("/") or path in _WITHOUT_SUFFIX or path.rpartition(".")[2] in suffixes
        if not named or "?" in path:
            missing[path] = "needs a server"
            continue
        file = unquote(path).removeprefix("/") + ("index.html" if path.endswith("/") else "")
        if not _is_file_name(file, os.pathconf(folder, "PC_NAME_MAX")):
            missing[path] = "cannot be a file"
            continue
        with client.get(path) as response:
            if response.status_code != 200:
                missing[path] = f"answers {response.status_code}"
                continue
            _write(folder / file, response.data)
            links |= {target.partition("#")[0]: path for target in _targets(path, response, names)}
    return links, missing


def _is_file_name(path: str, longest: int) -> bool:
    """Whether there can be a file at a path in a folder whose names have at most so many bytes, and only there."""
    return all(0 < len(part.encode()) <= longest and part not in (".", "..") for part in path.split("/"))


def _targets(path: str, response: Response, names: Namespaces) -> set[str]:
    """Where a document leads within the site: by its Link headers (RFC 8288), as a page and as a sitemap."""
    targets = _within(_LINK.findall(", ".join(response.headers.getlist("Link"))), path)
    if response.mimetype == "text/html":
        targets |= page_links(response.get_data(as_text=True), path)
    if path.startswith("/sitemap"):
        locations = map(unescape, _LOCATION.findall(response.get_data(as_text=True)))
        targets |= {location.removeprefix(names.base.rstrip("/")) for location in locations}
    return targets


def page_links(page: str, path: str) -> set[str]:
    """The targets within the site of an HTML page at a path: paths with their query and fragment."""
    return _within(map(unescape, _ATTRIBUTE.findall(page)), path)


def _within(references: Iterable[str], path: str) -> set[str]:
    targets = (urljoin(_SITE + path, reference) for reference in references)
    return {target.removeprefix(_SITE) for target in targets if target.startswith(f"{_SITE}/")}


@cache
def _client(settings: Settings) -> Client:
    app = create_app(settings, frozen=True)
    # Rows without an order come in another one from disk, and equal data are to give equal bytes.
    context_of(app).wait_until_loaded()
    return Client(app, use_cookies=False)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@contextmanager
def _replacement(out: Path) -> Iterator[Path]:
    """A new folder that takes the place of another one at the end, or is removed on an error."""
    if out.exists() and not (out / SITE_MARKER).is_file() and not (out.is_dir() and not any(out.iterdir())):
        raise KgError(Problem(str(out), "The folder was not made by kg site.", "Name another folder."))
    with drafts.draft_folder(out) as folder:
        new = folder / "new"
        _write(new / SITE_MARKER, _MARKER_TEXT.encode())
        yield new
        drafts.replace(out, new)
