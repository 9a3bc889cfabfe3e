"""Random queries: the forms around random patterns, now and then over a dataset that they name."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.differential.datasets import GRAPHS
from tests.differential.patterns import NO_DATASET, PatternMaker
from tests.differential.trees import Tree, leaf

# Something to sort by that no two terms share; blank nodes have only each other.
_KEY = "CONCAT(STR(BOUND(?{0})), IF(isBlank(?{0}), '', CONCAT(STR(?{0}), ' ', LANG(?{0}), STR(DATATYPE(?{0})))))"


def query(random: Random) -> Tree:
    """A query of any form."""
    make: Callable[[PatternMaker, Random, Tree], Tree] = random.choices(
        (_select, _aggregate, _first_rows, _ask, _construct), (10, 3, 2, 1, 2)
    )[0]
    return make(PatternMaker(random), random, _dataset(random))


def _dataset(random: Random) -> Tree:
    if random.random() < 0.8:
        return NO_DATASET
    sources = [leaf("source", f"FROM :{random.choice(GRAPHS)}") for _ in range(random.randint(0, 2))]
    sources += [leaf("source", f"FROM NAMED :{random.choice(GRAPHS)}") for _ in range(random.randint(0, 2))]
    return Tree("dataset", parts=tuple(sources))


def _select(maker: PatternMaker, _: Random, dataset: Tree) -> Tree:
    return maker.selection("query", maker.group(3), dataset)


def _aggregate(maker: PatternMaker, _: Random, dataset: Tree) -> Tree:
    return maker.aggregation("query", maker.group(2), dataset)


def _first_rows(maker: PatternMaker, random: Random, dataset: Tree) -> Tree:
    group = maker.group(2)
    name = random.choice(maker.variables)
    order = f"{random.choice(('ASC', 'DESC'))}({_KEY.format(name)})"
    rows = f"LIMIT {random.randint(0, 4)} OFFSET {random.choice((0, 0, 1, 2))}"
    return Tree("query", f"SELECT DISTINCT ?{name} {{}} {{{{ {{}} }}}} ORDER BY {order} {rows}", (dataset, group))


def _ask(maker: PatternMaker, _: Random, dataset: Tree) -> Tree:
    return Tree("query", "ASK {} {{ {} }}", (dataset, maker.group(3)))


def _construct(maker: PatternMaker, random: Random, dataset: Tree) -> Tree:
    group = maker.group(2)
    template = Tree("template", parts=tuple(maker.triple("_:n") for _ in range(random.randint(1, 2))))
    return Tree("query", "CONSTRUCT {{ {} }} {} WHERE {{ {} }}", (template, dataset, group))
