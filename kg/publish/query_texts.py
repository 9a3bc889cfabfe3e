"""The texts of queries, each in a file beside the modules that ask it."""

from functools import cache
from importlib.resources import files
from string import Template

from kg.namespaces import NamedGraph, Namespaces


def query_text(package: str, name: str, names: Namespaces, **values: object) -> str:
    """The query in the file ``<name>.rq`` of a package.

    ``values`` and the namespaces of a dataset stand in for its placeholders, such as ``$base``.
    """
    return _template(package, name).substitute(
        base=names.base,
        ontology=names.ontology,
        terms=names.terms,
        things=names.things,
        sources=names.sources,
        parts=names.dataset(""),
        inputs=names.inputs,
        build=names.graph(NamedGraph.BUILD),
        display=names.display(""),
        **values,
    )


@cache
def _template(package: str, name: str) -> Template:
    return Template(files(package).joinpath(f"{name}.rq").read_text(encoding="utf-8").rstrip())
