"""GDELT's lists of addresses: its events, its mentions, and its knowledge graph."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from marsad.intake.dates import read_date
from marsad.intake.originals import Address
from marsad.intake.outlets import find_outlet, is_address

_FILES = re.compile(r"\d+ [0-9a-f]{32} https?://\S+")
_TIME = re.compile(r"\d{8}(?:\d{6})?")
FILES = (
    "a list of GDELT's files, not of articles; download the export files that it names and give "
    "those"
)
# One page is the source of many events, in rows that stand close together.
_REMEMBERED = 10_000


class Form(NamedTuple):
    """A kind of GDELT's files: how many columns it has, where addresses and times stand."""

    columns: int
    url: int
    seen: int


# GDELT 2.0 and 1.0 events (SOURCEURL, DATEADDED), GKG 2.1 (DocumentIdentifier, DATE), mentions
# (MentionIdentifier, MentionTimeDate); from its codebooks. None has a header.
_FORMS = (Form(61, 60, 59), Form(58, 57, 56), Form(27, 4, 1), Form(16, 5, 2))


def is_list_of_files(line: str) -> bool:
    """Whether a line is one of GDELT's master list: a size, a hash, an address."""
    return _FILES.fullmatch(line.strip()) is not None


def find_form(line: str) -> Form | None:
    """The kind of file of which this is a row, by its columns."""
    cells = line.rstrip("\r\n").split("\t")
    for form in _FORMS:
        if len(cells) == form.columns and _TIME.fullmatch(cells[form.seen]):
            return form
    return None


def read_gdelt(rows: Iterable[tuple[int, str]], form: Form, place: str) -> Iterator[Address]:
    """The addresses in numbered rows, each once.

    ``published`` is when GDELT saw the page, in UTC: within a quarter of an hour of its
    publication for most.
    """
    remembered: OrderedDict[str, None] = OrderedDict()
    for number, row in rows:
        cells = row.rstrip("\r\n").split("\t")
        if len(cells) != form.columns or not is_address(cells[form.url]):
            continue
        url = cells[form.url]
        if url in remembered:
            continue
        remembered[url] = None
        if len(remembered) > _REMEMBERED:
            remembered.popitem(last=False)
        seen = cells[form.seen]
        yield Address(
            url=url,
            place=f"{place}:{number}",
            published=read_date(f"{seen}Z" if len(seen) > 8 else seen),
            outlet=find_outlet(url),
        )
