"""Months, weeks, years and longer or vaguer times, and their value."""

from __future__ import annotations

from marsad.model import TimeType
from marsad.packs import calendars
from marsad.packs.timedates import (
    Day,
    Month,
    Year,
    is_four_digits,
    is_joining,
    points_at,
    read_month,
    read_relation,
    read_year,
    read_year_unit,
    with_era,
)
from marsad.packs.timedays import day_of_month, read_day, weekday_value, year_of
from marsad.packs.times import Kind, Leading, UnitWord
from marsad.packs.timescene import DIGITS, Found, Scene, in_part
from marsad.packs.timeterms import Term, read_numeric
from marsad.packs.timeyears import (
    LIKELY_YEARS,
    YEARS,
    digit_decade,
    may_be_span,
    year_found,
    year_span,
)

_WEEKEND = 5  # Friday: from then on the weekend that is told of may be this one
_QUARTER = 0.25


def month_at(scene: Scene, token: int) -> Found | None:
    """A month, with its year where one stands beside it."""
    month = read_month(scene.terms, token)
    if month is None:
        return None
    year = read_year(scene.terms, month.end, after_day=False)
    joined = is_joining(scene.terms, month.end) and scene.terms.key(month.end) != "/"
    if year is None and joined:
        year = _shared_year(scene, month)
    if month.hijri or not (month.company or year is not None):
        return None
    number, anchored = year_of(scene, token, month.number, None, year)
    end = year.end if year is not None else month.end
    relative = year is not None and year.steps is not None
    value = calendars.month_value(number, month.number) if number is not None else None
    return Found(token, end, TimeType.DATE, value, "M", relative, anchored)


def _shared_year(scene: Scene, month: Month) -> Year | None:
    """``March and June 2016``: the year of the month that is joined on holds for both."""
    other = read_month(scene.terms, month.end + 1)
    year = read_year(scene.terms, other.end, after_day=False) if other is not None else None
    if other is None or year is None or year.year is None or other.hijri:
        return None
    return Year(month.end, year.year - (other.number < month.number), None)


def named_unit(scene: Scene, token: int, term: Term, unit: UnitWord) -> Found | None:
    if unit.code == "Y" and unit.scale == 1:
        year = read_year_unit(scene.terms, token)
        if year is not None and year.year is not None:
            return year_found(token, year)
        span = year_span(scene, token + 1)
        if span is not None:
            return span._replace(first=token)
    relation = read_relation(scene.terms, token + 1)
    definite = term.definite or (relation is not None and not scene.words.article)
    if not definite or unit.form != "one" or unit.code in ("S", "MIN", "H"):
        return None
    if relation is not None:
        return _period(scene, token, relation.end, unit, relation.steps)
    if unit.scale == 100:
        return _century(scene, token)
    return _again(scene, token, token + 1, unit)


def _period(scene: Scene, token: int, end: int, unit: UnitWord, steps: int) -> Found:
    """The unit ``steps`` away from the anchor's; of a week the day named behind it."""
    value = calendars.period(scene.anchor, unit.code, steps, unit.scale)
    found = Found(token, end, TimeType.DATE, value, unit.code, True, True)
    unit_behind = scene.terms.sense(end, Kind.UNIT) is not None  # الأسبوع المقبل يوم الجمعة
    at = end + (unit_behind or scene.terms.link(end) == "on")
    named = scene.terms.at(at) if unit.code == "W" else None
    if named is None or Kind.WEEKDAY not in named.senses or not named.definite or named.clitic:
        return found
    base = calendars.shift(scene.anchor, "W", steps) if scene.anchor else None
    day = calendars.weekday_near(base, named.senses[Kind.WEEKDAY], 0) if base else None
    return found._replace(end=named.end, value=day.isoformat() if day else None, unit="D")


def _century(scene: Scene, token: int) -> Found | None:
    number = scene.terms.number(token + 1)
    term = scene.terms.at(token + 1)
    if number is None or term is None or not term.definite or not 0 < number.value < 30:
        return None
    return Found(token, number.end, TimeType.DATE, f"{int(number.value) - 1:02d}XX", "Y")


def ranked_unit(scene: Scene, token: int, unit: UnitWord) -> Found | None:
    """``الأسبوع الأول من أكتوبر``: known to the month or year that it lies in."""
    number = scene.terms.number(token + 1)
    if number is None or not number.ordinal or unit.code not in ("W", "M"):
        return None
    at = number.end + 1 if scene.terms.link(number.end) in ("of", "in") else number.end
    return _rank_of(scene, token, int(number.value), unit, at)


def _rank_of(scene: Scene, token: int, rank: int, unit: UnitWord, at: int) -> Found | None:
    """The so manieth week or month of the time that begins at ``at``."""
    whole = time_of(scene, at)
    if whole is None or whole.unit not in ("M", "Y"):
        return None
    value = whole.value or ""
    if unit.code == "M" and whole.unit == "Y" and value.isdecimal() and rank <= 12:
        value = f"{value}-{rank:02d}"
        return whole._replace(first=token, value=value, unit="M")
    return whole._replace(first=token, unit="")


def _again(scene: Scene, token: int, at: int, unit: UnitWord) -> Found | None:
    """``اليوم نفسه``, ``اليوم التالي``: counted from the date told last, if that is near."""
    again = scene.terms.sense(at, Kind.AGAIN)
    if again == "same":
        return _same(scene, token, at + 1, unit)
    if again not in ("next", "before"):
        return None
    last = scene.last_day()
    value = "PAST_REF"
    if last is not None and unit.code == "D":
        moved = calendars.shift(last, "D", 1 if again == "next" else -1)
        value = moved.isoformat() if moved else value
    return Found(token, at + 1, TimeType.DATE, value, relative=True)


def _same(scene: Scene, token: int, end: int, unit: UnitWord) -> Found | None:
    value = scene.last.value if scene.last is not None else None
    length = {"D": 10, "M": 7, "Y": 4}.get(unit.code, 99)
    if value is None or len(value) < length or not value[:length].replace("-", "").isdecimal():
        return Found(token, end, TimeType.DATE, "PAST_REF", relative=True)
    return Found(token, end, TimeType.DATE, value[:length], unit.code, True)


def time_of(scene: Scene, token: int) -> Found | None:
    """Any DATE that begins at a token: the time of which something else is a part."""
    term = scene.terms.at(token)
    if term is not None and term.clitic:
        return None
    if scene.terms.has_article(token):
        found = None if scene.terms.has_article(token + 1) else time_of(scene, token + 1)
        return found._replace(first=token) if found is not None else None
    found = read_day(scene, token) or month_at(scene, token) or digit_decade(scene, token)
    if found is not None:
        return found
    if term is not None:
        return _unit_of(scene, token, term)
    word = scene.terms.key(token)
    if not is_four_digits(scene.terms, token) or int(word) not in YEARS:
        return None
    return year_found(token, with_era(scene.terms, Year(token + 1, int(word), None)))


def _unit_of(scene: Scene, token: int, term: Term) -> Found | None:
    if term.senses.get(Kind.LINK) in ("this", "that", "same"):
        return pointing(scene, token)
    if Kind.LEADING in term.senses:
        return leading(scene, token)
    if Kind.SEASON in term.senses:
        return season(scene, token)
    if Kind.DECADE in term.senses:
        return decade(scene, token)
    unit: UnitWord | None = term.senses.get(Kind.UNIT)
    if unit is None:
        return None
    found = named_unit(scene, token, term, unit)
    ranked = scene.terms.sense(token + 1, Kind.ORDINAL) is not None
    return found if found is not None or ranked else _whole_unit(scene, token, token)


def pointing(scene: Scene, token: int) -> Found | None:
    """``هذا العام``, ``هذا الصباح``, ``ذلك اليوم``, ``نفس اليوم``."""
    link = scene.terms.link(token)
    term = scene.terms.at(token + 1)
    if term is None or term.clitic:
        return None
    if link == "this":
        return _this(scene, token, term)
    unit: UnitWord | None = term.senses.get(Kind.UNIT)
    if unit is None or unit.form != "one" or unit.code == "S" or not term.definite:
        return None
    return _same(scene, token, token + 2, unit)


def _this(scene: Scene, token: int, term: Term) -> Found | None:
    """What the word for *this* points at: a part of today, a day of this week, this year."""
    part = term.senses.get(Kind.PART_ALONE)
    if part is not None:
        value = scene.anchor.isoformat() if scene.anchor else None
        return in_part(Found(token, term.end, TimeType.DATE, value, "D", True, True), part)
    if Kind.WEEKDAY in term.senses and term.definite:
        return weekday_value(scene, token, term.end, term.senses[Kind.WEEKDAY], 0)
    if Kind.MONTH in term.senses:
        return _this_month(scene, token)
    if Kind.SEASON in term.senses:
        return season(scene, token)
    return _whole_unit(scene, token, token + 1)


def _whole_unit(scene: Scene, token: int, at: int) -> Found | None:
    """A definite day, week, month or year: the one that holds the anchor."""
    term = scene.terms.at(at)
    unit: UnitWord | None = term.senses.get(Kind.UNIT) if term else None
    if term is None or unit is None or not term.definite or unit.form != "one":
        return None
    return _period(scene, token, term.end, unit, 0) if unit.code in ("D", "W", "M", "Y") else None


def leading(scene: Scene, token: int) -> Found | None:
    """``last week``, ``next May``, ``last summer``, ``this weekend``."""
    term = scene.terms.at(token)
    named = scene.terms.at(term.end) if term is not None else None
    if term is None or named is None:
        return None
    word: Leading = term.senses[Kind.LEADING]
    unit: UnitWord | None = named.senses.get(Kind.UNIT)
    if unit is not None:
        certain = _leading_unit if not word.told else _from_told
        return certain(scene, token, named.end, unit, word)
    if not points_at(scene.terms, token):
        return None
    if Kind.WEEKEND in named.senses:
        return weekend(scene, token, named.end, word.steps)
    told = word.steps > 0 or not scene.terms.has_article(token - 1)
    if named.senses.get(Kind.FRACTION) == _QUARTER and told:
        value = calendars.quarter(scene.anchor, word.steps)
        return Found(token, named.end, TimeType.DATE, value, "", True, True)
    if Kind.MONTH in named.senses or Kind.SEASON in named.senses:
        return _leading_month(scene, token, term.end, word.steps)
    return None


def _leading_unit(
    scene: Scene, token: int, end: int, unit: UnitWord, word: Leading
) -> Found | None:
    """``last week``; in ``the last week of July`` known to the month; ``the last week`` is none."""
    if unit.form != "one" or unit.code not in ("W", "M", "Y") or unit.scale not in (1, 100):
        return None
    if word.length:
        return None
    of = scene.terms.link(end) == "of" and not _leads_to(scene, end + 1, unit)
    whole = time_of(scene, end + 1) if of else None
    if whole is not None and whole.unit in ("M", "Y"):
        return whole._replace(first=token, unit="")
    if scene.terms.has_article(token - 1) and unit.scale == 1:
        return None
    return _period(scene, token, end, unit, word.steps)


def _leads_to(scene: Scene, token: int, unit: UnitWord) -> bool:
    """Whether a leading word with the same unit follows: it can be no whole of that."""
    term = scene.terms.at(token + scene.terms.has_article(token))
    if term is None or Kind.LEADING not in term.senses:
        return False
    inner: UnitWord | None = scene.terms.sense(term.end, Kind.UNIT)
    return inner is not None and "WMY".find(inner.code) <= "WMY".find(unit.code)


def _from_told(scene: Scene, token: int, end: int, unit: UnitWord, word: Leading) -> Found | None:
    """``the following week``, ``the previous year``: counted from the date told last."""
    if unit.form != "one" or unit.scale != 1 or unit.code not in ("W", "M", "Y"):
        return None
    base, last = scene.last_day(), scene.last_told()
    if base is None and unit.code != "W" and last is not None:
        base = calendars.read_day(f"{last.value}-01-01"[:10])  # of a year or month its first day
    value = calendars.period(base, unit.code, word.steps)
    return Found(token, end, TimeType.DATE, value, unit.code if value else "", True)


def _leading_month(scene: Scene, token: int, at: int, steps: int) -> Found | None:
    """The last, this or next such month or season."""
    month, anchor = read_month(scene.terms, at), scene.anchor
    value = None
    if month is None:
        name: str = scene.terms.sense(at, Kind.SEASON)
        if anchor is not None:
            number = anchor.year + _season_steps(scene, name, Year(at + 1, None, steps))
            value = f"{number:04d}-{name}"
        return Found(token, at + 1, TimeType.DATE, value, "", True, True)
    if month.hijri:
        return None
    if anchor is not None:
        year = calendars.step_year(anchor, month.number, None, steps)
        value = calendars.month_value(year, month.number) if year is not None else None
    return Found(token, month.end, TimeType.DATE, value, "M", True, True)


def weekend(scene: Scene, token: int, end: int, steps: int) -> Found:
    """A weekend; told as past before Friday, *this* one is the one that went by."""
    anchor = scene.anchor
    if anchor is not None and steps == 0 and anchor.isoweekday() < _WEEKEND:
        steps = 0 if scene.tell_future(scene.around(token, end)) else -1
    week = calendars.period(anchor, "W", steps)
    return Found(token, end, TimeType.DATE, week and f"{week}-WE", "", True, True)


def ranked_first(scene: Scene, token: int) -> Found | None:
    """``the first quarter of 2017``, ``the third week of May``, ``the 19th century``."""
    number = scene.terms.number(token)
    if number is None or not number.ordinal or scene.words.article:
        return None
    at = number.end + (scene.terms.key(number.end) == "-")
    named = scene.terms.at(at)
    if named is None:
        return None
    unit: UnitWord | None = named.senses.get(Kind.UNIT)
    part: float | None = named.senses.get(Kind.FRACTION)
    if unit is not None and unit.scale == 100 and unit.form == "one" and 0 < number.value < 30:
        return Found(token, named.end, TimeType.DATE, f"{int(number.value) - 1:02d}XX", "Y")
    behind = named.end + 1 if scene.terms.link(named.end) in ("of", "in") else named.end
    if part is not None:
        return _share_of(scene, token, int(number.value), part, behind)
    if unit is None or unit.form != "one" or unit.code not in ("W", "M") or behind == named.end:
        return None
    return _rank_of(scene, token, int(number.value), unit, behind)


def _this_month(scene: Scene, token: int) -> Found | None:
    month = read_month(scene.terms, token + 1)
    if month is None or month.hijri or scene.anchor is None:
        return None
    value = calendars.month_value(scene.anchor.year, month.number)
    return Found(token, month.end, TimeType.DATE, value, "M", True, True)


def season(scene: Scene, token: int) -> Found | None:
    """``صيف 2014``, ``الصيف الماضي``, ``هذا الصيف``."""
    this = scene.terms.link(token) == "this"
    at = token + this
    name: str | None = scene.terms.sense(at, Kind.SEASON)
    year = read_year(scene.terms, at + 1, after_day=False) if not this else None
    if name is None or (year is None and not this):
        return None
    if year is not None and year.year is not None:
        return Found(token, year.end, TimeType.DATE, f"{year.year:04d}-{name}")
    if scene.anchor is None:
        return None
    end = year.end if year is not None else at + 1
    number = scene.anchor.year + _season_steps(scene, name, year)
    return Found(token, end, TimeType.DATE, f"{number:04d}-{name}", "", True, True)


def _season_steps(scene: Scene, season: str, year: Year | None) -> int:
    if year is None or year.steps is None or scene.anchor is None:
        return 0
    if year.whole or year.steps == 0:
        return year.steps
    begins = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    passed = scene.anchor.month >= begins
    return 0 if passed == (year.steps < 0) else year.steps


def decade(scene: Scene, token: int) -> Found | None:
    """``التسعينيات``, ``ثمانينات القرن الماضي``: of the twentieth century."""
    tens: int = scene.terms.sense(token, Kind.DECADE)
    end = token + 1
    at = end + 1 if scene.terms.link(end) == "of" else end
    term = scene.terms.at(at)
    unit: UnitWord | None = term.senses.get(Kind.UNIT) if term else None
    century = 19
    if term is not None and unit is not None and unit.scale == 100:
        named = named_unit(scene, at, term, unit)
        if named is not None and named.value is not None and named.value[:2].isdecimal():
            century, end = int(named.value[:2]), named.end
    return Found(token, end, TimeType.DATE, f"{century}{tens // 10}X", "")


def share(scene: Scene, token: int) -> Found | None:
    """``الربع الأول من 2018``, ``النصف الثاني من العام الجاري``."""
    part: float = scene.terms.sense(token, Kind.FRACTION)
    term = scene.terms.at(token)
    number = scene.terms.number(token + 1)
    if term is None or not term.definite or number is None or not number.ordinal:
        return None
    at = number.end + 1 if scene.terms.link(number.end) in ("of", "in") else number.end
    return _share_of(scene, token, int(number.value), part, at)


def _share_of(scene: Scene, token: int, rank: int, part: float, at: int) -> Found | None:
    """A quarter or half of the time that begins at ``at``."""
    letter = {_QUARTER: "Q", 0.5: "H"}.get(part)
    if letter is None or rank * part > 1:
        return None
    found = time_of(scene, at)
    if found is None or found.unit not in ("Y", "M"):
        return None
    if found.unit == "Y" and found.value is not None and found.value.isdecimal():
        value = f"{found.value}-{letter}{rank}"
        return found._replace(first=token, value=value, unit="")
    return found._replace(first=token)


def numeric(scene: Scene, token: int) -> Found | None:
    """A token of two numbers: ``2011-2013``, ``3/2015``, the days of ``5-7 مايو``."""
    word = scene.terms.key(token)
    read = read_numeric(word) if not word.isdecimal() else None
    if read is None or read.sort == "years":
        return year_span(scene, token)
    if read.sort == "pair":
        return _pair(scene, token, read.parts)
    before = scene.terms.key(token - 1)
    led = scene.terms.link(token - 1) is not None or before in ("(", "")
    led = led or ("/" in word and before not in scene.words.numbered)
    if read.sort != "month" or not led or read.parts[0] not in LIKELY_YEARS:
        return None
    value = None if may_be_span(scene, word) else calendars.month_value(*read.parts)
    return Found(token, token + 1, TimeType.DATE, value, "M")


def month_pair(scene: Scene, token: int) -> Found | None:
    """``May 5-7, 2017``: as ``5-7 May``, one expression."""
    month = read_month(scene.terms, token) if scene.words.month_day else None
    word = scene.terms.key(month.end) if month is not None else ""
    if month is None or word[:1] not in DIGITS or word.isdecimal():
        return None
    read = read_numeric(word)
    if read is None or read.sort != "pair" or not 1 <= read.parts[0] < read.parts[1] <= 31:
        return None
    year = read_year(scene.terms, month.end + 1, after_day=True)
    end = year.end if year is not None else month.end + 1
    return _days_between(scene, token, Day(end, read.parts[1], month, year), read.parts[0])


def _pair(scene: Scene, token: int, parts: tuple[int, ...]) -> Found | None:
    """``5-7 مايو``: one expression for both days, an ISO interval."""
    first, last = parts
    month = read_month(scene.terms, token + 1)
    if month is None or not 1 <= first < last <= 31 or month.hijri:
        return None
    year = read_year(scene.terms, month.end, after_day=True)
    end = year.end if year is not None else month.end
    return _days_between(scene, token, Day(end, last, month, year), first)


def _days_between(scene: Scene, token: int, last: Day, first: int) -> Found:
    found = day_of_month(scene, token, last)
    if found.value is None:
        return found._replace(value=None, unit="")
    value = f"{found.value[:8]}{first:02d}/{found.value}"
    return found._replace(value=value, unit="")
