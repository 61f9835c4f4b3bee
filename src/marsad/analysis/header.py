"""What a report prints around its text: title, byline, date, reader counter, list of sources.

Labels come from the pack; they may all be fused on the first line. Without them, short lines under
the title may still tell a byline and a date.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from marsad.packs.pack import Pack
from marsad.text.page import Page

_HEADER_LINES = 6  # labels are sought in the first lines, or until the text begins
_LONGEST_TITLE = 40  # tokens
_LINE = 12  # tokens of a line under the title; a longer one begins the text


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Token ranges (first, end exclusive); ``None`` where the report prints no such thing.

    ``body`` holds the ranges in which somebody can speak: the title, and the text up to the list
    of sources. ``labelled`` is false where no label tells that ``date`` is one: any day that these
    lines name is.
    """

    title: tuple[int, int] | None
    byline: tuple[int, int] | None
    date: tuple[int, int] | None
    views: int | None
    references: tuple[int, int] | None
    body: tuple[tuple[int, int], ...]
    labelled: bool


def find_header(page: Page, pack: Pack) -> Header:
    """The header and the closing list of sources of a page."""
    count = len(page.words)
    top = _top_end(page)
    labels = _labels(page, pack, 0, top)
    first = labels[0][1] if labels else top
    fields: dict[str, tuple[int, int]] = {}
    for (name, _, behind), following in pairwise([*labels, ("", top, top)]):
        fields.setdefault(name, (behind, following[1]))
    title = _title(page, first, bool(labels))
    if title and not labels:
        fields = _unlabelled(page, pack, title[1])
    references = _references(page, pack, top, count)
    last = references[0] if references else count
    begin = top if labels else (title[1] if title else 0)
    body = ([title] if title else []) + ([(begin, last)] if begin < last else [])
    return Header(
        title=title,
        byline=fields.get("byline"),
        date=fields.get("date"),
        views=_number(page, fields.get("views")),
        references=(references[1], count) if references else None,
        body=tuple(body),
        labelled=bool(labels),
    )


def _top_end(page: Page) -> int:
    """The token behind the lines in which labels may stand."""
    end = page.breaks[0] if page.breaks else len(page.words)
    for number, at in enumerate(page.breaks[1:_HEADER_LINES], 1):
        line = page.words[page.breaks[number - 1] : at]
        if len(line) > 12 or ":" not in line:
            break
        end = at
    return end


def _labels(page: Page, pack: Pack, first: int, end: int) -> list[tuple[str, int, int]]:
    """Labels followed by a colon: (name, token of the label, token behind the colon)."""
    found: list[tuple[str, int, int]] = []
    at = first
    while at < end:
        hit = _label_at(page, pack, at, end, ("byline", "date", "views"))
        if hit is None:
            at += 1
            continue
        found.append((hit[0], at, hit[1]))
        at = hit[1]
    return found


def _label_at(
    page: Page, pack: Pack, at: int, end: int, names: tuple[str, ...]
) -> tuple[str, int] | None:
    key = page.keys[at]
    for name in names:
        for words in pack.header.get(name, ()):
            if words[0] != key:
                continue
            colon = at + len(words)
            if colon < end and page.words[colon] == ":" and tuple(page.keys[at:colon]) == words:
                return name, colon + 1
    return None


def _unlabelled(page: Page, pack: Pack, begin: int) -> dict[str, tuple[int, int]]:
    """What the short lines under a title hold that no stop ends: who wrote it, perhaps a date."""
    found: dict[str, tuple[int, int]] = {}
    end = begin
    for _ in range(_HEADER_LINES):
        first, last = page.line(end) if end < len(page.words) else (0, 0)
        if first != end or last - first > _LINE or page.words[last - 1] in page.writing.enders:
            break
        name = _author(page, pack, first, last)
        if name:
            found["byline"] = (name, last)
        end = last
    return found | {"date": (begin, end)}


def _author(page: Page, pack: Pack, first: int, end: int) -> int:
    """The capital that follows a label of bylines at the head of a line, or 0."""
    for words in pack.header.get("byline", ()) if pack.cased else ():
        at = first + len(words)
        if at < end and tuple(page.keys[first:at]) == words and page.words[at][0].isupper():
            return at
    return 0


def _title(page: Page, end: int, labelled: bool) -> tuple[int, int] | None:
    """The first line, when it is short and no stop ends it."""
    line_end = min(end, page.breaks[0] if page.breaks else len(page.words))
    if not 0 < line_end <= _LONGEST_TITLE or not (labelled or page.breaks):
        return None
    if not labelled and page.words[line_end - 1] == ".":
        return None
    return (0, line_end)


def _references(page: Page, pack: Pack, top: int, count: int) -> tuple[int, int] | None:
    """The last line that begins with a label of sources: (its first token, the token behind)."""
    for at in reversed(page.breaks):
        if at < top or at < count - 400:
            return None
        hit = _label_at(page, pack, at, count, ("references",))
        if hit is not None:
            return at, hit[1]
    return None


def _number(page: Page, field: tuple[int, int] | None) -> int | None:
    if field is None or field[0] >= field[1]:
        return None
    digits = page.words[field[0]].replace(",", "").replace(".", "").replace("٬", "")
    return int(digits) if digits.isdecimal() and len(digits) <= 15 else None
