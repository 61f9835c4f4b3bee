"""Calendar expressions and their TIMEX3 values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
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
from marsad.packs.timedates import (
    Month,
    Year,
    is_four_digits,
    read_day_of_month,
    read_day_of_unit,
    read_month,
    read_relation,
    read_year,
    read_year_unit,
    with_era,
)
from marsad.packs.times import Kind, Pointer, TimeWords, UnitWord
from marsad.packs.timeterms import Term, Terms, read_numeric
from marsad.text.page import Page

_DIGITS = frozenset("0123456789")
_DASHES = frozenset("-–—/")
_JOINING = frozenset({"and", "or", "to", "until"})
# How far before a day name a word may tell that the day is still to come: within one clause.
_REACH = 6
# Bare numbers of this range are years where the words around allow it.
_YEARS = range(1800, 2100)
_LIKELY_YEARS = range(1900, 2036)


class TimeFinding(NamedTuple):
    """An expression with its tokens (end exclusive) and its place in ``Page.clean``."""

    first_token: int
    last_token_exclusive: int
    expression: TimeExpression
    clean_start: int
    clean_end: int


class _Found(NamedTuple):
    """What tokens ``first`` to ``end`` say; ``unit`` is the grain of a DATE (``D``, ``W``, …)."""

    first: int
    end: int
    type: TimeType
    value: str | None
    unit: str = ""
    relative: bool = False
    anchored: bool = False
    hijri: bool = False


def find_times(page: Page, words: TimeWords, published: str | None) -> list[TimeFinding]:
    """All calendar expressions of a page, in order, without overlap. Linear in its length.

    ``published`` is the ISO date or datetime that relative expressions are counted from; without
    it their value is ``None``. No text raises.
    """
    reader = _Reader(page, words, calendars.read_day(published))
    starters = words.starters
    findings: list[TimeFinding] = []
    for token, key in enumerate(page.keys):
        if token < reader.done or not (key in starters or key[0] in _DIGITS):
            continue
        for found in reader.read(token):
            findings.append(reader.finding(found))
    return findings


class _Reader:
    """Reads expression after expression and remembers what a later one may lean on."""

    def __init__(self, page: Page, words: TimeWords, published: date | None) -> None:
        self.page = page
        self.terms = Terms(page, words)
        self.words = words
        self.done = 0  # the first token that is still to be read
        self.anchor = self.published = published
        self.sentence_end = -1
        self.sentence_start = 0
        self.last: _Found | None = None  # the last DATE that names a day, month or year
        self.last_sentence = -1

    # ------------------------------------------------------------ the order of the work

    def read(self, token: int) -> list[_Found]:
        """What begins at a token: nothing, an expression, or several that share a month."""
        if token >= self.sentence_end:
            self._enter_sentence(token)
        term = self.terms.at(token)
        if term is not None and Kind.NAME in term.senses:
            self.done = term.end
            return []
        several = self._several_days(token)
        if several:
            return self._keep(several)
        best: _Found | None = None
        for kind in term.senses if term is not None else (None,):
            method = _METHODS.get(kind)
            found = method(self, token) if method is not None else None
            if found is not None and (best is None or found.end > best.end):
                best = found
        return self._keep([best] if best is not None else [])

    def _enter_sentence(self, token: int) -> None:
        sentence = self.page.sentences[self.page.sentence_at(token)]
        self.sentence_start, self.sentence_end = sentence.start, sentence.end
        self.anchor = self.published

    def _keep(self, found: list[_Found]) -> list[_Found]:
        for one in found:
            self.done = one.end
            if one.type is TimeType.DATE and one.value is not None and one.unit:
                self.last, self.last_sentence = one, self.sentence_start
                self._take_anchor(one)
        return found

    def _take_anchor(self, found: _Found) -> None:
        """A full date in brackets behind a report's name is what that sentence counts from."""
        if found.anchored or found.relative or found.unit != "D":
            return
        keys = self.page.keys
        if found.first == 0 or keys[found.first - 1] != "(" or found.end >= len(keys):
            return
        before = keys[self.sentence_start : found.first]
        if keys[found.end] == ")" and not self.words.reports.isdisjoint(before):
            self.anchor = calendars.read_day(found.value) or self.anchor

    def finding(self, found: _Found) -> TimeFinding:
        """The finding in the terms of the model."""
        page = self.page
        term = self.terms.at(found.first)
        start = term.start if term is not None else page.starts[found.first]
        end = page.ends[found.end - 1]
        anchor = self.anchor.isoformat() if found.anchored and self.anchor else None
        expression = TimeExpression(
            span=page.span(start, end),
            type=found.type,
            value=found.value,
            calendar=Calendar.HIJRI if found.hijri else Calendar.GREGORIAN,
            basis=Basis.RELATIVE if found.relative else Basis.EXPLICIT,
            anchor=anchor,
        )
        return TimeFinding(found.first, found.end, expression, start, end)

    # ------------------------------------------------------------ days

    def day(self, token: int) -> _Found | None:
        """A single day, whichever way it is named."""
        term = self.terms.at(token)
        if term is None:
            return self._numeric_day(token) or self._dated(token)
        if Kind.POINTER in term.senses:
            return self._pointer(token, term)
        if Kind.WEEKDAY in term.senses and term.definite:
            return self._weekday(token, term)
        unit: UnitWord | None = term.senses.get(Kind.UNIT)
        if unit is not None and unit.code == "D" and unit.count in ("one", "pair"):
            return self._day_word(token)
        return self._dated(token)

    def _day_word(self, token: int) -> _Found | None:
        """``يوم`` before a weekday, a date, or a word such as yesterday."""
        follows = self.terms.at(token + 1)
        if follows is not None and follows.clitic:
            return None
        if follows is not None and Kind.WEEKDAY in follows.senses:
            found = self._weekday(token + 1, follows)
        else:
            found = self.day(token + 1) if self._may_be_day(token + 1) else None
        return found._replace(first=token) if found is not None else None

    def _may_be_day(self, token: int) -> bool:
        unit = self.terms.sense(token, Kind.UNIT)
        return unit is None and token < self.sentence_end

    def _pointer(self, token: int, term: Term) -> _Found | None:
        pointer: Pointer = term.senses[Kind.POINTER]
        value = calendars.period(self.anchor, pointer.unit, pointer.steps)
        found = _Found(token, term.end, TimeType.DATE, value, "D", True, True)
        if pointer.part is not None:
            return self._in_part(found, pointer.part)
        named = self.terms.at(term.end)
        if named is not None and named.definite and Kind.ORDINAL in named.senses:
            return None
        if named is not None and Kind.WEEKDAY in named.senses and named.definite:
            if named.clitic:
                return found
            weekday = self._weekday(term.end, named)
            exact = weekday is not None and not weekday.relative
            if weekday is not None:
                kept = weekday.value if exact or value is None else value
                found = found._replace(end=weekday.end, value=kept)
        return found

    def _weekday(self, token: int, term: Term) -> _Found:
        number: int = term.senses[Kind.WEEKDAY]
        end = term.end
        steps = None
        relation = read_relation(self.terms, end)
        if relation is not None:
            end, steps = relation
        elif self._lies_ahead(token, number):
            steps = 1
        found = self._weekday_value(token, end, number, steps)
        return self._with_date(found)

    def _weekday_value(self, token: int, end: int, number: int, steps: int | None) -> _Found:
        week = self._week_behind(end) if steps is None else None
        if week is not None and self.anchor is not None:
            end, steps = week
            base = calendars.shift(self.anchor, "W", steps)
            day = calendars.weekday_near(base, number, 0) if base else None
        else:
            day = calendars.weekday_near(self.anchor, number, steps) if self.anchor else None
        value = day.isoformat() if day else None
        return _Found(token, end, TimeType.DATE, value, "D", True, True)

    def _week_behind(self, token: int) -> tuple[int, int] | None:
        """``الجمعة من الأسبوع المقبل``: where that ends, and the steps of the week."""
        at = token + 1 if self.terms.link(token) == "of" else token
        unit: UnitWord | None = self.terms.sense(at, Kind.UNIT)
        if unit is None or unit.code != "W" or unit.count != "one":
            return None
        relation = read_relation(self.terms, at + 1)
        return None if relation is None else (relation.end, relation.steps)

    def _lies_ahead(self, token: int, number: int) -> bool:
        """Whether the clause before a day name tells of what is to come, and it is not today."""
        if self.anchor is None or self.anchor.isoweekday() == number:
            return False
        keys = self.page.keys[max(self.sentence_start, token - _REACH) : token]
        ahead = not self.words.future.isdisjoint(keys)
        return ahead and self.words.past.isdisjoint(keys)

    def _with_date(self, found: _Found) -> _Found:
        """A day name takes the date that follows it; in brackets the date stays its own."""
        keys = self.terms.key
        end = found.end
        mark = keys(end)
        bracket = mark == "("
        at = end + 1 if mark in ("،", ",", "(") or self.terms.link(end) == "matching" else end
        follows = self.terms.at(at)
        if follows is not None and (follows.clitic or Kind.NAME in follows.senses):
            return found
        date_found = self._numeric_day(at) or self._dated(at)
        if date_found is None or date_found.unit != "D":
            return found
        taken = found._replace(
            value=date_found.value, relative=date_found.relative, anchored=date_found.anchored
        )
        apart = bracket or self.terms.link(end) == "matching"
        return taken if apart else taken._replace(end=date_found.end, hijri=date_found.hijri)

    def _numeric_day(self, token: int) -> _Found | None:
        word = self.terms.key(token)
        numeric = read_numeric(word) if word[:1] in _DIGITS and not word.isdecimal() else None
        if numeric is None or numeric.sort != "day":
            return None
        year, month, day = numeric.parts
        end = with_era(self.terms, Year(token + 1, year, None))
        hijri = end.hijri or year < 1700
        value = (
            calendars.hijri_day(year, month, day)
            if hijri
            else calendars.day_value(year, month, day)
        )
        return _Found(token, end.end, TimeType.DATE, value, "D", hijri=hijri)

    def _dated(self, token: int) -> _Found | None:
        """A day of a month: in words or digits, with or without its year."""
        read = read_day_of_month(self.terms, token)
        if read is not None:
            return self._day_of_month(token, read.end, read.day, read.month, read.year)
        pointed = read_day_of_unit(self.terms, token)
        if pointed is None:
            return None
        month = calendars.shift(self.anchor.replace(day=1), "M", pointed.steps) if self.anchor else None
        value = calendars.day_value(month.year, month.month, pointed.day) if month else None
        return _Found(token, pointed.end, TimeType.DATE, value, "D", True, True)

    def _day_of_month(
        self, token: int, end: int, day: int, month: Month, year: Year | None
    ) -> _Found:
        if month.hijri:
            value = self._hijri_value(day, month.number, year)
            full = year is not None and year.year is not None
            return _Found(token, end, TimeType.DATE, value, "D", not full, not full, True)
        number, anchored = self._year_of(month.number, day, year)
        value = calendars.day_value(number, month.number, day)
        relative = year is not None and year.steps is not None
        return _Found(token, end, TimeType.DATE, value, "D", relative, anchored)

    def _hijri_value(self, day: int, month: int, year: Year | None) -> str | None:
        number = year.year if year is not None else None
        if number is None and self.anchor is not None:
            number = calendars.infer_hijri_year(self.anchor, month, day)
        return calendars.hijri_day(number, month, day) if number is not None else None

    def _year_of(self, month: int, day: int | None, year: Year | None) -> tuple[int | None, bool]:
        """The year of a month or day, and whether the anchor gave it."""
        if year is not None and year.year is not None:
            return year.year, False
        if self.anchor is None:
            return None, False
        if year is not None and year.whole:
            return self.anchor.year + (year.steps or 0), True
        steps = year.steps if year is not None else None
        return calendars.infer_year(self.anchor, month, day, steps), True

    def _several_days(self, token: int) -> list[_Found]:
        """``5 و6 مايو``, ``من 5 إلى 7 مايو``: the month goes back to the first number."""
        terms = self.terms
        number = terms.number(token)
        if number is None or not 1 <= number.value <= 31 or number.value != int(number.value):
            return []
        at = number.end
        if terms.link(at) in _JOINING or terms.key(at) in _DASHES:
            at += 1
            if terms.link(at) == "in":
                at += 1
        elif not (follows := terms.at(at)) or follows.clitic != "و":
            return []
        second = terms.number(at)
        last = self._dated(at) if second is not None else None
        if last is None or last.value is None or last.hijri or second is None:
            return []
        day = calendars.read_day(f"{last.value[:8]}{int(number.value):02d}")
        if day is None or terms.at(number.end) is not None and terms.sense(number.end, Kind.MONTH):
            return []
        return [last._replace(first=token, end=number.end, value=day.isoformat()), last._replace(first=at)]

    # ------------------------------------------------------------ months, years, other units

    def month(self, token: int) -> _Found | None:
        """A month, with its year where one stands beside it."""
        month = read_month(self.terms, token)
        if month is None:
            return None
        year = read_year(self.terms, month.end, after_day=False)
        if month.hijri or not (month.company or year is not None):
            return None
        number, anchored = self._year_of(month.number, None, year)
        end = year.end if year is not None else month.end
        relative = year is not None and year.steps is not None
        value = calendars.month_value(number, month.number) if number or self.anchor else None
        return _Found(token, end, TimeType.DATE, value, "M", relative, anchored)

    def unit(self, token: int) -> _Found | None:
        """What begins with a unit: a year, the last month, a day, an amount, ``أيام الجمعة``."""
        term = self.terms.at(token)
        unit: UnitWord | None = term.senses.get(Kind.UNIT) if term else None
        if term is None or unit is None:
            return None
        if unit.code == "D" and not (term.definite and self._is_related(token + 1)):
            day = self.day(token) if unit.count != "many" else self._weekday_set(token)
            if day is not None:
                return day
        if unit.code == "M" and unit.count in ("one", "pair"):
            month = self.month(token)
            if month is not None:
                return month
        return self._named_unit(token, term, unit) or self.amount(token)

    def _is_related(self, token: int) -> bool:
        """Whether a word of last, next or same stands there."""
        related = self.terms.sense(token, Kind.AGAIN) is not None
        return related or read_relation(self.terms, token) is not None

    def _named_unit(self, token: int, term: Term, unit: UnitWord) -> _Found | None:
        if unit.code == "Y" and unit.scale == 1:
            year = read_year_unit(self.terms, token)
            if year is not None and year.year is not None:
                return self._year(token, year)
            span = self._year_span(token + 1)
            if span is not None:
                return span._replace(first=token)
        if not term.definite or unit.count != "one" or unit.code in ("S", "MIN", "H"):
            return None
        relation = read_relation(self.terms, token + 1)
        if relation is not None:
            return self._period(token, relation.end, unit, relation.steps)
        if unit.scale == 100:
            return self._century(token)
        ranked = self._ranked(token, unit)
        if ranked is not None:
            return ranked
        return self._again(token, token + 1, unit)

    def _period(self, token: int, end: int, unit: UnitWord, steps: int) -> _Found:
        value = calendars.period(self.anchor, unit.code, steps, unit.scale)
        found = _Found(token, end, TimeType.DATE, value, unit.code, True, True)
        end += self.terms.sense(end, Kind.UNIT) is not None  # الأسبوع المقبل يوم الجمعة
        named = self.terms.at(end)
        if unit.code == "W" and named is not None and Kind.WEEKDAY in named.senses:
            base = calendars.shift(self.anchor, "W", steps) if self.anchor else None
            day = calendars.weekday_near(base, named.senses[Kind.WEEKDAY], 0) if base else None
            if named.definite and not named.clitic:
                return found._replace(end=named.end, value=day and day.isoformat(), unit="D")
        return found

    def _century(self, token: int) -> _Found | None:
        number = self.terms.number(token + 1)
        term = self.terms.at(token + 1)
        if number is None or term is None or not term.definite or not 0 < number.value < 30:
            return None
        return _Found(token, number.end, TimeType.DATE, f"{int(number.value) - 1:02d}XX", "Y")

    def _ranked(self, token: int, unit: UnitWord) -> _Found | None:
        """``الأسبوع الأول من أكتوبر``: known to the month or year that it lies in."""
        number = self.terms.number(token + 1)
        if number is None or not number.ordinal or unit.code not in ("W", "M"):
            return None
        at = number.end + 1 if self.terms.link(number.end) in ("of", "in") else number.end
        whole = self.time_of(at)
        if whole is None or whole.unit not in ("M", "Y"):
            return None
        if unit.code == "M" and whole.unit == "Y" and whole.value and number.value <= 12:
            value = f"{whole.value}-{int(number.value):02d}"
            return whole._replace(first=token, value=value, unit="M")
        return whole._replace(first=token, unit="")

    def _again(self, token: int, at: int, unit: UnitWord) -> _Found | None:
        """``اليوم نفسه``, ``اليوم التالي``: counted from the date told last, if that is near."""
        again = self.terms.sense(at, Kind.AGAIN)
        if again == "same":
            return self._same(token, at + 1, unit)
        if again not in ("next", "before"):
            return None
        last = self._last_day()
        value = "PAST_REF"
        if last is not None and unit.code == "D":
            moved = calendars.shift(last, "D", 1 if again == "next" else -1)
            value = moved.isoformat() if moved else value
        return _Found(token, at + 1, TimeType.DATE, value, relative=True)

    def _last_day(self) -> date | None:
        """The day told last, if it was told in this sentence or the one before."""
        if self.last is None or self.last_sentence < self.sentence_start - 60:
            return None
        return calendars.read_day(self.last.value) if self.last.unit == "D" else None

    def _same(self, token: int, end: int, unit: UnitWord) -> _Found | None:
        value = self.last.value if self.last is not None else None
        length = {"D": 10, "M": 7, "Y": 4}.get(unit.code, 99)
        if value is None or len(value) < length or not value[:length].replace("-", "").isdecimal():
            return None
        return _Found(token, end, TimeType.DATE, value[:length], unit.code, True)

    def _year(self, token: int, year: Year) -> _Found | None:
        if year.year is None:
            return None
        if year.hijri:
            return _Found(token, year.end, TimeType.DATE, None, "Y", hijri=True)
        value = f"{year.year:04d}" if year.year > 0 else f"BC{-year.year:04d}"
        return _Found(token, year.end, TimeType.DATE, value, "Y")

    def _year_span(self, token: int) -> _Found | None:
        word = self.terms.key(token)
        numeric = read_numeric(word) if word[:1] in _DIGITS and not word.isdecimal() else None
        if numeric is None or numeric.sort != "years":
            return None
        value = f"{numeric.parts[0]:04d}/{numeric.parts[1]:04d}"
        return _Found(token, token + 1, TimeType.DATE, value, "")

    def bare_year(self, token: int) -> _Found | None:
        """Four digits, where the words around make them a year and not a count."""
        if not is_four_digits(self.terms, token):
            return None
        year = with_era(self.terms, Year(token + 1, int(self.terms.key(token)), None))
        if not year.era and not self._is_year(token, year.year or 0):
            return None
        return self._year(token, year)

    def _is_year(self, token: int, year: int) -> bool:
        if year not in _YEARS or self.terms.key(token + 1) in self.words.counted:
            return False
        keys, before = self.terms.key, self.terms.key(token - 1)
        if before in self.words.year_leads or self._after_year(token):
            return True
        if before == "(" and keys(token + 1) in (")", "-", "–", "،"):
            return True
        if year not in _LIKELY_YEARS:
            return False
        article = self.words.article
        definite = before.startswith(article) and before not in self.words.numbered
        return (definite and len(before) > 3) or self._year_follows(token + 1)

    def _after_year(self, token: int) -> bool:
        """Whether a year was read just before, with a joining word between."""
        last = self.last
        if last is None or last.unit != "Y" or last.end != token - 1:
            return False
        joining = self.terms.link(token - 1) in _JOINING or self.terms.key(token - 1) in _DASHES
        return joining or self.terms.key(token - 1) == "،"

    def _year_follows(self, token: int) -> bool:
        """``2011 إلى 2013``: each end makes the other a year."""
        joining = self.terms.link(token) in _JOINING or self.terms.key(token) in _DASHES
        return joining and is_four_digits(self.terms, token + 1) and (
            int(self.terms.key(token + 1)) in _LIKELY_YEARS
        )

    def time_of(self, token: int) -> _Found | None:
        """Any DATE that begins at a token: the time of which something else is a part."""
        term = self.terms.at(token)
        if term is not None and term.clitic:
            return None
        found = self.day(token) or self.month(token)
        if found is not None:
            return found
        if term is None:
            word = self.terms.key(token)
            likely = is_four_digits(self.terms, token) and int(word) in _YEARS
            return self._year(token, with_era(self.terms, Year(token + 1, int(word), None))) if likely else None
        return self._unit_of(token, term)

    def _unit_of(self, token: int, term: Term) -> _Found | None:
        link = term.senses.get(Kind.LINK)
        if link in ("this", "that", "same"):
            return self.pointing(token)
        if Kind.SEASON in term.senses:
            return self.season(token)
        unit: UnitWord | None = term.senses.get(Kind.UNIT)
        if unit is None:
            return None
        found = self._named_unit(token, term, unit)
        if found is None and term.definite and unit.count == "one" and unit.code in "DWMY":
            return self._period(token, token + 1, unit, 0)
        return found

    # ------------------------------------------------------------ parts of the day, the clock

    def _in_part(self, found: _Found, part: str) -> _Found:
        value = f"{found.value}T{part}" if found.value and found.unit == "D" else None
        return found._replace(type=TimeType.TIME, value=value, unit="")

    def dated_day(self, token: int) -> _Found | None:
        """A day, with the part of it or the time of the clock that follows."""
        found = self.day(token)
        if found is None or found.type is not TimeType.DATE:
            return found
        at = found.end
        term = self.terms.at(at)
        if term is not None and not term.clitic and Kind.PART_ADVERB in term.senses:
            return self._in_part(found, term.senses[Kind.PART_ADVERB])._replace(end=term.end)
        alone = self.terms.at(at + 1) if self.terms.link(at) == "in" else None
        if alone is not None and Kind.PART_ALONE in alone.senses:
            return self._in_part(found, alone.senses[Kind.PART_ALONE])._replace(end=alone.end)
        clock = read_clock(self.terms, at, after_day=True) if self._names_clock(at) else None
        if clock is not None and found.value is not None:
            value = found.value + clock.value
            return found._replace(type=TimeType.TIME, end=clock.end, value=value, unit="")
        return found

    def _names_clock(self, token: int) -> bool:
        return self.terms.link(token) == "clock" or ":" in self.terms.key(token)

    def part(self, token: int) -> _Found | None:
        """``صباح الاثنين``, ``فجر 12 مايو``, ``ليل الجمعة السبت``."""
        term = self.terms.at(token)
        if term is None:
            return None
        at = term.end
        if self.terms.link(at) == "of":
            at += 1
        follows = self.terms.at(at)
        if follows is not None and follows.clitic:
            return None
        if follows is not None and follows.senses.get(Kind.LINK) == "this":
            found = self.pointing(at)
        else:
            found = self.day(at)
        if found is None or found.unit != "D":
            return None
        part: str = term.senses[Kind.PART]
        if part == "NI":
            found = self._two_nights(found)
        return self._in_part(found, part)._replace(first=token)

    def _two_nights(self, found: _Found) -> _Found:
        """``ليل السبت الأحد``: the night belongs to the first of both days."""
        at = found.end + 1 if self.terms.key(found.end) in _DASHES else found.end
        term = self.terms.at(at)
        if term is not None and Kind.WEEKDAY in term.senses and term.definite and not term.clitic:
            return found._replace(end=term.end)
        return found

    def part_alone(self, token: int) -> _Found | None:
        """``مساء``, ``فجرا``: of the day that the sentence told last, or of the report's."""
        term = self.terms.at(token)
        part = term.senses.get(Kind.PART_ADVERB) if term is not None else None
        if term is None or part is None:
            return None
        return self._in_part(self._this_day(token, term.end), part)

    def _this_day(self, token: int, end: int) -> _Found:
        last = self.last
        told = last is not None and last.unit == "D" and self.last_sentence == self.sentence_start
        if told and last is not None:
            return last._replace(first=token, end=end, relative=True)
        value = self.anchor.isoformat() if self.anchor else None
        return _Found(token, end, TimeType.DATE, value, "D", True, True)

    def clock(self, token: int) -> _Found | None:
        """A time of the clock, with the day that follows it, or that of the sentence."""
        clock = read_clock(self.terms, token)
        if clock is None:
            return None
        at = clock.end + 1 if self.terms.link(clock.end) == "of" else clock.end
        term = self.terms.at(at)
        day = self.day(at) if term is None or not term.clitic else None
        if day is None or day.unit != "D":
            day = self._this_day(token, clock.end)
        value = f"{day.value}{clock.value}" if day.value else clock.value
        return day._replace(first=token, type=TimeType.TIME, value=value, unit="")

    # ------------------------------------------------------------ amounts and sets

    def amount(self, token: int) -> _Found | None:
        """``ثلاث ساعات``, ``الأيام العشرة الماضية``, ``سنوات`` behind since."""
        amount = read_amount(self.terms, token)
        if amount is None or not (amount.sure or allows_bare(self.terms, token, amount.end)):
            return None
        found = _Found(token, amount.end, TimeType.DURATION, amount.value)
        if amount.steps is not None:
            found = found._replace(relative=True, anchored=True)
        now = self.terms.at(amount.end)
        if now is not None and now.senses.get(Kind.LINK) == "now":
            side = -1 if self.terms.link(token - 1) in ("before", "since") else 1
            return self._away(found._replace(end=now.end), amount, side)
        return found

    def _away(self, found: _Found, amount: Amount, side: int) -> _Found:
        """The time that lies an amount before or after the anchor."""
        if amount.count is None:
            value = "PAST_REF" if side < 0 else "FUTURE_REF"
            return found._replace(type=TimeType.DATE, value=value, relative=True)
        if not is_whole(amount):
            return found
        counted = count_from(self.anchor, amount, side)
        date_value, unit = counted if counted is not None else (None, "")
        return found._replace(
            type=TimeType.DATE, value=date_value, unit=unit, relative=True, anchored=True
        )

    def before(self, token: int) -> _Found | None:
        """``قبل أربع سنوات``: a date; but ``قبل يومين من الانتخابات`` stays an amount."""
        amount = read_amount(self.terms, token + 1)
        if amount is None or not (amount.sure or allows_bare(self.terms, token + 1, amount.end)):
            return None
        if amount.steps is not None or self.terms.link(amount.end) in ("of", "from"):
            return None
        if self.day(token + 1) or self._year_or_month(token + 1):
            return None
        now = self.terms.at(amount.end)
        from_now = now is not None and now.senses.get(Kind.LINK) == "now"
        end = now.end if now is not None and from_now else amount.end
        found = _Found(token, end, TimeType.DURATION, amount.value)
        away = self._away(found, amount, -1)
        return None if away.type is TimeType.DURATION else away

    def _year_or_month(self, token: int) -> bool:
        return self.month(token) is not None or read_year_unit(self.terms, token) is not None

    def every(self, token: int) -> _Found | None:
        """``كل يوم``, ``كل ثلاثة أشهر``, ``كل يوم جمعة``, ``كل صباح``."""
        term = self.terms.at(token + 1)
        if term is None or term.definite or term.clitic:
            return None
        unit: UnitWord | None = term.senses.get(Kind.UNIT)
        weekday = self.terms.sense(token + 1 + (unit is not None), Kind.WEEKDAY)
        if weekday is not None and not (unit is not None and unit.code != "D"):
            end = token + 2 + (unit is not None)
            return _Found(token, end, TimeType.SET, f"XXXX-WXX-{weekday}")
        part = term.senses.get(Kind.PART)
        if part is not None:
            return _Found(token, term.end, TimeType.SET, f"XXXX-XX-XXT{part}")
        amount = read_amount(self.terms, token + 1)
        if amount is None or amount.count is None:
            return None
        return _Found(token, amount.end, TimeType.SET, amount.value)

    def _weekday_set(self, token: int) -> _Found | None:
        weekday = self.terms.sense(token + 1, Kind.WEEKDAY)
        term = self.terms.at(token + 1)
        if weekday is None or term is None or not term.definite or term.clitic:
            return None
        return _Found(token, token + 2, TimeType.SET, f"XXXX-WXX-{weekday}")

    def set_adverb(self, token: int) -> _Found | None:
        """``يوميا``, ``سنويا``."""
        return _Found(token, token + 1, TimeType.SET, f"P1{self.terms.sense(token, Kind.SET)}")

    # ------------------------------------------------------------ words that point or hedge

    def pointing(self, token: int) -> _Found | None:
        """``هذا العام``, ``هذا الصباح``, ``ذلك اليوم``, ``نفس اليوم``."""
        link = self.terms.link(token)
        term = self.terms.at(token + 1)
        if term is None or term.clitic:
            return None
        if link != "this":
            unit = term.senses.get(Kind.UNIT)
            one = unit is not None and unit.count == "one" and term.definite
            return self._same(token, token + 2, unit) if one else None
        return self._this(token, term)

    def _this(self, token: int, term: Term) -> _Found | None:
        part = term.senses.get(Kind.PART_ALONE)
        if part is not None:
            value = self.anchor.isoformat() if self.anchor else None
            day = _Found(token, term.end, TimeType.DATE, value, "D", True, True)
            return self._in_part(day, part)
        if Kind.WEEKDAY in term.senses and term.definite:
            return self._weekday_value(token, term.end, term.senses[Kind.WEEKDAY], 0)
        if Kind.MONTH in term.senses:
            month = read_month(self.terms, token + 1)
            if month is None or month.hijri or self.anchor is None:
                return None
            value = calendars.month_value(self.anchor.year, month.number)
            return _Found(token, month.end, TimeType.DATE, value, "M", True, True)
        if Kind.SEASON in term.senses:
            return self.season(token)
        unit: UnitWord | None = term.senses.get(Kind.UNIT)
        if unit is None or not term.definite or unit.count != "one" or unit.code not in "DWMY":
            return None
        return self._period(token, term.end, unit, 0)

    def edge(self, token: int) -> _Found | None:
        """``مطلع العام``, ``نهاية مايو``, ``نهاية الأسبوع الماضي``."""
        term = self.terms.at(token)
        if term is None:
            return None
        edge: str = term.senses[Kind.EDGE]
        at = term.end + 1 if self.terms.link(term.end) == "of" else term.end
        found = self.time_of(at)
        if found is None or (edge == "span" and found.unit == "D"):
            return None
        whole = edge == "span"
        if whole and self._is_bare(at, found):
            unit: UnitWord = self.terms.sense(at, Kind.UNIT)
            value = calendars.duration(1, unit.code, unit.scale)
            return _Found(token + 1, found.end, TimeType.DURATION, value)
        if whole:
            return None
        if edge == "end" and found.unit == "W" and found.value is not None:
            found = found._replace(value=f"{found.value}-WE", unit="")
        return found._replace(first=token)

    def _is_bare(self, token: int, found: _Found) -> bool:
        return found.end == token + 1 and self.terms.sense(token, Kind.UNIT) is not None

    def hedge(self, token: int) -> _Found | None:
        """``وقت سابق``; with a time behind it (``من اليوم``) that time."""
        term = self.terms.at(token)
        if term is None:
            return None
        if self.terms.link(term.end) in ("of", "in"):
            found = self._hedged(term.end + 1)
        else:
            found = self._hedged(term.end)
        if found is not None:
            return found._replace(first=token)
        alone: str = term.senses[Kind.HEDGE]
        if not alone:
            return None
        return _Found(token, term.end, TimeType.DATE, alone, relative=True)

    def _hedged(self, token: int) -> _Found | None:
        term = self.terms.at(token)
        if term is None or term.clitic:
            return None
        if Kind.PART in term.senses:
            found = self.part(token)
            if found is not None:
                return found
        alone = term.senses.get(Kind.PART_ALONE) or term.senses.get(Kind.PART_ADVERB)
        if alone is not None:
            return self._in_part(self._this_day(token, term.end), alone)
        return self.time_of(token)

    def reference(self, token: int) -> _Found | None:
        """``حاليا``, ``مؤخرا``, ``قريبا``."""
        term = self.terms.at(token)
        if term is None:
            return None
        value: str = term.senses[Kind.REFERENCE]
        return _Found(token, term.end, TimeType.DATE, value, relative=True)

    def ago(self, token: int) -> _Found | None:
        """``منذ وقت طويل``."""
        term = self.terms.at(token)
        if term is None or self.terms.link(token - 1) not in ("since", "before"):
            return None
        return _Found(token, term.end, TimeType.DATE, "PAST_REF", relative=True)

    def last_units(self, token: int) -> _Found | None:
        """``آخر 3 سنوات``."""
        amount = read_amount(self.terms, token + 1)
        if amount is None or not amount.sure or amount.count is None:
            return None
        return _Found(token, amount.end, TimeType.DURATION, amount.value, "", True, True)

    def season(self, token: int) -> _Found | None:
        """``صيف 2014``, ``الصيف الماضي``, ``هذا الصيف``."""
        this = self.terms.link(token) == "this"
        at = token + this
        season = self.terms.sense(at, Kind.SEASON)
        year = read_year(self.terms, at + 1, after_day=False) if not this else None
        if season is None or (year is None and not this):
            return None
        if year is not None and year.year is not None:
            return _Found(token, year.end, TimeType.DATE, f"{year.year:04d}-{season}")
        if self.anchor is None:
            return None
        end = year.end if year is not None else at + 1
        number = self.anchor.year + self._season_steps(season, year)
        return _Found(token, end, TimeType.DATE, f"{number:04d}-{season}", "", True, True)

    def _season_steps(self, season: str, year: Year | None) -> int:
        if year is None or year.steps is None or self.anchor is None:
            return 0
        if year.whole or year.steps == 0:
            return year.steps
        begins = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
        passed = self.anchor.month >= begins
        return 0 if passed == (year.steps < 0) else year.steps

    def decade(self, token: int) -> _Found | None:
        """``التسعينيات``, ``ثمانينات القرن الماضي``: of the twentieth century."""
        tens: int = self.terms.sense(token, Kind.DECADE)
        end = token + 1
        at = end + 1 if self.terms.link(end) == "of" else end
        unit: UnitWord | None = self.terms.sense(at, Kind.UNIT)
        century = 19
        if unit is not None and unit.scale == 100:
            named = self._named_unit(at, self.terms.at(at) or _nothing(), unit)
            if named is not None and named.value is not None and named.value[:2].isdecimal():
                century, end = int(named.value[:2]), named.end
        return _Found(token, end, TimeType.DATE, f"{century}{tens // 10}X", "")

    def fraction(self, token: int) -> _Found | None:
        """``الربع الأول من 2018``, ``النصف الثاني من العام الجاري``; else half an hour."""
        share: float = self.terms.sense(token, Kind.FRACTION)
        term = self.terms.at(token)
        number = self.terms.number(token + 1)
        if term is None or not term.definite or number is None or not number.ordinal:
            return self.amount(token)
        if number.value > round(1 / share) or share not in (0.25, 0.5):
            return None
        at = number.end + 1 if self.terms.link(number.end) in ("of", "in") else number.end
        found = self.time_of(at)
        if found is None:
            return None
        if found.unit == "Y" and found.value is not None and len(found.value) == 4:
            letter = "Q" if share == 0.25 else "H"
            value = f"{found.value}-{letter}{int(number.value)}"
            return found._replace(first=token, value=value, unit="")
        return found._replace(first=token) if found.unit == "M" else None

    def ordinal(self, token: int) -> _Found | None:
        """``الأول من مايو``; ``الخامسة مساء``."""
        return self.dated_day(token) or self.clock(token)

    def number(self, token: int) -> _Found | None:
        """What begins with a cardinal or digits."""
        found = self.dated_day(token) or self.amount(token)
        if found is not None:
            return found
        if self.terms.key(token)[:1] not in _DIGITS:
            return None
        return self._numeric(token) or self.clock(token) or self.bare_year(token)

    def _numeric(self, token: int) -> _Found | None:
        word = self.terms.key(token)
        numeric = read_numeric(word) if not word.isdecimal() else None
        if numeric is None:
            return None
        if numeric.sort == "years":
            return self._year_span(token)
        if numeric.sort == "month" and "." not in word and numeric.parts[0] in _LIKELY_YEARS:
            value = calendars.month_value(*numeric.parts)
            return _Found(token, token + 1, TimeType.DATE, value, "M")
        return self._pair(token, numeric.parts) if numeric.sort == "pair" else None

    def _pair(self, token: int, parts: tuple[int, ...]) -> _Found | None:
        """``5-7 مايو``: one expression for both days, an ISO interval."""
        first, last = parts
        month = read_month(self.terms, token + 1)
        if month is None or not 1 <= first < last <= 31 or month.hijri:
            return None
        year = read_year(self.terms, month.end, after_day=True)
        end = year.end if year is not None else month.end
        found = self._day_of_month(token, end, last, month, year)
        if found.value is None or found.value.startswith("X"):
            return found._replace(value=None, unit="")
        value = f"{found.value[:8]}{first:02d}/{found.value}"
        return found._replace(value=value, unit="")

    def link(self, token: int) -> _Found | None:
        """What begins with a small word."""
        method = _LINKS.get(self.terms.link(token) or "")
        return method(self, token) if method is not None else None


def _nothing() -> Term:
    return Term(0, 0, 0, {}, False, "")


_Method = Callable[[_Reader, int], _Found | None]
_METHODS: dict[Kind | None, _Method] = {
    None: _Reader.number,
    Kind.ARTICLE: _Reader.number,
    Kind.CARDINAL: _Reader.number,
    Kind.MONTH: _Reader.month,
    Kind.WEEKDAY: _Reader.dated_day,
    Kind.POINTER: _Reader.dated_day,
    Kind.PART: _Reader.part,
    Kind.PART_ADVERB: _Reader.part_alone,
    Kind.UNIT: _Reader.unit,
    Kind.ORDINAL: _Reader.ordinal,
    Kind.FRACTION: _Reader.fraction,
    Kind.REFERENCE: _Reader.reference,
    Kind.HEDGE: _Reader.hedge,
    Kind.AGO: _Reader.ago,
    Kind.EDGE: _Reader.edge,
    Kind.SEASON: _Reader.season,
    Kind.DECADE: _Reader.decade,
    Kind.SET: _Reader.set_adverb,
    Kind.SOME: _Reader.amount,
    Kind.APPROXIMATION: _Reader.amount,
    Kind.LINK: _Reader.link,
}
_LINKS: dict[str, _Method] = {
    "every": _Reader.every,
    "this": _Reader.pointing,
    "that": _Reader.pointing,
    "same": _Reader.pointing,
    "last": _Reader.last_units,
    "before": _Reader.before,
    "clock": _Reader.clock,
}
