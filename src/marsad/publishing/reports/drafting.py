"""Drafts: what an archive says of a story or of some days, told in sections by how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import Connection, select

from marsad.archive.observatory import Observatory
from marsad.archive.schema import bonds, propositions, statements
from marsad.linking.nouns import Relation, Standing, Statement
from marsad.linking.stored.linked import Linked, Told
from marsad.linking.stored.store import chunks
from marsad.publishing.linked import PropositionRow
from marsad.publishing.reports.evidence import Evidence, gather
from marsad.publishing.reports.keeping import load_edition
from marsad.publishing.reports.nouns import Basis, Draft, Section, Sentence
from marsad.publishing.reports.phrasing import count, languages, phrases, tell
from marsad.publishing.reports.since import (
    changed_since,
    last_edition,
    sentence_of,
    tell_change,
)
from marsad.publishing.views import rows_of

MOST = 40  # sentences that a draft has, unless more are asked for
_ORIGINS = 3  # of one proposition that are told one by one
_FEWEST = 4  # words of a statement without a verb: a headline has as many
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
    ``earlier`` is the report since which changes are told; without it and without ids it is the one
    that was published last, if there is one.
    """

    lang: str
    title: str
    author: str
    day: str
    ids: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    most: int = MOST
    earlier: int | None = None


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
    members = {one.id: one for id in rows for one in linked.members(id)}
    subjects = [_subject(rows[id], told[id], denials[id], members) for id in rows]
    with observatory.reading() as connection:
        found = gather(connection, [id for one in subjects for id in one.statements])
    evidence = {id: one for id, one in found.items() if not _is_part(one.statement)}
    changed = _changed(observatory, wish)
    left = replace(wish, most=max(0, wish.most - sum(len(one.sentences) for one in changed)))
    told_of = {one.proposition for section in changed for one in section.sentences}
    others = [one for one in subjects if one.row.id not in told_of]
    sections = (*changed, *_sections(left, others, evidence))
    return Draft(
        title=wish.title, author=wish.author, lang=wish.lang, day=wish.day, sections=sections
    )


def counted(
    observatory: Observatory, sentences: Iterable[Sentence], lang: str
) -> dict[Sentence, str]:
    """What the program tells now in place of each sentence that is counted; the rest is absent."""
    told = [one for one in sentences if one.proposition]
    linked = Linked(observatory)
    with observatory.reading() as connection:
        rows = rows_of(connection, sorted({one.proposition or "" for one in told}))
        changes = {one: _recounted(connection, one, lang) for one in told if one.since}
    stands = {row.id: count(row, linked.proposition(row.id).circles, lang) for row in rows}
    found = {one: changes[one] if one.since else stands.get(one.proposition or "") for one in told}
    return {one: text for one, text in found.items() if text is not None}


def _recounted(connection: Connection, one: Sentence, lang: str) -> str | None:
    """A change since an earlier report as it is told now; ``None`` where it is none any more."""
    if one.since is None:
        return None
    earlier = one.since.report, one.since.version
    for found in changed_since(connection, load_edition(connection, *earlier)):
        if (found.proposition, found.what) == (one.proposition, one.since.what):
            return tell_change(found, earlier, lang)
    return None


def _changed(observatory: Observatory, wish: Wish) -> tuple[Section, ...]:
    """The section of what changed since an earlier report; none where nothing did."""
    with observatory.reading() as connection:
        earlier = _earlier(connection, wish)
        if earlier is None:
            return ()
        found = changed_since(connection, load_edition(connection, *earlier))
        rows = {row.id: row for row in rows_of(connection, [one.proposition for one in found])}
    linked = Linked(observatory)
    members = {one.id: one for id in rows for one in linked.members(id)}
    subjects = {id: _subject(rows[id], linked.proposition(id), (), members) for id in rows}
    firsts = {one.proposition: one.statement for one in found}
    cited = {id: of or subjects[id].statements[0] for id, of in firsts.items() if id in subjects}
    with observatory.reading() as connection:
        evidence = gather(connection, [*cited.values(), *(one.statement or "" for one in found)])
    sentences: list[Sentence] = []
    for one in found:
        statement = one.statement or cited.get(one.proposition, "")
        if statement in evidence and len(sentences) + 2 <= wish.most:
            text = tell(evidence[statement], wish.lang)
            sentences.append(Sentence(text=text, basis=Basis.TOLD, statements=(statement,)))
            sentences.append(sentence_of(one, earlier, wish.lang))
    if not sentences:
        return ()
    heading = phrases(wish.lang)["since"]["heading"].format(number=earlier[0])
    return (Section(heading=heading, sentences=tuple(sentences), kind="since"),)


def _earlier(connection: Connection, wish: Wish) -> tuple[int, int] | None:
    if wish.earlier is not None:
        return wish.earlier, load_edition(connection, wish.earlier).version
    return None if wish.ids else last_edition(connection)


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
    row: PropositionRow, told: Told, denials: Sequence[str], members: Mapping[str, Statement]
) -> _Subject:
    """Of each origin the first statement that a verb tells.

    Where none of an origin has a verb, the first; but not beside others that have one.
    """

    def bare(id: str) -> bool:
        return id not in members or not members[id].verbal

    ordered = (sorted(one.statements, key=bare) for one in told.proposition.origins)
    firsts = [some[0] for some in ordered if some] or list(told.proposition.members)
    chosen = ([id for id in firsts if not bare(id)] or firsts)[:_ORIGINS]
    return _Subject(row, told, tuple(dict.fromkeys((*chosen, *denials[:_ORIGINS]))))


def _is_part(one: Statement) -> bool:
    return is_fragment(one.lang, one.text, verbal=one.verbal)


def is_fragment(lang: str | None, text: str, *, verbal: bool) -> bool:
    """Whether words tell nothing by themselves: a part of a clause, or some without a verb."""
    words = text.lower().split()
    begins = phrases(lang)["part"]["begins"] if lang in languages() else ()
    return not words or words[0] in begins or (not verbal and len(words) < _FEWEST)


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
