"""Actors, places and events on the page: their rows, their marks, and the links between them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from time import process_time

from marsad.model import Actor, Analysis, Ground, Kind, Place, Point, Precision, Span
from marsad.publishing.page import render_page

HOSTILE = '"><script>alert(1)</script><b onclick=x> \u202e\x1b]0;x\x07'


def render(analysis: Analysis) -> str:
    return "".join(render_page([analysis]))


def section(html: str, key: str) -> str:
    start = html.index(f'<section id="d1-{key}"')
    return html[start : html.index("</section>", start)]


def row(html: str, id: str) -> str:
    start = html.index(f'<li id="{id}"')
    return html[start : html.index("</li>\n", start)]


def bare(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", "", html).split())


def test_every_link_leads_to_one_place(peopled: Analysis) -> None:
    html = "".join(render_page([peopled, peopled]))
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    links = set(re.findall(r' href="#([^"]*)"', html))
    assert links <= set(ids)
    for start in ("d1-who", "d1-where", "d1-what", "d1-when", "d2-t"):
        assert any(link.startswith(start) for link in links), start


def test_names_in_the_text_lead_to_their_rows_and_back(peopled: Analysis) -> None:
    html = render(peopled)
    text = html[html.index('<div class="text">') : html.index("<aside")]
    for layer, words, id in (
        ("actor", "وكالة", "d1-who1"),
        ("place", "حي النهر", "d1-where1"),
        ("event", "نفى", "d1-what2"),
    ):
        hit = re.search(
            rf'<a id="(\S+)" class="{layer}" href="#{id}" [^>]*>((?!</a>).)*{words}', text
        )
        assert hit is not None, layer
        assert f'href="#{hit[1]}"' in row(html, id)


def test_an_actor_tells_what_it_is_and_why_it_was_known(peopled: Analysis) -> None:
    shown = bare(row(render(peopled), "d1-who1"))
    for part in ("Sama", "وسيلة إعلام", "صحافة", "سوريا", "أساس التعرف: الاسم", "×1"):
        assert part in shown


def test_an_open_actor_is_shown_by_its_words_with_who_it_may_be(peopled: Analysis) -> None:
    shown = bare(row(render(peopled), "d1-who2"))
    for part in ("البلدية", "المقصود غير محدد", "town.north · town.south", "وهو مكان أيضا"):
        assert part in shown


def test_a_place_tells_where_it_is_and_how_closely(peopled: Analysis) -> None:
    shown = bare(row(render(peopled), "d1-where1"))
    for part in ("River Quarter", "حي", "سوريا", "بالقرب منه", "35.5, 39.25"):
        assert part in shown


def test_an_event_tells_who_to_whom_where_and_when(peopled: Analysis) -> None:
    html = row(render(peopled), "d1-what2")
    shown = bare(html)
    for part in ("رفض", "نفى", "REJECT", "استجابة", "منفي", "Samer ← Sama", "2024-03-01", "صحة"):
        assert part in shown
    assert '<a href="#d1-who1"><bdi>Sama</bdi></a>' in html
    assert '<a href="#d1-where1"><bdi>River Quarter</bdi></a>' in html


def test_what_is_not_known_of_an_event_is_said(peopled: Analysis) -> None:
    shown = bare(row(render(peopled), "d1-what1"))
    for part in ("فاعل غير معروف", "الطرف الآخر غير معروف", "المكان غير معروف"):
        assert part in shown
    assert "التاريخ غير معروف" in shown


def test_the_same_name_counts_its_mentions_and_links_each(peopled: Analysis) -> None:
    at = peopled.document.text.index("سما")
    again = replace(peopled.actors[0], span=Span(at, at + 3))
    html = render(replace(peopled, actors=(*peopled.actors, again)))
    shown = row(html, "d1-who1")
    assert "×2" in bare(shown)
    assert len(re.findall(r'href="#d1-t\d+"', shown)) == 2


def test_a_claim_lists_what_stands_in_it(peopled: Analysis) -> None:
    html = render(peopled)
    first, second = section(html, "claims").split('<li id="d1-c2"')
    assert 'class="inside"' not in first
    for id, words in (
        ("d1-who1", "Sama"),
        ("d1-where1", "River Quarter"),
        ("d1-what2", "رفض"),
        ("d1-when1", "أمس"),
    ):
        assert re.search(rf'href="#{id}"><bdi>{words}</bdi>', second)


def test_the_figures_stand_below_in_the_direction_of_the_page(peopled: Analysis) -> None:
    html = render(peopled)
    assert 'class="map wide" viewBox' in html and 'class="strip narrow" viewBox' in html
    assert html.count('direction="rtl"') == html.count('<svg class="map') + html.count(
        '<svg class="strip'
    )
    assert html.index("d1-figures") < html.index("<footer")


def test_the_background_is_explained_where_there_is_one(peopled: Analysis) -> None:
    assert "المعجم الجغرافي" in render(peopled)
    doc = replace(peopled.document, lang="ru")
    assert "gazetteer" not in render(replace(peopled, document=doc))


def test_without_located_places_there_is_no_map(peopled: Analysis) -> None:
    html = render(replace(peopled, places=peopled.places[1:]))
    assert 'class="map' not in html and 'class="strip' in html


def test_without_findings_nothing_is_added(analysis: Analysis) -> None:
    html = render(replace(analysis, times=()))
    body = html[html.index("<body") :]
    for part in ("<svg", "<figure", 'class="rows"', 'class="jump"', "d1-t1"):
        assert part not in body


def test_what_no_table_names_is_shown_as_it_is(peopled: Analysis) -> None:
    odd = replace(peopled.actors[0], sector="XYZ", country="ZZ")
    event = replace(peopled.events[1], mode="novel", contexts=("odd",))
    html = render(replace(peopled, actors=(odd,), events=(event,)))
    for part in ("XYZ", "ZZ", "novel", "odd"):
        assert part in bare(section(html, "actors") + section(html, "events"))


def test_hostile_findings_are_inert(peopled: Analysis) -> None:
    fields = {"name": HOSTILE, "entity": HOSTILE, "country": HOSTILE}
    actors = [
        replace(peopled.actors[0], **fields, sector=HOSTILE),
        replace(peopled.actors[1], candidates=(HOSTILE,)),
    ]
    event = replace(
        peopled.events[1],
        **{key: HOSTILE for key in ("id", "mode", "place", "date")},
        **{key: (HOSTILE,) for key in ("contexts", "actors", "recipients")},
    )
    places = (replace(peopled.places[0], **fields, level=HOSTILE),)
    html = render(replace(peopled, actors=tuple(actors), places=places, events=(event,)))
    assert "<script" not in html and "<b onclick" not in html
    assert not set("\u202e\x1b\x07") & set(html)


def test_a_crowd_of_findings_is_soon_drawn(reading_of: Callable[..., Analysis]) -> None:
    count = 3_000
    base = reading_of("مدينة " * count)
    spans = [Span(6 * n, 6 * n + 5) for n in range(count)]
    places = tuple(
        Place(
            span=span,
            name=f"P{span.start}",
            entity=f"p{span.start}",
            country=None,
            point=Point(30 + span.start % 70 / 10, 40 + span.start % 110 / 10),
            level="town",
            precision=Precision.EXACT,
        )
        for span in spans
    )
    actors = tuple(
        Actor(span=span, name="One", entity="one", kind=Kind.GROUP, ground=Ground.NAME)
        for span in spans
    )
    begin = process_time()
    html = render(replace(base, places=places, actors=actors))
    assert process_time() - begin < 5
    assert f"×{count}" in html
