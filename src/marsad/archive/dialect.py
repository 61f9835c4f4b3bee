"""The few statements that SQLite and PostgreSQL write alike and SQLAlchemy does not share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_once(connection: Connection, table: Table) -> Any:
    """An INSERT that passes over rows whose key is there already."""
    return _insert(connection, table).on_conflict_do_nothing()


def insert_over(connection: Connection, table: Table, *changed: str) -> Any:
    """An INSERT that, where the key is there already, changes some columns instead."""
    statement = _insert(connection, table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={name: statement.excluded[name] for name in changed},
    )


def _insert(connection: Connection, table: Table) -> Any:
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
