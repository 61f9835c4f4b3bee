"""The few statements that SQLite and PostgreSQL write alike and SQLAlchemy does not share."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_once(connection: Connection, table: Table) -> Any:
    """An INSERT that passes over rows whose key is there already."""
    return _insert_once(connection.dialect.name, table)


def insert_over(connection: Connection, table: Table, *changed: str) -> Any:
    """An INSERT that, where the key is there already, changes some columns instead."""
    return _insert_over(connection.dialect.name, table, changed)


# Statements are made once: that takes as long as running them.


@cache
def _insert_once(dialect: str, table: Table) -> Any:
    return _insert(dialect, table).on_conflict_do_nothing()


@cache
def _insert_over(dialect: str, table: Table, changed: tuple[str, ...]) -> Any:
    statement = _insert(dialect, table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={name: statement.excluded[name] for name in changed},
    )


def _insert(dialect: str, table: Table) -> Any:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
