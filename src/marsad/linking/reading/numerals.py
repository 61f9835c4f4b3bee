"""Numbers as a text writes them, in digits and words: their values, and nothing around them."""

from __future__ import annotations

import re
from typing import NamedTuple

from marsad.packs.times import Kind
from marsad.packs.timeterms import Term, Terms, plain_number

_TENS = frozenset(range(20, 100, 10))
_MOST = 1e15  # no count of the news is larger, and a float still holds every whole number below
_ID_DIGITS = 8  # digits in a row without a separator: a telephone number or a mark, unless round
_ROUND = 1000
_PARTS = 12  # words and digits of one number at most; seven hundred ... million has ten


class Numeral(NamedTuple):
    """A number in tokens ``first`` to ``end``, end exclusive.

    ``high`` is ``low`` but for vague plurals (*dozens*). ``front`` is the number before the last
    scale and ``scale`` that scale: 5 and 1,000,000 in *5 million*; 1 without a scale. ``digits``
    tells that it begins with a digit; ``construct`` that it is 2 of its scale before a noun.
    """

    first: int
    end: int
    low: float
    high: float
    front: float
    scale: float
    digits: bool
    construct: float | None = None


class _Part(NamedTuple):
    """A word or digits of a number; ``base`` is 1, or what it multiplies by as a scale."""

    end: int
    value: float
    base: float
    digits: bool


class _Sum:
    """What has been read of one number."""

    def __init__(self) -> None:
        self.total = 0.0
        self.group = 0.0
        self.front = 1.0
        self.last = _MOST
        self.scaled = False

    def add(self, part: _Part, joint: str) -> bool:
        """Take one more part on, if the words before it can be followed by it."""
        return self._scale(part, joint) if part.base > 1 else self._plain(part, joint)

    def _plain(self, part: _Part, joint: str) -> bool:
        value, group = part.value, self.group
        if not group:
            if self.scaled and (value >= self.last or (part.digits and joint != "and")):
                return False
            self.group = value
            return True
        if part.digits:
            return False
        if not joint and group < 10 and value in (10, 100):
            self.group = group + 10 if value == 10 else group * 100
            return True
        if not _joins(group, value, joint):
            return False
        self.group = group + value
        return True

    def _scale(self, part: _Part, joint: str) -> bool:
        whole = part.value == part.base
        if self.group:
            if joint == "and" or not whole or part.base >= self.last:
                return False
            self.front, self.group = self.group, 0.0
            self.total += self.front * part.base
        elif not self.scaled:
            self.front = part.value / part.base
            self.total = part.value
        elif joint == "and" and part.base < self.last:
            self.total += part.value
        elif not joint and whole and part.base > self.last:
            self.total *= part.base  # a thousand million
        else:
            return False
        self.scaled, self.last = True, part.base
        return True

    @property
    def value(self) -> float:
        return self.total + self.group


def _joins(group: float, value: float, joint: str) -> bool:
    """Whether a cardinal is added to the one before it: three and twenty, twenty-three."""
    rest = group % 100
    if value in _TENS and 0 < rest < 10:
        return joint == "and"
    if value < 10 and rest in _TENS:
        return joint in ("-", "")
    return rest == 0 and value < 100


def read_numeral(terms: Terms, token: int, *, dotted: bool, decimal: str = "") -> Numeral | None:
    """The number that begins at a token; ``None`` also for ranks, and beyond 10 to the 15th.

    ``dotted``: three digits behind a dot make a thousand; ``decimal``: a mark of the language that
    may stand for the decimal sign.
    """
    term = terms.at(token)
    if term is not None and Kind.ORDINAL in term.senses and Kind.CARDINAL not in term.senses:
        return None
    vague = _vague(terms, token)
    if vague is not None:
        return vague
    part = _with_decimals(terms, _part(terms, token, dotted), decimal)
    if part is None:
        return _share_of_scale(terms, token)
    found = _Sum()
    found.add(part, "")
    end = _add_parts(terms, found, part.end, dotted)
    value, end = _and_a_half(terms, end, found)
    if not value < _MOST:
        return None
    construct = None
    if term is not None and end == term.end:
        size = term.senses.get(Kind.CONSTRUCT)
        construct = None if size is None else float(size)
    scale = found.last if found.scaled else 1.0
    return Numeral(token, end, value, value, found.front, scale, part.digits, construct)


def _with_decimals(terms: Terms, part: _Part | None, decimal: str) -> _Part | None:
    """``18،5``; two zeros behind the mark are those of a clock."""
    if part is None or not part.digits or not decimal or terms.key(part.end) != decimal:
        return part
    rest = terms.key(part.end + 1)
    near = terms.touches(part.end) and terms.touches(part.end + 1)
    if not near or not rest.isdecimal() or len(rest) > 2 or rest == "00":
        return part
    if part.value != int(part.value):
        return part
    return part._replace(end=part.end + 2, value=float(f"{int(part.value)}.{rest}"))


def _add_parts(terms: Terms, found: _Sum, end: int, dotted: bool) -> int:
    """Take on what follows the first part of a number; the token behind its last part."""
    before = None
    for _ in range(_PARTS):
        joint, at = _joint(terms, end)
        more = _part(terms, at, dotted)
        if more is None:
            break
        last = end, found.group
        if not found.add(more, joint):
            if before is not None and not joint and more.base > 1:
                end, found.group = before  # two thousand and four thousand: two numbers
            break
        before, end = last, more.end
    return end


def _joint(terms: Terms, token: int) -> tuple[str, int]:
    """What stands before a further part: ``and`` (glued or apart), a hyphen, nothing."""
    term = terms.at(token)
    if terms.key(token) == "-" and terms.touches(token) and terms.touches(token + 1):
        return "-", token + 1
    if term is None:
        return "", token
    if term.senses.get(Kind.LINK) == "and":
        return "and", token + 1
    return ("and", token) if term.clitic == "و" else ("", token)


def _part(terms: Terms, token: int, dotted: bool) -> _Part | None:
    word = terms.key(token)
    if word[:1].isdecimal():
        value = read_digits(word, dotted=dotted)
        return None if value is None else _glued(terms, token, value)
    term = terms.at(token)
    if term is None:
        return None
    value = term.senses.get(Kind.SCALE, term.senses.get(Kind.CARDINAL))
    if value is None or value <= 0:
        return None
    return _Part(term.end, float(value), _base(value, Kind.SCALE in term.senses), digits=False)


def _glued(terms: Terms, token: int, value: float) -> _Part:
    scale = terms.sense(token + 1, Kind.GLUED) if terms.touches(token + 1) else None
    if scale is not None and not terms.touches(token + 2):
        return _Part(token + 2, value * scale, 1.0, digits=True)
    return _Part(token + 1, value, 1.0, digits=True)


def _base(value: int, scale: bool) -> float:
    """1000 of 2000, 12 of a dozen."""
    if value < 1000:
        return float(value) if scale else 1.0
    base = 1000
    while value >= base * 1000:
        base *= 1000
    return float(base)


def _vague(terms: Terms, token: int) -> Numeral | None:
    """Dozens, hundreds of thousands, several hundred: from 2 to less than 10 of them."""
    term = terms.at(token)
    several = term is not None and Kind.SEVERAL in term.senses
    noun = terms.at(term.end) if several and term is not None else term
    if noun is None:
        return None
    size = noun.senses.get(Kind.MANY)
    if size is None and several:
        size = _whole_scale(noun)
    if size is None:
        return None
    end, more = noun.end, 1
    after = terms.at(end + (terms.link(end) == "of"))
    larger = None if after is None or after.clitic else _whole_scale(after)
    if after is not None and larger is not None and larger > size:
        end, more = after.end, larger
    low, high = 2.0 * size * more, 10.0 * size * more - 1
    return Numeral(token, end, low, high, 1.0, float(size * more), digits=False)


def _whole_scale(term: Term) -> int | None:
    senses = term.senses
    value: int | None = senses.get(Kind.SCALE, senses.get(Kind.CARDINAL, senses.get(Kind.MANY)))
    return value if value is not None and value >= 100 else None


def _share_of_scale(terms: Terms, token: int) -> Numeral | None:
    """Half a million, a quarter of a million; a share of anything else is no count."""
    term = terms.at(token)
    share = None if term is None else term.senses.get(Kind.FRACTION)
    if term is None or share is None:
        return None
    at = term.end + (terms.link(term.end) == "of")
    noun = terms.at(at)
    scale = None if noun is None or noun.clitic else noun.senses.get(Kind.SCALE)
    if noun is None or scale is None:
        return None
    value = float(round(share * scale))
    return Numeral(token, noun.end, value, value, share, float(scale), digits=False)


def _and_a_half(terms: Terms, end: int, found: _Sum) -> tuple[float, int]:
    joint, at = _joint(terms, end)
    one = terms.at(at)
    if one is not None and Kind.ONE in one.senses:
        at = one.end
    share = terms.sense(at, Kind.FRACTION)
    if joint != "and" or share is None or not found.scaled or found.group:
        return found.value, end
    again = terms.at(at + 1)
    repeated = again is not None and Kind.SCALE in again.senses and not again.clitic
    return found.total + round(share * found.last), at + 1 + repeated


def read_digits(word: str, *, dotted: bool) -> float | None:
    """The value of a token of digits; ``None`` for a clock, a date, a range, a telephone number."""
    if word.isdecimal():
        if len(word) > 1 and word[0] == "0":
            return None
        value = plain_number(word)
        return None if value is not None and _is_mark(word, value) else value
    if not dotted and word.count(".") == 1 and len(word) <= 15:
        whole, _, rest = word.replace(",", "").partition(".")
        return float(f"{whole}.{rest}") if whole.isdecimal() and rest.isdecimal() else None
    return plain_number(word)


def _is_mark(word: str, value: float) -> bool:
    return len(word) >= _ID_DIGITS and value % _ROUND != 0


_RANGE = re.compile(r"([^-]{1,12})-([^-]{1,12})")


def read_pair(word: str, *, dotted: bool) -> tuple[float, float] | None:
    """The two numbers of a range in one token (``10-15``); ``None`` where they do not rise."""
    hit = _RANGE.fullmatch(word)
    if hit is None:
        return None
    low, high = (read_digits(part, dotted=dotted) for part in hit.groups())
    return (
        (float(low), float(high)) if low is not None and high is not None and low < high else None
    )
