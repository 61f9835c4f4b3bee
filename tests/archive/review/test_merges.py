"""Two names that are one: merged, split, and one group in between; on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Engine, delete, select, update

from marsad.archive.documents import Stored
from marsad.archive.namebook import NameBook
from marsad.archive.review.merges import find_name, group, merge, settle, split
from marsad.archive.review.record import history, undo
from marsad.archive.rows import Named
from marsad.archive.schema import names, reviews

Keep = Callable[..., Stored]


@pytest.fixture
def people(archive: Engine) -> dict[str, int]:
    """Names of an archive, by how they are called."""
    called = [("actor", "~Leila Haddad"), ("actor", "~Layla Hadad"), ("actor", "leila-haddad")]
    called += [("actor", "~Minister of Ports"), ("place", "place.LB.tyre"), ("place", "~Sour")]
    with archive.begin() as connection:
        found = [Named("actor", kind, entity, entity.lstrip("~")) for kind, entity in called]
        numbers = NameBook().numbers(connection, found, {})
    return {entity: number for (_, entity), number in numbers.items()}


def together(connection: Connection, people: dict[str, int], called: str) -> set[str]:
    by_number = {number: entity for entity, number in people.items()}
    return {by_number[number] for number in group(connection, people[called])}


def test_two_names_become_one_group_and_are_split_again(
    archive: Engine, people: dict[str, int]
) -> None:
    one, other, listed = people["~Layla Hadad"], people["~Leila Haddad"], people["leila-haddad"]
    with archive.begin() as connection:
        merged = merge(connection, "سلمى", one, other, "الاسم نفسه")
        assert (merged.action, merged.comment) == ("merge", "الاسم نفسه")
        assert '"entity":"~Layla Hadad"' in (merged.anchor or "")
        assert '"entity":"~Leila Haddad"' in (merged.after or "")
        merge(connection, "سلمى", other, listed)
        everyone = {"~Layla Hadad", "~Leila Haddad", "leila-haddad"}
        for name in everyone:
            assert together(connection, people, name) == everyone
        roots = select(names.c.same_as).where(names.c.number.in_([one, other]))
        assert set(connection.execute(roots).scalars()) == {listed}  # straight to the one on top
        split(connection, "هند", one)
        assert together(connection, people, "~Layla Hadad") == {"~Layla Hadad"}
        assert together(connection, people, "leila-haddad") == {"~Leila Haddad", "leila-haddad"}


def test_what_is_one_already_or_of_two_kinds_is_refused(
    archive: Engine, people: dict[str, int]
) -> None:
    one, other, listed = people["~Layla Hadad"], people["~Leila Haddad"], people["leila-haddad"]
    with archive.begin() as connection:
        merge(connection, "سلمى", one, other)
        merge(connection, "سلمى", other, listed)
        for again in ((listed, one), (one, listed), (one, one)):
            with pytest.raises(ValueError, match="are one already"):
                merge(connection, "سلمى", *again)
        with pytest.raises(ValueError, match="only two actors, or two places"):
            merge(connection, "سلمى", one, people["~Sour"])
        with pytest.raises(LookupError, match="no name of that number"):
            merge(connection, "سلمى", one, 999)
        with pytest.raises(ValueError, match="was not merged into another name; it stands for"):
            split(connection, "سلمى", listed)


def test_a_merge_is_undone_as_any_review_and_the_undo_too(
    archive: Engine, people: dict[str, int]
) -> None:
    with archive.begin() as connection:
        merged = merge(connection, "سلمى", people["~Sour"], people["place.LB.tyre"])
        undone = undo(connection, "سلمى", merged.number)
        assert together(connection, people, "~Sour") == {"~Sour"}
        undo(connection, "سلمى", undone.number)
        assert together(connection, people, "~Sour") == {"~Sour", "place.LB.tyre"}
        parted = split(connection, "سلمى", people["~Sour"])
        undo(connection, "سلمى", parted.number)
        assert together(connection, people, "~Sour") == {"~Sour", "place.LB.tyre"}
        assert [one.action for one in history(connection)] == [
            *("undo", "split"),
            *("undo", "undo", "merge"),
        ]


def test_a_merge_of_a_group_brings_the_whole_group(archive: Engine, people: dict[str, int]) -> None:
    with archive.begin() as connection:
        first = merge(connection, "سلمى", people["~Layla Hadad"], people["~Leila Haddad"])
        merge(connection, "سلمى", people["~Layla Hadad"], people["leila-haddad"])
        assert len(group(connection, people["~Leila Haddad"])) == 3
        undo(connection, "سلمى", first.number)
        assert together(connection, people, "~Layla Hadad") == {"~Layla Hadad"}
        assert together(connection, people, "leila-haddad") == {"~Leila Haddad", "leila-haddad"}


def test_the_rows_of_reviews_alone_make_the_groups_again(
    archive: Engine, people: dict[str, int]
) -> None:
    with archive.begin() as connection:
        merge(connection, "سلمى", people["~Layla Hadad"], people["leila-haddad"])
        connection.execute(update(names).values(same_as=None))
        settle(connection)
        assert len(group(connection, people["leila-haddad"])) == 2
        connection.execute(update(reviews).values(anchor="{", after=None))
        settle(connection)  # a record that cannot be read joins nobody
        assert len(group(connection, people["leila-haddad"])) == 1
        connection.execute(delete(reviews))


def test_a_name_is_called_by_id_or_by_what_it_is_called(
    archive: Engine, people: dict[str, int]
) -> None:
    with archive.begin() as connection:
        for called in ("~Minister of Ports", "Minister of Ports"):
            assert find_name(connection, called) == people["~Minister of Ports"]
        with pytest.raises(LookupError, match="no such name"):
            find_name(connection, "nobody")
        NameBook().numbers(connection, [Named("place", "place", "~leila-haddad", "x")], {})
        assert find_name(connection, "leila-haddad") == people["leila-haddad"]
        NameBook().numbers(connection, [Named("place", "place", "leila-haddad", "x")], {})
        with pytest.raises(LookupError, match="several names"):
            find_name(connection, "leila-haddad")
        assert find_name(connection, "leila-haddad", "actor") == people["leila-haddad"]
