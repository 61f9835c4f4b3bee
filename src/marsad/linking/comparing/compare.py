"""Whether two statements say the same thing, and why; polarity is compared first.

What they have in common (``linking.comparing.likeness``) is weighed to a score in 0..1: about the
share of such pairs that annotators joined in four annotated stories (docs/linking.md).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from operator import mul
from typing import NamedTuple

from marsad.entities.lists import Lists
from marsad.linking.comparing.charges import denies_charge, leaves_open_who
from marsad.linking.comparing.conflicts import (
    besides,
    conflicts,
    is_update,
    may_conflict,
    parties,
    party_of,
    state_of,
    swapped,
    to_come,
    unlike_figures,
)
from marsad.linking.comparing.likeness import (
    Compared,
    Likeness,
    copied,
    is_near,
    liken,
    liken_at_sight,
    liken_compared,
    may_be_kindred,
)
from marsad.linking.comparing.matters import (
    ENOUGH,
    SETTLED,
    asks_of_another,
    is_of_other_years,
    is_one_deed,
    is_one_matter,
    is_one_news,
    may_be_one_news,
    tells_more,
    tells_one_act,
)
from marsad.linking.comparing.promises import Held, Pair
from marsad.linking.nouns import Link, Reason, Relation, Statement
from marsad.model import Stance, Status

# Fitted by logistic regression to the pairs of four annotated stories, and rounded.
_WEIGHTS = {
    "shared": 4.3,
    "contained": 1.1,
    "mass": 1.0,
    "lent": 3.8,
    "numbers": 1.1,
    "voice": 0.9,
    "acts_differ": -0.5,
    "intend_differs": -0.3,
    "both_negative": 1.3,
    "days": -0.6,
    "head": 0.3,
}
_FACTORS = tuple(_WEIGHTS[feature] for feature in Likeness._fields[: len(_WEIGHTS)])
_OF_SHARED, _OF_CONTAINED, _OF_LENT = (_WEIGHTS[one] for one in ("shared", "contained", "lent"))
_BASE = -4.8
SAME = 0.25  # from here on two statements are joined: the best F1 on the four stories
DENIES = 0.35  # and from here on one denies the other
ALIKE = 0.6  # from here on few words without a name are enough
MORE = 0.7  # and where one says what the other leaves open
CHARGE = 0.12  # and of a deed that is laid to him who denies, or that both tell
ONE_DEED = 0.4  # the share of such pairs that annotators joined
CONTRADICTS = 0.3
_HARDLY = math.log(CONTRADICTS / (1 - CONTRADICTS)) - 0.01  # less is below it, however rounded
_COPIED = 0.7  # of the runs of three words: the same words
_PART_OF = Reason("words", "part_of")
_UNSAID = Reason("polarity", "left_open")
_DISTANCE = Reason("hedge", "distance")
_COPY = Reason("copy", "same_words")
_LEADING = frozenset({"c:attempt", "c:begin", "c:continue", "c:still", "c:aim"})  # to another act
_MUTUAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE"})  # types of acts without one doer
_TOLD = "cwe#d"  # classes of terms that tell something of the names
_NAMED = "anp#dt"  # classes of terms that name who, where, when, how many
_TWO = 0.5  # of the mass that leaves no doubt of the matter: two words
_SHOWN = 6  # terms that a reason names
_CODES = {
    "actors": "an",
    "places": "p",
    "numbers": "#",
    "days": "td",
    "events": "ec",
    "words": "w",
}


class _Stood(NamedTuple):
    """How two statements stand, and what is to be told before and behind what both say."""

    relation: Relation
    score: float
    like: Likeness | None
    before: Sequence[Reason] = ()
    behind: Sequence[Reason] = ()
    apart: bool = False  # no other statement may make them one


def compare(one: Statement, other: Statement, lists: Lists) -> Link:
    """How two statements stand to each other; the same whichever comes first."""
    first, second = sorted((one, other), key=_by_id)
    if _is_part(first, second):
        return _link(first, second, _Stood(Relation.DIFFERENT, 0.0, None, [_PART_OF]))
    like = liken(first, second)
    against = list(conflicts(first, second))
    topic = _topic(first, second, like)
    return _link(first, second, _stand(first, second, like, topic, against, lists))


def relate(one: Held, other: Held, lists: Lists, pair: Pair | None = None) -> Link | None:
    """``compare``, but ``None`` where two statements have nothing to do with each other.

    Two that are alike and cannot both be right are told as different where they are not of one
    matter, so that nothing makes them one.

    ``pair`` is what they have in common at first sight, where that is known.
    """
    if one.statement.id > other.statement.id:
        one, other = other, one
    first, second = one.statement, other.statement
    if _is_part(first, second):
        return None
    ours, theirs = one.compared, other.compared
    if pair is not None and may_be_kindred(ours, theirs):
        pair = None  # they have more in common than is seen
    if pair is None:
        like = liken_compared(ours, theirs)
    else:
        like = liken_at_sight(ours, theirs, pair.twice, pair.lent)
    topic = _topic(first, second, like)
    if _is_unlike(ours, theirs, like, topic):
        return None  # most pairs end here
    against = _against(ours, theirs)
    if ours.negative == theirs.negative and topic < SAME and not (against or like.opposed):
        return None
    if pair is not None:
        like = like._replace(terms=tuple(sorted(ours.terms.keys() & theirs.terms.keys())))
    stood = _stand(first, second, like, topic, against, lists)
    told = stood.relation is not Relation.DIFFERENT or stood.apart
    return _link(first, second, stood) if told else None


def _against(one: Compared, other: Compared) -> list[Reason]:
    """What two statements conflict over; asked of two of one polarity alone."""
    if one.negative != other.negative or not may_conflict(one, other):
        return []
    return list(conflicts(one.statement, other.statement))


def _topic(one: Statement, other: Statement, like: Likeness) -> float:
    """The score of what two have in common, or what one deed in few common words is worth."""
    score = _score(like)
    if CHARGE <= score < ONE_DEED and is_one_deed(one, other):
        return ONE_DEED
    return score


def _is_unlike(one: Compared, other: Compared, like: Likeness, topic: float) -> bool:
    """Whether two have nothing to do with each other, by what they have in common."""
    if one.negative != other.negative:
        return topic < CHARGE
    return topic < SAME and not _may_be_parted(one, other, like)


def _is_part(one: Statement, other: Statement) -> bool:
    return one.document == other.document and _overlap(one, other)


def _stand(  # noqa: PLR0913 (two statements and what was found of them, found once)
    first: Statement,
    second: Statement,
    like: Likeness,
    topic: float,
    against: list[Reason],
    lists: Lists,
) -> _Stood:
    """How two statements stand that cannot both be right about some things, or about none."""
    if first.unsaid != second.unsaid and not like.head:
        return _Stood(Relation.DIFFERENT, topic, like, [_UNSAID], apart=topic >= SAME)
    if first.negative != second.negative:
        denied = _denied(first, second, like, topic, lists)
        relation = Relation.DENIES if denied else Relation.DIFFERENT
        return _Stood(relation, topic, like, [_polarity(first, second)])
    if like.opposed:
        opposed = Reason("events", "terms_against", (first.head[:1], second.head[:1]))
        against = [*against, opposed]
    if against:
        return _parted(first, second, against)
    differ = first.hedged != second.hedged or _likely(first) != _likely(second)
    same = topic >= SAME and _tells_alike(like) and not unlike_figures(first, second)
    less = tells_more(first, second) or asks_of_another(first, second)
    same = same and (topic >= MORE or not less)
    same = same and (topic >= ALIKE or like.mass >= _TWO or may_be_one_news(first, second, like))
    relation = Relation.SAME if same else Relation.DIFFERENT
    return _Stood(relation, topic, like, (), [_DISTANCE] if differ else ())


def _denied(
    first: Statement, second: Statement, like: Likeness, topic: float, lists: Lists
) -> bool:
    denial, told = (first, second) if first.negative else (second, first)
    if to_come(told) and not (to_come(denial) or denial.refutes):
        return False  # what was not done may still be planned
    if is_of_other_years(first, second):
        return False
    if topic >= CHARGE and denies_charge(denial, told, like):
        return True
    if topic < DENIES or leaves_open_who(denial, told):
        return False
    if not (_tells_alike(like) and _tells_enough(like, first, second)):
        return False
    said = denial.stance is Stance.DENY or denial.refutes or denial.head
    return bool(said or topic >= ALIKE) and _answers(first, second, lists)


def _parted(one: Statement, other: Statement, against: Sequence[Reason]) -> _Stood:
    """How two statements stand that cannot both be right, if they speak of one matter."""
    like = liken(besides(one, against), besides(other, against))
    topic = _score(like)
    if topic < CONTRADICTS:
        return _Stood(Relation.DIFFERENT, topic, like, against)
    relation = _opposition(one, other, like, against)
    apart = any(reason.code in SETTLED for reason in against)
    return _Stood(relation or Relation.DIFFERENT, topic, like, against, apart=apart)


def _may_be_parted(one: Compared, other: Compared, like: Likeness) -> bool:
    """Whether two that are too unlike may be alike enough besides what they conflict over.

    What is left out then (`besides`) is never an event, a concept or a word: so their weight is the
    least that what both share, and what surroundings supply, is held against.
    """
    if not (like.opposed or may_conflict(one, other)):
        return False
    whole = one.whole + other.whole
    grown = max(1, whole) / max(1, one.lasting + other.lasting)
    shared, lent = min(1.0, like.shared * grown), min(1.0, like.lent * grown)
    more = _OF_SHARED * (shared - like.shared) + _OF_LENT * (lent - like.lent)
    if _told(like) + more + _OF_CONTAINED * (1 - like.contained) < _HARDLY:
        return False
    return _score(like._replace(shared=shared, contained=1.0, lent=lent)) >= CONTRADICTS


def _opposition(
    one: Statement, other: Statement, like: Likeness, against: Sequence[Reason]
) -> Relation | None:
    codes = {reason.code for reason in against}
    earlier, later = sorted((one, other), key=_published)
    newer = codes == {"numbers"} and _published(earlier) != _published(later)
    newer = newer and is_update(earlier, later)
    if not is_one_matter(one, other, like, later=newer):
        return None
    if codes == {"status"} or (codes & {"actors", "places"} and swapped(one, other)):
        return None
    if newer:
        return Relation.UPDATES
    if codes == {"events"} and not like.opposed:
        return None
    if not tells_one_act(one, other, like, codes):
        return None
    return Relation.CONTRADICTS


def _published(statement: Statement) -> tuple[int, str]:
    return statement.day or 0, statement.published or ""


def _likely(statement: Statement) -> bool:
    return statement.status is Status.POSSIBLE


def _answers(one: Statement, other: Statement, lists: Lists) -> bool:
    """Whether what is said not to be so is what the other says.

    The words of a negation deny the act that they tell; the denial of a voice that speaks of itself
    denies nothing of another's deed.
    """
    denial, told = (one, other) if one.negative else (other, one)
    if denial.stance is not Stance.DENY:
        act = next((term for term in denial.head if term not in _LEADING), None)
        return denial.refutes or act is None or any(_alike(act, term) for term in told.terms)
    if told.acts and all(act.type in _MUTUAL for act in told.acts):
        return True  # what is done together has no doer
    doers = parties(told) | {state for term in told.terms if (state := state_of(term, lists))}
    return not doers or not doers.isdisjoint(map(party_of, (*denial.voice, *denial.terms)))


def _tells_alike(like: Likeness) -> bool:
    """Whether two have more in common than names and days: what is told of these."""
    return any(term[0] in _TOLD for term in like.terms)


def _tells_enough(like: Likeness, one: Statement, other: Statement) -> bool:
    """Whether what two have in common names something, is more than a word or two, or is told in
    one news."""
    named = any(term[0] in _NAMED for term in like.terms)
    return named or like.mass >= ENOUGH or is_one_news(one, other)


def _alike(one: str, other: str) -> bool:
    return one == other or (one[0] == other[0] == "c" and is_near(one[2:], other[2:]))


def _overlap(one: Statement, other: Statement) -> bool:
    """Whether two statements share words of one text, and are not the two sides of a denial."""
    if one.content == other.content:
        return False
    return any(a.start < b.end and b.start < a.end for a in one.content for b in other.content)


def _by_id(statement: Statement) -> str:
    return statement.id


def _link(one: Statement, other: Statement, stood: _Stood) -> Link:
    told = _reasons(one, other, stood.like) if stood.like else ()
    reasons = (*stood.before, *told, *stood.behind)
    return Link(one.id, other.id, stood.relation, stood.score, reasons)


def _told(like: Likeness) -> float:
    told: float = sum(map(mul, _FACTORS, like))
    return _BASE + told


def _score(like: Likeness) -> float:
    return round(1 / (1 + math.exp(-_told(like))), 3)


def _polarity(one: Statement, other: Statement) -> Reason:
    denying = one if one.negative else other
    voice = denying.source.label or denying.source.name or denying.outlet
    return Reason("polarity", "says_not", (voice,)) if voice else Reason("polarity", "one_says_not")


def _reasons(one: Statement, other: Statement, like: Likeness) -> Iterator[Reason]:
    """What both say, each sort of it a reason."""
    if copied(one, other) >= _COPIED:
        yield _COPY
    for code, classes in _CODES.items():
        terms = tuple([term for term in like.terms if term[0] in classes][:_SHOWN])
        if terms:
            yield Reason(code, "terms", (terms,))
