"""The build: ontology, records and sources become a dataset in which every statement has its evidence."""
