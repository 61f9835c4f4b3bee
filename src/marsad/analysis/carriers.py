"""Sources named by a preposition (*according to*), before or behind what they say.

Behind a relation that has a voice of its own, a medium is its carrier; behind words that nobody
speaks yet, the preposition is the cue and the clause before it the content.
"""

from __future__ import annotations

from typing import NamedTuple

from marsad.grammar.datelines import behind_dateline
from marsad.grammar.drafts import Draft, Range
from marsad.grammar.endings import find_end
from marsad.grammar.fixed import Fixed
from marsad.grammar.openings import Opening, find_opening
from marsad.grammar.phrases import Phrase, read_phrase
from marsad.grammar.tagged import COMMAS, FINITE, Tagged, spoken
from marsad.model import Kind
from marsad.packs.lexicon import (
    CLAUSE,
    COMPLEMENTIZER,
    LIKEWISE,
    OPENING,
    PAST_AUXILIARY,
    RELATIVE,
    RESUMER,
    VERB_TAIL,
    WHAT,
)

_PAST = frozenset({"past"})
_SCORE = 0.85
_NAME = 7  # tokens; a longer quotation behind *according to* is no name
_NEAR = 4  # tokens between *according to X,* and the verb whose carrier X then is


class _Reading(NamedTuple):
    """A prepositional cue read in its sentence: its ranges, its source, the token behind.

    ``apart`` is true when a mark parts it from what stands before.
    """

    tail: Fixed
    cue: list[Range]
    source: Phrase | None
    behind: int
    apart: bool


def find_carriers(tagged: Tagged, drafts: list[Draft], first: int, last: int) -> list[Draft]:
    """The drafts, joined with every prepositional source of tokens ``first`` to ``last``."""
    drafts_of: dict[int, list[Draft]] = {}
    for draft in drafts:
        drafts_of.setdefault(draft.sentence, []).append(draft)
    done = -1
    for at in _places(tagged, first, last):
        if at < done:
            continue
        number = tagged.page.sentence_at(at)
        here = drafts_of.setdefault(number, [])
        begin, end = _bounds(tagged, at, number, (first, last))
        reading = _read(tagged, here, _cue_at(tagged, at), end)
        if reading is None:
            continue
        done = reading.behind
        if reading.behind >= end and at <= begin + 1:
            _alone(tagged, drafts_of.get(number - 1, []), reading)
        elif _initial(tagged, at, begin):
            _before(tagged, here, reading, end, number)
        else:
            _after(tagged, here, reading, begin, number)
    found = [draft for group in drafts_of.values() for draft in group]
    return sorted(found, key=lambda draft: (draft.cue_at, draft.opens))


def _places(tagged: Tagged, first: int, last: int) -> list[int]:
    """The tokens of all prepositional cues, and of *as X said* behind a comma."""
    entries, words = tagged.entries, tagged.page.words
    said = [
        at
        for at in range(max(first, 1), last - 2)
        if entries[at].mask & LIKEWISE
        and words[at - 1] in COMMAS
        and _only_said(tagged, at + 1, last)
    ]
    return sorted([*(at for at in tagged.tails if first <= at < last), *said])


def _only_said(tagged: Tagged, at: int, last: int) -> bool:
    """A past of speech with its subject, and nothing that it says behind it."""
    form = spoken(tagged.entries[at].cues, _PAST)
    if form is None or not form.cue.speech or not tagged.finite(at):
        return False
    end = tagged.page.sentences[tagged.page.sentence_at(at)].end
    source = read_phrase(tagged, at + 1, min(end, last), apposed=False)
    if source is None:
        return False
    if any(tagged.entries[j].mask & RELATIVE for j in range(source.first, source.end)):
        return True
    return find_opening(tagged, form.cue, source.end, min(end, source.end + 6)) is None


def _cue_at(tagged: Tagged, at: int) -> Fixed:
    tail = tagged.tails.get(at)
    if tail is not None:
        return tail
    page, form = tagged.page, tagged.entries[at + 1].cues[0]
    begin = tagged.lead_end(at)
    return Fixed(form.cue, at, at + 1, page.starts[at + 1], ((begin, page.ends[at]),), "", False)


def _bounds(tagged: Tagged, at: int, number: int, body: tuple[int, int]) -> tuple[int, int]:
    """The tokens of the sentence, or of the quotation inside it, that holds token ``at``."""
    sentence, inner = tagged.page.sentences[number], tagged.inner[at]
    begin, end = max(sentence.start, body[0]), min(sentence.end, body[1])
    while end > begin and tagged.page.words[end - 1] in tagged.pack.writing.enders:
        end -= 1
    if inner >= 0:
        begin, end = max(begin, inner + 1), min(end, tagged.close_of[inner])
    return begin, end


def _read(tagged: Tagged, here: list[Draft], tail: Fixed, end: int) -> _Reading | None:
    """The source behind a prepositional cue; relations read inside the cue are taken out."""
    if any(start <= tail.ranges[0][0] < stop for draft in here for start, stop in draft.cue):
        return None
    then, cue = _verb(tagged, tail, end)
    here[:] = [draft for draft in here if not tail.at <= draft.cue_at < then]
    source = _source(tagged, tail, then, end)
    if source is None and not tail.pronoun:
        return None
    if source is not None and not _can_speak(tagged, source):
        return None
    apart = tail.at > 0 and not tagged.page.words[tail.at - 1][0].isalnum()
    return _Reading(tail, cue, source, source.end if source is not None else then, apart)


def _can_speak(tagged: Tagged, source: Phrase) -> bool:
    """Not a plain noun the pack does not know (*according to the needs of security*)."""
    if source.known or source.named is False or source.definite:
        return source.known or source.definite or not source.named
    return not tagged.pack.noun_shape(tagged.page.words[source.head])


def _verb(tagged: Tagged, tail: Fixed, end: int) -> tuple[int, list[Range]]:
    """Past *what … said*: the token behind, and the ranges of the whole cue."""
    page, at = tagged.page, tail.then
    cue: list[Range] = list(tail.ranges)
    if at < end and tagged.entries[at].mask & WHAT:
        cue[-1] = (cue[-1][0], page.ends[at])
        at += 1
    if at < end and tagged.entries[at].mask & PAST_AUXILIARY:
        at += 1
    if at < end and spoken(tagged.entries[at].cues, FINITE) and not tagged.entries[at].roles:
        cue[-1] = (cue[-1][0], page.ends[at])
        at += 1
        while at < end and (tagged.entries[at].mask & VERB_TAIL or at in tagged.times):
            if tagged.entries[at].mask & VERB_TAIL and cue[-1][1] + 1 >= page.starts[at]:
                cue[-1] = (cue[-1][0], page.ends[at])
            at += 1
    return at, cue


def _source(tagged: Tagged, tail: Fixed, then: int, end: int) -> Phrase | None:
    if then >= end or tail.pronoun:
        return None
    close = tagged.close_of.get(then)
    if close is not None and close - then <= _NAME and close < end:
        return _quoted(tagged, then, close)
    source = read_phrase(tagged, then, end, apposed=not _initial_word(tagged, tail))
    if source is not None and then == tail.then and tail.start > tagged.page.starts[then]:
        source = source._replace(start=tail.start)
    if source is not None and source.kind is Kind.UNKNOWN and source.end == source.first + 1:
        return source if tagged.page.words[source.first][0].isalpha() else None
    return source


def _quoted(tagged: Tagged, at: int, close: int) -> Phrase | None:
    """A source that is a name in quotation marks, the marks included."""
    inner = read_phrase(tagged, at + 1, close)
    if inner is None:
        return None
    page = tagged.page
    return inner._replace(first=at, end=close + 1, start=page.starts[at], stop=page.ends[close])


def _initial_word(tagged: Tagged, tail: Fixed) -> bool:
    sentence = tagged.page.sentences[tagged.page.sentence_at(tail.at)]
    return tail.at - sentence.start <= 1


def _initial(tagged: Tagged, at: int, begin: int) -> bool:
    """Whether a prepositional cue opens its sentence, or a clause behind a conjunction."""
    if at <= begin + 1:
        return True
    return bool(tagged.entries[at].lead) and not tagged.page.words[at - 1][0].isalnum()


def _before(tagged: Tagged, here: list[Draft], reading: _Reading, end: int, number: int) -> None:
    """*According to X, …*: X carries the verb that follows at once, or speaks the clause."""
    at = reading.behind
    while at < end and tagged.page.words[at] in COMMAS:
        at += 1
    if at >= end or reading.source is None:
        return
    for draft in here:
        if at <= draft.cue_at <= at + _NEAR and draft.source is not None:
            draft.via.insert(0, reading.source)
            draft.cue = sorted([*draft.cue, *reading.cue])
            return
    opening = Opening(at, tagged.page.starts[at], "clause", ())
    stop = find_end(tagged, opening, end)
    if stop > at:
        here.append(_draft(tagged, reading, (at, stop), number))


def _alone(tagged: Tagged, before: list[Draft], reading: _Reading) -> None:
    """A sentence that is only a source belongs to the relation that ends the one before."""
    outer = max(before, key=lambda draft: (draft.ends, -draft.opens), default=None)
    if outer is not None and _only_marks(tagged, outer.ends, reading.tail.at):
        _complete(outer, reading)


def _only_marks(tagged: Tagged, first: int, end: int) -> bool:
    return first <= end and all(not word[0].isalnum() for word in tagged.page.words[first:end])


def _after(tagged: Tagged, here: list[Draft], reading: _Reading, begin: int, number: int) -> None:
    """*…, according to X*: behind a relation X carries or completes it, else X speaks."""
    at = reading.tail.at
    carried = _carried(tagged, here, reading)
    if carried is not None:
        _complete(carried, reading)
        return
    if reading.source is None:
        return
    start, stop = _clause_start(tagged, begin, at), at
    while stop > start and _loose_mark(tagged, stop - 1):
        stop -= 1
    if stop - start >= 2:
        here.append(_draft(tagged, reading, (start, stop), number))


def _loose_mark(tagged: Tagged, at: int) -> bool:
    """A mark that is none of quotation, at the end of a clause."""
    word = tagged.page.words[at]
    return not word[0].isalnum() and not any(word in p for p in tagged.pack.writing.quotes)


def _carried(tagged: Tagged, here: list[Draft], reading: _Reading) -> Draft | None:
    """The relation whose content ends before the preposition, or follows it; the outermost.

    Behind a comma the source speaks the whole sentence, and no noun in it.
    """
    at = reading.tail.at
    level = tagged.inner[at]
    near = [
        draft
        for draft in here
        if draft.cue_at < at
        and not draft.attributive
        and not (draft.nominal and reading.apart and draft.opens < at)
        and tagged.inner[draft.cue_at] == level
        and _touches(tagged, draft, at)
    ]
    return min(near, key=lambda draft: draft.opens, default=None)


def _touches(tagged: Tagged, draft: Draft, at: int) -> bool:
    if draft.opens > at:  # between the cue and its content: … , quoting X, that …
        return all(not tagged.entries[j].mask & COMPLEMENTIZER for j in range(draft.cue_at + 1, at))
    return _only_marks(tagged, draft.ends, at)


def _complete(draft: Draft, reading: _Reading) -> None:
    """Two voices of one relation: the medium carries, the other speaks."""
    source, tail = reading.source, reading.tail
    document = source is not None and source.kind is Kind.DOCUMENT
    if document and draft.source is not None and not reading.apart:
        return  # *under the law* says by what measure, not by whom
    draft.cue = sorted([*draft.cue, *reading.cue])
    if source is None:
        return
    if draft.source is None and draft.dropped:
        draft.via.append(source)
    elif draft.source is None:
        draft.source = source
    elif _gives_way(draft, source, tail):
        draft.via.append(draft.source)
        draft.source = source
    elif source.kind is Kind.OUTLET or tail.at >= draft.opens:
        draft.via.insert(0, source)


def _gives_way(draft: Draft, source: Phrase, tail: Fixed) -> bool:
    """Whether the voice read first only carries the words of the one named afterwards."""
    if draft.source is not None and draft.source.kind is Kind.OUTLET:
        return source.kind is not Kind.OUTLET
    return tail.origin and tail.at < draft.opens


def _clause_start(tagged: Tagged, begin: int, at: int) -> int:
    """Where the clause that is attributed afterwards begins: behind a dateline and conjunctions."""
    page, begin = tagged.page, behind_dateline(tagged, begin, at)
    while begin < at and tagged.entries[begin].mask & (OPENING | CLAUSE | RESUMER):
        begin += max(1, tagged.sequence("opening", begin))
        while begin < at and page.words[begin] in COMMAS:
            begin += 1
    return begin


def _draft(tagged: Tagged, reading: _Reading, content: tuple[int, int], number: int) -> Draft:
    first, end = content
    start = tagged.lead_end(first)
    if tagged.entries[first].mask & RESUMER or not tagged.page.words[first][0].isalnum():
        start = tagged.page.starts[first]
    elif first == tagged.page.sentences[number].start and tagged.conjoined(first):
        start += 1
    return Draft(
        cue_at=reading.tail.at,
        cue=reading.cue,
        source=reading.source,
        content=[(start, tagged.page.ends[end - 1])],
        opens=first,
        ends=end,
        stance=reading.tail.cue.stance,
        rule=f"{reading.tail.cue.id}:tail",
        score=_SCORE,
        sentence=number,
    )
