"""Which event: type, status and parties; and what is none."""

from __future__ import annotations

import pytest

from marsad.analysis.analyse import analyse
from marsad.model import Document, Event


def read(text: str) -> tuple[Event, ...]:
    return analyse(Document(id="d", text=text, lang="ar", published="2017-06-08")).events


def lines(text: str) -> list[str]:
    return [f"{text[e.span.start : e.span.end]} {e.type} {e.status}" for e in read(text)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("قصف الجيش الروسي مواقع المسلحين في تدمر.", "قصف ASSAULT asserted"),
        ("تظاهر المئات في بغداد أمس.", "تظاهر PROTEST asserted"),
        ("اعتقلت الشرطة التركية عشرة أشخاص.", "اعتقلت COERCE asserted"),
        ("شن الجيش التركي هجوما على البلدة.", "هجوما ASSAULT asserted"),
        ("فرضت الولايات المتحدة عقوبات على إيران.", "عقوبات SANCTION asserted"),
        ("انسحبت القوات الروسية من المدينة.", "انسحبت RETREAT asserted"),
        ("هدد الرئيس التركي بإغلاق الحدود.", "هدد THREATEN asserted"),
        ("التقى الرئيس الروسي نظيره التركي.", "التقى CONSULT asserted"),
        ("سيقصف الجيش التركي البلدة.", "سيقصف ASSAULT planned"),
        ("ثم قصفها الجيش التركي.", "قصفها ASSAULT asserted"),
        ("ثم سيقصفها الجيش التركي.", "سيقصفها ASSAULT planned"),
        ("ثم ساندهم الروس.", "ساندهم SUPPORT asserted"),  # its first letter is no future
        ("لم يقصف الجيش التركي البلدة.", "يقصف ASSAULT denied"),
        ("قد يقصف الجيش التركي البلدة.", "يقصف ASSAULT possible"),
        ("طائرة بلا طيار قصفت البلدة.", "قصفت ASSAULT asserted"),  # without a pilot, but it did
        ("انسحب الجنود دون أن يقصف الجيش البلدة.", "يقصف ASSAULT denied"),
        ("نفت روسيا وقوع هجوم على البلدة.", "هجوم ASSAULT denied"),
        ("وقع هجوم مفترض على دمشق.", "هجوم ASSAULT possible"),
    ],
)
def test_an_event_has_its_type_and_status(text: str, line: str) -> None:
    assert line in lines(text)


def test_a_denial_belongs_to_its_voice() -> None:
    text = "نفت روسيا وقوع هجوم على البلدة. ووقع هجوم على المطار أمس."
    assert [event.status.value for event in read(text)] == ["denied", "asserted"]


def test_parties_are_told_by_voice_and_preposition() -> None:
    (event,) = read("قصف الجيش الروسي تنظيم داعش في الرقة.")
    assert (event.actors, event.recipients) == (("Russian Armed Forces",), ("Islamic State",))
    assert (event.place, event.date) == ("Raqqa", None)
    (passive,) = read("اعتقل عشرة أشخاص من قبل الجيش الإسرائيلي.")
    assert passive.actors == ("Israel Defense Forces",)


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("هاجم لواء الرمال الجيش السوري.", "Al-Ramal Brigade", "Syrian Armed Forces"),
        ("شنت قوات الشمال هجوما على حركة الفجر.", "Al-Shamal Forces", "Al-Fajr Movement"),
        ("اتهم الوزير لواء الرمال بقصف السوق.", "", "Al-Ramal Brigade"),
        ("اعتقلت الشرطة خالد العويد.", "", "Khaled al-Aoid"),
        ("دان الوزير سامر العويد الهجوم.", "Samer al-Aoid", ""),
    ],
)
def test_who_stands_behind_an_unnamed_doer_is_none(text: str, actors: str, recipients: str) -> None:
    event = read(text)[0]
    assert (";".join(event.actors), ";".join(event.recipients)) == (actors, recipients)


def test_a_future_meeting_is_an_agreement() -> None:
    assert lines("سيلتقي الرئيس الروسي نظيره التركي.") == ["سيلتقي AGREE asserted"]


def test_what_is_demanded_is_no_second_event() -> None:
    assert lines("طالبت الأمم المتحدة بالإفراج عن المعتقلين.") == ["طالبت REQUEST asserted"]


def test_the_dead_are_the_size_of_their_attack() -> None:
    assert lines("قتل خمسة أشخاص في قصف على مدينة تدمر.") == ["قصف ASSAULT asserted"]


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير إن الاجتماع كان مفيدا.",
        "قتل عشرة أشخاص في حادث قطار.",
        "هنأ الرئيس التركي نظيره الروسي.",
        "وصف النائب هذا الهجوم بالجبان.",
    ],
)
def test_what_is_no_event_is_left_alone(text: str) -> None:
    assert [line for line in lines(text) if "ASSAULT" in line] == []


def test_a_claim_carries_what_stands_in_it() -> None:
    text = "قالت روسيا إن داعش هاجم الرقة أمس. واجتمع الوفد في دمشق."
    analysis = analyse(Document(id="d", text=text, lang="ar", published="2017-06-08"))
    (claim,) = analysis.claims
    assert claim.actors == ("islamic-state",)
    assert claim.places and claim.times == ("2017-06-07",)
    assert claim.events == tuple(e.id for e in analysis.events if e.type == "ASSAULT")
