"""What a denial points back to: *the allegations are baseless*, هذه المزاعم لا أساس لها.

Such words tell nothing by themselves. What they deny is what another voice has said shortly before
in the same report: an accusation of the one who denies, with half the weight of its terms; or,
where he only points (*denied this*, نفى ذلك), the last that was told, with all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from marsad.linking.nouns import Statement

# Concepts that name the word of another, and those that lay a deed to somebody.
WORD = frozenset(
    {"c:allege", "c:accuse", "c:blame", "c:statement", "c:report-doc", "c:speak", "c:suspect",
     "c:rumour"}
)  # fmt: skip
LAYING = frozenset(
    {"c:accuse", "c:blame", "c:responsible", "c:behind", "c:perpetrator", "c:claim-responsibility"}
)
_HARM = frozenset({"ASSAULT", "COERCE", "ACCUSE"})
_BARE = 150  # hundredths of weight: less than two telling words beside those
_LITTLE = 60  # and less than one, beside *this*: صحة ذلك, هذه الأنباء
_BACK = 12  # statements looked back over: those of some three paragraphs
_LAST = 3  # and by one who only points
_HALF = 2
_TELLING, _NAMES = "cw", "an"


def point_back(made: Sequence[Statement], bare: Set[str] = frozenset()) -> Iterator[Statement]:
    """The statements of a document, in its order; denials that only point with what they deny.

    ``bare`` are the ids of those whose words are hardly more than *this*.
    """
    for at, one in enumerate(made):
        if one.id in bare and _own(one) <= _LITTLE:
            said = _last_told(made[max(0, at - _LAST) : at], one)
            yield one if said is None else replace(one, terms={**said.terms, **one.terms})
            continue
        said = _antecedent(made[max(0, at - _BACK) : at], one) if _points(one) else None
        yield one if said is None else replace(one, terms=_with(one.terms, said.terms))


def _last_told(before: Sequence[Statement], one: Statement) -> Statement | None:
    """The last of some statements that another voice tells as being so, best one with a source;
    else none."""
    told = [
        said
        for said in reversed(before)
        if not said.negative and not _is_one_voice(said, one) and said.content != one.content
    ]
    return next((said for said in told if said.claim is not None), next(iter(told), None))


def _is_one_voice(said: Statement, one: Statement) -> bool:
    return said.source.name == one.source.name or (bool(one.voice) and said.voice == one.voice)


def _points(one: Statement) -> bool:
    """Whether a statement denies, and tells nothing of what it denies."""
    if not one.negative:
        return False
    return _own(one) <= _BARE and (one.refutes or not WORD.isdisjoint(one.terms))


def _own(one: Statement) -> int:
    """The weight of what a statement tells by its own words."""
    return sum(w for term, w in one.terms.items() if term[0] in _TELLING and term not in WORD)


def _antecedent(before: Sequence[Statement], one: Statement) -> Statement | None:
    """The last of some statements that another voice lays to the one who denies; else none."""
    party = {term for term in (*one.voice, *one.terms) if term[0] in _NAMES}
    for said in reversed(before):
        if said.negative or said.source == one.source or said.content == one.content:
            continue
        if _lays(said) and not party.isdisjoint(said.terms):
            return said
    return None


def _lays(said: Statement) -> bool:
    """Whether a statement tells a deed of harm, or who is to answer for one."""
    return not LAYING.isdisjoint(said.terms) or any(act.type in _HARM for act in said.acts)


def _with(own: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    lent = {term: max(1, weight // _HALF) for term, weight in other.items()}
    return {**lent, **own}
