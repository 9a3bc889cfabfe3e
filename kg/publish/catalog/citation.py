"""How to cite the dataset or one of its pages: in words, as BibTeX and as RIS, all made from one description."""

from dataclasses import dataclass

from kg.publish.catalog.about import DatasetDescription

# Characters with a meaning in TeX, and how to write them.
_TEX = str.maketrans({sign: f"\\{sign}" for sign in "&%$#_{}"} | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}"})


@dataclass(frozen=True)
class Citation:
    """The citation of a page, by its ``title`` and its ``path`` in the site; without a title, of the whole dataset.

    The address lies below the base of the dataset, wherever a copy of the site is served; year and day are those of
    the release. A value that the dataset does not state is left out.
    """

    about: DatasetDescription
    title: str = ""
    path: str = "/"

    @property
    def address(self) -> str:
        """The address of the page, which stays the same between releases."""
        return self.about.iri + (self.path.removeprefix("/") if self.title else "")

    @property
    def key(self) -> str:
        """A short name for the entry, in letters, digits and hyphens."""
        stem = self.path.rpartition(".")[0] if self.title else ""
        signs = (sign if sign.isascii() and sign.isalnum() else " " for sign in f"{self.about.title} {stem}".lower())
        return "-".join("".join(signs).split())

    @property
    def plain(self) -> str:
        """The citation as sentences."""
        about = self.about
        creators = ", ".join(about.creators)
        released = f" ({about.released})" if about.released else ""
        sentences = [f"{creators}{released}" if creators else "", f"“{self.title}”" if self.title else "", about.title]
        return f"{'. '.join(filter(None, sentences))}, version {about.version}, data set. {self.address}"

    @property
    def bibtex(self) -> str:
        """An entry ``@misc``, which every BibTeX style supports; names of groups and titles are kept as they are."""
        about = self.about
        whole = f"{about.title}, version {about.version}".translate(_TEX)
        fields = {
            "author": " and ".join(f"{{{creator.translate(_TEX)}}}" for creator in about.creators),
            "title": f"{{{(self.title or about.title).translate(_TEX)}}}",
            "version": about.version.translate(_TEX),
            "howpublished": f"\\url{{{self.address}}}",
            "year": (about.released or "")[:4],
            "date": about.released or "",
            "note": f"In the data set {whole}" if self.title else f"Data set, version {about.version.translate(_TEX)}",
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        return "\n".join([f"@misc{{{self.key},", *lines, "}"])

    @property
    def ris(self) -> str:
        """An entry of the type ``DATA`` in RIS: a tag, two spaces, a hyphen, a space and a value on each line."""
        about, day = self.about, self.about.released
        rows = [
            ("TY", "DATA"),
            *(("AU", creator) for creator in about.creators),
            ("TI", self.title or about.title),
            ("T2", about.title if self.title else ""),
            ("PY", day[:4] if day else ""),
            ("DA", day.replace("-", "/") if day else ""),
            ("ET", about.version),
            ("UR", self.address),
        ]
        return "\n".join([*(f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value), "ER  - "])
