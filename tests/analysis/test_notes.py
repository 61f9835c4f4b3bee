"""What was seen and not understood: a row is each note as ``code: the words it marks``."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.analysis.analyse import analyse
from marsad.model import Analysis, Document

Read = Callable[..., Analysis]


def shown(text: str, analysis: Analysis) -> list[str]:
    return [f"{note.code}: {text[slice(*note.span)]}" for note in analysis.notes]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قال الوزير إن السد آمن.", []),
        ("وصل الوفد «أمس.\n\nوغادر.", ["quotation.unclosed: «"]),
        ("وصل الوفد أمس».", ["quotation.stray: »"]),
        ("وقال إنه سيعود.", ["source.unknown: وقال"]),
        ("قيل إن الجسر انهار.", ["source.unknown: قيل"]),
        ("قال الوزير كلمته وغادر.", ["cue.silent: قال"]),
    ],
)
def test_a_piece_that_is_not_understood_leaves_a_note(
    read: Read, text: str, wanted: list[str]
) -> None:
    assert shown(text, read(text)) == wanted


def test_notes_stand_in_the_order_of_the_text(read: Read) -> None:
    analysis = read("وقال إنه سيعود. وصل «أمس. قال الوزير كلمته. وقيل إن الجسر انهار.")
    assert [note.span for note in analysis.notes] == sorted(note.span for note in analysis.notes)


@pytest.mark.parametrize("piece", ["» ", "«سد\n\n", "قال الوزير. ", "قيل إن الجسر انهار. "])
def test_notes_of_one_kind_are_limited(read: Read, piece: str) -> None:
    assert len(read(piece * 200).notes) == 50


@pytest.mark.parametrize("lang", [None, "ar"])
def test_a_text_in_a_language_without_a_pack_is_left_unread(lang: str | None) -> None:
    text = "\nМинистр заявил, что плотина безопасна.\n\nДорога открыта со вчерашнего дня.\n"
    analysis = analyse(Document(id="d1", text=text, lang=lang))
    assert shown(text, analysis) == [f"language.unread: {text.strip()}"]
    assert analysis.document.lang == lang
    assert not (analysis.attributions or analysis.actors or analysis.places or analysis.times)


def test_a_paragraph_in_a_language_without_a_pack_is_left_unread() -> None:
    persian = "وزیر نیرو گفت که سد ایمن است و کار تا زمستان در شهر تمام می‌شود."
    text = f"قال الوزير إن السد آمن منذ أمس.\n\n{persian}\n\nوأضاف أن العمل في المرفأ انتهى."
    analysis = analyse(Document(id="d1", text=text))
    assert shown(text, analysis) == [f"language.unread: {persian}"]
    assert len(analysis.attributions) == 2


def test_unread_paragraphs_are_noted_so_many_times() -> None:
    both = "قال الوزير إن السد آمن منذ أمس.\nМинистр заявил, что плотина безопасна.\n"
    assert len(analyse(Document(id="d1", text=both * 60)).notes) == 50
