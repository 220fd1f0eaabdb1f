"""Full text over every stored item: FTS5 on SQLite, tsvector on PostgreSQL (made in the migration), one repository for both.

The newest matches are found first and only these are ranked, so a common word costs no more than a rare one.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from news.query import Query, Term

CANDIDATES = 120
"""So many of the newest matches are ranked; paging goes on with the next as many."""

Forms = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Match:
    """A stored item that matches, with what ranking needs."""

    item_id: int
    title: str
    published: datetime


class Search:
    """Repository of the full-text index."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, query: Query, forms: Forms, *, upto: int | None = None, limit: int = CANDIDATES) -> list[Match]:
        """The newest matches, newest first, of items whose id is at most `upto`."""
        if not query.wanted:
            return []
        postgresql = self._connection.dialect.name == "postgresql"
        match = websearch(query) if postgresql else fts5(query, forms)
        values = {"match": match, "upto": upto if upto is not None else 2**62, "limit": limit}
        found = (await self._connection.execute(_POSTGRESQL if postgresql else _SQLITE, values)).scalar_one()
        newest = sorted(json.loads(found or "[]"), reverse=True)
        return [Match(item, title, datetime.fromisoformat(published).replace(tzinfo=UTC)) for item, title, published in newest]


_SQLITE = text(
    "SELECT json_group_array(json_array(items.id, items.title, items.published)) FROM (SELECT rowid AS id FROM found "
    "WHERE found MATCH :match AND rowid <= :upto ORDER BY rowid DESC LIMIT :limit) AS hits CROSS JOIN items ON items.id = hits.id"
)
_POSTGRESQL = text(
    "SELECT json_agg(json_build_array(id, title, published AT TIME ZONE 'UTC'))::text FROM (SELECT id, title, published FROM items "
    "WHERE found @@ websearch_to_tsquery('russian', :match) AND id <= :upto ORDER BY id DESC LIMIT :limit) AS hits"
)
"""All matches as one value: a hundred rows would be a hundred turns of the interpreter's lock. (CROSS JOIN: hits first.)"""


def fts5(query: Query, forms: Forms) -> str:
    """The question in FTS5's language; every word is a quoted string, so nothing in it can be syntax."""
    wanted = " AND ".join(_fts5_term(t, forms) for t in query.wanted)
    unwanted = " OR ".join(_fts5_term(t, forms) for t in query.unwanted)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def websearch(query: Query) -> str:
    """The question in the language of websearch_to_tsquery, which refuses nothing."""
    wanted = [f'"{" ".join(t.words)}"' if t.phrase else t.words[0] for t in query.wanted]
    unwanted = [f'-"{" ".join(t.words)}"' for t in query.unwanted]
    return " ".join([*wanted, *unwanted])


def _fts5_term(term: Term, forms: Forms) -> str:
    if term.phrase:
        return '"' + " ".join(term.words) + '"'
    return "(" + " OR ".join(f'"{form}"' for form in forms(term.words[0])) + ")"
