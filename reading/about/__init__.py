"""Which process a text is about: the catalogue, names, clauses."""
