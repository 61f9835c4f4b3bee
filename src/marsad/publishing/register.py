"""Who and where: the mentions of a document gathered to one row an actor, and one a place."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, NamedTuple, TypeVar

from marsad.model import Actor, Analysis, Event, Place, Span

Named = TypeVar("Named", Actor, Place)


class Row(NamedTuple, Generic[Named]):
    """One actor or place with all its mentions, in the order of the text; never empty."""

    mentions: tuple[Named, ...]

    @property
    def first(self) -> Named:
        return self.mentions[0]


class Register(NamedTuple):
    """All rows of a document, those with the most mentions first; events in the text's order."""

    actors: tuple[Row[Actor], ...]
    places: tuple[Row[Place], ...]
    events: tuple[Event, ...]


def build_register(analysis: Analysis) -> Register:
    """Mentions of one id are one row; without an id those of one name, else those of one wording.

    What spans no letter is left out: there is nothing to show and nowhere to link to.
    """
    text = analysis.document.text

    def holds(span: Span) -> bool:
        return not text[span.start : span.end].isspace() and 0 <= span.start < span.end <= len(text)

    def who(actor: Actor) -> Hashable:
        return actor.entity or name_of(actor) or (words_of(text, actor.span), actor.candidates)

    return Register(
        actors=_rows((actor for actor in analysis.actors if holds(actor.span)), who),
        places=_rows(
            (place for place in analysis.places if holds(place.span)),
            lambda place: place.entity or place.name,
        ),
        events=tuple(event for event in analysis.events if holds(event.span)),
    )


def name_of(named: Actor | Place) -> str | None:
    """The canonical name; a blank one is none."""
    return named.name if named.name and named.name.strip() else None


def words_of(text: str, span: Span) -> str:
    """The words of a mention, on one line."""
    return " ".join(text[span.start : span.end].split())


def _rows(found: Iterable[Named], key: Callable[[Named], Hashable]) -> tuple[Row[Named], ...]:
    gathered: dict[Hashable, list[Named]] = {}
    for one in sorted(found, key=lambda one: one.span):
        gathered.setdefault(key(one), []).append(one)
    rows = sorted(gathered.values(), key=len, reverse=True)
    return tuple(Row(tuple(mentions)) for mentions in rows)
