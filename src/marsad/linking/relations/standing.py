"""How a proposition stands, and why; a standing is never a verdict on truth.

The first that holds:

1. ``withdrawn``: every document that says it was taken away or replaced by another text;
2. ``contested``: a denial of it, or a contradiction to it, stands, and is not withdrawn itself;
3. ``corroborated``: two independent origins at least, not all of them parties to the deed;
4. ``self-stated only``: whoever is known to say it speaks of his own deed;
5. ``single origin``: one independent origin at least;
6. ``origin unknown``: no voice is known.

A denial makes contested what it denies, not itself: it stands as its own origins let it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from marsad.linking.nouns import (
    Bond,
    Independent,
    Origin,
    Reason,
    Relation,
    Standing,
    Statement,
)
from marsad.linking.reasons import listed
from marsad.linking.relations.bonds import CONTRADICTION, DENIAL, UPDATE
from marsad.linking.relations.confirmations import CONFIRMATION
from marsad.model import Kind

ORIGINS, SELF, WITHDRAWN = "origins", "self", "withdrawn"
_CODES = {  # that of the first reason of a bond
    Relation.DENIES: DENIAL,
    Relation.CONTRADICTS: CONTRADICTION,
    Relation.CONFIRMS: CONFIRMATION,
    Relation.UPDATES: UPDATE,
}


class Stood(NamedTuple):
    """A standing with its reasons, the deciding one first."""

    standing: Standing
    reasons: tuple[Reason, ...]


class Based(Protocol):
    """On whose word a proposition stands: what ``marsad.linking.origins.find`` finds of it."""

    @property
    def origins(self) -> tuple[Origin, ...]: ...

    @property
    def independent(self) -> Independent: ...


class Basis(NamedTuple):
    """The least that tells on whose word a proposition stands."""

    origins: tuple[Origin, ...]
    independent: Independent


def stand(
    id: str,
    members: Sequence[Statement],
    basis: Based,
    bonds: Iterable[Bond] = (),
    gone: Collection[str] = (),
) -> Stood:
    """How a proposition stands.

    Args:
        id: of the proposition.
        members: its statements.
        bonds: those that touch it; others are passed over.
        gone: propositions that are withdrawn: what they deny or contradict no longer counts.
    """
    own = [bond for bond in bonds if _stands(bond, id, gone)]
    if is_withdrawn(members):
        return Stood(Standing.WITHDRAWN, (_withdrawal(members),))
    opposed = tuple(_told(bond) for bond in own if _opposes(bond, id))
    beside = tuple(_told(bond) for bond in own if _supports(bond, id))
    whence = tuple(_whence(members, basis))
    if opposed:
        return Stood(Standing.CONTESTED, (*opposed, *whence, *beside))
    return Stood(_by_origins(basis), (*whence, *beside, *_partly_withdrawn(members)))


def is_withdrawn(members: Iterable[Statement]) -> bool:
    """Whether every document that tells a proposition is withdrawn."""
    return all(one.withdrawn for one in members)


def _stands(bond: Bond, id: str, gone: Collection[str]) -> bool:
    """Whether a bond touches a proposition, and what is at its other end is not withdrawn."""
    if id not in (bond.one, bond.other):
        return False
    return (bond.other if bond.one == id else bond.one) not in gone


def _opposes(bond: Bond, id: str) -> bool:
    if bond.relation is Relation.DENIES:
        return bond.other == id
    return bond.relation is Relation.CONTRADICTS


def _supports(bond: Bond, id: str) -> bool:
    return bond.other == id and bond.relation in (Relation.CONFIRMS, Relation.UPDATES)


def _told(bond: Bond) -> Reason:
    """The first reason of a bond, seen from the other end."""
    code = _CODES[bond.relation]
    said = next((one for one in bond.reasons if one.code == code), None)
    if said is None:
        return Reason(code, "by", (bond.by,))
    return Reason(code, f"{code}_{said.told}", said.values)


def _by_origins(basis: Based) -> Standing:
    known = [one for one in basis.origins if one.kind is not Kind.UNKNOWN]
    if not known:
        return Standing.UNKNOWN
    if all(one.self_stated for one in known):
        return Standing.SELF_STATED
    if basis.independent.at_least >= 2:
        return Standing.CORROBORATED
    return Standing.SINGLE_ORIGIN


def _whence(members: Sequence[Statement], basis: Based) -> Iterator[Reason]:
    """The origins by name, with the outlets that carry them."""
    outlets = {one.id: one.outlet or one.document for one in members}
    known = [one for one in basis.origins if one.kind is not Kind.UNKNOWN]
    bare = {outlets[id] for id in _bare(basis, members) if id in outlets}
    if not known:
        yield Reason(ORIGINS, "no_origin", (len(bare),))
        return
    named = listed([_origin(one, outlets) for one in known])
    yield Reason(ORIGINS, "origins", (*basis.independent, *named))
    if bare:
        yield Reason(ORIGINS, "bare", (len(bare),))
    own = [one.name for one in known if one.self_stated]
    if own:
        yield Reason(SELF, "own_deed", listed(own))


def _bare(basis: Based, members: Sequence[Statement]) -> set[str]:
    """The statements for which no voice but the outlet's is known."""
    bare = {id for one in basis.origins if one.kind is Kind.UNKNOWN for id in one.statements}
    known = any(one.kind is not Kind.UNKNOWN for one in basis.origins)
    return bare if bare or known else {one.id for one in members}


def _origin(origin: Origin, outlets: Mapping[str, str]) -> tuple[Any, ...]:
    """What an origin is called, whether that is a name, and how many outlets carry it."""
    carried = {outlets[one] for one in origin.statements if one in outlets}
    return origin.name, int(origin.named), len(carried)


def _withdrawal(members: Sequence[Statement]) -> Reason:
    documents = len({one.document for one in members})
    outlets = sorted({one.outlet for one in members if one.outlet})
    return Reason(WITHDRAWN, "all_withdrawn", (documents, *listed(outlets)))


def _partly_withdrawn(members: Sequence[Statement]) -> Iterator[Reason]:
    gone = {one.document for one in members if one.withdrawn}
    if gone:
        whole = len({one.document for one in members})
        yield Reason(WITHDRAWN, "some_withdrawn", (len(gone), whole))
