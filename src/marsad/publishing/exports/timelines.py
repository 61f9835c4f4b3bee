"""Dated events as JSON of TimelineJS: a slide for each, tellings that say the same made one.

TimelineJS takes texts for HTML, so every text of a report is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import islice
from typing import Any

from marsad.codec import to_json
from marsad.model import Status
from marsad.publishing.exports.clean import brief, tidy, web_address
from marsad.publishing.exports.dates import Day, day_of
from marsad.publishing.exports.entries import EventEntry
from marsad.publishing.exports.events import happened
from marsad.publishing.exports.export import Export
from marsad.publishing.exports.merging import Also, Happening, merge
from marsad.publishing.exports.readings import call
from marsad.publishing.visible import is_rtl
from marsad.publishing.words import Words, words_for
from marsad.version import __version__

MOST = 1_000  # tellings that are looked at: a timeline of some hundred slides is slow already
_HEADLINE = 90  # letters


def write_timelinejs(export: Export) -> Iterator[bytes]:
    """One object with ``title`` and ``events``; those told as done unless others are asked for."""
    words = words_for(export.lang)
    dated = (one for one in happened(export) if _start(one) is not None)
    told = list(islice(export.first(dated), MOST + 1))
    if len(told) > MOST:
        export.note(f"the newest {MOST:,} dated events; --since and --query ask for fewer days")
    slides = [_slide(one, words) for one in merge(told[:MOST])]
    headline = escape(tidy(export.selection.query)) or "Marsad"
    note = f"<p>{escape(words.word['disclaimer'])}</p><p>marsad {__version__}</p>"
    title = {"text": {"headline": headline, "text": _turned(note, words.direction)}}
    yield to_json({"title": title, "events": slides, "scale": "human"}) + b"\n"


def _start(entry: EventEntry) -> Day | None:
    """The first day; of a month or a year no day is taken."""
    return day_of(entry.date) or day_of(entry.first)


def _slide(one: Happening, words: Words) -> dict[str, Any]:
    entry = one.entry
    start, end = _start(entry), day_of(entry.last)
    made = {
        "unique_id": f"{entry.report.id}-{entry.event}",
        "start_date": _date(start),
        "group": _group(entry, words),
        "text": {"headline": _headline(entry, words), "text": _text(one, words)},
    }
    if end is not None and start is not None and len(start.parts()) == 3 and end != start:
        made["end_date"] = _date(end)  # a week, or from one day to another
    url = web_address(entry.report.url)
    if url is not None:
        made["media"] = {"url": url, "link": url, "caption": escape(brief(entry.report.title))}
    return made


def _date(day: Day | None) -> dict[str, int]:
    return {} if day is None else {k: v for k, v in day._asdict().items() if v is not None}


def _group(entry: EventEntry, words: Words) -> str:
    return escape(words.table["event_type"][entry.type])


def _headline(entry: EventEntry, words: Words) -> str:
    """The clause; behind its status where it is not told as done."""
    told = _turned(escape(brief(entry.sentence, _HEADLINE)), _direction(entry.sentence), "span")
    if entry.status == Status.ASSERTED.value:
        return told
    return f"[{escape(words.table['status'][entry.status])}] {told}"


def _text(one: Happening, words: Words) -> str:
    entry = one.entry
    facts = [words.table["status"][entry.status]]
    if entry.standing:
        facts.append(words.table["standing"][entry.standing])
    lines = [
        _turned(f"<p>{escape(tidy(entry.sentence))}</p>", _direction(entry.sentence)),
        *(_teller(one.entry, words) if not one.also else _tellers(one, words)),
        f"<p>{escape(' · '.join(facts))}</p>",
    ]
    return _turned("".join(lines), words.direction)


def _teller(entry: EventEntry, words: Words) -> list[str]:
    chain = f" {words.word['arrow']} ".join(
        f"<bdi>{escape(tidy(call(one)) or words.word['unnamed'])}</bdi>" for one in entry.chain
    )
    where = f"{entry.start}–{entry.end}"
    if len(entry.chain) == 1:
        return [f"<p>{_source(entry.report.outlet, entry.report.url, where)}</p>"]
    return [f"<p>{chain} · {_source(entry.report.outlet, entry.report.url, where)}</p>"]


def _tellers(one: Happening, words: Words) -> list[str]:
    return [*_teller(one.entry, words), *(f"<p>{_also(also)}</p>" for also in one.also)]


def _also(also: Also) -> str:
    where = f"{also.start}–{also.end}"
    return f"<bdi>{escape(tidy(also.chain))}</bdi> · {_source(also.outlet, also.url, where)}"


def _source(outlet: str | None, url: str | None, where: str) -> str:
    name, address = escape(tidy(outlet) or "?"), web_address(url)
    told = (
        f"<bdi>{name}</bdi>"
        if address is None
        else (f'<a href="{escape(address)}"><bdi>{name}</bdi></a>')
    )
    return f'{told} <small dir="ltr">{where}</small>'


def _direction(text: str) -> str:
    return "rtl" if is_rtl(text) else "ltr"


def _turned(html: str, direction: str, tag: str = "div") -> str:
    return f'<{tag} dir="{direction}">{html}</{tag}>'
