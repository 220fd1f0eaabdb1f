"""Updates are kept until they are answered; processes of one bot know of each other."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "20261130_updates"
down_revision = "20261128_feed_history"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "updates",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("body", sa.JSON(), nullable=True),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("holder", sa.String(length=32), nullable=True),
        sa.Column("begun", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("done", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_updates")),
    )
    op.create_index("ix_updates_received_at", "updates", ["received_at"])
    op.create_index(
        "ix_updates_waiting",
        "updates",
        ["id"],
        sqlite_where=sa.text("done = 0"),
        postgresql_where=sa.text("NOT done"),
    )
    op.create_table(
        "leads",
        sa.Column("name", sa.String(length=48), nullable=False),
        sa.Column("holder", sa.String(length=32), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leads")),
    )


def downgrade() -> None:
    op.drop_table("leads")
    op.drop_table("updates")
