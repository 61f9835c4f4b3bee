"""News that never was: reports of invented people, for measurements that need no real texts.

The same seed makes the same reports. They hold what ingest has to work on: claims with their
sources, names that come again, places, dates, events, and now and then a near copy.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta

PLACES = ("طبرق", "درنة", "بنغازي", "سبها", "مصراتة", "غريان", "زوارة", "الكفرة", "سرت", "هون")
OFFICES = (
    *("رئيس البلدية", "وزير المياه", "مدير الميناء", "المتحدث باسم الشرطة", "قائد خفر السواحل"),
    *("مديرة المستشفى", "نقيب المعلمين", "وزيرة الزراعة", "محافظ المدينة", "رئيس لجنة الإغاثة"),
)
FIRST = ("سالم", "هدى", "يونس", "نجلاء", "طارق", "سعاد", "مروان", "ليلى", "فتحي", "وداد")
LAST = ("الزروق", "بن عمران", "القماطي", "الشويهدي", "المنصوري", "العبار", "البرعصي", "الفيتوري")
SAYING = ("قال", "أكد", "أعلن", "أوضح", "ذكر", "نفى", "توقع", "أضاف")
CLAIMS = (
    "إن السدود ممتلئة ولا خطر على السكان",
    "إن الطريق الساحلي سيفتح يوم الأحد المقبل",
    "إن ثلاثة زوارق وصلت إلى الميناء صباح الخميس",
    "إن المدرسة قصفت ليلا وأصيب حارسها",
    "إن المفاوضات مع النقابة بدأت أمس",
    "إن القوات انسحبت من المطار القديم",
    "إن المساعدات لم تصل إلى القرى الجبلية",
    "إن التيار الكهربائي عاد إلى نصف المدينة",
)
OUTLETS = ("صحيفة الساحل", "وكالة الواحة", "راديو الجبل", "موقع الميناء")
ENGLISH = (
    "The harbour master of {place} said on Tuesday that three boats had arrived.",
    "Salem Zarrouk, the mayor, denied that the road to Derna was closed.",
    "According to the health ministry, the hospital in Tobruk will open next week.",
    '"We have begun talks with the union," minister Huda Mansouri told reporters.',
    "Witnesses said soldiers withdrew from the old airport on Friday night.",
)
ENGLISH_PLACES = ("Tobruk", "Derna", "Benghazi", "Sabha", "Misrata")
FIRST_DAY, DAYS = date(2021, 1, 1), 1_000


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
    head = f"{chance.choice(PLACES)}: {chance.choice(CLAIMS).removeprefix('إن ')}"
    parts = [" ".join(_sentence(chance) for _ in range(3)) for _ in range(chance.randint(1, 4))]
    return "\n\n".join([head, *parts])


def _sentence(chance: random.Random) -> str:
    who = f"{chance.choice(OFFICES)} {chance.choice(FIRST)} {chance.choice(LAST)}"
    where = chance.choice(PLACES)
    return f"{chance.choice(SAYING)} {who} في {where} {chance.choice(CLAIMS)}."


def _english(chance: random.Random) -> str:
    lines = [line.format(place=chance.choice(ENGLISH_PLACES)) for line in ENGLISH]
    chance.shuffle(lines)
    return " ".join(lines[: chance.randint(3, 5)]) + f" It was day {chance.randint(1, 999)}."
