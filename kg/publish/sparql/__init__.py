"""The SPARQL endpoint: what requests mean, the graphs by address, and the questions."""
