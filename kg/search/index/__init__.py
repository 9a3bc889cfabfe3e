"""The index of the search, in a file of SQLite: the only package that knows SQLite."""
