"""The actors, places and events of a document as rows beside its text, linked to their mentions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from marsad.model import Actor, Event, Place, Span
from marsad.publishing.atlas import Atlas
from marsad.publishing.links import Target
from marsad.publishing.register import Register, Row, name_of, words_of
from marsad.publishing.view import View
from marsad.publishing.visible import one_line
from marsad.publishing.words import Words

# A name that stands in the text more often than this is linked so often; the count tells the rest.
_MOST_LINKS = 60


def who(anchor: str, count: int) -> str:
    """The id of the row of an actor."""
    return f"{anchor}-who{count}"


def where(anchor: str, count: int) -> str:
    """The id of the row of a place."""
    return f"{anchor}-where{count}"


def what(anchor: str, count: int) -> str:
    """The id of the row of an event."""
    return f"{anchor}-what{count}"


def targets(register: Register, anchor: str, words: Words) -> Iterator[Target]:
    """Every mention with the row that it leads to."""
    for count, actor in enumerate(register.actors, 1):
        hint = name_of(actor.first) or words.word["open"]
        for found in actor.mentions:
            yield Target(found.span, "actor", who(anchor, count), hint)
    for count, place in enumerate(register.places, 1):
        for spot in place.mentions:
            yield Target(spot.span, "place", where(anchor, count), place.first.name)
    for count, event in enumerate(register.events, 1):
        hint = words.table["event_type"][event.type.value]
        yield Target(event.span, "event", what(anchor, count), hint)


def list_actors(view: View, atlas: Atlas) -> Iterator[str]:
    rows = view.register.actors
    if not rows:
        return
    yield _open_section(view, "actors", len(rows))
    places = {row.first.span: count for count, row in _each_mention(view.register.places)}
    for count, row in enumerate(rows, 1):
        yield f'<li id="{who(view.anchor, count)}">'
        yield _heading(view, _actor_name(view, row.first), _actor_facts(view, row.first, atlas))
        yield _small(view, "ground_word", "، ".join(_grounds(view, row)))
        if row.first.candidates:
            names = " · ".join(
                f"<bdi>{escape(one_line(atlas.called(one)))}</bdi>" for one in row.first.candidates
            )
            yield _small(view, "candidates", names)
        yield _mentions(view, [found.span for found in row.mentions])
        also = places.get(row.first.span)
        if also is not None:
            yield f'<small><a href="#{where(view.anchor, also)}">{view.word("also_place")}</a></small>'
        yield "</li>\n"
    yield "</ul>\n</section>\n"
