"""The actors, places and events of a document as rows beside its text, linked to their mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from marsad.archive.rows import entity_of
from marsad.entities.appellations import name_entity
from marsad.model import Actor, Event, Kind, Place, Span
from marsad.publishing.atlas import Atlas
from marsad.publishing.links import Target
from marsad.publishing.naming import Names
from marsad.publishing.register import Register, Row, name_of, words_of
from marsad.publishing.view import View
from marsad.publishing.visible import one_line
from marsad.publishing.words import Words

# A name that stands in the text more often has no more links; the count tells of the rest.
_MOST_LINKS = 60
_DOT = " · "


def who(anchor: str, count: int) -> str:
    """The id of the row of an actor."""
    return f"{anchor}-who{count}"


def where(anchor: str, count: int) -> str:
    """The id of the row of a place."""
    return f"{anchor}-where{count}"


def what(anchor: str, count: int) -> str:
    """The id of the row of an event."""
    return f"{anchor}-what{count}"


def find_targets(register: Register, anchor: str, words: Words) -> Iterator[Target]:
    """Every mention with the row that it leads to."""
    for count, actor in enumerate(register.actors, 1):
        hint = Names(words).of(name_of(actor.first)) or words.word["open"]
        for found in actor.mentions:
            yield Target(found.span, "actor", who(anchor, count), hint)
    for count, place in enumerate(register.places, 1):
        for spot in place.mentions:
            hint = Names(words).place(place.first.name, place.first.entity)
            yield Target(spot.span, "place", where(anchor, count), hint)
    for count, event in enumerate(register.events, 1):
        hint = words.table["event_type"][event.type.value]
        yield Target(event.span, "event", what(anchor, count), hint)


def list_actors(view: View, atlas: Atlas) -> Iterator[str]:
    """A row an actor: the name, what it is, why it was known, where it stands."""
    places = {
        found.span: count
        for count, row in enumerate(view.register.places, 1)
        for found in row.mentions
    }
    yield from _open(view, "actors", len(view.register.actors))
    for count, row in enumerate(view.register.actors, 1):
        yield f'<li id="{who(view.anchor, count)}">{_head(*_actor_head(view, row.first, atlas))}'
        grounds = dict.fromkeys(view.table("ground", one.ground.value) for one in row.mentions)
        yield f"<small>{view.word('ground_word')}: {_DOT.join(grounds)}</small>"
        if row.first.candidates:
            names = _DOT.join(
                _bdi(name_entity(one, view.words.lang) or atlas.called(one))
                for one in row.first.candidates
            )
            yield f"<small>{view.word('candidates')}: {names}</small>"
        yield _mentions(view, [found.span for found in row.mentions])
        also = places.get(row.first.span)
        if also is not None:
            target = where(view.anchor, also)
            yield f'<small class="also"><a href="#{target}">{view.word("also_place")}</a></small>'
        yield "</li>\n"
    yield from _close(view.register.actors)


def list_places(view: View, atlas: Atlas) -> Iterator[str]:
    """A row a place: the name, what and where it is, how closely that is known."""
    yield from _open(view, "places", len(view.register.places))
    for count, row in enumerate(view.register.places, 1):
        place = row.first
        facts = [view.table("level", place.level)]
        if place.country is not None:
            facts.append(_country(place.country, atlas))
        name = Names(view.words).place(place.name, place.entity)
        yield f'<li id="{where(view.anchor, count)}">{_head(_beside(name, place.name), facts)}'
        kinds = dict.fromkeys(view.table("precision", one.precision.value) for one in row.mentions)
        spot = "" if place.point is None else f"{_DOT}{_degrees(view, place)}"
        yield f"<small>{_DOT.join(kinds)}{spot}</small>"
        yield _mentions(view, [found.span for found in row.mentions])
        yield "</li>\n"
    yield from _close(view.register.places)


def list_events(view: View) -> Iterator[str]:
    """A row an event: what, whether it happened, who to whom, where and when, by which word."""
    names = {
        name: f'<a href="#{who(view.anchor, count)}">{_bdi(view.call(name))}</a>'
        for count, row in enumerate(view.register.actors, 1)
        if (name := name_of(row.first)) is not None
    }
    spots = {
        row.first.name: f'<a href="#{where(view.anchor, count)}">{_bdi(_place(view, row))}</a>'
        for count, row in enumerate(view.register.places, 1)
    }
    yield from _open(view, "events", len(view.register.events))
    for count, event in enumerate(view.register.events, 1):
        yield f'<li id="{what(view.anchor, count)}" class="{event.status.value}">'
        yield _head(_event_head(view, event), _event_facts(view, event))
        yield f'<p class="parties">{_parties(view, event.actors, names, "actor_unknown")} '
        yield f'<span class="to">{view.word("arrow")}</span> '
        yield f"{_parties(view, event.recipients, names, 'recipient_unknown')}</p>"
        yield f"<small>{_DOT.join(_scene(view, event, spots))}</small></li>\n"
    yield from _close(view.register.events)


def _open(view: View, key: str, count: int) -> Iterator[str]:
    if count:
        yield f'<section id="{view.anchor}-{key}" class="{key}">\n<h3>{view.word(key)} '
        yield f'<span class="count">{count}</span></h3>\n<ul class="rows">\n'


def _close(rows: Sequence[object]) -> Iterator[str]:
    if rows:
        yield "</ul>\n</section>\n"


def _head(name: str, facts: Iterable[str]) -> str:
    return f'<div class="name">{name} <span class="kind">{_DOT.join(facts)}</span></div>'


def _bdi(text: str) -> str:
    return f"<bdi>{escape(one_line(text))}</bdi>"


def _place(view: View, row: Row[Place]) -> str:
    return Names(view.words).place(row.first.name, row.first.entity)


def _beside(name: str, canonical: str) -> str:
    """A name, and the canonical one beside it where that is another."""
    if name == canonical:
        return _bdi(name)
    return f'{_bdi(name)} <span class="latin">{_bdi(canonical)}</span>'


def _actor_head(view: View, actor: Actor, atlas: Atlas) -> tuple[str, list[str]]:
    name = name_of(actor)
    shown = view.quote(actor.span)
    if name is not None:
        shown = _beside(view.call(name, actor.entity), name)
    if view.pages is not None and name is not None and _has_page(actor):
        shown = view.lead(shown, view.pages.actor, entity_of(actor.entity, name))
    facts = [view.table("kind", actor.kind.value)]
    if actor.sector is not None:
        facts.append(view.table("sector", actor.sector))
    if actor.country is not None:
        facts.append(_country(actor.country, atlas))
    if name is None:
        facts.append(f'<span class="open">{view.word("open")}</span>')
    return shown, facts


def _has_page(actor: Actor) -> bool:
    """A person whom no list has gets no page."""
    return actor.entity is not None or actor.kind not in (Kind.PERSON, Kind.UNKNOWN)


def _country(code: str, atlas: Atlas) -> str:
    name = atlas.country(code)
    return (
        _bdi(code)
        if name is None
        else f'<bdi title="{escape(one_line(code))}">{escape(name)}</bdi>'
    )


def _degrees(view: View, place: Place) -> str:
    """The coordinates as people write them, one run of digits: 35.95°, 39.01°."""
    assert place.point is not None
    lat, lon = place.point
    shown = f"{lat:g}, {lon:g}"
    return f'<bdi dir="ltr" class="value" title="{view.word("coordinates")}">{shown}</bdi>'


def _mentions(view: View, spans: Sequence[Span]) -> str:
    """Each wording once, with a number a mention that leads to it."""
    text = view.analysis.document.text
    numbered = list(enumerate(spans, 1))
    groups: dict[str, list[tuple[int, Span]]] = {}
    for count, span in numbered[:_MOST_LINKS]:
        groups.setdefault(words_of(text, span), []).append((count, span))
    parts = [
        f'<span class="wording"><bdi dir="{view.direction}">{view.say(wording)}</bdi> '
        + " ".join(_to_mention(view, wording, *one) for one in found)
        + "</span>"
        for wording, found in groups.items()
    ]
    total = f'<span class="count" title="{view.word("mentions")}">×{len(spans)}</span>'
    return f'<p class="at">{total} {" ".join(parts)}</p>'


def _to_mention(view: View, wording: str, count: int, span: Span) -> str:
    label = f"{view.word('to_mention')} {count}: {escape(one_line(wording))}"
    return f'<a href="#{view.links.at(span)}" aria-label="{label}">{count}</a>'


def _event_head(view: View, event: Event) -> str:
    """The type, and the word of the text that tells it, which leads there."""
    label = f"{view.word('trigger')}, {view.word('to_mention')}"
    return (
        f'<span class="type">{view.table("event_type", event.type.value)}</span> '
        f'<a class="trigger" href="#{view.links.at(event.span)}" title="{label}">'
        f"{view.quote(event.span)}</a>"
    )


def _event_facts(view: View, event: Event) -> Iterator[str]:
    yield f'<bdi class="code">{event.type.value}</bdi>'
    if event.mode is not None:
        yield view.table("event_mode", event.mode)
    yield f'<span class="status">{view.table("status", event.status.value)}</span>'


def _parties(view: View, names: Sequence[str], links: dict[str, str], missing: str) -> str:
    if not names:
        return f'<span class="missing">{view.word(missing)}</span>'
    return _DOT.join(links.get(name) or _bdi(view.call(name)) for name in names)


def _scene(view: View, event: Event, spots: dict[str, str]) -> Iterator[str]:
    """Place, date and contexts, each said to be unknown where it is."""
    if event.place is None:
        yield view.word("place_unknown")
    else:
        yield spots.get(event.place) or _bdi(view.call(event.place))
    if event.date is None:
        yield view.word("date_unknown")
    else:
        yield f'<bdi class="value">{escape(one_line(event.date))}</bdi>'
    for context in event.contexts:
        yield view.table("context", context)
