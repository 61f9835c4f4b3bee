"""What is shown of linking: rows of a list, and one thing in full. Plain values, from frozen ones.

Days are ISO days; ``None`` is unknown, an empty tuple none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from marsad.archive.rows import called, entity_of
from marsad.codec import to_plain
from marsad.entities.lists import Lists
from marsad.linking.nouns import (
    Bond,
    Circle,
    Drift,
    Independent,
    Origin,
    Proposition,
    Reason,
    Relation,
    Standing,
    Statement,
    said_by,
)
from marsad.linking.relations.credibility import Proposed
from marsad.linking.stories.find import Story
from marsad.model import Kind, Stance, Voice
from marsad.publishing.naming import Names
from marsad.publishing.reasons import plainly, tell_drift, tell_grade, tell_proposed, tell_reason
from marsad.publishing.words import words_for


class Called(NamedTuple):
    """A voice: as its document writes it, its canonical English name, its id of the lists."""

    name: str | None
    label: str | None
    entity: str | None


class Graded(NamedTuple):
    """A credibility that a person set."""

    grade: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A statement in a list, with the proposition that it is of and how this stands.

    ``claim`` is the id of the claim that it is part of, ``None`` for the outlet's own words;
    ``chain`` are its voices from the publisher to the source, ``voices`` the same in full.
    """

    id: str
    document: str
    day: str | None
    outlet: str | None
    lang: str | None
    source: str | None
    stance: Stance
    hedged: bool
    text: str
    proposition: str | None = None
    standing: Standing | None = None
    claim: str | None = None
    chain: tuple[str | None, ...] = ()
    voices: tuple[Called, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PropositionRow:
    """A proposition in a list; ``denied_by`` are the voices that deny it."""

    id: str
    gloss: str
    standing: Standing
    independent: Independent
    outlets: tuple[str, ...]
    first: str | None
    last: str | None
    denied_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A statement of a proposition.

    ``chain`` are its voices from the publisher to the source, ``voices`` the same in full, and
    ``sources`` their ids as sources, ``None`` for the publisher and for who is not told; ``lang``
    is the language of its words.
    """

    id: str
    document: str
    outlet: str | None
    day: str | None
    chain: tuple[str | None, ...]
    stance: Stance
    hedged: bool
    withdrawn: bool
    text: str
    lang: str | None = None
    voices: tuple[Called, ...] = ()
    sources: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BondRow:
    """How another proposition stands to this one (``here``), or this one to it.

    ``by`` says so, on ``behalf`` of a party.
    """

    relation: Relation
    here: bool
    other: str
    gloss: str
    by: str | None
    behalf: str | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeRow:
    """A grade that a person set, or took back (``None``); ``subject`` is ``None`` in general."""

    at: str
    person: str
    subject: str | None
    grade: str | None
    words: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PropositionView:
    """A proposition in full, with the credibility that is proposed, or that a person set.

    ``history`` tells how people graded it, the latest first.
    """

    row: PropositionRow
    reasons: tuple[Reason, ...]
    members: tuple[Member, ...]
    origins: tuple[Origin, ...]
    folded: tuple[Reason, ...] = ()
    circles: tuple[Circle, ...] = ()
    drift: tuple[Drift, ...] = ()
    bonds: tuple[BondRow, ...] = ()
    proposed: Proposed | None = None
    grade: Graded | None = None
    history: tuple[GradeRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source in a list: how the propositions of its claims fared, and its grade.

    ``grade`` is a letter of the Admiralty code that a person set, ``words`` what it means.
    """

    id: str
    name: str
    kind: str
    claims: int
    propositions: int
    denied: int
    confirmed: int
    withdrawn: int
    contradicted: int = 0
    corroborated: int = 0
    grade: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A source with the history of its grades, the latest first, and its record by subject."""

    row: SourceRow
    history: tuple[GradeRow, ...] = ()
    subjects: tuple[tuple[str, SourceRow], ...] = ()
    whole: bool = True


def claim_row(
    statement: Statement, proposition: str | None = None, standing: Standing | None = None
) -> ClaimRow:
    """A statement as a row."""
    return ClaimRow(
        id=statement.id,
        document=statement.document,
        day=iso_day(statement),
        outlet=statement.outlet,
        lang=statement.lang,
        source=name_of(statement.source),
        stance=statement.stance,
        hedged=statement.hedged,
        text=statement.text,
        proposition=proposition,
        standing=standing,
        claim=statement.claim,
        chain=tuple(map(name_of, statement.chain)),
        voices=tuple(map(_called, statement.chain)),
    )


def proposition_row(
    proposition: Proposition, statements: Mapping[str, Statement], bonds: Iterable[Bond] = ()
) -> PropositionRow:
    """A proposition as a row; ``bonds`` are those in which it stands, of all relations."""
    members = [statements[id] for id in proposition.members if id in statements]
    days = sorted(day for day in map(iso_day, members) if day is not None)
    denying = (
        name
        for bond in bonds
        if bond.relation is Relation.DENIES and bond.other == proposition.id
        for name in said_by(bond.by)
    )
    return PropositionRow(
        id=proposition.id,
        gloss=proposition.gloss,
        standing=proposition.standing,
        independent=proposition.independent,
        outlets=tuple(dict.fromkeys(one.outlet for one in members if one.outlet)),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        denied_by=tuple(dict.fromkeys(denying)),
    )


def member_of(statement: Statement) -> Member:
    """A statement as a member."""
    return Member(
        id=statement.id,
        document=statement.document,
        outlet=statement.outlet,
        day=iso_day(statement),
        chain=tuple(map(name_of, statement.chain)),
        stance=statement.stance,
        hedged=statement.hedged,
        withdrawn=statement.withdrawn,
        text=statement.text,
        lang=statement.lang,
        voices=tuple(map(_called, statement.chain)),
        sources=tuple(map(source_id, statement.chain)),
    )


def _called(voice: Voice) -> Called:
    """Of an outlet that no list has, the label may be its class alone: *newspaper*."""
    bare = voice.kind is Kind.OUTLET and voice.entity is None and voice.name is not None
    return Called(voice.name, None if bare else voice.label, voice.entity)


def bond_row(bond: Bond, of: str, glosses: Mapping[str, str], behalf: str | None = None) -> BondRow:
    """A bond as it is seen from the proposition ``of``."""
    here = bond.other == of
    other = bond.one if here else bond.other
    return BondRow(
        relation=bond.relation,
        here=here,
        other=other,
        gloss=glosses.get(other, ""),
        by=bond.by,
        behalf=behalf,
        reasons=bond.reasons,
    )


def name_of(voice: Voice) -> str | None:
    """What a voice is called, as the text does where it does."""
    return voice.name or voice.label


def source_id(voice: Voice) -> str | None:
    """By what a voice is known as a source; ``None`` for a publisher, and for who is not told."""
    name = called(voice)
    told = voice.span is not None and name is not None and voice.kind is not Kind.UNKNOWN
    return entity_of(voice.entity, name or "") if told else None


def iso_day(statement: Statement) -> str | None:
    """The ISO day of publication."""
    return None if statement.day is None else date.fromordinal(statement.day).isoformat()


def plain_story(story: Story) -> dict[str, Any]:
    """A story as plain data, with ISO days."""
    days = (date.fromordinal(day).isoformat() for day in (story.first, story.last))
    first, last = days
    return {
        "id": story.id,
        "labels": dict(story.labels),
        "first": first,
        "last": last,
        "terms": list(story.terms),
        "reports": list(story.reports),
        "timeline": [
            {**moment._asdict(), "day": date.fromordinal(moment.day).isoformat()}
            for moment in story.timeline
        ],
        "open": plain(story.open),
    }


def plain(value: Any) -> Any:
    """Any of these values as plain data, its named tuples as objects, its reasons told."""
    told = _told(value)
    if told is not None:
        return told
    if hasattr(value, "_asdict"):
        return {key: plain(inner) for key, inner in value._asdict().items()}
    if hasattr(value, "__dataclass_fields__"):
        return {key: plain(getattr(value, key)) for key in value.__dataclass_fields__}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [plain(inner) for inner in value]
    return to_plain(value)


def _told(value: Any) -> Any:
    """What is kept as a sentence with its values, as a program reads it; ``None`` for the rest."""
    match value:
        case Reason():
            return {"code": value.code, "detail": tell_reason(value, plainly())}
        case Drift():
            ends = {"earlier": value.earlier, "later": value.later}
            return {"kind": value.kind.value, **ends, "detail": tell_drift(value, plainly())}
        case Proposed():
            return tell_proposed(value, plainly().words)
        case Graded():
            return tell_grade(*value, plainly().words)
        case _:
            return None


def names_for(
    lang: str | None, members: Iterable[Member] = (), lists: Lists | None = None
) -> Names:
    """Names for a reader of a language, as the members that are in it write them.

    ``lists`` are those that count where there are others than those of the package.
    """
    words = words_for(lang)
    written: dict[str, str] = {}
    for member in members:
        for voice in member.voices if member.lang == words.lang else ():
            if voice.label and voice.name:
                written.setdefault(voice.label, voice.name)
    return Names(words, written, lists)


def voices_of(row: ClaimRow | Member, names: Names) -> list[str | None]:
    """The voices of a chain: as the document writes them where it is in the reader's language."""
    if row.lang == names.words.lang or not row.voices:
        return list(row.chain)
    return [_shown(one, names) for one in row.voices]


def _shown(voice: Called, names: Names) -> str | None:
    told = names.of(voice.label or voice.name, voice.entity)
    return told if told is not None or voice.name is None else names.of(voice.name)
