"""Stories and search: items of one event together, and a full-text index over every item (FTS5 or tsvector)."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_stories_and_search"
down_revision = "20261125_rereadings"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    _stories()
    op.create_index("ix_items_link", "items", ["link"])
    op.execute("INSERT INTO to_join (item_id) SELECT id FROM items WHERE NOT to_read")
    if op.get_bind().dialect.name == "sqlite":
        _search_sqlite()
    else:
        _search_postgresql()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("items_found_insert", "items_found_delete", "items_found_update"):
            op.execute(f"DROP TRIGGER {trigger}")
        op.execute("DROP TABLE found")
    else:
        op.execute("DROP INDEX ix_items_found")
        op.execute("ALTER TABLE items DROP COLUMN found")
    op.drop_index("ix_items_link", "items")
    for table in ("story_processes", "story_items", "stories", "to_join"):
        op.drop_table(table)


def _stories() -> None:
    op.create_table(
        "to_join",
        sa.Column("item_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_to_join_item_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item_id", name="pk_to_join"),
    )
    op.create_table(
        "stories",
        sa.Column("id", BigId, nullable=False),
        sa.Column("opened", Moment, nullable=False),
        sa.Column("newest", Moment, nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
    )
    op.create_index("ix_stories_opened", "stories", ["opened", "id"])
    op.create_table(
        "story_items",
        sa.Column("item_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("story_id", sa.BigInteger(), nullable=False),
        sa.Column("published", Moment, nullable=False),
        sa.Column("voice", sa.String(length=64)),
        sa.Column("joined_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_story_items_item_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.id"], name="fk_story_items_story_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", name="pk_story_items"),
    )
    op.create_index("ix_story_items_story", "story_items", ["story_id", "published"])
    op.create_index("ix_story_items_published", "story_items", ["published"])
    op.create_index("ix_story_items_joined", "story_items", ["joined_at"])
    op.create_table(
        "story_processes",
        sa.Column("story_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("opened", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.id"], name="fk_story_processes_story_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("story_id", "process", name="pk_story_processes"),
    )
    op.create_index("ix_story_processes_newest", "story_processes", ["process", "opened", "story_id"])


def _search_sqlite() -> None:
    """An external-content FTS5 table beside `items`, kept by triggers; porter on top of unicode61 joins English word forms."""
    op.execute(
        "CREATE VIRTUAL TABLE found USING fts5(title, summary, text, content='items', content_rowid='id', "
        "tokenize='porter unicode61 remove_diacritics 2')"
    )
    put = "INSERT INTO found(rowid, title, summary, text) VALUES (new.id, new.title, new.summary, new.text)"
    take = "INSERT INTO found(found, rowid, title, summary, text) VALUES ('delete', old.id, old.title, old.summary, old.text)"
    op.execute(f"CREATE TRIGGER items_found_insert AFTER INSERT ON items BEGIN {put}; END")
    op.execute(f"CREATE TRIGGER items_found_delete AFTER DELETE ON items BEGIN {take}; END")
    op.execute(
        f"CREATE TRIGGER items_found_update AFTER UPDATE OF title, summary, text ON items BEGIN {take}; {put}; END"
    )
    op.execute("INSERT INTO found(found) VALUES ('rebuild')")


def _search_postgresql() -> None:
    """A generated tsvector with a GIN index; the `russian` configuration stems Latin words as English ones."""
    op.execute(
        "ALTER TABLE items ADD COLUMN found tsvector GENERATED ALWAYS AS ("
        "setweight(to_tsvector('russian', left(title, 20000)), 'A') || setweight(to_tsvector('russian', left(summary, 40000)), 'B') || "
        "to_tsvector('russian', left(text, 100000))) STORED"
    )
    op.execute("CREATE INDEX ix_items_found ON items USING gin (found)")
