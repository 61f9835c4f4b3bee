"""News that never was: reports of invented people, for measurements that need no real texts.

The same seed makes the same reports. They hold what ingest has to work on: claims with their
sources, names that come again, places, dates, events, and now and then a near copy. Who does what,
how much of it and where is drawn by chance, so that few say the same.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta

PLACES = (
    *("طبرق", "درنة", "بنغازي", "سبها", "مصراتة", "غريان", "زوارة", "الكفرة", "سرت", "هون"),
    *("صبراتة", "زليتن", "ترهونة", "غدامس", "أوباري", "مرزق", "المرج", "شحات", "أجدابيا"),
    *("البريقة", "نالوت", "يفرن", "جادو", "تاجوراء", "جنزور", "بني وليد", "رأس لانوف", "غات"),
)
OFFICES = (
    *("رئيس البلدية", "وزير المياه", "مدير الميناء", "المتحدث باسم الشرطة", "قائد خفر السواحل"),
    *("مديرة المستشفى", "نقيب المعلمين", "وزيرة الزراعة", "محافظ المدينة", "رئيس لجنة الإغاثة"),
)
FIRST = ("سالم", "هدى", "يونس", "نجلاء", "طارق", "سعاد", "مروان", "ليلى", "فتحي", "وداد")
LAST = ("الزروق", "بن عمران", "القماطي", "الشويهدي", "المنصوري", "العبار", "البرعصي", "الفيتوري")
SAYING = ("قال", "أكد", "أعلن", "أوضح", "ذكر", "نفى", "توقع", "أضاف")
DOERS = (
    *("القوات", "فرق الإسعاف", "شركة الكهرباء", "لجنة المصالحة", "نقابة المعلمين", "هيئة المياه"),
    *("مصلحة الجمارك", "إدارة المرور", "غرفة التجارة", "جمعية الصيادين", "وزارة الزراعة"),
    *("سلطات الميناء", "كتيبة الحراسة", "فرقة الإنقاذ", "مديرية الصحة", "منظمة الإغاثة"),
    *("رابطة المزارعين", "نيابة المدينة", "وحدات الهندسة", "شرطة السياحة"),
)
DEEDS = (
    *("فحصت", "نقلت", "صادرت", "أحصت", "فقدت", "سلمت", "استوردت", "أخفت", "عرضت", "باعت", "اشترت"),
    *("أحرقت", "استعادت", "وزعت", "رممت", "شحنت", "تسلمت", "طلبت", "خزنت", "أتلفت", "سرقت", "أهدت"),
)
THINGS = (
    *("شاحنة", "خيمة", "مضخة", "قاربا", "بندقية", "مولدا", "شجرة", "كتابا", "سريرا", "حصانا"),
    *("خروفا", "صندوقا", "برميلا", "حاسوبا", "مقعدا", "نافذة", "إطارا", "محركا", "هاتفا"),
    *("دراجة", "جرارا", "سلة", "لوحا", "أنبوبا", "كيسا", "سجادة", "ثلاجة", "مصباحا", "بابا"),
    *("حقيبة", "طنا من القمح", "عداد ماء", "خوذة", "شبكة صيد", "خريطة", "لوحة شمسية", "طابعة"),
    *("خزانة", "مدفأة", "ساعة", "قنطارا"),
)
WHERE = ("في", "قرب", "غربي", "شرقي", "جنوبي")
WHEN = ("أمس", "صباح الخميس", "ليلا", "قبل يومين", "مساء الأحد", "فجر الثلاثاء")
OUTLETS = ("صحيفة الساحل", "وكالة الواحة", "راديو الجبل", "موقع الميناء")
ENGLISH = (
    "The harbour master of {place} said on Tuesday that {count} {things} had arrived.",
    "The mayor of {place} denied that {count} {things} were missing.",
    "According to the health ministry, {count} {things} will reach {place} next week.",
    '"We have lost {count} {things} in {place}," minister Huda Mansouri told reporters.',
    "Witnesses in {place} said soldiers took {count} {things} on Friday night.",
)
ENGLISH_PLACES = ("Tobruk", "Derna", "Benghazi", "Sabha", "Misrata", "Sirte", "Zliten", "Ghat")
ENGLISH_THINGS = (
    *("boats", "tents", "tankers", "generators", "rifles", "nurses", "teachers", "trucks"),
    *("camels", "sacks of flour", "water pumps", "school desks", "prisoners", "mines"),
    *("fishermen", "maps", "lamps", "doors", "tractors", "books", "beds", "horses", "helmets"),
    *("clocks", "carpets"),
)
FIRST_DAY, DAYS = date(2021, 1, 1), 1_000
_COUNTED = (11, 99)  # in Arabic one word stands behind all of these


def make_lines(
    count: int, seed: int = 1, *, first: date = FIRST_DAY, days: int = DAYS
) -> Iterator[bytes]:
    """Reports as JSON lines of the reading contract; every fifth in English.

    They were published within so many days from the first one on.
    """
    chance = random.Random(seed)
    before = ""
    for number in range(count):
        text = _english(chance) if number % 5 == 4 else _arabic(chance)
        if number % 20 == 19:  # a near copy: the report before it, with a sentence more
            text = f"{before}\n{_sentence(chance)}"
        before = text
        record = {
            "id": f"made-up-{seed}-{number}",
            "outlet": chance.choice(OUTLETS),
            "url": f"https://news.example/{seed}/{number}",
            "published": str(first + timedelta(chance.randrange(days))),
            "text": text,
        }
        yield json.dumps(record, ensure_ascii=False).encode() + b"\n"


def _arabic(chance: random.Random) -> str:
    head = f"{chance.choice(PLACES)}: {_claim(chance)}"
    parts = [" ".join(_sentence(chance) for _ in range(3)) for _ in range(chance.randint(1, 4))]
    return "\n\n".join([head, *parts])


def _sentence(chance: random.Random) -> str:
    who = f"{chance.choice(OFFICES)} {chance.choice(FIRST)} {chance.choice(LAST)}"
    return f"{chance.choice(SAYING)} {who} في {chance.choice(PLACES)} إن {_claim(chance)}."


def _claim(chance: random.Random) -> str:
    deed = f"{chance.choice(DEEDS)} {chance.randint(*_COUNTED)} {chance.choice(THINGS)}"
    where = f"{chance.choice(WHERE)} {chance.choice(PLACES)}"
    return f"{chance.choice(DOERS)} {deed} {where} {chance.choice(WHEN)}"


def _english(chance: random.Random) -> str:
    lines = [
        line.format(
            place=chance.choice(ENGLISH_PLACES),
            count=chance.randint(*_COUNTED),
            things=chance.choice(ENGLISH_THINGS),
        )
        for line in ENGLISH
    ]
    chance.shuffle(lines)
    return " ".join(lines[: chance.randint(3, 5)]) + f" It was day {chance.randint(1, 999)}."
