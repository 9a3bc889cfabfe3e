"""Entities: the statements about each, with their evidence and proofs, as documents and pages."""
