"""Drafts: what an archive says of a story or of some days, told in sections by how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
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

_DENIED = "denied"
_ORDER = ("contested", "corroborated", _CIRCULAR, _DENIED, "withdrawn", "new")  # of the sections
_AGAINST = (Relation.DENIES.value, Relation.CONTRADICTS.value)


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
    """A proposition with the statements by which it is told, and those that stand against it."""

    row: PropositionRow
    told: Told
    statements: tuple[str, ...]
    against: tuple[str, ...] = ()


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
        against = _against(connection, rows)
    if not rows:
        raise ValueError("nothing was told then that is joined; give other days, or marsad link")
    linked = Linked(observatory)
    told = {id: linked.proposition(id) for id in rows}
    members = {one.id: one for id in rows for one in linked.members(id)}
    subjects = [_subject(rows[id], told[id], against[id], members) for id in rows]
    with observatory.reading() as connection:
        found = gather(connection, [id for one in subjects for id in one.statements + one.against])
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
    """The propositions of some days: of each standing, those of most reports first.

    So many of each that any of them could fill the report alone.
    """
    chosen = select(propositions.c.id, propositions.c.standing, propositions.c.documents)
    if wish.since is not None:
        chosen = chosen.where(propositions.c.last >= wish.since)
    if wish.until is not None:
        chosen = chosen.where(propositions.c.day <= wish.until, propositions.c.last > 0)
    newest = chosen.order_by(propositions.c.last.desc(), propositions.c.id).limit(_SEEN)
    rows = connection.execute(newest).all()
    deniers = _deniers(connection, [row.id for row in rows])
    kept = [row for row in rows if row.id not in deniers]  # a denial is told with what it denies
    kept.sort(key=lambda row: (-row.documents, row.id))
    of_each = ([row.id for row in kept if row.standing == one.value] for one, _ in _KINDS)
    return tuple(id for some in of_each for id in some[: wish.most])


def _deniers(connection: Connection, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for some in chunks(ids):
        chosen = select(bonds.c.one).where(
            bonds.c.other.in_(some), bonds.c.relation == Relation.DENIES.value
        )
        found |= set(connection.execute(chosen).scalars())
    return found


def _against(connection: Connection, ids: Iterable[str]) -> dict[str, list[str]]:
    """The first statement of each proposition that denies one of some, or contradicts it."""
    found: dict[str, list[str]] = {id: [] for id in ids}
    seen: set[tuple[str, str]] = set()
    for here, there in ((bonds.c.other, bonds.c.one), (bonds.c.one, bonds.c.other)):
        for some in chunks(sorted(found)):
            first = (
                select(here, there, bonds.c.relation, statements.c.id)
                .join(statements, statements.c.proposition == there)
                .where(here.in_(some), bonds.c.relation.in_(_AGAINST))
                .order_by(bonds.c.relation.desc(), there, statements.c.key)
            )
            for id, opponent, relation, statement in connection.execute(first):
                denied = relation == Relation.DENIES.value and here is bonds.c.one
                if not denied and (id, opponent) not in seen:  # what it denies is not against it
                    seen.add((id, opponent))
                    found[id].append(statement)
    return found


def _subject(
    row: PropositionRow, told: Told, against: Sequence[str], members: Mapping[str, Statement]
) -> _Subject:
    """Of each origin the first statement that a verb tells.

    Where none of an origin has a verb, the first; but not beside others that have one.
    """

    def bare(id: str) -> bool:
        return id not in members or not members[id].verbal

    ordered = (sorted(one.statements, key=bare) for one in told.proposition.origins)
    firsts = [some[0] for some in ordered if some] or list(told.proposition.members)
    chosen = ([id for id in firsts if not bare(id)] or firsts)[:_ORIGINS]
    others = (id for id in against if id not in chosen)
    return _Subject(row, told, tuple(chosen), tuple(others)[:_ORIGINS])


def _is_part(one: Statement) -> bool:
    return is_fragment(one.lang, one.text, verbal=one.verbal)


def is_fragment(lang: str | None, text: str, *, verbal: bool) -> bool:
    """Whether words tell nothing by themselves: a part of a clause, or some without a verb."""
    words = text.lower().split()
    begins = phrases(lang)["part"]["begins"] if lang in languages() else ()
    begun = any(words[: len(one)] == one for one in map(str.split, begins))
    return begun or not words or (not verbal and len(words) < _FEWEST)


def _sections(
    wish: Wish, subjects: Sequence[_Subject], evidence: Mapping[str, Evidence]
) -> Iterator[Section]:
    """The sections, which take turns: none fills the report while another has something to tell."""
    told: dict[str, list[Sentence]] = {kind: [] for kind in _ORDER}
    said: set[str] = set()
    left = wish.most
    for kind, one in _in_turn(subjects, evidence):
        sentences = list(_tell(one, evidence, wish.lang))
        beside = kind == _ORDER[0] and said & {*one.statements}  # told against another already
        if len(sentences) <= left and not beside:
            told[kind] += sentences
            left -= len(sentences)
            said |= {id for sentence in sentences for id in sentence.statements}
    headings = phrases(wish.lang)["section"]
    for kind, made in told.items():
        if made:
            yield Section(heading=headings[kind], sentences=tuple(made), kind=kind)


def _in_turn(
    subjects: Sequence[_Subject], evidence: Mapping[str, Evidence]
) -> Iterator[tuple[str, _Subject]]:
    """Of each kind the first, then of each the second, with the kind."""
    waiting: dict[str, list[_Subject]] = {kind: [] for kind in _ORDER}
    for one in subjects:
        if any(id in evidence for id in one.statements):
            waiting[_kind(one, evidence)].append(one)
    for turn in zip_longest(*waiting.values()):
        for kind, subject in zip(waiting, turn, strict=True):
            if subject is not None:
                yield kind, subject


def _kind(one: _Subject, evidence: Mapping[str, Evidence]) -> str:
    """The section in which a proposition is told."""
    if one.told.circles:
        return _CIRCULAR
    kind = dict(_KINDS)[one.row.standing]
    denials = (evidence[id].statement.negative for id in one.statements if id in evidence)
    return _DENIED if kind == "new" and all(denials) else kind


def _tell(one: _Subject, evidence: Mapping[str, Evidence], lang: str) -> Iterator[Sentence]:
    """A statement of each origin, how it stands, and what stands against it."""
    there = [id for id in one.statements if id in evidence]
    for id in there:
        yield Sentence(text=tell(evidence[id], lang), basis=Basis.TOLD, statements=(id,))
    if there:
        text = count(one.row, one.told.circles, lang)
        yield Sentence(text=text, basis=Basis.COUNTED, proposition=one.row.id)
        for id in one.against:
            if id in evidence:
                yield Sentence(text=tell(evidence[id], lang), basis=Basis.TOLD, statements=(id,))
