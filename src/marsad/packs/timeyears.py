"""Years, spans of years and decades, and what tells four digits that are one from a count."""

from __future__ import annotations

from marsad.model import TimeType
from marsad.packs.timedates import Year, is_four_digits, with_era
from marsad.packs.timescene import DASHES, DIGITS, JOINING, Found, Scene
from marsad.packs.timeterms import read_numeric

# Bare numbers of this range are years where the words around allow it.
YEARS = range(1800, 2100)
LIKELY_YEARS = range(1900, 2036)
_APOSTROPHES = frozenset("'’‘")


def year_found(token: int, year: Year) -> Found | None:
    """The year that was read at a token; a Hijri one has no value."""
    if year.year is None:
        return None
    if year.hijri:
        return Found(token, year.end, TimeType.DATE, None, "Y", hijri=True)
    value = f"{year.year:04d}" if year.year > 0 else f"BC{-year.year:04d}"
    return Found(token, year.end, TimeType.DATE, value, "Y")


def year_span(scene: Scene, token: int) -> Found | None:
    """``2011-2013``: one expression, an ISO interval."""
    word = scene.terms.key(token)
    read = read_numeric(word) if word[:1] in DIGITS and not word.isdecimal() else None
    if read is None or read.sort != "years":
        return None
    value = f"{read.parts[0]:04d}/{read.parts[1]:04d}"
    return Found(token, token + 1, TimeType.DATE, value, "")


def bare_year(scene: Scene, token: int) -> Found | None:
    """Four digits, where the words around make them a year and not a count."""
    if not is_four_digits(scene.terms, token):
        return None
    year = with_era(scene.terms, Year(token + 1, int(scene.terms.key(token)), None))
    if not year.era and not _is_year(scene, token, year.year or 0):
        return None
    return year_found(token, year)


def _is_year(scene: Scene, token: int, year: int) -> bool:
    if year not in YEARS or scene.terms.key(token + 1) in scene.words.counted:
        return False
    keys, before = scene.terms.key, scene.terms.key(token - 1)
    if before in scene.words.year_leads or _after_year(scene, token):
        return True
    if before == "(" and keys(token + 1) in (")", "-", "–", "،"):
        return True
    if year not in LIKELY_YEARS:
        return False
    article = scene.words.article
    definite = bool(article) and before.startswith(article)
    definite = definite and before not in scene.words.numbered
    return (definite and len(before) > 3) or _year_follows(scene, token + 1)


def _after_year(scene: Scene, token: int) -> bool:
    """Whether a year was read just before, with a joining word between."""
    last = scene.last
    if last is None or last.unit != "Y" or last.end != token - 1:
        return False
    joining = scene.terms.link(token - 1) in JOINING or scene.terms.key(token - 1) in DASHES
    return joining or scene.terms.key(token - 1) == "،"


def _year_follows(scene: Scene, token: int) -> bool:
    """``2011 إلى 2013``: each end makes the other a year."""
    joining = scene.terms.link(token) in JOINING or scene.terms.key(token) in DASHES
    return (
        joining
        and is_four_digits(scene.terms, token + 1)
        and (int(scene.terms.key(token + 1)) in LIKELY_YEARS)
    )


def may_be_span(scene: Scene, word: str) -> bool:
    """Whether ``2008-9`` may mean the year and the next, where nothing says what goes first."""
    year, _, behind = word.partition("-")
    if scene.words.numeric_order or not behind.isdecimal():
        return False
    return int(behind) - int(year[-len(behind) :]) == 1


def digit_decade(scene: Scene, token: int) -> Found | None:
    """``1990s``, ``'90s``; ``1800s`` is a century."""
    terms, word = scene.terms, scene.terms.key(token)
    if not word.isdecimal() or len(word) not in (2, 4) or word[-1] != "0":
        return None
    if len(word) == 2 and not (terms.key(token - 1) in _APOSTROPHES and terms.touches(token)):
        return None
    end = token + 1 + (terms.key(token + 1) in _APOSTROPHES)
    if terms.key(end) not in scene.words.decade_endings or not terms.touches(end):
        return None
    if len(word) == 2:
        value = f"19{word[0]}X"
    elif not 1000 <= int(word) < 2100:
        return None
    else:
        value = f"{word[:2]}XX" if word[2] == "0" and int(word) < 2000 else f"{word[:3]}X"
    return Found(token, end + 1, TimeType.DATE, value)


def named_decade(scene: Scene, token: int) -> Found | None:
    """``les années 1990``: a word that says that the digits behind it are a decade."""
    term = scene.terms.at(token)
    word = scene.terms.key(term.end) if term is not None else ""
    if term is None or not word.isdecimal() or len(word) not in (2, 4) or word[-1] != "0":
        return None
    value = f"{word[:-1]}X" if len(word) == 4 else f"19{word[0]}X"
    return Found(token, term.end + 1, TimeType.DATE, value)


def fiscal(scene: Scene, token: int) -> Found | None:
    """``fiscal year 2016``: ``FY2016``."""
    term = scene.terms.at(token)
    if term is None or not is_four_digits(scene.terms, term.end):
        return None
    value = f"FY{scene.terms.key(term.end)}"
    return Found(token, term.end + 1, TimeType.DATE, value)
