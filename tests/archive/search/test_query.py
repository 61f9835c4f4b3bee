"""What is typed, as the tree that it is read as; and what is refused, with its remedy."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.archive.search.query import All, Any, Days, Field, Not, Query, Term, parse_query


def root(typed: str) -> tuple[object, ...]:
    return parse_query(typed).root.parts


def ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


READ = [
    ("", ()),
    ("قصف الرقة", (Term("قصف"), Term("الرقة"))),
    ('"وزارة الدفاع" قصف', (Term("وزارة الدفاع", quoted=True), Term("قصف"))),
    ("«وزارة الدفاع»", (Term("وزارة الدفاع", quoted=True),)),
    ("“ministry of defence”", (Term("ministry of defence", quoted=True),)),
    ("a b OR c d", (Term("a"), Any((Term("b"), Term("c"))), Term("d"))),
    ("قصف أو غارة", (Any((Term("قصف"), Term("غارة"))),)),
    ("(a b) OR c", (Any((All((Term("a"), Term("b"))), Term("c"))),)),
    ("a AND b", (Term("a"), Term("b"))),
    ("a -b", (Term("a"), Not(Term("b")))),
    ('a -"b c" -(d OR e)', (Term("a"), Not(Term("b c", True)), Not(Any((Term("d"), Term("e")))))),
    ("state-owned", (Term("state-owned"),)),
    ("=قوات", (Term("قوات", exact=True),)),
    ('="قوات الأمن"', (Term("قوات الأمن", quoted=True, exact=True),)),
    ("قصف، غارة؛ هل؟", (Term("قصف"), Term("غارة"), Term("هل"))),
    ("1,200", (Term("1,200"),)),
    ("syria,iraq", (Term("syria"), Term("iraq"))),
    ("source:Putin", (Field("source", "Putin"),)),
    ("source: Putin", (Field("source", "Putin"),)),
    ('مصدر:"وزارة الدفاع"', (Field("source", "وزارة الدفاع"),)),
    ("\u200fمصدر\u200f:\u202bبوتين\u202c", (Field("source", "بوتين"),)),
    ("place：Syria", (Field("place", "Syria"),)),
    ("وسيلة:رويترز جهة:روسيا مكان:الرقة", (
        Field("outlet", "رويترز"), Field("actor", "روسيا"), Field("place", "الرقة"))),
    ("stance:deny موقف:نفي", (Field("stance", "deny"), Field("stance", "deny"))),
    ("حالة:مرفوض status:Planned", (Field("status", "rejected"), Field("status", "planned"))),
    ("lang:ar", (Field("lang", "ar"),)),
    ("Lavrov: Russia", (Term("Lavrov"), Term("Russia"))),
    ("10:30", (Term("10.30"),)),
    ("a -- - b", (Term("a"), Term("b"))),
    ("!!! قصف", (Term("قصف"),)),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "parts"), READ, ids=[typed for typed, _ in READ])
def test_what_is_typed_is_read_as_people_mean_it(typed: str, parts: tuple[object, ...]) -> None:
    assert root(typed) == parts


DATED = [
    ("after:2017-06 before:2017-07", "2017-06-01", "2017-07-01"),
    ("on:2017-06", "2017-06-01", "2017-07-01"),
    ("يوم:٢٠١٧-٠٦-٠٨", "2017-06-08", "2017-06-09"),
    ("on:2017", "2017-01-01", "2018-01-01"),
    ("on:2016-12 on:2016-12-31", "2016-12-31", "2017-01-01"),
    ("before:2017-06-08", "0001-01-01", "2017-06-08"),
    ("بعد:2017 قبل:2018", "2017-01-01", "2018-01-01"),
]


@pytest.mark.parametrize(("typed", "first", "end"), DATED)
def test_before_ends_and_after_begins_where_the_named_time_begins(
    typed: str, first: str, end: str
) -> None:
    assert parse_query(typed).days == Days(ordinal(first), ordinal(end))


REFUSED = [
    ("colour:red", 'no field is called "colour:"; there are source, via'),
    ("after:yesterday", 'after: takes no "yesterday"; write 2017-06-08'),
    ("on:2017-02-30", 'on: takes no "2017-02-30"'),
    ("source:", 'source: names nothing; write source:word or source:"two words"'),
    ('source:""', "source: names nothing"),
    ("(source:)", "source: names nothing"),
    ('"وزارة', "a quotation mark stays open"),
    ('source:"وزارة', "a quotation mark stays open"),
    ("(a b", 'a bracket stays open: add "\\)"'),
    ("a) b", "a closing bracket without its opening one"),
    ("a OR", "OR stands between two words"),
    ("OR a", "OR stands between two words"),
    ("a OR OR b", "OR stands between two words"),
    ("(after:2017) OR b", "after:2017: holds for the whole search"),
    ("-on:2017", "on:2017: holds for the whole search"),
    ("status:maybe", "there are asserted, denied, planned, possible, accepted"),
    ("lang:العربية", "lang: takes a code of two or three letters"),
    ("؟!…", "no word in it"),
    ("كلمة " * 501, "a search of 501 words; 500 at most"),
    ("ك" * 20_001, "a search of 20,001 letters"),
    ("(" * 30 + "a" + ")" * 30, "brackets 21 deep; 20 at most"),
]


@pytest.mark.parametrize(("typed", "message"), REFUSED, ids=[typed[:20] for typed, _ in REFUSED])
def test_what_cannot_be_meant_is_refused_with_a_remedy(typed: str, message: str) -> None:
    with pytest.raises(ValueError, match=message) as refused:
        parse_query(typed)
    assert "\n" not in str(refused.value)


SIGNS = st.sampled_from(
    [*'-=:"()«»“”، \u200f*^~', "OR", "أو", "AND", "NOT", "source:", "on:2017", "after:", "قصف",
     "الرقة", "ﷺ", "place:", "-", "status:open", "version:all", "'", "NEAR(", "\x00", "\ud800"]
)  # fmt: skip
TYPED = st.one_of(st.text(max_size=60), st.lists(SIGNS, max_size=14).map(" ".join),
                  st.lists(SIGNS, max_size=14).map("".join))  # fmt: skip


def read(typed: str) -> Query | None:
    try:
        return parse_query(typed)
    except ValueError as error:
        assert "\n" not in str(error)
        return None


@given(TYPED)
def test_any_text_is_read_or_refused_and_printed_back(typed: str) -> None:
    query = read(typed)
    if query is not None:
        assert parse_query(str(query)) == query
