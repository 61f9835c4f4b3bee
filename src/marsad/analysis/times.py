"""Calendar expressions and their TIMEX3 values."""

from __future__ import annotations

from collections.abc import Callable
from itertools import compress, count
from typing import NamedTuple

from marsad.model import Basis, Calendar, TimeExpression, TimeType
from marsad.packs import calendars
from marsad.packs.timeamounts import (
    Amount,
    allows_bare,
    count_from,
    is_whole,
    read_amount,
    read_clock,
)
from marsad.packs.timedates import read_relation, read_year_unit
from marsad.packs.timedays import read_day, several_days
from marsad.packs.timehours import (
    clock_time,
    dated_day,
    definite_part,
    names_clock,
    part_alone,
    part_of_day,
    with_part,
)
from marsad.packs.timeperiods import (
    decade,
    leading,
    month_at,
    month_pair,
    named_unit,
    numeric,
    pointing,
    ranked_first,
    ranked_unit,
    season,
    share,
    time_of,
    weekend,
)
from marsad.packs.times import Kind, TimeWords, UnitWord
from marsad.packs.timescene import DIGITS, Found, Scene, in_part
from marsad.packs.timeterms import Term
from marsad.packs.timeyears import bare_year, digit_decade, fiscal, named_decade
from marsad.text.page import Page


class TimeFinding(NamedTuple):
    """An expression with its tokens (end exclusive) and its place in ``Page.clean``."""

    first_token: int
    last_token_exclusive: int
    expression: TimeExpression
    clean_start: int
    clean_end: int


def find_times(page: Page, words: TimeWords, published: str | None) -> list[TimeFinding]:
    """All calendar expressions of a page, in order, without overlap. Linear in its length.

    ``published`` is the ISO date or datetime that relative expressions are counted from; without
    it their value is ``None``. No text raises.
    """
    scene = Scene(page, words, calendars.read_day(published))
    findings: list[TimeFinding] = []
    numbers = [token for token, key in enumerate(page.keys) if key[0] in DIGITS]
    starters = compress(count(), map(words.starters.__contains__, page.keys))
    for token in sorted({*starters, *numbers}):
        for found in _read(scene, token) if token >= scene.done else ():
            findings.append(_finding(scene, found))
    return findings


def _read(scene: Scene, token: int) -> list[Found]:
    """What begins at a token: nothing, an expression, or several that share a month."""
    term = scene.terms.at(token)
    if _leads_nowhere(scene, token, term):
        return []
    if token >= scene.sentence_end:
        scene.enter_sentence(token)
    if term is not None and Kind.NAME in term.senses:
        scene.done = term.end
        return []
    if term is None or not _COUNTING.isdisjoint(term.senses):
        several = several_days(scene, token)
        if several:
            return scene.keep(several)
    best: Found | None = None
    for kind in term.senses if term is not None else (None,):
        method = _METHODS.get(kind)
        found = method(scene, token) if method is not None else None
        if found is not None and (best is None or found.end > best.end):
            best = found
    return scene.keep([best] if best is not None else [])


def _leads_nowhere(scene: Scene, token: int, term: Term | None) -> bool:
    """Whether nothing can begin at a token: a small word, or an article before another word."""
    if term is None:
        return scene.page.keys[token][0] not in DIGITS
    senses = term.senses.keys()
    if senses <= _LEADS and term.end == token + 1 and scene.terms.at(term.end) is None:
        return not scene.terms.key(term.end)[:1].isdecimal()
    return senses == _ONLY_LINK and term.senses[Kind.LINK] not in _LINKS


def _finding(scene: Scene, found: Found) -> TimeFinding:
    """The finding in the terms of the model."""
    page = scene.page
    term = scene.terms.at(found.first)
    start = term.start if term is not None else page.starts[found.first]
    end = page.ends[found.end - 1]
    anchor = scene.anchor.isoformat() if found.anchored and scene.anchor else None
    expression = TimeExpression(
        span=page.span(start, end),
        type=found.type,
        value=found.value,
        calendar=Calendar.HIJRI if found.hijri else Calendar.GREGORIAN,
        basis=Basis.RELATIVE if found.relative else Basis.EXPLICIT,
        anchor=anchor,
    )
    return TimeFinding(found.first, found.end, expression, start, end)


def _unit(scene: Scene, token: int) -> Found | None:
    """What begins with a unit: a year, the last month, a day, an amount, ``أيام الجمعة``."""
    term = scene.terms.at(token)
    unit: UnitWord | None = term.senses.get(Kind.UNIT) if term else None
    if term is None or unit is None:
        return None
    if unit.code == "D" and not (term.definite and _is_related(scene, token + 1)):
        day = dated_day(scene, token) if unit.form != "many" else _weekday_set(scene, token)
        if day is not None:
            return day
    if unit.code == "M" and unit.form in ("one", "pair"):
        month = month_at(scene, token)
        if month is not None:
            return month
    found = named_unit(scene, token, term, unit)
    if found is None and term.definite:
        found = ranked_unit(scene, token, unit)
    return found or _amount(scene, token)


def _is_related(scene: Scene, token: int) -> bool:
    """Whether a word of last, next or same stands there."""
    related = scene.terms.sense(token, Kind.AGAIN) is not None
    return related or read_relation(scene.terms, token) is not None


def _amount(scene: Scene, token: int) -> Found | None:
    """``ثلاث ساعات``, ``الأيام العشرة الماضية``, ``سنوات`` behind since."""
    amount = read_amount(scene.terms, token)
    if amount is None:
        return None
    link, behind = scene.terms.link(amount.end), scene.terms.at(amount.end)
    beyond = behind.end if behind is not None else amount.end
    counted = amount.sure or link == "ago" or link in _FROM_TOLD
    if not (counted or allows_bare(scene.terms, token, amount.end)):
        return None
    found = Found(token, amount.end, TimeType.DURATION, amount.value)
    if amount.steps is not None:
        found = found._replace(relative=True, anchored=True)
    if link in _FROM_TOLD:
        return _from_told(scene, found._replace(end=beyond), amount, _FROM_TOLD[link])
    if link == "ago":
        away = _away(scene, found._replace(end=beyond), amount, -1)
        return away if away.type is TimeType.DATE else found
    now = scene.terms.at(amount.end)
    if now is not None and now.senses.get(Kind.LINK) == "now":
        side = -1 if scene.terms.link(token - 1) in ("before", "since") else 1
        return _away(scene, found._replace(end=now.end), amount, side)
    return found


def _from_told(scene: Scene, found: Found, amount: Amount, side: int) -> Found:
    """``two weeks later``: counted from the day told last, if that is near."""
    if amount.number is None or not is_whole(amount):
        return found._replace(end=amount.end)
    day = scene.last_day()
    if day == scene.anchor or amount.unit.code == "Y":
        day = None  # not far enough from the day of the report to be what it counts from
    counted = count_from(day, amount, side)
    value, unit = counted if counted is not None else (None, "")
    return found._replace(type=TimeType.DATE, value=value, unit=unit, relative=True)


def _away(scene: Scene, found: Found, amount: Amount, side: int) -> Found:
    """The time that lies an amount before or after the anchor."""
    if amount.number is None:
        value = "PAST_REF" if side < 0 else "FUTURE_REF"
        return found._replace(type=TimeType.DATE, value=value, relative=True)
    if not is_whole(amount):
        return found
    counted = count_from(scene.anchor, amount, side)
    date_value, unit = counted if counted is not None else (None, "")
    return found._replace(
        type=TimeType.DATE, value=date_value, unit=unit, relative=True, anchored=True
    )


def _before(scene: Scene, token: int) -> Found | None:
    """``قبل أربع سنوات``: a date; but ``قبل يومين من الانتخابات`` stays an amount."""
    term = scene.terms.at(token)
    at = term.end if term is not None else token + 1
    amount = read_amount(scene.terms, at)
    if amount is None:
        return None
    if not (amount.sure or at > token + 1 or allows_bare(scene.terms, at, amount.end)):
        return None
    if amount.steps is not None or scene.terms.link(amount.end) in ("of", "from"):
        return None
    if read_day(scene, at) or _year_or_month(scene, at):
        return None
    now = scene.terms.at(amount.end)
    from_now = now is not None and now.senses.get(Kind.LINK) == "now"
    end = now.end if now is not None and from_now else amount.end
    found = Found(token, end, TimeType.DURATION, amount.value)
    away = _away(scene, found, amount, -1)
    return None if away.type is TimeType.DURATION else away


def _year_or_month(scene: Scene, token: int) -> bool:
    return month_at(scene, token) is not None or read_year_unit(scene.terms, token) is not None


def _every(scene: Scene, token: int) -> Found | None:
    """``كل يوم``, ``كل ثلاثة أشهر``, ``كل يوم جمعة``, ``كل صباح``."""
    term = scene.terms.at(token + 1)
    if term is None or (term.definite and scene.words.article) or term.clitic:
        return None
    unit: UnitWord | None = term.senses.get(Kind.UNIT)
    weekday = scene.terms.sense(token + 1 + (unit is not None), Kind.WEEKDAY)
    if weekday is not None and not (unit is not None and unit.code != "D"):
        end = token + 2 + (unit is not None)
        return _at_clock(scene, Found(token, end, TimeType.SET, f"XXXX-WXX-{weekday}"))
    part = term.senses.get(Kind.PART)
    if part is not None:
        return Found(token, term.end, TimeType.SET, f"XXXX-XX-XXT{part}")
    amount = read_amount(scene.terms, token + 1)
    if amount is None or amount.number is None:
        return None
    return _at_clock(scene, Found(token, amount.end, TimeType.SET, amount.value))


def _at_clock(scene: Scene, found: Found) -> Found:
    """``كل جمعة الساعة الخامسة مساء``: a set of days at an hour."""
    at = scene.terms.link(found.end) == "at"
    if not (at or names_clock(scene, found.end)):
        return found
    clock = read_clock(scene.terms, found.end + at, after_day=at)
    if clock is None or found.value is None:
        return found
    return found._replace(end=clock.end, value=_hourly(found.value, clock.value))


def _hourly(days: str, clock: str) -> str:
    return days + clock if days.startswith("XXXX-W") else f"XXXX-XX-XX{clock}"


def _clock(scene: Scene, token: int) -> Found | None:
    """A time of the clock; of a set of days where one follows."""
    clock = read_clock(scene.terms, token)
    if clock is not None:
        found = _every(scene, clock.end) if scene.terms.link(clock.end) == "every" else None
        found = found or _weekday_set(scene, clock.end)
        if found is not None and found.value is not None and found.end > clock.end:
            return found._replace(first=token, value=_hourly(found.value, clock.value))
    return clock_time(scene, token)


def _weekday_set(scene: Scene, token: int) -> Found | None:
    """``أيام الجمعة``."""
    unit: UnitWord | None = scene.terms.sense(token, Kind.UNIT)
    weekday = scene.terms.sense(token + 1, Kind.WEEKDAY)
    term = scene.terms.at(token + 1)
    if unit is None or (unit.code, unit.form) != ("D", "many"):
        return None
    if weekday is None or term is None or not term.definite or term.clitic:
        return None
    return _at_clock(scene, Found(token, token + 2, TimeType.SET, f"XXXX-WXX-{weekday}"))


def _set_adverb(scene: Scene, token: int) -> Found | None:
    """``يوميا``, ``سنويا``."""
    return Found(token, token + 1, TimeType.SET, f"P1{scene.terms.sense(token, Kind.SET)}")


def _edge(scene: Scene, token: int) -> Found | None:
    """``مطلع العام``, ``نهاية مايو``, ``نهاية الأسبوع الماضي``."""
    term = scene.terms.at(token)
    if term is None:
        return None
    edge: str = term.senses[Kind.EDGE]
    at = term.end + 1 if scene.terms.link(term.end) == "of" else term.end
    found = time_of(scene, at)
    if found is not None and found.unit == "D":
        found = with_part(scene, found)
    if found is None or (edge == "span" and found.unit == "D"):
        return None
    whole = edge == "span"
    if whole and _is_bare(scene, at, found):
        unit: UnitWord = scene.terms.sense(at, Kind.UNIT)
        value = calendars.duration(1, unit.code, unit.scale)
        return Found(token + 1, found.end, TimeType.DURATION, value)
    if whole:
        return None
    if edge == "end" and found.unit == "W" and found.value is not None:
        if _is_bare(scene, at, found):
            return weekend(scene, found.first, found.end, 0)._replace(first=token)
        found = found._replace(value=f"{found.value}-WE", unit="")
    return found._replace(first=token)


def _is_bare(scene: Scene, token: int, found: Found) -> bool:
    return found.end == token + 1 and scene.terms.sense(token, Kind.UNIT) is not None


def _hedge(scene: Scene, token: int) -> Found | None:
    """``وقت سابق``; with a time behind it (``من اليوم``) that time."""
    term = scene.terms.at(token)
    if term is None:
        return None
    if scene.terms.link(term.end) in ("of", "in"):
        found = _hedged(scene, term.end + 1)
    else:
        found = _hedged(scene, term.end)
    if found is not None:
        return found._replace(first=token)
    alone: str = term.senses[Kind.HEDGE]
    if not alone:
        return None
    if alone == "FUTURE_REF" and not scene.tell_future(scene.around(token, term.end)):
        alone = "PAST_REF"  # later, but told as past
    return Found(token, term.end, TimeType.DATE, alone, relative=True)


def _hedged(scene: Scene, token: int) -> Found | None:
    term = scene.terms.at(token)
    if term is None or term.clitic:
        return None
    if Kind.PART in term.senses:
        found = part_of_day(scene, token)
        if found is not None:
            return found
    alone = term.senses.get(Kind.PART_ALONE) or term.senses.get(Kind.PART_ADVERB)
    if alone is not None:
        return in_part(scene.this_day(token, term.end), alone)
    found = time_of(scene, token)
    return with_part(scene, found) if found is not None and found.unit == "D" else found


def _reference(scene: Scene, token: int) -> Found | None:
    """``حاليا``, ``مؤخرا``, ``قريبا``."""
    term = scene.terms.at(token)
    if term is None:
        return None
    if term.end > token + 1 and _leading_behind(scene, term.end - 1):
        return None  # in the past | year
    hyphened = scene.terms.key(token - 1) == "-" and scene.terms.key(token - 2).isalpha()
    if hyphened and scene.terms.touches(token) and scene.terms.touches(token - 1):
        return None  # the last part of a longer word
    value: str = term.senses[Kind.REFERENCE]
    return Found(token, term.end, TimeType.DATE, value, relative=True)


def _leading_behind(scene: Scene, token: int) -> bool:
    leads = scene.terms.sense(token, Kind.LEADING) is not None
    return leads and _leading(scene, token) is not None


def _ago(scene: Scene, token: int) -> Found | None:
    """``منذ وقت طويل``."""
    term = scene.terms.at(token)
    if term is None or scene.terms.link(token - 1) not in ("since", "before"):
        return None
    return Found(token, term.end, TimeType.DATE, "PAST_REF", relative=True)


def _last_units(scene: Scene, token: int) -> Found | None:
    """``آخر 3 سنوات``."""
    amount = read_amount(scene.terms, token + 1)
    if amount is None or not amount.sure or amount.number is None:
        return None
    return Found(token, amount.end, TimeType.DURATION, amount.value, "", True, True)


def _ordinal(scene: Scene, token: int) -> Found | None:
    """``الأول من مايو``; ``الخامسة مساء``; ``first quarter of 2017``."""
    found = dated_day(scene, token) or ranked_first(scene, token)
    return found or (_clock(scene, token) if scene.words.article else None)


def _number(scene: Scene, token: int) -> Found | None:
    """What begins with a cardinal or digits."""
    found = dated_day(scene, token) or digit_decade(scene, token) or _amount(scene, token)
    found = found or ranked_first(scene, token)
    if found is not None:
        return found
    if scene.terms.key(token)[:1] not in DIGITS:
        return None
    return numeric(scene, token) or _clock(scene, token) or bare_year(scene, token)


def _month(scene: Scene, token: int) -> Found | None:
    """A month, or a day that its month leads."""
    return month_pair(scene, token) or dated_day(scene, token) or month_at(scene, token)


def _leading(scene: Scene, token: int) -> Found | None:
    """``last Monday``, ``last week``, ``the last three years``."""
    return dated_day(scene, token) or leading(scene, token) or _amount(scene, token)


def _article(scene: Scene, token: int) -> Found | None:
    """An article that stands apart, with the expression behind it where it belongs to that."""
    number = _number(scene, token)
    term = scene.terms.at(token + 1)
    number = number or digit_decade(scene, token + 1)
    if number is not None or scene.words.article or term is None:
        return _from_article(scene, token, number)
    methods = {_METHODS[kind] for kind in term.senses if kind in _WITH_ARTICLE}
    found = [one for one in (method(scene, token + 1) for method in methods) if one is not None]
    best = max(found, key=lambda one: one.end, default=None)
    return _from_article(scene, token, best)


def _from_article(scene: Scene, token: int, found: Found | None) -> Found | None:
    """What was found behind an article with it; but *the 68-year-old driver* is the driver."""
    if found is None or scene.terms.key(found.end - 2) == "-":
        return None
    return found._replace(first=token)


def _per(scene: Scene, token: int) -> Found | None:
    """``twice a week``."""
    term = scene.terms.at(token)
    unit: UnitWord | None = scene.terms.sense(term.end, Kind.UNIT) if term is not None else None
    if term is None or unit is None or unit.form != "one":
        return None
    value = calendars.duration(1, unit.code, unit.scale)
    return Found(token, term.end + 1, TimeType.SET, value)


def _weekdays(scene: Scene, token: int) -> Found | None:
    """``Mondays``."""
    weekday = scene.terms.sense(token, Kind.DAYS)
    return _at_clock(scene, Found(token, token + 1, TimeType.SET, f"XXXX-WXX-{weekday}"))


def _weekend(scene: Scene, token: int) -> Found | None:
    """``the weekend``: this one or, told as past, the one that went by."""
    term = scene.terms.at(token)
    return weekend(scene, token, term.end, 0) if term is not None and term.definite else None


def _noon(scene: Scene, token: int) -> Found | None:
    return clock_time(scene, token) if scene.terms.sense(token, Kind.HALF) == "noon" else None


def _link(scene: Scene, token: int) -> Found | None:
    """What begins with a small word."""
    method = _LINKS.get(scene.terms.link(token) or "")
    return method(scene, token) if method is not None else None


def _fraction(scene: Scene, token: int) -> Found | None:
    """A quarter or half of a year; else half an hour."""
    return share(scene, token) or _amount(scene, token)


_Method = Callable[[Scene, int], Found | None]
_METHODS: dict[Kind | None, _Method] = {
    None: _number,
    Kind.ARTICLE: _article,
    Kind.CARDINAL: _number,
    Kind.MONTH: _month,
    Kind.LEADING: _leading,
    Kind.ONE: _amount,
    Kind.DAYS: _weekdays,
    Kind.WEEKEND: _weekend,
    Kind.HALF: _noon,
    Kind.WEEKDAY: dated_day,
    Kind.POINTER: dated_day,
    Kind.PART: part_of_day,
    Kind.PART_ADVERB: part_alone,
    Kind.PART_ALONE: definite_part,
    Kind.UNIT: _unit,
    Kind.ORDINAL: _ordinal,
    Kind.FRACTION: _fraction,
    Kind.REFERENCE: _reference,
    Kind.HEDGE: _hedge,
    Kind.AGO: _ago,
    Kind.EDGE: _edge,
    Kind.SEASON: season,
    Kind.DECADE: decade,
    Kind.SET: _set_adverb,
    Kind.SOME: _amount,
    Kind.APPROXIMATION: _amount,
    Kind.LINK: _link,
}
_LINKS: dict[str, _Method] = {
    "every": _every,
    "this": pointing,
    "that": pointing,
    "same": pointing,
    "last": _last_units,
    "before": _before,
    "clock": _clock,
    "fiscal": fiscal,
    "per": _per,
    "decade": named_decade,
}
_LEADS = frozenset({Kind.ARTICLE, Kind.ONE})
_COUNTING = frozenset({Kind.ARTICLE, Kind.ORDINAL, Kind.CARDINAL, Kind.MONTH})
_ONLY_LINK = frozenset({Kind.LINK})
_FROM_TOLD = {"later": 1, "earlier": -1}
# What an article may belong to; before a day name or a year it mostly belongs to a later noun.
_WITH_ARTICLE = frozenset(
    {Kind.PART, Kind.PART_ALONE, Kind.UNIT, Kind.ORDINAL, Kind.FRACTION, Kind.EDGE, Kind.SEASON}
    | {Kind.DECADE, Kind.LEADING, Kind.SOME, Kind.CARDINAL, Kind.LINK, Kind.HEDGE, Kind.WEEKEND}
)
