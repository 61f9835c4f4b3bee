"""What linking has found, in one canonical form: the same whatever the order of arrival.

JSON lines: propositions by id, then bonds. Statements are called by their ids; no number of an
archive is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, select

from marsad.archive.schema import bonds, propositions, statements
from marsad.codec import from_json, to_json
from marsad.entities.lists import Lists
from marsad.linking.describing import describe, find_bonds, make_group
from marsad.linking.joining import Groups
from marsad.linking.nouns import Bond
from marsad.linking.stored.regrouping import bond_row, proposition_row

_PROPOSITIONS = select(propositions).order_by(propositions.c.id)
_MEMBERS = select(statements.c.proposition, statements.c.id).order_by(
    statements.c.proposition, statements.c.id
)
_BONDS = select(bonds).order_by(bonds.c.one, bonds.c.other, bonds.c.relation)


def dump(connection: Connection) -> Iterator[bytes]:
    """The propositions of an archive with their members, and their bonds, a line each."""
    members: defaultdict[str, list[str]] = defaultdict(list)
    for proposition, id in connection.execute(_MEMBERS):
        members[proposition].append(id)
    for row in connection.execute(_PROPOSITIONS):
        yield _proposition(dict(row._mapping), members[row.id])
    for row in connection.execute(_BONDS):
        yield _bond(dict(row._mapping))


def dump_groups(groups: Groups, lists: Lists) -> Iterator[bytes]:
    """The same of what was joined in memory."""
    made = [make_group(groups.statements[id] for id in ids) for ids in groups.groups]
    found = find_bonds(made, sorted(groups.links, key=lambda link: (link.one, link.other)), lists)
    touching: defaultdict[str, list[Bond]] = defaultdict(list)
    for bond in found:
        touching[bond.one].append(bond)
        touching[bond.other].append(bond)
    gone = {one.id for one in made if one.withdrawn}
    for one in sorted(made, key=lambda one: one.id):
        row = proposition_row(describe(one, touching[one.id], gone, lists), one)
        yield _proposition(row, sorted(member.id for member in one.members))
    rows = [bond_row(bond) for bond in found]
    for row in sorted(rows, key=lambda row: (row["one"], row["other"], row["relation"])):
        yield _bond(row)


def _proposition(row: Mapping[str, object], members: list[str]) -> bytes:
    found = from_json(str(row["found"]))
    return to_json({"proposition": row["id"], **row, "found": found, "members": members})


def _bond(row: Mapping[str, object]) -> bytes:
    return to_json({"bond": row["one"], **row, "reasons": from_json(str(row["reasons"]))})
