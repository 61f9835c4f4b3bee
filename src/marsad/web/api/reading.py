"""The reading contract as a schema: what docs/reading.md tells key by key."""

from __future__ import annotations

from pydantic import Field

from marsad.model import (
    Basis,
    Calendar,
    EventType,
    Ground,
    Kind,
    Mode,
    Precision,
    Stance,
    Status,
    TimeType,
)
from marsad.web.api.answers import Value

_START = "The first letter, in Unicode code points of `text`."
_END = "The letter behind the last."
_SCORE = "How firm the construction is; orders findings, and is no probability."


class Marked(Value):
    """Words of a text with their place: `text[start:end]`."""

    start: int = Field(description=_START, ge=0)
    end: int = Field(description=_END, ge=0)
    text: str = Field(description="The words.")


class AttributionRead(Value):
    """Somebody says something: source, cue and content."""

    id: str
    source: list[Marked] = Field(description="Who says it; empty where the text names nobody.")
    cue: list[Marked] = Field(description="The words that report it.")
    content: list[Marked] = Field(description="What is said, in one part or several.")
    via: list[Marked] = Field(description="Who passed it on, the outermost first.")
    source_kind: Kind
    source_name: str | None = Field(description="Its name in English, else the words of the text.")
    source_id: str | None = Field(description="Its id in the lists.")
    stance: Stance
    mode: Mode
    parent: str | None = Field(description="The attribution inside whose content this one stands.")
    rule: str = Field(description="The entry of a language pack that found it.")
    score: float = Field(description=_SCORE)


class VoiceRead(Value):
    """One voice of a chain."""

    kind: Kind
    name: str | None = Field(description="As the text names it; null where it names nobody.")
    label: str | None = Field(description="Its name in English, where it is known.")
    id: str | None = Field(description="Its id in the lists, where it has one.")
    start: int | None = Field(description=_START)
    end: int | None = Field(description=_END)


class ClaimRead(Value):
    """One content with the voices it passed through."""

    id: str
    attribution: str = Field(description="The id of the attribution that it comes of.")
    chain: list[VoiceRead] = Field(description="From the publisher to the origin.")
    stance: Stance
    content: list[Marked]
    actors: list[str] = Field(description="Ids, or names without one, in the content.")
    places: list[str] = Field(description="Ids, or names without one, in the content.")
    times: list[str] = Field(description="Values of TIMEX3.")
    events: list[str] = Field(description="Ids of events.")


class AssertionRead(Value):
    """One clause that one voice stands for: what is joined to propositions."""

    id: str
    claim: str | None = Field(description="The claim it is part of; null: the outlet's own words.")
    content: list[Marked]
    status: Status
    hedged: bool


class TimeRead(Marked):
    """A calendar expression."""

    type: TimeType
    value: str | None = Field(description="TIMEX3; always Gregorian.")
    calendar: Calendar
    basis: Basis
    anchor: str | None = Field(description="The date that it was counted from.")


class PlaceRead(Marked):
    """A named place."""

    name: str
    country: str | None = Field(description="ISO 3166-1.")
    lat: float | None = Field(description="Degrees, WGS 84.")
    lon: float | None = Field(description="Degrees, WGS 84.")
    id: str | None
    level: str
    precision: Precision
    score: float = Field(description=_SCORE)


class ActorRead(Marked):
    """A mention of an actor."""

    name: str | None = Field(description="In English; null while it is open who is meant.")
    id: str | None
    kind: Kind
    sector: str | None
    country: str | None = Field(description="ISO 3166-1.")
    ground: Ground = Field(description="Why the words were taken for an actor.")
    candidates: list[str] = Field(description="Between whom the words leave it open.")
    score: float = Field(description=_SCORE)


class EventRead(Marked):
    """A political event (PLOVER), at the word that tells it."""

    id: str
    type: EventType
    mode: str | None
    contexts: list[str]
    actor: str | None
    recipient: str | None
    place: str | None
    date: str | None
    status: Status
    rule: str
    score: float = Field(description=_SCORE)


class NoteRead(Marked):
    """Something seen and not understood."""

    code: str
    message: str


class Reading(Value):
    """A document with all that was found in it, as people have corrected it: the reading contract.

    Positions count Unicode code points of `text`, the end is not among them."""

    id: str
    lang: str | None
    outlet: str | None
    title: str | None
    published: str | None = Field(description="ISO 8601, as the document gives it.")
    url: str | None
    byline: Marked | None
    author: str | None
    views: int | None
    degraded: str | None = Field(description="Why the text may differ from the page.")
    references: Marked | None
    text: str
    attributions: list[AttributionRead]
    claims: list[ClaimRead]
    assertions: list[AssertionRead]
    times: list[TimeRead]
    places: list[PlaceRead]
    actors: list[ActorRead]
    events: list[EventRead]
    notes: list[NoteRead]
    engine: str = Field(description="The version that read it.")
