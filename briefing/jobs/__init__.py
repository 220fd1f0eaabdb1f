"""Jobs: each takes work from a table, does it, and marks it done in the same commit as its result."""
