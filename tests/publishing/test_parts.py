"""The parts of a text that run in one direction."""

from __future__ import annotations

from marsad.analysis.analyse import analyse
from marsad.model import Document
from marsad.publishing.page import render_page
from marsad.publishing.parts import find_parts

ARABIC = "قالت البلدية إن الماء عاد إلى حي النهر منذ أمس."
ENGLISH = "The mayor said that the water is back in the old quarter."
RUSSIAN = "Мэр города сообщил, что вода вернулась."
HEBREW = "ראש העירייה אמר כי המים חזרו לשכונה."
TEXT = "\n\n".join([ARABIC, ENGLISH, RUSSIAN, HEBREW, ARABIC])


def parts(text: str, lang: str | None) -> list[tuple[str | None, str, str]]:
    found = find_parts(Document(id="d", text=text, lang=lang))
    return [(one.lang, one.direction, text[one.start : one.end].strip()) for one in found]


def test_each_paragraph_has_its_language_and_direction() -> None:
    assert [one for one in parts(TEXT, "ar") if one[2]] == [
        ("ar", "rtl", ARABIC),
        ("en", "ltr", ENGLISH),
        (None, "ltr", RUSSIAN),
        (None, "rtl", HEBREW),
        ("ar", "rtl", ARABIC),
    ]


def test_a_document_keeps_the_name_that_it_has_for_its_language() -> None:
    assert parts(ARABIC, "ar-SY") == [("ar-SY", "rtl", ARABIC)]
    assert parts("water safe", "xx") == [(None, "ltr", "water safe")]


def test_a_part_is_found_by_any_of_its_positions() -> None:
    found = find_parts(Document(id="d", text=TEXT, lang="ar"))
    assert found.at(0).lang == found.at(len(TEXT)).lang == "ar"
    assert found.at(TEXT.index("mayor")).lang == "en"


def test_a_paragraph_in_another_direction_says_so_on_the_page() -> None:
    html = "".join(render_page([analyse(Document(id="d", text=TEXT))]))
    assert '<article id="d1" lang="ar" dir="rtl">' in html
    english = html.split('<p lang="en" dir="ltr">')[1].split("</p>")[0]
    assert "The mayor" in english and "old quarter" in english
    assert '<p lang="und" dir="ltr">Мэр' in html
    assert '<p lang="und" dir="rtl">ראש' in html


def test_an_english_page_runs_from_left_to_right() -> None:
    html = "".join(render_page([analyse(Document(id="d", text=ENGLISH))]))
    assert '<html lang="en" dir="ltr">' in html and '<article id="d1" lang="en" dir="ltr">' in html
    assert "rtl" not in html.split("</style>")[1]
