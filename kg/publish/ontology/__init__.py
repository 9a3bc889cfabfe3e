"""The documentation of the ontology: its terms, their axioms in words, their use in the data."""
