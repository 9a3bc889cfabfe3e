"""Compares the server with others, on a fictional world of the shape of the dataset: ``make bench``."""
