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


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One published report, as it was read.

    ``published`` and ``fetched`` are ISO 8601 strings (``2017-06-08``), ``views`` the reader
    counter printed on the page. ``title`` and ``byline`` point into ``text``; ``headline`` is the
    title as it was handed over, which may stand nowhere in the text. ``references`` spans the
    list of sources that closes the text; an empty span is a heading with nothing under it.
    """

    id: str
    text: str
    lang: str | None = None
    outlet: str | None = None
    url: str | None = None
    headline: str | None = None
    title: Span | None = None
    byline: Span | None = None
    published: str | None = None
    fetched: str | None = None
    views: int | None = None
    references: Span | None = None
    source_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """The words that stand for a voice.

    ``span`` is the whole noun phrase, ``head`` its head word. ``name`` is what the words stand for
    (the fullest form that the text gives), ``antecedent`` where that form stands, when elsewhere.
    ``entity`` is a canonical id, ``None`` while unresolved. ``score`` lies in 0..1.
    """

    span: Span
    head: Span
    kind: Kind
    name: str | None = None
    antecedent: Span | None = None
    entity: str | None = None
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


class Voice(NamedTuple):
    """One voice of a chain: its kind, its name, and where it stands (``None``: the publisher)."""

    kind: Kind
    name: str | None
    span: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One content with the voices it passed through, outermost first; the last is the origin."""

    id: str
    document: str
    attribution: str
    content: tuple[Span, ...]
    chain: tuple[Voice, ...]
    stance: Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something seen and not understood. ``code`` is stable, for counting."""

    span: Span
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All findings about one document; stored and replaced as a whole."""

    document: Document
    engine: str
    attributions: tuple[Attribution, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[Note, ...] = ()
