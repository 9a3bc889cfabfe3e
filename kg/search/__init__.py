"""The search: what can be found by text, how names are compared, and the index."""
