"""What the answers hold, beside a reading: hits, claims, propositions, stories, sources."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from marsad.linking.nouns import Drifting, Relation, Standing
from marsad.model import Kind, Stance
from marsad.web.api.answers import Value
from marsad.web.api.reading import AttributionRead, ClaimRead

MOST_MEMBERS = 200  # of a proposition that stand in its answer; its list has all
_DAY = "An ISO day; null where it is unknown."


class Stretch(Value):
    """Letters from `start` to `end`, which is not among them."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)


class HitValue(Value):
    """A claim or a document that a query found."""

    claim: str | None = Field(description="The id of the claim; null of a document.")
    document: str = Field(description="The id of the document.")
    published: str | None = Field(description="ISO 8601, as the document gives it.")
    outlet: str | None
    lang: str | None
    title: str | None
    source: str | None = Field(description="Who says it; null of a document, or nobody is named.")
    stance: str | None = Field(description="neutral, affirm, deny, …; null of a document.")
    review: str | None = Field(description="accepted, rejected, corrected; null: nobody looked.")
    start: int = Field(description="Where the passage begins in the text, in code points.", ge=0)
    end: int = Field(ge=0)
    passage: str
    marked: list[Stretch] = Field(description="What was found, by places in the passage.")


class Passage(Value):
    """Words of a document at a place, with what stands around them."""

    document: str
    outlet: str | None
    published: str | None
    lang: str | None
    title: str | None
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    length: int = Field(description="How many code points the whole text has.", ge=0)
    before: str
    text: str
    after: str


class DocumentHead(Value):
    """A document without its text."""

    id: str
    lang: str | None
    outlet: str | None
    url: str | None
    published: str | None


class StatementValue(Value):
    """What one voice asserts in one clause, and the proposition that it is of."""

    id: str
    text: str
    stance: Stance
    hedged: bool = Field(description="Whether its words keep a distance.")
    proposition: str | None
    standing: Standing | None


class ReviewValue(Value):
    """What a person said of a claim."""

    number: int
    at: str = Field(description="ISO 8601, UTC.")
    person: str
    action: str
    claim: str | None
    field: str | None
    before: str | None = Field(description="JSON.")
    after: str | None = Field(description="JSON.")
    comment: str | None
    undoes: int | None


class ClaimValue(Value):
    """A claim with its words and voices, what it is joined to, and what people said of it."""

    document: DocumentHead
    claim: ClaimRead
    attribution: AttributionRead
    state: str | None = Field(description="accepted, rejected, corrected; null: nobody looked.")
    statements: list[StatementValue]
    reviews: list[ReviewValue] = Field(description="The latest first.")


class Range(Value):
    """How many independent origins, at least and at most."""

    at_least: int = Field(ge=0)
    at_most: int = Field(ge=0)


class PropositionHead(Value):
    """What several reports say is one thing. Its standing is no verdict on truth."""

    id: str
    gloss: str = Field(description="The words that tell it most plainly.")
    standing: Standing
    independent: Range
    outlets: list[str]
    first: str | None = Field(description=_DAY)
    last: str | None = Field(description=_DAY)
    denied_by: list[str]


class Why(Value):
    """A reason; `code` is stable, `detail` is for people."""

    code: str
    detail: str


class MemberValue(Value):
    """A statement of a proposition, with its voices from the publisher to the source."""

    id: str
    document: str
    outlet: str | None
    day: str | None = Field(description=_DAY)
    chain: list[str | None]
    stance: Stance
    hedged: bool
    withdrawn: bool
    text: str


class OriginValue(Value):
    """Where statements come from, as far as their chains tell."""

    name: str | None
    kind: Kind
    entity: str | None = Field(description="Its id in the lists.")
    statements: list[str]
    named: bool
    self_stated: bool = Field(description="A party's word about its own deed.")
    party: str | None
    names: list[str]
    owner: str | None


class CircleValue(Value):
    """Outlets that cite each other in a ring, each the next, the last the first."""

    outlets: list[str]
    closed: str | None = Field(description=_DAY)
    statements: list[str]


class DriftValue(Value):
    """What changed between two tellings."""

    kind: Drifting
    earlier: str
    later: str
    detail: str


class BondValue(Value):
    """How another proposition stands to this one (`here`), or this one to it."""

    relation: Relation
    here: bool
    other: str
    gloss: str
    by: str | None
    behalf: str | None
    reasons: list[Why]


class GradeValue(Value):
    """A grade that a person set, or took back (`grade` is null)."""

    at: str
    person: str
    subject: str | None
    grade: str | None
    words: str | None
    comment: str | None


class PropositionValue(PropositionHead):
    """A proposition in full."""

    reasons: list[Why] = Field(description="Why it has its standing.")
    members: list[MemberValue] = Field(
        description=f"The earliest {MOST_MEMBERS}; `/members` lists all.",
        max_length=MOST_MEMBERS,
    )
    members_total: int = Field(ge=0)
    origins: list[OriginValue]
    folded: list[Why] = Field(description="Which origins were counted as one, and why.")
    circles: list[CircleValue]
    drift: list[DriftValue]
    bonds: list[BondValue]
    proposed: str | None = Field(description="A credibility, until a person sets one.")
    grade: str | None = Field(description="The credibility that a person set.")
    history: list[GradeValue] = Field(description="How people graded it, the latest first.")


class NodeValue(Value):
    """A report or a voice."""

    id: str
    label: str
    kind: str
    day: str | None = Field(description=_DAY)
    outlet: str | None
    origin: int | None = Field(description="Its place among the origins of the proposition.")


class EdgeValue(Value):
    """One rests on another."""

    source: str
    target: str
    day: str | None = Field(description=_DAY)
    hedged: bool
    copy_: bool = Field(alias="copy", description="It has the same words, and cites nobody.")
    statements: list[str]


class GraphValue(Value):
    """Who has a proposition from whom."""

    nodes: list[NodeValue]
    edges: list[EdgeValue]


class StoryHead(Value):
    """A course of events: propositions of the same actors and places in the same days."""

    id: str
    labels: dict[str, str] = Field(description="By language.")
    first: str
    last: str
    propositions: int = Field(ge=0)
    reports: int = Field(ge=0)
    open: int = Field(description="Contradictions that are open.", ge=0)


class MomentValue(Value):
    """The first day on which a proposition of a story was told."""

    day: str
    proposition: str
    gloss: str
    standing: Standing | None
    reports: int = Field(ge=0)


class OpenBond(Value):
    """A contradiction that is open between two propositions of a story."""

    one: str
    other: str
    relation: Relation
    by: str | None
    reasons: list[Why]


class StoryValue(Value):
    """A story in full."""

    id: str
    labels: dict[str, str] = Field(description="By language.")
    first: str
    last: str
    terms: list[str] = Field(description="What holds it together, the most telling first.")
    reports: list[str] = Field(description="Ids of documents.")
    timeline: list[MomentValue]
    open: list[OpenBond]


class SpeakerValue(Value):
    """A source in a list."""

    id: str
    name: str
    kind: str
    claims: int = Field(description="Of the newest 50,000 claims of the archive.", ge=0)
    grade: str | None = Field(description="A to F of the Admiralty code, set by a person.")
    words: str | None = Field(description="What the grade means.")


class SourceHead(Value):
    """A source: how the propositions of its claims fared here, and its grade.

    A record counts what this archive has; it says nothing of whether a source was right."""

    id: str
    name: str
    kind: str
    claims: int
    propositions: int
    denied: int
    confirmed: int
    withdrawn: int
    contradicted: int
    corroborated: int
    grade: str | None = Field(description="A to F of the Admiralty code, set by a person.")
    words: str | None = Field(description="What the grade means.")


class Subject(Value):
    """The record of a source on one type of event."""

    subject: str
    record: SourceHead


class SourceValue(SourceHead):
    """A source in full."""

    history: list[GradeValue] = Field(description="The latest first.")
    subjects: list[Subject]
    whole: bool = Field(description="False where only the newest claims were counted.")


class NameValue(Value):
    """Somebody or something that the archive names."""

    id: str = Field(description="The id of the lists, or `~name`.")
    kind: Literal["actor", "place", "country", "event"]
    name: str
    merged: str | None = Field(description="The id of the name that people merged it into.")


class CountValue(Value):
    """How many hits a value has."""

    value: str
    hits: int = Field(ge=0)


class FacetsValue(Value):
    """The hits of a query, counted; the most frequent first, days in their order."""

    total: int
    counted: int = Field(description="The newest hits, of which all but the days is counted.")
    by: Literal["day", "month", "year"]
    days: list[CountValue]
    undated: int
    outlets: list[CountValue]
    actors: list[CountValue]
    sources: list[CountValue]
    places: list[CountValue]
    events: list[CountValue]
    stances: list[CountValue]
    notes: list[str]


class Kindred(Value):
    """The propositions of one kind on a day, beside those of the seven days before."""

    kind: str
    days: list[int] = Field(description="How many on each day; the day that is shown last.")
    today: int
    usual: float = Field(description="A day of the week before, on average.")
    newest: list[PropositionHead]


class OverviewValue(Value):
    """What a day has."""

    day: str | None = Field(description="The day that is shown; null where nothing has a date.")
    kinds: list[Kindred]
    documents: int = Field(description="How many documents the archive has.", ge=0)
    waiting: int = Field(description="How many of them are not joined yet.", ge=0)


class FailureValue(Value):
    """What could not be read or fetched, and was not since."""

    place: str
    message: str
    first: str
    last: str
    tries: int
