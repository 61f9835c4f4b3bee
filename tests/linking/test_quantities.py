"""How many of what, with which bounds: as the news of two languages words it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.linking.reading.quantities import Quantity, read_quantities
from marsad.model import Span
from marsad.packs.counts import load_counts
from marsad.packs.pack import Pack, build_pack, load_pack, read_table
from marsad.text.words import index_words


def read(text: str, lang: str = "ar", *hidden: str) -> tuple[Quantity, ...]:
    skip = [Span(text.index(one), text.index(one) + len(one)) for one in hidden]
    return read_quantities(text, Span(0, len(text)), load_pack(lang), skip)


def one(text: str, lang: str = "ar") -> tuple[float, float | None, str | None]:
    (found,) = read(text, lang)
    return found.low, found.high, found.unit


def stem(noun: str | None) -> str | None:
    return noun if noun is None or noun in ("%", "$", "km", "die") else index_words(noun).stem


ARABIC = [
    ("خسر الفريق 14 مقاتلا", 14, 14, "مقاتل"),
    ("قتل 12 من المدنيين", 12, 12, "المدنيين"),
    ("صحح المستشفى الحصيلة إلى 13 وفاة", 13, 13, "die"),
    ("سجلت الوزارة خمس حالات وفاة", 5, 5, "die"),
    ("ضمت القافلة خمسا وعشرين شاحنة", 25, 25, "شاحنة"),
    ("أحرقوا تسعا وثلاثين قرية", 39, 39, "قرية"),
    ("أجلت واحدا وستين طالبا", 61, 61, "طالب"),
    ("مقتل نحو مئة شخص", 90, 110, "شخص"),
    ("أطلقوا 8 صواريخ", 8, 8, "صواريخ"),
    ("أكثر من 60 جريحا", 60, None, "جريح"),
    ("مقتل 14 على الأقل", 14, None, None),
    ("مقتل 14 جنديا أجنبيا على الأقل", 14, None, "جندي"),
    ("ما لا يقل عن ثلاثين أسيرا", 30, None, "أسير"),
    ("أقل من 50 سفينة", 0, 50, "سفينة"),
    ("لا يتجاوز الـ206 دولارات", 0, 206, "$"),
    ("عشرات القتلى", 20, 99, "القتلى"),
    ("مئات من العمال", 200, 999, "العمال"),
    ("آلاف المهاجرين", 2000, 9999, "المهاجرين"),
    ("عشرات الآلاف من النازحين", 20_000, 99_999, "النازحين"),
    ("بضعة آلاف من السكان", 2000, 9999, "السكان"),
    ("بين 10 و15 مسلحا", 10, 15, "مسلح"),
    ("ما بين ألفين و4 آلاف متطوع", 2000, 4000, "متطوع"),
    ("3 إلى 5 آلاف مقاتل", 3000, 5000, "مقاتل"),
    ("10-15 قاربا", 10, 15, "قارب"),
    ("12,500 لاجئ", 12_500, 12_500, "لاجئ"),
    ("12.500 لاجئ", 12_500, 12_500, "لاجئ"),
    ("١٤ جنديا", 14, 14, "جندي"),
    ("1٫5 مليون دولار", 1_500_000, 1_500_000, "$"),
    ("ثلاثة وعشرون قتيلا", 23, 23, "قتيل"),
    ("أحد عشر جنديا", 11, 11, "جندي"),
    ("اثنتا عشرة قرية", 12, 12, "قرية"),
    ("مئتين وخمسين ألف نازح", 250_000, 250_000, "نازح"),
    ("ألفا شخص", 2000, 2000, "شخص"),
    ("ألف و500 جندي", 1500, 1500, "جندي"),
    ("مليونين وثلاثمئة ألف طن", 2_300_000, 2_300_000, "طن"),
    ("مليون ونصف المليون ناخب", 1_500_000, 1_500_000, "ناخب"),
    ("نصف مليون نازح", 500_000, 500_000, "نازح"),
    ("يعمل 18،5 في المئة منهم", 18.5, 18.5, "%"),
    ("أطلقوا النار بقذيفتين", 2, 2, "قذيفة"),
    ("وصلت لجنتان", 2, 2, "لجنة"),
    ("ارتفع الإنتاج 30 في المئة", 30, 30, "%"),
    ("يوفر 90٪ من المياه", 90, 90, "%"),
    ("على بعد 20 كيلومترا", 20, 20, "km"),
    ("المقاتلين الـ14", 14, 14, "المقاتلين"),
    ("الدول الثلاث المانحة", 3, 3, "الدول"),
    ("ارتفع عدد القتلى إلى 14", 14, 14, "القتلى"),
    ("إسقاط طائرتين حربيتين", 2, 2, "طائرة"),
    ("تحطمت مقاتلتان", 2, 2, "مقاتلة"),
    ("أصيب جنديان", 2, 2, "جندي"),
    ("مقتل جندي واحد", 1, 1, "جندي"),
    ("جندي أجنبي واحد", 1, 1, "جندي"),
    ("عدد (8) بنادق", 8, 8, "بنادق"),
    ("خمسة من أبرز القادة", 5, 5, "القادة"),
]
ENGLISH = [
    ("14 fighters were killed", 14, 14, "fighter"),
    ("12 of the civilians", 12, 12, "civilian"),
    ("14 armed local protesters", 14, 14, "protesters"),
    ("three weapons depots", 3, 3, "depots"),
    ("30 per cent", 30, 30, "%"),
    ("a three-percentage-point lead", 3, 3, "%"),
    ("$5 million", 5_000_000, 5_000_000, "$"),
    ("5 million dollars", 5_000_000, 5_000_000, "$"),
    ("$1.2bn", 1_200_000_000, 1_200_000_000, "$"),
    ("$3-5 billion", 3e9, 5e9, "$"),
    ("at least 14 people", 14, None, "people"),
    (
        "They raised the death toll from Sunday's flood in Tripoli, near the port, to 61",
        61,
        61,
        "death",
    ),
    (
        "The number of people who fled from the town into the hills since May is 900",
        900,
        900,
        "people",
    ),
    ("14 people or more", 14, None, "people"),
    ("14 or more soldiers", 14, None, "soldier"),
    ("up to 60 tanks", 0, 60, "tank"),
    ("about 100 people", 90, 110, "people"),
    ("dozens of civilians", 20, 99, "civilian"),
    ("two dozen boats", 24, 24, "boat"),
    ("hundreds of thousands of refugees", 200_000, 999_999, "refugee"),
    ("several hundred tents", 200, 999, "tent"),
    ("between 10 and 15 gunmen", 10, 15, "gunmen"),
    ("three to five thousand troops", 3000, 5000, "troops"),
    ("twenty-three soldiers", 23, 23, "soldier"),
    ("one hundred and five homes", 105, 105, "home"),
    ("two hundred thousand barrels", 200_000, 200_000, "barrel"),
    ("half a million people", 500_000, 500_000, "people"),
    ("12.500 litres", 12.5, 12.5, "litres"),
    ("the death toll rose to 14", 14, 14, "death"),
    ("the number of boats fell to 14", 14, 14, "boats"),
    ("one soldier was hurt", 1, 1, "soldier"),
]
NONE_ARABIC = [
    *("طائرة إف-15", "مطار تي 4", "سو-24", "القاعدة تي4", "صاروخ قاهر-2", "الصاروخ «نسيم 3»"),
    *("الجندي الأول", "القرن الحادي والعشرين", "المركز الثالث عشر", "الذكرى الـ70"),
    *(
        "يبلغ من العمر 30 عاما",
        "عمره 45",
        "فتاة في الـ17 من العمر",
        "أعمارهم من 11 إلى 16 عاما",
        "ثلاثة أيام",
        "14 مايو",
    ),
    *("الساعة 5", "عند 17:30", "9،00 ت غ", "في 2015", "3/7/2018", "2-1", "القرار 2254", "قناة 10"),
    *(
        "القرار الأممي (2216)",
        "أحد المقاتلين",
        "إحدى القرى",
        "أسرة واحدة",
        "زار أفغانستان وباكستان",
    ),
    *(
        "ضبط كميات من السلاح",
        "لست موافقا",
        "نصف السكان",
        "1700 ت غ",
        "المرتبة 135",
        "بالفقرتين",
        "مدنيين ومقاتلين",
        "بين الدولتين",
    ),
    *("0096311222333", "اتصل على 11 222 333", "5" * 50, "١" * 50, "10-" * 25),
]
NONE_ENGLISH = [
    *("F-15 jets", "the T4 base", "the G7", "Channel 10", "a 5G net", "Resolution 2254"),
    *(
        "the 21st century",
        "the twenty-first time",
        "Adam Stone, 30, said",
        "a 30-year-old",
        "aged 45",
    ),
    *("at 5 p.m.", "at 17:30", "in 2015", "May 14", "+963 11 222 3333", "a 5-to-4 vote"),
    *("no one knows", "one of the soldiers", "three-quarters of it", "7" * 50, "v2.0.1"),
]


@pytest.mark.parametrize(("text", "low", "high", "noun"), ARABIC, ids=lambda x: str(x))
def test_arabic(text: str, low: float, high: float | None, noun: str | None) -> None:
    assert one(text) == (low, high, stem(noun))


@pytest.mark.parametrize(("text", "low", "high", "noun"), ENGLISH, ids=lambda x: str(x))
def test_english(text: str, low: float, high: float | None, noun: str | None) -> None:
    assert one(text, "en") == (low, high, stem(noun))


@pytest.mark.parametrize("text", NONE_ARABIC)
def test_arabic_numbers_that_count_nothing(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize("text", NONE_ENGLISH)
def test_english_numbers_that_count_nothing(text: str) -> None:
    assert read(text, "en") == ()


def test_others_are_of_what_was_counted_before() -> None:
    found = read("قتل 12 عاملا وأصيب 30 آخرون")
    assert [(one.low, one.unit) for one in found] == [(12, stem("عامل")), (30, stem("عامل"))]
    found = read("12 miners died and 30 others were hurt", "en")
    assert [(one.low, one.unit) for one in found] == [(12, "miner"), (30, "miner")]


def test_two_verbs_with_a_number_each() -> None:
    assert [one.low for one in read("قتل خمسة وجرح عشرة")] == [5, 10]


def test_a_rise_is_two_numbers_of_one_unit() -> None:
    found = read("ارتفع من 10 إلى 15 في المئة")
    assert [(one.low, one.high, one.unit) for one in found] == [(10, 10, "%"), (15, 15, "%")]


def test_the_span_is_the_number_with_its_bound_in_the_text_as_read() -> None:
    text = "قُتِلَ  أكثر من ١٤ جنديًّا"
    (found,) = read_quantities(text, Span(8, len(text)), load_pack("ar"))
    assert text[found.span.start : found.span.end] == "أكثر من ١٤"
    assert found.unit == stem("جندي")


def test_numbers_outside_the_span_are_not_read() -> None:
    text = "قتل 12 جنديا وجرح 30 مدنيا"
    (found,) = read_quantities(text, Span(13, len(text)), load_pack("ar"))
    assert found.low == 30


def test_names_and_times_are_skipped_but_may_be_counted() -> None:
    text = "اعتقال 12 لبنانيا خلال ثلاثين ساعة في حي السبعة بحار"
    found = read(text, "ar", "لبنانيا", "ثلاثين ساعة", "السبعة بحار")
    assert [(one.low, one.unit) for one in found] == [(12, stem("لبناني"))]


def test_a_pack_without_counts_reads_those_of_its_calendar() -> None:
    assert one("deux soldats", "fr") == (2, 2, stem("soldats"))


def test_a_slip_in_the_file_of_counts_is_named(tmp_path: object) -> None:
    pack = load_pack("ar")
    assert pack.folder is not None
    tables = {name: read_table(pack, name) for name in ("pack", "times")}
    folder = type(pack.folder)(str(tmp_path))
    (folder / "counts.toml").write_text('[before]\nmany = ["كثير"]\n', encoding="utf-8")
    broken: Pack = build_pack(tables, folder)
    with pytest.raises(ValueError, match=r"ar/counts.toml: before has no key called many"):
        load_counts(broken)


@pytest.mark.slow
@pytest.mark.parametrize(
    "word", ["ألف ", "14 ", "مئة و", "طائرتين ", "عدد ", "أكثر من ", "9-", "١,"]
)
def test_a_hostile_text_takes_time_in_proportion(word: str) -> None:
    short, long = (word * count for count in (4_000, 32_000))
    times = []
    for text in (short, long):
        took = []
        for _ in range(2):  # the quicker of two: other work slows one
            begin = time.process_time()
            read(text)
            took.append(time.process_time() - begin)
        times.append(min(took))
    assert times[1] < 20 * times[0] + 0.3  # eight times the text; squares would take 64


@given(st.text(alphabet="0123456789.,-–:%$()«» \u0640ٱلفمئةوعشرتينانأحدو من إلى", max_size=60))
def test_any_text_gives_numbers_with_a_span_in_it(text: str) -> None:
    for lang in ("ar", "en"):
        for found in read(text, lang):
            assert 0 <= found.span.start < found.span.end <= len(text)
            assert found.low >= 0
            assert found.high is None or found.low <= found.high < 1e17
