"""The theme that an archive keeps for its reports, so that all who publish from it use the same."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from marsad.archive.schema import facts
from marsad.codec import from_json, from_plain, to_json, to_plain
from marsad.publishing.reports.theme import PLAIN, Theme, find_theme

_NAME = "report theme"


def keep_theme(connection: Connection, theme: Theme | None) -> None:
    """Keep a theme with its logo, or none any more."""
    connection.execute(delete(facts).where(facts.c.name == _NAME))
    if theme is not None:
        value = to_json(to_plain(theme)).decode()
        connection.execute(insert(facts), {"name": _NAME, "value": value})


def kept_theme(connection: Connection) -> Theme | None:
    """The theme that the archive keeps."""
    found = connection.scalar(select(facts.c.value).where(facts.c.name == _NAME))
    return None if found is None else from_plain(from_json(found), Theme)


def theme_for(connection: Connection, path: Path | None = None) -> Theme:
    """The theme of a file that is named, else of the environment, else of the archive.

    Raises:
        ThemeError: the file cannot be used.
    """
    theme = find_theme(path)
    return (kept_theme(connection) or PLAIN) if theme is PLAIN else theme
