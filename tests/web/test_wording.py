"""The words of the pages: the same in every language, and numbers told as the language does."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from marsad.web.languages import count, languages, wording


def keys(table: object, at: str = "") -> set[str]:
    if not isinstance(table, dict):
        return {at}
    plural = "other" in table and set(table) <= {"zero", "one", "two", "few", "many", "other"}
    return (
        {at}
        if plural
        else {one for key, value in table.items() for one in keys(value, f"{at}.{key}")}
    )


def test_every_word_is_there_in_every_language() -> None:
    told = [{one for one in keys(wording(lang)) if ".examples." not in one} for lang in languages()]
    assert all(one == told[0] for one in told)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (1, "نتيجة واحدة"),
        (2, "نتيجتان"),
        (3, "3 نتائج"),
        (11, "11 نتيجة"),
        (100, "100 نتيجة"),
        (103, "103 نتائج"),
    ],
)
def test_arabic_counts_by_its_own_rules(number: int, told: str) -> None:
    assert count("ar", wording("ar")["search"]["hits"], number) == told


def test_english_counts_by_one_and_more() -> None:
    hits = wording("en")["search"]["hits"]
    assert [count("en", hits, number) for number in (0, 1, 1_200)] == [
        "0 hits",
        "1 hit",
        "1,200 hits",
    ]


def test_an_arabic_page_of_a_proposition_tells_nothing_in_english(client: TestClient) -> None:
    """But what documents say, names that no list has, and ids."""
    found = client.get("/propositions?q=بوابات&standing=contested&lang=ar").text
    ids = re.findall(r'href="(/propositions/[0-9a-f]+)"', found)
    page = next(text for id in ids if "حلقة نقل" in (text := client.get(f"{id}?lang=ar").text))
    assert "من وزارة الموارد المائية العراقية باسم العراق في 4 مارس 2024" in page
    told = re.sub(r'<a [^>]*href="/(propositions|documents)/.*?</a>', "", page, flags=re.DOTALL)
    told = re.sub(r"<script type.*?</script>", "", told, flags=re.DOTALL)  # what islands draw
    told = re.sub(r'<label class="tick">.*?</label>', "", told, flags=re.DOTALL)
    told = re.sub(r"<head.*?</head>|<header class=\"top\".*?</header>", "", told, flags=re.DOTALL)
    words = re.findall(r"[A-Za-z]{4,}", re.sub(r"<[^>]*>", " ", told))
    own = {"The", "Harbour", "Herald", "Lantern", "Delta", "Post", "Mermaid"}
    own |= {"ClaimReview", "GEXF", "JSON", "STIX"}  # names of formats
    assert set(words) - own == set()
