"""Attributions by fixed words before a source, in subject-first sentences: *according to X*."""

from __future__ import annotations

from marsad.grammar.clauses import Clauses
from marsad.grammar.drafts import Draft
from marsad.grammar.fixed import Fixed
from marsad.grammar.wordclasses import Class

C = Class
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
    heads = _heads(clauses, at, begin)
    stop = _source_end(clauses, tail.then, end, heads=heads)
    if stop <= tail.then:
        return None
    parts = _content(clauses, at, begin, stop, end, heads=heads)
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
            return then
        if not heads and clauses.classes[then] is C.CLAUSE and then > at + 1:
            return then
        if clauses.words[then] in ";:":
            return then
    return stop


def _content(
    clauses: Clauses, at: int, begin: int, stop: int, end: int, *, heads: bool
) -> list[tuple[int, int]]:
    behind = stop
    while behind < end and clauses.comma(behind):
        behind += 1
    if heads:
        return [(behind, end)] if end - behind > 1 else []
    before = at
    while before > begin and (clauses.comma(before - 1) or clauses.words[before - 1] in "-–—"):
        before -= 1
    first = begin
    while first < before and clauses.classes[first] is C.COORDINATOR:
        first += 1
    if before - first < 1:
        return []
    parts = [(first, before)]
    middle = behind > stop and end - behind > 1
    verb = any(clauses.classes[j] in (C.FINITE, C.AUXILIARY) for j in range(first, before))
    goes_on = (C.FINITE, C.AUXILIARY, C.PREPOSITION)
    if middle and (not verb or clauses.classes[behind] in goes_on):
        parts.append((behind, end))
    return parts
