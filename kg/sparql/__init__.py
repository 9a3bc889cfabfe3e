"""SPARQL as text: pure functions on one stream of tokens."""
