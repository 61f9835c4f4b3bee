"""Parts of the day and times of the clock, with the day that they belong to."""

from __future__ import annotations

from marsad.model import TimeType
from marsad.packs import calendars
from marsad.packs.timeamounts import read_clock
from marsad.packs.timedays import read_day
from marsad.packs.timeperiods import pointing
from marsad.packs.times import Kind
from marsad.packs.timescene import DASHES, Found, Scene, in_part

_ENTRY = 3  # tokens of a line that tells more than a time and a name


def dated_day(scene: Scene, token: int) -> Found | None:
    """A day, with the part of it or the time of the clock that follows."""
    found = read_day(scene, token)
    if found is None or found.type is not TimeType.DATE:
        return found
    return with_hour(scene, found)


def with_hour(scene: Scene, found: Found) -> Found:
    """A day with the part of it or the time of the clock that follows."""
    at = found.end
    term = scene.terms.at(at)
    if term is not None and not term.clitic and Kind.PART_ADVERB in term.senses:
        return in_part(found, term.senses[Kind.PART_ADVERB])._replace(end=term.end)
    named = with_part(scene, found)
    if scene.terms.link(named.end) == "at" and found.value is not None:
        clock = read_clock(scene.terms, named.end + 1, after_day=True)
        if clock is not None:
            value = found.value + clock.value
            return found._replace(type=TimeType.TIME, end=clock.end, value=value, unit="")
    if named.end > found.end:
        return named
    inside = at + 1 + scene.terms.has_article(at + 1)
    alone = scene.terms.at(inside) if scene.terms.link(at) == "in" else None
    if alone is not None and Kind.PART_ALONE in alone.senses:
        return in_part(found, alone.senses[Kind.PART_ALONE])._replace(end=alone.end)
    clock = read_clock(scene.terms, at, after_day=True) if names_clock(scene, at) else None
    if clock is not None and found.value is not None:
        value = found.value + clock.value
        return found._replace(type=TimeType.TIME, end=clock.end, value=value, unit="")
    return found


def with_part(scene: Scene, found: Found) -> Found:
    """A day with the part of it that is named right behind it: ``Monday night``."""
    term = scene.terms.at(found.end)
    part = term.senses.get(Kind.PART_BEHIND) if term is not None else None
    if term is None or part is None:
        return found
    return in_part(found, part)._replace(end=term.end)


def names_clock(scene: Scene, token: int) -> bool:
    """Whether a time of the clock stands there beyond doubt, if any does."""
    return scene.terms.link(token) == "clock" or ":" in scene.terms.key(token)


def part_of_day(scene: Scene, token: int) -> Found | None:
    """``صباح الاثنين``, ``فجر 12 مايو``, ``ليل الجمعة السبت``."""
    term = scene.terms.at(token)
    if term is None:
        return None
    at = term.end
    if scene.terms.link(at) == "of":
        at += 1
    elif Kind.PART_BEHIND in term.senses:
        return None  # a good night Tuesday
    follows = scene.terms.at(at)
    if follows is not None and follows.clitic:
        return None
    if follows is not None and follows.senses.get(Kind.LINK) == "this":
        found = pointing(scene, at)
    else:
        found = read_day(scene, at)
    if found is None or found.unit != "D":
        return None
    part: str = term.senses[Kind.PART]
    if part == "NI":
        found = _two_nights(scene, found)
    return in_part(found, part)._replace(first=token)


def definite_part(scene: Scene, token: int) -> Found | None:
    """``الصباح الباكر من يوم الثلاثاء``: with a day behind it; alone it may be any morning."""
    term = scene.terms.at(token)
    if term is None:
        return None
    at = term.end + 1 if scene.terms.link(term.end) == "of" else term.end
    day = _clock_day(scene, at)
    return in_part(day, term.senses[Kind.PART_ALONE])._replace(first=token) if day else None


def _two_nights(scene: Scene, found: Found) -> Found:
    """``ليل السبت الأحد``, ``ليل السبت للأحد``: the night belongs to the first of both days."""
    at = found.end + 1 if scene.terms.key(found.end) in DASHES else found.end
    term = scene.terms.at(at)
    if term is None or Kind.WEEKDAY not in term.senses or not term.definite:
        return found
    return found._replace(end=term.end) if term.clitic in ("", "ل") else found


def part_alone(scene: Scene, token: int) -> Found | None:
    """``مساء``, ``فجرا``: of the day that the sentence told last, or of the report's."""
    term = scene.terms.at(token)
    part = term.senses.get(Kind.PART_ADVERB) if term is not None else None
    if term is None or part is None:
        return None
    day = scene.this_day(token, term.end)
    named = names_clock(scene, term.end)
    clock = read_clock(scene.terms, term.end, after_day=True, part=part) if named else None
    if clock is not None and day.value is not None:
        value = f"{day.value}{clock.value}"
        return day._replace(type=TimeType.TIME, value=value, unit="", end=clock.end)
    return in_part(day, part)


def clock_time(scene: Scene, token: int) -> Found | None:
    """A time of the clock, with the day that follows it, or that of the sentence."""
    clock = read_clock(scene.terms, token, after_day=_heads_line(scene, token))
    if clock is None:
        return None
    at = clock.end + 1 if scene.terms.link(clock.end) in ("of", "on") else clock.end
    day = _clock_day(scene, at)
    beyond = _behind_bracket(scene, clock.end) if day is None else 0
    if beyond:
        at = beyond + 1 if scene.terms.link(beyond) == "of" else beyond
        term, day = scene.terms.at(at), _clock_day(scene, at)
        part = term.senses.get(Kind.PART) if term is not None else None
        clock = read_clock(scene.terms, token, part=part) or clock
        day = day._replace(end=clock.end) if day is not None else None
    if day is None:
        day = scene.this_day(token, clock.end)
    value = f"{day.value}{clock.value}" if day.value else clock.value
    return day._replace(first=token, type=TimeType.TIME, value=value, unit="")


def _heads_line(scene: Scene, token: int) -> bool:
    """Whether ``14:05`` opens the line of what happened then, as in a live report."""
    first, end = scene.page.line(token)
    return first == token and end - first > _ENTRY and ":" in scene.terms.key(token)


def _behind_bracket(scene: Scene, token: int) -> int:
    """The token behind a bracket with the same time in other words, or that ends one; else 0."""
    if scene.terms.key(token) == ")":
        return token + 1
    if scene.terms.key(token) != "(":
        return 0
    inner = read_clock(scene.terms, token + 1, after_day=True)
    return inner.end + 1 if inner is not None and scene.terms.key(inner.end) == ")" else 0


def _clock_day(scene: Scene, token: int) -> Found | None:
    """The day behind a time of the clock, or behind the part of the day that follows it."""
    term = scene.terms.at(token)
    if term is None or term.clitic:
        return None
    if Kind.PART in term.senses:
        part = part_of_day(scene, token)
        day = calendars.read_day(part.value) if part is not None else None
        return part._replace(value=day.isoformat()) if part is not None and day else None
    found = read_day(scene, token)
    return found if found is not None and found.unit == "D" else None
