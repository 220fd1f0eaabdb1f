"""Full text over every stored item: FTS5 on SQLite, tsvector on PostgreSQL (made in the migration), one repository for both.

The newest matches are found first and only these are ranked, so a common word costs no more than a rare one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from news.query import Query, Term
from storage.story_tables import story_items
from storage.tables import items

CANDIDATES = 200
"""So many of the newest matches are ranked; paging goes on with the next as many."""

Forms = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Match:
    """A stored item that matches, with what ranking needs."""

    item_id: int
    title: str
    published: datetime
    story: int | None


class Search:
    """Repository of the full-text index."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, query: Query, forms: Forms, *, upto: int | None = None, limit: int = CANDIDATES) -> list[Match]:
        """The newest matches, newest first, of items whose id is at most `upto`."""
        if not query.wanted:
            return []
        if self._connection.dialect.name == "postgresql":
            ids = await self._ids_postgresql(query, upto, limit)
        else:
            ids = await self._ids_sqlite(query, forms, upto, limit)
        return await self._matches(ids)

    async def _ids_sqlite(self, query: Query, forms: Forms, upto: int | None, limit: int) -> list[int]:
        statement = "SELECT rowid FROM found WHERE found MATCH :match AND rowid <= :upto ORDER BY rowid DESC LIMIT :limit"
        values = {"match": fts5(query, forms), "upto": upto if upto is not None else 2**62, "limit": limit}
        return [row[0] for row in await self._connection.execute(text(statement), values)]

    async def _ids_postgresql(self, query: Query, upto: int | None, limit: int) -> list[int]:
        statement = (
            "SELECT id FROM items WHERE found @@ websearch_to_tsquery('russian', :match) AND id <= :upto ORDER BY id DESC LIMIT :limit"
        )
        values = {"match": websearch(query), "upto": upto if upto is not None else 2**62, "limit": limit}
        return [row[0] for row in await self._connection.execute(text(statement), values)]

    async def _matches(self, ids: Sequence[int]) -> list[Match]:
        query = (
            select(items.c.id, items.c.title, items.c.published, story_items.c.story_id)
            .outerjoin(story_items, story_items.c.item_id == items.c.id)
            .where(items.c.id.in_(ids))
            .order_by(items.c.id.desc())
        )
        return [Match(r.id, r.title, r.published, r.story_id) for r in await self._connection.execute(query)]


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
