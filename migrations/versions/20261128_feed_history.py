"""Feeds remember their last looks and an interval of their own; items are found by their words, and by link within a feed."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_feed_history"
down_revision = "20261127_administration"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("feeds", sa.Column("history", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("feeds", sa.Column("every", sa.Float(), nullable=True))
    op.drop_index("ix_items_link", "items")
    op.create_index("ix_items_link", "items", ["link", "feed_id"])
    op.create_index("ix_items_content", "items", ["content_hash", "feed_id"])


def downgrade() -> None:
    op.drop_index("ix_items_content", "items")
    op.drop_index("ix_items_link", "items")
    op.create_index("ix_items_link", "items", ["link"])
    op.drop_column("feeds", "every")
    op.drop_column("feeds", "history")
