"""A database as an operator knows it: its file, or its host and name; never its password."""

from sqlalchemy import URL, make_url


def named(url: str | URL) -> str:
    """As `var/parley.db`, or `PostgreSQL at db.example:5432/parley`."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return parsed.database or "the database in memory"
    host = parsed.host or parsed.query.get("host") or "localhost"
    port = f":{parsed.port}" if parsed.port else ""
    return f"PostgreSQL at {host}{port}/{parsed.database or ''}"
