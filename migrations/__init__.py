"""The steps that bring a database from one shape to the next; run by `storage/migrate.py` and by Alembic's own command."""
