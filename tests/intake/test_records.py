"""One JSON object to one document."""

from __future__ import annotations

import json

import pytest

from marsad.ids import bytes_hash, content_id
from marsad.intake.articles import Given, find_title
from marsad.intake.dates import is_date
from marsad.intake.failures import Failure
from marsad.intake.originals import Address, Item, Original
from marsad.intake.records import read_record
from marsad.model import Document, Span

NOTHING = Given(None, None)


def record(raw: bytes | dict[str, object], given: Given = NOTHING) -> list[Document | Failure]:
    line = raw if isinstance(raw, bytes) else json.dumps(raw, ensure_ascii=False).encode()
    found = list(read_record(Original(data=line, place="news.jsonl:7"), given))
    assert not any(isinstance(one, Address) for one in found)
    return [one.document if isinstance(one, Item) else one for one in found]  # type: ignore[misc]


def document(raw: bytes | dict[str, object], given: Given = NOTHING) -> Document:
    [found] = record(raw, given)
    assert isinstance(found, Document), found
    return found


def test_text_alone_is_enough() -> None:
    doc = document({"text": "قال سالم إن الماء عاد"})
    assert doc.id == content_id(None, "قال سالم إن الماء عاد")
    assert (doc.lang, doc.outlet, doc.published, doc.headline) == (None, None, None, None)


def test_the_keys_of_the_contract_are_kept() -> None:
    line = json.dumps(
        {
            "id": "n-1",
            "lang": "ar",
            "outlet": "صحيفة الساحل",
            "title": "عودة الماء",
            "published": "2024-03-01",
            "url": "https://example.org/1",
            "text": "\n عودة الماء\nقال سالم",
            "attributions": [{"id": "a1"}],
            "mine": {"kept": False},
        }
    ).encode()
    doc = document(line)
    assert (doc.id, doc.lang, doc.outlet) == ("n-1", "ar", "صحيفة الساحل")
    assert (doc.published, doc.url) == ("2024-03-01", "https://example.org/1")
    assert (doc.headline, doc.title) == ("عودة الماء", Span(2, 12))
    assert doc.source_hash == bytes_hash(line)


def test_a_number_serves_as_id() -> None:
    assert document({"id": 17, "text": "قال"}).id == "17"


def test_the_callers_word_fills_gaps_only() -> None:
    given = Given("صحيفة النهر", "2024-01-02")
    assert document({"text": "قال"}, given).outlet == "صحيفة النهر"
    assert document({"text": "قال", "outlet": "صحيفة الساحل"}, given).outlet == "صحيفة الساحل"
    assert document({"text": "قال", "published": ""}, given).published == "2024-01-02"


def test_a_title_that_is_not_in_the_text_has_no_span() -> None:
    assert find_title("قال سالم", "عودة الماء") is None


@pytest.mark.parametrize(
    "line",
    [
        rb'{"text": "\ud800 a \u0000", "title": "\udfff"}',
        b'{"text": "\xed\xa0\x80 a \xed\xb0\x80", "title": "\xed\xa0\x80"}',
    ],
)
def test_lone_surrogates_and_zeros_are_replaced(line: bytes) -> None:
    doc = document(line)
    assert doc.text.replace("\ufffd", "?") in {"? a ?"}
    assert doc.headline == "\ufffd"


def test_a_lone_surrogate_in_another_key_costs_nothing() -> None:
    doc = document(b'{"text": "\\ud83d the port is open", "out\\ud800let": 1}')
    assert doc.text == "\ufffd the port is open"


def test_raw_controls_in_a_string_are_let_pass() -> None:
    assert document(b'{"text": "a\x01b\tc"}').text == "a\x01b\tc"


def test_windows_1256_in_a_line_is_read() -> None:
    line = '{"text": "قال الوزير إن الجسر مفتوح"}'.encode("cp1256")
    assert document(line).text == "قال الوزير إن الجسر مفتوح"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": 3}', 'key "text" holds int'),
        (b'{"text": "a", "url": ["b"]}', 'key "url" holds array'),
        (b'{"text": "a", "id": {}}', 'key "id" holds object'),
        (b'{"id": "a"}', 'key "text" is missing'),
        (b'{"text": " \\n "}', 'key "text" is empty'),
        (b"[1, 2]", "not a JSON object"),
        (b'"text"', "not a JSON object"),
        (b'{"text": "a"', "broken JSON"),
        (b"{text: a}", "broken JSON"),
        (b"[" * 100_000, "not a JSON object"),
        (b'{"a": ' * 100_000, "broken JSON"),
    ],
)
def test_a_bad_line_says_what_is_wrong(line: bytes, reason: str) -> None:
    [found] = record(line)
    assert isinstance(found, Failure)
    assert found.place == "news.jsonl:7"
    assert reason in found.message
    assert "\n" not in found.message


def test_a_bad_date_costs_the_date_and_not_the_document() -> None:
    failure, doc = record({"text": "قال", "published": "الأحد"})
    assert isinstance(failure, Failure) and "published" in failure.message
    assert isinstance(doc, Document) and doc.published is None


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("2024-02-29", True),
        ("2024-02-29T10:00:00Z", True),
        ("2023-02-29", False),
        ("2024-02", False),
        ("2024-02-29x", False),
        ("٢٠٢٤-٠٢-٢٩", False),
    ],
)
def test_dates_are_days_of_the_calendar(value: str, right: bool) -> None:
    assert is_date(value) is right


@pytest.mark.parametrize("id", ["x" * 301, "a\\nb", "a\u202eb", "..", "\\ud800", "a\\u0000b"])
def test_an_id_that_no_address_can_hold_costs_the_id_and_not_the_document(id: str) -> None:
    failure, doc = record(f'{{"id": "{id}", "text": "قال سالم"}}'.encode())
    assert isinstance(failure, Failure) and '"id"' in failure.message
    assert isinstance(doc, Document) and doc.id == content_id(None, "قال سالم")
