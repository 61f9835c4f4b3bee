"""The lists: what stands in them, who held an office when, and a user's own entries."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.entities.lists import TABLES, list_files, load_lists, read_list


def table_size(table: str) -> int:
    return sum(entity.table == table for entity in load_lists().entities.values())


@pytest.mark.parametrize(
    ("table", "least"), [("state", 195), ("actor", 250), ("body", 120), ("outlet", 250)]
)
def test_the_lists_are_broad(table: str, least: int) -> None:
    assert table_size(table) >= least


def test_every_entry_but_persons_has_an_example() -> None:
    bare = [
        f"{path.name}: {entry['id']}"
        for path in list_files()
        for table, entries in read_list(path).items()
        for entry in entries
        if table != "person" and not entry.get("example")
    ]
    assert bare == []


def test_heads_of_forty_states_are_dated() -> None:
    heads = {
        "president",
        "king",
        "prime-minister",
        "chancellor",
        "emir",
        "sultan",
        "supreme-leader",
    }
    ministers = {"foreign-minister", "defence-minister"}
    holders = load_lists().holders
    states = {of for office, of in holders if office in heads}
    served = {of for office, of in holders if office in ministers}
    assert len(states & served & load_lists().entities.keys()) >= 40


@pytest.mark.parametrize(
    ("office", "of", "day", "name"),
    [
        ("president", "TR", "2017-06-08", "Recep Tayyip Erdoğan"),
        ("president", "US", "2016-12-31", "Barack Obama"),
        ("president", "US", "2017-06-08", "Donald Trump"),
        ("president", "US", "2017-01-20", "Donald Trump"),  # the day of the change
        ("foreign-minister", "RU", "2017-06-08", "Sergey Lavrov"),
        ("prime-minister", "IQ", "2018-06-12", "Haider al-Abadi"),
    ],
)
def test_an_office_has_one_holder_at_a_date(office: str, of: str, day: str, name: str) -> None:
    lists = load_lists()
    holder = lists.holder(office, of, day)
    assert holder is not None and lists.entities[holder].name == name


def test_without_a_date_or_a_holder_nobody_is_named() -> None:
    assert load_lists().holder("president", "US", None) is None
    assert load_lists().holder("president", "US", "1850-01-01") is None


def test_a_user_adds_entries_and_replaces_them(own_list: Path, tmp_path: Path) -> None:
    lists = load_lists(own_list)
    assert lists.entities["harbour-guard"].ends == "2020"
    assert lists.entities["SY"].name == "Syria"
    newer = tmp_path / "newer.toml"
    newer.write_text('[[actor]]\nid = "harbour-guard"\nname = "Guard of the Harbour"\n', "utf-8")
    assert load_lists(own_list, newer).entities["harbour-guard"].name == "Guard of the Harbour"


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ('[[actor]]\nname = "Nameless"\n', "needs id"),
        ('[[actor]]\nid = "x"\nname = "X"\ncolour = "red"\n', "no key called colour"),
        ('[[actor]]\nid = "x"\nname = "X"\nar = "x"\n', "ar has to be a list"),
        ('[[group]]\nid = "x"\nname = "X"\n', "no table called group"),
        ("[[actor]\n", "own.toml"),
        (
            '[[person]]\nid = "x"\nname = "X"\noffices = [{ office = "king", of = "SY", '
            'from = "last year" }]\n',
            "no ISO date",
        ),
    ],
)
def test_a_fault_is_named_with_its_entry(tmp_path: Path, written: str, fault: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(ValueError, match=r"own\.toml") as caught:
        read_list(path)
    assert fault in str(caught.value)


def test_every_table_has_a_file() -> None:
    found = {table for path in list_files() for table in read_list(path)}
    assert found == set(TABLES)
