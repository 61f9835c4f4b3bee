"""One JSON object of the reading contract to one document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from marsad.codec import from_json
from marsad.intake.articles import Given, build_item, clean
from marsad.intake.dates import is_date
from marsad.intake.decoding import decode
from marsad.intake.failures import Failure, Unreadable
from marsad.intake.originals import Address, Extract, Item, Original
from marsad.intake.outlets import find_outlet, is_address

_LONGEST = 300  # characters of an id
_ODD = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffd]")
_WRONG_KEY = re.compile(r"Expected `(.*)`, got `(.*)` - at `\$\.(\w+)`")


class _Record(msgspec.Struct):
    """The keys that are kept; others are passed over."""

    text: str | None = None
    id: str | int | None = None
    lang: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None


def read_record(original: Original, given: Given) -> Iterator[Item | Address | Failure]:
    """The document in one JSON object, or why there is none; an address where it has no text.

    A date that is none costs the date, not the document, and so does an id that cannot be one:
    both a failure and the document come.
    """
    place = original.place
    try:
        record = _parse(original.data)
    except Unreadable as error:
        yield Failure(place, str(error))
        return
    published = clean(record.published)
    if published is not None and not is_date(published):
        yield Failure(
            place, f'"published" is "{published}" and was left out; write it as 2017-06-08'
        )
        published = None
    if record.text is None:
        yield _address(record, published, place)
        return
    extract = Extract(
        text=record.text,
        title=record.title,
        author=record.author,
        published=published,
        lang=record.lang,
        outlet=record.outlet,
        url=record.url,
    )
    chosen = clean(str(record.id)) if record.id is not None else None
    if chosen is not None and not _is_usable(chosen):
        yield Failure(
            place,
            f'"id" is of {len(chosen):,} characters or holds controls, and was left out; '
            f"give one of {_LONGEST} at most, on one line",
        )
        chosen = None
    yield build_item(extract, original, given, chosen)


def _is_usable(id: str) -> bool:
    """Whether a document can be called so in an address of a page."""
    return len(id) <= _LONGEST and id == id.strip() and id.strip(".") != "" and not _ODD.search(id)


def _address(record: _Record, published: str | None, place: str) -> Address:
    return Address(
        url=clean(record.url) or "",
        place=place,
        title=clean(record.title),
        published=published,
        outlet=clean(record.outlet) or find_outlet(record.url),
        lang=clean(record.lang),
    )


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
        record = msgspec.json.decode(raw, type=_Record)
    except msgspec.ValidationError as error:
        raise _explain(error) from error
    except (ValueError, RecursionError):
        record = _convert(parse_json(raw))
    if record.text is None and not is_address(record.url or ""):
        raise Unreadable('the key "text" is missing; every object needs it')
    if record.text is not None and not record.text.strip():
        raise Unreadable('the key "text" is empty; leave the document out or give its text')
    return record


def _convert(data: Any) -> _Record:
    if isinstance(data, dict):  # other keys are passed over, and may hold what is no text
        data = {key: data[key] for key in _Record.__struct_fields__ if key in data}
    try:
        return msgspec.convert(data, _Record)
    except msgspec.ValidationError as error:
        raise _explain(error) from error


def _explain(error: msgspec.ValidationError) -> Unreadable:
    """A message of msgspec in the words of somebody who writes JSON."""
    wrong = _WRONG_KEY.match(str(error))
    if wrong:
        expected, got, key = wrong.groups()
        wanted = expected.removesuffix(" | null").replace(" | ", " or ")
        return Unreadable(f'the key "{key}" holds {got}; give it {wanted}')
    return Unreadable(f'not a JSON object; write {{"text": "…"}} ({error})')
