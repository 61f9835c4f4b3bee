"""Every paradigm, as a table that a reader checks by eye."""

from __future__ import annotations

import pytest

from marsad.packs.conjugation import Form, conjugate, inflect_noun
from marsad.packs.paradigms import spellings

# lemma, form, imperfect: past 3fs, 3md, 3mp, 3fp, 1s, 1p
PAST = [
    ("أكد", "II", None, "أكدت أكدا أكدوا أكدن أكدت أكدنا"),
    ("قال", "I", "يقول", "قالت قالا قالوا قلن قلت قلنا"),
    ("خاف", "I", "يخاف", "خافت خافا خافوا خفن خفت خفنا"),
    ("أفاد", "IV", None, "أفادت أفادا أفادوا أفدن أفدت أفدنا"),
    ("نفى", "I", "ينفي", "نفت نفيا نفوا نفين نفيت نفينا"),
    ("دعا", "I", "يدعو", "دعت دعوا دعوا دعون دعوت دعونا"),
    ("خشي", "I", "يخشى", "خشيت خشيا خشوا خشين خشيت خشينا"),
    ("رأى", "I", "يرى", "رأت رأيا رأوا رأين رأيت رأينا"),
    ("روى", "I", "يروي", "روت رويا رووا روين رويت روينا"),
    ("ادعى", "VIII", None, "ادعت ادعيا ادعوا ادعين ادعيت ادعينا"),
    ("سمى", "II", None, "سمت سميا سموا سمين سميت سمينا"),
    ("أبدى", "IV", None, "أبدت أبديا أبدوا أبدين أبديت أبدينا"),
    ("تمنى", "V", None, "تمنت تمنيا تمنوا تمنين تمنيت تمنينا"),
    ("رد", "I", "يرد", "ردت ردا ردوا رددن رددت رددنا"),
    ("ظن", "I", "يظن", "ظنت ظنا ظنوا ظنن ظننت ظننا"),
    ("أصر", "IV", None, "أصرت أصرا أصروا أصررن أصررت أصررنا"),
    ("احتج", "VIII", None, "احتجت احتجا احتجوا احتججن احتججت احتججنا"),
    ("وصف", "I", "يصف", "وصفت وصفا وصفوا وصفن وصفت وصفنا"),
    ("أوضح", "IV", None, "أوضحت أوضحا أوضحوا أوضحن أوضحت أوضحنا"),
    ("اتهم", "VIII", None, "اتهمت اتهما اتهموا اتهمن اتهمت اتهمنا"),
    ("أعلن", "IV", None, "أعلنت أعلنا أعلنوا أعلن أعلنت أعلنا"),
    ("أثبت", "IV", None, "أثبتت أثبتا أثبتوا أثبتن أثبت أثبتنا"),
    ("سأل", "I", "يسأل", "سألت سألا سألوا سألن سألت سألنا"),
    ("أنبأ", "IV", None, "أنبأت أنبآ أنبؤوا أنبأن أنبأت أنبأنا"),
    ("تساءل", "VI", None, "تساءلت تساءلا تساءلوا تساءلن تساءلت تساءلنا"),
    ("استعاد", "X", None, "استعادت استعادا استعادوا استعدن استعدت استعدنا"),
    ("اختار", "VIII", None, "اختارت اختارا اختاروا اخترن اخترت اخترنا"),
    ("آمن", "IV", None, "آمنت آمنا آمنوا آمن آمنت آمنا"),
    ("طمأن", "Q", None, "طمأنت طمأنا طمأنوا طمأن طمأنت طمأنا"),
]
# lemma, form, imperfect: present 3ms, 3fs, 1s, 1p, 3mp, 3mp after لم, 3fp, 3md
PRESENT = [
    ("أكد", "II", None, "يؤكد تؤكد أؤكد نؤكد يؤكدون يؤكدوا يؤكدن يؤكدان"),
    ("قال", "I", "يقول", "يقول تقول أقول نقول يقولون يقولوا يقلن يقولان"),
    ("خاف", "I", "يخاف", "يخاف تخاف أخاف نخاف يخافون يخافوا يخفن يخافان"),
    ("أفاد", "IV", None, "يفيد تفيد أفيد نفيد يفيدون يفيدوا يفدن يفيدان"),
    ("نفى", "I", "ينفي", "ينفي تنفي أنفي ننفي ينفون ينفوا ينفين ينفيان"),
    ("دعا", "I", "يدعو", "يدعو تدعو أدعو ندعو يدعون يدعوا يدعون يدعوان"),
    ("خشي", "I", "يخشى", "يخشى تخشى أخشى نخشى يخشون يخشوا يخشين يخشيان"),
    ("رأى", "I", "يرى", "يرى ترى أرى نرى يرون يروا يرين يريان"),
    ("ادعى", "VIII", None, "يدعي تدعي أدعي ندعي يدعون يدعوا يدعين يدعيان"),
    ("تمنى", "V", None, "يتمنى تتمنى أتمنى نتمنى يتمنون يتمنوا يتمنين يتمنيان"),
    ("رد", "I", "يرد", "يرد ترد أرد نرد يردون يردوا يرددن يردان"),
    ("أصر", "IV", None, "يصر تصر أصر نصر يصرون يصروا يصررن يصران"),
    ("وعد", "I", "يعد", "يعد تعد أعد نعد يعدون يعدوا يعدن يعدان"),
    ("أوضح", "IV", None, "يوضح توضح أوضح نوضح يوضحون يوضحوا يوضحن يوضحان"),
    ("أيقن", "IV", None, "يوقن توقن أوقن نوقن يوقنون يوقنوا يوقن يوقنان"),
    ("اتهم", "VIII", None, "يتهم تتهم أتهم نتهم يتهمون يتهموا يتهمن يتهمان"),
    ("سأل", "I", "يسأل", "يسأل تسأل أسأل نسأل يسألون يسألوا يسألن يسألان"),
    ("أمل", "I", "يأمل", "يأمل تأمل آمل نأمل يأملون يأملوا يأملن يأملان"),
    ("آمن", "IV", None, "يؤمن تؤمن أومن نؤمن يؤمنون يؤمنوا يؤمن يؤمنان"),
    ("أنبأ", "IV", None, "ينبئ تنبئ أنبئ ننبئ ينبئون ينبئوا ينبئن ينبئان"),
    ("تنبأ", "V", None, "يتنبأ تتنبأ أتنبأ نتنبأ يتنبؤون يتنبؤوا يتنبأن يتنبآن"),
    ("طالب", "III", None, "يطالب تطالب أطالب نطالب يطالبون يطالبوا يطالبن يطالبان"),
    ("نادى", "III", None, "ينادي تنادي أنادي ننادي ينادون ينادوا ينادين يناديان"),
    ("استنتج", "X", None, "يستنتج تستنتج أستنتج نستنتج يستنتجون يستنتجوا يستنتجن يستنتجان"),
    ("طمأن", "Q", None, "يطمئن تطمئن أطمئن نطمئن يطمئنون يطمئنوا يطمئن يطمئنان"),
    ("انضم", "VII", None, "ينضم تنضم أنضم ننضم ينضمون ينضموا ينضممن ينضمان"),
]
# lemma, form, imperfect: the short present after لم
JUSSIVE = [
    ("قال", "I", "يقول", "يقل تقل أقل نقل"),
    ("أفاد", "IV", None, "يفد تفد أفد نفد"),
    ("نفى", "I", "ينفي", "ينف تنف أنف ننف"),
    ("دعا", "I", "يدعو", "يدع تدع أدع ندع"),
    ("تمنى", "V", None, "يتمن تتمن أتمن نتمن"),
]
# lemma, form, imperfect: passive past 3ms, 3fs; passive present 3ms
PASSIVE = [
    ("قال", "I", "يقول", "قيل قيلت يقال"),
    ("ذكر", "I", "يذكر", "ذكر ذكرت يذكر"),
    ("زعم", "I", "يزعم", "زعم زعمت يزعم"),
    ("أفاد", "IV", None, "أفيد أفيدت يفاد"),
    ("نفى", "I", "ينفي", "نفي نفيت ينفى"),
    ("روى", "I", "يروي", "روي رويت يروى"),
    ("خشي", "I", "يخشى", "خشي خشيت يخشى"),
    ("اعتقد", "VIII", None, "اعتقد اعتقدت يعتقد"),
    ("سأل", "I", "يسأل", "سئل سئلت يسأل"),
    ("وصف", "I", "يصف", "وصف وصفت يوصف"),
    ("أمل", "I", "يأمل", "أمل أملت يؤمل"),
    ("طالب", "III", None, "طولب طولبت يطالب"),
    ("اختار", "VIII", None, "اختير اختيرت يختار"),
    ("أبدى", "IV", None, "أبدي أبديت يبدى"),
    ("اشتكى", "VIII", None, "اشتكي اشتكيت يشتكى"),
]
# lemma, form, imperfect: participle bare, accusative, feminine, plurals
PARTICIPLES = [
    ("قال", "I", "يقول", "قائل قائلا قائلة قائلون قائلين قائلات"),
    ("سأل", "I", "يسأل", "سائل سائلا سائلة سائلون سائلين سائلات"),
    ("أمل", "I", "يأمل", "آمل آملا آملة آملون آملين آملات"),
    ("نفى", "I", "ينفي", "ناف نافيا نافية نافون نافين نافيات"),
    ("دعا", "I", "يدعو", "داع داعيا داعية داعون داعين داعيات"),
    ("رد", "I", "يرد", "راد رادا رادة رادون رادين رادات"),
    ("أكد", "II", None, "مؤكد مؤكدا مؤكدة مؤكدون مؤكدين مؤكدات"),
    ("أضاف", "IV", None, "مضيف مضيفا مضيفة مضيفون مضيفين مضيفات"),
    ("أوضح", "IV", None, "موضح موضحا موضحة موضحون موضحين موضحات"),
    ("أصر", "IV", None, "مصر مصرا مصرة مصرون مصرين مصرات"),
    ("ادعى", "VIII", None, "مدع مدعيا مدعية مدعون مدعين مدعيات"),
    ("أبدى", "IV", None, "مبد مبديا مبدية مبدون مبدين مبديات"),
    ("اتهم", "VIII", None, "متهم متهما متهمة متهمون متهمين متهمات"),
    ("تساءل", "VI", None, "متسائل متسائلا متسائلة متسائلون متسائلين متسائلات"),
    ("طالب", "III", None, "مطالب مطالبا مطالبة مطالبون مطالبين مطالبات"),
    ("أنبأ", "IV", None, "منبئ منبئا منبئة منبئون منبئين منبئات"),
]
MASDARS = [
    ("أكد", "II", "تأكيد"),
    ("سمى", "II", "تسمية"),
    ("هنأ", "II", "تهنئة"),
    ("عارض", "III", "معارضة"),
    ("نادى", "III", "مناداة"),
    ("أعلن", "IV", "إعلان"),
    ("أفاد", "IV", "إفادة"),
    ("أصر", "IV", "إصرار"),
    ("أوضح", "IV", "إيضاح"),
    ("أبدى", "IV", "إبداء"),
    ("آمن", "IV", "إيمان"),
    ("تعهد", "V", "تعهد"),
    ("تمنى", "V", "تمني"),
    ("تساءل", "VI", "تساؤل"),
    ("انفعل", "VII", "انفعال"),
    ("انحاز", "VII", "انحياز"),
    ("اتهم", "VIII", "اتهام"),
    ("ادعى", "VIII", "ادعاء"),
    ("اعترف", "VIII", "اعتراف"),
    ("اختار", "VIII", "اختيار"),
    ("احتج", "VIII", "احتجاج"),
    ("استنكر", "X", "استنكار"),
    ("استفاد", "X", "استفادة"),
    ("استثنى", "X", "استثناء"),
    ("استوضح", "X", "استيضاح"),
    ("برهن", "Q", "برهنة"),
    ("طمأن", "Q", "طمأنة"),
]


def one(forms: list[Form], part: str, slot: tuple[int, str, str]) -> str:
    """The first form without a suffix that stands in this slot."""
    return next(
        form.text for form in forms if form.part == part and form[2:5] == slot and form.suffix == ""
    )


@pytest.mark.parametrize(("lemma", "form", "imperfect", "row"), PAST)
def test_past(lemma: str, form: str, imperfect: str | None, row: str) -> None:
    forms = conjugate(lemma, form, imperfect=imperfect)
    slots = [
        (3, "f", "s"), (3, "m", "d"), (3, "m", "p"), (3, "f", "p"), (1, "", "s"), (1, "", "p"),
    ]  # fmt: skip
    assert one(forms, "past", (3, "m", "s")) == lemma
    assert " ".join(one(forms, "past", slot) for slot in slots) == row


@pytest.mark.parametrize(("lemma", "form", "imperfect", "row"), PRESENT)
def test_present(lemma: str, form: str, imperfect: str | None, row: str) -> None:
    forms = [f for f in conjugate(lemma, form, imperfect=imperfect) if f.part == "present"]
    singular = [(3, "m", "s"), (3, "f", "s"), (1, "", "s"), (1, "", "p")]
    plural = [f.text for f in forms if f[2:5] == (3, "m", "p")]
    indicative = next(text for text in plural if text.endswith("ن"))
    subjunctive = next(text for text in plural if text.endswith("ا"))
    found = [
        *(one(forms, "present", slot) for slot in singular),
        indicative,
        subjunctive,
        one(forms, "present", (3, "f", "p")),
        one(forms, "present", (3, "m", "d")),
    ]
    assert " ".join(found) == row


@pytest.mark.parametrize(("lemma", "form", "imperfect", "row"), JUSSIVE)
def test_short_present(lemma: str, form: str, imperfect: str | None, row: str) -> None:
    texts = {f.text for f in conjugate(lemma, form, imperfect=imperfect) if f.part == "present"}
    assert set(row.split()) <= texts


@pytest.mark.parametrize(("lemma", "form", "imperfect", "row"), PASSIVE)
def test_passive(lemma: str, form: str, imperfect: str | None, row: str) -> None:
    forms = conjugate(lemma, form, imperfect=imperfect)
    past = [one(forms, "passive-past", (3, gender, "s")) for gender in "mf"]
    assert " ".join([*past, one(forms, "passive-present", (3, "m", "s"))]) == row


@pytest.mark.parametrize(("lemma", "form", "imperfect", "row"), PARTICIPLES)
def test_participles(lemma: str, form: str, imperfect: str | None, row: str) -> None:
    forms = conjugate(lemma, form, imperfect=imperfect)
    texts = [f.text for f in forms if f.part == "participle" and f.number != "d"]
    assert " ".join(texts) == row


@pytest.mark.parametrize(("lemma", "form", "masdar"), MASDARS)
def test_masdars_by_rule(lemma: str, form: str, masdar: str) -> None:
    found = [f.text for f in conjugate(lemma, form) if f.part == "masdar"]
    assert found[:2] == [masdar, "ال" + masdar]


@pytest.mark.parametrize(
    ("lemma", "form", "imperfect", "some"),
    [
        ("نشر", "I", "ينشر", "نشرته نشرتها نشره ينشره تنشرها"),
        ("أورد", "IV", None, "أوردته أوردها تورده"),
        ("اعتبر", "VIII", None, "اعتبره تعتبرها اعتبروه يعتبرونه"),
        ("سمى", "II", None, "سماها سماه سمته سموه يسميها يسمونه"),
        ("رأى", "I", "يرى", "رآه رأوه يراها يرونه"),
        ("وصف", "I", "يصف", "وصفهم وصفته يصفها يصفونها يوصف"),
        ("قال", "I", "يقول", "قاله قالوه يقوله تقولها"),
    ],
)
def test_attached_objects(lemma: str, form: str, imperfect: str, some: str) -> None:
    forms = {f.text: f for f in conjugate(lemma, form, imperfect=imperfect, objects=True)}
    assert set(some.split()) <= set(forms)
    assert not any(f.suffix for f in conjugate(lemma, form, imperfect=imperfect) if f.person)


def test_a_plural_loses_its_silent_alef_before_an_object_and_keeps_the_pronoun() -> None:
    forms = {f.text: f for f in conjugate("قال", "I", imperfect="يقول", objects=True)}
    assert forms["قالوه"] == Form("قالوه", "past", 3, "m", "p", "ه")
    assert "قالواه" not in forms


@pytest.mark.parametrize(
    ("word", "some"),
    [
        ("قول", "قول القول قولا قوله قولها قولهم قولهما"),
        ("معارضة", "المعارضة معارضته معارضتها"),
        ("ادعاء", "الادعاء ادعاءه ادعاؤه ادعائه ادعاءها ادعاؤها ادعائها"),
        ("تصريحات", "التصريحات تصريحاته تصريحاتهم"),
        ("إثبات", "إثباتا إثباته"),
    ],
)
def test_nouns(word: str, some: str) -> None:
    assert set(some.split()) <= {form.text for form in inflect_noun(word)}


def test_a_hamza_before_a_plural_ending_is_written_in_two_ways() -> None:
    texts = {form.text for form in conjugate("تنبأ", "V")}
    assert {"تنبؤوا", "تنبأوا", "يتنبؤون", "يتنبأون"} <= texts


@pytest.mark.parametrize(
    ("sounds", "text"),
    [
        ("ءaكaلa", "أكل"),
        ("ءiعلAن", "إعلان"),
        ("ءAمiل", "آمل"),
        ("سaءaل", "سأل"),
        ("سuءiل", "سئل"),
        ("سuءAل", "سؤال"),
        ("يuءaكiد", "يؤكد"),
        ("مaسءUل", "مسؤول"),
        ("تaسAءaل", "تساءل"),
        ("بIءaة", "بيئة"),
        ("بaدء", "بدء"),
        ("ءiبدAء", "إبداء"),
        ("قuرءAن", "قرآن"),
    ],
)
def test_the_seat_of_a_hamza(sounds: str, text: str) -> None:
    assert spellings(sounds)[0] == text


def test_a_participle_given_by_hand() -> None:
    texts = {form.text for form in conjugate("حذر", "II", participle="حاذر")}
    assert {"حاذر", "حاذرا", "حاذرة"} <= texts
    assert "محذر" not in texts


def test_no_form_comes_twice() -> None:
    forms = conjugate("نفى", "I", imperfect="ينفي", objects=True)
    assert len(forms) == len(set(forms))


@pytest.mark.parametrize(
    ("lemma", "form", "message"),
    [
        ("أكد", "XI", "no verb form called XI"),
        ("قال", "I", "needs its imperfect"),
        ("استنكر", "II", "not the shape of a verb of form II"),
    ],
)
def test_a_mistake_names_the_verb(lemma: str, form: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"{lemma}: .*{message}"):
        conjugate(lemma, form)
