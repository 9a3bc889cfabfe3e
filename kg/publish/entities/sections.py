"""The sections of a page about an entity, in the order of the display data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model.display import Display, PageSection
from kg.publish.entities.entity import EntityDescription
from kg.publish.entities.rows import PropertyRow

_OTHER = re.compile("[^a-z0-9]+")


@dataclass(frozen=True, order=True)
class EntitySection:
    """A section: its heading, what it holds, which is ``rows`` for a group of them, and its anchor in the page."""

    order: float
    anchor: str
    heading: str
    holds: str
    rows: list[PropertyRow] = field(default_factory=list, compare=False)


def page_sections(display: Display, entity: EntityDescription) -> list[EntitySection]:
    """The sections that have anything on the page, the first one first."""
    return sorted([*_groups(entity), *_others(display, entity)])


def _groups(entity: EntityDescription) -> Iterator[EntitySection]:
    for heading, rows in entity.groups:
        anchor = _OTHER.sub("-", heading.lower()).strip("-")
        yield EntitySection(rows[0].head.group_order, anchor, heading, "rows", rows)


def _others(display: Display, entity: EntityDescription) -> Iterator[EntitySection]:
    content: dict[PageSection, object] = {
        "key-facts": entity.introduction.facts,
        "chronology": entity.chronology,
        "structure": entity.trees,
        "open": entity.gaps,
        "remarks": entity.notes,
        "derived": entity.derived,
    }
    for section, shown in content.items():
        if shown:
            order, heading = display.section(section)
            yield EntitySection(order, section, heading, section, entity.derived if section == "derived" else [])
