"""Planned events with a date as a calendar (RFC 5545), each tentative: somebody says it will be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from marsad.model import Precision, Status
from marsad.publishing.exports.clean import brief, tidy, web_address
from marsad.publishing.exports.events import announced, is_ahead
from marsad.publishing.exports.export import Export
from marsad.publishing.exports.extras import need
from marsad.publishing.exports.merging import Happening, chain_words, merge
from marsad.publishing.words import Words, words_for
from marsad.version import __version__

_LONGEST = 31  # days: what is planned for a year stands on no page of a calendar
_SUMMARY = 100  # letters


def write_icalendar(export: Export) -> Iterator[bytes]:
    """One calendar of whole days: planned events, and those told for a day to come.

    Raises:
        MissingExtra: icalendar is not installed.
    """
    icalendar = need("icalendar", "icalendar")
    words = words_for(export.lang)
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//Marsad//marsad {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Marsad")
    for one in merge(export.first(one for one in announced(export) if one.first)):
        days = _days(one)
        if days is not None:
            calendar.add_component(_event(icalendar, one, days, words))
    yield calendar.to_ical()


def _days(one: Happening) -> tuple[date, date] | None:
    """The first day and the day behind the last; ``None`` for more than a month."""
    first = date.fromisoformat(one.entry.first or "")
    last = date.fromisoformat(one.entry.last or one.entry.first or "")
    if (last - first).days >= _LONGEST or last == date.max:
        return None
    return first, last + timedelta(days=1)


def _event(icalendar: Any, one: Happening, days: tuple[date, date], words: Words) -> Any:
    entry, made = one.entry, icalendar.Event()
    added = datetime.fromisoformat(entry.report.added).astimezone(UTC)
    made.add("uid", f"{entry.report.id}-{entry.event}@marsad")
    made.add("dtstamp", added)
    made.add("dtstart", days[0])
    made.add("dtend", days[1])
    made.add("summary", _summary(one, words))
    made.add("status", "TENTATIVE")
    made.add("transp", "TRANSPARENT")
    made.add("description", _description(one, words))
    made.add("categories", [entry.type, entry.status])
    if entry.place:
        made.add("location", tidy(entry.place))
    if entry.precision == Precision.EXACT.value and entry.lat is not None:
        made.add("geo", (entry.lat, entry.lon))
    url = web_address(entry.report.url)
    if url is not None:
        made.add("url", url)
    return made


def _summary(one: Happening, words: Words) -> str:
    told = Status.PLANNED.value if is_ahead(one.entry) else one.entry.status
    status = words.table["status"][told]
    return f"[{status}] {brief(one.entry.sentence, _SUMMARY)}"


def _description(one: Happening, words: Words) -> str:
    """The clause, who says so in each report and where, how it stands, and what reads it so."""
    entry, report = one.entry, one.entry.report
    facts = [entry.type, tidy(entry.date)]
    if entry.standing:
        facts.append(words.table["standing"][entry.standing])
    lines = [
        tidy(entry.sentence),
        f"{chain_words(entry)} ({report.id} {entry.start}-{entry.end})",
        *(f"{also.chain} ({also.document} {also.start}-{also.end})" for also in one.also),
        " · ".join(facts),
        report.engine,
    ]
    return "\n".join(tidy(line) for line in lines)
