"""Things: the statements about one, page by page, with their evidence and proofs, as documents and pages."""
