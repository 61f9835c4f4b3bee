"""What Alembic runs: the steps, on the connection that it was handed, in one transaction."""

from __future__ import annotations

import re

from alembic import context

from marsad.archive.schema import metadata

# The tables behind an index of FTS5, which belong to SQLite.
_SEARCH = re.compile(r"\w+_index(_(data|idx|content|docsize|config))?")


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and name is not None and _SEARCH.fullmatch(name))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_name=_is_ours,
)
with context.begin_transaction():
    context.run_migrations()
