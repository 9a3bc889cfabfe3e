"""The serving half's documents: pure functions from the built dataset to what is shown of it."""
