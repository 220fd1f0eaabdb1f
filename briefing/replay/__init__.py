"""Replaying a file of items, and reading stored items again, through the same reading and fold."""
