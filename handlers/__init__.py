"""Telegram, incoming: one file per command group. Knows use cases and words; no SQL, no HTTP, no feeds."""
