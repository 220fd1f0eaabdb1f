"""The newest stories about any process are found without looking through all the others."""

from alembic import op

revision = "20261130_stories_of_any"
down_revision = "20261130_updates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_story_processes_opened", "story_processes", ["opened", "story_id"])


def downgrade() -> None:
    op.drop_index("ix_story_processes_opened", "story_processes")
