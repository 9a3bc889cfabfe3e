"""The serving half's engine: it opens a built dataset and answers SPARQL."""
