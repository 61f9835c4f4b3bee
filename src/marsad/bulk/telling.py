"""What is told of the groups of a chunk: how they stand to others, their origins, their standing.

First the bonds of each pair of groups that links tie; they belong to the chunk of the earlier one.
Then each group is told, with all bonds that touch it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from marsad.bulk.comparing import LINKS
from marsad.bulk.database import listed, open_database, quoted, write_rows
from marsad.bulk.grouping import MEMBERS
from marsad.bulk.layout import Lake
from marsad.bulk.told import Sayings, Task
from marsad.codec import from_json, to_json
from marsad.linking.describing import Group, describe, find_bonds, make_group
from marsad.linking.nouns import Bond, Link, Relation
from marsad.linking.reasons import read_reasons
from marsad.linking.stored.gathering import uncollected
from marsad.linking.stored.regrouping import bond_row, proposition_row
from marsad.linking.stored.store import LinkRow, keys_of, open_link

BONDS, PROPOSITIONS = "bonds", "propositions"
GROUPS, CROSSING, TOUCHING = "groups.parquet", "crossing.parquet", "touching.parquet"
BOND_COLUMNS = {
    "one": "VARCHAR",
    "other": "VARCHAR",
    "relation": "VARCHAR",
    "by": "VARCHAR",
    "reasons": "VARCHAR",
}
PROPOSITION_COLUMNS = {
    "id": "VARCHAR",
    "day": "INTEGER",
    "last": "INTEGER",
    "members": "INTEGER",
    "documents": "INTEGER",
    "standing": "VARCHAR",
    "at_least": "INTEGER",
    "at_most": "INTEGER",
    "gloss": "VARCHAR",
    "circles": "INTEGER",
    "found": "VARCHAR",
}
_GROUPS_CALLED = "first IN (SELECT unnest(?))"
_SORTED = "(FORMAT parquet, ROW_GROUP_SIZE 8192)"
# Links between groups, with the first keys of both groups, by the smaller of these.
_CROSSING = f"""
COPY (
    SELECT least(a.first, b.first) AS mine, greatest(a.first, b.first) AS others, l.*
    FROM links AS l JOIN members AS a ON a.key = l.one JOIN members AS b ON b.key = l.other
    WHERE a.proposition <> b.proposition ORDER BY mine, others, one, other
) TO '{{target}}' {_SORTED}
"""
_GROUPS = f"COPY (FROM members ORDER BY first, key) TO '{{target}}' {_SORTED}"
# Bonds as each of their ends has them, by its first key; ``gone`` tells that the other one is
# withdrawn.
_TOUCHING = f"""
COPY (
    WITH whole AS (
        SELECT proposition, min(first) AS first, bool_and(withdrawn) AS gone
        FROM members GROUP BY proposition
    ), ends AS (
        SELECT one AS own, other AS far, * FROM bonds UNION ALL SELECT other, one, * FROM bonds
    )
    SELECT a.first AS mine, b.gone, ends.*
    FROM ends JOIN whole AS a ON a.proposition = own JOIN whole AS b ON b.proposition = far
    ORDER BY mine, own, one, other, relation
) TO '{{target}}' {_SORTED}
"""


def sort_out(lake: Lake, folder: str, drafts: Path) -> None:
    """Write what the bonds are found from: links between groups, and the groups."""
    _write(lake, folder, drafts, GROUPS, _GROUPS)
    _write(lake, folder, drafts, CROSSING, _CROSSING)


def sort_bonds(lake: Lake, folder: str, drafts: Path) -> None:
    """Write the bonds as each of their ends has them."""
    _write(lake, folder, drafts, TOUCHING, _TOUCHING)


def _write(lake: Lake, folder: str, drafts: Path, name: str, query: str) -> None:
    if lake.storage.exists(lake.name(folder, name)):
        return
    target = drafts / name
    with open_database(drafts, threads=2) as database:
        for table in (LINKS, MEMBERS, BONDS):
            names = lake.storage.names(lake.name(folder, table), ".parquet")
            files = [lake.storage.fetch(one, drafts) for one in names]
            if files:
                database.execute(f"CREATE VIEW {table} AS FROM read_parquet({listed(files)})")
        database.execute("SET preserve_insertion_order = true")
        database.execute(query.format(target=quoted(target)))
    lake.storage.take(target, lake.name(folder, name))


class _Groups:
    """Groups of statements, called by their first keys."""

    def __init__(self, task: Task, database: Any, drafts: Path) -> None:
        name = task.lake.name(task.folder, GROUPS)
        self._file = str(task.lake.storage.fetch(name, drafts))
        self._database, self._sayings = database, Sayings(task, drafts)

    def called(self, wanted: Iterable[int]) -> dict[int, Group]:
        """Some groups."""
        return self._made(_GROUPS_CALLED, [sorted(set(wanted))])

    def within(self, keys: tuple[int, int]) -> dict[int, Group]:
        """The groups whose first keys lie between two."""
        return self._made("first BETWEEN ? AND ?", list(keys))

    def _made(self, where: str, asked: list[Any]) -> dict[int, Group]:
        rows = self._database.execute(
            f"SELECT first, key FROM read_parquet(?) WHERE {where}", [self._file, *asked]
        ).fetchall()
        keys = defaultdict[int, list[int]](list)
        for of, key in rows:
            keys[of].append(key)
        statement = self._sayings.statement
        return {of: make_group(map(statement, some)) for of, some in keys.items()}


def _keys(task: Task) -> tuple[int, int]:
    """The keys that statements of a chunk may have."""
    return keys_of(task.own.first).first, keys_of(task.own.last).last


def bond_chunk(task: Task) -> None:
    """Find the bonds of the groups of a chunk with later ones, unless that is done."""
    if task.is_done(BONDS):
        return
    with task.lake.storage.drafting() as drafts, uncollected(), open_database(drafts) as database:
        rows = map(to_json, _bonds(task, database, drafts))
        made = write_rows(rows, BOND_COLUMNS, drafts)
        task.lake.storage.take(made, task.name(BONDS))


def _bonds(task: Task, database: Any, drafts: Path) -> Iterator[dict[str, Any]]:
    crossing = task.lake.storage.fetch(task.lake.name(task.folder, CROSSING), drafts)
    rows = database.execute(
        "SELECT mine, others, one, other, relation, score, reasons FROM read_parquet(?) "
        "WHERE mine BETWEEN ? AND ?",
        [str(crossing), *_keys(task)],
    ).fetchall()
    if not rows:
        return
    groups = _Groups(task, database, drafts).called(key for row in rows for key in row[:2])
    sayings = Sayings(task, drafts)
    ids = {key: sayings.row(key)[1] for row in rows for key in row[2:4]}
    links = [
        open_link(LinkRow(one, other, Relation(relation), score, reasons), ids)
        for _, _, one, other, relation, score, reasons in rows
    ]
    links.sort(key=_ends)
    yield from map(bond_row, find_bonds(groups.values(), links, task.lists))


def _ends(link: Link) -> tuple[str, str]:
    return link.one, link.other


def tell_chunk(task: Task) -> None:
    """Tell the propositions of a chunk, unless that is done."""
    if task.is_done(PROPOSITIONS):
        return
    with task.lake.storage.drafting() as drafts, uncollected(), open_database(drafts) as database:
        rows = map(to_json, _propositions(task, database, drafts))
        made = write_rows(rows, PROPOSITION_COLUMNS, drafts)
        task.lake.storage.take(made, task.name(PROPOSITIONS))


def _propositions(task: Task, database: Any, drafts: Path) -> Iterator[dict[str, Any]]:
    touching = task.lake.storage.fetch(task.lake.name(task.folder, TOUCHING), drafts)
    rows = database.execute(
        'SELECT own, far, gone, one, other, relation, "by", reasons FROM read_parquet(?) '
        "WHERE mine BETWEEN ? AND ?",
        [str(touching), *_keys(task)],
    ).fetchall()
    bonds = defaultdict[str, list[Bond]](list)
    for own, _, _, *told in rows:
        bonds[own].append(_bond(told))
    gone = {far for _, far, is_gone, *_ in rows if is_gone}
    lists = task.lists
    for group in _Groups(task, database, drafts).within(_keys(task)).values():
        gone_too = gone | ({group.id} if group.withdrawn else set())
        ordered = sorted(bonds[group.id], key=_bond_order)
        yield proposition_row(describe(group, ordered, gone_too, lists), group)


def _bond_order(bond: Bond) -> tuple[str, str, str]:
    return bond.one, bond.other, bond.relation.value


def _bond(row: Sequence[Any]) -> Bond:
    one, other, relation, by, reasons = row
    return Bond(
        one=one,
        other=other,
        relation=Relation(relation),
        by=by,
        reasons=read_reasons(from_json(reasons)),
    )
