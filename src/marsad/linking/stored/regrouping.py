"""Parts of an archive grouped anew: those that new, changed or vanished links touch, and no others.

What a part falls into depends on its statements, their links and people's judgements; what is told
of a proposition, on its members and its bonds. So whatever is not touched stands as it would come
out if all were grouped from nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from marsad.archive.schema import bonds, propositions, statements
from marsad.codec import from_json, to_json, to_plain
from marsad.entities.lists import Lists
from marsad.linking.comparing.parts import Part, Parter, Tied
from marsad.linking.comparing.propositions import group, weigh
from marsad.linking.describing import Described, Group, describe, find_bonds, make_group
from marsad.linking.nouns import (
    Bond,
    Judgement,
    Link,
    Relation,
    Standing,
    Statement,
    Verdict,
)
from marsad.linking.reasons import read_reasons
from marsad.linking.stored.store import LinkRow, chunks, insert_all, links_of, load, open_link

_NODE = select(statements.c.key, statements.c.id, statements.c.part, statements.c.proposition)
_NODES = _NODE.where(statements.c.key.in_(bindparam("keys", expanding=True)))
_OF_PARTS = select(statements.c.key).where(
    statements.c.part.in_(bindparam("parts", expanding=True))
)
_OF_IDS = select(statements.c.id, statements.c.key).where(
    statements.c.id.in_(bindparam("ids", expanding=True))
)
_OF_PROPOSITIONS = select(statements.c.key, statements.c.proposition).where(
    statements.c.proposition.in_(bindparam("ids", expanding=True))
)
_BONDS = select(bonds.c.one, bonds.c.other, bonds.c.relation, bonds.c.by, bonds.c.reasons)
_TOUCHING = _BONDS.where(
    or_(
        bonds.c.one.in_(bindparam("ids", expanding=True)),
        bonds.c.other.in_(bindparam("ids", expanding=True)),
    )
)
_WITHDRAWN = select(propositions.c.id).where(
    propositions.c.id.in_(bindparam("ids", expanding=True)),
    propositions.c.standing == Standing.WITHDRAWN.value,
)
_REGROUP = (
    update(statements)
    .where(statements.c.key == bindparam("at"))
    .values(part=bindparam("to_part"), proposition=bindparam("to_proposition"))
)


@dataclass(slots=True)
class Touched:
    """What has to be grouped anew: statements, and parts and propositions that lost some.

    ``lost`` says that links were taken away or outruled, so that parts may have become smaller.
    """

    keys: set[int] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    propositions: set[str] = field(default_factory=set)
    lost: bool = False


class _Node(NamedTuple):
    key: int
    id: str
    part: str | None
    proposition: str | None


def regroup(
    connection: Connection, touched: Touched, judgements: Sequence[Judgement], lists: Lists
) -> int:
    """Group anew what was touched, and tell anew what changed; returns how many propositions."""
    graph = _Graph(connection, judgements)
    nodes = graph.nodes(touched.keys)
    there = {node.key for node in nodes}
    labels = touched.parts | {node.part for node in nodes if node.part}
    there |= set(_column(connection, _OF_PARTS, "parts", labels))
    graph.nodes(there)
    graph.fetch_links(there)
    parts = Parter(graph.ties if not touched.lost else graph.loose_ties).parts(sorted(there))
    changed = _Changed(connection, graph, touched, lists)
    changed.take(parts)
    return changed.tell()


def _column(
    connection: Connection, query: Any, name: str, wanted: Collection[Any]
) -> Iterator[Any]:
    for some in chunks(sorted(wanted)):
        yield from connection.execute(query, {name: some}).scalars()


class _Graph:
    """Statements and their links, fetched as they are asked for."""

    def __init__(self, connection: Connection, judgements: Sequence[Judgement]) -> None:
        self._connection = connection
        self._nodes: dict[int, _Node] = {}
        self._links: dict[int, list[LinkRow]] = {}
        self._judgements: defaultdict[str, list[Judgement]] = defaultdict(list)
        ids = {id for one in judgements for id in (one.one, one.other)}
        rows = [
            row
            for some in chunks(sorted(ids))
            for row in connection.execute(_OF_IDS, {"ids": some})
        ]
        keys = {row.id: row.key for row in rows}
        self._judged: dict[int, dict[int, Verdict]] = defaultdict(dict)
        for one in sorted(judgements, key=lambda one: one.number):
            self._judgements[one.one].append(one)
            if one.one in keys and one.other in keys:
                a, b = keys[one.one], keys[one.other]
                self._judged[a][b] = self._judged[b][a] = one.verdict

    def node(self, key: int) -> _Node:
        """A statement that was fetched."""
        return self._nodes[key]

    def nodes(self, keys: Iterable[int]) -> list[_Node]:
        """Some statements; those that are not there are left out."""
        wanted = set(keys)
        new = (key for key in wanted if key not in self._nodes)
        for some in chunks(sorted(new)):
            for row in self._connection.execute(_NODES, {"keys": some}):
                self._nodes[row.key] = _Node(*row)
        return [self._nodes[key] for key in sorted(wanted) if key in self._nodes]

    def links(self, keys: Collection[int]) -> list[LinkRow]:
        """All links of some statements, each once."""
        self.fetch_links(keys)
        found = {(row.one, row.other): row for key in keys for row in self._links[key]}
        return list(found.values())

    def fetch_links(self, keys: Collection[int]) -> None:
        """Fetch the links of some statements at once."""
        new = {key for key in keys if key not in self._links}
        if new:
            self._links.update((key, []) for key in new)
            for row in links_of(self._connection, new):
                for end in {row.one, row.other} & new:
                    self._links[end].append(row)

    def ties(self, keys: Collection[int]) -> dict[int, Tied]:
        """What ties statements, and the step that their parts have, while links are only added."""
        ties = self.loose_ties(keys)
        parts = {node.key: node.part for node in self.nodes(keys)}
        return {
            key: Tied(tied.others, int((parts.get(key) or "0").partition(" ")[0]))
            for key, tied in ties.items()
        }

    def loose_ties(self, keys: Collection[int]) -> dict[int, Tied]:
        """What ties statements, whatever parts they had."""
        self.fetch_links(keys)
        return {key: Tied(self._tied(key)) for key in keys}

    def _tied(self, key: int) -> dict[int, float]:
        judged = self._judged.get(key, {})
        tied = {
            other: row.score
            for row in self._links[key]
            if row.relation is Relation.SAME
            and (other := row.other if row.one == key else row.one) not in judged
        }
        return tied | {key: 1.0 for key, said in judged.items() if said is Verdict.SAME}

    def judgements(self, ids: Collection[str]) -> list[Judgement]:
        """What people said of pairs of some statements."""
        return [one for id in ids for one in self._judgements.get(id, ()) if one.other in ids]

    def unjudged(self, row: LinkRow) -> bool:
        """Whether no person has judged the pair of a link."""
        return row.other not in self._judged.get(row.one, ())


class _Changed:
    """The groups that came out otherwise than they stood, and what is told of them."""

    def __init__(
        self, connection: Connection, graph: _Graph, touched: Touched, lists: Lists
    ) -> None:
        self._lists = lists
        self._connection, self._graph, self._touched = connection, graph, touched
        self._groups: dict[str, frozenset[int]] = {}  # the changed ones
        self._gone = set(touched.propositions)
        self._statements: dict[int, Statement] = {}
        self._labels: list[dict[str, Any]] = []  # what statements belong to now

    def take(self, parts: Iterable[Part]) -> None:
        """Group parts, and keep what is new in them."""
        parted = [(part, self._graph.nodes(part.members)) for part in parts]
        stood: defaultdict[str | None, set[int]] = defaultdict(set)
        for _, nodes in parted:
            for node in nodes:
                stood[node.proposition].add(node.key)
        self._gone |= {id for id in stood if id}
        new: list[tuple[frozenset[int], str]] = []
        for part, nodes in parted:
            label = f"{part.step} {min(node.id for node in nodes)}"
            for members in self._grouped(nodes):
                id = self._graph.node(min(members)).proposition
                if id and stood[id] == members and self._untouched(id, members):
                    self._gone.discard(id)
                    self._label(members, label, id)
                else:
                    new.append((members, label))
        self._load({key for members, _ in new for key in members})
        for members, label in new:
            self._keep(members, label)
        if self._labels:
            self._connection.execute(_REGROUP, self._labels)

    def _untouched(self, id: str, members: frozenset[int]) -> bool:
        touched = self._touched
        return id not in touched.propositions and members.isdisjoint(touched.keys)

    def _grouped(self, nodes: Sequence[_Node]) -> Iterator[frozenset[int]]:
        if len(nodes) == 1:
            yield frozenset((nodes[0].key,))
            return
        keys = {node.id: node.key for node in nodes}
        ids = {node.key: node.id for node in nodes}
        rows = self._graph.links(ids)
        inside = [_plain(row, ids) for row in rows if row.one in ids and row.other in ids]
        said = weigh(inside, self._graph.judgements(keys.keys()))
        for members in group(sorted(keys), said):
            yield frozenset(keys[id] for id in members)

    def _keep(self, members: frozenset[int], label: str) -> None:
        id = make_group(self._statements[key] for key in members).id
        self._groups[id] = members
        self._label(members, label, id)

    def _label(self, members: Iterable[int], part: str, proposition: str) -> None:
        """Note what statements belong to, where that is new."""
        nodes = map(self._graph.node, members)
        self._labels += (
            {"at": node.key, "to_part": part, "to_proposition": proposition}
            for node in nodes
            if node.part != part or node.proposition != proposition
        )

    def _load(self, keys: Collection[int]) -> None:
        new = [key for key in keys if key not in self._statements]
        if new:
            self._statements |= {k: one.statement for k, one in load(self._connection, new).items()}

    def tell(self) -> int:
        """Write the propositions that changed, their bonds, and what these change in others."""
        gone, changed = self._gone - self._groups.keys(), self._groups.keys()
        before = self._bonds(gone | changed)
        near, rows = self._near()
        groups = self._make(near | self._groups)
        ids = {key: one.id for key, one in self._statements.items()}
        of = {key: id for some in (near, self._groups) for id, keys in some.items() for key in keys}
        linked = [  # what ties a group within says nothing of its bonds
            open_link(row, ids)
            for row in rows
            if row.one in ids and row.other in ids and of.get(row.one) != of.get(row.other)
        ]
        after = {
            bond
            for bond in find_bonds(groups.values(), sorted(linked, key=_ends), self._lists)
            if bond.one in changed or bond.other in changed
        }
        self._replace_bonds(before - after, after - before)
        again = {end for bond in before | after for end in (bond.one, bond.other)} - gone
        self._tell(groups, again - changed, gone)
        return len(changed)

    def _near(self) -> tuple[dict[str, frozenset[int]], list[LinkRow]]:
        """The propositions that links lead to from those that changed, and these links."""
        keys = {key for members in self._groups.values() for key in members}
        rows = [row for row in self._graph.links(keys) if self._graph.unjudged(row)]
        ends = {end for row in rows for end in (row.one, row.other)} - keys
        ids = {node.proposition for node in self._graph.nodes(ends) if node.proposition}
        near = self._members(ids - self._groups.keys())
        return near, rows

    def _members(self, ids: Collection[str]) -> dict[str, frozenset[int]]:
        found: defaultdict[str, set[int]] = defaultdict(set)
        for some in chunks(sorted(ids)):
            for key, id in self._connection.execute(_OF_PROPOSITIONS, {"ids": some}):
                found[id].add(key)
        return {id: frozenset(keys) for id, keys in found.items()}

    def _make(self, wanted: Mapping[str, frozenset[int]]) -> dict[str, Group]:
        self._load({key for keys in wanted.values() for key in keys})
        return {
            id: make_group(self._statements[key] for key in keys) for id, keys in wanted.items()
        }

    def _bonds(self, ids: Collection[str]) -> set[Bond]:
        found: set[Bond] = set()
        for some in chunks(sorted(ids)):
            found |= {open_bond(row) for row in self._connection.execute(_TOUCHING, {"ids": some})}
        return found

    def _replace_bonds(self, old: Iterable[Bond], new: Iterable[Bond]) -> None:
        key = (bonds.c.one, bonds.c.other, bonds.c.relation)
        where = [column == bindparam(f"at_{column.name}") for column in key]
        plain = [
            {"at_one": one.one, "at_other": one.other, "at_relation": one.relation.value}
            for one in old
        ]
        if plain:
            self._connection.execute(delete(bonds).where(*where), plain)
        insert_all(self._connection, bonds, [bond_row(one) for one in new])

    def _tell(self, groups: dict[str, Group], near: set[str], gone: Collection[str]) -> None:
        """Write what is told of propositions; of those near ones that bonds tell otherwise of."""
        groups |= self._make(self._members(near - groups.keys()))
        told = [groups[id] for id in sorted(self._groups.keys() | (near & groups.keys()))]
        touching: defaultdict[str, list[Bond]] = defaultdict(list)
        for bond in sorted(self._bonds([one.id for one in told]), key=_bond_order):
            touching[bond.one].append(bond)
            touching[bond.other].append(bond)
        withdrawn = {one.id for one in groups.values() if one.withdrawn}
        others = touching.keys() - groups.keys()
        withdrawn |= set(_column(self._connection, _WITHDRAWN, "ids", others))
        rows = [
            proposition_row(describe(one, touching[one.id], withdrawn, self._lists), one)
            for one in told
        ]
        for some in chunks(sorted({*gone, *(row["id"] for row in rows)})):
            self._connection.execute(delete(propositions).where(propositions.c.id.in_(some)))
        insert_all(self._connection, propositions, rows)


def _plain(row: LinkRow, ids: Mapping[int, str]) -> Link:
    """A link without its reasons, which grouping does not ask for."""
    return Link(
        one=ids[row.one], other=ids[row.other], relation=row.relation, score=row.score, reasons=()
    )


def _ends(link: Link) -> tuple[str, str]:
    return link.one, link.other


def _bond_order(bond: Bond) -> tuple[str, str, str]:
    return bond.one, bond.other, bond.relation.value


def bond_row(bond: Bond) -> dict[str, Any]:
    """A bond as the archive keeps it."""
    return {
        "one": bond.one,
        "other": bond.other,
        "relation": bond.relation.value,
        "by": bond.by,
        "reasons": to_json(bond.reasons).decode(),
    }


def open_bond(row: Any) -> Bond:
    """The bond of a row."""
    reasons = read_reasons(from_json(row.reasons))
    return Bond(
        one=row.one, other=row.other, relation=Relation(row.relation), by=row.by, reasons=reasons
    )


def proposition_row(described: Described, of: Group) -> dict[str, Any]:
    """A proposition as the archive keeps it."""
    told = described.proposition
    found = {
        "origins": to_plain(told.origins),
        "reasons": to_plain(told.reasons),
        "circles": to_plain(described.circles),
        "drifts": to_plain(described.drifts),
    }
    days = [one.day or 0 for one in of.members]
    return {
        "id": told.id,
        "day": min(days),
        "last": max(days),
        "members": len(of.members),
        "documents": len({one.document for one in of.members}),
        "standing": told.standing.value,
        "at_least": told.independent.at_least,
        "at_most": told.independent.at_most,
        "gloss": told.gloss,
        "circles": len(described.circles),
        "found": to_json(found).decode(),
    }
