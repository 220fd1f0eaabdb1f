"""The web, incoming: fetch, parse, clean, guard, discover. Knows nothing of databases, reading or
Telegram."""
