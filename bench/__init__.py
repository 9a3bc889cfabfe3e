"""Reproducible measurements of the server, each of which prints tables of its results.

| command | what it measures |
|---|---|
| ``python -m bench.layer`` | the cost of workers and HTTP on top of the engine |
| ``python -m bench.memory`` | the memory and time of an answer with a million rows, in every format and encoding |
| ``python -m bench.hostile`` | the answers to a good client while killer queries run |
| ``python -m bench.pages`` | the time of pages about entities in a dataset of millions of quads |
| ``python -m bench.explorer`` | how soon the explorer appears and how smoothly it moves, in Chromium |
| ``python -m bench.compare`` | the server beside others, which ``make bench`` installs, with equal data and queries |
"""
