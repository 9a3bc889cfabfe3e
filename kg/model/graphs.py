"""Where triples stand: facts in the default graph, what is said about statements and the dataset in separate graphs."""

from kg.namespaces import SEPARATE_GRAPHS


def anywhere(triple: str) -> str:
    """A pattern for triples in the default graph or in a separate one; no triple stands in both."""
    separate = (f"UNION {{ GRAPH graph:{graph} {{ {triple} }} }}" for graph in SEPARATE_GRAPHS)
    return f"{{ {{ {triple} }} {' '.join(separate)} }}"
