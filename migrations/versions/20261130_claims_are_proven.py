"""Claims keep how likely their sentence, read by itself, says each state."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_claims_are_proven"
down_revision = "20261130_stories_of_any"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("claims", sa.Column("proofs", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("claims", "proofs")
