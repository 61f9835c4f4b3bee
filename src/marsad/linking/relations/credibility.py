"""The Admiralty code: its words, and the credibility that Marsad proposes of a proposition.

Reliability A-F of a source and credibility 1-6 of what it says are two axes, judged apart (NATO
STANAG 2511; AJP-2.1, which has the words below). So a good source raises nothing here; one graded D
or E merely does not count as support. docs/grades.md tells the table for readers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from marsad.linking.nouns import Independent, Origin, Standing
from marsad.model import Kind

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
_POOR = frozenset("DE")
_MANY = 3  # independent origins that may stand for certainty, a guess: STANAG 2511 gives no number


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a credibility is proposed by.

    ``objectors`` are the origins of what denies or contradicts it and still stands; ``reliability``
    the grades of sources by ``source_key``, where people set them; ``admitted`` whether a party
    affirms it against its own interest.
    """

    standing: Standing
    origins: tuple[Origin, ...]
    independent: Independent
    objectors: tuple[Origin, ...] = ()
    reliability: Mapping[str, str] = field(default_factory=dict)
    admitted: bool = False


class Proposed(NamedTuple):
    """A credibility that nobody has set yet, in figures and in words, and the rule that gave it.

    ``apart`` are the independent origins at least, as far as they count.
    """

    grade: str
    words: str
    rule: str
    apart: int


class _Support(NamedTuple):
    """Who stands behind a proposition and who against it, as far as it counts.

    ``apart`` are independent origins at least, without poor sources and parties; ``named`` whether
    one of those that count has a name; ``poor`` how many do not count for their grade.
    """

    apart: int
    named: bool
    poor: int
    against: int


def propose(case: Case) -> Proposed:
    """The credibility that follows from origins, denials, self-statement and grades."""
    support = _weigh(case)
    grade, rule = next((grade, rule) for grade, rule, holds in _RULES if holds(case, support))
    return Proposed(grade, CREDIBILITY[grade], rule, support.apart)


def _weigh(case: Case) -> _Support:
    known = [one for one in case.origins if one.kind is not Kind.UNKNOWN]
    poor = [one for one in known if _is_poor(one, case)]
    parties = [one for one in known if one.self_stated and not _is_poor(one, case)]
    counted = [one for one in known if one not in poor and one not in parties]
    apart = min(len(counted), max(0, case.independent.at_least - len(poor) - len(parties)))
    if counted:  # whoever of them is left when the rest is one with a party
        apart = max(apart, 1)
    against = [one for one in case.objectors if not one.self_stated and not _is_poor(one, case)]
    return _Support(apart, any(one.named for one in counted), len(poor), len(against))


def _is_poor(origin: Origin, case: Case) -> bool:
    return case.reliability.get(source_key(origin)) in _POOR


def source_key(origin: Origin) -> str:
    """By what an origin is graded: its entity in the lists, or ``~name``."""
    return origin.entity or f"~{origin.name or ''}"


_Test = Callable[[Case, _Support], bool]


def _contested(case: Case, _: _Support) -> bool:
    return case.standing is Standing.CONTESTED


# The first that holds gives the grade; ``marsad.publishing.reasons`` tells the rule in words.
_RULES: tuple[tuple[str, str, _Test], ...] = (
    (
        "6",
        "taken_back",
        lambda case, _: case.standing is Standing.WITHDRAWN,
    ),
    (
        "6",
        "origin_unknown",
        lambda case, _: case.standing is Standing.UNKNOWN,
    ),
    (
        "3",
        "several_but_party",
        lambda case, support: (
            _contested(case, support) and support.apart >= 2 and not support.against
        ),
    ),
    (
        "4",
        "several_but_other",
        lambda case, support: _contested(case, support) and support.apart >= 2,
    ),
    (
        "5",
        "no_second_but_other",
        lambda case, support: _contested(case, support) and support.against > 0,
    ),
    ("4", "no_second_but_party", _contested),
    (
        "1",
        "many",
        lambda _, support: support.apart >= _MANY,
    ),
    (
        "2",
        "several",
        lambda _, support: support.apart >= 2,
    ),
    (
        "2",
        "admitted",
        lambda case, _: case.admitted,
    ),
    (
        "3",
        "one",
        lambda _, support: support.apart == 1 and support.named,
    ),
    (
        "6",
        "unnamed",
        lambda _, support: support.apart == 1,
    ),
    (
        "4",
        "unreliable",
        lambda case, support: 0 < support.poor == len(_known(case)),
    ),
    ("3", "party", lambda *_: True),
)


def _known(case: Case) -> list[Origin]:
    return [one for one in case.origins if one.kind is not Kind.UNKNOWN]
