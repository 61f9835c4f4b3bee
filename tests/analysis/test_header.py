"""What a report prints around its text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.analysis.analyse import analyse
from marsad.model import Analysis, Document
from marsad.packs.pack import Pack

Read = Callable[..., Analysis]

ONE_LINE = (
    "السد يفيض الكاتب: عادل مراد التاريخ: 8 يونيو 2017 م المشاهدات: 4923\n\n"
    "قال الوزير إن السد آمن.\n\n"
    "المصادر:\n"
    "صحيفة الضفاف قالت إن السد آمن.\n"
)
SEVERAL_LINES = (
    "السد يفيض\n"
    "بقلم: عادل مراد\n"
    "تاريخ النشر: 8/6/2017\n"
    "عدد القراءات: ١٬٢٠٤\n\n"
    "قال الوزير إن السد آمن.\n\n"
    "المراجع:\n"
)
BARE = "السد يفيض\n\nقال الوزير إن السد آمن."


def shown(doc: Document) -> dict[str, object]:
    def words(span: tuple[int, int] | None) -> str | None:
        return doc.text[slice(*span)] if span is not None else None

    return {
        "title": words(doc.title),
        "byline": words(doc.byline),
        "published": doc.published,
        "views": doc.views,
        "references": words(doc.references),
    }


def test_a_header_fused_on_one_line(read: Read) -> None:
    assert shown(read(ONE_LINE).document) == {
        "title": "السد يفيض",
        "byline": "عادل مراد",
        "published": "2017-06-08",
        "views": 4923,
        "references": "صحيفة الضفاف قالت إن السد آمن.",
    }


def test_a_header_on_several_lines(read: Read) -> None:
    assert shown(read(SEVERAL_LINES).document) == {
        "title": "السد يفيض",
        "byline": "عادل مراد",
        "published": "2017-06-08",
        "views": 1204,
        "references": "",
    }


def test_a_first_line_alone_is_the_title(read: Read) -> None:
    assert shown(read(BARE).document) == {
        "title": "السد يفيض",
        "byline": None,
        "published": None,
        "views": None,
        "references": None,
    }


@pytest.mark.parametrize(
    "text", ["قال الوزير إن السد آمن.", "وصل الوفد أمس.\nثم غادر.", "", "\n\n"]
)
def test_a_text_without_a_header(read: Read, text: str) -> None:
    doc = read(text).document
    assert (doc.title, doc.byline, doc.published, doc.views) == (None, None, None, None)


def test_a_date_that_was_handed_over_stays(read: Read) -> None:
    assert read(ONE_LINE, "2020-01-01").document.published == "2020-01-01"


def test_no_date_in_the_text_is_taken_for_that_of_publication(read: Read) -> None:
    assert read("السد يفيض\n\nانهار السد في 8 يونيو 2017.").document.published is None


def test_what_the_document_brought_along_stays(pack: Pack) -> None:
    from_elsewhere = Document(id="d1", text=ONE_LINE, views=7, lang="ar")
    assert analyse(from_elsewhere, pack).document.views == 7


def test_nobody_speaks_in_the_list_of_sources(read: Read) -> None:
    analysis = read(ONE_LINE)
    assert len(analysis.attributions) == 1


def test_the_title_can_speak(read: Read) -> None:
    text = "وزير المياه: السد آمن ولا خوف عليه التاريخ: 8 يونيو 2017\n\nبدأ العمل أمس."
    (one,) = read(text).attributions
    assert text[slice(*one.content[0])] == "السد آمن ولا خوف عليه"


@pytest.mark.parametrize(
    ("printed", "views"),
    [("4923", 4923), ("٤٩٢٣", 4923), ("4,923", 4923), ("كثيرة", None), ("9" * 40, None)],
)
def test_the_reader_counter(read: Read, printed: str, views: int | None) -> None:
    assert read(f"السد يفيض المشاهدات: {printed}\n\nبدأ العمل.").document.views == views


def test_a_heading_of_sources_in_mid_text_is_no_list(read: Read) -> None:
    text = "السد يفيض\n\nبدأ العمل.\n\nالمصادر:\n" + "قال الوزير إن السد آمن. " * 100
    assert read(text).document.references is None


PLAIN = (
    "Dam overflows\n"
    "By Helen Marsh\n"
    "The Northgate Courier, 8 June 2017\n\n"
    "The minister said on Wednesday that the dam in the north of the country was safe for now.\n"
)


def test_short_lines_under_a_title_tell_who_wrote_it_and_when() -> None:
    document = analyse(Document(id="d1", text=PLAIN)).document
    assert (document.published, shown(document)["byline"]) == ("2017-06-08", "Helen Marsh")


def test_only_a_whole_day_under_a_title_is_a_date_of_publication() -> None:
    text = PLAIN.replace("8 June 2017", "June 2017")
    assert analyse(Document(id="d1", text=text)).document.published is None


def test_a_sentence_under_a_title_is_no_header() -> None:
    text = "Dam overflows\n\nThe dam was built on 8 June 1987.\n\nIt is safe, the minister said."
    assert analyse(Document(id="d1", text=text)).document.published is None
