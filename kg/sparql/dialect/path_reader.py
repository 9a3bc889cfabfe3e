"""Property paths, read as the union of paths without alternatives (SPARQL 1.1 Query, 9 and 18.2.2.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.sparql.text import SparqlText


@dataclass(frozen=True)
class Branch:
    """A path that has alternatives only in what may be repeated or left out, where nothing is counted.

    ``alone`` is how often it is true of a constant that is no node of the graph, with a variable at the other end;
    ``both`` with the same constant there. ``leads_on``: it may take several steps of length zero from the constant, of
    which all but the first begin at a variable.
    """

    text: str
    alone: int = 0
    both: int = 0
    leads_on: bool = False

    @property
    def may_be_empty(self) -> bool:
        """Whether it can have length zero."""
        return self.alone > 0 or self.leads_on


class PathReader:
    """Reads paths from the tokens of a text (19.8, productions 88 to 96); ``most`` branches are read."""

    def __init__(self, text: SparqlText, at: int, most: int) -> None:
        self._text = text
        self._stream = text.tokens
        self._most = most
        self.at = at

    def read(self) -> list[Branch]:
        """The branches of the path that begins at ``at``, which is behind it afterwards.

        Raises ValueError if there are too many.
        """
        branches = self._sequence()
        while self._takes("|"):
            branches += self._sequence()
        self._require(len(branches))
        return branches

    def _sequence(self) -> list[Branch]:
        branches, steps = self._step(), 1
        while self._takes("/"):
            following, steps = self._step(), steps + 1
            self._require(len(branches) * len(following))
            branches = [_joined(left, right, steps) for left in branches for right in following]
        return branches

    def _step(self) -> list[Branch]:
        if self._takes("^"):
            return [replace(branch, text=f"^({branch.text})") for branch in self._repeated()]
        return self._repeated()

    def _repeated(self) -> list[Branch]:
        start = self.at
        branches = self._primary()
        if self._takes("*") or self._takes("?"):
            return [Branch(self._written(start), 1, 1)]
        if self._takes("+"):
            once = int(any(branch.may_be_empty for branch in branches))
            return [Branch(self._written(start), once, once)]
        return branches

    def _primary(self) -> list[Branch]:
        start = self.at
        if self._takes("!"):
            return self._negated()
        if self._takes("("):
            branches = self.read()
            self._takes(")")
            return [replace(branch, text=f"({branch.text})") for branch in branches]
        self.at += 1
        return [Branch(self._written(start))]

    def _negated(self) -> list[Branch]:
        """A negated set, which is the union of its forward and its inverse properties (18.2.2.4)."""
        if not self._takes("("):
            start = self.at
            self._takes("^")
            self.at += 1
            return [Branch(f"!{self._written(start)}")]
        end = self._stream.closing(self.at - 1) or len(self._stream)
        signs = [self._stream[at].text for at in range(self.at, end)]
        members = "".join(signs).split("|") if signs else []
        self.at = end + 1
        kinds = [[member for member in members if member.startswith("^") == inverse] for inverse in (False, True)]
        return [Branch(f"!({'|'.join(kind)})") for kind in kinds if kind] or [Branch("!()")]

    def _takes(self, sign: str) -> bool:
        taken = self.at < len(self._stream) and self._stream[self.at].is_sign(sign)
        self.at += taken
        return taken

    def _require(self, count: int) -> None:
        if count > self._most:
            raise ValueError(f"a path has more than {self._most} branches")

    def _written(self, start: int) -> str:
        return self._text.text[self._stream[start].start : self._stream[self.at - 1].end]


def _joined(left: Branch, right: Branch, steps: int) -> Branch:
    """Two steps of a sequence.

    Between them is a variable, which a path of length zero binds to nodes of the graph alone, unless there is a
    constant at its other end.
    """
    both = left.alone * right.alone if steps == 2 else 0
    return Branch(f"{left.text}/{right.text}", 0, both, left.may_be_empty and right.may_be_empty)
