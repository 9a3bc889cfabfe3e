"""The differences between the engine's SPARQL and the standard's, each corrected, or recognised and refused."""
