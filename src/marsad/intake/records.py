"""One JSON object of the reading contract to one document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import msgspec

from marsad.codec import from_json
from marsad.ids import bytes_hash, content_id
from marsad.intake.decoding import decode, make_inert
from marsad.intake.failures import Failure, Unreadable
from marsad.model import Document, Span

_WRONG_KEY = re.compile(r"Expected `(.*)`, got `(.*)` - at `\$\.(\w+)`")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ]|$)")


class Given(NamedTuple):
    """What the caller says of documents that do not say it themselves."""

    outlet: str | None
    published: str | None
    lang: str | None = None


class _Record(msgspec.Struct):
    """The keys that are kept; others are passed over."""

    text: str
    id: str | int | None = None
    lang: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None


def read_record(raw: bytes, place: str, given: Given) -> Iterator[Document | Failure]:
    """The document in one JSON object, or why there is none.

    A date that is none costs the date, not the document: both a failure and the document come.
    """
    try:
        record = _parse(raw)
        if not record.text.strip():
            raise Unreadable('the key "text" is empty; leave the document out or give its text')
    except Unreadable as error:
        yield Failure(place, str(error))
        return
    published = _clean(record.published) or given.published
    if published is not None and not is_date(published):
        yield Failure(
            place, f'"published" is "{published}" and was left out; write it as 2017-06-08'
        )
        published = given.published
    outlet, lang = _clean(record.outlet) or given.outlet, _clean(record.lang) or given.lang
    yield _build(record, bytes_hash(raw), Given(outlet, published, lang))


def is_date(value: str) -> bool:
    """Whether a string begins with a day of the calendar as ISO 8601 writes it."""
    if not _DATE.match(value):
        return False
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return False
    return True


def parse_json(raw: bytes) -> Any:
    """Plain data from JSON in any readable encoding. Raises ``Unreadable``."""
    try:
        return from_json(raw)
    except (ValueError, RecursionError) as error:
        try:  # lone surrogates and raw control characters, which the standard library lets pass
            return json.loads(decode(raw), strict=False)
        except (ValueError, RecursionError):
            raise Unreadable(f"broken JSON ({error}); write one whole object") from error


def _parse(raw: bytes) -> _Record:
    try:
        return msgspec.json.decode(raw, type=_Record)
    except msgspec.ValidationError as error:
        raise _explain(error) from error
    except (ValueError, RecursionError):
        data = parse_json(raw)
    try:
        return msgspec.convert(data, _Record)
    except msgspec.ValidationError as error:
        raise _explain(error) from error


def _explain(error: msgspec.ValidationError) -> Unreadable:
    """A message of msgspec in the words of somebody who writes JSON."""
    wrong = _WRONG_KEY.match(str(error))
    if wrong:
        expected, got, key = wrong.groups()
        return Unreadable(f'the key "{key}" holds {got}; give it {expected.replace(" | ", " or ")}')
    if "missing" in str(error):
        return Unreadable('the key "text" is missing; every object needs it')
    return Unreadable(f'not a JSON object; write {{"text": "…"}} ({error})')


def _clean(value: str | None) -> str | None:
    """The value made inert; ``None`` if nothing is in it."""
    return make_inert(value) if value is not None and value.strip() else None


def _build(record: _Record, source_hash: str, given: Given) -> Document:
    text, url, title = make_inert(record.text), _clean(record.url), _clean(record.title)
    chosen = _clean(str(record.id)) if record.id is not None else None
    return Document(
        id=chosen or content_id(url, text),
        text=text,
        lang=given.lang,
        outlet=given.outlet,
        url=url,
        headline=title,
        title=None if title is None else find_title(text, title.strip()),
        published=given.published,
        source_hash=source_hash,
    )


def find_title(text: str, title: str) -> Span | None:
    """Where the title stands, if the text begins with it."""
    start = len(text) - len(text.lstrip())
    return Span(start, start + len(title)) if text.startswith(title, start) else None
