"""What a search for one word finds of another, and what it must not.

The pairs are (typed, standing in a text). The two tables of what is known wrong are honest: a pair
that starts to behave fails the test, so that it moves up.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.text.stems import stem, stems_of
from marsad.text.words import index_words


def finds(typed: str, standing: str) -> bool:
    """Whether a search for a word, as the archive writes it, finds another."""
    return index_words(standing).stem in stems_of(index_words(typed).norm)


MATCH = """
محمد مُحَمَّد
احمد أحمد
مصطفى مصطفي
القاهرة القاهره
كتاب كتـــاب
٢٠١٧ 2017
وزارة الوزارة
وزارة والوزارة
وزارة ووزارة
وزارة لوزارة
وزارة بوزارة
وزارة وزارته
وزارة وزارتها
الوزارة وزارات
وزير الوزراء
شهيد شهداء
زعيم زعماء
مدينة مدينتين
مدينة للمدينة
مدينة ومدينة
قوات القوات
قوات قواته
قوات وقوات
قوات لقوات
قوات بالقوات
غارة غارات
غارة والغارات
ضربة ضربات
قتيل القتيلان
قتيل قتيلا
مقاتل مقاتلين
مقاتل مقاتلون
مقاتل المقاتلو
مسلح مسلحين
مدني المدنيين
مدني مدنيا
فلسطيني الفلسطينيون
فلسطين فلسطينيين
إيران إيرانيان
لبنان اللبنانية
سوريا السورية
سوريا السوريين
روسيا الروسية
روسيا الروس
ليبيا الليبي
أوكرانيا الأوكرانية
ألمانيا الألماني
فرنسا الفرنسية
المانيا ألمانيا
ألمانيا المانيا
تقرير تقارير
تقرير التقارير
صاروخ صواريخ
صاروخ الصواريخ
مشروع مشاريع
قانون قوانين
قصف قصفت
قال قالت
قال قالوا
أعلن أعلنت
انتخاب الانتخابات
حكومة حكومته
مفاوضات والمفاوضات
attack attacks
attack attacked
attack attacking
city cities
deny denied
deny denies
force forces
force forced
move moving
church churches
Russia Russia's
raqqa RAQQA
müller Muller
run running
negotiate negotiating
"""
KNOWN_MISSED = """
دول لدول
لجنة للجنة
جيش جيوش
مصدر مصادر
حزب أحزاب
منزل منازل
رئيس رؤساء
مدينة المدن
say said
strike struck
"""
APART = """
لبنان لبن
بيان يان
قوة قوات
مقاتل مقتل
إسلام سلم
جنة لجنة
زار وزارة
وكالة كالة
إيران إير
فرات فر
بغداد غداد
الله له
عمان عم
حسين حس
محكمة حكم
صحراء صحة
أنباء بناء
والد ولد
news new
united unit
ring r
Paris par
bus bu
need ne
"""
KNOWN_FALSE = """
مدن مدني
ترك تركي
سليم سليمان
بيرو بيروت
"""


def pairs(table: str) -> list[tuple[str, str]]:
    found = [tuple(line.split()) for line in table.strip().splitlines()]
    return [(typed, standing) for typed, standing in found]


@pytest.mark.parametrize(("typed", "standing"), pairs(MATCH))
def test_forms_of_one_word_match(typed: str, standing: str) -> None:
    assert finds(typed, standing), (index_words(typed), index_words(standing))


@pytest.mark.parametrize(("typed", "standing"), pairs(APART))
def test_words_that_look_alike_stay_apart(typed: str, standing: str) -> None:
    assert not finds(typed, standing), (index_words(typed), index_words(standing))


@pytest.mark.parametrize(("typed", "standing"), pairs(KNOWN_MISSED))
def test_what_is_missed_is_known(typed: str, standing: str) -> None:
    assert not finds(typed, standing)


@pytest.mark.parametrize(("typed", "standing"), pairs(KNOWN_FALSE))
def test_what_matches_wrongly_is_known(typed: str, standing: str) -> None:
    assert finds(typed, standing)


@pytest.mark.parametrize("word", ["و", "في", "ال", "الله", "s", "123", "اس400", "привет"])
def test_a_word_that_no_rule_shortens_stays(word: str) -> None:
    assert stem(word) == word


def test_the_documents_tell_these_numbers() -> None:
    told = (Path(__file__).parents[2] / "docs" / "search.md").read_text(encoding="utf-8")
    found, missed, apart, false = map(len, map(pairs, (MATCH, KNOWN_MISSED, APART, KNOWN_FALSE)))
    assert f"of {found + missed} pairs of forms it finds {found}, of {apart + false}" in told
    assert f"pairs that only look alike it takes {false} for one word" in told
