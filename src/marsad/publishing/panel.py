"""What stands beside a text: its claims, its actors, places and events, its times, its notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from html import escape

from marsad.model import Attribution, Claim, TimeExpression, Voice
from marsad.publishing.atlas import Atlas
from marsad.publishing.linked import source_id
from marsad.publishing.naming import Names
from marsad.publishing.register import name_of, words_of
from marsad.publishing.roster import list_actors, list_events, list_places, what, where, who
from marsad.publishing.view import View
from marsad.publishing.visible import one_line


def show_panel(view: View, atlas: Atlas, *, figures: bool) -> Iterator[str]:
    """All sections that hold something, and above them the way to each."""
    yield from _contents(view, figures)
    yield from _claims(view)
    yield from list_actors(view, atlas)
    yield from list_places(view, atlas)
    yield from list_events(view)
    yield from _times(view)
    yield from _notes(view)


def _contents(view: View, figures: bool) -> Iterator[str]:
    found = view.analysis
    counts = {
        "claims": len(found.attributions),
        "actors": len(view.register.actors),
        "places": len(view.register.places),
        "events": len(view.register.events),
        "times": len(found.times),
    }
    there = [(key, count) for key, count in counts.items() if count]
    if len(there) < 2:
        return
    yield f'<nav class="jump" aria-label="{view.word("panel")}">'
    for key, count in there:
        yield f'<a href="#{view.anchor}-{key}">{view.word(key)} <span>{count}</span></a> '
    if figures:
        yield f'<a href="#{view.anchor}-figures">{view.word("figures")}</a>'
    yield "</nav>\n"


def _claims(view: View) -> Iterator[str]:
    yield f'<section id="{view.anchor}-claims">\n<h3>{view.word("claims")}</h3>\n'
    if not view.analysis.attributions:
        yield f"<p>{view.word('no_claims')}</p>\n</section>\n"
        return
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in view.analysis.claims:
        claims[claim.attribution].append(claim)
    rows = _rows_by_id(view)
    yield '<ol class="claims">\n'
    for number, found in enumerate(view.analysis.attributions, 1):
        yield f'<li id="{view.anchor}-c{number}" class="k{number} {found.stance.value}">\n'
        yield f'<div class="line"><span class="number">{number}</span>'
        yield f'<span class="stance">{view.table("stance", found.stance.value)}</span>'
        yield f'<span class="mode">{view.table("mode", found.mode.value)}</span>'
        yield view.beside.get(found.id, "")
        yield f'<a class="go" href="#{view.anchor}-a{number}" aria-label="'
        yield f'{view.word("to_passage")} {number}">{view.word("passage")}</a></div>\n'
        chains = [claim.chain for claim in claims[found.id]] or [_chain_of(view, found)]
        for chain in dict.fromkeys(chains):
            yield _chain(view, chain)
        part = view.parts.at(found.content[0].start if found.content else 0)
        said = " … ".join(view.cut(span) for span in found.content)
        yield f'<p class="said" {part.attributes}>{view.say(said, part.direction)}</p>\n'
        yield from _inside(view, claims[found.id], rows)
        yield "</li>\n"
    yield "</ol>\n</section>\n"


def _chain_of(view: View, found: Attribution) -> tuple[Voice, ...]:
    """The voices that the words name, for a relation that became no claim."""
    mentions = [*found.via, *([] if found.source is None else [found.source])]
    return tuple(
        Voice(m.kind, m.name or view.cut(m.span), m.span, m.entity, m.label) for m in mentions
    )


def _chain(view: View, chain: tuple[Voice, ...]) -> str:
    items: list[str] = []
    arrow = view.word("arrow")
    for voice in chain:
        name = voice.name or (view.cut(voice.span) if voice.span is not None else None)
        if name is not None:
            shown = f"<bdi>{view.say(name)}</bdi>"
        else:
            shown = view.word("unnamed" if items else "publisher")
        source = source_id(voice)
        if view.pages is not None and source is not None:
            shown = view.lead(shown, view.pages.source, source)
        if voice.span is not None or name is None:
            shown += f' <span class="kind">{view.table("kind", voice.kind.value)}</span>'
        label = voice.label and view.call(voice.label, voice.entity)
        hint = f' title="{escape(one_line(label))}"' if label else ""
        items.append(f'<li data-arrow="{arrow}"><span class="voice"{hint}>{shown}</span></li>')
    return f'<ol class="chain" aria-label="{view.word("voices")}">{" ".join(items)}</ol>\n'


def _rows_by_id(view: View) -> dict[tuple[str, str], tuple[str, str]]:
    """Layer and id (or name) of all that a claim may hold, to its row and what it is called."""
    rows: dict[tuple[str, str], tuple[str, str]] = {}
    for count, actor in enumerate(view.register.actors, 1):
        key = actor.first.entity or name_of(actor.first)
        if key is not None:
            rows["actor", key] = who(view.anchor, count), view.call(name_of(actor.first) or key)
    for count, place in enumerate(view.register.places, 1):
        rows["place", place.first.entity or place.first.name] = (
            where(view.anchor, count),
            Names(view.words).place(place.first.name, place.first.entity),
        )
    for count, event in enumerate(view.register.events, 1):
        type_word = view.words.table["event_type"][event.type.value]
        rows["event", event.id] = what(view.anchor, count), type_word
    for count, time in enumerate(view.analysis.times, 1):
        if time.value is not None:
            shown = words_of(view.analysis.document.text, time.span)
            rows.setdefault(("time", time.value), (f"{view.anchor}-when{count}", shown))
    return rows


def _inside(
    view: View, claims: list[Claim], rows: dict[tuple[str, str], tuple[str, str]]
) -> Iterator[str]:
    """The actors, places, events and times that stand in the content, each with its row."""
    held = dict.fromkeys(
        key
        for claim in claims
        for key in (
            *(("actor", one) for one in claim.actors),
            *(("place", one) for one in claim.places),
            *(("event", one) for one in claim.events),
            *(("time", one) for one in claim.times),
        )
        if key in rows
    )
    if held:
        links = (
            f'<a class="{key[0]}" href="#{rows[key][0]}"><bdi>{escape(one_line(rows[key][1]))}'
            "</bdi></a>"
            for key in held
        )
        yield f'<p class="inside">{view.word("in_content")}: {" · ".join(links)}</p>\n'


def _times(view: View) -> Iterator[str]:
    if not view.analysis.times:
        return
    yield f'<section id="{view.anchor}-times">\n<h3>{view.word("times")}</h3>\n'
    yield '<ul class="times">\n'
    for count, time in enumerate(view.analysis.times, 1):
        yield from _time(view, time, count)
    yield "</ul>\n</section>\n"


def _time(view: View, time: TimeExpression, count: int) -> Iterator[str]:
    value = view.word("unresolved") if time.value is None else escape(one_line(time.value))
    yield f'<li id="{view.anchor}-when{count}">{view.quote(time.span)}'
    yield f'<bdi class="value">{value}</bdi>'
    facts = [view.table("time_type", time.type.value)]
    facts.append(view.table("calendar_name", time.calendar.value))
    if time.anchor is not None:
        facts.append(f"{view.word('anchor')} <bdi>{escape(time.anchor)}</bdi>")
    yield f"<small>{' · '.join(facts)}</small></li>\n"


def _notes(view: View) -> Iterator[str]:
    if not view.analysis.notes:
        return
    yield f'<section>\n<h3>{view.word("notes")}</h3>\n<ul class="notes">\n'
    for note in view.analysis.notes:
        yield f"<li><bdi>{escape(one_line(note.message))}</bdi>"
        yield f"<small>{view.quote(note.span)}</small>"
        yield "</li>\n"
    yield "</ul>\n</section>\n"
