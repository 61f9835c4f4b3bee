"""Who does an event and to whom, where the verb may stand before its subject."""

from __future__ import annotations

import pytest

from marsad.analysis.analyse import analyse
from marsad.model import Document, Event


def events(text: str) -> tuple[Event, ...]:
    return analyse(Document(id="d", text=text, lang="ar", published="2018-06-08")).events


def actors(text: str) -> list[tuple[str, ...]]:
    return [event.actors for event in events(text)]


ISRAEL, RUSSIA, FRANCE = ("Israel",), ("Russia",), ("France",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قالت الوكالة إن إسرائيل شنت ضربة على القرية.", ISRAEL),
        ("قالت الوكالة إن إسرائيل شنت الضربة الجوية على القرية.", ISRAEL),
        ("شنت إسرائيل ضربة على القرية.", ISRAEL),
        ("فرضت فرنسا أمس عقوبات على المصرف.", FRANCE),
        ("اندلعت معارك بين قوات النظام والمعارضة.", ()),
    ],
)
def test_the_subject_of_the_verb_that_carries_an_event_does_it(
    text: str, found: tuple[str, ...]
) -> None:
    assert set(found) <= set(actors(text)[0]) and (found or not {*ISRAEL} & {*actors(text)[0]})


def test_who_is_exposed_to_an_attack_does_none() -> None:
    (event,) = events("تعرضت القوات الروسية لهجوم في تدمر أمس.")
    assert event.actors == () and event.recipients == ("Russian Armed Forces",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قصفت طائرات حربية روسية القرية أمس.", RUSSIA),
        ("قالت الوكالة إن مقاتلات روسية قصفت القرية.", RUSSIA),
        ("قالت الوكالة إن طائرتين إسرائيليتين قصفتا القرية.", ISRAEL),
        ("جاء البيان بعد الضربات الروسية والفرنسية التي أصابت القرية.", (*RUSSIA, *FRANCE)),
        (
            "قالت الوكالة إن طائرة بلا طيار تابعة للجيش الإسرائيلي قصفت القرية.",
            ("Israel Defense Forces",),
        ),
    ],
)
def test_the_adjective_of_a_state_tells_whose_force_or_deed_it_is(
    text: str, found: tuple[str, ...]
) -> None:
    assert actors(text)[0] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("أعلن الجيش الأردني أنه أحبط هجوما على الحدود.", ("Jordanian Armed Forces",)),
        ("نفت وزارة الدفاع الفرنسية شن ضربات على القرية.", ("French Ministry of Armed Forces",)),
        ("أعلن الجيش الأردني قصف موقع في درعا.", ("Jordanian Armed Forces",)),
        ("أعلن المرصد السوري لحقوق الإنسان قصف موقع في درعا.", ()),
        ("أعلن الجيش الأردني أن فرنسا قصفت موقعا في درعا.", FRANCE),
    ],
)
def test_what_somebody_says_he_did_or_announces_is_his_own_act(
    text: str, found: tuple[str, ...]
) -> None:
    told = [event for event in events(text) if event.type in ("ASSAULT", "COERCE")]
    assert told[0].actors == found


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("يتهم معارضون أردوغان بالفساد.", (), ("Recep Tayyip Erdoğan",)),
        ("المجلس البلدي يتهم الحوثيين بالفساد.", (), ("Houthis",)),
        ("تتهم السعودية إيران بدعم الحوثيين.", ("Saudi Arabia",), ("Iran",)),
        ("قصفت السعودية والإمارات القرية.", ("Saudi Arabia", "United Arab Emirates"), ()),
        (
            "ستكون زيارة الرئيس التركي إلى موريتانيا الأولى.",
            ("Recep Tayyip Erdoğan",),
            ("Mauritania",),
        ),
        ("قال مسؤول إن وزراء مجموعة السبع ناقشوا أنشطة إيران.", ("G7",), ()),
        ("بدأت فرنسا حربا ضد تنظيم داعش.", FRANCE, ("Islamic State",)),
    ],
)
def test_whom_a_verb_is_about_is_no_doer(
    text: str, actor: tuple[str, ...], recipient: tuple[str, ...]
) -> None:
    event = events(text)[0]
    assert (event.actors, event.recipients) == (actor, recipient)


def test_who_was_arrested_arrested_nobody() -> None:
    (event,) = events("طالبت المنظمة بلقاء أحمد منصور الذي اعتقل في تونس.")[-1:]
    assert event.actors == () and event.recipients


def test_a_state_that_acts_is_not_where_it_acts() -> None:
    (event,) = events("سحبت روسيا قواتها من سوريا.")
    assert (event.actors, event.place) == (RUSSIA, "Syria")


def test_raids_on_a_capital_hit_the_town() -> None:
    (event,) = events("شنت إسرائيل غارات جوية على دمشق.")
    assert (event.place, event.recipients) == ("Damascus", ())
    (event,) = events("فرضت فرنسا عقوبات على دمشق.")
    assert event.recipients == ("Syria",)


def test_what_another_voice_tells_is_another_act() -> None:
    text = "أعلن الجيش الأردني أنه أحبط هجوما على الحدود، ونفت فرنسا شن ضربات على القرية."
    told = [(event.type.value, event.actors, event.status.value) for event in events(text)]
    assert told[-1] == ("ASSAULT", FRANCE, "denied")
    assert [kind for kind, _, _ in told].count("ASSAULT") == 2
