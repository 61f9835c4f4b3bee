"""The rows of an export, before any format: frozen values, each with the place of its passage.

Positions are code points of the text of ``document``, end exclusive. ``None`` is unknown, an empty
tuple none. ``fields.toml`` tells each field; tables, schemas and documents are made from that.
``engine`` is the program and the packs that made the reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from marsad.model import Span


class Said(NamedTuple):
    """A voice of a chain; ``start`` and ``end`` are ``None`` for the publisher."""

    kind: str
    name: str | None
    label: str | None
    id: str | None
    start: int | None
    end: int | None


class Part(NamedTuple):
    """A clause of a claim that is joined with others, and how its proposition stands."""

    statement: str
    status: str
    hedged: bool
    proposition: str | None
    standing: str | None


class Party(NamedTuple):
    """Somebody who takes part in an event: the canonical name, and what the lists know."""

    name: str
    id: str | None
    kind: str | None
    sector: str | None
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The report that something stands in. ``added`` is when it came into the archive (UTC)."""

    id: str
    url: str | None
    outlet: str | None
    lang: str | None
    title: str | None
    author: str | None
    published: str | None
    added: str
    fetched: str | None
    degraded: str | None
    replaced: bool
    near: str | None
    hash: str
    engine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimEntry:
    """What somebody is quoted with."""

    report: Report
    claim: str
    start: int
    end: int
    passage: str
    content: str
    source_spans: tuple[Span, ...]
    cue_spans: tuple[Span, ...]
    content_spans: tuple[Span, ...]
    chain: tuple[Said, ...]
    stance: str
    parts: tuple[Part, ...]
    actors: tuple[str, ...]
    places: tuple[str, ...]
    times: tuple[str, ...]
    events: tuple[str, ...]
    rule: str
    score: float
    review: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEntry:
    """An event as one report tells it; ``chain`` is who tells it, the outlet alone if nobody else.

    ``first`` and ``last`` are the ISO days that ``date`` (TIMEX3) means, both ``None`` where it
    means no days. ``point`` parts into ``lat`` and ``lon``, degrees of WGS 84.
    """

    report: Report
    event: str
    claim: str | None
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    status: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: str | None
    place_id: str | None
    level: str | None
    precision: str | None
    country: str | None
    lat: float | None
    lon: float | None
    date: str | None
    first: str | None
    last: str | None
    word: str
    start: int
    end: int
    sentence: str
    sentence_start: int
    sentence_end: int
    chain: tuple[Said, ...]
    stance: str | None
    statement: str | None
    hedged: bool | None
    proposition: str | None
    standing: str | None
    rule: str
    score: float


class Telling(NamedTuple):
    """A statement of a proposition: one clause, where it stands, and on whose word."""

    statement: str
    claim: str | None
    document: str
    url: str | None
    outlet: str | None
    lang: str | None
    title: str | None
    published: str | None
    start: int
    end: int
    words: str
    chain: tuple[Said, ...]
    stance: str
    status: str
    hedged: bool
    withdrawn: bool
    engine: str


class Source(NamedTuple):
    """An independent origin of a proposition, as far as chains tell."""

    name: str | None
    kind: str
    id: str | None
    named: bool
    self_stated: bool
    party: str | None
    statements: tuple[str, ...]


class Tie(NamedTuple):
    """How another proposition stands to this one (``here``), or this one to it; ``by`` says so."""

    relation: str
    here: bool
    proposition: str
    gloss: str
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PropositionEntry:
    """What several reports say. ``standing`` is no verdict on truth.

    ``grade`` is a credibility of the Admiralty code that a person set. ``added`` is when the
    newest of its reports came into the archive.
    """

    proposition: str
    gloss: str
    standing: str
    at_least: int
    at_most: int
    first: str | None
    last: str | None
    added: str
    outlets: tuple[str, ...]
    denied_by: tuple[str, ...]
    reasons: tuple[str, ...]
    circles: int
    grade: str | None
    graded_by: str | None
    tellings: tuple[Telling, ...]
    origins: tuple[Source, ...]
    ties: tuple[Tie, ...]
    engines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """Who speaks, and how the propositions of its claims fared; nothing of whether it was right."""

    source: str
    name: str
    names: tuple[tuple[str, str], ...]
    kind: str
    sector: str | None
    countries: tuple[str, ...]
    claims: int
    propositions: int
    denied: int
    contradicted: int
    confirmed: int
    corroborated: int
    withdrawn: int
    grade: str | None
    grade_words: str | None
    engine: str
