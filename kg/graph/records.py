"""Records: YAML files that a reviewer can read as facts, each beside its citation.

``data/<kind>/<slug>.yaml`` describes the entity ``<kind>/<slug>``. Further documents of the file, after ``---``,
describe parts with an ``id`` of their own. The citation of a record applies to the keys beside it; ``facts`` adds
entries with citations of their own. Every scalar is text: the ontology, not YAML, determines the types.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from kg.errors import DataError, Problem

# Keys that state the evidence of a fact rather than its content.
_EVIDENCE_KEYS = ("cite", "readWith", "status", "reason", "accordingTo", "confidence")
_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge")
}
_MAX_DEPTH = 10
_IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, order=True)
class Location:
    """A line of a file, counted from 1."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True)
class RecordValue:
    """A value of a key: text, or text by language tag."""

    content: str | dict[str, str]
    location: Location


@dataclass(frozen=True)
class RecordFact:
    """Properties of an entity that share their evidence."""

    subject: str
    source: str
    location: Location
    properties: dict[str, list[RecordValue]]
    evidence: dict[str, list[RecordValue]] = field(default_factory=dict)

    def evidence_text(self, key: str) -> str | None:
        """The first value of a key of the evidence."""
        values = self.evidence.get(key)
        return str(values[0].content) if values else None


def read_records(folders: Sequence[Path], root: Path) -> list[RecordFact]:
    """Read the records of some folders; locations are relative to ``root``.

    Raises DataError with every problem of every file: invalid YAML, repeated keys, invalid identifiers,
    entities described in two places, facts without a source or a citation.
    """
    facts: list[RecordFact] = []
    problems: list[Problem] = []
    described: dict[str, Location] = {}
    paths = [(folder, path) for folder in folders for path in sorted(folder.rglob("*"))]
    for folder, path in paths:
        if path.suffix not in (".yaml", ".yml") or path.parent == folder / "sources":
            continue
        try:
            for record in _records(path, folder, root):
                subject, location = record[0].subject, record[0].location
                if subject in described:
                    what = f"describes {subject}, which {described[subject]} describes as well."
                    problems.append(Problem(str(location), what, "Delete one of them, or give the part its own id."))
                described[subject] = location
                facts += record
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(*problems)
    return facts


def _records(path: Path, folder: Path, root: Path) -> Iterator[list[RecordFact]]:
    """The facts of each record in a file; the first fact has the properties beside the record's citation."""
    name = str(path.relative_to(root) if path.is_relative_to(root) else path)
    if path.parent.parent != folder or path.suffix != ".yaml":
        remedy = "Move it to <kind>/<slug>.yaml in the data folder."
        raise DataError(Problem(name, "is outside the folders for records.", remedy))
    identifier = path.relative_to(folder).with_suffix("").as_posix()
    source = None
    reader = _RecordReader(name)
    for number, node in enumerate(_documents(path, name)):
        keys = reader.mapping(node)
        if number:
            identifier = reader.scalar(keys.pop("id"), "id") if "id" in keys else ""
        elif "source" in keys:
            source = reader.scalar(keys.pop("source"), "source")
        if not _IDENTIFIER.fullmatch(identifier):
            remedy = "Name the file, or the id of a part, <kind>/<slug> in lower-case letters, digits and hyphens."
            raise reader.error(node, f"has no valid identifier ({identifier or 'none'}).", remedy)
        if source is None:
            raise reader.error(node, "does not name a source.", "Start the file with source: <key>.")
        yield reader.facts(identifier, source, keys, node)


def _documents(path: Path, name: str) -> list[yaml.Node]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        _require_plain_structure(text, name)
        nodes = [node for node in yaml.compose_all(text, Loader=yaml.CSafeLoader) if node is not None]
    except OSError as error:
        raise DataError(Problem(name, f"cannot be read: {error.strerror}.", "Restore the file.")) from error
    except UnicodeDecodeError as error:
        raise DataError(Problem(name, f"is not UTF-8 (byte {error.start}).", "Save the file as UTF-8.")) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        remedy = "Correct the line; quote any text that contains a colon or a quotation mark."
        raise DataError(Problem(f"{name}:{line}", f"is not valid YAML: {error.problem}.", remedy)) from error
    except yaml.YAMLError as error:
        raise DataError(Problem(name, f"is not valid YAML: {error}.", "Remove the character.")) from error
    if not nodes:
        raise DataError(Problem(name, "is empty.", "Describe the entity, or delete the file."))
    return nodes


def _require_plain_structure(text: str, name: str) -> None:
    """Refuse references, which a reviewer would have to follow and by which a small file can expand, and deep nesting.

    This reads the parser's events, because composing a deeply nested document would recurse.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        where = f"{name}:{event.start_mark.line + 1 if event.start_mark else 1}"
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            raise DataError(Problem(where, f"nests deeper than {_MAX_DEPTH} levels.", "Remove the brackets."))
        if getattr(event, "anchor", None):
            raise DataError(Problem(where, "has an anchor or alias.", "Write the text in full, or quote it."))


class _RecordReader:
    """Reads the YAML nodes of a file as facts."""

    def __init__(self, name: str) -> None:
        self.name = name

    def facts(self, subject: str, source: str, keys: dict[str, yaml.Node], record: yaml.Node) -> list[RecordFact]:
        entries = keys.pop("facts", None)
        if entries is not None and not isinstance(entries, yaml.SequenceNode):
            raise self.error(entries, "facts is not a list.", "Start each entry with a hyphen.")
        first = self.fact(subject, source, keys, record)
        status = {key: values for key, values in first.evidence.items() if key in {"status", "reason"}}
        facts = [first]
        for node in entries.value if entries else ():
            fact = self.fact(subject, source, self.mapping(node), node)
            # A fact without a status inherits the record's, with its reason.
            inherited = {} if "status" in fact.evidence else status
            facts.append(replace(fact, evidence={**inherited, **fact.evidence}))
        return facts

    def fact(self, subject: str, source: str, keys: dict[str, yaml.Node], node: yaml.Node) -> RecordFact:
        values = {key: self.values(value, key) for key, value in keys.items()}
        evidence = {key: values.pop(key) for key in _EVIDENCE_KEYS if key in values}
        if "cite" not in evidence:
            raise self.error(node, f"a fact about {subject} has no citation.", "Add cite: with the key of the passage.")
        if not values:
            what = f"a citation for {subject} supports no fact."
            raise self.error(node, what, "Add the fact that the passage states.")
        return RecordFact(subject, source, self.location(node), values, evidence)

    def mapping(self, node: yaml.Node) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self.error(node, "is not a list of keys and values.", "Write key: value.")
        keys: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            key = self.scalar(key_node, "a key")
            if key in keys:
                raise self.error(key_node, f"{key} is repeated.", "Merge the two, or start another entry of facts.")
            keys[key] = value
        return keys

    def values(self, node: yaml.Node, key: str) -> list[RecordValue]:
        if isinstance(node, yaml.SequenceNode) and node.value:
            return [value for item in node.value for value in self.values(item, key)]
        if isinstance(node, yaml.MappingNode):
            texts = {language: self.scalar(text, key) for language, text in self.mapping(node).items()}
            return [RecordValue(texts, self.location(node))]
        return [RecordValue(self.scalar(node, key), self.location(node))]

    def scalar(self, node: yaml.Node, key: str) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise self.error(node, f"{key} is not a single value.", "Write it on one line.")
        if node.tag not in _PLAIN_TAGS:
            raise self.error(node, f"{key} has the tag {node.tag}.", "Remove the tag: every value is plain text.")
        text = str(node.value).strip()
        if not text:
            raise self.error(node, f"{key} has no value.", "Give it a value, or remove the key.")
        return text

    def location(self, node: yaml.Node) -> Location:
        return Location(self.name, node.start_mark.line + 1)

    def error(self, node: yaml.Node, what: str, remedy: str) -> DataError:
        return DataError(Problem(str(self.location(node)), what, remedy))
