"""Months, days and years as a page words them; what needs an anchor is left as steps from it."""

from __future__ import annotations

from typing import NamedTuple

from marsad.packs.times import Kind, Leading, MonthWord, UnitWord
from marsad.packs.timeterms import Number, Terms, plain_number

_COMMAS = frozenset("،,")
_JOINING = frozenset({"and", "or", "to", "until"})
_DASHES = frozenset("-–—/")
_LEADING = frozenset({Kind.EDGE, Kind.LEADING})
_PARTS_OF_MONTH = frozenset({Kind.EDGE, Kind.UNIT, Kind.FRACTION})
# Four digits outside these years are no year of the news, Hijri ones included.
_FOUR = range(1000, 2200)


class Month(NamedTuple):
    """A month by one name or by two of different families; ``company`` tells that the words
    around it leave no doubt that a month is meant."""

    first: int
    end: int
    number: int
    hijri: bool
    company: bool


class Year(NamedTuple):
    """A year, or ``steps`` to it: from the anchor's year where ``whole`` (``العام الماضي``), else
    to the next such month or day (``مارس الماضي``)."""

    end: int
    year: int | None
    steps: int | None
    hijri: bool = False
    era: bool = False
    whole: bool = False


class Day(NamedTuple):
    """A day of a month, with its year where the words give one."""

    end: int
    day: int
    month: Month
    year: Year | None


class DayOfUnit(NamedTuple):
    """A day of a month that is only pointed at: ``12 من الشهر الجاري``."""

    end: int
    day: int
    steps: int


def read_month(terms: Terms, token: int) -> Month | None:
    """The month at a token, with a second name of the same month beside it."""
    first = token
    named = _is_month_word(terms, token)
    if named:
        token += 1
    term = terms.at(token)
    word: MonthWord | None = term.senses.get(Kind.MONTH) if term else None
    if term is None or word is None:
        return None
    end = term.end
    twin = _twin(terms, end, word)
    guard = "forms" if twin or named else word.guard
    if guard == "led":
        guard = "forms" if _is_led(terms, token, end) else guard
    if word.hijri and not twin:
        guard = "beside"
    return Month(first, twin or end, word.number, word.hijri, guard == "forms")


def _is_led(terms: Terms, token: int, end: int) -> bool:
    """Whether what stands around the word for a month shows that it is one."""
    if terms.link(token - 1) in terms.words.month_leads:
        return True
    for term in (terms.at(token - 1), terms.at(token - 2)):
        if term is not None and term.end == token and not _LEADING.isdisjoint(term.senses):
            return True
    if terms.link(token - 1) == "of" and _is_whole_of(terms, token - 2):
        return True
    joins = (token - 2, token - 1), (end + 1, end)
    return any(
        terms.sense(month, Kind.MONTH) is not None and is_joining(terms, join)
        for month, join in joins
    )


def _is_whole_of(terms: Terms, token: int) -> bool:
    """Whether a word stands there that a month may be the whole of: the *end* of May."""
    term = terms.at(token)
    return term is not None and not term.senses.keys().isdisjoint(_PARTS_OF_MONTH)


def points_at(terms: Terms, token: int) -> bool:
    """Whether a leading word of lengths points at a day or month too: ``this past May``, but not
    ``looked past May``."""
    term = terms.at(token)
    if term is None or not term.senses[Kind.LEADING].length:
        return term is not None
    return term.definite or term.end > token + 1


def is_joining(terms: Terms, token: int) -> bool:
    """Whether a word such as *and* or *to*, or a dash, stands at a token."""
    return terms.link(token) in _JOINING or terms.key(token) in _DASHES


def _is_month_word(terms: Terms, token: int) -> bool:
    unit: UnitWord | None = terms.sense(token, Kind.UNIT)
    return unit is not None and unit.code == "M" and unit.form in ("one", "pair")


def _twin(terms: Terms, end: int, word: MonthWord) -> int:
    """Where the second name of the month ends: ``يناير/كانون الثاني``, ``نيسان (أبريل)``; or 0."""
    mark = terms.key(end)
    at = end + 1 if mark in ("/", "(", "-") else end
    other = terms.at(at)
    if other is None or other.clitic:
        return 0
    twin: MonthWord | None = other.senses.get(Kind.MONTH)
    if twin is None or (twin.number, twin.hijri) != (word.number, word.hijri):
        return 0
    if mark == "(":
        return other.end + 1 if terms.key(other.end) == ")" else 0
    return other.end


def read_year(terms: Terms, token: int, *, after_day: bool) -> Year | None:
    """What tells the year of the day or month that ends before a token."""
    if (after_day or terms.words.month_day) and terms.key(token) in _COMMAS:
        token += 1
        year = _number_year(terms, token)
        return year if year is not None and year.year is not None else None
    if terms.key(token) in ("(", "/", "-"):
        return _number_year(terms, token + 1)
    relation = read_relation(terms, token)
    if relation is not None:
        return Year(relation.end, None, relation.steps)
    if terms.link(token) == "of" or terms.link(token) == "in":
        year = read_year_unit(terms, token + 1)
        of_year = year is None and terms.words.month_day and terms.link(token) == "of"
        return _number_year(terms, token + 1) if of_year else year
    return read_year_unit(terms, token) or _number_year(terms, token)


class Relation(NamedTuple):
    """-1, 0 or 1 for last, this and next; 2 for the one after next."""

    end: int
    steps: int


def read_relation(terms: Terms, token: int) -> Relation | None:
    """The word of last, this or next at a token, in its definite form."""
    term = terms.at(token)
    if term is None or term.clitic or not (term.definite or term.end > token + 1):
        return None
    steps = term.senses.get(Kind.RELATION)
    return None if steps is None else Relation(term.end, steps)


def read_year_unit(terms: Terms, token: int) -> Year | None:
    """``عام 2011``, ``العام الماضي``, ``هذا العام``, ``last year``."""
    this = terms.link(token) == "this"
    leading: Leading | None = None if this else terms.sense(token, Kind.LEADING)
    if leading is not None:
        return _leading_year(terms, token, leading)
    at = token + 1 if this else token
    unit: UnitWord | None = terms.sense(at, Kind.UNIT)
    term = terms.at(at)
    if term is None or unit is None or unit.code != "Y" or unit.scale != 1:
        return None
    if unit.form not in ("one", "pair"):
        return None
    if this:
        return Year(at + 1, None, 0, whole=True) if term.definite else None
    relation = read_relation(terms, at + 1)
    if relation is not None and term.definite:
        return Year(relation.end, None, relation.steps, whole=True)
    return _number_year(terms, at + 1, least=100)


def _leading_year(terms: Terms, token: int, leading: Leading) -> Year | None:
    term = terms.at(token)
    at = term.end if term is not None else token
    unit: UnitWord | None = terms.sense(at, Kind.UNIT)
    if unit is None or (unit.code, unit.scale, unit.form) != ("Y", 1, "one"):
        return None
    if leading.told or leading.length or terms.has_article(token - 1):
        return None
    return Year(at + 1, None, leading.steps, whole=True)


def _number_year(terms: Terms, token: int, least: int = 1000) -> Year | None:
    number = terms.number(token)
    if number is None or number.ordinal or number.value != int(number.value):
        return None
    year = int(number.value)
    if number.digits and (not terms.key(token).isdecimal() or number.end != token + 1):
        return None
    if not least <= year < _FOUR.stop:
        return None
    return with_era(terms, Year(number.end, year, None))


def with_era(terms: Terms, year: Year) -> Year:
    """The year with the letters or the word of its era."""
    term = terms.at(year.end)
    era = term.senses.get(Kind.ERA) if term and not term.clitic else None
    if term is None or era is None:
        return year
    if era == "before" and year.year is not None:
        return year._replace(end=term.end, year=-year.year, era=True)
    return year._replace(end=term.end, hijri=era == "hijri", era=True)


def read_day_of_month(terms: Terms, token: int) -> Day | None:
    """``12 مايو``, ``الأول من مايو 2017``, ``27 مايو (2017``, ``May 12, 2017``."""
    if terms.words.month_day and terms.sense(token, Kind.MONTH) is not None:
        return _month_day(terms, token)
    number = terms.number(token)
    if number is None or not _is_day(number):
        return None
    at = number.end
    if terms.link(at) == "of" or terms.key(at) in (".", "-", "/"):
        at += 1
    month = read_month(terms, at)
    if month is not None and month.hijri and terms.key(number.end) == "-":
        return None  # a score: 3-صفر
    if month is None or not _directly(terms, at, number.end):
        return None
    if not (number.digits or number.ordinal or month.company or at > number.end):
        return None
    year = read_year(terms, month.end, after_day=True)
    end = year.end if year is not None else month.end
    if year is None and month.hijri:
        end = with_era(terms, Year(end, None, None, True)).end
    return Day(end, int(number.value), month, year)


def _month_day(terms: Terms, token: int) -> Day | None:
    """A month, its day, and perhaps the year."""
    month = read_month(terms, token)
    if month is None:
        return None
    at = month.end + (terms.has_article(month.end) or terms.key(month.end) == "/")
    number = terms.number(at)
    if number is None or not _is_day(number) or not (number.digits or number.ordinal):
        return None
    if number.digits and not terms.key(number.end - 1 - number.ordinal).isdecimal():
        return None
    if terms.sense(number.end, Kind.UNIT) is not None or terms.key(number.end) == "%":
        return None
    year = read_year(terms, number.end, after_day=True)
    return Day(year.end if year else number.end, int(number.value), month, year)


def _directly(terms: Terms, at: int, end: int) -> bool:
    term = terms.at(at)
    return term is None or not term.clitic or at > end


def _is_day(number: Number) -> bool:
    return 1 <= number.value <= 31 and number.value == int(number.value)


def read_day_of_unit(terms: Terms, token: int) -> DayOfUnit | None:
    """``12 من الشهر الجاري``, ``الثالث من هذا الشهر``, ``4 الجاري``."""
    number = terms.number(token)
    if number is None or not _is_day(number):
        return None
    relation = read_relation(terms, number.end)
    if relation is not None and terms.link(token - 1) is not None:
        return DayOfUnit(relation.end, int(number.value), relation.steps)
    at = number.end + 1 if terms.link(number.end) in ("of", "in") else number.end
    this = terms.link(at) == "this"
    at += this
    term = terms.at(at)
    if term is None or not term.definite or not _is_month_word(terms, at):
        return None
    if this:
        return DayOfUnit(at + 1, int(number.value), 0)
    relation = read_relation(terms, at + 1)
    if relation is None:
        return None
    return DayOfUnit(relation.end, int(number.value), relation.steps)


def is_four_digits(terms: Terms, token: int) -> bool:
    """Whether a token is four plain digits that may be a year."""
    word = terms.key(token)
    return len(word) == 4 and word.isdecimal() and plain_number(word) in _FOUR
