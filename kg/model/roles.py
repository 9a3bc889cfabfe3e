"""The roles of people in events, such as that of a speaker: what gives them is data of the display graph."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kg.model.columns import PropertyPath, read_path
from kg.model.dataset import PublishedDataset, bound_rows, memoized
from kg.model.triples import iri, read_graph
from kg.namespaces import NamedGraph
from kg.sparql.terms import iri_ref


@dataclass(frozen=True)
class Role:
    """A role: its name, the path from a person to what gives it, the class of that, if any, and the path to the event.

    ``last``: it is shown where no other role is. ``elsewhere``: it does not place the person at the event.
    """

    name: str
    path: PropertyPath
    cls: str | None
    event: PropertyPath
    last: bool = False
    elsewhere: bool = False


@dataclass(frozen=True)
class RoleTaken:
    """A role of a person in an event; ``node`` gives it, such as a speech or an invitation."""

    person: str
    role: Role
    node: str
    event: str


@memoized
def roles_of_people(dataset: PublishedDataset) -> tuple[Role, ...]:
    """The roles in their order."""
    triples = read_graph(dataset, NamedGraph.DISPLAY)
    group = iri(dataset.names.display("roles"))
    shapes = [shape for shape in triples.subjects() if group in triples.values(shape, "sh:group")]
    shapes.sort(key=lambda shape: float(triples.text(shape, "sh:order") or 0))
    roles = []
    for number, shape in enumerate(shapes, start=1):
        path, inner = triples.value(shape, "sh:path"), triples.value(shape, "sh:node")
        onward = triples.value(inner, "sh:path") if inner else None
        if path:
            way = read_path(triples, onward) if onward else PropertyPath()
            name, cls = triples.text(shape, "sh:name") or "", triples.text(shape, "sh:class")
            elsewhere = triples.text(shape, triples.names.compact(triples.names.display("elsewhere"))) == "true"
            last = number == len(shapes)
            roles.append(Role(name, read_path(triples, path), cls, way, last, elsewhere))
    return tuple(roles)


def roles_taken(dataset: PublishedDataset, people: Collection[str]) -> list[RoleTaken]:
    """The roles of some people, in the order of the roles; what gives several gives the first."""
    taken: dict[tuple[str, str, str], RoleTaken] = {}
    for role in roles_of_people(dataset):
        cls = f"?node a {iri_ref(role.cls)} ." if role.cls else ""
        where = f"{role.path.pattern('?person', '?node')} {cls} {role.event.pattern('?node', '?event')}"
        query = f"SELECT DISTINCT ?person ?node ?event WHERE {{ VALUES ?person {{ %s }} {where} }}"
        for person, node, event in bound_rows(dataset.select_about(people, query)):
            key = person.value, node.value, event.value
            taken.setdefault(key, RoleTaken(person.value, role, node.value, event.value))
    return [*taken.values()]


def roles_at_events(dataset: PublishedDataset) -> tuple[Role, ...]:
    """The roles that place a person at an event."""
    return tuple(role for role in roles_of_people(dataset) if not role.elsewhere)


def without_lesser(taken: Iterable[RoleTaken]) -> list[RoleTaken]:
    """Roles without the last one, or nothing but the last one."""
    roles = [*taken]
    return [role for role in roles if not role.role.last] or roles
