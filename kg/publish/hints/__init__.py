"""Hints for a query with an empty answer: what it names or asks for that the dataset does not have."""
