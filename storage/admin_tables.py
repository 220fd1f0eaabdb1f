"""The tables of administration: who administers, what they did, what waits for a confirmation, and what a
person corrected or added."""

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, String, Table, Text

from storage.tables import metadata
from storage.types import BigId, UtcDateTime

admins = Table(
    "admins",
    metadata,
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("added_by", BigInteger, nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
)
"""Admins beside those of PARLEY_ADMINS, by Telegram user id."""

audit = Table(
    "audit",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("person_id", BigInteger, nullable=False),
    Column("what", Text, nullable=False),
    Column("about", Text, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("person_id", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("content", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)
"""What an admin was shown and has not confirmed yet: buttons carry its id, so that it survives a restart. No
id comes twice: an old button must never confirm something else."""

corrections = Table(
    "corrections",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("process", Text, nullable=False),
    Column("axis", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("person_id", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("undone_at", UtcDateTime),
    Index("ix_corrections_axis", "process", "axis"),
)

processes = Table(
    "processes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("process", JSON, nullable=False),
    Column("edited_at", UtcDateTime, nullable=False),
)
"""Processes added by an admin, or edited: these stand before the shipped ones of the same id."""

feed_notices = Table(
    "feed_notices",
    metadata,
    Column("feed_id", BigInteger, ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True),
    Column("told_at", UtcDateTime, nullable=False),
)
"""Feeds the admins were told are down, and not yet that they are back."""
