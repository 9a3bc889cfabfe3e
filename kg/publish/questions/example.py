"""The query that the form and the workbench start with."""

from kg.model.dataset import filled_query
from kg.namespaces import Namespaces


def example_query(names: Namespaces) -> str:
    """Who spoke, when if that is stated, and the passages that name the speakers."""
    return filled_query(__package__, "example", names) + "\n"
