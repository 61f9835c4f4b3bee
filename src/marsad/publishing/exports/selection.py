"""What is exported: a query, days of publication, and which of what they find."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from marsad.archive.search.query import Field, Query, parse_query
from marsad.linking.nouns import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is asked for; what is empty or ``None`` is not asked.

    ``query`` is that of a search (docs/search.md). ``since`` and ``until`` are ordinals of days of
    publication, both among them. ``statuses`` are those of events; without them each format has its
    own. ``propositions`` are whole ids: these and no others, and of other kinds what tells them.
    ``standing``, ``origins`` (independent ones, at least) and ``circular`` are of propositions.
    ``most`` is the most rows, ``looked`` the most claims or documents that are looked at for them.
    """

    query: str = ""
    since: int | None = None
    until: int | None = None
    statuses: tuple[str, ...] = ()
    propositions: tuple[str, ...] = ()
    standing: Standing | None = None
    origins: int | None = None
    circular: bool = False
    most: int | None = None
    looked: int | None = None


def query_of(selection: Selection) -> Query:
    """The query of a selection, with its days.

    Raises:
        ValueError: the query cannot be meant; the message names the remedy.
    """
    query = parse_query(selection.query)
    days = []
    if selection.since is not None:
        days.append(Field("after", date.fromordinal(selection.since).isoformat()))
    if selection.until is not None and selection.until < date.max.toordinal():
        days.append(Field("before", date.fromordinal(selection.until + 1).isoformat()))
    return replace(query, dates=(*query.dates, *days)) if days else query


def asks(selection: Selection) -> bool:
    """Whether words or fields are asked for, and not days alone.

    Raises:
        ValueError: the query cannot be meant.
    """
    return bool(parse_query(selection.query).root.parts)
