"""A deed that is laid to somebody, and his word that he did not do it.

*Coast was behind the attack*, says one; *we had no part in it*, says the other. The two have few
words in common, and the one denies the other all the same: where the one who denies is the one who
is held to have done it, or where the charge itself is called false, and both speak of one matter.
"""

from __future__ import annotations

from marsad.linking.comparing.conflicts import DEEDS, parties, party_of
from marsad.linking.comparing.likeness import Likeness
from marsad.linking.nouns import Statement
from marsad.linking.reading.pointing import LAYING, WORD
from marsad.model import Stance

_MATTER = 60  # hundredths of the weight of one telling word: less is a topic
_DAYS = 4  # between a charge and the answer to it
_TELLING = "cw"
_PART = LAYING | {"c:role", "c:relations", "c:independent-of"}  # concepts of a part in a deed


def denies_charge(denial: Statement, told: Statement, like: Likeness) -> bool:
    """Whether a denial answers a charge, however few words they share."""
    if not _lays(told, like) or not _soon(denial, told):
        return False
    accused = parties(told)
    speaks = {party_of(term) for term in denial.voice}
    own = not accused.isdisjoint(speaks) and accused.isdisjoint(map(party_of, told.voice))
    return ((own and _is_deed(denial)) or _calls_false(denial, told)) and _one_matter(
        denial, told, like
    )


def leaves_open_who(denial: Statement, told: Statement) -> bool:
    """Whether somebody denies a part in what another tells without a doer (*the attack on the
    bridge is investigated*): that is not denied."""
    if _PART.isdisjoint(denial.terms) or not _PART.isdisjoint(told.terms):
        return False
    return not has_doer(told)


def names_doer(statement: Statement) -> bool:
    """Whether a statement tells who did a deed of violence, or lays one to somebody."""
    return has_doer(statement) or not LAYING.isdisjoint(statement.terms)


def tells_deed(statement: Statement) -> bool:
    """Whether a statement tells a deed of violence, or lays one to somebody."""
    deed = any(act.type in DEEDS for act in statement.acts)
    return deed or not LAYING.isdisjoint(statement.terms)


def has_doer(statement: Statement) -> bool:
    """Whether the act that a statement tells has a doer."""
    return any(act.actors for act in statement.acts if act.type in DEEDS)


def _lays(told: Statement, like: Likeness) -> bool:
    """Whether a statement lays a deed to somebody, or its verb tells one that both speak of; who
    is named as the one to whom it was done has not done it."""
    if not LAYING.isdisjoint(told.terms):
        return True
    heads = {term for term in told.head if term in like.terms}
    deeds = [act for act in told.acts if act.type in DEEDS]
    suffered = any(act.recipients for act in deeds) and not any(act.actors for act in deeds)
    return bool(heads) and bool(deeds) and not suffered


def _is_deed(denial: Statement) -> bool:
    deed = any(act.type in DEEDS for act in denial.acts) or denial.stance is Stance.DENY
    return deed or not LAYING.isdisjoint(denial.terms)


def _calls_false(denial: Statement, told: Statement) -> bool:
    """Whether a denial calls a charge false, and both name a place."""
    here = {term for term in denial.terms if term[0] == "p"}
    there = told.terms.keys() | told.around.keys()
    return denial.refutes and not here.isdisjoint(there)


def _soon(one: Statement, other: Statement) -> bool:
    return one.day is None or other.day is None or abs(one.day - other.day) <= _DAYS


def _one_matter(denial: Statement, told: Statement, like: Likeness) -> bool:
    """Whether both tell the same of something, names aside."""
    both = [
        min(denial.terms.get(term, 0) or told.terms.get(term, 0), 120)
        for term in like.terms
        if term[0] in _TELLING and term not in WORD
    ]
    return sum(both) >= _MATTER
