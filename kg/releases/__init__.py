"""Editions of the dataset: dumps, releases, and what has changed from one to another."""
