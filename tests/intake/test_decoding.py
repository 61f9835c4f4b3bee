"""Bytes in every encoding that a newsroom sends, and bytes that are no text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.intake.decoding import decode
from marsad.intake.failures import Unreadable

NEWS = "قال الوزير سامر الحلبي إن «الجسر» في دير الزور سيُفتح يوم 3 مارس، وفق صحيفة الساحل.\n"
LATIN = "The minister said the bridge in Deir ez-Zor would open, Al-Sahil reported.\n"


@pytest.mark.parametrize("text", [NEWS, LATIN, NEWS + LATIN, "الرقة"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_unicode_is_read(text: str, mark: bytes, encoding: str) -> None:
    assert decode(mark + text.encode(encoding)) == text


@pytest.mark.parametrize("text", [NEWS, "نفى المتحدث ذلك", "أعلن البنك « Banque du Nord » عن قرض"])
def test_windows_1256_is_read(text: str) -> None:
    assert decode(text.encode("cp1256")) == text


def test_line_ends_stay_as_they_are() -> None:
    assert decode("أ\r\nب\rج\u2028د\n".encode()) == "أ\r\nب\rج\u2028د\n"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("قال\0إن".encode(), "قال\ufffdإن"),
        ("قال ".encode() + b"\xed\xa0\x80" + " إن".encode(), "قال \ufffd إن"),
        (
            "قال إن".encode("utf-16-le") + b"\x00\xd8" + " ذلك".encode("utf-16-le"),
            "قال إن\ufffd ذلك",
        ),
        ("قال إن ذلك".encode("utf-16-le") + b"\x2e", "قال إن ذلك\ufffd"),
    ],
)
def test_what_no_text_holds_is_replaced_one_for_one(raw: bytes, text: str) -> None:
    assert decode(raw) == text


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"%PDF-1.7\n\x00", "looks like a PDF file"),
        (b"PK\x03\x04\x14\x00", "looks like a zip archive"),
        (b"\x89PNG\r\n\x1a\n", "looks like a PNG picture"),
        (b"<!DOCTYPE html>\n<html>", "looks like a web page"),
        (b"{\\rtf1 ...}", "looks like an RTF file"),
        (bytes(range(256)) * 40, "looks like a binary file"),
        (b"\0" * 4000, "looks like a binary file"),
        (NEWS.encode() + b"\xd8", "line 2"),  # UTF-8 that was cut in a letter
        (
            NEWS.encode()[:40] + b"\xff\xfe\xfd" + NEWS.encode()[40:],
            "UTF-8, UTF-16 or Windows-1256",
        ),
        ("Die Brücke über den Fluß wurde geöffnet, so der Sprecher.".encode("latin-1"), "UTF-8"),
        ("Мост открыт, сообщил министр".encode("cp1251"), "UTF-8, UTF-16 or Windows-1256"),
    ],
)
def test_what_is_no_text_is_refused_by_name(raw: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        decode(raw)


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    try:
        text = decode(raw)
    except Unreadable:
        return
    text.encode()
    assert "\0" not in text
