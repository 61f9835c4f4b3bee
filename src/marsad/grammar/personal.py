"""Personal names that no list has: by what stands before them, and by their first word."""

from __future__ import annotations

from marsad.grammar.tagged import Tagged
from marsad.packs.events import load_events
from marsad.packs.lexicon import (
    AUXILIARY,
    COMPLEMENTIZER,
    NEGATION,
    PREPOSITION,
    RELATIVE,
    RESUMER,
    WHAT,
)
from marsad.packs.personnames import PersonNames

_LONGEST = 5  # words of a personal name
_INITIAL = 1  # letters of an initial
_UNKNOWN = 2  # words of a name, behind which one that no list has is taken only behind a joint
_JOINTS = "_-"  # marks between the words of a name
_FUNCTION = AUXILIARY | COMPLEMENTIZER | NEGATION | PREPOSITION | RELATIVE | RESUMER | WHAT


def read_name(
    tagged: Tagged, at: int, limit: int, people: PersonNames, *, titled: bool = True
) -> int:
    """The token behind the personal name that begins at token ``at``; ``at`` where none does.

    Words that ``people`` do not hold are taken where the pack knows nothing of them; without a
    title before the name, only where their shape is not that of a noun or an adjective either.
    """
    end, taken = at, 0
    while end < min(limit, at + _LONGEST):
        word = tagged.page.words[end]
        if word in _JOINTS and end > at and end + 1 < limit and tagged.glued(end):
            end += 1
            continue
        if not word[0].isalpha() or end in tagged.times:
            break
        if not knows(tagged, end, people):
            joined = taken and tagged.page.keys[end - 1] in people.joints
            if taken >= _UNKNOWN and not joined:
                break
            if not _may_be_name(tagged, end, taken > 0, titled):
                break
        end, taken = end + 1, taken + 1
    while end > at and tagged.page.words[end - 1] in _JOINTS:
        end -= 1
    return end


def knows(tagged: Tagged, at: int, people: PersonNames) -> bool:
    """Whether a word is a known personal name, and no word of office or of speech."""
    entry = tagged.entries[at]
    if entry.cues or any(not role.name for role in entry.roles) or entry.mask & _FUNCTION:
        return False
    return people.bare(tagged.page.words[at]) in people.written


def _may_be_name(tagged: Tagged, at: int, inside: bool, titled: bool) -> bool:
    """Whether the pack knows nothing of a word, and its shape is not that of a verb or a noun."""
    word = tagged.page.words[at]
    if not tagged.unknown(at) or len(word) <= _INITIAL or tagged.entries[at].lead:
        return False
    if load_events(tagged.pack).look(tagged.page.keys[at]):
        return False
    if tagged.definite(at):
        return inside and (titled or not word.endswith(tagged.pack.endings.feminine))
    if tagged.finite(at) or tagged.adverb(at) or tagged.conjoined(at):
        return False
    if inside and tagged.maybe_glued(at, tagged.pack.glued):
        return False
    return (inside and titled) or not tagged.pack.noun_shape(word)
