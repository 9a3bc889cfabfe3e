"""How to cite a dataset: as a line of text, and for BibTeX."""

from __future__ import annotations

from kg.publish.catalog.about import About

# Characters with a meaning in TeX, and what stands for them.
_TEX = str.maketrans({sign: f"\\{sign}" for sign in "&%$#_{}"} | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}"})


def citation(about: About) -> str:
    """A dataset's creators, title, version, day of release and IRI, as far as they are known."""
    creators = ", ".join(about.creators)
    when = f" ({about.released})" if about.released else ""
    named = [f"{creators}{when}" if creators else "", about.title, f"version {about.version}", "data set"]
    return f"{'. '.join(filter(None, named[:2]))}, {', '.join(named[2:])}. {about.iri}"


def bibtex(about: About) -> str:
    """The same as an entry ``@misc``, which every style of BibTeX knows; names of groups are not taken apart."""
    fields = {
        "author": " and ".join(f"{{{_tex(creator)}}}" for creator in about.creators),
        "title": f"{{{_tex(about.title)}}}",
        "version": _tex(about.version),
        "howpublished": f"\\url{{{about.iri}}}",
        "year": (about.released or "")[:4],
        "date": about.released or "",
        "note": f"Data set, version {_tex(about.version)}",
    }
    key = "-".join("".join(sign if sign.isalnum() else " " for sign in about.title.lower()).split())
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def _tex(text: str) -> str:
    return text.translate(_TEX)
