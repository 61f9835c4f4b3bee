"""Bonds: how one proposition stands to another, gathered from the links between their statements.

- ``denies`` leads from the denial to what is denied; ``by`` are the voices that deny. That somebody
  did not do it denies nothing of what another is said to have done.
- ``contradicts`` has no direction: the smaller id stands first, and nobody says it.
- ``updates`` leads from the later word of an origin to its earlier one.
- ``confirms`` leads from what confirms to what is confirmed, where it is earned
  (``marsad.linking.relations.confirmations``) and neither denies nor contradicts the other.

There is one bond for a pair and a relation. Its first reason says who and when; what the links
compared follows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from marsad.entities.lists import Lists
from marsad.linking.comparing.propositions import proposition_id
from marsad.linking.nouns import BETWEEN, Bond, Judgement, Link, Reason, Relation, Statement
from marsad.linking.reasons import listed
from marsad.linking.relations.confirmations import confirm
from marsad.linking.relations.sides import doers, name_of, side_of

DENIAL, CONTRADICTION, UPDATE = "denial", "contradiction", "update"
_OPPOSED = frozenset({Relation.DENIES, Relation.CONTRADICTS})
_MOST = 6  # reasons of a bond that a person still reads, the firmest links first


class _Group(NamedTuple):
    id: str
    members: tuple[Statement, ...]


class _Member(NamedTuple):
    told: Statement
    group: _Group

    @property
    def when(self) -> tuple[int, str, int, str]:
        return _when(self.told)


class _Tie(NamedTuple):
    """A link seen from the statement that says to the one of which it is said."""

    one: Statement
    other: Statement
    relation: Relation
    link: Link
    told: Reason | None = None


def unjudged(links: Iterable[Link], judgements: Iterable[Judgement]) -> tuple[Link, ...]:
    """The links of pairs that no person has judged: a judgement outranks what the machine says."""
    judged = {frozenset((one.one, one.other)) for one in judgements}
    return tuple(link for link in links if frozenset((link.one, link.other)) not in judged)


def find_bonds(
    groups: Iterable[Sequence[Statement]], links: Iterable[Link], lists: Lists
) -> tuple[Bond, ...]:
    """The bonds between propositions, whatever the order of statements and links.

    Args:
        groups: the statements of each proposition.
        links: between statements, without those that a judgement outranks (``unjudged``).
    """
    of = {one.id: _Member(one, group) for group in map(_group, groups) for one in group.members}
    gathered: defaultdict[tuple[str, str], list[_Tie]] = defaultdict(list)
    for link in links:
        one, other = of.get(link.one), of.get(link.other)
        if one is None or other is None or one.group.id == other.group.id:
            continue
        first, second = sorted((one.group.id, other.group.id))
        gathered[first, second] += _read(link, one, other, lists)
    found = (bond for pair in gathered for bond in _bind(gathered[pair], of, lists))
    return tuple(sorted(found, key=lambda bond: (bond.one, bond.other, bond.relation.value)))


def _group(members: Sequence[Statement]) -> _Group:
    ordered = tuple(sorted(members, key=_when))
    return _Group(proposition_id(ordered[0].id), ordered)


def _when(statement: Statement) -> tuple[int, str, int, str]:
    start = statement.content[0].start if statement.content else 0
    return statement.day or 0, statement.document, start, statement.id


def _read(link: Link, one: _Member, other: _Member, lists: Lists) -> Iterator[_Tie]:
    """What a link between two propositions says of them."""
    earlier, later = sorted((one, other), key=lambda member: member.when)
    match link.relation:
        case Relation.DENIES:
            denial, told = _denial(later.told, earlier.told)
            if not (_of_others(denial, told, lists) or _of_one_mind(denial, told, lists)):
                yield _Tie(denial, told, Relation.DENIES, link)
        case Relation.CONTRADICTS:
            if _about_numbers(link) or not _of_one_side(later.told, earlier.told, lists):
                yield _Tie(later.told, earlier.told, Relation.CONTRADICTS, link)
        case Relation.UPDATES:
            yield from _update(later.told, earlier.told, link)
        case Relation.SAME | Relation.CONFIRMS:
            yield from _confirmation(later, earlier, link, lists)


def _confirmation(later: _Member, earlier: _Member, link: Link, lists: Lists) -> Iterator[_Tie]:
    """Which of two confirms the other, if one does; the later one is asked first."""
    for says, said in ((later, earlier), (earlier, later)):
        told = confirm(says.told, said.told, said.group.members, link, lists)
        if told is not None:
            yield _Tie(says.told, said.told, Relation.CONFIRMS, link, told)
            return


def _denial(later: Statement, earlier: Statement) -> tuple[Statement, Statement]:
    """The denial and what is denied: the negative one of the two; of one polarity, the later."""
    if earlier.negative and not later.negative:
        return earlier, later
    return later, earlier


def _of_others(one: Statement, other: Statement, lists: Lists) -> bool:
    """Whether two statements tell the same sort of act of different doers.

    That one army did not strike denies nothing of another's strike.
    """
    pairs = [
        (
            doers(one.acts, (type,), one.day, lists),
            doers(other.acts, (type,), other.day, lists),
        )
        for type in {act.type for act in one.acts} & {act.type for act in other.acts}
    ]
    return any(a and b for a, b in pairs) and not any(a & b for a, b in pairs)


def _of_one_side(one: Statement, other: Statement, lists: Lists) -> bool:
    """Whether one side says both; what an outlet tells on its own word is of no side, and a
    source without a name does not speak for its body."""
    if len(one.chain) == 1 or len(other.chain) == 1:
        return False
    ours, theirs = side_of(one, lists), side_of(other, lists)
    return ours.named and theirs.named and not ours.keys.isdisjoint(theirs.keys)


def _of_one_mind(denial: Statement, told: Statement, lists: Lists) -> bool:
    """Whether one side says both, and takes nothing back, as the same voice may on a later day."""
    same = side_of(denial, lists).name == side_of(told, lists).name
    later = denial.day is not None and told.day is not None and denial.day > told.day
    return not (same and later) and _of_one_side(denial, told, lists)


def _about_numbers(link: Link) -> bool:
    return any(reason.told == "numbers_against" for reason in link.reasons)


def _update(later: Statement, earlier: Statement, link: Link) -> Iterator[_Tie]:
    """An update is later; of one time, two documents contradict each other."""
    if (later.published or "") > (earlier.published or "") and earlier.published:
        yield _Tie(later, earlier, Relation.UPDATES, link)
    elif later.document != earlier.document:
        yield _Tie(later, earlier, Relation.CONTRADICTS, link)


def _bind(ties: Sequence[_Tie], of: dict[str, _Member], lists: Lists) -> Iterator[Bond]:
    relations = {tie.relation for tie in ties}
    for relation in sorted(relations):
        if relation is Relation.CONFIRMS and relations & _OPPOSED:
            continue
        some = [tie for tie in ties if tie.relation is relation]
        yield _bond(relation, _one_way(some, of), of, lists)


def _one_way(ties: Sequence[_Tie], of: dict[str, _Member]) -> list[_Tie]:
    """The ties of the direction that most links have; of as many, the firmest, then by the ids."""
    ways: defaultdict[tuple[str, str], list[_Tie]] = defaultdict(list)
    for tie in ties:
        ways[of[tie.one.id].group.id, of[tie.other.id].group.id].append(tie)
    if ties[0].relation is Relation.CONTRADICTS:
        return sorted(ties, key=_firmness)

    def weight(way: tuple[str, str]) -> tuple[int, float, tuple[str, str]]:
        some = ways[way]
        return -len(some), -max(tie.link.score for tie in some), way

    return sorted(ways[min(ways, key=weight)], key=_firmness)


def _firmness(tie: _Tie) -> tuple[float, tuple[int, str, int, str], str, str]:
    return -tie.link.score, _when(tie.one), tie.one.id, tie.other.id


def _bond(relation: Relation, ties: Sequence[_Tie], of: dict[str, _Member], lists: Lists) -> Bond:
    one, other = of[ties[0].one.id].group.id, of[ties[0].other.id].group.id
    if relation is Relation.CONTRADICTS:
        one, other = sorted((one, other))
    says = sorted({tie.one.id: tie.one for tie in ties}.values(), key=_when)
    heads = tuple(_heads(relation, ties, says, lists))
    compared = (reason for tie in ties for reason in tie.link.reasons if reason.told)
    return Bond(
        one=one,
        other=other,
        relation=relation,
        by=None if relation is Relation.CONTRADICTS else _voices(says, lists),
        reasons=tuple(dict.fromkeys((*heads, *compared)))[:_MOST],
    )


def _heads(
    relation: Relation, ties: Sequence[_Tie], says: Sequence[Statement], lists: Lists
) -> Iterator[Reason]:
    """Who says so and when: what the standing of the other proposition quotes."""
    match relation:
        case Relation.DENIES:
            yield Reason(DENIAL, "voices", _told_by(says, lists))
        case Relation.UPDATES:
            yield Reason(UPDATE, "voices", _told_by(says, lists))
        case Relation.CONFIRMS:
            first_tie = min(ties, key=lambda tie: _when(tie.one))
            yield from () if first_tie.told is None else (first_tie.told,)
        case _:
            tie = ties[0]
            first, second = sorted((tie.one, tie.other), key=_when)
            both = tuple(_voice(side_of(one, lists).name, [one], lists) for one in (first, second))
            yield Reason(CONTRADICTION, "voices_against", both)


def _voices(says: Sequence[Statement], lists: Lists) -> str | None:
    names = dict.fromkeys(side_of(one, lists).name for one in says)
    return BETWEEN.join(name for name in names if name is not None) or None


def _told_by(says: Sequence[Statement], lists: Lists) -> tuple[Any, ...]:
    """The voices of some statements, the earliest first, and how many more there are."""
    voices: dict[str | None, list[Statement]] = {}
    for one in says:
        voices.setdefault(side_of(one, lists).name, []).append(one)
    return listed([_voice(name, some, lists) for name, some in voices.items()])


def _voice(name: str | None, some: Sequence[Statement], lists: Lists) -> tuple[Any, ...]:
    """A voice: who, for whom, on which day, through whom, or through how many outlets."""
    first = some[0]
    outlets = {one.outlet or one.document for one in some}
    if len(outlets) > 1:
        return name, side_of(first, lists).behalf, first.day, (), len(outlets)
    through = tuple(told for voice in first.chain[:-1] if (told := name_of(voice)))
    return name, side_of(first, lists).behalf, first.day, through, 0
