"""The tables of several processes as one bot: what Telegram told and who answers it; who lives and leads."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Double, Index, String, Table, text

from storage.tables import metadata
from storage.types import UtcDateTime

updates = Table(
    "updates",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat", BigInteger, nullable=False),
    Column("mark", String(32), nullable=False),
    Column("body", JSON(none_as_null=True)),
    Column("received_at", UtcDateTime, nullable=False, index=True),
    Column("holder", String(32)),
    Column("begun", Boolean, nullable=False, default=False, server_default=text("false")),
    Column("done", Boolean, nullable=False, default=False, server_default=text("false")),
    Index("ix_updates_waiting", "id", sqlite_where=text("done = 0"), postgresql_where=text("NOT done")),
)
"""What Telegram told. Of one that is done only its number, its mark (a hash) and its time stay, for a day: it
may come again."""

leads = Table(
    "leads",
    metadata,
    Column("name", String(48), primary_key=True),
    Column("holder", String(32), nullable=False),
    Column("until", UtcDateTime, nullable=False),
)
"""Who leads in what, and which processes live (`process/<holder>`), until when unless they say so again."""

pacing = Table(
    "pacing",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("counted", JSON, nullable=False),
    Column("until", Double, nullable=False),
)
"""What Telegram's limits count, of each chat it was sent to of late (Telegram's id; 0: over all), until when that
matters, in seconds of the database's clock."""
