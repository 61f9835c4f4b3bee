"""Assertions: a row is a sentence and the clauses it is cut into, with whose words they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.analysis.analyse import analyse
from marsad.model import Analysis, Document, Status

Read = Callable[..., Analysis]
OWN = "own"


@pytest.fixture
def read() -> Read:
    """Analyses a text with the pack of its language."""
    return lambda text, lang="ar": analyse(Document(id="d1", text=text, lang=lang))


def told(analysis: Analysis) -> list[tuple[str, str]]:
    """Each assertion with its voice: the origin of its claim, or the outlet."""
    voices = {claim.id: claim.chain[-1].name or "unknown" for claim in analysis.claims}
    text = analysis.document.text
    return [
        (voices[one.claim] if one.claim else OWN, " … ".join(text[a:b] for a, b in one.content))
        for one in analysis.assertions
    ]


def contents(analysis: Analysis) -> list[str]:
    return [content for _, content in told(analysis)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "قال الوزير إن الجيش انسحب من تدمر وإن السكان عادوا إلى بيوتهم.",
            ["إن الجيش انسحب من تدمر", "وإن السكان عادوا إلى بيوتهم"],
        ),
        (
            "قالت الوزارة إن القوات دخلت البلدة واعتقلت عشرة مسلحين.",
            ["إن القوات دخلت البلدة", "واعتقلت عشرة مسلحين"],
        ),
        (
            "أعلن القائد أن قواته ستنسحب من الميناء، على أن تتسلمه الشرطة.",
            ["أن قواته ستنسحب من الميناء", "على أن تتسلمه الشرطة"],
        ),
        (
            "أكدت البلدية أن الجسر انهار بعد أن ضربته السيول.",
            ["أن الجسر انهار", "بعد أن ضربته السيول"],
        ),
        (
            "قالت الشرطة إن جنديا قتل بانفجار لغم في وادي البقاع وإن آخر جرح.",
            ["إن جنديا قتل بانفجار لغم في وادي البقاع", "وإن آخر جرح"],
        ),
        (
            "أكدت البلدية أن القصف أصاب السوق، ما أدى إلى مقتل شخصين.",
            ["أن القصف أصاب السوق", "ما أدى إلى مقتل شخصين"],
        ),
        (
            "قال الوزير إن القوات وصلت إلى حلب التي غادرها المسلحون أمس.",
            ["إن القوات وصلت إلى حلب", "التي غادرها المسلحون أمس"],
        ),
        (
            "قال الوزير إن الجيش، الذي يقود الحملة، استعاد القرية.",
            ["إن الجيش … استعاد القرية", "الذي يقود الحملة"],
        ),
    ],
)
def test_what_a_voice_says_is_cut_where_it_says_something_more(
    read: Read, text: str, wanted: list[str]
) -> None:
    assert contents(read(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The ministry said the army left the town and the residents returned to it.",
            ["the army left the town and the residents returned to it"],
        ),
        (
            "The ministry said the army left the town, and the residents returned to it.",
            ["the army left the town", "and the residents returned to it"],
        ),
        (
            "The ministry said troops entered the town and arrested ten gunmen.",
            ["troops entered the town", "and arrested ten gunmen"],
        ),
        (
            "The mayor said the bridge collapsed after floods hit the valley.",
            ["the bridge collapsed", "after floods hit the valley"],
        ),
        (
            "The mayor said the army shelled the market, killing two people.",
            ["the army shelled the market", "killing two people"],
        ),
        (
            "The mayor said the army, which leads the campaign, entered the village.",
            ["the army … entered the village", "which leads the campaign"],
        ),
    ],
)
def test_where_the_subject_stands_first_too(read: Read, text: str, wanted: list[str]) -> None:
    assert contents(read(text, lang="en")) == wanted


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("قال الوزير إن السد آمن.", "ar"),
        ("قال الوزير إن الضربة التي أصابت السوق كانت قوية.", "ar"),
        ("قال الوزير إنه إذا انسحب الجيش عاد السكان إلى بيوتهم.", "ar"),
        ("قال الوزير إن الهدنة ستبدأ عندما تتفق الأطراف.", "ar"),
        ("The minister said the truce will start when all sides agree.", "en"),
        ("The minister said that if the army leaves, the residents will return.", "en"),
    ],
)
def test_what_belongs_together_stays_so(read: Read, text: str, lang: str) -> None:
    analysis = read(text, lang=lang)
    (claim,) = analysis.claims
    assert [one.content for one in analysis.assertions] == [claim.content]


def test_a_nested_content_belongs_to_the_inner_voice(read: Read) -> None:
    text = "قال الوزير إن الجيش انسحب من تدمر وإن البلدية نفت أن الجسر انهار."
    assert told(read(text)) == [
        ("الوزير", "إن الجيش انسحب من تدمر"),
        ("البلدية", "أن الجسر انهار"),
    ]


def test_the_outer_voice_keeps_it_where_nothing_else_is_left(read: Read) -> None:
    assert told(read("قال الوزير إن البلدية نفت أن الجسر انهار.")) == [
        ("الوزير", "إن البلدية نفت أن الجسر انهار"),
        ("البلدية", "أن الجسر انهار"),
    ]


def test_the_outlet_stands_for_what_nobody_else_does(read: Read) -> None:
    text = "قصفت الطائرات مطار حلب، بعد أن غادره المسافرون. وقال مصدر إن المطار أغلق."
    assert told(read(text)) == [
        (OWN, "قصفت الطائرات مطار حلب"),
        (OWN, "بعد أن غادره المسافرون"),
        ("مصدر", "إن المطار أغلق"),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("حلب – وكالة النسيم للأنباء", False),
        ("حلب، 12 أيار", False),
        ("بقلم سامر الحلبي – حلب", False),
        ("ALEPPO, Syria, May 12", False),
        ("By Karim Harlow", False),
        ("حلب – هدوء حذر في الأسواق", True),
        ("Fire near the port of Latakia", True),
    ],
)
def test_a_line_that_only_tells_where_and_by_whom_says_nothing(
    read: Read, line: str, told: bool
) -> None:
    arabic = "\u0600" <= line[0] <= "\u06ff"
    text = "أغلقت الشرطة المخزن كله." if arabic else "The whole depot burned down."
    analysis = read(f"{line}\n\n{text}", lang="ar" if arabic else "en")
    assert contents(analysis) == [line, text[:-1]] if told else [text[:-1]]


def test_the_clause_that_names_the_speaker_of_the_next_one_is_told(read: Read) -> None:
    text = "أغلقت الشرطة التركية طريق المطار، وقالت إن التحقيق مستمر."
    assert contents(read(text)) == ["أغلقت الشرطة التركية طريق المطار", "إن التحقيق مستمر"]
    text = "The police closed the airport road and said the inquiry was going on."
    assert contents(read(text, lang="en")) == [
        "The police closed the airport road",
        "the inquiry was going on",
    ]


def test_the_outlet_tells_who_its_source_is(read: Read) -> None:
    text = "وقال مجلس مدينة منبج التي هددت تركيا بمهاجمتها إن المدارس مفتوحة."
    assert (OWN, "التي هددت تركيا بمهاجمتها") in told(read(text)) or (
        any(content.startswith("التي هددت تركيا") for _, content in told(read(text)))
    )


@pytest.mark.parametrize(
    ("text", "lang", "status"),
    [
        ("قال الوزير إن الجيش انسحب من تدمر.", "ar", Status.ASSERTED),
        ("قال الوزير إن الجيش لم ينسحب من تدمر.", "ar", Status.DENIED),
        ("قال الوزير إن الجيش لن ينسحب من تدمر.", "ar", Status.DENIED),
        ("قال الوزير إنه لا صحة لانسحاب الجيش من تدمر.", "ar", Status.DENIED),
        ("قال الوزير إن الجيش لا يزال في تدمر.", "ar", Status.ASSERTED),
        ("قال الوزير إن الجيش سينسحب من تدمر.", "ar", Status.PLANNED),
        ("قال الوزير إن الجيش قد ينسحب من تدمر.", "ar", Status.POSSIBLE),
        ("قال الوزير إن الجيش قد انسحب من تدمر.", "ar", Status.ASSERTED),
        ("قال الوزير إن زوارق بلا بحارة ضربت الميناء.", "ar", Status.ASSERTED),
        ("قال الوزير إن الجيش سيطر على تدمر دون قتال.", "ar", Status.ASSERTED),
        ("قال الوزير إن قوات سيطرت على تدمر.", "ar", Status.ASSERTED),
        ("قال الوزير إن الجيش سيسيطر على تدمر.", "ar", Status.PLANNED),
        ("The minister said the army left Palmyra.", "en", Status.ASSERTED),
        ("The minister said the army did not leave Palmyra.", "en", Status.DENIED),
        ("The minister said no soldier left Palmyra.", "en", Status.DENIED),
        ("The minister said nobody left Palmyra.", "en", Status.DENIED),
        ("The minister said the army will leave Palmyra.", "en", Status.PLANNED),
        ("The minister said the army may leave Palmyra.", "en", Status.POSSIBLE),
    ],
)
def test_the_status_is_that_of_the_main_act(
    read: Read, text: str, lang: str, status: Status
) -> None:
    (one,) = read(text, lang=lang).assertions
    assert one.status is status


def test_the_stance_of_the_cue_is_no_part_of_the_status(read: Read) -> None:
    (one,) = read("نفت الوزارة أن الجيش انسحب من تدمر.").assertions
    assert one.status is Status.ASSERTED


@pytest.mark.parametrize(
    ("text", "lang", "hedged"),
    [
        ("قال الوزير إن الهجوم المزعوم أصاب السوق.", "ar", True),
        ("قال الوزير إن الهجوم أصاب السوق.", "ar", False),
        ("The minister said the alleged attack hit the market.", "en", True),
        ("The minister said the attack hit the market.", "en", False),
    ],
)
def test_a_clause_that_keeps_its_distance_is_hedged(
    read: Read, text: str, lang: str, hedged: bool
) -> None:
    (one,) = read(text, lang=lang).assertions
    assert one.hedged is hedged


def test_ids_are_made_of_the_content(read: Read) -> None:
    text = "قال الوزير إن الجيش انسحب من تدمر وإن السكان عادوا إلى بيوتهم."
    first, again = read(text).assertions, read(text).assertions
    assert [one.id for one in first] == [one.id for one in again]
    assert len({one.id for one in first}) == 2


def test_every_claim_with_a_content_has_an_assertion(read: Read) -> None:
    text = "قال الوزير: «لا». وأضاف أن العمل بدأ. ونفى المدير ذلك، بحسب وكالة النسيم."
    analysis = read(text)
    assert {one.claim for one in analysis.assertions} >= {one.id for one in analysis.claims}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The number of people who fled from Idlib to Homs since Monday has reached 900.",
            [
                "The number of people who fled from Idlib to Homs since Monday has reached 900",
                "who fled from Idlib to Homs since Monday",
            ],
        ),
        (
            "The flood that hit the town of Derna on Friday killed nine people.",
            [
                "The flood that hit the town of Derna on Friday killed nine people",
                "that hit the town of Derna on Friday",
            ],
        ),
    ],
)
def test_a_clause_on_the_subject_ends_before_the_main_verb(
    read: Read, text: str, wanted: list[str]
) -> None:
    assert contents(read(text, lang="en")) == wanted


def test_a_speaker_of_whom_a_clause_tells_may_stand_behind_the_verb(read: Read) -> None:
    text = "Two herders were shot in the valley, said a villager who survived."
    assert ("a villager", "Two herders were shot in the valley") in told(read(text, lang="en"))


def test_a_word_is_read_the_same_whatever_spelling_was_read_before(read: Read) -> None:
    """With its hamza it is a verbal noun, without it none that is known; both fold to one."""
    without, with_it = (
        read(f"هذه الفاكهة من {word} شركة محلية معروفة.").assertions for word in ("انضاج", "إنضاج")
    )
    assert without == ()
    assert [one.head for one in with_it] == [15]


@pytest.mark.parametrize(
    ("text", "lang", "status"),
    [
        ("قال الوزير إن الهدنة لن تبدأ إلا بعد توقيع الأطراف.", "ar", Status.PLANNED),
        ("قال الوزير إن الجيش لم يقصف سوى مواقع عسكرية.", "ar", Status.ASSERTED),
        ("قال الوزير إن الهدنة لن تبدأ غدا.", "ar", Status.DENIED),
        ("The minister said the truce will not begin until all sign it.", "en", Status.PLANNED),
        ("The mayor said the army had not left until Friday.", "en", Status.ASSERTED),
        ("The mayor said the army had not left the town.", "en", Status.DENIED),
        ("قال المتحدث إن الجماعة لا مصلحة لها في ضرب الميناء.", "ar", Status.DENIED),
    ],
)
def test_a_negation_with_except_tells_of_only(
    read: Read, text: str, lang: str, status: Status
) -> None:
    (only,) = read(text, lang).assertions
    assert only.status is status


def test_a_clause_that_hardly_tells_more_than_when_stays_with_its_clause(read: Read) -> None:
    text = "قالت دمشق إن الحركة هي التي شنت الهجوم، الذي وقع قبل الفجر يوم الاثنين وأسفر عن قتلى."
    assert contents(read(text)) == [
        "إن الحركة هي التي شنت الهجوم، الذي وقع قبل الفجر يوم الاثنين",
        "وأسفر عن قتلى",
    ]


def test_a_content_that_is_an_object_begins_with_a_noun(read: Read) -> None:
    (noun,) = read("أعلنت الحركة سحب آخر قواتها من مدينة درنة.").assertions
    (clause,) = read("قالت الحركة إنها سحبت آخر قواتها من مدينة درنة.").assertions
    assert (noun.verbal, clause.verbal) == (False, True)


def act(read: Read, text: str) -> tuple[str, bool]:
    """The word that tells the act of the only assertion, and whether it is a verb."""
    (only,) = read(text).assertions
    assert only.head is not None
    return text[only.head :].split()[0].rstrip("."), only.verbal


def test_behind_that_stands_a_verb_of_the_present(read: Read) -> None:
    assert act(read, "طلب المبعوث أن تنسحب القوات من الميناء.") == ("تنسحب", True)
    assert act(read, "توقعت البلدية أن يعود السكان إلى بيوتهم.") == ("يعود", True)


def test_the_ending_of_a_noun_is_that_of_no_verb(read: Read) -> None:
    """إغاثة is folded to *he relieved him*."""
    assert act(read, "أعلنت البلدية دخول ثلاثين شاحنة إغاثة.") == ("دخول", False)
