"""Writes the index: every form under which an entry can be found."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from kg.drafts import draft_folder
from kg.errors import DatasetError, Problem
from kg.limits import SearchLimits
from kg.search import keys
from kg.search.entries import QUESTION, TERM, SearchEntry
from kg.search.index.database import create_database
from kg.search.known_spellings import KnownSpellings
from kg.search.spelling import normalize


def write_index(path: Path, entries: Iterable[SearchEntry], state: str, base: str, limits: SearchLimits) -> None:
    """Write the index of some entries, which come in static order, into a file: the whole of it, or none.

    ``state`` names what the entries were read from, ``base`` begins the IRIs of the dataset. Raises DatasetError if
    the file cannot be written.
    """
    try:
        with draft_folder(path) as folder:
            with closing(create_database(draft := folder / path.name)) as connection:
                examples = _fill(connection, entries, limits)
                meta = {"state": state, "base": base, "examples": json.dumps(examples)}
                connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
            draft.replace(path)
    except (OSError, sqlite3.Error) as error:
        remedy = "Name a dataset in a folder that you may write with --dataset."
        raise DatasetError(
            Problem(str(path), f"The index of the search cannot be written: {error}.", remedy)
        ) from error


def _fill(connection: sqlite3.Connection, entries: Iterable[SearchEntry], limits: SearchLimits) -> list[str]:
    """Fill the tables, and return examples: names of the first entry of each kind, of every other one the last."""
    connection.execute("BEGIN")
    connection.execute("CREATE TEMP TABLE raw (key, entry INTEGER)")
    spellings, examples = KnownSpellings(limits.two_errors), dict[str, str]()
    common: Counter[str] = Counter()
    for number, entry in enumerate(entries, start=1):
        common.update(_add(connection, number, entry))
        connection.executemany("INSERT INTO raw VALUES (?, ?)", ((key, number) for key in _keys(entry)))
        spellings.add(entry)
        if len(examples) < limits.examples and entry.kind not in examples and not entry.description:
            examples[entry.kind] = (entry.label, *entry.names)[-(len(examples) % 2)]
    connection.execute("INSERT INTO key SELECT DISTINCT key, entry FROM raw ORDER BY key, entry")
    connection.execute("DELETE FROM raw")
    _add_spellings(connection, spellings)
    often = ((word, count) for word, count in common.items() if count > limits.common)
    connection.executemany("INSERT INTO common VALUES (?, ?)", often)
    _add_crowds(connection, limits)
    for name in ("word", "stem"):
        connection.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")
    connection.execute("COMMIT")
    return [*examples.values()]


def _add(connection: sqlite3.Connection, number: int, entry: SearchEntry) -> set[str]:
    """Add an entry to the tables with one row for each, and return its words as tokens."""
    names, texts = (entry.label, *entry.names), keys.tokens(entry.texts)
    kinds = " ".join({keys.token(keys.kind_key(kind)): None for kind in (entry.kind, *entry.kinds)})
    letters = set() if entry.description or TERM in entry.kinds else set().union(*map(keys.initials_of, names))
    initials, sounds = " ".join(sorted(letters)), keys.sound_tokens(names)
    row: tuple[object, ...] = (
        number,
        entry.path,
        entry.kind,
        " ".join(entry.kinds),
        entry.label,
        json.dumps(entry.names),
        entry.summary,
        json.dumps(entry.texts),
        entry.description,
    )
    connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    connection.executemany("INSERT INTO member VALUES (?, ?)", ((kind, number) for kind in set(kinds.split())))
    connection.execute(
        "INSERT INTO word (rowid, names, initials, sounds, texts, kinds) VALUES (?, ?, ?, ?, ?, ?)",
        (number, keys.tokens(names), initials, sounds, texts, kinds),
    )
    # A summary is made from the names of others: good enough to find by, but not what the entry says. The answer to a
    # question names too much to find the question by.
    summary = "" if QUESTION in entry.kinds else keys.tokens([entry.summary])
    row = (number, keys.tokens(names), f"{texts} {summary}", kinds)
    connection.execute("INSERT INTO stem (rowid, names, texts, kinds) VALUES (?, ?, ?, ?)", row)
    return {*keys.tokens(names).split(), *texts.split(), *sounds.split(), *initials.split()}


def _keys(entry: SearchEntry) -> set[str]:
    names = (entry.label, *entry.names)
    if entry.description:
        # Its words are in the text indexes.
        return {keys.DESCRIPTION + normalize(entry.label)}
    if TERM in entry.kinds:
        return {key for name in names for key in keys.term_keys(name)}
    initials = {keys.INITIALS + letters for name in names for letters in keys.leading_initials(name)}
    return initials.union(*map(keys.name_keys, names))


def _add_spellings(connection: sqlite3.Connection, spellings: KnownSpellings) -> None:
    connection.executemany("INSERT INTO spelling VALUES (?, ?, ?)", spellings.rows())
    connection.executemany("INSERT INTO raw VALUES (?, ?)", spellings.deletions())
    connection.execute("INSERT INTO deletion SELECT DISTINCT key, entry FROM raw ORDER BY key, entry")
    connection.execute("DROP TABLE raw")


def _add_crowds(connection: sqlite3.Connection, limits: SearchLimits) -> None:
    """Keep the first entries of the keys that begin alike, where these are too many to be sorted for each search."""
    length = 1
    while True:
        crowds = connection.execute(
            "SELECT substr(key, 1, ?1) AS beginning FROM key WHERE length(key) >= ?1 "
            "GROUP BY beginning HAVING count(*) > ?2",
            (length, limits.crowd),
        ).fetchall()
        if not crowds:
            return
        for (beginning,) in crowds:
            connection.execute(
                "INSERT INTO crowd SELECT DISTINCT ?, entry FROM key WHERE key >= ? AND key < ? ORDER BY entry LIMIT ?",
                (beginning, beginning, keys.after(beginning), limits.hits),
            )
        length += 1
