"""The links of a chunk: its statements compared with each other, and with those near them in days.

The same comparison as over an archive, of the same pairs. What is beside a chunk is taken some
documents at a time, so that memory holds no more of it, however many reports a day has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from marsad.bulk.admitting import MOST
from marsad.bulk.database import write_rows
from marsad.bulk.told import Saying, Sayings, Task
from marsad.codec import to_json
from marsad.entities.lists import Lists
from marsad.linking.comparing.candidates import UNDATED, WINDOW
from marsad.linking.comparing.window import Listed, Window
from marsad.linking.stored.gathering import uncollected
from marsad.linking.stored.slices import links_with, open_told
from marsad.linking.stored.store import LinkRow, chunks

LINKS = "links"
LINK_COLUMNS = {
    "one": "BIGINT",
    "other": "BIGINT",
    "relation": "VARCHAR",
    "score": "DOUBLE",
    "reasons": "VARCHAR",
}


def compare_chunk(task: Task) -> None:
    """Find the links of a chunk with itself and with what is before it, unless that is done."""
    if task.is_done(LINKS):
        return
    with task.lake.storage.drafting() as drafts, uncollected():
        made = write_rows(_lines(task, drafts), LINK_COLUMNS, drafts)
        task.lake.storage.take(made, task.name(LINKS))


def _lines(task: Task, drafts: Path) -> Iterator[bytes]:
    for row in sorted(_links(task, Sayings(task, drafts), task.lists)):
        yield to_json({**row._asdict(), "relation": row.relation.value})


def _links(task: Task, sayings: Sayings, lists: Lists) -> Iterator[LinkRow]:
    own = [_open(one) for one in sayings.of_chunk(task.chunk).values()]
    window = Window()
    for some in chunks(_beside(task, sayings), MOST):
        window = Window()
        _fill(window, some)
        if len(some) == MOST:
            for many in own:
                yield from _with(many, window, lists)
            window = Window()
    for many in own:
        for one in many:
            yield from links_with(one, window.promising(one), lists)
            window.add(one)


def _with(many: Sequence[Listed], window: Window, lists: Lists) -> Iterator[LinkRow]:
    for one in many:
        yield from links_with(one, window.promising(one), lists)


def _beside(task: Task, sayings: Sayings) -> Iterator[Saying]:
    """What documents say that stand before the chunk, and near it in days."""
    first = task.own.from_day - WINDOW
    for at in task.chunks.beside(task.chunk):
        for one in sayings.of_chunk(at).values():
            if one.day == UNDATED or one.day >= first:
                yield one


def _fill(window: Window, some: Sequence[Saying]) -> None:
    for saying in some:
        for one in _open(saying):
            window.add(one)


def _open(saying: Saying) -> list[Listed]:
    return open_told(saying.told) if saying.rows else []
