"""Random graph patterns: the elements of a group, one in another."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.differential.datasets import GRAPHS, LITERALS, PREDICATES, written
from tests.differential.expressions import ExpressionMaker
from tests.differential.trees import Tree, leaf

# What stands for the dataset of a query that names none.
NO_DATASET = Tree("dataset")
_PATHS = ("({}*)", "({}+)", "({}?)", "(^{})", "({}/{})", "({}|{})")
_NEGATED = (":p", ":q", "^:p", "^:r")
# Lists of predicates and of objects, blank nodes in brackets, a path among them, and a comment with a brace.
_SHORT_FORMS = (
    "SUBJECT {0} OPERAND ; {1} OPERAND .",
    "SUBJECT {0} OPERAND , OPERAND .",
    "[ {0} OPERAND ] {1} OPERAND .",
    "SUBJECT {0} [ {1} OPERAND ] .",
    "SUBJECT PATH OPERAND ; {0} OPERAND .",
    "SUBJECT {0} OPERAND . # it ends here }}}}\n",
)
_PATH_ENDS = ("?s", "?o", "?x", ":a", ":b", ":p", ":nowhere")


class PatternMaker:
    """Makes groups, from the numbers of ``random``."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.variables = ["s", "o", "x", "y"]
        self.expressions = ExpressionMaker(random, self.variables)
        self._fresh = 0
        simple = (self._triple, self._path, self._values, self._bind, self._filter)
        nested = (self._optional, self._union, self._minus, self._exists, self._subselect, self._graph, self._braces)
        self._simple = dict(zip(simple, (8, 2, 1, 1, 2), strict=True))
        self._all = dict(zip((*simple, *nested), (10, 3, 2, 2, 4, 4, 3, 3, 3, 2, 5, 2), strict=True))

    def group(self, depth: int) -> Tree:
        """What stands between braces: a few elements, or none."""
        count = self._random.choice((0, 1, 1, 2, 2, 3) if depth > 0 else (1, 1, 2))
        return Tree("group", parts=tuple(self._element(depth - 1) for _ in range(count)))

    def triple(self, *subjects: str) -> Tree:
        """A triple pattern, whose subject may also be one of those given."""
        return Tree("element", f"{self._subject(*subjects)} {self._verb()} {{}} .", (self._operand(),))

    def selection(self, sort: str, group: Tree, dataset: Tree = NO_DATASET) -> Tree:
        """Some columns of a group, or all."""
        columns = leaf("columns", "*") if self._random.random() < 0.5 else self._columns()
        distinct = self._random.choice(("", "", "DISTINCT "))
        return Tree(sort, f"SELECT {distinct}{{}} {{}} {{{{ {{}} }}}}", (columns, dataset, group))

    def aggregation(self, sort: str, group: Tree, dataset: Tree = NO_DATASET) -> Tree:
        """Aggregates of a group, with keys or without."""
        keys = [f"?{key}" for key in self._random.sample(self.variables, self._random.choice((0, 0, 1, 1, 2)))]
        aggregates = [self._named(self.expressions.aggregate()) for _ in range(self._random.randint(1, 2))]
        columns = Tree("columns", parts=(*(leaf("column", key) for key in keys), *aggregates))
        form = "SELECT {} {} {{ {} }}" + (f" GROUP BY {' '.join(keys)}" if keys else "")
        if self._random.random() < 0.7:
            return Tree(sort, form, (columns, dataset, group))
        operator = self._random.choice(("=", "<", ">", "!="))
        having = (self.expressions.aggregate(), self.expressions.constant())
        return Tree(sort, f"{form} HAVING ({{}} {operator} {{}})", (columns, dataset, group, *having))

    def path(self, depth: int) -> Tree:
        """A property path."""
        if depth <= 0:
            return leaf("path", f":{self._random.choice(PREDICATES)}")
        if self._random.random() < 0.15:
            return leaf("path", f"!({'|'.join(self._random.sample(_NEGATED, self._random.randint(1, 2)))})")
        form = self._random.choice(_PATHS)
        return Tree("path", form, tuple(self.path(depth - 1) for _ in range(form.count("{}"))))

    def _element(self, depth: int) -> Tree:
        weights = self._all if depth > 0 else self._simple
        make: Callable[[int], Tree] = self._random.choices(list(weights), list(weights.values()))[0]
        return make(depth)

    def _triple(self, _: int) -> Tree:
        """A triple pattern, or some in the shorter ways to write them."""
        if self._random.random() < 0.8:
            return self.triple()
        form = self._random.choice(_SHORT_FORMS).format(*(self._verb() for _ in range(2)))
        form = form.replace("SUBJECT", self._subject())
        paths = [self.path(1)] if "PATH" in form else []
        operands = [self._operand() for _ in range(form.count("OPERAND"))]
        return Tree("element", re.sub("PATH|OPERAND", "{}", form), (*paths, *operands))

    def _subject(self, *subjects: str) -> str:
        return self._random.choice([*(3 * [f"?{name}" for name in self.variables]), ":a", ":b", *subjects])

    def _verb(self) -> str:
        return self._random.choice((*(f":{name}" for name in PREDICATES), ":p", ":p", "?x"))

    def _operand(self) -> Tree:
        maker = self.expressions
        return maker.variable() if self._random.random() < 0.85 else maker.constant()

    def _path(self, _: int) -> Tree:
        start, end = (leaf("end", text) for text in self._random.choices(_PATH_ENDS, k=2))
        if self._random.random() < 0.2:
            end = leaf("end", written(self._random.choice(LITERALS)))
        return Tree("element", "{} {} {} .", (start, self.path(2), end))

    def _values(self, _: int) -> Tree:
        names = self._random.sample(self.variables, self._random.randint(1, 2))
        rows = [leaf("row", f"({' '.join(self._cell() for _ in names)})") for _ in range(self._random.randint(0, 3))]
        head = " ".join(f"?{name}" for name in names)
        return Tree("element", f"VALUES ({head}) {{{{ {{}} }}}}", (Tree("rows", parts=tuple(rows)),))

    def _cell(self) -> str:
        return str(self.expressions.constant()) if self._random.random() < 0.8 else "UNDEF"

    def _bind(self, _: int) -> Tree:
        expression = self.expressions.any(2)
        return Tree("element", f"BIND({{}} AS ?{self._fresh_variable()})", (expression,))

    def _filter(self, _: int) -> Tree:
        # Terms have an effective boolean value too.
        condition = self.expressions.any(0) if self._random.random() < 0.1 else self.expressions.condition(2)
        return Tree("element", "FILTER({})", (condition,))

    def _optional(self, depth: int) -> Tree:
        return Tree("element", "OPTIONAL {{ {} }}", (self.group(depth),))

    def _union(self, depth: int) -> Tree:
        return Tree("element", "{{ {} }} UNION {{ {} }}", (self.group(depth), self.group(depth)))

    def _minus(self, depth: int) -> Tree:
        return Tree("element", "MINUS {{ {} }}", (self.group(depth),))

    def _exists(self, depth: int) -> Tree:
        negation = self._random.choice(("", "NOT "))
        return Tree("element", f"FILTER({negation}EXISTS {{{{ {{}} }}}})", (self.group(depth),))

    def _braces(self, depth: int) -> Tree:
        return Tree("element", "{{ {} }}", (self.group(depth),))

    def _graph(self, depth: int) -> Tree:
        if self._random.random() < 0.6:
            name = "?g"
            self.variables.extend({"g"} - set(self.variables))
        else:
            name = f":{self._random.choice((*GRAPHS, 'nowhere'))}"
        return Tree("element", f"GRAPH {name} {{{{ {{}} }}}}", (self.group(depth),))

    def _subselect(self, depth: int) -> Tree:
        make = self.aggregation if self._random.random() < 0.4 else self.selection
        return Tree("element", "{{ {} }}", (make("subselect", self.group(depth)),))

    def _columns(self) -> Tree:
        columns = [
            leaf("column", f"?{name}") for name in self._random.sample(self.variables, self._random.randint(1, 3))
        ]
        if self._random.random() < 0.4:
            columns.append(self._named(self.expressions.any(2)))
        return Tree("columns", parts=tuple(columns))

    def _named(self, expression: Tree) -> Tree:
        return Tree("column", f"({{}} AS ?{self._fresh_variable()})", (expression,))

    def _fresh_variable(self) -> str:
        """A variable that nothing before it uses, and that what follows may."""
        self._fresh += 1
        self.variables.append(name := f"v{self._fresh}")
        return name
