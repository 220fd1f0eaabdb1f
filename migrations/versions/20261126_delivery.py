"""Delivery: subscriptions, shared texts, held-back alerts, what a chat wants, and an outbox that is quick when it is long."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_delivery"
down_revision = "20261125_stories_and_search"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)

_CHAT = (
    "quiet_from",
    "quiet_to",
    "brief",
    "muted_until",
    "paused_until",
    "per_hour",
    "alerts_since",
    "alerts_count",
    "backlog_at",
    "owner_id",
)


def upgrade() -> None:
    op.create_index("ix_items_first_seen", "items", ["first_seen"])
    _what_a_chat_wants()
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("change_id", sa.BigInteger()))
        outbox.drop_index("ix_outbox_due")
        outbox.create_index("ix_outbox_due", ["state", "kind", "due_at", "id"])
    _new_tables()


def downgrade() -> None:
    for table in ("forgotten", "alert_backlog", "composed", "subscriptions"):
        op.drop_table(table)
    op.drop_index("ix_items_first_seen", "items")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_index("ix_outbox_due")
        outbox.drop_column("change_id")
        outbox.create_index("ix_outbox_due", ["state", "due_at"])
    with op.batch_alter_table("changes") as changes:
        changes.drop_index("ix_changes_found_at")
        changes.drop_column("composed_upto")
    with op.batch_alter_table("alert_rules") as rules:
        rules.drop_column("level")
    with op.batch_alter_table("chats") as chats:
        chats.drop_index("ix_chats_backlog_at")
        for name in _CHAT:
            chats.drop_column(name)


def _what_a_chat_wants() -> None:
    with op.batch_alter_table("chats") as chats:
        chats.add_column(sa.Column("quiet_from", sa.Integer()))
        chats.add_column(sa.Column("quiet_to", sa.Integer()))
        chats.add_column(sa.Column("brief", sa.Boolean(), nullable=False, server_default=sa.text("false")))
        chats.add_column(sa.Column("muted_until", Moment))
        chats.add_column(sa.Column("paused_until", Moment))
        chats.add_column(sa.Column("per_hour", sa.Integer(), nullable=False, server_default=sa.text("6")))
        chats.add_column(sa.Column("alerts_since", Moment))
        chats.add_column(sa.Column("alerts_count", sa.Integer(), nullable=False, server_default=sa.text("0")))
        chats.add_column(sa.Column("backlog_at", Moment))
        chats.add_column(sa.Column("owner_id", sa.BigInteger()))
        chats.create_index("ix_chats_backlog_at", ["backlog_at"])
    with op.batch_alter_table("alert_rules") as rules:
        rules.add_column(
            sa.Column("level", sa.String(length=16), nullable=False, server_default=sa.text("'every'"))
        )
    with op.batch_alter_table("changes") as changes:
        changes.add_column(
            sa.Column("composed_upto", sa.BigInteger(), nullable=False, server_default=sa.text("0"))
        )
        changes.create_index("ix_changes_found_at", ["found_at"])


def _new_tables() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", BigId, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("processes", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("days", sa.String(length=7), nullable=False),
        sa.Column("times", sa.Text(), nullable=False),
        sa.Column("tell_nothing", sa.Boolean(), nullable=False),
        sa.Column("next_due", Moment, nullable=False),
        sa.Column("last_slot", sa.String(length=16), nullable=False),
        sa.Column("covered_until", Moment, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name="fk_subscriptions_chat_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
    )
    op.create_index("ix_subscriptions_chat_id", "subscriptions", ["chat_id"])
    op.create_index("ix_subscriptions_due", "subscriptions", ["next_due", "id"])
    op.create_table(
        "composed",
        sa.Column("id", BigId, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("message", sa.JSON(), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_composed"),
        sa.UniqueConstraint("key", name="uq_composed_key"),
    )
    op.create_index("ix_composed_created_at", "composed", ["created_at"])
    op.create_table(
        "alert_backlog",
        sa.Column("id", BigId, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("change_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name="fk_alert_backlog_chat_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["change_id"], ["changes.id"], name="fk_alert_backlog_change_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_alert_backlog"),
        sa.UniqueConstraint("chat_id", "change_id", name="uq_alert_backlog_chat_id_change_id"),
    )
    op.create_table(
        "forgotten",
        sa.Column("id", BigId, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.PrimaryKeyConstraint("id", name="pk_forgotten"),
    )
