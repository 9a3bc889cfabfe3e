"""Documents: quads written in the formats of RDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.formats import Format


def rewrite(lines: Iterable[str], form: Format, prefixes: Mapping[str, str]) -> bytes:
    """Quads given as lines of N-Quads in another format, in their order; terms and blank nodes stay what they are.

    A format of triples, such as Turtle, leaves the graphs out. Triple terms may stand in the lines where the format
    can hold them (RDF 1.2). ``prefixes`` shorten the IRIs where the format has prefixes.
    Raises ValueError for a line that cannot be parsed, or a term that the format cannot hold.
    """
    target = ox.RdfFormat.from_media_type(form.media_type)
    assert target is not None, form
    quads = ox.parse("\n".join(lines), ox.RdfFormat.N_QUADS)
    content = quads if target.supports_datasets else (quad.triple for quad in quads)
    return ox.serialize(content, format=target, prefixes=dict(prefixes)) or b""
