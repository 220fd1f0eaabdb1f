"""One message of a chat may be a board that is kept current."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "20261207_boards"
down_revision = "20261207_pacing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "boards",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("shown", sa.String(length=64), nullable=False),
        sa.Column("edited_at", UtcDateTime(), nullable=True),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name=op.f("fk_boards_chat_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_boards")),
    )
    op.create_index(op.f("ix_boards_due_at"), "boards", ["due_at"])


def downgrade() -> None:
    op.drop_table("boards")
