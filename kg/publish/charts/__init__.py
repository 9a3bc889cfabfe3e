"""Charts of a dataset: the timeline, the organs and the numbers of delegates, each from one query."""
