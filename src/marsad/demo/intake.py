"""Feeds that the demonstration looks at, and what it could not read."""

from __future__ import annotations

from sqlalchemy import Connection, update

from marsad.archive.failures import note_failures
from marsad.archive.feeds import keep_state
from marsad.archive.schema import failures
from marsad.demo.files import INTAKE, read_table
from marsad.intake.failures import Failure
from marsad.intake.watch import FeedState


def note_intake(connection: Connection) -> None:
    """Keep the feeds and the failures of ``intake.toml``, with their times."""
    table = read_table(INTAKE)
    for feed in table["feed"]:
        keep_state(connection, FeedState(**feed))
    for one in table["failure"]:
        place = one["place"]
        given = {"input": place, "outlet": one.get("outlet"), "published": None, "lang": None}
        note_failures(connection, [Failure(place, one["message"])], {**given, "fetch": False})
        times = {key: one[key] for key in ("first", "last", "tries")}
        connection.execute(update(failures).where(failures.c.place == place).values(**times))
