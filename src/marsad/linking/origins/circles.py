"""Circular reporting: outlets that cite each other for the same thing.

Citations are put in the order of their days. One that leads back to an outlet from which a way of
earlier citations leads to it closes a circle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from marsad.entities.lists import Lists
from marsad.linking.nouns import Circle, Statement
from marsad.linking.origins.publishers import find_publisher, outlet_key, publisher_key
from marsad.linking.origins.trails import order

_SHORTEST = 2  # citations of a circle


class _Citation(NamedTuple):
    citing: str
    cited: str
    member: Statement


def find_circles(members: Sequence[Statement], lists: Lists) -> tuple[Circle, ...]:
    """The circles among the members of one proposition, in the order in which they closed.

    Each closing citation gives one circle, the shortest. The same for the members in any order.
    """
    if sum(len(member.chain) - 1 for member in members) < _SHORTEST:
        return ()
    names: dict[str, str] = {}
    ahead: dict[str, dict[str, _Citation]] = {}
    found: list[Circle] = []
    for member in sorted(members, key=order):
        for citation in _citations(member, names, lists):
            there = ahead.setdefault(citation.citing, {})
            if citation.cited in there:
                continue
            way = _way(citation.cited, citation.citing, ahead)
            there[citation.cited] = citation
            if way is not None:
                found.append(_circle([*way, citation], names))
    return tuple(found)


def _citations(member: Statement, names: dict[str, str], lists: Lists) -> Iterator[_Citation]:
    """Which outlet cites which in the chain of a member; ``names`` learns what they are called."""
    publisher = publisher_key(member.outlet, lists)
    if publisher is None:
        return
    known = find_publisher(member.outlet, lists)
    names.setdefault(publisher, known.name if known else str(member.outlet))
    citing = publisher
    for voice in member.chain[1:]:
        cited = outlet_key(voice, lists)
        if cited is None or cited == citing:
            continue
        listed = lists.entities.get(cited)
        names.setdefault(cited, listed.name if listed else voice.name or voice.label or cited)
        yield _Citation(citing, cited, member)
        citing = cited


def _way(first: str, last: str, ahead: dict[str, dict[str, _Citation]]) -> list[_Citation] | None:
    """The shortest way of citations from one outlet to another; the earliest of equals."""
    reached: dict[str, list[_Citation]] = {first: []}
    waiting = [first]
    for at in waiting:
        if at == last:
            return reached[at]
        for citation in ahead.get(at, {}).values():
            if citation.cited not in reached:
                reached[citation.cited] = [*reached[at], citation]
                waiting.append(citation.cited)
    return None


def _circle(ring: Sequence[_Citation], names: dict[str, str]) -> Circle:
    """A ring of citations, from the earliest on."""
    first = min(range(len(ring)), key=lambda at: (order(ring[at].member), at))
    turned = [*ring[first:], *ring[:first]]
    days = [one.member.day for one in turned]
    closed = None if None in days else max(day for day in days if day is not None)
    return Circle(
        outlets=tuple(names[one.citing] for one in turned),
        closed=None if closed is None else date.fromordinal(closed).isoformat(),
        statements=tuple(one.member.id for one in turned),
    )
