"""Where the archive stands with each feed that it watches."""

from __future__ import annotations

from sqlalchemy import Connection, select

from marsad.archive.dialect import insert_over
from marsad.archive.schema import feeds
from marsad.codec import from_json, from_plain, to_json, to_plain
from marsad.intake.watch import FeedState


def load_states(connection: Connection) -> dict[str, FeedState]:
    """What is known of each feed, by its address."""
    rows = connection.execute(select(feeds.c.url, feeds.c.state))
    return {url: from_plain(from_json(state), FeedState) for url, state in rows}


def keep_state(connection: Connection, state: FeedState) -> None:
    """Keep what is known of a feed, after its entries were stored."""
    row = {"url": state.url, "state": to_json(to_plain(state)).decode()}
    connection.execute(insert_over(connection, feeds, "state"), row)
