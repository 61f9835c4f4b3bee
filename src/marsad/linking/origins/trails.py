"""Trails: the chain of a member followed through the reports that it cites.

*A quotes Reuters*, and another member of the same proposition is what Reuters published, or what a
third outlet quotes of it: then the chain goes on there, to the source that Reuters names.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.entities.lists import Lists
from marsad.linking.nouns import Statement, Trail
from marsad.linking.origins.copies import wording
from marsad.linking.origins.publishers import outlet_key, publisher_key
from marsad.model import Kind, Voice

# Days between a report and one that cites it. What an outlet quotes from another is news of the day
# or of the week in which it stands (a weekly's press review); an older text of the same outlet is
# as likely an earlier report on another occasion.
REACH = 7


def follow_trails(members: Sequence[Statement], lists: Lists) -> tuple[Trail, ...]:
    """The trail of each member, in the order given."""
    cited = _cited(members, lists) if len(members) > 1 else {}
    return tuple(_follow(member, cited, lists) for member in members)


def known_voices(chain: Sequence[Voice], lists: Lists) -> tuple[Voice, ...]:
    """A chain without the unknown voices that close it, and without a publisher citing itself."""
    voices = list(chain)
    while len(voices) > 1 and voices[-1].kind is Kind.UNKNOWN and not _called(voices[-1]):
        voices.pop()
    publisher = publisher_key(voices[0].name, lists) if voices else None
    while len(voices) > 1 and publisher is not None and outlet_key(voices[1], lists) == publisher:
        del voices[1]
    return tuple(voices)


def _called(voice: Voice) -> bool:
    return bool(voice.entity or voice.label or voice.name)


def order(member: Statement) -> tuple[float, str, int, str]:
    """The order of members: by day, document and place; an unknown day comes last."""
    start = member.content[0].start if member.content else 0
    day = float("inf") if member.day is None else float(member.day)
    return day, member.document, start, member.id


_Cited = dict[str, list[tuple[Statement, tuple[Voice, ...], bool]]]


def _cited(members: Sequence[Statement], lists: Lists) -> _Cited:
    """For each outlet the members by which its report is known, with the voices behind it.

    The flag tells its own report from what another quotes of it.
    """
    found: _Cited = {}
    for member in sorted(members, key=order):
        voices = known_voices(member.chain, lists)
        own = publisher_key(member.outlet, lists)
        if own is not None:
            found.setdefault(own, []).append((member, voices[1:], True))
        for at, voice in enumerate(voices[1:-1], 1):
            key = outlet_key(voice, lists)
            if key is not None and key != own:
                found.setdefault(key, []).append((member, voices[at + 1 :], False))
    return found


def _follow(member: Statement, cited: _Cited, lists: Lists) -> Trail:
    voices = list(known_voices(member.chain, lists))
    through: list[str] = []
    own = publisher_key(member.outlet, lists)
    carriers = (outlet_key(voice, lists) for voice in voices[1:-1])
    passed = {key for key in (own, *carriers) if key}
    looped, at = False, member
    while len(voices) > 1:
        key = outlet_key(voices[-1], lists)
        if key is None:
            break
        if key in passed:
            looped = True
            break
        passed.add(key)
        options = [one for one in cited.get(key, ()) if _reaches(at, one[0], own=one[2])]
        if not options:
            break
        told, behind, _ = min(options, key=lambda one: _rank(at, one))
        through.append(told.id)
        voices += behind
        if not behind:
            break
        at = told
    return Trail(member.id, tuple(voices), tuple(through), looped)


def _reaches(member: Statement, told: Statement, *, own: bool) -> bool:
    """Whether what a member cites may be this report, by the days."""
    if told.id == member.id:
        return False
    return reaches(member.day, told.day) or (not own and reaches(told.day, member.day))


def reaches(day: int | None, earlier: int | None) -> bool:
    """Whether one day is the other or at most ``REACH`` later; not where one is unknown."""
    return day is not None and earlier is not None and 0 <= day - earlier <= REACH


def _rank(
    member: Statement, option: tuple[Statement, tuple[Voice, ...], bool]
) -> tuple[bool, float, int, tuple[float, str, int, str]]:
    """Which report is meant: one that tells its source, in like words, on a near day."""
    told, behind, _ = option
    days = abs((member.day or 0) - (told.day or 0))
    return not behind, -round(wording(member.words, told.words), 2), days, order(told)
