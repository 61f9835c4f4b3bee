"""What stands: the machine's reading with what people said of it laid over. Pure, no database.

``apply`` never changes the reading it is given; without a review that stands, it gives back the
very same. Ids of claims and attributions stay those of the machine, so that a second review of a
corrected claim, a link, a report keep what they point to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from marsad.analysis.claims import Found, build_claims
from marsad.archive.review.anchors import Placed, find_place, place_claims
from marsad.archive.review.judgements import (
    STATES,
    Action,
    ContentIs,
    Correction,
    EventIs,
    NameIs,
    PlaceIs,
    Review,
    SourceIs,
    StanceIs,
    correction_of,
    effective,
    pieces,
)
from marsad.archive.review.renaming import Findings, rename_actor, rename_place
from marsad.ids import content_id
from marsad.model import Actor, Analysis, Attribution, Event, Kind, Mention, Span, Status

BY_PERSON = "review"  # the rule of an event that no pack found


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A reading as it stands after all reviews.

    ``states`` tells for each reviewed claim how it stands: accepted, rejected, corrected.
    ``unheld`` are numbers of reviews that could not be placed, each with the reason. ``placed``
    leads from the number of a review of a claim to the id that this claim has now.
    """

    analysis: Analysis
    states: Mapping[str, str]
    unheld: tuple[tuple[int, str], ...] = ()
    placed: Mapping[int, str]


def apply(analysis: Analysis, reviews: Sequence[Review]) -> Corrected:
    """Lay over a reading what people said of it, in the order of the reviews' numbers.

    A review that cannot be placed costs nothing but itself: it is listed.
    """
    standing = [one for one in effective(reviews) if one.action in _OF_A_DOCUMENT]
    work = _Work(analysis, place_claims(analysis, standing))
    for review in standing:
        work.take(review)
    return work.result()


_OF_A_DOCUMENT = frozenset({Action.ACCEPT, Action.REJECT, Action.CORRECT, Action.COMMENT})


class _Work:
    """A reading while reviews are laid over it."""

    def __init__(self, analysis: Analysis, places: Mapping[str, Placed | str]) -> None:
        self._given, self._text, self._places = analysis, analysis.document.text, places
        restored = [
            one.attribution for one in places.values() if isinstance(one, Placed) and one.restored
        ]
        attributions = (*analysis.attributions, *restored)
        if restored:
            attributions = tuple(sorted(attributions, key=_first))
        self._found = Findings(attributions, analysis.actors, analysis.places, analysis.events)
        self._states: dict[str, str] = {}
        self._unheld: list[tuple[int, str]] = []
        self._placed: dict[int, str] = {}
        self._moved: set[str] = {one.id for one in restored}

    def take(self, review: Review) -> None:
        there = None if review.claim is None else self._places[review.claim]
        if isinstance(there, str):
            self._unheld.append((review.number, there))
            return
        try:
            if review.action == Action.CORRECT:
                self._correct(correction_of(review), there)
        except ValueError as error:
            self._unheld.append((review.number, str(error)))
            return
        if there is not None:
            self._judge(review, there)

    def _judge(self, review: Review, there: Placed) -> None:
        claim = claim_id(self._given, there.attribution)
        self._placed[review.number] = claim
        if review.action in STATES:
            self._states[claim] = STATES[Action(review.action)]

    def _correct(self, says: Correction, there: Placed | None) -> None:
        shift = 0 if there is None else there.shift
        match says:
            case PlaceIs():
                at = find_place(self._text, says.at, shift)
                self._found = rename_place(self._text, self._found, says, at)
            case NameIs():
                at = find_place(self._text, says.at, shift)
                self._found = rename_actor(self._text, self._found, says, at)
            case EventIs():
                at = find_place(self._text, says.at, shift)
                events = _retold(self._given, self._found.events, says, at)
                self._found = self._found._replace(events=events)
            case _:
                if there is None:
                    raise ValueError("its record cannot be read: it names no claim")
                self._restate(says, there)

    def _restate(self, says: SourceIs | StanceIs | ContentIs, there: Placed) -> None:
        """Another source, stance or content for one attribution."""
        made = []
        for one in self._found.attributions:
            if one.id == there.attribution.id:
                one = self._restated(one, says, there.shift)
            made.append(one)
        self._found = self._found._replace(attributions=tuple(made))

    def _restated(
        self, one: Attribution, says: SourceIs | StanceIs | ContentIs, shift: int
    ) -> Attribution:
        if isinstance(says, StanceIs):
            return replace(one, stance=says.stance)
        if isinstance(says, ContentIs):
            spans = [find_place(self._text, part, shift) for part in says.parts]
            self._moved.add(one.id)
            content = tuple(part.span for part in pieces(self._text, spans))
            return replace(one, content=content)
        if says.at is None:
            return replace(one, source=None)
        at = find_place(self._text, says.at, shift)
        return replace(one, source=_source(self._text, self._found, says, at))

    def result(self) -> Corrected:
        given = self._given
        wrong = {
            attribution.id
            for attribution in self._found.attributions
            if self._states.get(claim_id(given, attribution)) == STATES[Action.REJECT]
        }
        attributions = _without(_nested(self._found.attributions, self._moved), wrong)
        found = self._found._replace(attributions=attributions)
        stood = (given.attributions, given.actors, given.places, given.events)
        analysis = given if found == stood else _rebuilt(given, found)
        return Corrected(
            analysis=analysis,
            states=self._states,
            unheld=tuple(self._unheld),
            placed=self._placed,
        )


def claim_id(analysis: Analysis, attribution: Attribution) -> str:
    """The id of the claim that an attribution of a reading makes."""
    return content_id(analysis.document.id, attribution.id, "claim")


def _rebuilt(given: Analysis, found: Findings) -> Analysis:
    beside = Found(found.actors, found.places, given.times, found.events)
    return replace(
        given,
        **found._asdict(),
        claims=build_claims(given.document, found.attributions, beside),
    )


# -- who says it


def _source(text: str, found: Findings, says: SourceIs, at: Span) -> Mention:
    """The voice at some words: what the machine knows of them, and what the person adds."""
    known = _known(text, found, at)
    return Mention(
        span=at,
        head=known.head,
        kind=says.kind or known.kind,
        name=says.name or known.name,
        antecedent=known.antecedent,
        entity=known.entity if says.entity is None and says.name is None else says.entity,
        label=says.label
        or (known.label if says.entity is None and says.name is None else says.name),
    )


def _known(text: str, found: Findings, at: Span) -> Mention:
    """The voice that the machine has at some words, or the actor that stands in them."""
    for one in found.attributions:
        for voice in (one.source, *one.via):
            if voice is not None and voice.span == at:
                return voice
    words = text[at.start : at.end]
    head = Span(at.start, at.start + len(words.split(None, 1)[0]))
    within = [one for one in found.actors if at.start <= one.span.start and one.span.end <= at.end]
    whole: Actor | None = max(within, key=lambda one: one.span.end - one.span.start, default=None)
    name = " ".join(words.split())
    if whole is None:
        return Mention(span=at, head=head, kind=Kind.UNKNOWN, name=name)
    return Mention(
        span=at, head=head, kind=whole.kind, name=name, entity=whole.entity, label=whole.name
    )


# -- what happened


def _retold(
    analysis: Analysis, events: tuple[Event, ...], says: EventIs, at: Span
) -> tuple[Event, ...]:
    """The events with one changed, taken away, or added in its place in the text."""
    there = [one for one in events if one.span == at] or [
        one for one in events if one.span.start < at.end and at.start < one.span.end
    ]
    rest = tuple(one for one in events if one not in there)
    if says.type is None:
        return rest
    if there:
        new = tuple(
            replace(
                one,
                type=says.type,
                mode=says.mode if says.mode or says.type != one.type else one.mode,
                status=says.status or one.status,
            )
            for one in there
        )
    else:
        new = (_event(analysis, says, at),)
    return tuple(sorted((*rest, *new), key=lambda one: one.span))


def _event(analysis: Analysis, says: EventIs, at: Span) -> Event:
    assert says.type is not None
    return Event(
        id=content_id(analysis.document.id, at, says.type.value),
        span=at,
        type=says.type,
        mode=says.mode,
        contexts=(),
        actors=(),
        recipients=(),
        place=None,
        date=None,
        status=says.status or Status.ASSERTED,
        rule=BY_PERSON,
    )


# -- who tells it within whose words


def _first(attribution: Attribution) -> Span:
    return (attribution.cue or attribution.content)[0]


def _nested(attributions: tuple[Attribution, ...], moved: set[str]) -> tuple[Attribution, ...]:
    """The attributions, each in the innermost content around its cue, where contents changed."""
    changed = [one for one in attributions if one.id in moved]
    if not changed:
        return attributions
    made = {one.id: one for one in attributions}
    for one in attributions:
        near = one.id in moved or one.parent in moved or any(_holds(x, one) for x in changed)
        if near:
            around = [x for x in made.values() if x.id != one.id and _holds(x, one)]
            around.sort(key=_size)
            parent = next((x.id for x in around if not _descends(made, x.id, one.id)), None)
            made[one.id] = replace(one, parent=parent)
    return tuple(made.values())


def _holds(outer: Attribution, inner: Attribution) -> bool:
    at = _first(inner)
    return any(part.start <= at.start and at.end <= part.end for part in outer.content)


def _size(attribution: Attribution) -> int:
    return sum(part.end - part.start for part in attribution.content)


def _descends(made: Mapping[str, Attribution], one: str | None, ancestor: str) -> bool:
    """Whether an attribution stands, at any depth, in the content of another."""
    for _ in range(len(made)):
        if one == ancestor:
            return True
        if one is None or one not in made:
            return False
        one = made[one].parent
    return True


def _without(attributions: tuple[Attribution, ...], wrong: set[str]) -> tuple[Attribution, ...]:
    """A rejected finding passes nothing on: what stood in it stands in what is around it."""
    if not wrong:
        return attributions
    parents = {one.id: one.parent for one in attributions}

    def above(parent: str | None) -> str | None:
        for _ in range(len(parents)):
            if parent not in wrong:
                break
            parent = parents.get(parent)
        return parent

    return tuple(
        one if one.parent not in wrong else replace(one, parent=above(one.parent))
        for one in attributions
    )


__all__ = ["BY_PERSON", "Corrected", "Review", "apply", "claim_id"]
