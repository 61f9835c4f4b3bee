"""Single days, and their value."""

from __future__ import annotations

from datetime import date

from marsad.model import TimeType
from marsad.packs import calendars
from marsad.packs.timedates import (
    Day,
    Year,
    is_joining,
    points_at,
    read_day_of_month,
    read_day_of_unit,
    read_month,
    read_relation,
    read_year,
    with_era,
)
from marsad.packs.times import Kind, Leading, Pointer, UnitWord
from marsad.packs.timescene import (
    DASHES,
    DIGITS,
    FUTURE,
    JOINING,
    PAST,
    Found,
    Scene,
    in_part,
)
from marsad.packs.timeterms import Term, read_numeric

# Looked at by eye, in articles of 2018: of 28 months without a year that lie three to five months
# ahead in the calendar, 23 were past; of some 50 dates one or two months ahead, nearly all were to
# come. Beside a word of the future a date may lie further ahead; that limit is not measured.
_AHEAD = 2.5 / 12
_AHEAD_PLANNED = 8 / 12
# Where the tense of the clause is known or known not to tell.
_AHEAD_BY_TENSE = {PAST: (1 / 12,), None: (3.5 / 12, 9.5 / 12), FUTURE: (11 / 12,)}


def read_day(scene: Scene, token: int) -> Found | None:
    """A single day, whichever way it is named."""
    term = scene.terms.at(token)
    if term is None:
        return _numeric_day(scene, token) or _dated(scene, token)
    if Kind.POINTER in term.senses:
        return _pointer(scene, token, term)
    if Kind.WEEKDAY in term.senses and term.definite:
        return _weekday(scene, token, term)
    if Kind.LEADING in term.senses:
        return _leading_day(scene, token, term)
    if Kind.ARTICLE in term.senses and scene.terms.sense(token + 1, Kind.LEADING) is not None:
        found = read_day(scene, token + 1)
        return found._replace(first=token) if found is not None else None
    unit: UnitWord | None = term.senses.get(Kind.UNIT)
    if unit is not None and unit.code == "D" and unit.form in ("one", "pair"):
        return None if scene.words.articles else _day_word(scene, token)
    return _dated(scene, token)


def _leading_day(scene: Scene, token: int, term: Term) -> Found | None:
    """``last Monday``, ``the previous day``."""
    leading: Leading = term.senses[Kind.LEADING]
    named = scene.terms.at(term.end)
    if named is None:
        return None
    if Kind.WEEKDAY in named.senses:
        recent = leading.length and scene.terms.sense(token - 1, Kind.ONE) is not None
        if (leading.told and not term.definite) or not (recent or points_at(scene.terms, token)):
            return None  # following Monday's vote
        number: int = named.senses[Kind.WEEKDAY]
        base = (scene.last_day() if leading.told else None) or scene.anchor
        ranked = scene.terms.has_article(token - 1) and scene.terms.link(named.end) in ("of", "in")
        if recent or ranked:
            base = None  # a recent Monday, the last Friday in August
        day = calendars.weekday_near(base, number, leading.steps) if base else None
        value = day.isoformat() if day else None
        found = Found(token, named.end, TimeType.DATE, value, "D", True, True)
        return _with_date(scene, found)
    unit: UnitWord | None = named.senses.get(Kind.UNIT)
    # the next day is that after another
    told = leading.told or (leading.steps > 0 and not leading.length)
    if unit is None or not told or (unit.code, unit.form) != ("D", "one"):
        return None
    return day_from_told(scene, token, named.end, leading.steps)


def day_from_told(scene: Scene, token: int, end: int, steps: int) -> Found:
    """The day so many days after (or before) the one told last, if that is near."""
    last = scene.last_day()
    moved = calendars.shift(last, "D", steps) if last is not None else None
    value = moved.isoformat() if moved is not None else "PAST_REF"
    return Found(token, end, TimeType.DATE, value, "D" if moved is not None else "", True)


def _day_word(scene: Scene, token: int) -> Found | None:
    """``يوم`` before a weekday, a date, or a word such as yesterday."""
    follows = scene.terms.at(token + 1)
    if follows is not None and follows.clitic:
        return None
    if follows is not None and Kind.WEEKDAY in follows.senses:
        found = _weekday(scene, token + 1, follows)
    else:
        found = read_day(scene, token + 1) if _may_be_day(scene, token + 1) else None
    return found._replace(first=token) if found is not None else None


def _may_be_day(scene: Scene, token: int) -> bool:
    unit = scene.terms.sense(token, Kind.UNIT)
    return unit is None and token < scene.sentence_end


def _pointer(scene: Scene, token: int, term: Term) -> Found | None:
    """``أمس``, ``اليوم الاثنين``, ``الليلة الماضية``."""
    pointer: Pointer = term.senses[Kind.POINTER]
    value = calendars.period(scene.anchor, pointer.unit, pointer.steps)
    found = Found(token, term.end, TimeType.DATE, value, "D", True, True)
    if pointer.part is not None:
        return in_part(found, pointer.part)
    named = scene.terms.at(term.end)
    if named is not None and named.definite and not named.clitic:
        if Kind.ORDINAL in named.senses and scene.words.article:
            return None  # the third day
        if Kind.WEEKDAY in named.senses:
            return _with_name(scene, found, named)
    per_day = pointer.steps == 0 and scene.terms.link(token - 1) == "in"
    return None if per_day else found


def _with_name(scene: Scene, found: Found, named: Term) -> Found:
    """The day with its name; a date behind the name outranks the word before it."""
    weekday = _weekday(scene, found.end, named)
    if weekday is None:
        return found
    dated = not weekday.relative or found.value is None
    return found._replace(end=weekday.end, value=weekday.value if dated else found.value)


def _weekday(scene: Scene, token: int, term: Term) -> Found | None:
    number: int = term.senses[Kind.WEEKDAY]
    end = term.end
    steps = None
    if not scene.words.article and scene.terms.sense(token - 1, Kind.CARDINAL) == 1:
        return Found(token, end, TimeType.DATE, None, "D", True)  # one Sunday
    relation = read_relation(scene.terms, end)
    if relation is not None:
        end, steps = relation
    elif _ends_span(scene, token):
        day = calendars.weekday_near(scene.last_day() or date.max, number, 1)
        value = day.isoformat() if day is not None else None
        return Found(token, end, TimeType.DATE, value, "D", True, True)
    elif _lies_ahead(scene, token, number):
        steps = 1
    found = _with_date(scene, weekday_value(scene, token, end, number, steps))
    ranked = scene.terms.sense(found.end, Kind.ORDINAL) is not None and found.end == term.end
    ranked = ranked and bool(scene.words.article)
    return None if ranked and scene.terms.at(end) is not None else found


def weekday_value(scene: Scene, token: int, end: int, number: int, steps: int | None) -> Found:
    week = _week_behind(scene, end) if steps is None else None
    if week is not None and scene.anchor is not None:
        end, steps = week
        base = calendars.shift(scene.anchor, "W", steps)
        day = calendars.weekday_near(base, number, 0) if base else None
    else:
        day = calendars.weekday_near(scene.anchor, number, steps) if scene.anchor else None
    value = day.isoformat() if day else None
    return Found(token, end, TimeType.DATE, value, "D", True, True)


def _week_behind(scene: Scene, token: int) -> tuple[int, int] | None:
    """``الجمعة من الأسبوع المقبل``: where that ends, and the steps of the week."""
    at = token + 1 if scene.terms.link(token) == "of" else token
    leading: Leading | None = scene.terms.sense(at, Kind.LEADING)
    unit: UnitWord | None = scene.terms.sense(at + (leading is not None), Kind.UNIT)
    if unit is None or unit.code != "W" or unit.form != "one":
        return None
    if leading is not None:
        return None if leading.told or leading.length else (at + 2, leading.steps)
    relation = read_relation(scene.terms, at + 1)
    return None if relation is None else (relation.end, relation.steps)


def _ends_span(scene: Scene, token: int) -> bool:
    """Whether a day name ends what another one began: ``from Monday to Friday``."""
    last = scene.last
    if last is None or last.end != token - 1 or scene.last_day() is None:
        return False
    joins = scene.terms.link(token - 1) in ("to", "until") or scene.terms.key(token - 1) in DASHES
    return joins and scene.terms.sense(last.end - 1, Kind.WEEKDAY) is not None


def _lies_ahead(scene: Scene, token: int, number: int) -> bool:
    """Whether the clause around a day name tells of what is to come, and it is not today."""
    if scene.anchor is None or scene.anchor.isoweekday() == number:
        return False
    return scene.tense_at(token) == FUTURE


def _with_date(scene: Scene, found: Found) -> Found:
    """A day name takes the date that follows it; in brackets the date stays its own."""
    keys = scene.terms.key
    end = found.end
    mark = keys(end)
    bracket = mark == "("
    at = end + 1 if mark in ("،", ",", "(") or scene.terms.link(end) == "matching" else end
    follows = scene.terms.at(at)
    if follows is not None and (follows.clitic or Kind.NAME in follows.senses):
        return found
    date_found = _numeric_day(scene, at) or _dated(scene, at)
    if date_found is None or date_found.unit != "D":
        return found
    taken = found._replace(
        value=date_found.value, relative=date_found.relative, anchored=date_found.anchored
    )
    apart = bracket or scene.terms.link(end) == "matching"
    return taken if apart else taken._replace(end=date_found.end, hijri=date_found.hijri)


def _numeric_day(scene: Scene, token: int) -> Found | None:
    word = scene.terms.key(token)
    if word[:1] not in DIGITS or word.isdecimal():
        return None
    numeric = read_numeric(word, scene.words.numeric_order)
    if numeric is None or numeric.sort != "day":
        return None
    year, month, day = numeric.parts
    if not month:
        return Found(token, token + 1, TimeType.DATE, None, "D")
    end = with_era(scene.terms, Year(token + 1, year, None))
    hijri = end.hijri or year < 1700
    value = (
        calendars.hijri_day(year, month, day) if hijri else calendars.day_value(year, month, day)
    )
    return Found(token, end.end, TimeType.DATE, value, "D", hijri=hijri)


def _dated(scene: Scene, token: int) -> Found | None:
    """A day of a month: in words or digits, with or without its year."""
    read = read_day_of_month(scene.terms, token)
    if read is not None:
        return day_of_month(scene, token, read)
    pointed = read_day_of_unit(scene.terms, token)
    if pointed is None:
        return None
    month = (
        calendars.shift(scene.anchor.replace(day=1), "M", pointed.steps) if scene.anchor else None
    )
    value = calendars.day_value(month.year, month.month, pointed.day) if month else None
    return Found(token, pointed.end, TimeType.DATE, value, "D", True, True)


def day_of_month(scene: Scene, token: int, read: Day) -> Found:
    """A day of a month that was read, in the year that it names or the likeliest one."""
    month, year = read.month, read.year
    if month.hijri:
        value = _hijri_value(scene, read.day, month.number, year)
        full = year is not None and year.year is not None
        return Found(token, read.end, TimeType.DATE, value, "D", not full, not full, True)
    number, anchored = year_of(scene, token, month.number, read.day, year)
    value = calendars.day_value(number, month.number, read.day) if number is not None else None
    relative = year is not None and year.steps is not None
    return Found(token, read.end, TimeType.DATE, value, "D", relative, anchored)


def _hijri_value(scene: Scene, day: int, month: int, year: Year | None) -> str | None:
    number = year.year if year is not None else None
    if number is None and scene.anchor is not None:
        number = calendars.infer_hijri_year(scene.anchor, month, day)
    return calendars.hijri_day(number, month, day) if number is not None else None


def year_of(
    scene: Scene, token: int, month: int, day: int | None, year: Year | None
) -> tuple[int | None, bool]:
    """The year of the month or day at a token, and whether the anchor gave it."""
    if year is not None and year.year is not None:
        return year.year, False
    if scene.anchor is None:
        return None, False
    if year is None and scene.terms.link(token - 1) == "that" and not scene.words.article:
        return None, False  # that November: of a year that was told
    if year is None or year.steps is None:
        anchor = scene.anchor
        years = {
            calendars.infer_year(anchor, month, day, ahead=ahead)
            for ahead in _years_ahead(scene, token)
        }
        return (years.pop() if len(years) == 1 else None), True
    if year.whole:
        return scene.anchor.year + year.steps, True
    return calendars.step_year(scene.anchor, month, day, year.steps), True


def _years_ahead(scene: Scene, token: int) -> tuple[float, ...]:
    """How far ahead a date without a year may lie; two limits leave open what is between them."""
    if scene.terms.link(token - 1) == "since":
        return (0,)
    if scene.words.nearest_tense:
        return _AHEAD_BY_TENSE[scene.tense_at(token)]
    if scene.tells_ahead(token):
        return _AHEAD_BY_TENSE[FUTURE]
    return (_AHEAD_PLANNED if scene.tell_future(scene.around(token, token + 1)) else _AHEAD,)


def several_days(scene: Scene, token: int) -> list[Found]:
    """``5 و6 مايو``, ``من 5 إلى 7 مايو``: the month goes back to the first number."""
    terms = scene.terms
    if scene.words.month_day and terms.sense(token, Kind.MONTH) is not None:
        return _month_days(scene, token)
    number = terms.number(token)
    if number is None or not 1 <= number.value <= 31 or number.value != int(number.value):
        return []
    at = number.end
    if terms.link(at) in JOINING or terms.key(at) in DASHES:
        at += 1
        if terms.link(at) == "in":
            at += 1
    elif not (follows := terms.at(at)) or follows.clitic != "و":
        return []
    second = terms.number(at)
    last = _dated(scene, at) if second is not None else None
    if last is None or last.value is None or last.hijri or second is None:
        return []
    day = calendars.read_day(f"{last.value[:8]}{int(number.value):02d}")
    if day is None:
        return []
    return [
        last._replace(first=token, end=number.end, value=day.isoformat()),
        last._replace(first=at),
    ]


def _month_days(scene: Scene, token: int) -> list[Found]:
    """``May 5 and 6, 2017``, ``May 5 to 7``: the year goes back to the first number."""
    terms = scene.terms
    month = read_month(terms, token)
    number = terms.number(month.end) if month is not None else None
    if month is None or number is None or not is_joining(terms, number.end):
        return []
    at = number.end + 1
    last = terms.number(at)
    if last is None or not last.digits or not 1 <= number.value < last.value <= 31:
        return []
    if not (terms.key(at).isdecimal() and number.digits) or terms.sense(last.end, Kind.UNIT):
        return []
    if terms.sense(last.end, Kind.MONTH) is not None or terms.sense(last.end, Kind.HALF):
        return []
    year = read_year(terms, last.end, after_day=True)
    end = year.end if year is not None else last.end
    first = day_of_month(scene, token, Day(number.end, int(number.value), month, year))
    second = day_of_month(scene, token, Day(end, int(last.value), month, year))
    return [first, second._replace(first=at)]
