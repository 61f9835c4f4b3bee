"""The first layout: documents with their bytes, readings, claims, reviews, and their words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INDEXES = ("claim_index", "document_index")


def upgrade() -> None:
    """Make all tables and the two indexes of words."""
    op.create_table(
        "facts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "failures",
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("place"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "feeds",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("url"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lists",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "names",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("same_as", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["same_as"],
            ["names.number"],
        ),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("kind", "entity"),
    )
    op.create_index("names_same_as", "names", ["same_as"], unique=False)
    op.create_table(
        "originals",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("media", sa.Text(), nullable=True),
        sa.Column("charset", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("fetched", sa.Text(), nullable=True),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    for name in ("claim_marks", "document_marks"):
        op.create_table(
            name,
            sa.Column("key", KEY, autoincrement=False, nullable=False),
            sa.Column("marks", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("key"),
        )
    op.create_table(
        "sketches",
        sa.Column("hash", KEY, autoincrement=False, nullable=False),
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("hash", "document"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claim_names",
        sa.Column("claim", KEY, autoincrement=False, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["name"],
            ["names.number"],
        ),
        sa.PrimaryKeyConstraint("claim", "role", "name"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "document_names",
        sa.Column("document", KEY, autoincrement=False, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["name"],
            ["names.number"],
        ),
        sa.PrimaryKeyConstraint("document", "role", "name"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "documents",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("added", sa.Text(), nullable=False),
        sa.Column("degraded", sa.Text(), nullable=True),
        sa.Column("near", sa.Integer(), nullable=True),
        sa.Column("likeness", sa.Float(), nullable=True),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.Column("replaced", sa.Boolean(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["near"],
            ["documents.number"],
        ),
        sa.ForeignKeyConstraint(
            ["original"],
            ["originals.hash"],
        ),
        sa.ForeignKeyConstraint(
            ["replaces"],
            ["documents.number"],
        ),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("documents_original", "documents", ["original"], unique=False)
    op.create_index("documents_url", "documents", ["url"], unique=False)
    op.create_table(
        "name_forms",
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("name", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["name"],
            ["names.number"],
        ),
        sa.PrimaryKeyConstraint("form", "name"),
        sqlite_with_rowid=False,
    )
    op.create_index("name_forms_name", "name_forms", ["name"], unique=False)
    op.create_table(
        "analyses",
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("findings", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document"],
            ["documents.number"],
        ),
        sa.PrimaryKeyConstraint("document"),
    )
    op.create_table(
        "claims",
        sa.Column("key", KEY, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("source_kind", sa.Text(), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("review", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document"],
            ["documents.number"],
        ),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("id"),
    )
    op.create_table(
        "events",
        sa.Column("key", KEY, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("actors", sa.Text(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document"],
            ["documents.number"],
        ),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "reviews",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=True),
        sa.Column("claim", sa.Text(), nullable=True),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("anchor", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document"],
            ["documents.number"],
        ),
        sa.ForeignKeyConstraint(
            ["undoes"],
            ["reviews.number"],
        ),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("reviews_document", "reviews", ["document"], unique=False)
    op.create_table(
        "unheld",
        sa.Column("review", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review"],
            ["reviews.number"],
        ),
        sa.PrimaryKeyConstraint("review"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for name in INDEXES:
            op.execute(
                f"CREATE VIRTUAL TABLE {name} USING fts5(norm, stem, ids, content='', "
                "tokenize='unicode61 remove_diacritics 0')"
            )
        return
    for name in INDEXES:
        op.create_table(
            name,
            sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
            sa.Column("words", sa.dialects.postgresql.TSVECTOR(), nullable=False),
            sa.PrimaryKeyConstraint("key"),
        )
        op.create_index(f"{name}_words", name, ["words"], postgresql_using="gin")
