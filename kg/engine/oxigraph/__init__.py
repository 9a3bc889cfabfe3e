"""Oxigraph: the only part that knows pyoxigraph."""
