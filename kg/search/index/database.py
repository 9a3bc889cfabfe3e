"""The database of the index: its tables, and how its file is opened."""

import sqlite3
from pathlib import Path

from kg.errors import DatasetError, Problem

# Rows of all tables come in static order, so the first matches of a look-up are the best. An entry has its number
# everywhere: as the identifier of a row, or in the column ``entry``. The index of stems keeps no content of its own.
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE entry (
  id INTEGER PRIMARY KEY, path TEXT, kind TEXT, kinds TEXT, label TEXT, names TEXT, summary TEXT, texts TEXT,
  description INTEGER);
CREATE TABLE member (kind TEXT, entry INTEGER, PRIMARY KEY (kind, entry)) WITHOUT ROWID;
CREATE TABLE key (key TEXT, entry INTEGER, PRIMARY KEY (key, entry)) WITHOUT ROWID;
CREATE TABLE crowd (beginning TEXT, entry INTEGER, PRIMARY KEY (beginning, entry)) WITHOUT ROWID;
CREATE TABLE spelling (id INTEGER PRIMARY KEY, form TEXT, spelling TEXT, UNIQUE (form, spelling));
CREATE TABLE common (word TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID;
CREATE TABLE deletion (hash INTEGER, spelling INTEGER, PRIMARY KEY (hash, spelling)) WITHOUT ROWID;
CREATE VIRTUAL TABLE word USING fts5 (
  names, initials, sounds, texts, kinds, detail=column, tokenize='unicode61', prefix='1 2 3 4');
CREATE VIRTUAL TABLE stem USING fts5 (
  names, texts, kinds, content='', detail=column, tokenize='porter unicode61');
"""


def create_database(path: Path) -> sqlite3.Connection:
    """A new database with empty tables, in a file that is not safe until it is closed.

    Raises DatasetError if the SQLite of this Python has no text index, or if the file cannot be written.
    """
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192; {_TABLES}"
        )
    except sqlite3.Error as error:
        if "fts5" in str(error):
            what, remedy = (
                "The SQLite of this Python has no FTS5.",
                "Install a Python with SQLite 3.34 or newer and FTS5.",
            )
        else:
            what, remedy = (
                f"The index of the search cannot be written: {error}.",
                "Name a dataset in a folder that you may write with --dataset.",
            )
        raise DatasetError(Problem(str(path), what, remedy)) from error
    return connection


def open_database(path: Path) -> sqlite3.Connection:
    """The database in a file that nobody changes, for any thread; raises DatasetError if it cannot be read."""
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False, isolation_level=None
        )
        connection.execute("SELECT value FROM meta").fetchone()
    except sqlite3.Error as error:
        what = f"The index of the search cannot be read: {error}."
        raise DatasetError(Problem(str(path), what, "Make it with kg build.")) from error
    return connection
