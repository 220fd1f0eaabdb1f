"""Claims of fighting name their place and their dead."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_fighting"
down_revision = "20261130_claims_are_proven"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("claims", sa.Column("place", sa.Text(), nullable=True))
    op.add_column("claims", sa.Column("deaths", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("claims", "deaths")
    op.drop_column("claims", "place")
