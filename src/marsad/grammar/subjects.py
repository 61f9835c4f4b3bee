"""Who does the speaking: the noun phrase before, around or behind a finite cue."""

from __future__ import annotations

from typing import NamedTuple

from marsad.grammar.phrases import Phrase, read_phrase
from marsad.grammar.tagged import COMMAS, Tagged
from marsad.model import Kind
from marsad.packs.lexicon import (
    AUXILIARY,
    CLAUSE,
    COMPLEMENTIZER,
    NEGATION,
    PARTICLE,
    PAST_AUXILIARY,
    PREPOSITION,
    RELATIVE,
    RESUMER,
    TOPIC,
)

_SPEAKING = frozenset({Kind.OFFICE, Kind.PERSON, Kind.ANONYMOUS, Kind.GROUP})
_TITLE = 10  # tokens of a title and its complements before a relative clause
_DESCRIBED = 9  # tokens between a noun and a verb that describes it
_JOINED = 6  # tokens of a subject with which a clause is joined on
_FARTHEST_LEFT = 32  # tokens; a subject that stands farther before its verb is no longer its own


class Before(NamedTuple):
    """What stands before a finite cue: its subject, if any, and its auxiliaries as ranges.

    ``attributive`` is true when the verb describes a noun, ``relative`` when that noun, or what a
    relative pronoun stands for, is its subject, and ``whole`` when nothing
    else stands between the clause's beginning and the verb.
    """

    subject: Phrase | None
    auxiliaries: tuple[tuple[int, int], ...]
    relative: bool
    whole: bool
    attributive: bool = False


def look_before(tagged: Tagged, at: int, first: int) -> Before:
    """Read the clause before the finite cue at token ``at``, not beyond token ``first``."""
    entries = tagged.entries
    left, helped = _auxiliaries(tagged, at, first)
    if left < at and entries[left].mask & PAST_AUXILIARY and entries[left].lead:
        return Before(None, helped, False, False)
    if left > first and entries[left - 1].mask & RELATIVE:
        return Before(_antecedent(tagged, left - 1, first), helped, True, False, True)
    if left > first and tagged.close_of.get(left - 1, -1) > at:
        left -= 1  # the quotation opens on the verb: its subject stands before the mark
    begin = _clause_start(tagged, left, first)
    begin += tagged.sequence("opening", begin) if begin < left else 0
    auxiliary: tuple[tuple[int, int], ...] = ()
    if begin < left and entries[begin].mask & PAST_AUXILIARY:
        auxiliary = ((tagged.lead_end(begin), tagged.page.ends[begin]),)
        begin += 1
    subject = _before_commas(tagged, begin, left, first)
    whole = subject is not None and subject.end == left
    described = None if whole or left < at else _described(tagged, left, begin)
    if described is not None and not (subject is not None and auxiliary):
        return Before(described, (), True, False, True)
    topic = begin > first and bool(entries[begin - 1].mask & TOPIC)
    own = bool(auxiliary) or _own(tagged, subject, at, left, topic)
    if not whole and not auxiliary and not (own and subject is not None and subject.known):
        joined = _joined_on(tagged, begin, left, at)
        if joined is not None:
            return Before(joined, helped, False, True)
    return Before(subject if own else None, (*auxiliary, *helped), False, whole)


def _auxiliaries(tagged: Tagged, at: int, first: int) -> tuple[int, tuple[tuple[int, int], ...]]:
    """The first token of the verb's auxiliaries, and they as one range that touches the verb."""
    entries, left = tagged.entries, at
    while left > first and entries[left - 1].mask & (PARTICLE | NEGATION):
        if entries[left].lead:
            break
        left -= 1
    if left > first and entries[left - 1].mask & PAST_AUXILIARY and not entries[at].lead:
        left -= 1
    if left == at:
        return at, ()
    return left, ((tagged.lead_end(left), tagged.page.starts[at]),)


def _own(tagged: Tagged, subject: Phrase | None, at: int, left: int, topic: bool) -> bool:
    """Whether a phrase before a verb without an auxiliary is that verb's subject."""
    if subject is None:
        return False
    whole = subject.end == left
    if tagged.entries[at].lead and not (topic and whole):
        return False
    return whole or _only_adjuncts(tagged, subject.end, left)


def _joined_on(tagged: Tagged, begin: int, left: int, at: int) -> Phrase | None:
    """The subject right before a verb with which *and* opens another clause without a comma
    (*a blast shakes the town and the army denies …*)."""
    if tagged.entries[at].lead:
        return None
    for first in range(left - 1, max(begin, left - _JOINED - 1), -1):
        if not tagged.entries[first].lead:
            continue
        phrase = None if tagged.finite(first) else read_phrase(tagged, first, left, apposed=False)
        whole = phrase is not None and phrase.end == left and (phrase.known or phrase.definite)
        return phrase if whole else None
    return None


def _before_commas(tagged: Tagged, begin: int, left: int, first: int) -> Phrase | None:
    """The subject that ends before the verb, its apposition between commas included."""
    if begin >= left:
        return _closed_apposition(tagged, left, first)
    near = read_phrase(tagged, begin, left)
    if begin > first and tagged.page.words[begin - 1] in COMMAS:
        far = _clause_start(tagged, begin - 1, first)
        whole = read_phrase(tagged, far, left) if far < begin - 1 else None
        if whole is not None and whole.end == left:
            return whole
    return near


def _closed_apposition(tagged: Tagged, left: int, first: int) -> Phrase | None:
    """The subject before a comma that closes its apposition (*X, the minister, said*)."""
    if left - 2 <= first or tagged.page.words[left - 1] not in COMMAS:
        return None
    inner = _clause_start(tagged, left - 1, first)
    if inner - 1 <= first or tagged.page.words[inner - 1] not in COMMAS:
        return None
    far = _clause_start(tagged, inner - 1, first)
    far += bool(tagged.entries[far].mask & PAST_AUXILIARY)
    whole = read_phrase(tagged, far, left) if far < inner - 1 else None
    if whole is None or whole.end != left - 1:
        return None
    return whole._replace(end=left)


def _described(tagged: Tagged, at: int, begin: int) -> Phrase | None:
    """The indefinite noun that a verb describes without a pronoun (*a poem calls for*)."""
    if tagged.entries[at].lead:
        return None
    for first in range(at - 1, max(begin, at - _DESCRIBED) - 1, -1):
        entry = tagged.entries[first]
        if entry.mask & (COMPLEMENTIZER | CLAUSE) or tagged.finite(first):
            return None
        if not entry.roles or tagged.definite(first) or any(role.name for role in entry.roles):
            continue
        phrase = read_phrase(tagged, first, at, apposed=False)
        if phrase is None or phrase.named or phrase.definite:
            continue
        if phrase.end == at or phrase.kind is Kind.DOCUMENT:
            return phrase
    return None


def governor(tagged: Tagged, at: int, first: int) -> Phrase | None:
    """The subject of the verb whose object begins at token ``at`` (*he signed an order to …*)."""
    for j in range(at - 1, max(first, at - 14) - 1, -1):
        if tagged.page.words[j] in COMMAS or tagged.entries[j].mask & (COMPLEMENTIZER | RELATIVE):
            return None
        if tagged.finite(j) and not tagged.entries[j].mask & AUXILIARY:
            before = look_before(tagged, j, first)
            if before.subject is not None and (before.whole or before.auxiliaries):
                return before.subject
            subject = read_phrase(tagged, j + 1, at) if j + 1 < at else None
            if subject is not None and not _closed_off(tagged, j + 1):
                return subject
            return before.subject
    return None


def _clause_start(tagged: Tagged, at: int, first: int) -> int:
    """The first token of the clause that ends before token ``at``."""
    page, entries = tagged.page, tagged.entries
    low = max(first, at - _FARTHEST_LEFT)
    for j in range(at - 1, low - 1, -1):
        word = page.words[j]
        if word in COMMAS or word in ":(–—" or word in tagged.pack.writing.enders:
            return j + 1
        if j in tagged.close_of and tagged.close_of[j] >= at:
            return j + 1
        mask = entries[j].mask
        if mask & (COMPLEMENTIZER | RESUMER | CLAUSE) and not mask & AUXILIARY:
            return j + 1
    return low


def _only_adjuncts(tagged: Tagged, at: int, end: int) -> bool:
    """Whether between a subject and its verb stand only a time, a bracket or *in a statement*."""
    words = tagged.page.words
    if at in tagged.times or words[at] in COMMAS or words[at] == "(":
        return end - at <= 8
    return bool(tagged.entries[at].mask & PREPOSITION) and end - at <= 4


def _antecedent(tagged: Tagged, at: int, first: int) -> Phrase | None:
    """The phrase that ends before the relative pronoun at token ``at``."""
    if at <= first:
        return None
    end = at
    while (
        end > first and not tagged.page.words[end - 1][0].isalnum() and not _mark(tagged, end - 1)
    ):
        end -= 1
    for begin in range(max(first, end - 8), end):
        entry = tagged.entries[begin]
        if not (entry.roles or tagged.definite(begin)):
            continue
        phrase = read_phrase(tagged, begin, end, apposed=False)
        if phrase is not None and phrase.end == end and not entry.mask & PREPOSITION:
            governed = begin > first and bool(tagged.entries[begin - 1].mask & PREPOSITION)
            return (_titled(tagged, first, end) if governed else None) or phrase
    return _titled(tagged, first, end)


def _titled(tagged: Tagged, first: int, end: int) -> Phrase | None:
    """The nearest person or body before a relative clause whose phrase has more than was read."""
    for begin in range(end - 1, max(first, end - _TITLE) - 1, -1):
        entry = tagged.entries[begin]
        if entry.mask & COMPLEMENTIZER or tagged.page.words[begin] in COMMAS:
            return None
        if any(role.kind in _SPEAKING for role in entry.roles) and not tagged.finite(begin):
            phrase = read_phrase(tagged, begin, end, apposed=False)
            if phrase is not None:
                return phrase._replace(end=end, stop=tagged.page.ends[end - 1])
    return None


def _mark(tagged: Tagged, at: int) -> bool:
    return any(tagged.page.words[at] in pair for pair in tagged.pack.writing.quotes)


def main_subject(tagged: Tagged, first: int, at: int) -> Phrase | None:
    """The subject of the clause that begins at token ``first``, read before token ``at``.

    Behind the first finite verb, or before it; ``None`` where neither can be read.
    """
    if first < at and tagged.entries[first].mask & PAST_AUXILIARY:
        return read_phrase(tagged, first + 1, at)
    for j in range(first, min(at, first + _FARTHEST_LEFT)):
        if not tagged.finite(j):
            continue
        before = look_before(tagged, j, first)
        if before.whole and before.subject is not None and j > first:
            return before.subject
        then = j + 2 if j + 1 < at and tagged.eventive(j + 1) else j + 1
        open_at = then < at and not _closed_off(tagged, then)
        behind = read_phrase(tagged, then, at) if open_at else None
        return behind or before.subject
    if first + 1 < at and not _closed_off(tagged, first + 1):
        phrase = read_phrase(tagged, first + 1, at)
        return phrase if phrase is not None and phrase.known else None
    return None


def media_told(tagged: Tagged, at: int, end: int) -> list[Phrase]:
    """The medium that was told (*said to the agency*), between a source and its content."""
    told = tagged.pack.told
    for j in range(at, min(end, at + 12)):
        entry, key = tagged.entries[j], tagged.page.keys[j]
        then = j
        if key in told:
            then = j + 1
        elif not (entry.glue and key[entry.lead] in told):
            then = j if tagged.glued_name(j) else -1
        if then < 0 or then >= end:
            continue
        medium = read_phrase(tagged, then, end)
        if medium is not None and (
            medium.kind is Kind.OUTLET or (then > j and _title(tagged, then))
        ):
            if then == j and not entry.glue:
                medium = medium._replace(start=tagged.page.starts[j] + 1)
            return [medium]
    return []


def _title(tagged: Tagged, at: int) -> bool:
    """A name in quotation marks or in another script behind a preposition that stands alone."""
    word = tagged.page.words[at]
    return at in tagged.close_of or (word.isascii() and word.isalpha())


def nearest_document(tagged: Tagged, at: int, first: int) -> Phrase | None:
    """The document before token ``at`` that a pronoun points back to (*a report in which*)."""
    for j in range(at - 1, max(first, at - 16) - 1, -1):
        if any(role.kind is Kind.DOCUMENT for role in tagged.entries[j].roles):
            return read_phrase(tagged, j, at, apposed=False)
    return None


def _closed_off(tagged: Tagged, at: int) -> bool:
    entry = tagged.entries[at]
    return bool(entry.mask & (PREPOSITION | COMPLEMENTIZER | CLAUSE) or entry.glue)
