"""An observatory's own lists in linking: heads and offices, owners, circles, and what changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from marsad.archive.lists import files, put, remove
from marsad.archive.observatory import Observatory
from marsad.entities.lists import load_lists
from marsad.linking import Linked, join
from marsad.linking.joining import join as join_groups
from marsad.linking.nouns import Standing
from marsad.linking.stored.dumping import dump_groups
from marsad.linking.stored.linked import Told, Wanted

COUNCIL = """\
[[actor]]
id = "reed-council"
name = "Reed Council"
ar = ["مجلس القصب"]
en = ["Reed Council"]
sector = "SOC"
type = "tribal council"
example = "قال مجلس القصب إن الطريق آمن"

[[person]]
id = "samir-tal"
name = "Samir Tal"
ar = ["سمير التل"]
offices = [{ office = "leader", of = "Reed Council", from = "2024" }]
"""
LAMPS = """\
[[outlet]]
id = "east-lamp"
name = "East Lamp"
ar = ["صحيفة المصباح الشرقي"]
en = ["East Lamp"]
owner = "Twin Lamps Media"
example = "ذكرت صحيفة المصباح الشرقي أن الطريق مغلقة"

[[outlet]]
id = "west-lamp"
name = "West Lamp"
ar = ["صحيفة المصباح الغربي"]
en = ["West Lamp"]
owner = "Twin Lamps Media"
example = "ذكرت صحيفة المصباح الغربي أن الطريق مغلقة"
"""
FELL, CLOSED, SANK = "old bridge near Derna", "grain port of Tobruk", "ferry"
REPORTS = (
    ("Gulf Letter", "The Reed Council said that the old bridge near Derna had collapsed."),
    ("Oasis Agency", "The flood has made the old bridge near Derna collapse, Samir Tal said."),
    ("East Lamp", "West Lamp reported that strikers had closed the grain port of Tobruk."),
    (
        "صحيفة المصباح الغربي",
        "The grain port of Tobruk was closed by strikers, East Lamp reported.",
    ),
    ("Gulf Letter", "East Lamp reported that a ferry with sheep had sunk off Benghazi."),
    ("Oasis Agency", "Off Benghazi a ferry full of sheep sank at night, West Lamp reported."),
)


def fill(observatory: Observatory, folder: Path) -> None:
    """Put in the reports, two of each day."""
    lines = [
        {"id": f"r{day}", "lang": "en", "outlet": outlet, "published": f"2031-04-0{day // 2 + 1}"}
        | {"text": text}
        for day, (outlet, text) in enumerate(REPORTS)
    ]
    file = folder / "reports.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert observatory.add(file).new == len(REPORTS)


def put_lists(observatory: Observatory) -> None:
    with observatory.writing() as connection:
        put(connection, "council", COUNCIL, "سلمى")
        put(connection, "lamps", LAMPS, "سلمى")


@pytest.fixture
def observatory(address: str, tmp_path: Path) -> Iterator[Observatory]:
    """An archive whose lists were there before its reports; joined."""
    with Observatory(address) as made:
        put_lists(made)
        fill(made, tmp_path)
        Linked(made).update()
        yield made


def told_of(linked: Linked, words: str) -> Told:
    """The one proposition that says some words."""
    (found,) = (one for one in linked.propositions(Wanted()) if words in one.proposition.gloss)
    return found


def counted(observatory: Observatory, words: str) -> tuple[int, int]:
    return tuple(told_of(Linked(observatory), words).proposition.independent)


def test_an_office_and_its_listed_head_are_one_origin(observatory: Observatory) -> None:
    fell = told_of(Linked(observatory), FELL).proposition
    assert fell.independent == (1, 1)
    assert fell.standing is Standing.SINGLE_ORIGIN
    assert [one.party for one in fell.origins] == ["reed-council"]


def test_two_outlets_of_one_listed_owner_are_one_origin_that_is_marked(
    observatory: Observatory,
) -> None:
    sank = told_of(Linked(observatory), SANK).proposition
    assert [one.owner for one in sank.origins] == ["Twin Lamps Media"]
    assert sank.independent == (1, 1)


def test_listed_outlets_that_cite_each_other_are_a_circle(observatory: Observatory) -> None:
    closed = told_of(Linked(observatory), CLOSED)
    (circle,) = closed.circles
    assert circle.outlets == ("East Lamp", "West Lamp")
    assert circle.closed == "2031-04-02"
    assert closed.proposition.independent.at_least == 0


def test_other_lists_join_all_anew_and_the_same_ones_again_nothing(
    observatory: Observatory,
) -> None:
    linked = Linked(observatory)
    before = list(linked.dump())
    assert linked.waiting() == 0
    with observatory.writing() as connection:
        remove(connection, "council", "سلمى")
    assert linked.waiting() == len(REPORTS)
    assert linked.settle().documents == 0
    assert linked.update().documents == len(REPORTS)
    assert counted(observatory, FELL) == (2, 2)
    assert linked.waiting() == 0
    with observatory.writing() as connection:
        put(connection, "council", COUNCIL, "هند")
    assert linked.update().documents == len(REPORTS)
    assert list(linked.dump()) == before
    assert linked.update().documents == 0


def test_bit_by_bit_from_nothing_in_processes_and_in_memory_come_out_alike(
    observatory: Observatory,
) -> None:
    linked = Linked(observatory)
    stepwise = list(linked.dump())
    linked.rebuild(workers=2)
    assert list(linked.dump()) == stepwise
    with observatory.reading() as connection:
        own = files(connection)
    analyses = list(observatory.documents())
    lists = load_lists(*own)
    assert list(dump_groups(join_groups(analyses, lists), lists)) == stepwise
    joined = join(analyses, actors=own)
    told = {one.proposition.id: one.proposition for one in joined.propositions}
    assert told == {one.proposition.id: one.proposition for one in linked.propositions(Wanted())}


def test_one_whose_lists_change_while_it_links_leaves_the_rest_to_the_next(
    observatory: Observatory,
) -> None:
    linked = Linked(observatory)

    def change(*_: object) -> None:
        with observatory.writing() as connection:
            remove(connection, "lamps", "سلمى")
        Linked(observatory).update()

    with observatory.writing() as connection:
        put(connection, "council", COUNCIL.replace("tribal council", "council"), "هند")
    linked.update(advance=once(change))
    assert linked.waiting() == 0
    after = list(linked.dump())
    linked.rebuild()
    assert list(linked.dump()) == after


def once(work: Callable[..., None]) -> Callable[..., None]:
    """Does some work the first time that it is called."""
    waiting = [work]

    def call(*given: object) -> None:
        if waiting:
            waiting.pop()(*given)

    return call


def test_archives_of_one_process_do_not_share_their_lists(
    observatory: Observatory, tmp_path: Path
) -> None:
    with Observatory.create(tmp_path / "other.db") as other:
        fill(other, tmp_path)
        Linked(other).update()
        assert counted(other, FELL) == (1, 2)
        assert not any(one.circles for one in Linked(other).propositions(Wanted()))
    Linked(observatory).rebuild()
    assert counted(observatory, FELL) == (1, 1)
