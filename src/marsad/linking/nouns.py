"""The nouns of linking: frozen values, derived from readings and judgements at any time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from marsad.model import Kind, Span, Stance, Status, Voice


class Relation(StrEnum):
    """How two statements, or two propositions, stand to each other."""

    SAME = "same"
    DENIES = "denies"
    CONTRADICTS = "contradicts"
    CONFIRMS = "confirms"
    UPDATES = "updates"
    DIFFERENT = "different"


class Verdict(StrEnum):
    """What a person says of two claims."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Standing(StrEnum):
    """How a proposition stands; never a verdict on truth."""

    SINGLE_ORIGIN = "single origin"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    SELF_STATED = "self-stated only"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "origin unknown"


class Reason(NamedTuple):
    """Why something is told of statements or of a proposition.

    ``code`` is stable: words, copy, events, actors, places, numbers, days, polarity, status, hedge,
    judgement, and those of origins and standings. ``told`` names the sentence that tells it, and
    ``values`` are what stands in it: names, counts, days as ordinals, terms, amounts, and tuples of
    these. ``marsad.publishing.reasons`` has the sentences in each language; what it does not know
    of is told as it stands.
    """

    code: str
    told: str
    values: tuple[Any, ...] = ()


class Amount(NamedTuple):
    """A number with what it counts; ``high`` is ``None`` where the words set no upper end."""

    low: float
    high: float | None
    unit: str | None


class Spot(NamedTuple):
    """A place that is known as a point, not a region or a country: degrees, WGS 84."""

    entity: str
    lat: float
    lon: float


class Act(NamedTuple):
    """A political event as far as two tellings of it can be compared."""

    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    day: str | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An assertion with all that linking compares of it.

    ``claim`` is the id of the claim it is part of, ``None`` for the outlet's own words. ``day``
    is the proleptic Gregorian ordinal of the day of publication. ``refutes`` tells that its words
    say of something that it is not so (*a hoax*), ``unsaid`` that they leave it open (*did not
    confirm whether*). ``terms`` are what it speaks of and how much each
    tells, in hundredths (``linking.reading.terms``); ``around`` what its paragraph adds; ``words``
    its words in order, as light stems; ``head`` the terms of its act,
    which with ``verbal`` a verb tells; ``voice`` those of its
    speaker. ``sketch`` is that of its document (``marsad.archive.near``), by which near copies are
    told; ``withdrawn`` that the outlet has put another text in the place of the document, or taken
    it away.
    """

    id: str
    document: str
    claim: str | None
    content: tuple[Span, ...]
    text: str
    lang: str | None
    outlet: str | None
    published: str | None
    day: int | None
    chain: tuple[Voice, ...]
    stance: Stance
    status: Status
    hedged: bool
    terms: dict[str, int]
    around: dict[str, int]
    words: tuple[str, ...]
    head: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()
    places: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    days: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    sketch: bytes = b""
    refutes: bool = False
    verbal: bool = False
    unsaid: bool = False
    withdrawn: bool = False

    @property
    def source(self) -> Voice:
        """The last voice of the chain."""
        return self.chain[-1]

    @property
    def negative(self) -> bool:
        """Whether it says that something is not so."""
        return is_negative(self)


class Saying(Protocol):
    """What tells whether a statement says that something is not so."""

    @property
    def stance(self) -> Stance: ...
    @property
    def status(self) -> Status: ...
    @property
    def refutes(self) -> bool: ...
    @property
    def unsaid(self) -> bool: ...


def is_negative(said: Saying) -> bool:
    """Whether something is said not to be so: by a negation, or by the denial of a voice."""
    denied = said.status is Status.DENIED and not said.unsaid
    return (denied or said.refutes) != (said.stance is Stance.DENY)


@dataclass(frozen=True, slots=True)
class Link:
    """Two statements and how they stand to each other; ``score`` in 0..1 orders links."""

    one: str
    other: str
    relation: Relation
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's verdict on two statements; appended, never overwritten, the latest counts."""

    number: int
    at: str
    person: str
    one: str
    other: str
    verdict: Verdict
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where statements come from, as far as their chains tell.

    ``entity`` is its id in the lists. ``statements`` are the ids of those that rest on it.
    ``self_stated`` marks a party's word about its own deed; ``named`` is false for unnamed sources,
    which cannot be told apart. ``party`` is the one that answers for all its voices (a state for
    its ministries); ``names`` are these voices; ``owner`` is that of an outlet. ``kind`` is
    ``Kind.UNKNOWN`` for what outlets assert themselves.
    """

    name: str | None
    kind: Kind
    entity: str | None
    statements: tuple[str, ...]
    named: bool = True
    self_stated: bool = False
    party: str | None = None
    names: tuple[str, ...] = ()
    owner: str | None = None


class Independent(NamedTuple):
    """How many independent origins stand behind a proposition, at least and at most."""

    at_least: int
    at_most: int


class Trail(NamedTuple):
    """The chain of a statement followed as far as it goes.

    ``through`` are the statements of other outlets through which it was followed; ``looped`` tells
    that it came back to an outlet that it had passed.
    """

    statement: str
    voices: tuple[Voice, ...]
    through: tuple[str, ...] = ()
    looped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where the members of a proposition have it from. ``reasons`` say what was folded and why:
    code ``party``, ``carried``, ``copy``, ``cited``, ``unnamed``, ``own``, ``joint``, ``loop``."""

    origins: tuple[Origin, ...]
    independent: Independent
    trails: tuple[Trail, ...]
    reasons: tuple[Reason, ...] = ()


class Drifting(StrEnum):
    """What changed on the way of a statement from one telling to a later one."""

    HEDGE_DROPPED = "hedge dropped"
    NUMBER_CHANGED = "number changed"
    SOURCE_NAMED = "unnamed became named"
    SOURCE_CHANGED = "source changed"


class Drift(NamedTuple):
    """A change between two statements of one origin, by id; told as a ``Reason`` is."""

    kind: Drifting
    earlier: str
    later: str
    told: str
    values: tuple[Any, ...] = ()


class Node(NamedTuple):
    """A document or a voice of a provenance graph.

    ``kind`` is ``document`` for a report of the archive, else the kind of the voice. ``day`` is an
    ISO day. ``origin`` is the place among the origins of the one that it is, or belongs to.
    """

    id: str
    label: str
    kind: str
    day: str | None = None
    outlet: str | None = None
    origin: int | None = None


class Edge(NamedTuple):
    """One rests on another, by their ids: it cites it, or as a ``copy`` has the same words.

    ``day`` is the first ISO day of it; ``hedged`` tells that no statement takes it over without
    distance.
    """

    source: str
    target: str
    day: str | None
    hedged: bool
    copy: bool
    statements: tuple[str, ...]


class Graph(NamedTuple):
    """Who has it from whom; nodes and edges in the order of days, documents and places."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


class Circle(NamedTuple):
    """Outlets that cite each other in a ring, each the next, the last the first.

    ``closed`` is the ISO day of the citation that closed it, ``None`` where a day is unknown;
    ``statements`` are one citation each, in the order of ``outlets``.
    """

    outlets: tuple[str, ...]
    closed: str | None
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """Statements of one thing. ``id`` is that of its earliest statement, hashed.

    ``gloss`` are the words of the statement that tells it most plainly, of a denial those that are
    denied behind a sign of it; ``reasons`` say why it has its standing.
    """

    id: str
    gloss: str
    members: tuple[str, ...]
    origins: tuple[Origin, ...]
    independent: Independent
    standing: Standing
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """How one proposition stands to another; ``by`` are those who say so, joined by ``BETWEEN``."""

    one: str
    other: str
    relation: Relation
    by: str | None
    reasons: tuple[Reason, ...]


BETWEEN = "; "  # names of those who say that a bond holds


def said_by(by: str | None) -> tuple[str, ...]:
    """The names of those who say that a bond holds, each by itself."""
    return tuple(by.split(BETWEEN)) if by else ()
