"""The page: whole, well-formed, linked, and inert whatever the document holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from marsad.analysis.analyse import analyse
from marsad.model import Analysis, Document
from marsad.publishing.page import render_page, render_reading
from marsad.publishing.view import Pages

VOID = {"meta", "br", "hr", "img", "link", "input"}
HOSTILE = (
    '<script>alert(1)</script><img src=x onerror="alert(2)"> "onmouseover=alert(3) \'x\' '
    "&lt;b&gt; ]]> --> </style></article> \u202eعكس\u202c \u2067\u2066 \x1b[31m \u2028 </p>"
)


class Page(HTMLParser):
    """Checks that tags balance; collects ids, links and all that could load or run something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)
        self.close()
        assert self.open == []
        assert len(self.ids) == len(set(self.ids))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, (tag, self.getpos())


def render(*analyses: Analysis) -> str:
    return "".join(render_page(analyses))


def check_inert(html: str) -> None:
    page = Page(html)
    assert not page.tags & {"script", "img", "iframe", "object", "embed", "link", "base", "form"}
    assert (
        not {name for name in page.attributes if name.startswith("on")}
        | {
            "src",
            "srcdoc",
            "style",
        }
        & page.attributes
    )
    assert not re.search(r"@import|url\(", html)
    for char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x1b":
        assert char not in html


def test_the_page_is_whole_and_right_to_left(analysis: Analysis) -> None:
    html = render(analysis)
    check_inert(html)
    assert html.startswith('<!doctype html>\n<html lang="ar" dir="rtl">')
    assert '<article id="d1" lang="ar" dir="rtl">' in html


def test_every_link_inside_the_page_has_its_place(analysis: Analysis) -> None:
    page = Page(render(analysis, analysis))
    inside = [link[1:] for link in page.links if link.startswith("#")]
    assert inside and set(inside) <= set(page.ids)
    assert {"d1-a1", "d1-c1", "d2-a2", "d2-c2"} <= set(inside)


def test_marks_nest_over_the_break_of_lines(analysis: Analysis) -> None:
    html = render(analysis)
    assert '<span class="cue k2 deny">نفى</span>' in html
    assert '<span class="content k1"><span class="content k2">فارغ</span></span>' in html
    assert '<span class="time" title="2024-03-01">أمس</span>' in html


def test_a_stop_in_a_word_gets_no_corner(reading_of: Callable[..., Analysis]) -> None:
    whole = reading_of("قال بإصدار أوامر")
    [found] = whole.attributions
    cut = replace(found, content=(found.content[0]._replace(start=5),))
    html = render(replace(whole, attributions=(cut,)))
    text = html[html.index('<div class="text">') :]
    assert 'class="edge begin"' not in text[: text.index("</div>")]


def test_the_chain_stands_outermost_first(analysis: Analysis) -> None:
    html = render(analysis)
    entry = html[html.index('id="d1-c2"') :]
    names = ["صحيفة الساحل", "وكالة", "مصدر في البلدية", "سامر الحلبي"]
    places = [entry.index(name) for name in names]
    assert places == sorted(places)
    assert "نفي" in entry


def test_notes_times_engine_and_disclaimer_are_shown(analysis: Analysis) -> None:
    html = render(analysis)
    for part in ("علامة بلا قرينة", "محسوبة من", "hand 1", "قراءة آلية"):
        assert part in html


def test_one_document_has_no_index_and_two_have(analysis: Analysis) -> None:
    assert '<nav class="index">' not in render(analysis)
    assert '<nav class="index">' in render(analysis, analysis)


@pytest.mark.parametrize(
    ("lang", "text", "start"),
    [
        ("ar", "قال", 'lang="ar" dir="rtl"'),
        ("ar-SY", "قال", 'lang="ar-SY" dir="rtl"'),
        ("en", "said", 'lang="en" dir="ltr"'),
        (None, "قال", 'lang="und" dir="rtl"'),
        ("fa", "گفت", 'lang="fa" dir="rtl"'),
        ("fr", "dit", 'lang="fr" dir="ltr"'),
    ],
)
def test_language_and_direction(
    lang: str | None, text: str, start: str, reading_of: Callable[..., Analysis]
) -> None:
    assert f'<article id="d1" {start}>' in render(reading_of(text, lang=lang))


def test_a_hostile_document_is_inert(reading_of: Callable[..., Analysis]) -> None:
    keys = ("lang", "outlet", "published", "headline", "id")
    fields = {key: HOSTILE for key in keys}
    check_inert(render(reading_of(HOSTILE, **fields, url=f"https://example.org/{HOSTILE}")))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " https://a", "//a"])
def test_only_web_addresses_become_links(url: str, reading_of: Callable[..., Analysis]) -> None:
    page = Page(render(reading_of("قال", url=url)))
    assert all(link.startswith("#") for link in page.links)


@pytest.mark.parametrize(
    "text",
    ["", "قال سالم", "م" * 5_000_000, "«" * 10_000, "1" * 1_000_000, "قال\n" * 10_000, HOSTILE],
    ids=["empty", "short", "one word", "unclosed", "digits", "lines", "hostile"],
)
def test_any_text_gives_a_page(text: str, reading_of: Callable[..., Analysis]) -> None:
    check_inert(render(reading_of(text)))


@pytest.mark.parametrize("text", ["قال سالم إن الماء عاد.", HOSTILE, "ﻗﺎﻝ ﺳﺎﻟﻢ ﺇﻥ ﺍﻟﻤﺎﺀ ﻋﺎﺩ"])
def test_readings_of_the_engine_give_a_page(text: str) -> None:
    check_inert(render(analyse(Document(id="n", text=text))))


def test_documents_are_taken_one_by_one(analysis: Analysis) -> None:
    taken: list[int] = []

    def analyses() -> Iterable[Analysis]:
        for number in range(3):
            taken.append(number)
            yield analysis

    assert "".join(render_page(analyses())).count("<article") == 3
    assert taken == [0, 1, 2]


def test_names_lead_to_pages_only_where_there_are_pages(analysis: Analysis) -> None:
    text = "قالت روسيا إن تركيا أغلقت الجسر، ونفى ذلك السيد نادر الخالدي."
    found = analyse(replace(analysis.document, text=text, title=None, byline=None))
    pages = Pages("/actors/", "/sources/", "/outlets/")
    linked = "".join(render_reading(found, "d", "en", pages))
    led = re.findall(r'class="onward" href="([^"]+)"', linked)
    assert {"/actors/RU", "/actors/TR", "/sources/RU"} <= set(led)
    assert not [one for one in led if one.startswith("/actors/~")]  # a person of no list
    assert "onward" not in "".join(render_reading(found, "d", "en")) + render(found)
