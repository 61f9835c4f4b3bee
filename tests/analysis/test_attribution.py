"""Attributions by finite verbs: via | source | cue | content | stance."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.model import Analysis, Mode

Lines = Callable[..., list[str]]
Read = Callable[..., Analysis]

VERB_FIRST = [
    (
        "قال وزير المياه سامر الحلبي إن السد آمن.",
        "| وزير المياه سامر الحلبي | قال | إن السد آمن | neutral",
    ),
    (
        "أكدت الناطقة باسم البلدية هالة منصور أن الطرق مفتوحة.",
        "| الناطقة باسم البلدية هالة منصور | أكدت | أن الطرق مفتوحة | affirm",
    ),
    ("نفت البلدية أن يكون الجسر قد انهار.", "| البلدية | نفت | أن يكون الجسر قد انهار | deny"),
    ("زعمت الشركة أن المياه نظيفة.", "| الشركة | زعمت | أن المياه نظيفة | doubt"),
    ("توقع خبراء أن ترتفع الأسعار.", "| خبراء | توقع | أن ترتفع الأسعار | believe"),
    ("ويرى محللون أن السد قديم.", "| محللون | يرى | أن السد قديم | believe"),
    ("تقول الشركة إن المياه نظيفة.", "| الشركة | تقول | إن المياه نظيفة | neutral"),
    ("سيعلن الوزير أن العمل بدأ.", "| الوزير | سيعلن | أن العمل بدأ | neutral"),
    ("قد أعلن الوزير أن العمل بدأ.", "| الوزير | قد أعلن | أن العمل بدأ | neutral"),
    (
        "أظهرت دراسة أجرتها جامعة دمشق أن الأسماك تختفي.",
        "| دراسة أجرتها جامعة دمشق | أظهرت | أن الأسماك تختفي | affirm",
    ),
    (
        "كشف تقرير نشرته منظمة الضفاف أن المياه ملوثة.",
        "| تقرير نشرته منظمة الضفاف | كشف | أن المياه ملوثة | affirm",
    ),
    (
        'أعلن تنظيم "الراية" أنه سينسحب.',
        '| تنظيم "الراية" | أعلن | أنه سينسحب | neutral',
    ),
]
ADVERBS = [
    ("نفى الوزير مرارا أن السد انهار.", "| الوزير | نفى | أن السد انهار | deny"),
    ("أعلن الوزير والسفير رسميا أن السد آمن.", "| الوزير والسفير | أعلن | أن السد آمن | neutral"),
]
DETACHED = [
    ("و أشار الوزير إلى أن السد آمن.", ["| الوزير | أشار … إلى | أن السد آمن | neutral"]),
    (
        "قال الوزير إن السد آمن و أضاف أن العمل بدأ.",
        [
            "| الوزير | قال | إن السد آمن | neutral",
            "| الوزير | أضاف | أن العمل بدأ | neutral",
        ],
    ),
    (
        "قال الوزير و السفير إن السد آمن.",
        ["| الوزير و السفير | قال | إن السد آمن | neutral"],
    ),
]
PREPOSITIONS = [
    (
        "أعلنت شركة النهر للكهرباء عن إغلاق المحطة في حلب.",
        "| شركة النهر للكهرباء | أعلنت … عن | إغلاق المحطة في حلب | neutral",
    ),
    ("أكد الوزير على أن السد آمن.", "| الوزير | أكد … على | أن السد آمن | affirm"),
    ("أشار الوزير إلى أن السد آمن.", "| الوزير | أشار … إلى | أن السد آمن | neutral"),
    ("حذر مدير الميناء من نقص الوقود.", "| مدير الميناء | حذر … من | نقص الوقود | intend"),
    ("دعا رئيس النقابة إلى وقف الإضراب.", "| رئيس النقابة | دعا … إلى | وقف الإضراب | intend"),
    ("تعهد المحافظ بإصلاح الجسر.", "| المحافظ | تعهد … ب | إصلاح الجسر | intend"),
    ("هدد الصيادون بإغلاق الميناء.", "| الصيادون | هدد … ب | إغلاق الميناء | intend"),
    ("أمر القاضي بإخلاء المبنى.", "| القاضي | أمر … ب | إخلاء المبنى | intend"),
    ("تخطط البلدية لبناء جسر.", "| البلدية | تخطط … ل | بناء جسر | intend"),
    (
        "اتهمت نقابة الصيادين شركة الموانئ بتلويث البحر.",
        "| نقابة الصيادين | اتهمت … ب | تلويث البحر | affirm",
    ),
]
NOUNS = [
    ("نفت البلدية وجود أي خطر على السكان.", "| البلدية | نفت | وجود أي خطر على السكان | deny"),
    ("أعلنت الوزارة إغلاق الميناء.", "| الوزارة | أعلنت | إغلاق الميناء | neutral"),
    ("رفض الوزير الاتهامات.", "| الوزير | رفض | الاتهامات | deny"),
    ("انتقدت النقابة قرار الوزير.", "| النقابة | انتقدت | قرار الوزير | neutral"),
    ("اعتبره الخبراء خطرا.", "| الخبراء | اعتبره | خطرا | believe"),
]
SOURCE_FIRST = [
    ("الوزير قال إن المدرسة ستفتح غدا.", "| الوزير | قال | إن المدرسة ستفتح غدا | neutral"),
    ("وزارة الزراعة أعلنت أن الموسم جيد.", "| وزارة الزراعة | أعلنت | أن الموسم جيد | neutral"),
    (
        "سامر الحلبي، وزير المياه، قال إن السد آمن.",
        "| سامر الحلبي، وزير المياه | قال | إن السد آمن | neutral",
    ),
    (
        "الخبير الذي زار السد أكد أن الجدار سليم.",
        "| الخبير الذي زار السد | أكد | أن الجدار سليم | affirm",
    ),
    (
        "وكان الوزير قد أعلن أن المدرسة ستفتح غدا.",
        "| الوزير | كان … قد أعلن | أن المدرسة ستفتح غدا | neutral",
    ),
    (
        "وكانت بلدية طرابلس أعلنت إغلاق المرفأ.",
        "| بلدية طرابلس | كانت … أعلنت | إغلاق المرفأ | neutral",
    ),
    ("أما الشركة فقالت إن المياه نظيفة.", "| الشركة | قالت | إن المياه نظيفة | neutral"),
]
BETWEEN = [  # what stands between verb, speaker and content belongs to none of them
    ("قال الوزير أمس إن السد آمن.", "| الوزير | قال | إن السد آمن | neutral"),
    (
        "قال الوزير، في مؤتمر صحافي في تونس، إن السد آمن.",
        "| الوزير | قال | إن السد آمن | neutral",
    ),
    ("قال الوزير للصحفيين إن السد آمن.", "| الوزير | قال | إن السد آمن | neutral"),
    ("قالت الشركة، ومقرها تونس، إن المياه نظيفة.", "| الشركة | قالت | إن المياه نظيفة | neutral"),
    ("من جهته، قال المدير إن العمل بدأ.", "| المدير | قال | إن العمل بدأ | neutral"),
    (
        "من جانبها أعلنت البلدية أن العمل بدأ.",
        "| البلدية | أعلنت | أن العمل بدأ | neutral",
    ),
    ("وردا على سؤال، قال الوزير إن السد آمن.", "| الوزير | قال | إن السد آمن | neutral"),
    ("وفي بيان لها، أعلنت البلدية أن العمل بدأ.", "| البلدية | أعلنت | أن العمل بدأ | neutral"),
    ("بيروت (النسيم) - قال الوزير إن السد آمن.", "| الوزير | قال | إن السد آمن | neutral"),
    ("كتب الوزير على حسابه أن السد آمن.", "| الوزير | كتب | أن السد آمن | neutral"),
]
QUESTIONS = [
    ("سأل النائب هل السد آمن.", "| النائب | سأل | هل السد آمن | ask"),
    ("سأل النائب: هل السد آمن؟", "| النائب | سأل | هل السد آمن | ask"),
    (
        "تساءل النائب عما إذا كان السد آمنا.",
        "| النائب | تساءل | عما إذا كان السد آمنا | ask",
    ),
]
NOBODY = [
    ("أفيد بأن الجسر انهار.", "|  | أفيد | بأن الجسر انهار | neutral"),
    ("وقيل إن الجسر انهار.", "|  | قيل | إن الجسر انهار | neutral"),
    ("يقال إن الجسر انهار.", "|  | يقال | إن الجسر انهار | neutral"),
    ("ذُكر أن الجسر انهار.", "|  | ذُكر | أن الجسر انهار | neutral"),
    ("يُعتقد أن الجسر انهار.", "|  | يُعتقد | أن الجسر انهار | believe"),
    ("وقال إنه سيعود.", "|  | قال | إنه سيعود | neutral"),
]


PLACED = [  # a place belongs to the voice around it, whatever verb its words could be
    (
        "وقال محافظ دير الزور سليم العبود إن الطريق مفتوح.",
        "| محافظ دير الزور سليم العبود | قال | إن الطريق مفتوح | neutral",
    ),
    (
        "وأكد مصدر في محافظة دير الزور أن الطريق مفتوح.",
        "| مصدر في محافظة دير الزور | أكد | أن الطريق مفتوح | affirm",
    ),
    (
        "ونفى مجلس دير الزور إغلاق السوق.",
        "| مجلس دير الزور | نفى | إغلاق السوق | deny",
    ),
]
OBJECTS = [  # what a verb does something to belongs to nobody's name
    (
        "عزا مدير الميناء ياسر الحمد التأخير إلى الضباب.",
        "| مدير الميناء ياسر الحمد | عزا … إلى | الضباب | neutral",
    ),
    (
        "ويعزو المزارعون ضعف الموسم إلى الجفاف.",
        "| المزارعون | يعزو … إلى | الجفاف | neutral",
    ),
    ("عزا خبراء ذلك إلى الجفاف.", "| خبراء | عزا … إلى | الجفاف | neutral"),
    (
        "عزا المدير السابق الحريق إلى شرارة.",
        "| المدير السابق | عزا … إلى | شرارة | neutral",
    ),
    ("دعا الشيخ أبناءه إلى الصبر.", "| الشيخ | دعا … إلى | الصبر | intend"),
    ("دعا المعلم زملاءه إلى الاجتماع.", "| المعلم | دعا … إلى | الاجتماع | intend"),
    ("قال أبناؤه إن البيت سليم.", "| أبناؤه | قال | إن البيت سليم | neutral"),
    (
        "نفت شركة الشام للنقل تعطل الحافلات.",
        "| شركة الشام للنقل | نفت | تعطل الحافلات | deny",
    ),
    (
        "نشرت مدونة الضفاف تقريرا قالت فيه إن السوق مغلقة.",
        "| مدونة الضفاف | نشرت | إن السوق مغلقة | neutral",
    ),
]
UNNAMED = [  # a wish to stay unnamed is no content; words of another kind are
    (
        "ورجح موظف في المصرف، طلب عدم الكشف عن اسمه، أن ترتفع الأسعار.",
        "| موظف في المصرف | رجح | أن ترتفع الأسعار | believe",
    ),
    (
        "أعلن المجلس طلب عدم التدخل من الحكومة.",
        "| المجلس | أعلن | طلب عدم التدخل من الحكومة | neutral",
    ),
]
CHAINS = [  # nouns that lean on each other, up to the name of the holder
    (
        "أما قائد حراس الغابة سامر الحلبي فقال إن الحريق أخمد.",
        "| قائد حراس الغابة سامر الحلبي | قال | إن الحريق أخمد | neutral",
    ),
    ("ونفى مصدر مطلع النبأ.", "| مصدر مطلع | نفى | النبأ | deny"),
    (
        "وقال متحدث باسم الوزير سامر الحلبي إن النهر فاض.",
        "| متحدث باسم الوزير سامر الحلبي | قال | إن النهر فاض | neutral",
    ),
]


VERBS = [*VERB_FIRST, *PREPOSITIONS, *NOUNS, *SOURCE_FIRST, *BETWEEN, *QUESTIONS, *NOBODY]


@pytest.mark.parametrize(("text", "line"), ADVERBS)
def test_how_it_was_said_is_no_part_of_its_source(lines: Lines, text: str, line: str) -> None:
    assert lines(text) == [line]


@pytest.mark.parametrize(("text", "told"), DETACHED)
def test_and_may_be_written_apart_from_its_word(lines: Lines, text: str, told: list[str]) -> None:
    assert lines(text) == told


@pytest.mark.parametrize(("text", "line"), [*VERBS, *PLACED, *OBJECTS, *UNNAMED, *CHAINS])
def test_a_verb_reports(lines: Lines, text: str, line: str) -> None:
    assert lines(text) == [line]


@pytest.mark.parametrize(
    ("text", "lines_"),
    [
        (
            "قال الوزير إن السد آمن، مضيفا أن المياه نظيفة.",
            [
                "| الوزير | قال | إن السد آمن | neutral",
                "| الوزير | مضيفا | أن المياه نظيفة | neutral",
            ],
        ),
        (
            "قال الوزير إن السد آمن وأضاف أن المياه نظيفة.",
            [
                "| الوزير | قال | إن السد آمن | neutral",
                "| الوزير | أضاف | أن المياه نظيفة | neutral",
            ],
        ),
        (
            "قال الوزير إن السد آمن، لكن الخبراء أكدوا أن الجدار متصدع.",
            [
                "| الوزير | قال | إن السد آمن | neutral",
                "| الخبراء | أكدوا | أن الجدار متصدع | affirm",
            ],
        ),
        (
            "قال الوزير إن السد آمن، فيما نفت البلدية ذلك.",
            ["| الوزير | قال | إن السد آمن | neutral", "| البلدية | نفت | ذلك | deny"],
        ),
        (
            "واجتمع الوزير مع المدير، وقال إن السد آمن.",
            ["| الوزير | قال | إن السد آمن | neutral"],
        ),
    ],
)
def test_a_sentence_may_report_twice(lines: Lines, text: str, lines_: list[str]) -> None:
    assert lines(text) == lines_


HELD = [  # who is held responsible is part of what is said; what is borne or carried is not
    (
        "حمّل المجلس شركة النسيم مسؤولية انهيار السد.",
        "المجلس | حمّل | شركة النسيم مسؤولية انهيار السد",
    ),
    ("حملت الوزارة العمال مسؤولية الحريق.", "الوزارة | حملت | العمال مسؤولية الحريق"),
    ("البلدية حملت الشركة المسؤولية عن الحريق.", "البلدية | حملت | الشركة المسؤولية عن الحريق"),
    ("على الحكومة تحمل المسؤولية عن الخطأ.", None),
    ("تحملت الوزارة المسؤولية عن الخطأ.", None),
    ("حمل الحارس صندوقا إلى السوق.", None),
]


@pytest.mark.parametrize(("text", "line"), HELD)
def test_somebody_is_held_responsible(lines: Lines, text: str, line: str | None) -> None:
    assert lines(text) == ([f"| {line} | affirm"] if line else [])


def test_whom_the_speaker_before_holds_responsible(lines: Lines) -> None:
    found = lines("قالت الوزارة إن السفينة غرقت، وحملت الشركة مسؤولية الحادث.")
    assert found == [
        "| الوزارة | قالت | إن السفينة غرقت | neutral",
        "| الوزارة | حملت | الشركة مسؤولية الحادث | affirm",
    ]


CALLED_ON = [  # whom a verb calls on right behind it; who speaks was named before
    ("قالت الوزيرة إن السد آمن، ودعت المواطنين إلى الهدوء.", "الوزيرة"),
    ("حذرت الوزارة من الأمطار. وطالبت السكان بالابتعاد عن النهر.", "الوزارة"),
    ("قال العويد إنه قلق. ودعا الدول إلى العمل.", "العويد"),
    ("قال العويد إنه قلق. ودعا المحتجون إلى العمل.", "المحتجون"),
    ("قال العويد إنه قلق. ودعا بعض المعلمين إلى العمل.", "بعض المعلمين"),
    ("قال العويد إنه قلق. ودعت الدول إلى العمل.", "الدول"),
]


@pytest.mark.parametrize(("text", "source"), CALLED_ON)
def test_who_is_called_on_does_not_call(lines: Lines, text: str, source: str) -> None:
    assert lines(text)[-1].split(" | ")[0] == f"| {source}"


QUOTED_FIRST = [  # what was said stands before the verb, and the speaker is not the last word
    ("«السد متصدع منذ شهر ولا يسأل عنه أحد»، {} وهي تحمل دلوا.", "تقول هناء السالم"),
    ("«السد متصدع منذ شهر ولا يسأل عنه أحد»، {} لمراسلنا.", "قالت هناء"),
    ('"السد متصدع منذ شهر ولا يسأل عنه أحد" {} وهو يشير إلى الجدار.', "يقول سالم"),
    ("«السد متصدع منذ شهر ولا يسأل عنه أحد» - {}.", "تقول هناء السالم"),
    ("«السد متصدع منذ شهر ولا يسأل عنه أحد»، {} وتضيف أن الجيران غادروا.", "تقول هناء السالم"),
    ("«السد متصدع»، {} لوكالة النسيم.", "تؤكد رنا الصالح"),
    ("«السد متصدع»، {} أمس.", "قالت هناء السالم"),
    ("«السد متصدع»، هكذا {}.", "قالت رنا الصالح"),
    ("«السد متصدع منذ شهر ولا يسأل عنه أحد»، {}.", "تقول أم سعيد"),
]


@pytest.mark.parametrize(("text", "speech"), QUOTED_FIRST)
def test_a_quotation_before_its_speaker(lines: Lines, text: str, speech: str) -> None:
    cue, _, source = speech.partition(" ")
    said = text[: max(text.find("»"), text.rfind('"')) + 1]
    assert lines(text.format(speech))[0].startswith(f"| {source} | {cue} | {said} | ")


def test_a_quotation_that_its_speaker_interrupts(lines: Lines) -> None:
    (line,) = lines("«السد متصدع منذ شهر»، تقول هناء، «ولا يسأل عنه أحد».")
    assert line == "| هناء | تقول | «السد متصدع منذ شهر» … «ولا يسأل عنه أحد» | neutral"


def test_a_clock_at_the_head_of_a_line_does_not_speak(lines: Lines) -> None:
    assert lines("14:05 أعلنت الوزارة إغلاق الجسر.") == [
        "| الوزارة | أعلنت | إغلاق الجسر | neutral"
    ]


@pytest.mark.parametrize("name", ["أم سعيد", "أبو سعيد", "أبو خالد", "أم خالد السالم"])
def test_somebody_called_by_the_name_of_a_child(lines: Lines, name: str) -> None:
    assert lines(f"قال {name} إن السد آمن.") == [f"| {name} | قال | إن السد آمن | neutral"]


def test_a_quotation_inside_another_clause_is_not_taken_from_it(lines: Lines) -> None:
    (line,) = lines("أثار قرار «إغلاق كل الأسواق والمدارس غدا» انتقد الخبراء منه بندا.") or [""]
    assert "«إغلاق" not in line


AGAIN = [  # the same speaker by another verb: nothing of it is part of what he said before
    ("قال الوزير إن السد آمن، لكنه أضاف أن الطريق مغلق.", "إن السد آمن / أن الطريق مغلق"),
    ("أكدت الوزيرة أن الدواء متوفر، لكنها لم تذكر السعر.", "أن الدواء متوفر"),
    ("قال الوزير إن السد آمن، غير أنه حذر من الأمطار.", "إن السد آمن / الأمطار"),
    ("قال الوزير إن السد آمن، ثم أضاف أن الطريق مغلق.", "إن السد آمن / أن الطريق مغلق"),
    ("قالت المديرة إن السد آمن، قبل أن تضيف أنه قديم.", "إن السد آمن / أنه قديم"),
    ("يقول العويد إن العمل متوقف، ويتساءل متى تدفع الأجور.", "إن العمل متوقف / متى تدفع الأجور"),
    ("يقول العويد إن العمل متوقف، ويضيف أن الأجور لم تدفع.", "إن العمل متوقف / أن الأجور لم تدفع"),
    ("قالت النقابة إن الإضراب مستمر، وتتساءل عن الأجور.", "إن الإضراب مستمر / الأجور"),
]
FIRM = [  # a participle that is the predicate of what is said, and one behind it
    ("قال الوزير إن بلاده عازمة على مكافحة التهريب.", "إن بلاده عازمة على مكافحة التهريب"),
    ("قال المدير إن العمال مطالبون بمغادرة المبنى.", "إن العمال مطالبون بمغادرة المبنى"),
    ("قال الوزير إن بلاده أغلقت الحدود داعية إلى الحوار.", "إن بلاده أغلقت الحدود"),
]


@pytest.mark.parametrize(("text", "content"), FIRM)
def test_a_participle_may_be_what_is_said(lines: Lines, text: str, content: str) -> None:
    assert lines(text)[0].split(" | ")[-2] == content


@pytest.mark.parametrize(
    "text",
    [
        "كان ذلك أمر صعب أن يفهمه الناس.",
        "صدر أمر بتعيينه مديرا للمدرسة.",
        "السباحة أمر جيد بالنسبة إلى الأطفال.",
    ],
)
def test_a_noun_that_looks_like_a_verb_orders_nothing(lines: Lines, text: str) -> None:
    assert lines(text) == []


def test_the_verb_of_the_same_letters_orders(lines: Lines) -> None:
    assert lines("أمر القاضي بإطلاق السجين. ثم أمر خالد العويد بإغلاق السجن.") == [
        "| القاضي | أمر … ب | إطلاق السجين | intend",
        "| خالد العويد | أمر … ب | إغلاق السجن | intend",
    ]


STILL = [  # another's saying, or one's own to come, stays inside
    "قال الوزير إن السد آمن، لكنه سيعلن النتائج غدا.",
    "قال الوزير إن الشركة دفعت الأجور، ولكنها تقول إن العمال غابوا.",
    "قال الوزير إن الخبير يعرف الجدار، ويؤكد أنه متين.",
    "قال الوزير إن المدرسة أغلقت قبل أن تعلن البلدية فتحها.",
]


@pytest.mark.parametrize(("text", "contents"), AGAIN)
def test_a_speaker_goes_on_by_another_verb(lines: Lines, text: str, contents: str) -> None:
    assert " / ".join(line.split(" | ")[-2] for line in lines(text)) == contents


@pytest.mark.parametrize("text", STILL)
def test_what_the_speaker_tells_of_stays_inside(read: Read, text: str) -> None:
    (span,) = read(text).attributions[0].content
    assert text[slice(*span)] == text[text.index("إن") : -1]


@pytest.mark.parametrize(
    "text",
    [
        "يذكر أن السد بني قبل قرن.",
        "لم يعلن الوزير أن السد آمن.",
        "انهار الجسر صباح أمس.",
        "في قول الشاعر حكمة.",
        "وصل الوزير إلى تونس مساء.",
        "وصلت الدعوة ليلا إلى البلدية.",
        "",
        "2017",
        ". . .",
    ],
)
def test_nobody_speaks_here(lines: Lines, text: str) -> None:
    assert lines(text) == []


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ('قال الوزير: "السد آمن".', Mode.DIRECT),
        ('قال الوزير إن "السد آمن".', Mode.DIRECT),
        ("كتب الوزير في تغريدة: «السد آمن».", Mode.DIRECT),
        ("قال الوزير إن السد «لا خوف عليه أبدا».", Mode.MIXED),
        ("قال الوزير إن السد آمن.", Mode.INDIRECT),
        ('قال الوزير إن حركة "الراية" انسحبت.', Mode.INDIRECT),
    ],
)
def test_the_mode_tells_how_much_is_quoted(read: Read, text: str, mode: Mode) -> None:
    assert [one.mode for one in read(text).attributions] == [mode]


def test_quotation_marks_belong_to_the_content(lines: Lines) -> None:
    assert lines("قال الوزير: «السد آمن».") == ["| الوزير | قال | «السد آمن» | neutral"]


def test_a_sentence_over_a_paragraph_break_is_one(lines: Lines) -> None:
    assert lines("قال الوزير إن السد في مدينة\n\nحلب آمن.") == [
        "| الوزير | قال | إن السد في مدينة\n\nحلب آمن | neutral"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "قَالَ الوَزِيرُ إنّ السدّ آمنٌ.",
        "قــال الوزيـر إن الســد آمن.",
        "ﻗﺎﻝ ﺍﻟﻮﺯﻳﺮ ﺇﻥ ﺍﻟﺴﺪ ﺁﻣﻦ.",
        "قال الوزير ان السد امن.",
        "\u202bقال الوزير إن السد آمن\u202c.",
        "قال\u200fالوزير\u200fإن\u200fالسد\u200fآمن.",
        "قال\u00a0الوزير\u2003إن السد آمن.",
    ],
)
def test_the_way_of_writing_changes_nothing(read: Read, text: str) -> None:
    (one,) = read(text).attributions
    assert one.source is not None and one.rule == "verb/قال:past:clause"


def test_a_span_takes_the_marks_and_leaves_the_controls(lines: Lines) -> None:
    found = lines("\u202bقَالَ الوزيرُ إنّ السدّ آمنٌ\u202c.")
    assert found == ["| الوزيرُ | قَالَ | إنّ السدّ آمنٌ | neutral"]
