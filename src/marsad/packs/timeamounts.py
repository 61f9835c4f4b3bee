"""Amounts of time and times of the clock, as a page words them; nothing here needs an anchor."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from marsad.packs import calendars
from marsad.packs.times import Kind, Leading, UnitWord
from marsad.packs.timeterms import Number, Terms, read_numeric

_COMMA_CLOCK = re.compile(r"(\d\d?)[,.](\d\d)")
_LENGTHS = ("S", "MIN", "H", "D", "W", "M", "Y")
_JOINED = 4  # years, months, days, hours: no amount has more parts
_CLOCK_UNITS = frozenset({"S", "MIN", "H"})
_HALF_DAY = frozenset({"AF", "EV", "NI"})


class Amount(NamedTuple):
    """So many units. ``number`` ``None`` is unknown; ``steps`` the side of the anchor on
    which it lies (the last three years: -1), ``None`` when the words do not say; ``sure`` that
    the words name an amount whatever stands before them; ``more`` the amounts joined before."""

    end: int
    value: str
    unit: UnitWord
    number: float | None
    steps: int | None
    sure: bool
    more: tuple[Amount, ...] = ()


class Clock(NamedTuple):
    """A time of the clock as TIMEX3 writes it behind the day: ``T17:30``, ``T11:00Z``."""

    end: int
    value: str


def read_amount(terms: Terms, token: int) -> Amount | None:
    """The amount that begins at a token, whether or not what stands before it allows one."""
    amount = _simple_amount(terms, token)
    if amount is None:
        return None
    for _ in range(_JOINED):
        if amount.number is None or amount.steps is not None:
            break
        joined = _joined(terms, amount.end)
        if joined is None or joined.number is None or joined.steps is not None:
            break
        if _length(joined.unit) >= _length(amount.unit):
            break  # boys of nine years and twelve years
        if not (amount.sure or joined.sure):
            break
        value = calendars.join_durations(amount.value, joined.value)
        amount = joined._replace(value=value, sure=True, more=(*amount.more, amount))
    return amount


def _length(unit: UnitWord) -> tuple[int, int]:
    return _LENGTHS.index(unit.code), unit.scale


def _joined(terms: Terms, token: int) -> Amount | None:
    term = terms.at(token)
    if term is None:
        return None
    if term.senses.get(Kind.LINK) == "and":
        return _simple_amount(terms, token + 1)
    if term.clitic == "و" and not term.definite:
        return _simple_amount(terms, token)
    return None


def _simple_amount(terms: Terms, token: int) -> Amount | None:
    approximation = terms.at(token)
    if approximation is not None and Kind.APPROXIMATION in approximation.senses:
        return _about(terms, approximation.end)
    if terms.sense(token, Kind.SOME):
        return _some(terms, token)
    leading: Leading | None = terms.sense(token, Kind.LEADING)
    if leading is not None:
        return _led(terms, token, leading)
    fraction = _fraction(terms, token)
    if fraction is not None:
        return fraction
    number = terms.number(token)
    if number is not None and not number.ordinal:
        return _counted(terms, token, number)
    if terms.sense(token, Kind.ONE):
        return _one(terms, token)
    return _bare(terms, token)


def _led(terms: Terms, token: int, leading: Leading) -> Amount | None:
    """``the last three years``, ``recent weeks``, ``the past year``, ``the next decade``."""
    term = terms.at(token)
    if term is None or leading.told or not leading.steps:
        return None
    unit = _unit(terms, term.end)
    one = unit is not None and unit.form == "one"
    if unit is not None and (one or unit.form == "many"):
        length = leading.length or terms.has_article(token - 1) or unit.scale == 10
        if one and not (length and unit.scale < 100 and unit.code not in ("S", "MIN", "D")):
            return None
        amount: Amount | None = _finish(terms, term.end + 1, unit, 1.0 if one else None, True)
    elif terms.sense(term.end, Kind.ONE) or terms.sense(term.end, Kind.LEADING):
        return None
    else:
        amount = _simple_amount(terms, term.end)
    return amount._replace(steps=leading.steps, sure=True) if amount is not None else None


def _one(terms: Terms, token: int) -> Amount | None:
    """``a year``, ``a year and a half``: as unsure as the unit alone."""
    term = terms.at(token)
    unit = _unit(terms, term.end) if term else None
    if term is None or unit is None or unit.form != "one" or unit.code == "S":
        return None  # a second man
    amount = _finish(terms, term.end + 1, unit, 1.0, False)
    return amount._replace(sure=amount.number != 1)


def _about(terms: Terms, token: int) -> Amount | None:
    """The amount behind a word of about: there even a bare unit is one."""
    if terms.sense(token, Kind.APPROXIMATION) is not None:
        return None
    amount = _simple_amount(terms, token)
    one = terms.sense(token, Kind.ONE)
    if amount is None or (amount.unit.scale == 10 and not one):
        return amount  # a bare word for a decade may also mean *holding*
    return amount._replace(sure=True)


def _unit(terms: Terms, token: int) -> UnitWord | None:
    unit: UnitWord | None = terms.sense(token, Kind.UNIT)
    return unit


def _some(terms: Terms, token: int) -> Amount | None:
    term = terms.at(token)
    unit = _unit(terms, term.end) if term else None
    if term is None or unit is None or unit.form != "many":
        return None
    return _finish(terms, term.end + 1, unit, None, True)


def _fraction(terms: Terms, token: int) -> Amount | None:
    """Half an hour, a quarter of a century: in whole smaller units where there are some."""
    share = terms.sense(token, Kind.FRACTION)
    at = token + 1
    one = terms.at(at + (terms.link(at) == "of")) if share is not None else None
    at = one.end if one is not None and Kind.ONE in one.senses else at
    at += terms.key(at) == "-"
    unit = _unit(terms, at)
    term = terms.at(at)
    if share is None or unit is None or unit.form != "one" or (term and term.clitic):
        return None
    if term is not None and term.definite:
        return None
    smaller = {("H", 1): ("MIN", 60), ("MIN", 1): ("S", 60), ("Y", 1): ("M", 12)}
    code, size = smaller.get((unit.code, unit.scale), (unit.code, unit.scale))
    value = calendars.duration(round(share * size, 2), code)
    return Amount(at + 1, value, unit, share, None, True)


def _counted(terms: Terms, token: int, number: Number) -> Amount | None:
    count, at = _half_before(terms, number)
    leading: Leading | None = terms.sense(at, Kind.LEADING)
    at += leading is not None or terms.key(at) == "-"
    unit = _unit(terms, at)
    term = terms.at(at)
    if unit is None or term is None or unit.form in ("two", "pair"):
        return None
    if term.clitic or not _agrees(count, unit.form):
        return None
    if leading is not None and (unit.form != "many" or not leading.steps):
        return None  # the four this year
    amount = _finish(terms, at + 1, unit, count, True)
    if leading is not None:
        return amount._replace(steps=leading.steps)
    first = terms.at(token)
    percent = first is not None and first.definite and number.value == 100
    return None if percent and amount.steps is None else amount


def _half_before(terms: Terms, number: Number) -> tuple[float, int]:
    """``two and a half`` before its unit, and where that ends."""
    if terms.link(number.end) != "and":
        return number.value, number.end
    one = terms.at(number.end + 1)
    at = one.end if one is not None and Kind.ONE in one.senses else number.end + 1
    share = terms.sense(at, Kind.FRACTION)
    if share is None or _unit(terms, at + 1) is None:
        return number.value, number.end
    return number.value + share, at + 1


def _agrees(value: float, count: str) -> bool:
    """Three to ten take the plural, all else the singular; digits are often careless."""
    return value > 0 if count == "one" else 1 < value < 1000


def _bare(terms: Terms, token: int) -> Amount | None:
    """A unit without a number before it: a dual, a plural, one of it."""
    unit, term = _unit(terms, token), terms.at(token)
    if unit is None or term is None or unit.form == "pair":
        return None
    end = token + 1
    if unit.form == "many":
        return _plural(terms, end, unit, term.definite)
    count = 2.0 if unit.form == "two" else 1.0
    if unit.form == "one" and term.definite:
        return None
    if terms.sense(end, Kind.FULL):
        return _finish(terms, end + 1, unit, count, True)
    amount = _finish(terms, end, unit, count, unit.form == "two")
    return None if term.definite and amount.steps is None else amount


def _plural(terms: Terms, end: int, unit: UnitWord, definite: bool) -> Amount | None:
    """``السنوات الخمس الماضية``, ``ساعات قليلة``, ``الأيام الماضية``, ``سنوات``."""
    count: float | None = None
    number = terms.number(end) if terms.words.article else None
    term = terms.at(end)
    sure = False
    if number is not None and not number.ordinal and not (term and term.clitic):
        article = definite or number.digits
        if (term is not None and term.definite) == definite or article:
            count, end, sure = number.value, number.end, True
    elif terms.sense(end, Kind.VAGUE):
        end, sure = end + 1, True
    amount = _finish(terms, end, unit, count, sure)
    if not definite:
        return amount
    if amount.steps is not None or terms.sense(amount.end - 1, Kind.AGAIN):
        return amount._replace(sure=True)
    return amount if sure else None


def _finish(terms: Terms, end: int, unit: UnitWord, count: float | None, sure: bool) -> Amount:
    """The amount with what may stand behind it: and a half, whole, last."""
    if count is not None:
        count, end = _and_a_half(terms, end, count)
    if terms.sense(end, Kind.VAGUE) or (terms.sense(end, Kind.FULL) and sure and count is not None):
        end += 1
    steps = terms.sense(end, Kind.RELATION)
    term = terms.at(end)
    if steps is not None and term is not None and term.definite and not term.clitic:
        end, sure = end + 1, True
    else:
        steps = None
        again = terms.sense(end, Kind.AGAIN)
        if again in ("recent", "before", "next") and term is not None and not term.clitic:
            steps = 1 if again == "next" else -1
            end, sure = end + 1, True
    value = calendars.duration(count, unit.code, unit.scale if count is not None else 1)
    return Amount(end, value, unit, count, steps, sure)


def _and_a_half(terms: Terms, end: int, count: float) -> tuple[float, int]:
    term = terms.at(end)
    if term is not None and term.senses.get(Kind.LINK) == "and":
        one = terms.at(end + 1)
        at = one.end if one is not None and Kind.ONE in one.senses else end + 1
        share = terms.sense(at, Kind.FRACTION) if at > end + 1 else None
        return (count, end) if share is None else (count + share, at + 1)
    if term is None or term.clitic != "و":
        return count, end
    share = term.senses.get(Kind.FRACTION)
    if share is None:
        return count, end
    again = _unit(terms, end + 1)  # عام ونصف العام
    return count + share, end + (2 if again is not None and again.form == "one" else 1)


def is_whole(amount: Amount) -> bool:
    """Whether an amount is known, and in whole days or longer units."""
    return all(
        part.number is not None
        and part.number == int(part.number)
        and part.unit.code not in _CLOCK_UNITS
        for part in (*amount.more, amount)
    )


def count_from(anchor: date | None, amount: Amount, side: int) -> tuple[str, str] | None:
    """The day, week, month or year (and that unit) an amount before (-1) or after the anchor.

    ``None`` without an anchor, or where the calendar ends; the amount must be whole.
    """
    parts = (*amount.more, amount)
    moved = anchor
    for part in parts:
        steps = side * int(part.number or 0) * part.unit.scale
        moved = calendars.shift(moved, part.unit.code, steps) if moved else None
    finest = min(parts, key=lambda part: "DWMY".index(part.unit.code)).unit
    value = calendars.truncate(moved, finest.code, 1)
    return None if value is None else (value, finest.code)


def allows_bare(terms: Terms, token: int, end: int) -> bool:
    """Whether what stands around a bare unit makes it an amount: ``منذ سنوات``, ``لأيام``."""
    before, here = terms.at(token - 1), terms.at(token)
    led = before is not None and before.senses.get(Kind.LINK) in terms.words.amount_leads
    if here is not None and Kind.ONE in here.senses:
        here = terms.at(here.end)
    unit: UnitWord | None = here.senses.get(Kind.UNIT) if here else None
    if not led:
        for_it = here is not None and here.clitic.endswith("ل")
        if not for_it or (unit is not None and unit.form == "one"):
            return False
    if unit is not None and (unit.code, unit.form) == ("S", "one"):
        return False
    if before is not None and before.senses.get(Kind.LINK) == "since":
        return not terms.key(end)[:1].isdecimal()
    follows = terms.key(end)
    article = terms.words.article
    named = bool(article) and follows.startswith(article) and terms.link(end) is None
    return not named and not follows[:1].isdecimal()


def read_clock(
    terms: Terms, token: int, *, after_day: bool = False, part: str | None = None
) -> Clock | None:
    """``الساعة الخامسة والنصف مساء``, ``14:30 بتوقيت غرينتش``, ``7 صباحا``.

    ``after_day``: behind a day, ``14:30`` needs no further sign that the clock is meant. ``part``
    is the part of the day that was named before, and tells morning from evening.
    """
    term = terms.at(token)
    named = term is not None and term.senses.get(Kind.LINK) == "clock" and term.definite
    start = token + 1 if named else token
    hour, minute, second, end = _hour(terms, start)
    if hour is None:
        return None
    bare = terms.key(start).isdecimal()
    minute, end, marked = _minutes(terms, end, minute, named)
    behind = terms.at(end)
    half = behind.senses.get(Kind.HALF) if behind is not None else None
    if behind is not None and half is not None and (hour <= 12 or half == "full"):
        hour, end, marked = _in_half(hour, half), behind.end, True
    told, end = _part(terms, end)
    part = told or part
    zone, end = _zone(terms, end)
    if not (named or marked or part is not None or ((zone or after_day) and not bare)):
        return None
    if minute < 0:
        hour, minute = hour - 1, minute + 60
    if part in _HALF_DAY and hour < 12 and not (part == "NI" and hour < 4):
        hour += 12
    seconds = f":{second:02d}" if second >= 0 else ""
    return Clock(end, f"T{hour % 24 if hour != 24 else 24:02d}:{minute:02d}{seconds}{zone}")


def _in_half(hour: int, half: str) -> int:
    """The hour of the day, for an hour in its first (``am``) or second half."""
    if half == "full":
        return hour
    return hour % 12 + (0 if half == "am" else 12)


def _hour(terms: Terms, token: int) -> tuple[int | None, int, int, int]:
    """Hour, minute, second (-1 if none) and the end of the token that names them."""
    if terms.sense(token, Kind.HALF) == "noon":
        return 12, 0, -1, token
    numeric = read_numeric(terms.key(token)) if terms.key(token)[:1].isdecimal() else None
    if numeric is not None and numeric.sort == "clock":
        hour, minute, second = numeric.parts
        return hour, minute, second, token + 1
    comma = _COMMA_CLOCK.fullmatch(terms.key(token))
    if comma is not None and int(comma[1]) <= 24 and int(comma[2]) < 60:
        return int(comma[1]), int(comma[2]), -1, token + 1
    if terms.sense(token, Kind.ORDINAL) is not None:
        return _hour_word(terms, token)
    number = terms.number(token)
    if number is None or not 0 < number.value <= 24 or number.value != int(number.value):
        return None, 0, -1, token
    one_o_clock = number.value == 1 and terms.link(token - 1) == "clock"
    if not number.digits and not one_o_clock:
        return None, 0, -1, token
    return int(number.value), 0, -1, number.end


def _hour_word(terms: Terms, token: int) -> tuple[int | None, int, int, int]:
    """The first to twelfth hour; tens behind it are minutes."""
    hour: int = terms.sense(token, Kind.ORDINAL)
    teen = terms.at(token + 1)
    if teen is not None and teen.senses.get(Kind.CARDINAL) == 10 and not teen.clitic and hour < 3:
        return hour + 10, 0, -1, token + 2
    return hour, 0, -1, token + 1


def _minutes(terms: Terms, end: int, minute: int, named: bool) -> tuple[int, int, bool]:
    """What is added to the hour or taken from it: and a half, and 20 minutes, but a quarter.

    Also where that ends, and whether it alone shows that the clock is meant.
    """
    term = terms.at(end)
    if term is None or minute:
        return minute, end, False
    link = term.senses.get(Kind.LINK)
    sign, start = (-1, end + 1) if link == "except" else (1, end + 1 if link == "and" else end)
    if link not in ("except", "and") and term.clitic != "و":
        return minute, end, False
    share = terms.sense(start, Kind.FRACTION)
    if share is not None:
        return minute + sign * round(share * 60), start + 1, True
    number = terms.number(start)
    if number is None or number.ordinal or not 0 < number.value < 60:
        return minute, end, False
    unit = _unit(terms, number.end)
    if unit is not None and unit.code == "MIN":
        return minute + sign * int(number.value), number.end + 1, True
    if named or _part(terms, number.end)[0] is not None:
        return minute + sign * int(number.value), number.end, False
    return minute, end, False


def _part(terms: Terms, end: int) -> tuple[str | None, int]:
    if terms.link(end) == "in" and terms.has_article(end + 1):
        alone = terms.at(end + 2)
        part = alone.senses.get(Kind.PART_ALONE) if alone is not None else None
        return (part, alone.end) if alone is not None and part is not None else (None, end)
    if terms.link(end) == "of":
        noun = terms.sense(end + 1, Kind.PART)
        return noun, end
    term = terms.at(end)
    if term is None or term.clitic or Kind.PART_BEHIND in term.senses:
        return None, end
    adverb: str | None = term.senses.get(Kind.PART_ADVERB) or term.senses.get(Kind.PART)
    if adverb is None:
        return None, end
    return adverb, term.end if Kind.PART_ADVERB in term.senses else end


def _zone(terms: Terms, end: int) -> tuple[str, int]:
    term = terms.at(end)
    zone = term.senses.get(Kind.ZONE) if term else None
    return (zone, term.end) if zone is not None and term is not None else ("", end)
