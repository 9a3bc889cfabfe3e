"""The explorer: the documents from which a script in the browser draws the network of the dataset."""
