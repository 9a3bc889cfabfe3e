"""Records: YAML files that a reviewer reads as facts with their citation beside them.

``data/<kind>/<slug>.yaml`` is the thing ``<kind>/<slug>``. A file may go on, behind ``---``, with parts that
name their own ``id``. A record gives its citation for what stands beside it; ``facts`` adds further entries,
each with a citation of its own. Every scalar is text: the ontology, not YAML, gives the types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from kg.errors import DataError, Problem

# Keys that say how a fact is known rather than what it is.
EVIDENCE_KEYS = ("cite", "readWith", "status", "reason", "accordingTo", "confidence")
SOURCES_FOLDER = "sources"
_DEEPEST = 10

_IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, order=True)
class Location:
    """A line of a file, counted from 1."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True)
class Value:
    """One value of a key: text, or text by language tag."""

    content: str | dict[str, str]
    location: Location


@dataclass(frozen=True)
class Fact:
    """Properties of one thing that share their evidence."""

    subject: str
    source: str
    location: Location
    properties: dict[str, list[Value]]
    evidence: dict[str, list[Value]] = field(default_factory=dict)

    def one(self, key: str) -> str | None:
        """The single value of a key of the evidence."""
        values = self.evidence.get(key)
        return str(values[0].content) if values else None


def read_records(folders: list[Path], root: Path) -> list[Fact]:
    """Read the records of some folders; locations are given relative to ``root``.

    Raises DataError with every problem of every file: broken YAML, repeated keys, identifiers that do not fit,
    things that stand in two files, facts without a source or a citation.
    """
    facts: list[Fact] = []
    problems: list[Problem] = []
    seen: dict[str, Location] = {}
    for path, folder in _files(folders):
        try:
            for head, *rest in _things(path, folder, root):
                if head.subject in seen:
                    what = f"describes {head.subject}, which {seen[head.subject]} describes as well."
                    problems.append(Problem(str(head.location), what, "Keep one of them, or give the part its own id."))
                seen[head.subject] = head.location
                facts += [head, *rest]
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(*problems)
    return facts


def _files(folders: list[Path]) -> Iterator[tuple[Path, Path]]:
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml")):
            if path.parent != folder / SOURCES_FOLDER:
                yield path, folder


def _things(path: Path, folder: Path, root: Path) -> Iterator[list[Fact]]:
    name = str(path.relative_to(root) if path.is_relative_to(root) else path)
    if path.parent.parent != folder or path.suffix != ".yaml":
        raise DataError(
            Problem(name, "lies where no record is read.", "Put it at <kind>/<slug>.yaml in the data folder.")
        )
    identifier = path.relative_to(folder).with_suffix("").as_posix()
    source = None
    for number, node in enumerate(_documents(path, name)):
        reader = _Reader(name)
        keys = reader.mapping(node)
        line = Location(name, node.start_mark.line + 1)
        if number:
            identifier = reader.scalar(keys.pop("id"), "id") if "id" in keys else ""
        elif "source" in keys:
            source = reader.scalar(keys.pop("source"), "source")
        if not _IDENTIFIER.fullmatch(identifier):
            remedy = "Name it <kind>/<slug> in lower-case letters, digits and hyphens: the file name, or id: in a part."
            raise DataError(Problem(str(line), f"has no usable identifier ({identifier or 'none'}).", remedy))
        if source is None:
            raise DataError(Problem(str(line), "names no source.", "Begin the file with source: <key>."))
        yield reader.facts(identifier, source, keys, line)


def _documents(path: Path, name: str) -> list[yaml.Node]:
    try:
        text = path.read_text(encoding="utf-8")
        _refuse_structure(text, name)
        nodes = [node for node in yaml.compose_all(text, Loader=yaml.CSafeLoader) if node is not None]
    except OSError as error:
        raise DataError(Problem(name, f"cannot be read: {error.strerror}.", "Restore the file.")) from error
    except UnicodeDecodeError as error:
        raise DataError(Problem(name, f"is not UTF-8 (byte {error.start}).", "Save the file as UTF-8.")) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        remedy = "Mend the line; put text that holds a colon or a quotation mark between quotation marks."
        raise DataError(Problem(f"{name}:{line}", f"is not YAML: {error.problem}.", remedy)) from error
    except yaml.YAMLError as error:
        raise DataError(Problem(name, f"is not YAML: {error}.", "Remove the character.")) from error
    if not nodes:
        raise DataError(Problem(name, "is empty.", "Describe the thing, or delete the file."))
    return nodes


def _refuse_structure(text: str, name: str) -> None:
    """A reviewer should not have to follow references, nor a small file unfold into a large one.

    The parser's events are read one by one; composing a deep document would recurse.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        where = f"{name}:{event.start_mark.line + 1 if event.start_mark else 1}"
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise DataError(Problem(where, f"nests deeper than {_DEEPEST} levels.", "Remove the brackets."))
        if getattr(event, "anchor", None):
            raise DataError(Problem(where, "has an anchor or alias.", "Write the text out, or put it in quotes."))


class _Reader:
    """ConcurrencyLimit the YAML nodes of one file into facts."""

    def __init__(self, name: str) -> None:
        self.name = name

    def facts(self, subject: str, source: str, keys: dict[str, yaml.Node], line: Location) -> list[Fact]:
        entries = keys.pop("facts", None)
        head = self.fact(subject, source, keys, line)
        facts = [head]
        for node in self.sequence(entries):
            fact = self.fact(subject, source, self.mapping(node), Location(self.name, node.start_mark.line + 1))
            facts.append(self._inherit(fact, head))
        return facts

    def fact(self, subject: str, source: str, keys: dict[str, yaml.Node], line: Location) -> Fact:
        values = {key: self.values(node, key) for key, node in keys.items()}
        evidence = {key: values.pop(key) for key in EVIDENCE_KEYS if key in values}
        if "cite" not in evidence:
            raise self.error(line.line, f"a fact on {subject} has no citation.", "Add cite: with the passage's key.")
        if not values:
            raise self.error(line.line, f"a citation on {subject} supports nothing.", "Say what the passage states.")
        return Fact(subject, source, line, values, evidence)

    @staticmethod
    def _inherit(fact: Fact, head: Fact) -> Fact:
        """A fact that does not say its status has that of the record, with its reason."""
        if "status" not in fact.evidence:
            for key in ("status", "reason"):
                if key in head.evidence and key not in fact.evidence:
                    fact.evidence[key] = head.evidence[key]
        return fact

    def mapping(self, node: yaml.Node) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self.error(node.start_mark.line + 1, "is not a list of keys and values.", "Write key: value.")
        keys: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            key = self.scalar(key_node, "a key")
            if key in keys:
                line = key_node.start_mark.line + 1
                raise self.error(line, f"{key} stands here twice.", "Merge the two, or begin another entry of facts.")
            keys[key] = value
        return keys

    def sequence(self, node: yaml.Node | None) -> list[yaml.Node]:
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise self.error(node.start_mark.line + 1, "facts is not a list.", "Begin each entry with a hyphen.")
        return list(node.value)

    def values(self, node: yaml.Node, key: str) -> list[Value]:
        location = Location(self.name, node.start_mark.line + 1)
        if isinstance(node, yaml.SequenceNode):
            return [value for item in node.value for value in self.values(item, key)]
        if isinstance(node, yaml.MappingNode):
            return [Value({k: self.scalar(v, key) for k, v in self.mapping(node).items()}, location)]
        return [Value(self.scalar(node, key), location)]

    def scalar(self, node: yaml.Node, key: str) -> str:
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.ScalarNode):
            raise self.error(line, f"{key} is not a single value.", "Write it on one line.")
        if node.tag not in _PLAIN_TAGS:
            raise self.error(line, f"{key} has the tag {node.tag}.", "Remove the tag: every value is plain text.")
        text = str(node.value).strip()
        if not text:
            raise self.error(line, f"{key} has no value.", "Give it a value, or remove the key.")
        return text

    def error(self, line: int, what: str, remedy: str) -> DataError:
        return DataError(Problem(f"{self.name}:{line}", what, remedy))


_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge")
}
