"""The tables of stories and of search (one `metadata` with storage/tables.py)."""

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from storage.tables import items, metadata
from storage.types import BigId, UtcDateTime

__all__ = ["metadata", "of_the_tables", "stories", "story_items", "story_processes", "to_join"]

to_join = Table(
    "to_join",
    metadata,
    Column(
        "item_id",
        BigInteger,
        ForeignKey("items.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
)
"""Items that were read, or read anew, and wait for their story; written in the commit of the reading."""

stories = Table(
    "stories",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("opened", UtcDateTime, nullable=False),
    Column("newest", UtcDateTime, nullable=False),
    Column("told", Integer, nullable=False, default=1),
    Index("ix_stories_opened", "opened", "id"),
)
"""`opened` is when its first item was published and never moves, so that paging stays in place; `told` counts
its items."""

story_items = Table(
    "story_items",
    metadata,
    Column(
        "item_id",
        BigInteger,
        ForeignKey("items.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("story_id", BigInteger, ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("published", UtcDateTime, nullable=False),
    Column("voice", String(64)),
    Column("joined_at", UtcDateTime, nullable=False),
    Index("ix_story_items_story", "story_id", "published"),
    Index("ix_story_items_published", "published"),
    Index("ix_story_items_joined", "joined_at"),
)
"""`voice` is the same for copies of one wire report."""

story_processes = Table(
    "story_processes",
    metadata,
    Column(
        "story_id",
        BigInteger,
        ForeignKey("stories.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("process", Text, primary_key=True),
    Column("opened", UtcDateTime, nullable=False),
    Index("ix_story_processes_newest", "process", "opened", "story_id"),
    Index("ix_story_processes_opened", "opened", "story_id"),
)

Index("ix_items_link", items.c.link, items.c.feed_id)
"""/why finds the items behind a message by the links it carries, collecting an item whose id was changed."""


def of_the_tables(_thing: Any, name: str | None, *_more: Any) -> bool:
    """Whether Alembic compares it: the full-text index (FTS5 or tsvector) lives in the migration alone,
    SQLAlchemy has no words for it."""
    return not (name or "").startswith(("found", "ix_items_found"))
