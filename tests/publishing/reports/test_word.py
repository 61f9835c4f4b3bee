"""A report as a Word document: real footnotes, right to left, editable, the same bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from marsad.archive.observatory import Observatory
from marsad.publishing.reports import press
from marsad.publishing.reports.nouns import Draft
from marsad.publishing.reports.theme import PLAIN
from marsad.publishing.reports.word import write_docx
from tests.publishing.reports.laying import laid, with_address

_PLAIN = PLAIN.without_drawings()


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        return etree.fromstring(zipped.read(name))


def words(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


def test_word_opens_it_and_finds_its_sentences(dam: Observatory, arabic: Draft) -> None:
    data = write_docx(laid(dam, arabic), _PLAIN)
    text = "\n".join(one.text for one in Document(io.BytesIO(data)).paragraphs)
    assert arabic.title in text
    assert all(section.heading in text for section in arabic.sections)
    assert "نفت وزارة الموارد المائية العراقية أن «تكون قد أغلقت بوابات" in text


def test_each_passage_is_a_footnote_that_leads_to_its_source(
    dam: Observatory, arabic: Draft
) -> None:
    sheet = laid(dam, arabic)
    data = write_docx(sheet, _PLAIN)
    notes = part(data, "word/footnotes.xml").findall(qn("w:footnote"))
    told = [one for one in notes if one.get(qn("w:type")) is None]
    assert [words(one).split()[-2:] for one in told] == [
        ["المصدر", str(note.source)] for note in sheet.notes
    ]
    marks = part(data, "word/document.xml").iter(qn("w:footnoteReference"))
    assert [one.get(qn("w:id")) for one in marks] == [one.get(qn("w:id")) for one in told]
    document = part(data, "word/document.xml")
    places = {one.get(qn("w:name")) for one in document.iter(qn("w:bookmarkStart"))}
    led = {one.get(qn("w:anchor")) for one in document.iter(qn("w:hyperlink"))}
    led |= {one.get(qn("w:anchor")) for note in told for one in note.iter(qn("w:hyperlink"))}
    assert led - {None} <= places
    assert {f"source_{one.number}" for one in sheet.sources if one.notes} <= led


@pytest.mark.parametrize("lang", ["arabic", "english"])
def test_the_whole_address_of_a_source_leads_to_it(
    dam: Observatory, lang: str, request: pytest.FixtureRequest
) -> None:
    sheet = with_address(laid(dam, request.getfixturevalue(lang)), "https://dam.example/سد/1")
    document = part(write_docx(sheet, _PLAIN), "word/document.xml")
    web = [one for one in document.iter(qn("w:hyperlink")) if one.get(qn("r:id"))]
    assert [words(one).strip("\u2066\u2069") for one in web] == ["https://dam.example/سد/1"]
    assert all(one.find(f".//{qn('w:color')}") is not None for one in web[0].iter(qn("w:r")))


def test_the_parts_are_named_as_word_wants_them(dam: Observatory, arabic: Draft) -> None:
    data = write_docx(laid(dam, arabic), _PLAIN)
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        assert zipped.testzip() is None
        assert b"footnotes+xml" in zipped.read("[Content_Types].xml")
        assert b"relationships/footnotes" in zipped.read("word/_rels/document.xml.rels")
        assert {one.date_time for one in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_arabic_runs_from_right_to_left_tables_too(dam: Observatory, arabic: Draft) -> None:
    document = part(write_docx(laid(dam, arabic), _PLAIN), "word/document.xml")
    paragraphs = [one for one in document.iter(qn("w:p")) if words(one)]
    assert all(one.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None for one in paragraphs)
    assert document.find(f".//{qn('w:bidiVisual')}") is not None


def test_english_does_not(dam: Observatory, english: Draft) -> None:
    document = part(write_docx(laid(dam, english), _PLAIN), "word/document.xml")
    assert document.find(f".//{qn('w:bidi')}") is None
    assert document.find(f".//{qn('w:bidiVisual')}") is None
    turned = [one for one in document.iter(qn("w:r")) if one.find(f".//{qn('w:rtl')}") is not None]
    assert turned and not any("said" in words(one) for one in turned)


def test_the_same_report_has_the_same_bytes(dam: Observatory, arabic: Draft) -> None:
    sheet = laid(dam, arabic)
    assert write_docx(sheet) == write_docx(sheet)


@pytest.mark.parametrize("evil", ["<w:p/>&amp;\x0b\x00", "\ufffe\u202e]]>", "javascript:x"])
def test_hostile_words_are_only_words(dam: Observatory, arabic: Draft, evil: str) -> None:
    data = write_docx(laid(dam, replace(arabic, title=evil, author=evil)), _PLAIN)
    document = part(data, "word/document.xml")
    assert document.find(f".//{qn('w:body')}/{qn('w:p')}/{qn('w:p')}") is None
    Document(io.BytesIO(data))


def test_without_fonts_drawings_are_left_out_and_it_is_said(
    dam: Observatory, arabic: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "FONTS", tmp_path)
    document = part(write_docx(laid(dam, arabic)), "word/document.xml")
    assert document.find(f".//{qn('wp:docPr')}") is None
    assert "تُركت الرسوم" in words(document)


@pytest.mark.skipif(not press.has_fonts(), reason="the fonts were not made; pip install -e .")
def test_drawings_are_pictures_that_say_what_they_show(dam: Observatory, arabic: Draft) -> None:
    data = write_docx(laid(dam, arabic))
    shown = [one.get("descr") for one in part(data, "word/document.xml").iter(qn("wp:docPr"))]
    assert len(shown) >= 4 and all("." in (one or "") for one in shown)
    assert any("إذاعة القنطرة عن صحيفة دجلة الجديدة" in (one or "") for one in shown)
