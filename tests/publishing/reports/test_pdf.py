"""A report on paper: found and copied again, linked both ways, the same bytes, nothing run."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

from marsad.archive.observatory import Observatory
from marsad.publishing.reports import press
from marsad.publishing.reports.nouns import Draft
from marsad.publishing.reports.pdf import PrintError, check_fonts, write_pdf
from marsad.publishing.reports.theme import PLAIN, Theme
from tests.publishing.reports.laying import laid, with_address

printed = pytest.mark.skipif(
    not (press.FONTS / "amiri-arabic-400.ttf").is_file(),
    reason="the fonts were not made; pip install -e . makes them",
)
_WORD = re.compile("[\u0621-\u064a]{2,}")


def text_of(data: bytes) -> str:
    """All words of a PDF as a reader of it finds them."""
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 reads the words of a PDF")
    document = pdfium.PdfDocument(data)
    told = [page.get_textpage().get_text_range() for page in document]
    return unicodedata.normalize("NFKC", " ".join(told))


def pdftotext_of(data: bytes) -> str:
    """What poppler takes out of a PDF."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext of poppler is not installed")
    made = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return folded(made.stdout.decode())


def folded(text: str) -> str:
    """NFKC, one space between words, no controls of direction."""
    plain = unicodedata.normalize("NFKC", text)
    return " ".join("".join(one for one in plain if unicodedata.category(one) != "Cf").split())


def opened(data: bytes) -> PDFDocument:
    return PDFDocument(PDFParser(io.BytesIO(data)))


def links(document: PDFDocument) -> Iterator[Any]:
    """What each link of a PDF leads to: an address, or a place in it."""
    for page in PDFPage.create_pages(document):
        for one in resolve1(page.annots) or ():
            action = resolve1(resolve1(one).get("A"))
            yield action["URI"].decode() if action else resolve1(resolve1(one)["Dest"])


@printed
def test_arabic_words_are_found_again_in_their_order(dam: Observatory, arabic: Draft) -> None:
    sheet = laid(dam, arabic)
    wanted = [word for one in arabic.sentences for word in _WORD.findall(one.text)]
    found = _WORD.findall(text_of(write_pdf(sheet, PLAIN.without_drawings())))
    at = held = 0
    for word in wanted:
        if word in found[at:]:
            at = found.index(word, at) + 1
            held += 1
    assert len(wanted) > 100 and held / len(wanted) >= 0.98


@printed
def test_arabic_sentences_come_out_of_the_pdf_as_they_are_written(
    dam: Observatory, arabic: Draft
) -> None:
    lines = (
        "قتل 35 شخصا، وأصيب 1,250 آخرون (SkyNews، 10 مايو 2018).",
        "جاء في France24 (4 يونيو 2018): «بين 2015 و2016، أي 12.5% من السكان».",
        "قال المتحدث إن «طائرتي F-16 أقلعتا الساعة 3:25 [بالتوقيت المحلي]» (CNN، 9 أبريل 2018).",
        "سقط 7 قتلى؛ وقال الجيش: «لا نؤكد 1-2، ولا ننفي» (BBC News، 30 مايو 2018، نقلا عن رويترز).",
    )
    told = arabic.sections[0].sentences[0]
    first = replace(arabic.sections[0], sentences=tuple(replace(told, text=one) for one in lines))
    draft = replace(arabic, sections=(first, *arabic.sections[1:]))
    found = pdftotext_of(write_pdf(laid(dam, draft), PLAIN.without_drawings()))
    at = 0
    for wanted in (folded(one.text) for one in draft.sentences):
        assert wanted in found[at:]
        at = found.index(wanted, at) + len(wanted)


@printed
@pytest.mark.parametrize(
    "line",
    [
        "أُعلن مساءً أنّ عدداً كثيراً قُتل، وقرّب كلِّ وزيرٍ موعداً جديداً.",
        "قال وزير سوريا وبريطانيا إن الطائرات العسكرية زارت نيويورك.",
    ],
)
def test_vowel_marks_and_words_come_out_of_the_pdf_once_and_whole(
    dam: Observatory, arabic: Draft, line: str
) -> None:
    told = arabic.sections[0].sentences[0]
    first = replace(arabic.sections[0], sentences=(replace(told, text=line),))
    draft = replace(arabic, sections=(first, *arabic.sections[1:]))
    data = write_pdf(laid(dam, draft), PLAIN.without_drawings())
    assert folded(line) in pdftotext_of(data)


@printed
@pytest.mark.parametrize("lang", ["arabic", "english"])
def test_a_report_is_tagged_with_its_title_and_language(
    dam: Observatory, lang: str, request: pytest.FixtureRequest
) -> None:
    draft = request.getfixturevalue(lang)
    data = write_pdf(laid(dam, draft))
    document = opened(data)
    assert resolve1(document.catalog["MarkInfo"])["Marked"] is True
    assert "StructTreeRoot" in document.catalog
    assert resolve1(document.catalog["Lang"]).decode() == draft.lang
    assert b"<pdfuaid:part>1" in data and b"pdfuaid:part" in data
    assert 2 <= len(list(PDFPage.create_pages(document))) <= 6


@printed
def test_notes_lead_to_their_sources_and_sources_back_and_to_their_pages(
    dam: Observatory, arabic: Draft
) -> None:
    sheet = with_address(laid(dam, arabic), "https://dam.example/reports/1?a=b")
    found = list(links(opened(write_pdf(sheet))))
    inside = [one for one in found if not isinstance(one, str)]
    assert "https://dam.example/reports/1?a=b" in found
    # each note: to the foot of the page and back, to its source, and from there
    assert len(inside) >= 4 * len(sheet.notes)


@printed
def test_the_same_report_has_the_same_bytes(dam: Observatory, arabic: Draft) -> None:
    sheet = laid(dam, arabic)
    assert write_pdf(sheet) == write_pdf(sheet)


@printed
def test_what_sources_say_is_never_markup(dam: Observatory, english: Draft) -> None:
    evil = '#set page(width: 1pt) $x$ *b* <note-1> \\ #read("/etc/passwd") [x](javascript:y)\u202e'
    sheet = laid(dam, replace(english, title=evil, author=evil))
    told = text_of(write_pdf(sheet))
    assert "#set page" in told and "passwd" in told and "[U+202E]" in told


@printed
def test_an_address_that_is_no_web_page_is_no_link(dam: Observatory, arabic: Draft) -> None:
    sheet = with_address(laid(dam, arabic), "javascript:alert(1)")
    assert not any(
        "javascript" in one for one in links(opened(write_pdf(sheet))) if one is str(one)
    )


@printed
def test_letters_that_no_font_has_are_replaced_and_named(dam: Observatory, arabic: Draft) -> None:
    sheet = laid(dam, replace(arabic, title="سد 😀 الموصل 中文 👨‍👩‍👧"))
    told = " ".join(text_of(write_pdf(sheet)).split())
    assert "□" in told and "GRINNING" in told and "IDEOGRAPH" in told
    assert "الموصل" in told


def test_without_fonts_there_is_no_pdf_and_the_remedy_is_told(
    dam: Observatory, arabic: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "FONTS", tmp_path / "absent")
    with pytest.raises(PrintError, match="MARSAD_SKIP_WEB") as refused:
        write_pdf(laid(dam, arabic))
    assert "\n" not in str(refused.value)


@printed
def test_a_font_that_is_not_there_is_refused_and_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(PrintError, match="Kufi Nowhere"):
        check_fonts(Theme(text="Kufi Nowhere", folder=str(tmp_path)))


@printed
def test_a_fault_of_the_press_is_one_line(
    dam: Observatory, arabic: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = laid(dam, arabic)
    whole, marked = press.typst.compile, []

    class PanicException(BaseException):
        pass

    def breaks(template: bytes, **asked: Any) -> bytes:
        if "\\u200f" in asked["sys_inputs"]["report"] or len(marked) > 1:
            marked.append(True)
            raise PanicException("byte range starts at 5 but ends at 4")
        made: bytes = whole(template, **asked)
        return made

    monkeypatch.setattr(press.typst, "compile", breaks)
    assert (
        write_pdf(sheet, PLAIN.without_drawings()).startswith(b"%PDF") and marked
    )  # without marks it can be set
    marked += [True, True]
    with pytest.raises(PrintError, match="use --format docx"):
        write_pdf(sheet)
