"""Processes of one bot share one pace."""

import sqlalchemy as sa
from alembic import op

revision = "20261207_pacing"
down_revision = "20261130_fighting"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pacing",
        sa.Column("chat", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("counted", sa.JSON(), nullable=False),
        sa.Column("until", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("chat", name=op.f("pk_pacing")),
    )


def downgrade() -> None:
    op.drop_table("pacing")
