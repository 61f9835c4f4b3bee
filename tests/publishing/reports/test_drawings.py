"""Drawings of a report: of what it rests on, under the numbers of its sources, kept with it."""

from __future__ import annotations

import re
from dataclasses import replace

from marsad.archive.observatory import Observatory
from marsad.codec import from_json, from_plain, to_json, to_plain
from marsad.publishing.reports import keeping
from marsad.publishing.reports.drawn import documents_in
from marsad.publishing.reports.figures import paper_figures, screen_figures
from marsad.publishing.reports.html import write_html
from marsad.publishing.reports.nouns import Draft, Report
from marsad.publishing.reports.sheet import of_report
from marsad.publishing.reports.theme import PLAIN
from marsad.publishing.reports.verifying import verify
from tests.publishing.reports.laying import laid, published


def test_a_section_draws_who_has_it_from_whom(dam: Observatory, arabic: Draft) -> None:
    sheet = laid(dam, arabic)
    ring = next(
        one for one in sheet.drawn.diagrams if arabic.sections[one.section].kind == "circular"
    )
    assert any(way.closing for way in ring.ways)
    figure = next(one for one in screen_figures(sheet) if one.section == ring.section)
    assert "إذاعة القنطرة عن صحيفة دجلة الجديدة" in figure.alt
    numbers = {sheet.numbers[one] for one in documents_in(ring)}
    assert {int(one) for one in re.findall(r'href="#source-(\d+)"', figure.svg)} == numbers


def test_days_and_places_are_told_with_the_numbers_of_the_list(
    dam: Observatory, english: Draft
) -> None:
    sheet = laid(dam, english)
    strip, map = (one for one in screen_figures(sheet) if one.section is None)
    dated = {int(one) for one in re.findall(r'href="#source-(\d+)"', strip.svg)}
    assert dated == {one.number for one in sheet.sources if one.notes}
    assert "2 March 2024" in strip.svg and "cited denied" in strip.svg
    assert "Mosul Dam (1, " in map.svg and "no position on borders" in map.caption


def test_a_page_without_script_shows_them_and_leads_nowhere_else(
    dam: Observatory, arabic: Draft
) -> None:
    page = "".join(write_html(laid(dam, arabic)))
    anchors = set(re.findall(r' id="([^"]+)"', page))
    assert {link for link in re.findall(r'href="#([^"]+)"', page)} <= anchors
    assert page.count("<figure") >= 4 and "<script" not in page
    assert not re.search(r'(?:href|src)="(?!#)', page)
    bare = "".join(write_html(laid(dam, arabic), PLAIN.without_drawings()))
    assert "<figure" not in bare


def test_on_paper_they_are_files_with_their_colours(dam: Observatory, arabic: Draft) -> None:
    for one in paper_figures(laid(dam, arabic)):
        assert one.svg.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
        assert "<style>" in one.svg and "var(--" not in one.svg


def test_names_in_drawings_are_only_words(dam: Observatory, arabic: Draft) -> None:
    sheet = laid(dam, arabic)
    evil = '"><script>alert(1)</script>'
    diagrams = tuple(
        one._replace(gloss=evil, boxes=tuple(box._replace(name=evil) for box in one.boxes))
        for one in sheet.drawn.diagrams
    )
    spots = tuple(one._replace(name=evil) for one in sheet.drawn.spots)
    hostile = replace(sheet, drawn=replace(sheet.drawn, diagrams=diagrams, spots=spots))
    assert "<script" not in "".join(write_html(hostile))


def test_what_is_drawn_is_frozen_and_hashed(dam: Observatory, arabic: Draft) -> None:
    made = published(dam, arabic)
    assert made.drawn is not None and made.drawn.diagrams
    again = from_plain(from_json(to_json(to_plain(made))), Report)
    assert again == made and keeping.hash_of(again) == made.hash
    spots = made.drawn.spots
    forged = replace(made, drawn=replace(made.drawn, spots=(spots[0]._replace(lat=0.0),)))
    with dam.reading() as connection:
        assert {one.code for one in verify(connection, forged)} == {"report"}


def test_an_edition_from_before_drawings_keeps_its_hash(dam: Observatory, arabic: Draft) -> None:
    made = published(dam, arabic)
    plain = to_plain(replace(made, drawn=None, seen=None, hash=""))
    for name in ("drawn", "seen"):
        del plain[name]
    for section in plain["draft"]["sections"]:
        for sentence in section["sentences"]:
            del sentence["since"]
    old = from_plain(plain, Report)
    assert keeping.hash_of(old) == keeping.bytes_hash(to_json(plain))
    assert "".join(write_html(of_report(old))).count("<figure") == 1  # the days of its passages
