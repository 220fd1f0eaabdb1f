"""The tables. A job's work waits in a table until the job marks it done
(docs/architecture.md, "The way of one item")."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.types import BigId, UtcDateTime

# The partial indexes spell their condition as the queries do ("to_read = 1" on SQLite): only then SQLite uses
# them.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

feeds = Table(
    "feeds",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("country", Text),
    Column("language", Text),
    Column("side", Text),
    Column("include", JSON, nullable=False, default=list),
    Column("exclude", JSON, nullable=False, default=list),
    Column("state", String(16), nullable=False, default="active"),
    Column("primed", Boolean, nullable=False, default=False),
    Column("added_at", UtcDateTime, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", String(64)),
    Column("seen", LargeBinary, nullable=False, default=b""),
    Column("interval", Float, nullable=False, default=300.0),
    Column("unchanged", Integer, nullable=False, default=0),
    Column("failures", Integer, nullable=False, default=0),
    Column("trouble", String(64)),
    Column("detail", Text),
    Column("last_attempt", UtcDateTime),
    Column("last_success", UtcDateTime),
    Column("next_try", UtcDateTime, nullable=False),
    Column("lease_until", UtcDateTime),
    Column("history", Text, nullable=False, default="", server_default=text("''")),
    Column("every", Float),
    Index("ix_feeds_due", "state", "next_try"),
)
"""`interval` in seconds; `history`: the last looks, as news/fetch_history.py writes them; `every`: the
interval an admin set."""

items = Table(
    "items",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("feed_id", BigInteger, ForeignKey("feeds.id"), nullable=False),
    Column("key", String(512), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("link", Text),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("published", UtcDateTime, nullable=False),
    Column("first_seen", UtcDateTime, nullable=False),
    Column("language", Text),
    Column("backlog", Boolean, nullable=False, default=False),
    Column("to_read", Boolean, nullable=False, default=True),
    Column("lease_until", UtcDateTime),
    Column("reader", Text),
    UniqueConstraint("feed_id", "key"),
    Index("ix_items_content", "content_hash", "feed_id"),
    Index("ix_items_published", "published", "id"),
    Index("ix_items_first_seen", "first_seen"),
    Index(
        "ix_items_to_read",
        "published",
        "id",
        sqlite_where=text("to_read = 1"),
        postgresql_where=text("to_read"),
    ),
)

item_processes = Table(
    "item_processes",
    metadata,
    Column("item_id", BigInteger, ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("process", Text, primary_key=True),
    Column("rank", Integer, nullable=False),
    Column("published", UtcDateTime, nullable=False),
    Index("ix_item_processes_newest", "process", "published", "item_id"),
)

claims = Table(
    "claims",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("item_id", BigInteger, ForeignKey("items.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("process", Text, nullable=False),
    Column("axis", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("stance", String(16), nullable=False),
    Column("by", Text),
    Column("sentence", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("scope", String(16), nullable=False),
    Column("effective_at", UtcDateTime),
    Column("ends_at", UtcDateTime),
    Column("detail", Text),
    Column("reason", Text, nullable=False),
    Column("proofs", JSON),
    Column("outlet", Text, nullable=False),
    Column("link", Text),
    Column("story", Text),
    Column("published", UtcDateTime, nullable=False),
    Column("backlog", Boolean, nullable=False),
    Column("place", Text),
    Column("deaths", Integer),
    Column("part", Text),
    Index("ix_claims_axis", "process", "axis", "published"),
)

positions = Table(
    "positions",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("item_id", BigInteger, ForeignKey("items.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("process", Text, nullable=False),
    Column("party", Text, nullable=False),
    Column("wants", Boolean, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("published", UtcDateTime, nullable=False),
    Index("ix_positions_newest", "process", "published"),
)

statuses = Table(
    "statuses",
    metadata,
    Column("process", Text, primary_key=True),
    Column("axis", String(16), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("status", JSON, nullable=False),
    Column("settled", JSON, nullable=False),
    Column("settled_at", UtcDateTime),
    Column("folded_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, index=True),
)
"""Where each axis stands; `due_at` is when the calendar alone will move it (roll-forward), `settled` where
folding starts anew."""

changes = Table(
    "changes",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("process", Text, nullable=False),
    Column("axis", String(16), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False),
    Column("previous", String(16), nullable=False),
    Column("change", JSON, nullable=False),
    Column("quiet", Boolean, nullable=False),
    Column("found_at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    Column("to_compose", Boolean, nullable=False, default=True),
    Column("composed_upto", BigInteger, nullable=False, default=0, server_default=text("0")),
    Index("ix_changes_history", "process", "axis", "at"),
    Index("ix_changes_found_at", "found_at"),
    Index(
        "ix_changes_to_compose",
        "id",
        sqlite_where=text("to_compose = 1"),
        postgresql_where=text("to_compose"),
    ),
)

chats = Table(
    "chats",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("telegram_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False, default=0),
    Column("kind", String(16), nullable=False),
    Column("title", Text),
    Column("language", Text, nullable=False, default="en"),
    Column("zone", Text, nullable=False, default="UTC"),
    Column("state", String(16), nullable=False, default="active"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("quiet_from", Integer),
    Column("quiet_to", Integer),
    Column("brief", Boolean, nullable=False, default=False, server_default=text("false")),
    Column("muted_until", UtcDateTime),
    Column("paused_until", UtcDateTime),
    Column("per_hour", Integer, nullable=False, default=6, server_default=text("6")),
    Column("alerts_since", UtcDateTime),
    Column("alerts_count", Integer, nullable=False, default=0, server_default=text("0")),
    Column("backlog_at", UtcDateTime, index=True),
    Column("owner_id", BigInteger),
    UniqueConstraint("telegram_id", "thread_id"),
)
"""Private chats, groups, forum topics (`thread_id`) and channels alike.

`quiet_from`, `quiet_to`: minutes of the local day; `muted_until`: by /pause; `paused_until`: by Telegram
(429); `alerts_since`, `alerts_count`: the hour being counted; `backlog_at`: when held-back alerts are told;
`owner_id`: the person who set it up.
"""

alert_rules = Table(
    "alert_rules",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("chat_id", BigInteger, ForeignKey("chats.id", ondelete="CASCADE"), nullable=False),
    Column("process", Text, nullable=False, default=""),
    Column("level", String(16), nullable=False, default="every", server_default=text("'every'")),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("chat_id", "process"),
)
"""Who is told when a status changes; an empty `process` means every one."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("chat_id", BigInteger, ForeignKey("chats.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("dedup_key", Text, nullable=False, unique=True),
    Column("message", JSON, nullable=False),
    Column("cause", JSON, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("lease_until", UtcDateTime),
    Column("settled_at", UtcDateTime),
    Column("message_id", BigInteger),
    Column("trouble", Text),
    Column("change_id", BigInteger),
    Index("ix_outbox_due", "state", "kind", "due_at", "id"),
    Index("ix_outbox_chat", "chat_id", "state", "id"),
)
"""Messages owed to chats: due → sending → sent | uncertain | refused | dropped.

`message` is the message, or {"composed": id} of one shared by many chats; `change_id` is the change an alert
tells of.
"""

rereadings = Table(
    "rereadings",
    metadata,
    Column("item_id", BigInteger, ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("reader", String(64), nullable=False),
    Column("reading", JSON, nullable=False),
)
"""What a changed reader makes of stored items, kept beside the history until an operator puts it in its
place."""
