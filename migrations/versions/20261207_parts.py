"""Claims know which part of a war a truce is of."""

import sqlalchemy as sa
from alembic import op

revision = "20261207_parts"
down_revision = "20261207_boards"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("claims", sa.Column("part", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("claims", "part")
