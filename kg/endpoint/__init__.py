"""A protocol operation, carried out with the engine."""
