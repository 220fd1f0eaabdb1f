"""What Parley remembers: the database, one repository per group of tables. Only this floor knows
SQLAlchemy."""
