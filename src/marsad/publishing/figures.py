"""The figures below a text: the strip of its days and the map of its places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from marsad.model import Place, Precision
from marsad.publishing.atlas import Atlas
from marsad.publishing.map import Away, Scene, build_scene, draw_map
from marsad.publishing.naming import Names
from marsad.publishing.register import Row, words_of
from marsad.publishing.roster import where
from marsad.publishing.timeline import Chronicle, Unknown, build_chronicle, draw_timeline
from marsad.publishing.view import View
from marsad.publishing.words import words_for

_MOST_OUTSIDE = 20


def show_figures(view: View, atlas: Atlas) -> Iterator[str]:
    """Both figures with their captions, or what there is of them."""
    chronicle = build_chronicle(view.analysis, view.register.events, view.anchor, view.words)
    rows = (
        (where(view.anchor, count), row, _label(view, row))
        for count, row in enumerate(view.register.places, 1)
    )
    scene = build_scene(rows)
    if chronicle is None and scene is None:
        return
    yield f'<div id="{view.anchor}-figures" class="figures" lang="{view.words.lang}" '
    yield f'dir="{view.words.direction}">\n'
    if chronicle is not None:
        yield from _show_time(view, chronicle)
    if scene is not None:
        yield from _show_map(view, scene, atlas)
    yield "</div>\n"


def _label(view: View, row: Row[Place]) -> str:
    """A place as the document writes it; for a reader of another language, as that one does."""
    written = words_of(view.analysis.document.text, row.first.span)
    if words_for(view.analysis.document.lang).lang == view.words.lang:
        return written
    return Names(view.words).place(row.first.name, row.first.entity)


def _show_time(view: View, chronicle: Chronicle) -> Iterator[str]:
    yield f'<figure class="time-figure">\n<h3>{view.word("timeline")}</h3>\n'
    yield from draw_timeline(chronicle, view.words)
    yield '<figcaption>\n<ul class="keys">\n'
    yield f"<li>{_key('when')}{view.word('time')}</li>\n"
    if any(entry.event for entry in chronicle.entries):
        yield f"<li>{_key('event')}{view.word('events')}</li>\n"
    yield "</ul>\n"
    if chronicle.left_out:
        yield f"<p>{view.word('more')}: {chronicle.left_out}</p>\n"
    if chronicle.unknown:
        yield f"<p>{view.word('undated')}: {_undated(view, chronicle.unknown)}</p>\n"
    yield f"<p>{view.word('timeline_note')}</p>\n</figcaption>\n</figure>\n"


def _undated(view: View, unknown: Iterable[Unknown]) -> str:
    """The words of the text that have no date, those of one kind together."""
    kinds: dict[str, list[str]] = {}
    for one in unknown:
        shown = f'<a href="#{one.row}"><bdi>{view.say(one.words)}</bdi></a>'
        kinds.setdefault(one.kind, []).append(shown)
    return " ".join(
        f'<span class="kind"><b>{escape(kind)}</b> {" · ".join(links)}</span>'
        for kind, links in kinds.items()
    )


def _show_map(view: View, scene: Scene, atlas: Atlas) -> Iterator[str]:
    yield f'<figure class="map-figure">\n<h3>{view.word("map")}</h3>\n'
    yield from draw_map(scene, atlas, view.words)
    yield '<figcaption>\n<ul class="keys">\n'
    there = {site.precision for site in scene.sites}
    for precision in Precision:
        if precision in there and precision is not Precision.COUNTRY:
            shown = view.table("precision", precision.value)
            yield f"<li>{_key(precision.value)}{shown}</li>\n"
    yield "</ul>\n"
    if scene.outside:
        shown = " · ".join(_away(view, one) for one in scene.outside[:_MOST_OUTSIDE])
        yield f"<p>{view.word('outside')}: {shown}</p>\n"
    if atlas.pack is not None:
        yield f"<p>{view.word('map_towns')}</p>\n"
    yield f"<p>{view.word('map_note')}</p>\n</figcaption>\n</figure>\n"


def _key(style: str) -> str:
    circle = f'<circle class="{style}" cx="8" cy="8" r="5"/>'
    return f'<svg class="key" viewBox="0 0 16 16" aria-hidden="true">{circle}</svg>'


def _away(view: View, away: Away) -> str:
    label = f'<a href="{escape(away.site.address)}"><bdi>{view.say(away.site.label)}</bdi></a>'
    if away.kilometres is None:
        return label
    far = f"{away.kilometres:,} {view.word('kilometres')} {away.arrow}"
    return f'<span class="away">{label} <bdi>{far}</bdi></span>'
