"""The house stands: feeds and their items, what was read in them, where things stand, who is told."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_the_house_stands"
down_revision = None
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    _what_comes_in()
    _what_was_read()
    _where_things_stand()
    _who_is_told()


def downgrade() -> None:
    for table in (
        "outbox",
        "alert_rules",
        "chats",
        "changes",
        "statuses",
        "positions",
        "claims",
        "item_processes",
        "items",
        "feeds",
    ):
        op.drop_table(table)


def _what_comes_in() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", BigId, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("country", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("side", sa.Text()),
        sa.Column("include", sa.JSON(), nullable=False),
        sa.Column("exclude", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("primed", sa.Boolean(), nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("body_hash", sa.String(length=64)),
        sa.Column("seen", sa.LargeBinary(), nullable=False),
        sa.Column("interval", sa.Float(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(length=64)),
        sa.Column("detail", sa.Text()),
        sa.Column("last_attempt", Moment),
        sa.Column("last_success", Moment),
        sa.Column("next_try", Moment, nullable=False),
        sa.Column("lease_until", Moment),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("url", name="uq_feeds_url"),
    )
    op.create_index("ix_feeds_due", "feeds", ["state", "next_try"])
    op.create_table(
        "items",
        sa.Column("id", BigId, nullable=False),
        sa.Column("feed_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=512), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("link", sa.Text()),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published", Moment, nullable=False),
        sa.Column("first_seen", Moment, nullable=False),
        sa.Column("language", sa.Text()),
        sa.Column("backlog", sa.Boolean(), nullable=False),
        sa.Column("to_read", sa.Boolean(), nullable=False),
        sa.Column("lease_until", Moment),
        sa.Column("reader", sa.Text()),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_items_feed_id"),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
        sa.UniqueConstraint("feed_id", "key", name="uq_items_feed_id_key"),
    )
    op.create_index("ix_items_published", "items", ["published", "id"])
    op.create_index(
        "ix_items_to_read",
        "items",
        ["published", "id"],
        sqlite_where=sa.text("to_read = 1"),
        postgresql_where=sa.text("to_read"),
    )
    op.create_table(
        "item_processes",
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("published", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name="fk_item_processes_item_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", "process", name="pk_item_processes"),
    )
    op.create_index("ix_item_processes_newest", "item_processes", ["process", "published", "item_id"])


def _what_was_read() -> None:
    op.create_table(
        "claims",
        sa.Column("id", BigId, nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("axis", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("stance", sa.String(length=16), nullable=False),
        sa.Column("by", sa.Text()),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("effective_at", Moment),
        sa.Column("ends_at", Moment),
        sa.Column("detail", sa.Text()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("link", sa.Text()),
        sa.Column("story", sa.Text()),
        sa.Column("published", Moment, nullable=False),
        sa.Column("backlog", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_claims_item_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
    )
    op.create_index("ix_claims_axis", "claims", ["process", "axis", "published"])
    op.create_index("ix_claims_item_id", "claims", ["item_id"])
    op.create_table(
        "positions",
        sa.Column("id", BigId, nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("wants", sa.Boolean(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("published", Moment, nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_positions_item_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_positions"),
    )
    op.create_index("ix_positions_item_id", "positions", ["item_id"])
    op.create_index("ix_positions_newest", "positions", ["process", "published"])


def _where_things_stand() -> None:
    op.create_table(
        "statuses",
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("axis", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("status", sa.JSON(), nullable=False),
        sa.Column("settled", sa.JSON(), nullable=False),
        sa.Column("settled_at", Moment),
        sa.Column("folded_at", Moment, nullable=False),
        sa.Column("due_at", Moment),
        sa.PrimaryKeyConstraint("process", "axis", name="pk_statuses"),
    )
    op.create_index("ix_statuses_due_at", "statuses", ["due_at"])
    op.create_table(
        "changes",
        sa.Column("id", BigId, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("axis", sa.String(length=16), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("previous", sa.String(length=16), nullable=False),
        sa.Column("change", sa.JSON(), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("found_at", Moment, nullable=False),
        sa.Column("withdrawn_at", Moment),
        sa.Column("to_compose", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sa.UniqueConstraint("key", name="uq_changes_key"),
    )
    op.create_index("ix_changes_history", "changes", ["process", "axis", "at"])
    op.create_index(
        "ix_changes_to_compose",
        "changes",
        ["id"],
        sqlite_where=sa.text("to_compose = 1"),
        postgresql_where=sa.text("to_compose"),
    )


def _who_is_told() -> None:
    op.create_table(
        "chats",
        sa.Column("id", BigId, nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chats"),
        sa.UniqueConstraint("telegram_id", "thread_id", name="uq_chats_telegram_id_thread_id"),
    )
    op.create_table(
        "alert_rules",
        sa.Column("id", BigId, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="fk_alert_rules_chat_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_alert_rules"),
        sa.UniqueConstraint("chat_id", "process", name="uq_alert_rules_chat_id_process"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", BigId, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("dedup_key", sa.Text(), nullable=False),
        sa.Column("message", sa.JSON(), nullable=False),
        sa.Column("cause", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("expires_at", Moment),
        sa.Column("lease_until", Moment),
        sa.Column("settled_at", Moment),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("trouble", sa.Text()),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="fk_outbox_chat_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("dedup_key", name="uq_outbox_dedup_key"),
    )
    op.create_index("ix_outbox_chat", "outbox", ["chat_id", "state", "id"])
    op.create_index("ix_outbox_due", "outbox", ["state", "due_at"])
