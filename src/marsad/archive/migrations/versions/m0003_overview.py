"""The third layout: what an overview counts of propositions stands in their rows and indexes."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Count the circles of each proposition, and index what is counted and listed."""
    with op.batch_alter_table("propositions") as table:
        table.add_column(sa.Column("circles", sa.Integer(), nullable=False, server_default="0"))
    _count()
    op.drop_index("propositions_day", "propositions")
    op.drop_index("propositions_last", "propositions")
    op.create_index("propositions_day", "propositions", ["day", "standing"])
    op.create_index("propositions_last", "propositions", ["last", "standing", "circles"])
    op.create_index("propositions_standing", "propositions", ["standing", "last"])
    some = sa.text("circles > 0")
    op.create_index(
        "propositions_circles",
        "propositions",
        ["last"],
        sqlite_where=some,
        postgresql_where=some,
    )


def _count() -> None:
    connection = op.get_bind()
    there = sa.table("propositions", sa.column("id"), sa.column("found"), sa.column("circles"))
    ring = there.c.found.like('%"closed"%')  # a key that only circles have
    rows = connection.execute(sa.select(there.c.id, there.c.found).where(ring)).all()
    for id, found in rows:
        circles = len(json.loads(found)["circles"])
        connection.execute(sa.update(there).where(there.c.id == id).values(circles=circles))
