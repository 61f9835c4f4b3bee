"""What an archive says together, asked by a program."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from marsad.archive.observatory import Observatory
from marsad.linking.nouns import Relation, Standing
from marsad.linking.stored.linked import Linked, Wanted

SAID = "The water ministry said that the dam near Derna had collapsed on Monday."
DENIED = "The water ministry denied that the dam near Derna had collapsed."
DAY = date(2031, 4, 2).toordinal()


@pytest.fixture
def linked(address: str, tmp_path: Path) -> Iterator[Linked]:
    """An archive of three reports: two tell one thing, one denies it."""
    with Observatory(address) as observatory:
        yield fill(observatory, tmp_path)


def fill(observatory: Observatory, tmp_path: Path) -> Linked:
    """Put in the three reports, and link them."""
    for number, (text, outlet) in enumerate(
        [(SAID, "The Harbour Post"), (SAID, "Oasis Agency"), (DENIED, "Gulf Wire")]
    ):
        file = tmp_path / f"{number}.jsonl"
        file.write_text(
            f'{{"id": "r{number}", "lang": "en", "outlet": "{outlet}", '
            f'"published": "2031-04-0{number + 2}", "text": "{outlet} reports. {text}"}}\n'
        )
        observatory.add(file)
    made = Linked(observatory)
    assert made.waiting() == 3
    assert made.update().documents == 3
    assert made.waiting() == 0
    return made


def test_a_proposition_is_found_by_how_many_tell_it_and_when(linked: Linked) -> None:
    (told,) = linked.propositions(Wanted(documents=2, since=DAY, until=DAY))
    assert (told.day, told.last, told.documents) == (DAY, DAY + 1, 2)
    assert told.proposition.standing is Standing.CONTESTED
    assert linked.proposition(told.proposition.id) == told
    assert [one.outlet for one in linked.members(told.proposition.id)] == [
        "The Harbour Post",
        "Oasis Agency",
    ]
    assert list(linked.propositions(Wanted(since=DAY + 400))) == []


def test_a_bond_leads_from_the_denial_to_what_it_denies(linked: Linked) -> None:
    (told,) = linked.propositions(Wanted(documents=2))
    (bond,) = linked.bonds(told.proposition.id)
    assert (bond.relation, bond.other) == (Relation.DENIES, told.proposition.id)


def test_a_claim_leads_to_its_statements_and_these_to_their_links(linked: Linked) -> None:
    (told,) = linked.propositions(Wanted(documents=2))
    one, other = linked.members(told.proposition.id)
    assert one.claim is not None
    assert linked.of_claim(one.claim) == (one,)
    relations = {link.relation for link in linked.links(one.id)}
    assert relations == {Relation.SAME, Relation.DENIES}
    assert other.id in {end for link in linked.links(one.id) for end in (link.one, link.other)}


def test_what_is_not_there_is_named(linked: Linked) -> None:
    with pytest.raises(LookupError, match="no such proposition"):
        linked.proposition("nothing")
    with pytest.raises(LookupError, match="no such statement"):
        linked.links("nothing")
