"""Charts of a dataset: events in time, organs, and the people at congresses in figures, each from one query."""
