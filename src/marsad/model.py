"""The nouns of Marsad: frozen values, without behaviour and without dependencies.

Positions are Unicode code points of ``Document.text`` as it was read, half-open:
``text[span.start:span.end]`` is the marked text. ``None`` means unknown, an empty tuple means none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of ``Document.text``, in code points, end exclusive."""

    start: int
    end: int


class Kind(StrEnum):
    """What a source is."""

    PERSON = "person"
    OFFICE = "office"
    ORGANISATION = "organisation"
    OUTLET = "outlet"
    DOCUMENT = "document"
    ANONYMOUS = "anonymous"
    GROUP = "group"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """How a cue stands to its content."""

    NEUTRAL = "neutral"
    AFFIRM = "affirm"
    DENY = "deny"
    DOUBT = "doubt"
    INTEND = "intend"
    BELIEVE = "believe"
    ASK = "ask"


class Mode(StrEnum):
    """How a content is given: wholly, not at all, or partly in quotation marks."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class TimeType(StrEnum):
    """The four types of TIMEX3 (ISO 24617-1)."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Calendar(StrEnum):
    """The calendar in which an expression is written; its value is always Gregorian."""

    GREGORIAN = "gregorian"
    HIJRI = "hijri"


class Basis(StrEnum):
    """Whether the words name the time, or count from an anchor."""

    EXPLICIT = "explicit"
    RELATIVE = "relative"


class Ground(StrEnum):
    """Why the words of a text were taken for an actor.

    ``name``: they are a name of the lists; ``composed``: an institution of a state (*the Russian
    army*); ``office``: the holder at the document's date; ``counterpart``: the same office of
    another state; ``short``: a later short form; ``surname``: of a person named in full elsewhere,
    or known by it; ``metonym``: a capital for its government; ``spelling``: one letter off a name
    that the text has elsewhere; ``title``: a name that no list has, found by its title or place;
    ``open``: several are meant by the words, and nothing tells which.
    """

    NAME = "name"
    COMPOSED = "composed"
    OFFICE = "office"
    COUNTERPART = "counterpart"
    SHORT = "short"
    SURNAME = "surname"
    METONYM = "metonym"
    SPELLING = "spelling"
    TITLE = "title"
    OPEN = "open"


class Precision(StrEnum):
    """How closely a place is known, as in ACLED: the spot, near it, its region, its country."""

    EXACT = "exact"
    NEAR = "near"
    REGION = "region"
    COUNTRY = "country"


class EventType(StrEnum):
    """The event types of PLOVER."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Status(StrEnum):
    """Whether an event is told as done, as not done, as to come, or as conditional."""

    ASSERTED = "asserted"
    DENIED = "denied"
    PLANNED = "planned"
    POSSIBLE = "possible"


class Point(NamedTuple):
    """Degrees of latitude and longitude, WGS 84."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One published report, as it was read.

    ``published`` and ``fetched`` are ISO 8601 strings (``2017-06-08``), ``views`` the reader
    counter printed on the page. ``title`` and ``byline`` point into ``text``; ``headline`` is the
    title as it was handed over, ``author`` who signed it, as the page or the record says; both may
    stand nowhere in the text. ``references`` spans the list of sources that closes the text; an
    empty span is a heading with nothing under it. ``degraded`` says in one line why the text may
    differ from the page that people saw (letters put back in order out of a PDF), ``None`` where
    nothing is known to.
    """

    id: str
    text: str
    lang: str | None = None
    outlet: str | None = None
    url: str | None = None
    headline: str | None = None
    author: str | None = None
    title: Span | None = None
    byline: Span | None = None
    published: str | None = None
    fetched: str | None = None
    views: int | None = None
    references: Span | None = None
    source_hash: str | None = None
    degraded: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """The words that stand for a voice.

    ``span`` is the whole noun phrase, ``head`` its head word. ``name`` is what the words stand for
    (the fullest form that the text gives), ``antecedent`` where that form stands, when elsewhere.
    ``entity`` is a canonical id, ``None`` while unresolved; ``label`` the canonical English name,
    or what an unnamed source is called in English. ``score`` lies in 0..1.
    """

    span: Span
    head: Span
    kind: Kind
    name: str | None = None
    antecedent: Span | None = None
    entity: str | None = None
    label: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Somebody says something: source, cue and content (PARC 3, PolNeAR).

    ``source`` is ``None`` where the text names nobody. ``via`` lists carriers, outermost first.
    ``cue`` and ``content`` may have several parts. ``parent`` is the id of the attribution inside
    whose content this one stands. ``rule`` names the pack entry and construction that fired;
    ``score`` in 0..1 orders findings by how firm that construction is, and is no probability.
    """

    id: str
    source: Mention | None
    via: tuple[Mention, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    stance: Stance
    mode: Mode
    parent: str | None
    rule: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A calendar expression with its TIMEX3 value.

    ``anchor`` is the ISO date that a relative or partial expression was counted from;
    ``None`` for a full date, and where nothing was known to count from.
    """

    span: Span
    type: TimeType
    value: str | None
    calendar: Calendar = Calendar.GREGORIAN
    basis: Basis = Basis.EXPLICIT
    anchor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A mention of an actor: a person, a state, an organisation, an armed group, an outlet.

    ``name`` is the canonical English name, ``None`` while it is open who is meant. ``entity`` is
    the id in the lists; a name that no list has gets no id. ``country`` is an ISO 3166-1 code.
    ``candidates`` are the ids between which the words leave it open. ``score`` in 0..1 orders
    findings by how firm their ground is.
    """

    span: Span
    name: str | None
    entity: str | None
    kind: Kind
    ground: Ground
    sector: str | None = None
    country: str | None = None
    candidates: tuple[str, ...] = ()
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A mention of a named place.

    ``country`` is an ISO 3166-1 code, ``None`` for seas and regions of several countries.
    ``level`` is what the gazetteer calls it (country, region, city, …). ``point`` is its centre.
    A name of several places that nothing tells apart has neither ``entity`` nor ``point``.
    """

    span: Span
    name: str
    entity: str | None
    country: str | None
    point: Point | None
    level: str
    precision: Precision
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A political event that the text reports (PLOVER), at the word that tells it.

    ``actors`` and ``recipients`` are canonical names, empty where nobody known is named; ``place``
    is a canonical name, ``date`` a TIMEX3 value. ``rule`` names the pack entry that fired.
    """

    id: str
    span: Span
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    date: str | None
    status: Status
    rule: str
    score: float = 1.0


class Voice(NamedTuple):
    """One voice of a chain: its kind, its name, and where it stands (``None``: the publisher).

    ``entity`` is its canonical id and ``label`` its canonical English name, where they are known.
    """

    kind: Kind
    name: str | None
    span: Span | None
    entity: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One content with the voices it passed through, outermost first; the last is the origin.

    ``actors`` and ``places`` are the ids (or, without one, the names) that stand in the content,
    ``times`` the values of its calendar expressions, ``events`` the ids of its events.
    """

    id: str
    document: str
    attribution: str
    content: tuple[Span, ...]
    chain: tuple[Voice, ...]
    stance: Stance
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """One clause that one voice stands for: the unit in which claims are joined.

    ``claim`` is the id of the claim it is part of, ``None`` for the outlet's own words. ``status``
    tells whether its main act is told as done, as not done, as to come, or as conditional;
    ``hedged`` that its words keep a distance (*presumed*, *reportedly*, *it is believed*). ``head``
    is where the word stands that tells the act: with ``verbal`` its verb, else a noun.
    """

    id: str
    claim: str | None
    content: tuple[Span, ...]
    head: int | None = None
    verbal: bool = False
    status: Status = Status.ASSERTED
    hedged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something seen and not understood. ``code`` is stable, for counting."""

    span: Span
    code: str
    message: str


class Relation(NamedTuple):
    """An attribution as a reader beside the rules marks it: where its parts stand in the text.

    Each part is a span of ``Document.text``; an empty ``source`` means that the text names nobody.
    """

    source: Span | None
    via: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    stance: Stance


class Told(NamedTuple):
    """What a reader beside the rules tells of one document, in place of what the rules find.

    ``reader`` names it, with all that its answer depends on; it becomes part of ``engine``.
    """

    reader: str
    relations: tuple[Relation, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All findings about one document; stored and replaced as a whole."""

    document: Document
    engine: str
    attributions: tuple[Attribution, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    notes: tuple[Note, ...] = ()
