"""A knowledge graph of party congresses in which every statement leads to its evidence."""
