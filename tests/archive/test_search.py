"""What a search finds in an archive of real readings, on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from marsad.archive.search import Hits, search

NEWS = (
    (
        "قالت وزارة الدفاع الروسية إن الطائرات قصفت مواقع المسلحين في الرقة. ولم تذكر تفاصيل.",
        {"published": "2017-06-08", "outlet": "النهار الجديد", "lang": "ar"},
    ),
    (
        "The Russian Ministry of Defence denied that its aircraft had bombed a hospital in Raqqa.",
        {"published": "2017-06-09", "outlet": "Daily Lantern", "lang": "en"},
    ),
    (
        "أعلن المتحدث باسم الحكومة أن القوات دخلت دير الزور. وقال شاهد إن الوزارة نفت الخبر.",
        {"published": "2017-07-01", "outlet": "النهار الجديد", "lang": "ar"},
    ),
)

Finder = Callable[..., list[str]]


@pytest.fixture
def found(archive: Engine, keep: Callable[..., object]) -> Callable[..., Hits]:
    """Searches an archive with the three texts: ``found("الرقة")``."""
    for words, fields in NEWS:
        keep(words, **fields)

    def ask(typed: str, **options: object) -> Hits:
        with archive.connect() as connection:
            return search(connection, typed, **options)  # type: ignore[arg-type]

    return ask


def days(hits: Hits) -> list[str]:
    return [str(hit.published) for hit in hits]


def test_words_are_found_under_their_other_forms(found: Callable[..., Hits]) -> None:
    assert days(found("طائرة")) == ["2017-06-08"]
    assert days(found("aircrafts bombing")) == ["2017-06-09"]


def test_a_name_finds_the_documents_of_the_other_language(found: Callable[..., Hits]) -> None:
    for typed in ("Raqqa", "الرقة", "رقة", "place:Raqqa", "مكان:الرقة"):
        assert days(found(typed)) == ["2017-06-09", "2017-06-08"], typed


def test_a_name_of_several_words_counts_as_one(found: Callable[..., Hits]) -> None:
    assert days(found("Deir ez-Zor")) == ["2017-07-01"]
    assert days(found('"Deir ez-Zor"')) == []
