"""Many documents at once: cut into slices of days, each found in with what is near it in days.

A slice is looked through in any process: it needs what the documents within ten days say, and
nothing of the archive. What is found in it is what `linking.stored.store.look_up` would find.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from marsad.entities.lists import Lists
from marsad.linking.comparing.candidates import UNDATED, WINDOW, listed_terms
from marsad.linking.comparing.compare import relate
from marsad.linking.comparing.promises import Pair
from marsad.linking.comparing.window import Listed, Window, list_one
from marsad.linking.nouns import Statement
from marsad.linking.stored.packing import Row, pack, term_hash, unpack
from marsad.linking.stored.store import LinkRow, Stored, link_row

FEWEST = 256  # documents of a slice, but for the last: fewer spend more on what is near than on it
_BESIDE = 1  # and at least one document to so many that are only near it


class Told(NamedTuple):
    """What a document says, as rows; ``day`` is 0 where it is not known."""

    number: int
    day: int
    rows: tuple[Row, ...]


class Slice(NamedTuple):
    """Documents whose links are to be found, and those that are near them in days."""

    own: tuple[Told, ...]
    beside: tuple[Told, ...]


def cut(first: int, statements: Iterable[Statement]) -> tuple[Stored, ...]:
    """The statements of a document as they are stored; ``first`` is the key of the first."""
    return tuple(_cut(first + at, one, head=at == 0) for at, one in enumerate(statements))


def _cut(key: int, told: Statement, *, head: bool) -> Stored:
    weights = {term_hash(term): weight for term, weight in listed_terms(told).items()}
    row = Row(key, told.id, told.claim, pack(told, weights, head=head))
    return Stored(row, told.day or UNDATED, sum(told.terms.values()), weights)


def open_told(told: Told) -> list[Listed]:
    """The statements of a document with what they are looked up by."""
    return [list_one(one.key, one.statement) for one in unpack(told.rows)]


def find_in(slice: Slice, lists: Lists) -> list[LinkRow]:
    """The links of the documents of a slice with each other and with those beside, by keys."""
    window = Window()
    for told in slice.beside:
        for one in open_told(told):
            window.add(one)
    rows: list[LinkRow] = []
    for told in slice.own:
        for one in open_told(told):
            rows += links_with(one, window.promising(one), lists)
            window.add(one)
    return sorted(rows)


def links_with(
    one: Listed, others: Iterable[tuple[Listed, Pair]], lists: Lists
) -> Iterator[LinkRow]:
    """The links of a statement with some that promise enough for a comparison."""
    for other, pair in others:
        link = relate(one.held, other.held, lists, pair)
        if link is not None:
            yield link_row(one, other, link)


def is_large(own: int, beside: int) -> bool:
    """Whether so many documents are enough for a slice, where so many are near it."""
    return own >= max(FEWEST, beside // _BESIDE)


def near(told: Iterable[Told], first: int) -> list[Told]:
    """What is near a day, or later."""
    return [one for one in told if one.day >= first - WINDOW]
