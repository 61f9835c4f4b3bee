"""Matters: whether two statements speak of one thing, rather than of two of a kind.

In an archive most reports are of other things, and many of these are alike: another day's dead,
another town's shelling. What two statements have in common in days, names and words tells whether
they are of one matter; only then do they contradict, deny or bring up to date one another.
"""

from __future__ import annotations

from collections.abc import Set

from marsad.linking.comparing.charges import names_doer, tells_deed
from marsad.linking.comparing.conflicts import AGAIN, DEEDS, SEAT, comparable, suffer
from marsad.linking.comparing.likeness import Likeness
from marsad.linking.nouns import Act, Statement
from marsad.model import Status

_RARE = 150  # hundredths of weight: shared words of no list that name one thing, as a ship's name
_SAME_NEWS, _SOON = 1, 3  # days between two reports of one matter that cannot both be right
_YEAR = 4  # letters of a date that tell the year
_UNIDENTIFIED = "c:unidentified"
_NAMING = "pant"  # classes of terms that name a place, an actor, a state, a day
_DAILY = AGAIN | {"COERCE"}
SETTLED = frozenset({"numbers", "places", "days", "actors"})  # conflicts that are none of words
_CLOSE = 0.5  # of the terms of both, but for what they differ over, that they share
_CLOSER = 0.65  # and where their acts are not told by the same word
_MUCH = 0.75  # of the mass that leaves no doubt of the matter: three words
ENOUGH = 0.375  # of the mass that leaves no doubt of the matter: a word and a half


def is_one_matter(one: Statement, other: Statement, like: Likeness, *, later: bool = False) -> bool:
    """Whether both speak of one thing, rather than of two of a kind on other days or elsewhere.

    What happens daily they tell within a day, in nearly the same words or with a name in common
    that is no state's, if only in the paragraphs around; all else within few days, with any name,
    or of the same act. ``later`` says that one may bring the other up to date: then within few
    days, too.
    """
    if is_of_other_years(one, other):
        return False
    close = like.mass >= _MUCH and like.shared >= _CLOSER
    known = close or like.numbers > 0 or _rare(one, like)
    if _is_daily(one) or _is_daily(other):
        known = known or _is_beside_a_name(one, other)
        return known and _near_days(one, other, _SOON if later else _SAME_NEWS)
    alike = like.head and like.mass >= ENOUGH
    return _near_days(one, other, _SOON) and bool(known or alike or _named(one, other))


def is_of_other_years(one: Statement, other: Statement) -> bool:
    """Whether both tell of other years: those that they name, or that of their publication."""
    ours, theirs = _years(one), _years(other)
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _years(statement: Statement) -> set[str]:
    told = {value[:_YEAR] for value in statement.days if value[:_YEAR].isdigit()}
    return told or ({statement.published[:_YEAR]} if statement.published else set())


def is_one_news(one: Statement, other: Statement) -> bool:
    """Whether both were published within a day, and have a name in common that is no state's, if
    only in the paragraphs around."""
    return _near_days(one, other, _SAME_NEWS) and _is_beside_a_name(one, other)


def may_be_one_news(one: Statement, other: Statement, like: Likeness) -> bool:
    """Whether few words may be of one thing: both were published within a day, or within few days
    with any name in common in their paragraphs, or both name who, where or when themselves."""
    if _near_days(one, other, _SAME_NEWS):
        return True
    if any(term[0] in _NAMING and _is_telling(term) for term in like.terms):
        return True
    return _rare(one, like) or (_near_days(one, other, _SOON) and bool(_named(one, other)))


def tells_one_act(one: Statement, other: Statement, like: Likeness, codes: Set[str]) -> bool:
    """Whether both tell the act over whose doer, place, day or numbers they differ.

    Behind a noun stands who did it, or to whom it was done. Of what is alike on other days and in
    other places, much has to be the same.
    """
    if codes & {"places", "days"} and not names_one_thing(one, other, like):
        return False
    if codes & SETTLED and like.shared < _CLOSE:
        return False
    if "numbers" in codes and not _count_one(one, other, like):
        return False
    done = "actors" not in codes or (one.verbal and other.verbal)
    alike = "days" not in codes or like.head
    named = "places" not in codes or _rare(one, like) or _tells_beside(like)
    return like.mass >= _MUCH or bool(done and alike and named)


def names_one_thing(one: Statement, other: Statement, like: Likeness) -> bool:
    """Whether both speak of a thing that happens once, rather than of two of a kind."""
    if like.numbers > 0 or _rare(one, like):
        return True
    return not AGAIN & {act.type for act in (*one.acts, *other.acts)}


def tells_more(one: Statement, other: Statement) -> bool:
    """Whether of two that tell of violence one says who did it, or that nobody knows it, and the
    other leaves it open, or one says how many died or were hurt and the other does not. Who denies
    a deed denies his own."""
    told = tells_deed(one) and tells_deed(other) and not (one.negative and other.negative)
    doers = told and _who(one) != _who(other)
    return doers or _counts_harm(one) != _counts_harm(other)


def is_one_deed(one: Statement, other: Statement) -> bool:
    """Whether both tell one deed, however little else they share: its doer and its part of a day,
    and that it was done; or that nobody knows who did it, with a name in common around them."""
    if not _near_days(one, other, _SOON) or one.negative or other.negative:
        return False
    if _asks(one) and _asks(other):
        return _is_beside_a_name(one, other)
    ours, theirs = _timed(one), _timed(other)
    return any(_is_same_act(act, told) for act in ours for told in theirs)


def asks_of_another(one: Statement, other: Statement) -> bool:
    """Whether both say that nobody knows who did it, and nothing shows that they mean one deed."""
    return _asks(one) and _asks(other) and not _is_beside_a_name(one, other)


def _is_beside_a_name(one: Statement, other: Statement) -> bool:
    return any(map(_is_telling, _named(one, other)))


def _is_same_act(act: Act, told: Act) -> bool:
    alike = act.type == told.type and act.day == told.day
    return alike and not set(act.actors).isdisjoint(told.actors)


def _timed(statement: Statement) -> list[Act]:
    """Deeds of violence that were done in a part of a day (*before dawn on Monday*)."""
    return [
        act
        for act in statement.acts
        if act.type in DEEDS and act.status is Status.ASSERTED and act.day and "T" in act.day
    ]


def _who(statement: Statement) -> tuple[bool, bool]:
    """Whether it is not known who did a deed, or he is named; a deed that nobody is known to have
    done names none."""
    asks = _asks(statement)
    return asks, not asks and names_doer(statement)


def _asks(statement: Statement) -> bool:
    """Whether a statement says that it is not known who did a deed."""
    return _UNIDENTIFIED in statement.terms


def _counts_harm(statement: Statement) -> bool:
    return any(suffer(amount, statement) for amount in statement.amounts)


def _count_one(one: Statement, other: Statement, like: Likeness) -> bool:
    """Whether both name what they count, and it is the same, of the same act or of one harm."""
    pairs = [
        (a, b)
        for a in one.amounts
        for b in other.amounts
        if a.unit is not None and b.unit is not None and comparable(a, b, one, other)
    ]
    harm = any(suffer(a, one) is not None and suffer(a, one) == suffer(b, other) for a, b in pairs)
    return bool(pairs) and bool(like.head or harm or like.shared >= _CLOSER)


def _tells_beside(like: Likeness) -> bool:
    """Whether two have an actor, a number or a day in common, besides the places."""
    return any(term[0] in "a#dt" for term in like.terms)


def _rare(one: Statement, like: Likeness) -> bool:
    """Whether two have words of no list in common that may name one thing."""
    named = (term for term in like.terms if _is_name(term, one.text))
    return sum(one.terms.get(term, 0) for term in named) >= _RARE


def _is_name(term: str, text: str) -> bool:
    """Whether a term is a word of no list that may be a name: in letters with case, a capital."""
    if term[0] != "w":
        return False
    return not term[2:].isascii() or f" {term[2:].capitalize()}" in text


def _is_daily(statement: Statement) -> bool:
    """Whether a statement tells of what happens daily, anywhere, or of those who died or were
    hurt."""
    if any(act.type in _DAILY for act in statement.acts):
        return True
    return any(suffer(amount, statement) for amount in statement.amounts)


def _named(one: Statement, other: Statement) -> set[str]:
    """The names that both have, in their paragraphs at least."""
    shared = {*one.terms, *one.around} & {*other.terms, *other.around}
    return {term for term in shared if term[0] in _NAMING}


def _is_telling(name: str) -> bool:
    """Whether a name is that of no state, nor of its seat or one of its bodies."""
    if name[0] == "a":
        return "." not in name
    return name[0] != "n" and not name.endswith(SEAT)


def _near_days(one: Statement, other: Statement, most: int) -> bool:
    return not (one.day and other.day) or abs(one.day - other.day) <= most
