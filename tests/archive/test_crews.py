"""Work shared out among processes: in order, and no process that dies costs more than its piece."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing

import pytest

from marsad.archive.crews import Crew, Line, Task


class Fatal:
    """What ends the process that is handed it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (1,)


AS_LISTS: Task[object, object] = Task(list, lambda _: "lost")


@pytest.fixture
def crew() -> Iterator[Crew]:
    with closing(Crew(2)) as begun:
        yield begun


def test_what_comes_of_chunks_is_in_their_order_however_many_processes(crew: Crew) -> None:
    chunks = [(number, number + 1) for number in range(9)]
    alone = list(Line(Crew(1), AS_LISTS).run(chunks))
    assert alone == list(map(list, chunks))
    assert list(Line(crew, AS_LISTS, alone=1).run(chunks)) == alone


def test_what_ends_its_process_is_named_and_all_else_is_done(crew: Crew) -> None:
    chunks = [(1, 2), (3, Fatal()), (4, 5), (6, 7)]
    done = list(Line(crew, AS_LISTS, alone=0).run(chunks))
    assert done == [[1, 2], [3, "lost"], [4, 5], [6, 7]]


def test_what_waits_for_work_does_it_where_its_process_died(crew: Crew) -> None:
    waiting = crew.begin(list, [Fatal()], lambda _: ["done here"])
    after = crew.begin(list, [1, 2])
    assert waiting() == ["done here"]
    assert after() == [1, 2]
    assert crew.begin(list, [3])() == [3]
