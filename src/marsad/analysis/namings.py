"""Attributions by fixed words before a source, in subject-first sentences: *according to X*."""

from __future__ import annotations

from marsad.grammar.clauses import Clauses
from marsad.grammar.datelines import behind_dateline
from marsad.grammar.drafts import Draft
from marsad.grammar.fixed import Fixed
from marsad.grammar.wordclasses import Class
from marsad.packs.lexicon import RELATIVE

C = Class
_VERBS = (C.FINITE, C.AUXILIARY)
_GOING_ON = (*_VERBS, C.PREPOSITION)
_SCORE = 0.9
_SOURCE = 40  # tokens of a source


def find_namings(clauses: Clauses, first: int, last: int) -> list[Draft]:
    """The relations of the fixed words in tokens ``first`` to ``last``."""
    found = []
    for number, sentence in enumerate(clauses.page.sentences):
        for at in range(max(sentence.start, first), min(sentence.end, last)):
            tail = clauses.tagged.tails.get(at)
            if tail is not None and tail.cue.takes == "source":
                draft = _read(clauses, tail, max(sentence.start, first), number)
                if draft is not None:
                    found.append(draft)
    return found


def _read(clauses: Clauses, tail: Fixed, begin: int, number: int) -> Draft | None:
    at = tail.at
    begin, end = clauses.bounds(at, begin)
    begin = behind_dateline(clauses.tagged, begin, at)
    heads = _heads(clauses, at, begin)
    stop = _source_end(clauses, tail.then, end, heads=heads)
    if stop <= tail.then:
        return None
    behind = stop
    while behind < end and clauses.comma(behind):
        behind += 1
    if end > behind and clauses.comma(end - 1):
        end -= 1  # before the mark that closes a quotation
    apart = behind > stop or clauses.quoted(stop) > 0
    rest = (behind, end) if apart and end - behind > 1 else None
    parts = ([rest] if rest else []) if heads else _around(clauses, begin, at, rest)
    if not parts:
        return None
    page = clauses.page
    main = max(parts, key=lambda part: part[1] - part[0])
    return Draft(
        cue_at=at,
        cue=list(tail.ranges),
        source=clauses.phrase(tail.then, stop),
        content=[(page.starts[a], page.ends[b - 1]) for a, b in parts],
        opens=main[0],
        ends=main[1],
        stance=tail.cue.stance,
        rule=f"{tail.cue.id}:tail",
        score=_SCORE,
        sentence=number,
    )


def _heads(clauses: Clauses, at: int, begin: int) -> bool:
    """Whether the words open their clause: what is said follows."""
    before = at - 1
    while before >= begin and clauses.classes[before] in (C.ADVERB, C.COORDINATOR, C.NUMBER):
        before -= 1
    return before < begin


def _source_end(clauses: Clauses, at: int, end: int, *, heads: bool) -> int:
    """Behind the source: a comma ends it, unless an apposition stands behind that."""
    stop = min(end, at + _SOURCE)
    for then in range(at, stop):
        if clauses.quoted(then) > then + 6:
            return then - 1 if clauses.comma(then - 1) else then
        if clauses.comma(then):
            return _aside_end(clauses, then, stop)
        if not heads and clauses.classes[then] is C.CLAUSE and then > at + 1:
            return then
        if clauses.words[then] in ";:":
            return then
    return stop


def _aside_end(clauses: Clauses, comma: int, stop: int) -> int:
    """Behind a relative clause that a comma opens (*, who toured the port,*)."""
    then = comma + 1
    relative = then < stop and clauses.tagged.entries[then].mask & RELATIVE
    if not relative or clauses.classes[then] is not C.QUESTION:
        return comma
    return next((at for at in range(then, stop) if clauses.comma(at)), stop)


def _around(
    clauses: Clauses, begin: int, at: int, rest: tuple[int, int] | None
) -> list[tuple[int, int]]:
    """The clause before the words, and what goes on behind the source."""
    end, first = at, begin
    while end > begin and (clauses.comma(end - 1) or clauses.words[end - 1] in "-–—"):
        end -= 1
    while first < end and clauses.classes[first] is C.COORDINATOR:
        first += 1
    if end <= first:
        return []
    verb = any(clauses.classes[j] in _VERBS for j in range(first, end))
    goes_on = rest is not None and clauses.classes[rest[0]] in _GOING_ON
    parts = [(first, end)]
    return [*parts, rest] if rest is not None and (goes_on or not verb) else parts
