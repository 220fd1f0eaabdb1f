"""Use cases: one verb a file; what a person or a schedule asks for, done with feeds, reading, storage and news."""
