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
from marsad.packs.personnames import PersonNames, romanise

_LONGEST = 5  # words of a personal name
_INITIAL = 1  # letters of an initial
_UNKNOWN = 2  # words of a name, behind which one that no list has is taken only behind a joint
_PREFIX = 2  # letters before the apostrophe in a name (*O'Neill*)
_JOINTS = "_-"  # marks between the words of a name
_FUNCTION = AUXILIARY | COMPLEMENTIZER | NEGATION | PREPOSITION | RELATIVE | RESUMER | WHAT


def read_name(
    tagged: Tagged, at: int, limit: int, people: PersonNames, *, titled: bool = True
) -> int:
    """The token behind the personal name that begins at token ``at``; ``at`` where none does.

    Words that ``people`` do not hold are taken where the pack knows nothing of them; without a
    title before the name, only where their shape is not that of a noun or an adjective either. In
    letters with case, a name is told by its capitals. It ends with its line.
    """
    limit = min(limit, tagged.page.line(at)[1])
    if tagged.pack.cased:
        return read_capitals(tagged, at, min(limit, len(tagged.page.words)), people)
    return _read_known(tagged, at, limit, people, titled)


def _read_known(tagged: Tagged, at: int, limit: int, people: PersonNames, titled: bool) -> int:
    """The same by what the pack knows of each word."""
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


def spell(tagged: Tagged, first: int, end: int, people: PersonNames) -> str:
    """A personal name in Latin letters: as it is written, where the language writes them."""
    page = tagged.page
    if not people.letters:
        return " ".join(page.clean[page.starts[first] : page.ends[end - 1]].split())
    words = [word for word in page.words[first:end] if word[0].isalpha() or word.isdigit()]
    return romanise(words, people, tagged.pack)


def read_capitals(tagged: Tagged, at: int, limit: int, people: PersonNames) -> int:
    """The token behind the words with capitals that begin at token ``at``: small words that join
    them, initials with their stops and hyphens belong to the name."""
    end = then = at
    taken = 0
    while then < limit and taken < _LONGEST:
        word = tagged.page.words[then]
        if end > at and _inside(tagged, then, limit, people):
            then += 1
            continue
        if not word[0].isupper() or then in tagged.times or not _nominal(tagged, then):
            break
        taken += 1
        end = then = then + 1
        if len(word) == _INITIAL and then < limit and tagged.page.words[then] == ".":
            then += 1  # the stop of an initial
    return end


def _inside(tagged: Tagged, at: int, limit: int, people: PersonNames) -> bool:
    """Whether a token joins two words of one name (*de*, *al-*, *O'*)."""
    word = tagged.page.words[at]
    if word in people.joints:
        word_behind = at + 1 < limit and tagged.page.words[at + 1][0].isalpha()
        return word_behind or _hyphen(tagged, at + 1)
    if word in tagged.pack.writing.apostrophes:
        before = tagged.page.words[at - 1]
        glued = tagged.glued(at) and at + 1 < limit and tagged.glued(at + 1)
        return glued and len(before) <= _PREFIX and tagged.page.words[at + 1][0].isupper()
    return _hyphen(tagged, at)


def _hyphen(tagged: Tagged, at: int) -> bool:
    """Whether a token is a hyphen between two words, the second of them with a capital or known."""
    words = tagged.page.words
    if at + 1 >= len(words) or words[at] not in "-–" or not tagged.glued(at):
        return False
    return tagged.glued(at + 1) and words[at + 1][0].isalpha()


def _nominal(tagged: Tagged, at: int) -> bool:
    """Whether a word with a capital may be part of a name: an initial, or no function word and no
    role."""
    entry, words = tagged.entries[at], tagged.page.words
    if len(words[at]) == _INITIAL and words[at + 1 : at + 2] == ["."]:
        return True
    return not (entry.mask & _FUNCTION or any(not role.name for role in entry.roles))


def knows(tagged: Tagged, at: int, people: PersonNames) -> bool:
    """Whether a word is a known personal name, and no word of office or of speech."""
    entry = tagged.entries[at]
    if entry.cues or entry.mask & _FUNCTION:
        return False
    if people.bare(tagged.page.words[at]) not in people.written:
        return False
    return all(role.name for role in entry.roles) or _surname(tagged, at, people)


def _surname(tagged: Tagged, at: int, people: PersonNames) -> bool:
    """Whether an office with the article ends a name (*Jihad al-Khatib*): it stands right behind a
    given name, and nothing behind it tells an office."""
    before, behind = at - 1, at + 1
    if before < 0 or not tagged.definite(at) or tagged.entries[at].lead:
        return False
    if tagged.page.keys[before] not in people.given or not tagged.unknown(before):
        return False
    if behind >= len(tagged.entries) or not tagged.page.words[behind][0].isalpha():
        return True
    closed = tagged.definite(behind) or tagged.unknown(behind) or tagged.entries[behind].glue
    return not (closed or tagged.entries[behind].mask & PREPOSITION)


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
