"""Readings of a changed reader wait beside the history until they replace it."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_rereadings"
down_revision = "20261124_the_house_stands"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rereadings",
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("reader", sa.String(64), nullable=False),
        sa.Column("reading", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_rereadings_item_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_rereadings")),
    )


def downgrade() -> None:
    op.drop_table("rereadings")
