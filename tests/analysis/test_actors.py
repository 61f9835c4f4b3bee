"""Who is named: by name, by office at a date, by short form, by title; and who stays open."""

from __future__ import annotations

import pytest

from marsad.analysis.analyse import analyse
from marsad.model import Actor, Document, Ground, Kind
from marsad.naming.spelling import one_letter_off


def read(text: str, published: str | None = "2017-06-08") -> tuple[Actor, ...]:
    return analyse(Document(id="d", text=text, lang="ar", published=published)).actors


def found(text: str, published: str | None = "2017-06-08") -> dict[str, tuple[str | None, str]]:
    return {
        text[actor.span.start : actor.span.end]: (actor.name, actor.ground.value)
        for actor in read(text, published)
    }


@pytest.mark.parametrize(
    ("text", "words", "name", "ground"),
    [
        ("هاجم تنظيم داعش القرية.", "داعش", "Islamic State", "name"),
        ('انسحب "داعش" من القرية.', "داعش", "Islamic State", "name"),
        ("انسحب داعش من القرية وبداعش نهاية.", "داعش", "Islamic State", "name"),
        ("زار الجيش الروسي القاعدة.", "الجيش الروسي", "Russian Armed Forces", "composed"),
        ("أكدت وزارة الدفاع الروسية النبأ.", "وزارة الدفاع الروسية", "Russian Ministry of Defence",
         "composed"),
        ("أعلنت الخارجية الروسية القرار.", "الخارجية الروسية",
         "Russian Ministry of Foreign Affairs", "composed"),
        ("نفى المتحدث باسم الجيش الإسرائيلي النبأ.", "المتحدث باسم الجيش الإسرائيلي",
         "Israel Defense Forces spokesperson", "composed"),
        ("عبر #الجيش_الروسي النهر.", "الجيش_الروسي", "Russian Armed Forces", "composed"),
        ("غضب الرئيس التركي.", "الرئيس التركي", "Recep Tayyip Erdoğan", "office"),
        ("التقى وزير الخارجية الروسي الوفد.", "وزير الخارجية الروسي", "Sergey Lavrov", "office"),
        ("قالت موسكو إن الاتفاق جاهز.", "موسكو", "Russia", "metonym"),
        ("رفضت الإدارة الأمريكية الطلب.", "الإدارة الأمريكية", "Trump administration", "composed"),
    ],
)  # fmt: skip
def test_an_actor_is_resolved(text: str, words: str, name: str, ground: str) -> None:
    assert found(text)[words] == (name, ground)


def test_an_office_is_that_of_its_date() -> None:
    text = "تحدث الرئيس الأمريكي مطولا."
    assert found(text, "2016-06-01")["الرئيس الأمريكي"][0] == "Barack Obama"
    assert found(text, "2017-06-01")["الرئيس الأمريكي"][0] == "Donald Trump"
    assert found(text, None)["الرئيس الأمريكي"][0] == "President of United States"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("غضب وزير الخارجية سيرغي لافروف.", "وزير الخارجية سيرغي لافروف", "Sergey Lavrov"),
        ("غادر رئيس الوزراء بنيامين نتنياهو.", "رئيس الوزراء بنيامين نتنياهو",
         "Benjamin Netanyahu"),
        ("غادر رئيس الوزراء فهد السوداح.", "رئيس الوزراء فهد السوداح", "Fahd al-Sodah"),
    ],
)  # fmt: skip
def test_who_stands_behind_an_office_holds_it(text: str, words: str, name: str) -> None:
    assert found(text)[words][0] == name


def test_a_name_behind_a_verb_of_speech() -> None:
    assert found("وقال سالم خان إن السد آمن.")["سالم خان"] == ("Salem Khan", "title")
    assert found("ثم قال ما يلي: السد آمن.") == {}
    assert "سالم خان" not in found("وصل سالم خان أمس.")  # *safe*, as far as the words tell


def test_a_verb_of_speech_is_no_given_name() -> None:
    assert found("وأمر ترامب بإرسال القوات.")["ترامب"] == ("Donald Trump", "surname")


@pytest.mark.parametrize(
    ("text", "name", "entity"),
    [
        ("قال محامي دونالد ترامب إن السد آمن.", "lawyer of Donald Trump", None),
        ("قال مساعد الرئيس التركي إن السد آمن.", "aide of Recep Tayyip Erdoğan", None),
        ("قال الرئيس دونالد ترامب إن السد آمن.", "Donald Trump", "donald-trump"),
        ("قال مستشار الرئيس الأمريكي، جاريد كوشنر، إن السد آمن.", "Jared Kushner", "jared-kushner"),
        ("قال سالم خان، المتحدث باسم الشرطة، إن السد آمن.", "Salem Khan", None),
    ],
)
def test_who_belongs_to_a_person_is_somebody_else(text: str, name: str, entity: str | None) -> None:
    analysis = analyse(Document(id="d", text=text, lang="ar", published="2017-06-08"))
    voice = analysis.claims[0].chain[-1]
    assert (voice.label, voice.entity) == (name, entity)


def test_a_former_office_names_nobody_by_itself() -> None:
    assert "Recep Tayyip Erdoğan" not in {a.name for a in read("تحدث الرئيس التركي السابق.")}


def test_a_counterpart_has_the_same_office_in_another_state() -> None:
    text = "التقى الرئيس الروسي نظيره التركي في المدينة."
    assert found(text)["نظيره التركي"] == ("Recep Tayyip Erdoğan", "counterpart")


def test_a_short_form_means_the_nearest_before() -> None:
    text = "هاجمت حماس الموقع. وقالت الحركة إنها ستواصل."
    assert found(text)["الحركة"] == ("Hamas", "short")
    assert "الحركة" not in found("قالت الحركة إنها ستواصل.")


def test_a_short_form_in_the_headline_means_whom_the_report_begins_with() -> None:
    text = "الحركة: لن نوقع\n\nقال وزير في المدينة إن حركة حماس رفضت."
    assert found(text)["الحركة"] == ("Hamas", "short")
    assert "الحركة" not in found("الحركة: لن نوقع\n\nقال وزير في المدينة إن الحركة رفضت.")
    assert "الحركة" not in found("قال وزير. قالت الحركة إنها ترفض. ثم هاجمت حماس الموقع.")


def test_a_capital_is_a_government_where_it_acts_and_a_place_elsewhere() -> None:
    assert "موسكو" in found("ردت موسكو على القرار.")
    assert "موسكو" not in found("انعقد الاجتماع في موسكو أمس.")


def test_a_common_word_needs_its_class_noun() -> None:
    assert "Fatah" in {a.name for a in read("قالت حركة فتح إن اللقاء تأجل.")}
    assert "فتح" not in found("قرر المدير فتح الطريق.")


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("هاجم لواء الرمال القرية.", "لواء الرمال", "Al-Ramal Brigade"),
        ("تقاتل كتائب الفجر الإرهابيين.", "كتائب الفجر", "Al-Fajr Battalions"),
        ("التقى الوفد حزب السنابل الوطني.", "حزب السنابل الوطني", "Al-Sanabl al-Watni Party"),
        ('أغلقت شركة "النسيم" المصنع.', "النسيم", "Al-Nassim Company"),
        ("عادت لجنة «أهل النهر» إلى العمل.", "أهل النهر", "Ahl al-Nahr Committee"),
    ],
)
def test_a_class_noun_announces_a_body_of_no_list(text: str, words: str, name: str) -> None:
    assert found(text) == {words: (name, "title")}


@pytest.mark.parametrize(
    "text",
    [
        "هاجم اللواء القرية.",
        "توقفت حركة المرور على الجسر.",
        "اجتمعت لجنة التحقيق في المدرسة.",
        'وصفه بأنه حزب "إرهابي".',
        "انتشرت قوات الأمن في الشارع.",
    ],
)
def test_a_class_noun_alone_announces_nobody(text: str) -> None:
    assert found(text) == {}


def test_a_body_of_no_list_speaks_under_its_name() -> None:
    text = 'قالت حركة "الفجر" إن السد آمن.'
    (one,) = analyse(Document(id="d", text=text, lang="ar")).attributions
    assert one.source is not None and one.source.label == "Al-Fajr Movement"


def test_a_surname_is_that_of_the_person_named_in_full() -> None:
    text = "قال المهندس سليم الجارودي إن الجسر آمن. وأضاف الجارودي أن العمل انتهى."
    first, second = read(text)
    assert (first.ground, second.ground) == (Ground.TITLE, Ground.SURNAME)
    assert first.name == second.name and str(first.name).startswith("Salim al-Jar")


def test_a_person_of_no_list_gets_a_name_and_no_id() -> None:
    (person,) = read("قالت الطبيبة فاطمة الزهراني إن المستشفى ممتلئ.")
    assert (person.kind, person.entity, person.ground) == (Kind.PERSON, None, Ground.TITLE)
    assert person.name is not None and person.name.startswith("Fatima")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وقال سامر القاضي إن السوق مغلقة.", "Samer al-Qadi"),
        ("وقال مدير المدرسة جهاد الخطيب، وهو شاعر، إن السوق مغلقة.", "Jihad al-Khatib"),
        ("وقال جمال الكاتب في الصحيفة إن السوق مغلقة.", None),
    ],
)
def test_an_office_behind_a_given_name_may_be_a_surname(text: str, name: str | None) -> None:
    assert [one.name for one in read(text)] == ([name] if name else [])


def test_a_listed_surname_behind_another_given_name_is_somebody_else() -> None:
    assert "Vladimir Putin" not in {a.name for a in read("وصل سالم بوتين إلى السوق.")}


def test_a_misspelling_is_read_where_the_name_stands_in_the_text() -> None:
    both = found("هاجم داعش القرية ثم انسحب دعش منها.")
    assert both["دعش"] == ("Islamic State", "spelling")
    assert "دعش" not in found("انسحب دعش من القرية.")


def test_what_cannot_be_told_apart_stays_open() -> None:
    (agency,) = (a for a in read("نقلت وكالة سبأ الخبر.") if a.ground is Ground.OPEN)
    assert agency.name is None and len(agency.candidates) > 1


@pytest.mark.parametrize(
    ("word", "off"),
    [("دعش", True), ("داعس", False), ("داعشي", False), ("داعش", False), ("دعاش", True)],
)
def test_one_letter_inside_a_name(word: str, off: bool) -> None:
    assert one_letter_off(word, "داعش") is off
