"""What a search finds in an archive of real readings, on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, insert, select, update

from marsad.archive.schema import claims, documents, names
from marsad.archive.search.find import Hits, Page, search
from marsad.archive.search.index import CLAIMS, Entry, put
from marsad.archive.search.query import parse_query
from marsad.text.words import index_words

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


@pytest.fixture
def kept(archive: Engine, keep: Callable[..., object]) -> Engine:
    """An archive with the three texts."""
    for words, fields in NEWS:
        keep(words, **fields)
    return archive


@pytest.fixture
def found(kept: Engine) -> Callable[..., Hits]:
    """Searches it: ``found("الرقة")``."""

    def ask(typed: str, **options: object) -> Hits:
        with kept.connect() as connection:
            return search(connection, typed, **options)  # type: ignore[arg-type]

    return ask


def days(hits: Hits) -> list[str]:
    return [str(hit.published)[5:] for hit in hits]


FOUND = [
    ("", ["07-01", "07-01", "07-01", "06-09", "06-08"]),
    ("طائرة", ["06-08"]),
    ("aircrafts bombing", ["06-09"]),
    ("Raqqa", ["06-09", "06-08"]),
    ("الرقة", ["06-09", "06-08"]),
    ("رقة", ["06-09", "06-08"]),
    ("place:Raqqa", ["06-09", "06-08"]),
    ("مكان:الرقة", ["06-09", "06-08"]),
    ('"Raqqa"', ["06-09"]),
    ("Deir ez-Zor", ["07-01"]),
    ('"Deir ez-Zor"', []),
    ("place:Syria", ["07-01", "06-09", "06-08"]),
    ("مكان:سوريا -Raqqa", ["07-01"]),
    ('source:"وزارة الدفاع الروسية"', ["06-09", "06-08"]),
    ('مصدر:"Russian Ministry of Defence" موقف:نفي', ["06-09"]),
    ("source:RU.ministry.defence", ["06-09", "06-08"]),
    ("stance:deny", ["07-01", "06-09"]),
    ("event:ASSAULT status:denied", ["06-09"]),
    ('outlet:"daily lantern"', ["06-09"]),
    ("وسيلة:«النهار الجديد» lang:ar after:2017-07", ["07-01", "07-01", "07-01"]),
    ("lang:en", ["06-09"]),
    ("after:2017-06 before:2017-07", ["06-09", "06-08"]),
    ("on:2017-06-08", ["06-08"]),
    ("before:2017-06-08", []),
    ('"وزارة الدفاع"', ["06-08"]),
    ('"الدفاع وزارة"', []),
    ("=وزارة", ["06-08"]),
    ("hospital OR طائرة", ["06-09", "06-08"]),
    ("(hospital OR طائرة) Raqqa -lang:en", ["06-08"]),
    ("status:open stance:deny lang:en", ["06-09"]),
    ("status:rejected", []),
]


@pytest.mark.parametrize(("typed", "expected"), FOUND, ids=[typed for typed, _ in FOUND])
def test_what_a_query_finds(found: Callable[..., Hits], typed: str, expected: list[str]) -> None:
    hits = found(typed)
    assert (days(hits), hits.total, hits.notes) == (expected, len(expected), ())
    assert sorted(days(found(typed, order="relevance"))) == sorted(expected)


def marked(hits: Hits) -> list[list[str]]:
    return [[hit.passage[start:end] for start, end in hit.marked] for hit in hits]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Raqqa", [["Raqqa"], ["الرقة"]]),
        ("طائرات مسلح", [["الطائرات", "المسلحين"]]),
        ("source:RU.ministry.defence bombed", [["Russian Ministry of Defence", "bombed"]]),
        ('"مواقع المسلحين" -lang:en', [["مواقع المسلحين"]]),
        ("دير الزور", [["دير الزور"]]),
    ],
)
def test_hits_are_marked_in_the_letters_of_the_text(
    found: Callable[..., Hits], typed: str, expected: list[list[str]]
) -> None:
    assert marked(found(typed)) == expected


def test_a_passage_is_a_sentence_of_its_document(found: Callable[..., Hits], kept: Engine) -> None:
    [hit] = found("المسلحين")
    assert hit.passage == NEWS[0][0].split(" ولم")[0]
    with kept.connect() as connection:
        text = connection.scalar(select(documents.c.text).where(documents.c.id == hit.document))
    assert text[hit.start : hit.end] == hit.passage
    assert (hit.outlet, hit.lang, hit.source) == (
        "النهار الجديد",
        "ar",
        "Russian Ministry of Defence",
    )


def test_documents_are_found_with_a_passage_at_the_hit(found: Callable[..., Hits]) -> None:
    [hit] = found("تفاصيل", of="documents")
    assert hit.claim is None
    assert hit.passage == "ولم تذكر تفاصيل."
    assert days(found("place:Syria", of="documents")) == ["07-01", "06-09", "06-08"]


def test_pages_follow_each_other(found: Callable[..., Hits]) -> None:
    whole = [hit.claim for hit in found("")]
    for order in ("newest", "relevance"):
        first = found("" if order == "newest" else "source:x OR إن OR that OR أن", order=order)
        assert first.after is None
        pieces, after = [], None
        while True:
            page = found("", page=Page(2, after))
            pieces += [hit.claim for hit in page]
            after = page.after
            if after is None:
                break
        assert pieces == whole


def test_pages_by_relevance_hold_each_hit_once(found: Callable[..., Hits]) -> None:
    typed = "وزارة OR Raqqa"
    whole = [hit.claim for hit in found(typed, order="relevance")]
    first = found(typed, order="relevance", page=Page(1))
    second = found(typed, order="relevance", page=Page(5, first.after))
    assert len(whole) == len(set(whole)) == 4
    assert [hit.claim for hit in (*first, *second)] == whole
    assert second.after is None


def test_words_as_written_come_before_their_other_forms(found: Callable[..., Hits]) -> None:
    assert days(found("وزارة")) == ["07-01", "07-01", "06-08"]
    assert days(found("وزارة", order="relevance")) == ["06-08", "07-01", "07-01"]


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("source:Defence", "source:Defence: taken for Russian Ministry of Defence"),
        ("place:Raqa", "place:Raqa: no such name here, looked for as words; near it: Raqqa"),
        ("outlet:Lantern", "outlet:Lantern: no such outlet here; there are Daily Lantern, النهار"),
    ],
)
def test_a_value_that_is_no_name_is_told(found: Callable[..., Hits], typed: str, note: str) -> None:
    [told] = found(typed).notes
    assert told.startswith(note)


def test_merged_names_are_found_as_one(found: Callable[..., Hits], kept: Engine) -> None:
    with kept.begin() as connection:
        numbers = {
            name: number
            for number, name in connection.execute(select(names.c.number, names.c.name))
        }
        one, other = numbers["الوزارة"], numbers["Russian Ministry of Defence"]
        connection.execute(update(names).where(names.c.number == one).values(same_as=other))
    assert days(found("source:RU.ministry.defence")) == ["07-01", "06-09", "06-08"]
    assert days(found("source:الوزارة")) == ["07-01", "06-09", "06-08"]


def test_replaced_texts_and_rejected_claims_are_left_out_unless_asked_for(
    found: Callable[..., Hits], kept: Engine
) -> None:
    with kept.begin() as connection:
        rows = connection.execute(select(claims).order_by(claims.c.key)).mappings().all()
        for at, marks in ((1, "lar x1 tdeny"), (2, "lar rrejected tdeny")):
            key = rows[0]["key"] + 1_000 + at
            row = {**rows[0], "key": key, "id": f"new{at}"}
            connection.execute(insert(claims), row)
            put(connection, CLAIMS, [Entry(key, *index_words("سد الفرات"), marks)])
    assert found("سد").total == 0
    assert [hit.claim for hit in found("سد version:all")] == ["new1"]
    assert [hit.claim for hit in found("سد نسخة:كل")] == ["new1"]
    assert [hit.claim for hit in found("سد status:rejected")] == ["new2"]
    assert found("سد (status:rejected OR status:open) version:all").total == 1


def test_fields_of_claims_are_not_asked_of_documents(found: Callable[..., Hits]) -> None:
    for typed in ("stance:deny", "status:accepted"):
        with pytest.raises(ValueError, match="is asked of claims; search among claims"):
            found(typed, of="documents")
    assert days(found("status:denied", of="documents")) == ["06-09"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"of": "events"}, 'no search of "events"; there are claims, documents'),
        ({"order": "oldest"}, 'no order "oldest"; there are newest, relevance'),
        ({"page": Page(0)}, "a page of 0; it has 1 to 1000 hits"),
    ],
)
def test_options_that_there_are_not_are_refused(
    found: Callable[..., Hits], options: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        found("", **options)


def test_five_hundred_words_are_looked_for(found: Callable[..., Hits]) -> None:
    assert found(" ".join(f"كلمة{number}" for number in range(500))).total == 0
    assert found(" OR ".join(["الرقة", *(f"كلمة{number}" for number in range(499))])).total == 2
    assert found(" ".join(["الرقة", *(f"-كلمة{number}" for number in range(499))])).total == 2


SIGNS = (
    *"-=:\"()«»*^~{}+'&|!<>\\%_;",
    *("OR", "AND", "NOT", "NEAR(", "source:", "place:", "on:2017", "قصف", "الرقة", "ﷺ", "--", "/*"),
    *("status:open", "version:all", "norm :", "ids:x1", "\x00", "\ud800", "' OR 1=1", ":*", "<->"),
)
TYPED = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(SIGNS), max_size=10).map(" ".join),
    st.lists(st.sampled_from(SIGNS), max_size=10).map("".join),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TYPED)
def test_whatever_is_typed_never_breaks_a_database(kept: Engine, typed: str) -> None:
    try:
        query = parse_query(typed)
    except ValueError:
        return
    with kept.connect() as connection:
        for order in ("newest", "relevance"):
            assert search(connection, query, order=order).total >= 0
