"""Rows of (text, what is found as ``surface=TYPE:value``), read with the English pack."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.analysis.times import find_times
from marsad.model import Basis
from marsad.packs.pack import load_pack
from marsad.packs.times import TimeWords, load_times
from marsad.text.page import open_page
from marsad.text.segments import Writing

PACK = load_pack("en")
THURSDAY = "2017-06-08"  # in week 23


def shown(
    text: str,
    published: str | None = THURSDAY,
    words: TimeWords = PACK.times,
    writing: Writing = PACK.writing,
) -> list[str]:
    page = open_page(text, writing)
    rows = []
    for finding in find_times(page, words, published):
        start, end = finding.expression.span
        kind, value = finding.expression.type.value, finding.expression.value
        rows.append(f"{page.text[start:end]}={kind}:{value}")
    return rows


EXPLICIT = [
    ("It fell on May 29, 2017, in Homs.", ["May 29, 2017=DATE:2017-05-29"]),
    ("It fell on 29 May 2017.", ["29 May 2017=DATE:2017-05-29"]),
    ("It fell in May 2017.", ["May 2017=DATE:2017-05"]),
    ("in June, 2016, it", ["June, 2016=DATE:2016-06"]),
    ("the 29th of May 2016", ["the 29th of May 2016=DATE:2016-05-29"]),
    ("May 29th, 2016", ["May 29th, 2016=DATE:2016-05-29"]),
    ("the twenty-first of March 2015", ["the twenty-first of March 2015=DATE:2015-03-21"]),
    ("Sept. 11, 2001", ["Sept. 11, 2001=DATE:2001-09-11"]),
    ("on Monday, May 29, 2017, he", ["Monday, May 29, 2017=DATE:2017-05-29"]),
    ("on 2017-05-29 and 5/29/2017", ["2017-05-29=DATE:2017-05-29", "5/29/2017=DATE:2017-05-29"]),
    ("in May of 2015", ["May of 2015=DATE:2015-05"]),
    ("in Sept. 2015", ["Sept. 2015=DATE:2015-09"]),
    ("since 2011", ["2011=DATE:2011"]),
    ("the 2012 election", ["2012=DATE:2012"]),
    ("in the 1990s", ["the 1990s=DATE:199X"]),
    ("the early 2000s", ["the early 2000s=DATE:200X"]),
    ("the '80s", ["80s=DATE:198X"]),
    ("in the 1800s", ["the 1800s=DATE:18XX"]),
    ("the nineties", ["the nineties=DATE:199X"]),
    ("the 19th century", ["the 19th century=DATE:18XX"]),
    ("the first quarter of 2017", ["the first quarter of 2017=DATE:2017-Q1"]),
    ("the second half of 2016", ["the second half of 2016=DATE:2016-H2"]),
    ("the third week of May 2016", ["the third week of May 2016=DATE:2016-05"]),
    ("in the summer of 2014", ["the summer of 2014=DATE:2014-SU"]),
    ("fiscal 2016, fiscal year 2017", ["fiscal 2016=DATE:FY2016", "fiscal year 2017=DATE:FY2017"]),
    ("early 2016 and mid-2015", ["early 2016=DATE:2016", "mid-2015=DATE:2015"]),
    ("13 Ramadan 1438", ["13 Ramadan 1438=DATE:2017-06-08"]),
]

PARTIAL = [
    ("He was born on Jan. 5.", ["Jan. 5=DATE:2017-01-05"]),
    ("He was born in November.", ["November=DATE:2016-11"]),
    ("They will meet in November.", ["November=DATE:2017-11"]),
    ("the July meeting", ["July=DATE:2017-07"]),
    ("in May last year", ["May last year=DATE:2016-05"]),
    ("last May and next April", ["last May=DATE:2017-05", "next April=DATE:2018-04"]),
    ("the end of May", ["the end of May=DATE:2017-05"]),
    ("last summer", ["last summer=DATE:2017-SU"]),
    ("this past November", ["this past November=DATE:2016-11"]),
    ("He lost that November.", ["November=DATE:None"]),
    ("She looked past November", ["November=DATE:2016-11"]),
    ("Since September, it", ["September=DATE:2016-09"]),
]

DAYS = [
    ("He arrived on Monday.", ["Monday=DATE:2017-06-05"]),
    ("She said Thursday that it", ["Thursday=DATE:2017-06-08"]),
    ("He will travel to Paris on Friday.", ["Friday=DATE:2017-06-09"]),
    ("On Friday, the court will rule.", ["Friday=DATE:2017-06-09"]),
    ("The mine will close, it said Monday.", ["Monday=DATE:2017-06-05"]),
    ("He said the vote would be held on Saturday.", ["Saturday=DATE:2017-06-10"]),
    ("The talks are to resume on Friday.", ["Friday=DATE:2017-06-09"]),
    ("The court is to sit again on Friday.", ["Friday=DATE:2017-06-09"]),
    ("The men were to leave on Friday.", ["Friday=DATE:2017-06-02"]),
    ("He is to blame for the fire of Friday.", ["Friday=DATE:2017-06-02"]),
    (
        "The jury will sit behind closed doors in the small hall of the old mint on Friday.",
        ["Friday=DATE:2017-06-09"],
    ),
    ("The shop that closed on Friday will not reopen.", ["Friday=DATE:2017-06-02"]),
    ("last Monday", ["last Monday=DATE:2017-06-05"]),
    ("next Tuesday's vote", ["next Tuesday=DATE:2017-06-13"]),
    ("Friday of next week", ["Friday of next week=DATE:2017-06-16"]),
    ("from Monday to Friday", ["Monday=DATE:2017-06-05", "Friday=DATE:2017-06-09"]),
    ("yesterday and today", ["yesterday=DATE:2017-06-07", "today=DATE:2017-06-08"]),
    ("the day after tomorrow", ["the day after tomorrow=DATE:2017-06-10"]),
    ("It began on May 3. The next day", ["May 3=DATE:2017-05-03", "The next day=DATE:2017-05-04"]),
    ("a bad day Monday", ["Monday=DATE:2017-06-05"]),
    ("Following Monday's vote", ["Monday=DATE:2017-06-05"]),
    ("a recent Monday", ["recent Monday=DATE:None"]),
]

HOURS = [
    ("on Monday night", ["Monday night=TIME:2017-06-05TNI"]),
    ("this morning", ["this morning=TIME:2017-06-08TMO"]),
    ("tonight", ["tonight=TIME:2017-06-08TNI"]),
    ("yesterday evening", ["yesterday evening=TIME:2017-06-07TEV"]),
    ("the morning of June 3", ["the morning of June 3=TIME:2017-06-03TMO"]),
    ("shortly past midnight", ["midnight=TIME:2017-06-08TNI"]),
    ("at 9 a.m. EST", ["9 a.m. EST=TIME:2017-06-08T09:00-05:00"]),
    ("at 9 p.m. ET", ["9 p.m. ET=TIME:2017-06-08T21:00"]),
    ("at 14:30 GMT", ["14:30 GMT=TIME:2017-06-08T14:30Z"]),
    ("12:15 a.m.", ["12:15 a.m.=TIME:2017-06-08T00:15"]),
    ("at 3:30 p.m. on Tuesday", ["3:30 p.m. on Tuesday=TIME:2017-06-06T15:30"]),
    ("on Tuesday at noon", ["Tuesday at noon=TIME:2017-06-06T12:00"]),
    ("at 8 in the morning", ["8 in the morning=TIME:2017-06-08T08:00"]),
    ("on Monday night at 8 p.m.", ["Monday night at 8 p.m.=TIME:2017-06-05T20:00"]),
    ("at 8 o'clock", ["8 o'clock=TIME:2017-06-08T08:00"]),
]

AMOUNTS = [
    ("for three years", ["three years=DURATION:P3Y"]),
    ("the past ten days", ["the past ten days=DURATION:P10D"]),
    ("over the past year", ["the past year=DURATION:P1Y"]),
    ("in the last month", ["the last month=DURATION:P1M"]),
    ("the next few weeks", ["the next few weeks=DURATION:PXW"]),
    ("several weeks", ["several weeks=DURATION:PXW"]),
    ("a couple of days", ["a couple of days=DURATION:PXD"]),
    ("in recent years", ["recent years=DURATION:PXY"]),
    ("for decades", ["decades=DURATION:PXY"]),
    ("half an hour", ["half an hour=DURATION:PT30M"]),
    ("a year and a half", ["a year and a half=DURATION:P1.5Y"]),
    ("two and a half years", ["two and a half years=DURATION:P2.5Y"]),
    ("nearly a decade", ["nearly a decade=DURATION:P10Y"]),
    ("a five-day visit", ["five-day=DURATION:P5D"]),
    ("the 68-year-old driver", ["68-year=DURATION:P68Y"]),
    ("twenty-one days", ["twenty-one days=DURATION:P21D"]),
    ("two days before the vote", ["two days=DURATION:P2D"]),
    ("three days ago", ["three days ago=DATE:2017-06-05"]),
    ("a year ago", ["a year ago=DATE:2016"]),
    ("decades ago", ["decades ago=DATE:PAST_REF"]),
    ("two weeks from now", ["two weeks from now=DATE:2017-W25"]),
    (
        "On May 3, 2017, it began. Two days later",
        ["May 3, 2017=DATE:2017-05-03", "Two days later=DATE:2017-05-05"],
    ),
    ("Two weeks later", ["Two weeks later=DATE:None"]),
]

RELATIVE = [
    ("last week and next month", ["last week=DATE:2017-W22", "next month=DATE:2017-07"]),
    ("earlier this month", ["earlier this month=DATE:2017-06"]),
    ("later in the week", ["later in the week=DATE:2017-W23"]),
    ("late last year", ["late last year=DATE:2016"]),
    ("by the end of the year", ["the end of the year=DATE:2017"]),
    ("a rocky start this year", ["this year=DATE:2017"]),
    ("last quarter", ["last quarter=DATE:2017-Q1"]),
    ("last weekend", ["last weekend=DATE:2017-W22-WE"]),
    ("now, currently", ["now=DATE:PRESENT_REF", "currently=DATE:PRESENT_REF"]),
    ("recently", ["recently=DATE:PAST_REF"]),
    ("in the past", ["in the past=DATE:PAST_REF"]),
    ("in the past week", ["the past week=DURATION:P1W"]),
    ("in the future", ["in the future=DATE:FUTURE_REF"]),
    (
        "In May 2015 it fell. The previous year",
        ["May 2015=DATE:2015-05", "The previous year=DATE:2014"],
    ),
]

SETS = [
    ("every day", ["every day=SET:P1D"]),
    ("a weekly paper", ["weekly=SET:P1W"]),
    ("every four years", ["every four years=SET:P4Y"]),
    ("each Monday", ["each Monday=SET:XXXX-WXX-1"]),
    ("on Sundays", ["Sundays=SET:XXXX-WXX-7"]),
    ("twice a week", ["twice a week=SET:P1W"]),
]

RANGES = [
    ("between March and June 2016", ["March=DATE:2016-03", "June 2016=DATE:2016-06"]),
    ("from November to March 2016", ["November=DATE:2015-11", "March 2016=DATE:2016-03"]),
    ("May 5 and 6, 2017", ["May 5=DATE:2017-05-05", "6, 2017=DATE:2017-05-06"]),
    ("May 5-7, 2017", ["May 5-7, 2017=DATE:2017-05-05/2017-05-07"]),
    ("from 2011 to 2013", ["2011=DATE:2011", "2013=DATE:2013"]),
    ("in the years 2011 to 2013", ["2011=DATE:2011", "2013=DATE:2013"]),
    ("in 2011-12 and 2011-03", ["2011-12=DATE:None", "2011-03=DATE:2011-03"]),
    ("in 2011-2013", ["2011-2013=DATE:2011/2013"]),
]

NO_TIMES = [
    "He may resign. You may not.",
    "They march on the capital",
    "Theresa May said",
    "an august assembly",
    "April Ryan asked",
    "a second term in office",
    "almost a second home",
    "the second of them spoke",
    "the fall of Aleppo",
    "in the spring sun",
    "USA Today reported",
    "on “60 Minutes” she said",
    "the Sept. 11 attacks",
    "the third quarter was poor",
    "in 2000 people",
    "the Daily Bugle and the Daily News",
    "as soon as he came",
    "one day he will",
    "the 40-30 vote",
    "he won 2-1 and 5:4",
    "Johnny-come-lately",
    "call 2017-555",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [*EXPLICIT, *PARTIAL, *DAYS, *HOURS, *AMOUNTS, *RELATIVE, *SETS, *RANGES],
)
def test_what_is_found(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_time(text: str) -> None:
    assert shown(text) == []


def test_what_goes_first_in_figures_is_left_open() -> None:
    assert shown("on 5/6/2017 and 5/5/2017") == ["5/6/2017=DATE:None", "5/5/2017=DATE:2017-05-05"]


def test_a_month_that_may_be_past_or_to_come_is_left_open() -> None:
    assert shown("the March vote", "2016-06-08") == []
    assert shown("the January vote", "2016-07-08") == ["January=DATE:None"]


def test_without_a_date_of_publication() -> None:
    rows = shown("last week, on Monday, in March 2011, three years ago and for two days", None)
    assert [row.rpartition(":")[2] for row in rows] == ["None", "None", "2011-03", "None", "P2D"]


def test_how_a_value_was_got() -> None:
    page = open_page("last week", PACK.writing)
    [finding] = find_times(page, PACK.times, THURSDAY)
    assert finding.expression.basis is Basis.RELATIVE
    assert finding.expression.anchor == THURSDAY


PIECES = sorted({word for text, _ in (*EXPLICIT, *DAYS, *HOURS, *AMOUNTS) for word in text.split()})


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "the", "a", "-", "s", "of", "this", "9999", "'"])))
def test_nothing_raises_and_nothing_overlaps(words: list[str]) -> None:
    page = open_page(" ".join(words), PACK.writing)
    end = 0
    for finding in find_times(page, PACK.times, "0001-01-01"):
        assert end <= finding.clean_start < finding.clean_end <= len(page.clean)
        end = finding.clean_end


@pytest.mark.parametrize("piece", ["last ", "the ", "last week of ", "the last week of the ", "a "])
def test_long_chains_of_words_are_no_trouble(piece: str) -> None:
    assert all(row.startswith(("last week", "the last week")) for row in shown(piece * 3000))


# A third language by its table alone.
FRENCH = load_times(
    {
        "articles": ["le", "la", "les", "l"],
        "ones": ["un", "une"],
        "numeric_order": "day-month",
        "ordinal_endings": ["er", "e"],
        "month": [
            {"calendar": "gregorian", "number": 5, "forms": ["mai"]},
            {"calendar": "gregorian", "number": 6, "forms": ["juin"]},
        ],
        "weekdays": {"1": ["lundi"]},
        "unit": [
            {"code": "D", "one": ["jour"], "many": ["jours"]},
            {"code": "W", "one": ["semaine"], "many": ["semaines"]},
            {"code": "Y", "one": ["an", "année"], "many": ["ans", "années"]},
        ],
        "part": [{"code": "EV", "behind": ["soir"], "definite": ["soir"]}],
        "cardinals": {"3": ["trois"], "10": ["dix"]},
        "relation": [
            {"steps": -1, "forms": ["dernier", "dernière"]},
            {"steps": 1, "forms": ["prochaine"]},
        ],
        "leading": [{"steps": -1, "forms": ["derniers", "dernières"]}],
        "pointer": [{"unit": "D", "steps": -1, "forms": ["hier"]}],
        "links": {
            "before": ["il y a"],
            "this": ["ce", "cette"],
            "decade": ["années", "les années"],
            "during": ["pendant", "depuis"],
        },
    },
    PACK.folding,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("29 mai 2017", ["29 mai 2017=DATE:2017-05-29"]),
        ("le 3 juin", ["le 3 juin=DATE:2017-06-03"]),
        ("le 1er juin 2016", ["le 1er juin 2016=DATE:2016-06-01"]),
        ("lundi dernier", ["lundi dernier=DATE:2017-06-05"]),
        ("la semaine prochaine", ["la semaine prochaine=DATE:2017-W24"]),
        ("l'année dernière", ["année dernière=DATE:2016"]),
        ("il y a trois jours", ["il y a trois jours=DATE:2017-06-05"]),
        ("les dix derniers jours", ["les dix derniers jours=DURATION:P10D"]),
        ("cette année", ["cette année=DATE:2017"]),
        ("hier soir", ["hier soir=TIME:2017-06-07TEV"]),
        ("les années 1990", ["les années 1990=DATE:199X"]),
        ("pendant un an", ["un an=DURATION:P1Y"]),
        ("05/06/2017", ["05/06/2017=DATE:2017-06-05"]),
    ],
)
def test_a_third_language_reads_by_its_words(text: str, expected: list[str]) -> None:
    assert shown(text, words=FRENCH) == expected
