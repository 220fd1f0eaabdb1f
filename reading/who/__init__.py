"""Who says or does it, and what each side wants."""
