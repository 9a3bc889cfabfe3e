"""The documents of the serving half: pure functions from the built dataset to pages, files and exports."""
