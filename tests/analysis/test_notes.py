"""What was seen and not understood: a row is each note as ``code: the words it marks``."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.model import Analysis

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


def test_a_text_in_another_script_is_left_unread(read: Read) -> None:
    text = "The minister said that the dam is safe."
    assert shown(text, read(text)) == ["language.unread: T"]
