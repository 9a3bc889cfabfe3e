"""What the dataset says, read once for all that is made of it."""
