"""Self-statements: a party's word about its own deed, which confirms nothing.

A party speaks of itself when it acts or is acted upon in what is said; where no event was found in
the words, when it is the first actor that they name, which in news is as a rule the one they are
about.
"""

from __future__ import annotations

from functools import lru_cache

from marsad.entities.lists import Lists
from marsad.linking.nouns import Statement
from marsad.linking.origins.designations import LABELS, read_designation
from marsad.linking.origins.parties import Party, party_of

_KEPT = 5_000  # remembered: as many as some days of news have


def is_self_stated(statement: Statement, party: Party, lists: Lists) -> bool:
    """Whether a statement, as this party's word, is about the party itself."""
    ours = {party.key, party.kin}
    acting = [name for act in statement.acts for name in (*act.actors, *act.recipients)]
    if acting:
        return any(_party_of_name(name, statement.day, lists) in ours for name in acting)
    subject = next((term for term in statement.terms if term[:2] in ("a:", "n:")), None)
    return subject is not None and party_of(subject[2:], statement.day, lists).key in ours


@lru_cache(maxsize=_KEPT)
def _party_of_name(name: str, day: int | None, lists: Lists) -> str:
    """The party of an actor of an event, which has an id or a canonical English name."""
    if name in lists.entities:
        return party_of(name, day, lists).key
    told = read_designation(name, LABELS, lists)
    known = told.together[0] if told.together else told.body or told.state
    return party_of(known, day, lists).key if known else name
