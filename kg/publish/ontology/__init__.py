"""The documentation of the ontology: its terms, their axioms in words, and their use in the data."""
