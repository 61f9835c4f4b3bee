"""Where a reported content ends."""

from __future__ import annotations

from marsad.grammar.datelines import behind_dateline
from marsad.grammar.openings import Opening, find_opening
from marsad.grammar.phrases import read_phrase
from marsad.grammar.tagged import COMMAS, FINITE, PARTICIPLE, Tagged, accusative, spoken
from marsad.model import Stance
from marsad.packs.cues import CueForm
from marsad.packs.lexicon import (
    AFTERWARDS,
    ASIDE,
    AUXILIARY,
    COMPLEMENTIZER,
    CONTRAST,
    DEMONSTRATIVE,
    LIKEWISE,
    NEGATION,
    PARTICLE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    TURN,
    VERB,
    WHAT,
    WHEN,
)

_TERM = 4  # tokens; a shorter quotation behind *that* is its subject and not all that was said
_CONTRAST = 7  # tokens behind *but*, *while* in which another voice must begin to speak
_SUBJECT = 2  # tokens of a short subject, with the word before it
_PREDICATE = 10  # tokens of a long one
_LOOK = 60  # tokens that are looked back over for the relative clause that a verb goes on
_PAST = frozenset({"past"})


def find_end(tagged: Tagged, opening: Opening, limit: int) -> int:
    """The token behind the last of a content that opens here, at most ``limit``.

    A content ends where the writer takes the word again: another cue behind a comma, a source
    named afterwards, or an aside; a content all in quotation marks ends with them.
    """
    at = opening.at
    first = at + 1 if tagged.entries[at].mask & COMPLEMENTIZER else at
    close = tagged.close_of.get(first)
    if close is not None:
        if close >= limit:
            return limit
        nested = first == at and tagged.inner[at] >= 0
        if nested or (not _is_term(tagged, at, first, close) and _rests(tagged, close + 1, limit)):
            return close + 1
        at = close + 1
    loose = opening.shape in ("noun", "preposition")
    if tagged.entries[opening.at].mask & DEMONSTRATIVE and loose:
        return _pointed(tagged, opening.at, limit)
    while at < limit:
        close = tagged.close_of.get(at)
        if close is not None:
            at = close + 1
            continue
        if at > opening.at and _ends_at(tagged, at, limit, opening.at if loose else -1):
            return _before_times(tagged, at, opening.at) if loose else at
        at += 1
    return limit


def find_next_saying(tagged: Tagged, first: int, end: int, form: CueForm) -> int:
    """The comma in tokens ``first`` to ``end`` behind which whoever speaks by ``form`` goes on.

    *X says that …, and asks when …*; *…, then she added*; *…, before adding*. ``end`` where none
    stands.
    """
    at = first
    while at < end - 2:
        close = tagged.close_of.get(at)
        if close is not None:
            at = close
        elif tagged.page.words[at] in COMMAS and _goes_on(tagged, at + 1, end, form):
            return at
        at += 1
    return end


def _goes_on(tagged: Tagged, at: int, end: int, form: CueForm) -> bool:
    """Whether a verb at a token, or behind *then* or *but she*, is one more of the same speaker."""
    then = _behind_afterwards(tagged, at, end)
    verb = spoken(tagged.entries[then].cues, FINITE) if then < end else None
    if verb is None or not tagged.finite(then) or not _agree(verb, form):
        return False
    present = verb.part == "present"
    if present and _ahead(tagged, then):
        return False  # what somebody will say is part of what is said
    if then > at:
        return verb.cue.speech
    if not (present and verb.cue.speech and tagged.entries[at].lead):
        return False
    asks = verb.cue.stance is Stance.ASK and form.cue.stance is not Stance.ASK
    return (asks or form.part == "present") and _opens(tagged, verb, at + 1, end)


def _ahead(tagged: Tagged, at: int) -> bool:
    """Whether a verb has the letter of the future, with or without *and*."""
    key, future = tagged.page.keys[at], tagged.pack.future
    return key.startswith(future) or bool(
        tagged.entries[at].lead and key[tagged.entries[at].lead :].startswith(future)
    )


def _behind_afterwards(tagged: Tagged, at: int, end: int) -> int:
    """Behind *then*, *before* or *but she*, and the particles of the verb; ``at`` for none."""
    then = at + (tagged.sequence("afterwards", at) or bool(tagged.entries[at].mask & AFTERWARDS))
    while at < then < end and tagged.entries[then].mask & (NEGATION | PARTICLE):
        then += 1
    return then


def _agree(verb: CueForm, form: CueForm) -> bool:
    return (verb.person, verb.gender, verb.number) == (form.person, form.gender, form.number)


def _opens(tagged: Tagged, verb: CueForm, at: int, end: int) -> bool:
    """Whether a content of a verb of speech opens at once."""
    opening = find_opening(tagged, verb.cue, at, min(end, at + 3))
    return opening is not None and opening.shape != "noun"


def _is_term(tagged: Tagged, at: int, first: int, close: int) -> bool:
    """A short quotation behind *that* and before a comma: the subject of what is still to come."""
    words = tagged.page.words
    short = first > at and close - first <= _TERM
    return short and close + 1 < len(words) and words[close + 1] in COMMAS


def _before_times(tagged: Tagged, at: int, first: int) -> int:
    """Before the time and its bracket that stand between a noun content and *when …*."""
    if not tagged.entries[at].mask & WHEN:
        return at
    end = at
    while end > first + 1 and (end - 1 in tagged.times or tagged.page.words[end - 1] in "()"):
        end -= 1
    return end


def _pointed(tagged: Tagged, at: int, limit: int) -> int:
    """The end of *this information*: the noun, what agrees with it, and its relative clause."""
    end = at + 1
    while end < limit and tagged.definite(end) and not tagged.entries[end].lead:
        end += 1
    if end < limit and tagged.entries[end].mask & RELATIVE:
        return limit
    return max(end, min(at + 2, limit))


def _leaves_noun(tagged: Tagged, first: int, at: int) -> bool:
    """*when …*, or *and* with a verb: the noun phrase that began at token ``first`` is over."""
    if tagged.entries[at].mask & WHEN:
        return True
    if not tagged.joined_verb(at):
        return False
    return not any(tagged.entries[j].mask & RELATIVE for j in range(max(first, at - _LOOK), at))


def _rests(tagged: Tagged, at: int, limit: int) -> bool:
    """Whether nothing more belongs to a quotation that closed before token ``at``."""
    if at >= limit:
        return True
    word = tagged.page.words[at]
    if word in COMMAS:
        following = tagged.entries[at + 1].mask if at + 1 < limit else 0
        joined = at + 1 < limit and tagged.entries[at + 1].lead and following & COMPLEMENTIZER
        return not joined
    if not word[0].isalnum() or at in tagged.times:
        return True
    return _another_cue(tagged, at)


def _ends_at(tagged: Tagged, at: int, limit: int, first: int) -> bool:
    """Whether the content ends before token ``at``; ``first`` is where a noun opened it, or -1."""
    word = tagged.page.words[at]
    if word in COMMAS:
        return at + 1 < limit and _turns(tagged, at + 1, limit, first >= 0)
    if not word[0].isalnum():
        return _mark_ends(tagged, at, limit)
    if first >= 0 and _leaves_noun(tagged, first, at):
        return True
    return _other_voice(tagged, at, limit)


def _mark_ends(tagged: Tagged, at: int, limit: int) -> bool:
    """A stop inside a quotation, or the second of two dashes or brackets around the clause."""
    word, words = tagged.page.words[at], tagged.page.words
    if word in tagged.pack.writing.enders:
        return at + 1 < limit and not tagged.glued(at + 1)
    if word in "-–—" and not tagged.glued(at):
        return word in words[max(0, at - 40) : at]
    return word == ")" and "(" not in words[max(0, at - 14) : at]


def _other_voice(tagged: Tagged, at: int, limit: int) -> bool:
    """A voice that begins without a comma: a source, *adding that*, *and said:*, *but X denies*."""
    entry = tagged.entries[at]
    known = entry.mask & CONTRAST or entry.lead or entry.cues or at in tagged.tails
    if not known and entry.rest not in tagged.pack.starting:
        return False
    if _contrasts(tagged, at) and _cue_within(tagged, at + 1, min(at + 4, limit), FINITE):
        return True
    if tagged.sequence("resumption", at):
        return True
    if _tail_here(tagged, at, limit) or _participle_here(tagged, at, limit):
        return True
    return bool(entry.lead) and _said_next(tagged, at, limit)


def _contrasts(tagged: Tagged, at: int) -> bool:
    return bool(tagged.entries[at].mask & CONTRAST or tagged.sequence("contrast", at))


def _said_next(tagged: Tagged, at: int, limit: int) -> bool:
    """*and said: …*, without a comma: a past of speech that opens its content at once."""
    form = spoken(tagged.entries[at].cues, _PAST)
    if form is None or not form.cue.speech or tagged.entries[at].roles:
        return False
    opening = find_opening(tagged, form.cue, at + 1, min(limit, at + 5))
    return opening is not None and opening.shape in ("clause", "quote", "colon")


def _another_cue(tagged: Tagged, at: int) -> bool:
    entry = tagged.entries[at]
    if tagged.tails.get(at) is not None:
        return True
    form = spoken(entry.cues, PARTICIPLE)
    if form is not None and accusative(tagged, at, form):
        return True
    return bool(entry.cues) and bool(entry.lead) and tagged.finite(at)


def _tail_here(tagged: Tagged, at: int, limit: int) -> bool:
    """A source named behind its content, without a comma."""
    tail = tagged.tails.get(at)
    if tail is None or tail.then >= limit or tagged.entries[at].lead:
        return tail is not None and bool(tail.pronoun)
    source = read_phrase(tagged, tail.then, limit)
    if source is None or tagged.finite(tail.then) or tagged.entries[tail.then].mask & WHAT:
        return True
    return source.end >= limit or not tagged.page.words[source.end][0].isalnum()


def _participle_here(tagged: Tagged, at: int, limit: int) -> bool:
    """*adding that*, without a comma: a participle of speech that opens a content at once."""
    entry = tagged.entries[at]
    form = spoken(entry.cues, PARTICIPLE)
    if form is None or entry.lead or entry.roles or not accusative(tagged, at, form):
        return False
    opening = find_opening(tagged, form.cue, at + 1, min(limit, at + 4))
    if opening is None or _is_predicate(tagged, at, opening.shape):
        return False
    if opening.shape == "preposition":
        return opening.at <= at + 2
    return opening.shape in ("clause", "quote", "colon")


def _is_predicate(tagged: Tagged, at: int, shape: str) -> bool:
    """Whether a clause that *that* opened has no verb before a participle (*that she is firm*);
    one that opens a clause or speech is a predicate only near to *that*."""
    before, ends = tagged.entries[at - 1], tagged.pack.endings
    described = tagged.page.words[at - 1].endswith(ends.adjective) and not tagged.definite(at - 1)
    if described and not before.mask & (AUXILIARY | COMPLEMENTIZER):
        return False  # *that she is safe, calling …*
    masculine = tagged.page.words[at].endswith(ends.accusative)
    reach = _PREDICATE if shape == "preposition" else _SUBJECT
    for j in range(at - 1, max(at - 1 - reach, -1), -1):
        if tagged.entries[j].mask & COMPLEMENTIZER:
            return not masculine
        if tagged.entries[j].mask & AUXILIARY:
            return True
        if tagged.finite(j) or not tagged.page.words[j][0].isalnum():
            return False
    return False


def _turns(tagged: Tagged, at: int, limit: int, loose: bool) -> bool:
    """Whether what stands behind a comma is no longer the content."""
    entry = tagged.entries[at]
    if at in tagged.tails or _adds(tagged, at, limit):
        return True
    if entry.mask & COMPLEMENTIZER and not entry.lead:
        return True  # a clause without *and* belongs to another verb
    if entry.mask & TURN or tagged.sequence("turn", at):
        return True
    if _speaks_again(tagged, at, limit) or _main_clause(tagged, at):
        return True
    if tagged.inner[at] >= 0 and entry.lead and entry.mask & PRONOUN:
        return True  # *and I …*, inside a quotation: the speaker goes on
    return loose and bool(entry.mask & ASIDE or tagged.sequence("aside", at))


def _adds(tagged: Tagged, at: int, limit: int) -> bool:
    """*adding that …*, or *as …* with a verb: the writer adds something of the same kind."""
    entry = tagged.entries[at]
    form = spoken(entry.cues, PARTICIPLE)
    if form is not None and not entry.roles and accusative(tagged, at, form):
        return True
    likewise = bool(entry.mask & LIKEWISE) and at + 1 < limit
    return likewise and not tagged.entries[at + 1].mask & COMPLEMENTIZER


def _says(tagged: Tagged, at: int) -> bool:
    """*saying*, *by saying*: the verb before them speaks, whatever it is."""
    entry = tagged.entries[at]
    return any(
        form.cue.speech and form.cue.reported and (form.part == "participle" or entry.glue)
        for form in entry.cues
    )


def _speaks_again(tagged: Tagged, at: int, limit: int) -> bool:
    """A finite cue that begins a clause of the writer: *and he added*, *while she denied*."""
    entry = tagged.entries[at]
    form = spoken(entry.cues, FINITE)
    if form is not None and entry.lead and not entry.roles:
        return form.part == "past"
    if entry.lead and entry.mask & VERB:
        return any(_says(tagged, j) for j in range(at + 1, min(at + 8, limit)))
    if _contrasts(tagged, at):
        return _cue_within(tagged, at + 1, min(at + _CONTRAST, limit), FINITE)
    if entry.mask & ASIDE or (entry.lead and not entry.cues):
        return _cue_within(tagged, at + 1, min(at + 3, limit), _PAST)
    return False


def _main_clause(tagged: Tagged, at: int) -> bool:
    """The main verb behind a clause that stood in front (*After he said that …, prices rose*)."""
    if tagged.entries[at].lead or not tagged.finite(at):
        return False
    begin = tagged.page.sentences[tagged.page.sentence_at(at)].start
    begin = behind_dateline(tagged, begin, at)
    front = tagged.entries[begin].mask
    return bool(front & (PREPOSITION | WHEN)) and begin not in tagged.tails


def _cue_within(tagged: Tagged, first: int, end: int, parts: frozenset[str]) -> bool:
    """Whether a verb that takes a clause, in one of these parts, stands in a range of tokens."""
    for j in range(first, end):
        verb = spoken(tagged.entries[j].cues, parts)
        opens = verb is not None and (verb.cue.complementizers or verb.cue.prepositions)
        if opens and tagged.finite(j):
            return True
    return False
