"""Measurements of the server: ``python -m bench.layer``, ``bench.memory`` and ``bench.hostile``."""
