"""The navigation of all pages: its sections, in the words of readers, and the section of the present page."""

from dataclasses import dataclass

from flask import request


@dataclass(frozen=True)
class Section:
    """A section of the site: its name, the path of its first page, and the beginnings of the paths of the others."""

    name: str
    path: str
    beginnings: tuple[str, ...] = ()

    def closeness(self, path: str) -> int:
        """How closely a path belongs to the section: the length of the beginning that it shares, 0 for none."""
        return max((len(start) for start in (self.path, *self.beginnings) if path.startswith(start)), default=0)


_TECHNICAL = ("/dataset", "/def", "/sparql", "/query", "/lookup", "/dumps", "/changes", "/problems")
NAVIGATION = (
    Section("Questions", "/questions.html", ("/questions/",)),
    Section("Timeline", "/timeline.html"),
    Section("People", "/things/Person.html", ("/things/Person~", "/delegates.html", "/people-by-day.html")),
    Section("Leadership", "/organs.html"),
    Section("Browse", "/things.html", ("/things/", "/congresses.html", "/id/", "/source/", "/graph/")),
    Section("Network", "/explore.html"),
    Section("Data & API", "/dataset.html", _TECHNICAL),
)
# With the pages that the navigation leaves to others to link.
ALL_PAGES = (
    *NAVIGATION,
    Section("Search", "/search.html"),
    Section("Delegates", "/delegates.html"),
    Section("People by days", "/people-by-day.html"),
    Section("Congresses", "/congresses.html"),
    Section("Ontology", "/def.html"),
    Section("Query editor", "/sparql"),
    Section("Changes", "/changes.html"),
)


def current_section() -> Section | None:
    """The section that the present page belongs to; None for the home page, the search and addresses of no page."""
    section = max(NAVIGATION, key=lambda one: one.closeness(request.path))
    return section if section.closeness(request.path) else None
