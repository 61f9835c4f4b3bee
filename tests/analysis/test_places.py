"""Where: names of places told apart by country, by neighbours and by the words before them."""

from __future__ import annotations

import pytest

from marsad.analysis.analyse import analyse
from marsad.model import Document, Place, Precision


def read(text: str) -> tuple[Place, ...]:
    return analyse(Document(id="d", text=text, lang="ar", published="2017-06-08")).places


def found(text: str) -> dict[str, tuple[str, str | None]]:
    return {text[p.span.start : p.span.end]: (p.name, p.country) for p in read(text)}


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("انسحب المقاتلون من الرقة.", "الرقة", "SY"),
        ("وقع الهجوم في مدينة الحديدة.", "الحديدة", "YE"),
        ("اجتمع الوفد بسوريا.", "سوريا", "SY"),
        ("اندلع حريق في مستشفى بمدينة الكوت.", "الكوت", "IQ"),
        ("زار الوزير محافظة إدلب.", "إدلب", "SY"),
        ("عبرت السفينة البحر المتوسط.", "البحر المتوسط", None),
        ("التقى الوفد في واشنطن أمس.", "واشنطن", "US"),
    ],
)
def test_a_place_is_found(text: str, words: str, country: str | None) -> None:
    assert found(text)[words][1] == country


def test_the_country_in_play_decides_between_two_of_a_name() -> None:
    libya = found("قال الجيش الليبي إن ليبيا هادئة، وإن القوات دخلت طرابلس.")
    lebanon = found("قال الجيش اللبناني إن لبنان هادئ، وإن القوات دخلت مدينة طرابلس في لبنان.")
    assert (libya["طرابلس"][1], lebanon["طرابلس"][1]) == ("LY", "LB")


def test_the_adjective_of_a_state_tells_which_one_is_meant() -> None:
    text = "قال الجيش الليبي إن ليبيا هادئة. ورست سفينة في ميناء طرابلس اللبناني."
    assert found(text)["طرابلس"][1] == "LB"
    assert found("وصل الوفد إلى طرابلس الليبي.")["طرابلس"][1] == "LY"


def test_a_capital_whose_name_others_have_puts_no_country_in_play() -> None:
    text = "قال رئيس الحكومة اللبنانية في بيروت إن العمل استؤنف في مرفأ طرابلس."
    assert found(text)["طرابلس"][1] == "LB"
    assert found("رست السفينة في مرفأ طرابلس.")["طرابلس"][1] == "LY"


@pytest.mark.parametrize(
    "text",
    [
        "قالت موسكو إن الاتفاق جاهز.",  # a government
        "نشرت واشنطن بوست الخبر.",  # a newspaper
        "فتح الحارس الباب.",  # a door
        "قال المدير إن مدينة جديدة ستبنى.",  # a common word that is a town elsewhere
        "أكدت القوات الروسية الخبر.",  # an adjective
        "جرفت سيول منازل الفلاحين.",  # floods, and a capital of a state of which nothing speaks
        "القنبلة تدمر المنزل.",  # a verb, and a town
    ],
)
def test_what_is_no_place_is_left_alone(text: str) -> None:
    assert found(text) == {}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("سمع دوي في سماء المدينة وأطفئت أنوار المدينة.", None),
        ("أغلقت الشرطة شوارع المدينة ومداخلها.", None),
        ("عاد الحجاج من المدينة المنورة.", "Medina"),
        ("احترق بستان في قضاء المدينة شمالي البصرة.", "Al Madīnah"),
        ("سلم المفاوض ورقة مكتوبة بخط اليد في سوريا.", None),
        ("وصل القطار إلى الرقة في سوريا.", "Raqqa"),
        ("أغلق الفلاحون ساقية في قرية عريشة بريف الحسكة.", "‘Arīshah"),
        ("كرر الضيف في المحافظة قوله إن الماء بارد.", None),
    ],
)
def test_a_noun_is_no_town_that_has_its_name(text: str, place: str | None) -> None:
    assert [one.name for one in read(text) if one.level == "city"][:1] == ([place] if place else [])


@pytest.mark.parametrize(
    "text",
    [
        "انفجرت عبوة بين حمص وتدمر.",
        "سقطت قذائف على الطريق بين تدمر ودير الزور.",
        "نقل الجرحى إلى مشاف في حمص وتدمر ودرعا.",
    ],
)
def test_behind_a_preposition_stands_no_verb(text: str) -> None:
    tadmur = next(p for p in read(text) if p.name == "Palmyra")
    assert text[tadmur.span.start : tadmur.span.end] == "تدمر"


def test_a_verb_behind_a_place_keeps_its_object() -> None:
    assert "تدمر" not in found("مدافع تقصف مواقع في حمص وتدمر الجسر.")


def test_precision_says_how_close_it_is() -> None:
    assert {p.name: p.precision for p in read("وقع الهجوم قرب تدمر في سوريا.")} == {
        "Palmyra": Precision.NEAR,
        "Syria": Precision.COUNTRY,
    }
    (river,) = read("فاض نهر الفرات.")
    assert river.precision is Precision.REGION
    (town,) = read("وصل الوفد إلى الرقة.")
    assert town.precision is Precision.EXACT
    assert town.point is not None and round(town.point.lat) == 36
