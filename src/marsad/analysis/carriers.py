"""Sources named by a preposition (*according to*), before or behind what they say.

Behind a relation that has a voice of its own, a medium is its carrier; behind words that nobody
speaks yet, the preposition is the cue and the clause before it the content.
"""

from __future__ import annotations

from marsad.grammar.drafts import Draft, Range
from marsad.grammar.endings import find_end
from marsad.grammar.fixed import Fixed
from marsad.grammar.openings import Opening
from marsad.grammar.phrases import Phrase, read_phrase
from marsad.grammar.tagged import COMMAS, FINITE, Tagged, spoken
from marsad.model import Kind
from marsad.packs.lexicon import (
    CLAUSE,
    COMPLEMENTIZER,
    OPENING,
    PAST_AUXILIARY,
    RESUMER,
    VERB_TAIL,
    WHAT,
)

_SCORE = 0.85
_NAME = 7  # tokens; a longer quotation behind *according to* is no name
_NEAR = 4  # tokens between *according to X,* and the verb whose carrier X then is


def find_carriers(tagged: Tagged, drafts: list[Draft], first: int, last: int) -> list[Draft]:
    """The drafts, joined with every prepositional source of tokens ``first`` to ``last``."""
    found = list(drafts)
    for number, sentence in enumerate(tagged.page.sentences):
        begin, end = max(sentence.start, first), min(sentence.end, last)
        while end > begin and tagged.page.words[end - 1] in tagged.pack.writing.enders:
            end -= 1
        at = begin
        while at < end:
            tail = tagged.tails.get(at)
            at = at + 1 if tail is None else _join(tagged, found, tail, (begin, end), number)
    found.sort(key=lambda draft: (draft.cue_at, draft.opens))
    return found


def _join(
    tagged: Tagged, found: list[Draft], tail: Fixed, bounds: tuple[int, int], number: int
) -> int:
    """Read the source behind a prepositional cue and give it its relation; the token behind."""
    begin, end = bounds
    inner = tagged.inner[tail.at]
    if inner >= 0:
        begin, end = max(begin, inner + 1), min(end, tagged.close_of[inner])
    if any(start <= tail.ranges[0][0] < stop for d in found for start, stop in d.cue):
        return max(tail.then, tail.at + 1)
    then, cue = _verb(tagged, tail, end)
    found[:] = [draft for draft in found if not tail.at <= draft.cue_at < then]
    source = _source(tagged, tail, then, end)
    behind = source.end if source is not None else then
    if source is None and not tail.pronoun:
        return max(then, tail.at + 1)
    if behind >= end and tail.at <= begin + 1:
        _alone(tagged, found, (tail, cue, source), number)
    elif _initial(tagged, tail.at, begin):
        _before(tagged, found, (tail, cue, source), (behind, end), number)
    else:
        _after(tagged, found, (tail, cue, source), begin, number)
    return max(behind, tail.at + 1)


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
        if at < end and tagged.entries[at].mask & VERB_TAIL:
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


def _before(
    tagged: Tagged,
    found: list[Draft],
    reading: tuple[Fixed, list[Range], Phrase | None],
    bounds: tuple[int, int],
    number: int,
) -> None:
    """*According to X, …*: X carries the verb that follows at once, or speaks the clause."""
    tail, cue, source = reading
    at, end = bounds
    while at < end and tagged.page.words[at] in COMMAS:
        at += 1
    if at >= end or source is None:
        return
    for draft in found:
        if (
            draft.sentence == number
            and at <= draft.cue_at <= at + _NEAR
            and draft.source is not None
        ):
            draft.via.insert(0, source)
            draft.cue = sorted([*draft.cue, *cue])
            return
    opening = Opening(at, tagged.page.starts[at], "clause", ())
    stop = find_end(tagged, opening, end)
    if stop > at:
        found.append(_draft(tagged, reading, (at, stop), number))


def _alone(
    tagged: Tagged,
    found: list[Draft],
    reading: tuple[Fixed, list[Range], Phrase | None],
    number: int,
) -> None:
    """A sentence that is only a source belongs to the relation that ends the one before."""
    tail, cue, source = reading
    last = [draft for draft in found if draft.sentence == number - 1]
    outer = max(last, key=lambda draft: (draft.ends, -draft.opens), default=None)
    if outer is not None and all(
        not word[0].isalnum() for word in tagged.page.words[outer.ends : tail.at]
    ):
        _complete(outer, cue, source, tail)


def _after(
    tagged: Tagged,
    found: list[Draft],
    reading: tuple[Fixed, list[Range], Phrase | None],
    begin: int,
    number: int,
) -> None:
    """*…, according to X*: behind a relation X carries or completes it, else X speaks the clause."""
    tail, cue, source = reading
    carried = _carried(tagged, found, tail.at, number)
    if carried is not None:
        _complete(carried, cue, source, tail)
        return
    if source is None:
        return
    start = _clause_start(tagged, begin, tail.at)
    stop = tail.at
    while (
        stop > start
        and not tagged.page.words[stop - 1][0].isalnum()
        and not _quote(tagged, stop - 1)
    ):
        stop -= 1
    if stop - start >= 2:
        found.append(_draft(tagged, reading, (start, stop), number))


def _quote(tagged: Tagged, at: int) -> bool:
    return any(tagged.page.words[at] in pair for pair in tagged.pack.writing.quotes)


def _carried(tagged: Tagged, found: list[Draft], at: int, number: int) -> Draft | None:
    """The relation whose content ends before the preposition, or holds it; the outermost."""
    near = [
        draft
        for draft in found
        if draft.sentence == number
        and draft.cue_at < at
        and _touches(tagged, draft, at)
        and tagged.inner[draft.cue_at] == tagged.inner[at]
    ]
    return min(near, key=lambda draft: draft.opens, default=None)


def _touches(tagged: Tagged, draft: Draft, at: int) -> bool:
    if draft.opens > at:  # between the cue and its content: … , quoting X, that …
        return all(not tagged.entries[j].mask & COMPLEMENTIZER for j in range(draft.cue_at + 1, at))
    between = tagged.page.words[draft.ends : at]
    return draft.ends <= at and all(not word[0].isalnum() for word in between)


def _complete(draft: Draft, cue: list[Range], source: Phrase | None, tail: Fixed) -> None:
    """Two voices of one relation: the medium carries, the other speaks."""
    if source is not None and source.kind is Kind.DOCUMENT and draft.source is not None:
        return  # *under the law* says by what measure, not by whom
    draft.cue = sorted([*draft.cue, *cue])
    if source is None:
        return
    if draft.source is None:
        if draft.dropped:
            draft.via.append(source)
        else:
            draft.source = source
    elif (draft.source.kind is Kind.OUTLET and source.kind is not Kind.OUTLET) or (tail.at < draft.opens and tail.origin):
        draft.via.append(draft.source)
        draft.source = source
    elif source.kind is Kind.OUTLET or tail.at >= draft.opens:
        draft.via.insert(0, source)


def _clause_start(tagged: Tagged, begin: int, at: int) -> int:
    """Where the clause that is attributed afterwards begins: behind a dateline and conjunctions."""
    page = tagged.page
    for j in range(begin, min(begin + 14, at)):
        if page.words[j] == ")" and j + 1 < at and page.words[j + 1] in "-–—":
            begin = j + 1
            while begin < at and not page.words[begin][0].isalnum():
                begin += 1
            break
    while begin < at and tagged.entries[begin].mask & (OPENING | CLAUSE | RESUMER):
        length = max(1, tagged.sequence("opening", begin))
        begin += length
        while begin < at and page.words[begin] in COMMAS:
            begin += 1
    return begin


def _draft(
    tagged: Tagged,
    reading: tuple[Fixed, list[Range], Phrase | None],
    content: tuple[int, int],
    number: int,
) -> Draft:
    tail, cue, source = reading
    first, end = content
    start = tagged.lead_end(first)
    if tagged.entries[first].mask & RESUMER or not tagged.page.words[first][0].isalnum():
        start = tagged.page.starts[first]
    return Draft(
        cue_at=tail.at,
        cue=cue,
        source=source,
        content=[(start, tagged.page.ends[end - 1])],
        opens=first,
        ends=end,
        stance=tail.cue.stance,
        rule=f"{tail.cue.id}:tail",
        score=_SCORE,
        sentence=number,
    )
