"""The questions: SPARQL files whose headers say how people read their answers, and the answers made from them."""
