"""The fifth layout: what waits for people, and who read what, is found by an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index claims by what waits and what was looked at, reviews by claim, readings by engine."""
    _index_some("claims_waiting", ["score", "key"], "review IS NULL")
    _index_some("claims_by_rule", ["rule", "key"], "review IS NULL")
    _index_some("claims_reviewed", ["review", "key"], "review IS NOT NULL")
    op.create_index("reviews_claim", "reviews", ["claim"])
    op.create_index("reviews_rule", "reviews", ["rule", "claim"])
    op.create_index("analyses_engine", "analyses", ["engine"])


def _index_some(name: str, columns: list[str], condition: str) -> None:
    some = sa.text(condition)
    op.create_index(name, "claims", columns, sqlite_where=some, postgresql_where=some)
