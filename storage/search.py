"""Full text over every stored item: FTS5 on SQLite, tsvector on PostgreSQL (made in the migration), one
repository for both.

The newest matches are found first and only these are ranked, so a common word costs no more than a rare one.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice, product

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from news.query import Query, Term

CANDIDATES = 120
"""So many of the newest matches are ranked; paging goes on with the next as many."""

_MOST_WAYS = 32
"""So many combinations of spellings are asked for on PostgreSQL."""

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

    async def find(
        self, query: Query, forms: Forms, *, upto: int | None = None, limit: int = CANDIDATES
    ) -> list[Match]:
        """The newest matches, newest first, of items whose id is at most `upto`."""
        if not query.wanted:
            return []
        postgresql = self._connection.dialect.name == "postgresql"
        match = websearch(query) if postgresql else fts5(query, forms)
        values = {"match": match, "upto": upto if upto is not None else 2**62, "limit": limit}
        found = (await self._connection.execute(_POSTGRESQL if postgresql else _SQLITE, values)).scalar_one()
        newest = sorted(json.loads(found or "[]"), reverse=True)
        return [
            Match(item, title, datetime.fromisoformat(published).replace(tzinfo=UTC))
            for item, title, published in newest
        ]


_SQLITE = text(
    "SELECT json_group_array(json_array(items.id, items.title, items.published)) FROM (SELECT rowid AS id FROM found "
    "WHERE found MATCH :match AND rowid <= :upto ORDER BY rowid DESC LIMIT :limit) AS hits CROSS JOIN items ON items.id = hits.id"
)
_POSTGRESQL = text(
    "SELECT json_agg(json_build_array(id, title, published AT TIME ZONE 'UTC'))::text FROM (SELECT id, title, published FROM items "
    "WHERE found @@ websearch_to_tsquery('russian', :match) AND id <= :upto ORDER BY id DESC LIMIT :limit) AS hits"
)
"""All matches as one value: a hundred rows would be a hundred turns of the interpreter's lock. (CROSS JOIN:
hits first.)"""


def fts5(query: Query, forms: Forms) -> str:
    """The question in FTS5's language; every word is a quoted string, so nothing in it can be syntax."""
    wanted = " AND ".join(_fts5_term(t, forms) for t in query.wanted)
    unwanted = " OR ".join(_fts5_term(t, forms) for t in query.unwanted)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def websearch(query: Query) -> str:
    """The question in the language of websearch_to_tsquery, which refuses nothing."""
    unwanted = [f'-"{" ".join(spelling)}"' for t in query.unwanted for spelling in t.spellings]
    ways = islice(
        product(*([_websearch_term(spelling) for spelling in t.spellings] for t in query.wanted)), _MOST_WAYS
    )
    return " or ".join(
        " ".join([*way, *unwanted]) for way in ways
    )  # "or" binds weaker than the space, and there are no brackets


def _websearch_term(words: Sequence[str]) -> str:
    """One spelling. PostgreSQL reads "U.S." as one word with its dot."""
    if len(words) > 1 and all(len(word) == 1 for word in words):
        return f'"{".".join(words)}"'
    return f'"{" ".join(words)}"' if len(words) > 1 or words[0] == "or" else words[0]


def _fts5_term(term: Term, forms: Forms) -> str:
    ways = (
        [" ".join(s) for s in term.spellings]
        if term.phrase
        else [w for s in term.spellings for w in _ways(s, forms)]
    )
    return "(" + " OR ".join(f'"{way}"' for way in dict.fromkeys(ways)) + ")"


def _ways(spelling: Sequence[str], forms: Forms) -> Sequence[str]:
    """A single word in all its forms, several words as they stand."""
    return forms(spelling[0]) if len(spelling) == 1 else [" ".join(spelling)]
