"""Rows of (published, text, what is found as ``surface=TYPE:value``)."""

from __future__ import annotations

import gc
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from marsad.analysis.times import TimeFinding, find_times
from marsad.model import Basis, Calendar
from marsad.packs import times as packs_times
from marsad.text.fold import Folding
from marsad.text.page import Page, open_page
from marsad.text.segments import Writing

FOLDING = Folding(
    ["forms", "marks", "tatweel", "unseen", "digits"],
    ["alef", "hamza", "ya", "kaf", "ta-marbuta"],
)
WRITING = Writing(
    folding=FOLDING,
    enders=frozenset(".!؟?…"),
    quotes=(("«", "»"), ('"', '"')),
    abbreviations=frozenset(),
    apostrophes=frozenset(),
    proclitics=frozenset("وفبلكس"),
    open_words=frozenset({"في", "من"}),
)
TOML = Path(packs_times.__file__).parent / "ar" / "times.toml"
WORDS = packs_times.load_times(tomllib.loads(TOML.read_text(encoding="utf-8")), FOLDING)
MONDAY = "2018-07-09"  # a Monday, in week 28


def read(text: str, published: str | None = MONDAY) -> tuple[Page, list[TimeFinding]]:
    page = open_page(text, WRITING)
    return page, find_times(page, WORDS, published)


def shown(text: str, published: str | None = MONDAY) -> list[str]:
    page, findings = read(text, published)
    rows = []
    for finding in findings:
        start, end = finding.expression.span
        kind, value = finding.expression.type.value, finding.expression.value
        rows.append(f"{page.text[start:end]}={kind}:{value}")
    return rows


EXPLICIT = [
    ("وصل الوفد في 8 يونيو 2017 م إلى الدوحة", ["8 يونيو 2017 م=DATE:2017-06-08"]),
    ("افتتح في 15 تموز/يوليو 2016 المعرض", ["15 تموز/يوليو 2016=DATE:2016-07-15"]),
    ("في يناير /كانون الثاني 2008", ["يناير /كانون الثاني 2008=DATE:2008-01"]),
    ("في كانون الثاني/ يناير 2008", ["كانون الثاني/ يناير 2008=DATE:2008-01"]),
    ("في نيسان (أبريل) 2011 بدأ", ["نيسان (أبريل) 2011=DATE:2011-04"]),
    ("منذ يونيو حزيران 2017 وهو", ["يونيو حزيران 2017=DATE:2017-06"]),
    ("يوم 3 جويلية 2013 بالجزائر", ["يوم 3 جويلية 2013=DATE:2013-07-03"]),
    ("في 30 غشت 2012", ["30 غشت 2012=DATE:2012-08-30"]),
    ("في 4 دجمبر 2012", ["4 دجمبر 2012=DATE:2012-12-04"]),
    ("في الأول من مايو 2017", ["الأول من مايو 2017=DATE:2017-05-01"]),
    ("في الحادي والعشرين من آذار 2015", ["الحادي والعشرين من آذار 2015=DATE:2015-03-21"]),
    ("في الثاني عشر من أيلول 2015", ["الثاني عشر من أيلول 2015=DATE:2015-09-12"]),
    ("في العشرين من يونيو 2014", ["العشرين من يونيو 2014=DATE:2014-06-20"]),
    (
        "وقع في 29/5/2017 وفي 2017-06-30",
        ["29/5/2017=DATE:2017-05-29", "2017-06-30=DATE:2017-06-30"],
    ),
    ("بتاريخ 29.05.2017", ["29.05.2017=DATE:2017-05-29"]),
    ("في ٢٩ مايو ٢٠١٧", ["٢٩ مايو ٢٠١٧=DATE:2017-05-29"]),
    ("في آب 2012", ["آب 2012=DATE:2012-08"]),
    ("في يوليو عام 2006", ["يوليو عام 2006=DATE:2006-07"]),
    ("في مارس من العام 2012", ["مارس من العام 2012=DATE:2012-03"]),
    ("في عام ألفين وسبعة وعشرين", ["عام ألفين وسبعة وعشرين=DATE:2027"]),
    ("في الربع الأول من عام 2016", ["الربع الأول من عام 2016=DATE:2016-Q1"]),
    ("صيف 2014 كان حارا", ["صيف 2014=DATE:2014-SU"]),
    ("في القرن التاسع عشر", ["القرن التاسع عشر=DATE:18XX"]),
    ("في ثمانينيات القرن الماضي", ["ثمانينيات القرن الماضي=DATE:198X"]),
    ("نهاية عام 2015", ["نهاية عام 2015=DATE:2015"]),
    ("سنة 950 قبل الميلاد", ["سنة 950 قبل الميلاد=DATE:BC0950"]),
    ("في 31 فبراير 2015", ["31 فبراير 2015=DATE:None"]),
]

PARTIAL = [
    ("الانتخابات التي جرت في 24 حزيران/ يونيو", ["24 حزيران/ يونيو=DATE:2018-06-24"]),
    ("في 30 مارس/آذار الماضي", ["30 مارس/آذار الماضي=DATE:2018-03-30"]),
    ("كشف عنها في نيسان/أبريل", ["نيسان/أبريل=DATE:2018-04"]),
    ("في نوفمبر أعلن", ["نوفمبر=DATE:2017-11"]),
    ("الانتخابات المقررة في سبتمبر", ["سبتمبر=DATE:2018-09"]),
    ("سيجتمعون في نوفمبر", ["نوفمبر=DATE:2018-11"]),
    ("منذ سبتمبر وهو غائب", ["سبتمبر=DATE:2017-09"]),
    ("في أغسطس", ["أغسطس=DATE:2018-08"]),
    ("في 12 ديسمبر المقبل", ["12 ديسمبر المقبل=DATE:2018-12-12"]),
    ("في أكتوبر الماضي", ["أكتوبر الماضي=DATE:2017-10"]),
    ("في 4 يوليو الجاري", ["4 يوليو الجاري=DATE:2018-07-04"]),
    ("في مايو من العام الماضي", ["مايو من العام الماضي=DATE:2017-05"]),
    ("في 12 من الشهر الجاري", ["12 من الشهر الجاري=DATE:2018-07-12"]),
    ("في الثالث من الشهر المقبل", ["الثالث من الشهر المقبل=DATE:2018-08-03"]),
    ("بداية أبريل", ["بداية أبريل=DATE:2018-04"]),
]

DAYS = [
    ("يصل الوفد إلى عمان الخميس", ["الخميس=DATE:2018-07-12"]),
    ("قال إن الوفد يصل مبكرا، وعاد الخميس", ["الخميس=DATE:2018-07-05"]),
    ("قتل شخص الأحد في انفجار", ["الأحد=DATE:2018-07-08"]),
    ("أعلنها الوزير الإثنين", ["الإثنين=DATE:2018-07-09"]),
    ("في مواجهات الاربعاء", ["الاربعاء=DATE:2018-07-04"]),
    ("الأحد الماضي", ["الأحد الماضي=DATE:2018-07-08"]),
    ("الاثنين الماضي", ["الاثنين الماضي=DATE:2018-07-02"]),
    ("الجمعة المقبلة", ["الجمعة المقبلة=DATE:2018-07-13"]),
    ("من المقرر أن يصل الخميس", ["الخميس=DATE:2018-07-12"]),
    ("سيجتمع الوزراء الخميس", ["الخميس=DATE:2018-07-12"]),
    ("بحث سياسيون الخميس", ["الخميس=DATE:2018-07-05"]),
    ("وكان من المقرر أن يصل الخميس", ["الخميس=DATE:2018-07-05"]),
    ("الجمعة من الأسبوع المقبل", ["الجمعة من الأسبوع المقبل=DATE:2018-07-20"]),
    ("الأسبوع الماضي يوم الجمعة", ["الأسبوع الماضي يوم الجمعة=DATE:2018-07-06"]),
    (
        "يوم السبت (27 مايو (2017) عندما",
        ["يوم السبت=DATE:2017-05-27", "27 مايو (2017=DATE:2017-05-27"],
    ),
    ("يوم الاثنين 12 يناير 2015", ["يوم الاثنين 12 يناير 2015=DATE:2015-01-12"]),
    ("أعلن أمس وأول أمس", ["أمس=DATE:2018-07-08", "أول أمس=DATE:2018-07-07"]),
    ("أمس الأحد", ["أمس الأحد=DATE:2018-07-08"]),
    ("غدا أو بعد غد", ["غدا=DATE:2018-07-10", "بعد غد=DATE:2018-07-11"]),
    ("وصل اليوم إلى عمان", ["اليوم=DATE:2018-07-09"]),
    (
        "انعقد الاجتماع يومي الجمعة والسبت",
        [
            "يومي الجمعة=DATE:2018-07-06",
            "السبت=DATE:2018-07-07",
        ],
    ),
]

HOURS = [
    ("انتهت صباح الاثنين", ["صباح الاثنين=TIME:2018-07-09TMO"]),
    ("عصر اليوم شرق رفح", ["عصر اليوم=TIME:2018-07-09TAF"]),
    ("مساء أمس", ["مساء أمس=TIME:2018-07-08TEV"]),
    ("في مؤتمر صحافي عقد مساء قرب الحدود", ["مساء=TIME:2018-07-09TEV"]),
    ("الليلة الماضية", ["الليلة الماضية=TIME:2018-07-08TNI"]),
    ("ليل الجمعة السبت", ["ليل الجمعة السبت=TIME:2018-07-06TNI"]),
    ("بعد ظهر يوم الأحد", ["بعد ظهر يوم الأحد=TIME:2018-07-08TAF"]),
    ("يوم الأحد مساء", ["يوم الأحد مساء=TIME:2018-07-08TEV"]),
    (
        "في الصباح الباكر من يوم الأحد",
        ["الصباح الباكر من يوم الأحد=TIME:2018-07-08TMO"],
    ),
    ("هذا الصباح", ["هذا الصباح=TIME:2018-07-09TMO"]),
    (
        "الساعة الخامسة والنصف مساء الجمعة",
        ["الساعة الخامسة والنصف مساء الجمعة=TIME:2018-07-06T17:30"],
    ),
    ("عند الساعة السابعة صباحا", ["الساعة السابعة صباحا=TIME:2018-07-09T07:00"]),
    ("الساعة 14:30 بتوقيت غرينتش", ["الساعة 14:30 بتوقيت غرينتش=TIME:2018-07-09T14:30Z"]),
    (
        "الساعة 13,20 (12,20 ت غ)",
        ["الساعة 13,20=TIME:2018-07-09T13:20", "12,20 ت غ=TIME:2018-07-09T12:20Z"],
    ),
    ("الساعة الثامنة إلا ربعا صباحا", ["الساعة الثامنة إلا ربعا صباحا=TIME:2018-07-09T07:45"]),
    ("ساعة متأخرة من مساء الجمعة", ["ساعة متأخرة من مساء الجمعة=TIME:2018-07-06TEV"]),
]

AMOUNTS = [
    ("بنت تبلغ 13 عاماً", ["13 عاماً=DURATION:P13Y"]),
    ("لمدة خمس سنوات", ["خمس سنوات=DURATION:P5Y"]),
    ("منذ أكثر من عقد", ["أكثر من عقد=DURATION:P10Y"]),
    ("منذ قرابة عامين", ["قرابة عامين=DURATION:P2Y"]),
    ("خلال أسبوع، كما قال", ["أسبوع=DURATION:P1W"]),
    ("في غضون عام.", ["عام=DURATION:P1Y"]),
    ("بعد ساعات قليلة", ["ساعات قليلة=DURATION:PTXH"]),
    ("بعد أيام من الهجوم", ["أيام=DURATION:PXD"]),
    ("السنوات الماضية", ["السنوات الماضية=DURATION:PXY"]),
    ("الأيام العشرة الماضية", ["الأيام العشرة الماضية=DURATION:P10D"]),
    ("بضع دقائق", ["بضع دقائق=DURATION:PTXM"]),
    ("نصف ساعة", ["نصف ساعة=DURATION:PT30M"]),
    ("ثلاث سنوات ونصف", ["ثلاث سنوات ونصف=DURATION:P3.5Y"]),
    ("سبع سنوات وستة أشهر", ["سبع سنوات وستة أشهر=DURATION:P7Y6M"]),
    ("ولد عمره 9 أعوام و12 عاما", ["9 أعوام=DURATION:P9Y", "12 عاما=DURATION:P12Y"]),
    ("الساعات الـ24 الماضية", ["الساعات الـ24 الماضية=DURATION:PT24H"]),
    ("مئة وخمسين يوما", ["مئة وخمسين يوما=DURATION:P150D"]),
    ("قبل أربع سنوات", ["قبل أربع سنوات=DATE:2014"]),
    ("قبل يومين", ["قبل يومين=DATE:2018-07-07"]),
    ("قبل أسابيع", ["قبل أسابيع=DATE:PAST_REF"]),
    ("قبل يومين من الانتخابات", ["يومين=DURATION:P2D"]),
    ("بعد سنة وستة أشهر من الآن", ["سنة وستة أشهر من الآن=DATE:2020-01"]),
]

RELATIVE = [
    ("العام الماضي والشهر المقبل", ["العام الماضي=DATE:2017", "الشهر المقبل=DATE:2018-08"]),
    ("هذا العام وهذا الأسبوع", ["هذا العام=DATE:2018", "هذا الأسبوع=DATE:2018-W28"]),
    ("الأسبوع قبل الماضي", ["الأسبوع قبل الماضي=DATE:2018-W26"]),
    ("مطلع الأسبوع", ["مطلع الأسبوع=DATE:2018-W28"]),
    ("نهاية الأسبوع الماضي", ["نهاية الأسبوع الماضي=DATE:2018-W27-WE"]),
    ("الصيف الماضي", ["الصيف الماضي=DATE:2018-SU"]),
    ("الشتاء الماضي", ["الشتاء الماضي=DATE:2017-WI"]),
    (
        "يقيمون حاليا وراهنا والآن",
        ["حاليا=DATE:PRESENT_REF", "راهنا=DATE:PRESENT_REF", "الآن=DATE:PRESENT_REF"],
    ),
    ("في وقت سابق", ["وقت سابق=DATE:PAST_REF"]),
    ("في وقت سابق من اليوم", ["وقت سابق من اليوم=DATE:2018-07-09"]),
    ("سيصدر في وقت لاحق", ["وقت لاحق=DATE:FUTURE_REF"]),
    ("وقالت في وقت لاحق", ["وقت لاحق=DATE:PAST_REF"]),
    ("منذ وقت طويل", ["وقت طويل=DATE:PAST_REF"]),
    ("إلى موعد غير محدد", ["موعد غير محدد=DATE:FUTURE_REF"]),
    (
        "في 12 مايو 2015 وفي اليوم التالي",
        ["12 مايو 2015=DATE:2015-05-12", "اليوم التالي=DATE:2015-05-13"],
    ),
    (
        "في 12 مايو 2015 وفي العام نفسه",
        [
            "12 مايو 2015=DATE:2015-05-12",
            "العام نفسه=DATE:2015",
        ],
    ),
]

SETS = [
    ("كل يوم", ["كل يوم=SET:P1D"]),
    ("يوميا وسنويا", ["يوميا=SET:P1D", "سنويا=SET:P1Y"]),
    ("كل ثلاثة أشهر", ["كل ثلاثة أشهر=SET:P3M"]),
    ("كل يوم جمعة", ["كل يوم جمعة=SET:XXXX-WXX-5"]),
    ("أيام الأحد", ["أيام الأحد=SET:XXXX-WXX-7"]),
    ("كل جمعة الساعة 5 مساء", ["كل جمعة الساعة 5 مساء=SET:XXXX-WXX-5T17:00"]),
]

RANGES = [
    ("من 5 إلى 7 مايو 2017", ["5=DATE:2017-05-05", "7 مايو 2017=DATE:2017-05-07"]),
    ("يومي 5 و6 مايو 2017", ["5=DATE:2017-05-05", "6 مايو 2017=DATE:2017-05-06"]),
    ("5-7 مايو 2017", ["5-7 مايو 2017=DATE:2017-05-05/2017-05-07"]),
    ("موسم 2011-2013", ["2011-2013=DATE:2011/2013"]),
    ("بين عامي 2011 و2013", ["عامي 2011=DATE:2011", "2013=DATE:2013"]),
    ("من 2011 حتى 2013", ["2011=DATE:2011", "2013=DATE:2013"]),
]

HIJRI = [
    ("في 13 رمضان 1438 هـ", ["13 رمضان 1438 هـ=DATE:2017-06-08"]),
    ("الموافق 1438/9/13هـ", ["1438/9/13هـ=DATE:2017-06-08"]),
    ("في 10 محرم", ["10 محرم=DATE:2018-09-20"]),
    ("في 5 رجب 1200 هـ", ["5 رجب 1200 هـ=DATE:None"]),
    ("عام 1439 هـ", ["عام 1439 هـ=DATE:None"]),
]

YEARS = [
    ("في 2003 وبعد عام 2011", ["2003=DATE:2003", "عام 2011=DATE:2011"]),
    ("الأزمة السورية (2011)، وبعدها", ["2011=DATE:2011"]),
    ("إبان حرب 1967 مع", ["1967=DATE:1967"]),
    ("وضمتها العام 1981.", ["العام 1981=DATE:1981"]),
    ("نمو بلغ 5.8 بالمئة عام 2017", ["عام 2017=DATE:2017"]),
]

NO_TIMES = [
    "المشاهدات: 4923",
    "العدد 41",
    "نحو 16 ألفا",
    "في 2000 شخص",
    "القرار 1973 الصادر",
    "الأمين العام للأمم المتحدة",
    "بشكل عام",
    "لعقد قمة",
    "رئيسة الوزراء تيريزا ماي",
    "محامي طارق رمضان",
    "رجب طيب أردوغان",
    "أمير الكويت الشيخ صباح الأحمد",
    "فجر انتحاري نفسه",
    "مارس ضغوطا عليه",
    "فوز بنتيجة 3-صفر",
    "فاز 2-1",
    "فترة ثانية",
    "أحد أشهر المدربين",
    "قناة روسيا اليوم",
    "اليوم العالمي للمرأة",
    "باب الدار",
    "10 عمليات في اليوم",
    "السنة والشيعة",
    "يعمل في الصباح",
    "ظهر أمل جديد",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *EXPLICIT,
        *PARTIAL,
        *DAYS,
        *HOURS,
        *AMOUNTS,
        *RELATIVE,
        *SETS,
        *RANGES,
        *HIJRI,
        *YEARS,
    ],
)
def test_what_is_found(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_time(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أمس", ["أمس=DATE:None"]),
        ("الجمعة", ["الجمعة=DATE:None"]),
        ("مساء الجمعة", ["مساء الجمعة=TIME:None"]),
        ("العام الماضي", ["العام الماضي=DATE:None"]),
        ("قبل عامين", ["قبل عامين=DATE:None"]),
        ("في 12 مايو", ["12 مايو=DATE:None"]),
        ("في وقت سابق", ["وقت سابق=DATE:PAST_REF"]),
        ("لمدة عامين", ["عامين=DURATION:P2Y"]),
        ("في 12 مايو 2011", ["12 مايو 2011=DATE:2011-05-12"]),
    ],
)
@pytest.mark.parametrize("published", [None, "", "no date", "2018-13-45"])
def test_without_a_date_of_publication(
    published: str | None, text: str, expected: list[str]
) -> None:
    assert shown(text, published) == expected


AHEAD = [  # on a Monday; words of the future, of the past, and of another clause
    ("سيصل الوفد يوم الجمعة", "2018-07-13"),
    ("وصل الوفد يوم الجمعة", "2018-07-06"),
    ("لن يجتمع المجلس يوم الأربعاء", "2018-07-11"),
    ("ستجرى الانتخابات في مارس", "2019-03"),
    ("جرت الانتخابات في مارس", "2018-03"),
    ("سيبحث الوفد الاتفاق الذي وقع في مارس", "2018-03"),
    ("قال المدير الذي سيزور المدرسة الأربعاء", "2018-07-11"),
    ("كان من المقرر أن يعود إلى العمل في البلدة يوم الجمعة", "2018-07-06"),
    ("عثر على وسيرة كتبت في مارس", "2018-03"),
]


@pytest.mark.parametrize(("text", "value"), AHEAD)
def test_what_is_still_to_come(text: str, value: str) -> None:
    assert [finding.expression.value for finding in read(text)[1]] == [value]


def test_a_clock_at_the_head_of_an_entry() -> None:
    text = "14:05 | أغلقت البلدية الجسر القديم.\n14:05"
    assert shown(text) == ["14:05=TIME:2018-07-09T14:05"]


def test_a_datetime_counts_as_its_day() -> None:
    assert shown("أمس", "2018-07-09T23:59:00+03:00") == ["أمس=DATE:2018-07-08"]


@pytest.mark.parametrize("verb", ["نشره", "بثه"])
def test_a_report_dated_in_brackets_is_the_anchor_of_its_sentence(verb: str) -> None:
    text = f"أكد تقرير {verb} موقع (29 مايو 2017) أنها بدأت خلال الأيام العشرة الماضية. وصل أمس."
    _, findings = read(text, "2017-06-08")
    anchors = [finding.expression.anchor for finding in findings]
    assert anchors == [None, "2017-05-29", "2017-06-08"]


def test_a_date_in_brackets_behind_no_report_is_no_anchor() -> None:
    _, findings = read("قال في مكالمة (29 مايو 2017) إنه وصل أمس", "2017-06-08")
    assert findings[-1].expression.value == "2017-06-07"


@pytest.mark.parametrize(
    ("text", "basis", "anchor", "calendar"),
    [
        ("8 يونيو 2017", Basis.EXPLICIT, None, Calendar.GREGORIAN),
        ("8 يونيو", Basis.EXPLICIT, MONDAY, Calendar.GREGORIAN),
        ("أمس", Basis.RELATIVE, MONDAY, Calendar.GREGORIAN),
        ("وقت سابق", Basis.RELATIVE, None, Calendar.GREGORIAN),
        ("13 رمضان 1438", Basis.EXPLICIT, None, Calendar.HIJRI),
    ],
)
def test_how_a_value_was_got(
    text: str, basis: Basis, anchor: str | None, calendar: Calendar
) -> None:
    _, [finding] = read(text)
    found = finding.expression
    assert (found.basis, found.anchor, found.calendar) == (basis, anchor, calendar)


def test_the_span_begins_behind_a_proclitic_and_keeps_marks() -> None:
    page, [finding] = read("وبالأمسِ وصل")
    start, end = finding.expression.span
    assert page.text[start:end] == "الأمسِ"
    assert page.clean[finding.clean_start : finding.clean_end] == "الأمس"
    assert (finding.first_token, finding.last_token_exclusive) == (0, 1)


def test_an_expression_may_cross_a_break_in_mid_sentence() -> None:
    assert shown("وقع في\n\n8 يونيو 2017") == ["8 يونيو 2017=DATE:2017-06-08"]


PIECES = sorted({word for text, _ in (*EXPLICIT, *DAYS, *HOURS, *AMOUNTS) for word in text.split()})


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "(", ")", "-", "/", "و", "²", "०१", "9999", "0", ":"])))
@example(["الأسبوع", "الأول", "من"] * 300)
@example(["ساعة", "وساعة"] * 2000)
@example(["مئة", "ومئة"] * 2000)
def test_nothing_raises_and_nothing_overlaps(words: list[str]) -> None:
    page, findings = read(" ".join(words), "0001-01-01")
    ends = [0]
    for finding in findings:
        assert ends[-1] <= finding.clean_start < finding.clean_end <= len(page.clean)
        assert finding.first_token < finding.last_token_exclusive <= len(page.words)
        ends.append(finding.clean_end)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.sampled_from([None, MONDAY, "9999-12-31"]))
def test_no_text_raises(text: str, published: str | None) -> None:
    read(text, published)


@pytest.fixture
def no_collection() -> Iterator[None]:
    """No search for garbage, which takes longer the more other tests have left in memory."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize(
    "piece", ["تقرير (29 مايو 2017) ", "الأسبوع الأول من ", "منذ ", "قبل سنة وشهر ويوم "]
)
@pytest.mark.usefixtures("no_collection")
def test_the_work_grows_with_the_text_and_not_faster(piece: str) -> None:
    def seconds(times: int) -> float:
        page = open_page(piece * times, WRITING)
        start = time.process_time()
        find_times(page, WORDS, MONDAY)
        return time.process_time() - start

    seconds(200)
    assert seconds(8000) < 40 * max(seconds(800), 0.001)
