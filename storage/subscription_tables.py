"""The tables of delivery: what a chat subscribed to, texts many chats share, alerts held back, what was
forgotten."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.tables import metadata
from storage.types import BigId, UtcDateTime

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("chat_id", BigInteger, ForeignKey("chats.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("processes", JSON, nullable=False),
    Column("words", Text, nullable=False, default=""),
    Column("days", String(7), nullable=False),
    Column("times", Text, nullable=False),
    Column("tell_nothing", Boolean, nullable=False, default=False),
    Column("next_due", UtcDateTime, nullable=False),
    Column("last_slot", String(16), nullable=False, default=""),
    Column("covered_until", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_subscriptions_due", "next_due", "id"),
)
"""Empty `processes`: all; `days` are digits, Monday 0; `times` "08:00 18:00", local; `last_slot`
"2026-11-24T08:00" was served last."""

boards = Table(
    "boards",
    metadata,
    Column("chat_id", BigInteger, ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True),
    Column("message_id", BigInteger),
    Column("shown", String(64), nullable=False, default=""),
    Column("edited_at", UtcDateTime),
    Column("due_at", UtcDateTime, nullable=False, index=True),
)
"""The message of a chat that is kept current: Telegram's number of it (none yet: to be sent), a hash of what it
shows, and when it is looked at next."""

composed = Table(
    "composed",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("message", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False, index=True),
)
"""A message written once and owed to many chats."""

alert_backlog = Table(
    "alert_backlog",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("chat_id", BigInteger, ForeignKey("chats.id", ondelete="CASCADE"), nullable=False),
    Column("change_id", BigInteger, ForeignKey("changes.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("chat_id", "change_id"),
)
"""Changes a chat is told of in one message later: it was quiet there, or it had been told enough within the
hour."""

forgotten = Table(
    "forgotten",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("rows", Integer, nullable=False, server_default=text("0")),
)
"""The audit of /forget: when, and how many rows went; never whose."""
