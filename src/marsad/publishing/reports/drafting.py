"""Drafts: what an archive says of a story or of some days, told in sections by how it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, select

from marsad.archive.observatory import Observatory
from marsad.archive.schema import bonds, propositions, statements
from marsad.linking.nouns import Relation, Standing
from marsad.linking.stored.linked import Linked, Told
from marsad.linking.stored.store import chunks
from marsad.publishing.linked import PropositionRow
from marsad.publishing.reports.evidence import Evidence, gather
from marsad.publishing.reports.nouns import Basis, Draft, Section, Sentence
from marsad.publishing.reports.phrasing import count, phrases, tell
from marsad.publishing.views import rows_of

MOST = 40  # sentences that a draft has, unless more are asked for
_ORIGINS = 3  # of one proposition that are told one by one
_SEEN = 2_000  # propositions of the days that are looked at, the newest
_CIRCULAR = "circular"
# Where a standing is told, the most pressing first.
_KINDS = (
    (Standing.CONTESTED, "contested"),
    (Standing.CORROBORATED, "corroborated"),
    (Standing.WITHDRAWN, "withdrawn"),
    (Standing.SINGLE_ORIGIN, "new"),
    (Standing.SELF_STATED, "new"),
    (Standing.UNKNOWN, "new"),
)

_ORDER = ("contested", "corroborated", _CIRCULAR, "withdrawn", "new")  # of the sections


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a draft is to be about: propositions told between two days, or some by their ids.

    ``since`` and ``until`` are ordinals of days; ``most`` is how many sentences it has at most.
    """

    lang: str
    title: str
    author: str
    day: str
    ids: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    most: int = MOST


class _Subject(NamedTuple):
    """A proposition with the statements by which it is told: of its origins, and its denials."""

    row: PropositionRow
    told: Told
    statements: tuple[str, ...]


def draft(observatory: Observatory, wish: Wish) -> Draft:
    """A draft in which every sentence rests on passages, or on how a proposition stands.

    Raises:
        LookupError: there are no reports in that language.
        ValueError: nothing was told then.
    """
    phrases(wish.lang)
    with observatory.reading() as connection:
        ids = wish.ids or _told_within(connection, wish)
        rows = {row.id: row for row in rows_of(connection, ids)}
        denials = _denials(connection, rows)
    if not rows:
        raise ValueError("nothing was told then that is joined; give other days, or marsad link")
    linked = Linked(observatory)
    told = {id: linked.proposition(id) for id in rows}
    plain = {one.id for id in rows for one in linked.members(id) if one.verbal}
    subjects = [_subject(rows[id], told[id], denials[id], plain) for id in rows]
    with observatory.reading() as connection:
        evidence = gather(connection, [id for one in subjects for id in one.statements])
    sections = tuple(_sections(wish, subjects, evidence))
    return Draft(
        title=wish.title, author=wish.author, lang=wish.lang, day=wish.day, sections=sections
    )


def counted(observatory: Observatory, sentences: Iterable[Sentence], lang: str) -> dict[str, str]:
    """What the program tells now of the propositions of some sentences."""
    ids = sorted({one.proposition for one in sentences if one.proposition})
    linked = Linked(observatory)
    with observatory.reading() as connection:
        rows = rows_of(connection, ids)
    return {row.id: count(row, linked.proposition(row.id).circles, lang) for row in rows}


def _told_within(connection: Connection, wish: Wish) -> tuple[str, ...]:
    """The propositions of some days: contested and corroborated ones first, then those of most."""
    order = {standing.value: place for place, (standing, _) in enumerate(_KINDS)}
    chosen = select(propositions.c.id, propositions.c.standing, propositions.c.documents)
    if wish.since is not None:
        chosen = chosen.where(propositions.c.last >= wish.since)
    if wish.until is not None:
        chosen = chosen.where(propositions.c.day <= wish.until, propositions.c.last > 0)
    newest = chosen.order_by(propositions.c.last.desc(), propositions.c.id).limit(_SEEN)
    rows = connection.execute(newest).all()
    deniers = _deniers(connection, [row.id for row in rows])
    kept = [row for row in rows if row.id not in deniers]  # a denial is told with what it denies
    kept.sort(key=lambda row: (order.get(row.standing, len(order)), -row.documents, row.id))
    return tuple(row.id for row in kept[: wish.most])


def _deniers(connection: Connection, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for some in chunks(ids):
        chosen = select(bonds.c.one).where(
            bonds.c.other.in_(some), bonds.c.relation == Relation.DENIES.value
        )
        found |= set(connection.execute(chosen).scalars())
    return found


def _denials(connection: Connection, ids: Iterable[str]) -> dict[str, list[str]]:
    """The first statement of each proposition that denies one of some."""
    denying: dict[str, list[str]] = {id: [] for id in ids}
    for some in chunks(sorted(denying)):
        first = (
            select(bonds.c.other, bonds.c.one, statements.c.id)
            .join(statements, statements.c.proposition == bonds.c.one)
            .where(bonds.c.other.in_(some), bonds.c.relation == Relation.DENIES.value)
            .order_by(bonds.c.one, statements.c.key)
        )
        seen: set[tuple[str, str]] = set()
        for other, one, id in connection.execute(first):
            if (other, one) not in seen:
                seen.add((other, one))
                denying[other].append(id)
    return denying


def _subject(
    row: PropositionRow, told: Told, denials: Sequence[str], plain: Collection[str]
) -> _Subject:
    """Of each origin the first statement that a verb tells, else the first."""
    ordered = (
        sorted(one.statements, key=lambda id: id not in plain) for one in told.proposition.origins
    )
    firsts = [some[0] for some in ordered if some]
    chosen = (firsts or list(told.proposition.members))[:_ORIGINS]
    return _Subject(row, told, tuple(dict.fromkeys((*chosen, *denials[:_ORIGINS]))))


def _sections(
    wish: Wish, subjects: Sequence[_Subject], evidence: Mapping[str, Evidence]
) -> Iterator[Section]:
    headings, standings = phrases(wish.lang)["section"], dict(_KINDS)
    told: dict[str, list[Sentence]] = {kind: [] for kind in _ORDER}
    left = wish.most
    for one in subjects:
        sentences = list(_tell(one, evidence, wish.lang))
        if len(sentences) <= left:
            told[_CIRCULAR if one.told.circles else standings[one.row.standing]] += sentences
            left -= len(sentences)
    for kind, made in told.items():
        if made:
            yield Section(heading=headings[kind], sentences=tuple(made), kind=kind)


def _tell(one: _Subject, evidence: Mapping[str, Evidence], lang: str) -> Iterator[Sentence]:
    """A statement of each origin, the denials, and how it stands."""
    there = [id for id in one.statements if id in evidence]
    for id in there:
        yield Sentence(text=tell(evidence[id], lang), basis=Basis.TOLD, statements=(id,))
    if there:
        text = count(one.row, one.told.circles, lang)
        yield Sentence(text=text, basis=Basis.COUNTED, proposition=one.row.id)
