"""Whether the passages of a sentence hold what it says: its names, its numbers and its polarity.

A sentence is read as any report is, and what is found in it is looked for in its passages. What the
reading cannot find in a sentence it cannot refuse; docs/reports.md tells how much that is.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias

from marsad.analysis.analyse import analyse
from marsad.codec import to_json, to_plain
from marsad.entities.lists import Lists, load_lists
from marsad.ids import bytes_hash
from marsad.linking.nouns import Statement
from marsad.linking.reading.statements import read_statements
from marsad.model import (
    Actor,
    Analysis,
    Attribution,
    Document,
    Kind,
    Mention,
    Place,
    Span,
    Stance,
    TimeExpression,
)
from marsad.publishing.reports.evidence import Evidence
from marsad.publishing.reports.holding import Held, digits_of, hold, numbers_in, within
from marsad.publishing.reports.nouns import Basis, Draft, Fault, Sentence
from marsad.publishing.reports.phrasing import framing
from marsad.publishing.reports.quotations import quotations
from marsad.text.words import fold_form

_NEARLY = 0.8  # of the best share: what a clause may be told by as well
_SAID = 0.34  # of a clause's weight that a passage has to share, to be what the clause tells


def check_draft(
    draft: Draft,
    evidence: Mapping[str, Evidence],
    counted: Mapping[Sentence, str],
    lists: Sequence[Path] = (),
) -> tuple[Fault, ...]:
    """Everything in a draft that its passages do not hold.

    Args:
        evidence: by the ids of statements.
        counted: what the program tells now in place of each sentence that is counted.
        lists: the observatory's own lists of actors.
    """
    faults: list[Fault] = []
    for number, sentence in enumerate(draft.sentences, 1):
        found = _check(sentence, draft, evidence, counted, lists)
        faults += (Fault(number, code, detail) for code, detail in found)
    if not draft.sentences:
        faults.append(Fault(0, "empty", "the report has no sentence"))
    return tuple(faults)


Found = Iterator[tuple[str, str]]


def _check(
    sentence: Sentence,
    draft: Draft,
    evidence: Mapping[str, Evidence],
    counted: Mapping[Sentence, str],
    lists: Sequence[Path],
) -> Found:
    if not sentence.text.strip():
        yield "empty", "the sentence has no words"
    elif sentence.basis is Basis.COUNTED:
        yield from _check_counted(sentence, counted)
    elif sentence.basis is Basis.TOLD:
        there = [evidence[id] for id in sentence.statements if id in evidence]
        for id in sentence.statements:
            if id not in evidence:
                yield "evidence", f"{id} is not in the archive any more"
        if not sentence.statements:
            yield "evidence", "it rests on no claim; name one, or mark it as your judgement"
        if there:
            yield from _check_once(sentence.text, draft, there, lists)


def _check_once(
    text: str, draft: Draft, evidence: Sequence[Evidence], lists: Sequence[Path]
) -> Sequence[tuple[str, str]]:
    """What ``check_sentence`` finds, remembered: an editor asks for all sentences at each step."""
    asked = [text, draft.lang, draft.day, [str(one) for one in lists], *map(_key, evidence)]
    return _CHECKS.recall(
        bytes_hash(to_json(asked)), lambda: tuple(check_sentence(text, draft, evidence, lists))
    )


def _key(one: Evidence) -> list[Any]:
    """All of a passage that a check looks at: its words, what is read in it, what it says."""
    inside = within(one.analysis, one.passage.span)
    found = [inside.actors, inside.places, inside.times]
    return [to_plain(one.passage), to_plain(found), to_plain(one.statement)]


class _Checks:
    """The outcomes of the last checks, by what was asked; threads may share it."""

    def __init__(self, most: int) -> None:
        self._most, self._known, self._lock = most, OrderedDict[str, Outcome](), Lock()

    def recall(self, key: str, check: Callable[[], Outcome]) -> Outcome:
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        made = check()
        with self._lock:
            self._known[key] = made
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return made


Outcome: TypeAlias = tuple[tuple[str, str], ...]
_CHECKS = _Checks(4_000)  # sentences: a hundred reports, some hundred bytes each


def _check_counted(sentence: Sentence, counted: Mapping[Sentence, str]) -> Found:
    told = counted.get(sentence)
    if told is None:
        told_of = "changed since" if sentence.since else "in the archive any more"
        yield "evidence", f"{sentence.proposition} is not {told_of}"
    elif told != sentence.text:
        yield "counted", f"the archive says now: {told}"


def check_sentence(
    text: str, draft: Draft, evidence: Sequence[Evidence], lists: Sequence[Path] = ()
) -> Found:
    """What a sentence says and these passages do not hold."""
    held = hold(evidence)
    whole = analyse(
        Document(id="sentence", text=text, lang=draft.lang, published=draft.day), actors=lists
    )
    yield from _quotations(text, held)
    names = _written(text, held.called)
    read = _without(whole, [*names, *(span for span, _ in quotations(text))])
    yield from _actors(read, text, held)
    yield from _places(read, held)
    yield from _numbers(read, held)
    yield from _days(read, text, held)
    yield from _polarity(whole, held, load_lists(*lists))


def _quotations(text: str, held: Held) -> Found:
    for _, quoted in quotations(text):
        if not _stands(quoted, held):
            yield "quotation", f"no passage has these words: «{quoted}»"


def _written(text: str, names: Iterable[str]) -> list[Span]:
    """Where names stand in a text just as the passages have them, as whole words."""
    found: list[Span] = []
    for name in names:
        pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
        found += (Span(*hit.span()) for hit in re.finditer(pattern, text))
    return found


def _without(read: Analysis, quoted: Sequence[Span]) -> Analysis:
    """A reading without what stands in some places, which are compared by the letter."""

    def outside(found: Actor | Place | TimeExpression) -> bool:
        return not any(_has(place, found.span) for place in quoted)

    text = read.document.text
    for start, end in quoted:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return replace(
        read,
        document=replace(read.document, text=text),
        actors=tuple(filter(outside, read.actors)),
        places=tuple(filter(outside, read.places)),
        times=tuple(filter(outside, read.times)),
        attributions=tuple(one for one in read.attributions if not _is_known(one, text, quoted)),
    )


def _is_known(one: Attribution, left: str, places: Sequence[Span]) -> bool:
    """Whether a source is written as the passages have it, or behind words of a template.

    ``left`` is the text in which such places are blank.
    """
    if one.source is None or any(_has(place, one.source.head) for place in places):
        return True
    named = any(_has(one.source.span, place) for place in places)
    return named and set(left[one.source.span.start : one.source.span.end].split()) <= framing()


def _has(place: Span, span: Span) -> bool:
    return place.start <= span.start and span.end <= place.end


def _actors(read: Analysis, text: str, held: Held) -> Found:
    for actor in read.actors:
        if not _is_held(actor, text, held):
            yield "actor", f"no passage names {actor.name or _cut(text, actor.span)}"
    for one in read.attributions:
        source = one.source
        if source is None or source.entity in held.entities or _is_unnamed(source, held):
            continue
        spoken = {source.name or "", source.label or "", _cut(text, source.span)}
        if not any(_named(name, held) for name in spoken if name):
            yield "actor", f"in no passage speaks {_cut(text, source.span)}"


def _is_unnamed(source: Mention, held: Held) -> bool:
    """An unnamed source in general, where one speaks; what it is *of* is an actor by itself."""
    unnamed = any(
        one.source.kind is Kind.ANONYMOUS or not one.source.name for one in held.statements
    )
    return source.kind is Kind.ANONYMOUS and unnamed


def _is_held(actor: Actor, text: str, held: Held) -> bool:
    if actor.entity is None:
        meant = {*actor.candidates} & held.entities
        return bool(meant) or _named(_cut(text, actor.span), held)
    if actor.entity in held.entities or _named(_cut(text, actor.span), held):
        return True
    return actor.entity == actor.country and actor.country in held.countries  # a state, of its body


def _places(read: Analysis, held: Held) -> Found:
    text = read.document.text
    for place in read.places:
        if not _has_place(place, text, held):
            yield "place", f"no passage names {place.name}"


def _has_place(place: Place, text: str, held: Held) -> bool:
    if place.entity in held.entities or _named(_cut(text, place.span), held):
        return True
    return place.level == "country" and place.country in held.countries


def _numbers(read: Analysis, held: Held) -> Found:
    whole = Span(0, len(read.document.text))
    dated = {digits for time in read.times for digits in digits_of(time.value or "")}
    for number in dict.fromkeys(numbers_in(read, whole)):
        if number not in held.numbers and number not in dated:
            yield "number", f"no passage has the number {number}"


def _days(read: Analysis, text: str, held: Held) -> Found:
    for time in read.times:
        value, words = time.value, _cut(text, time.span)
        known = (
            any(day.startswith(value) or value.startswith(day) for day in held.days)
            if value
            else True
        )
        if not known and not _stands(words, held):
            yield "day", f"no passage has {words} ({value})"


def _polarity(read: Analysis, held: Held, lists: Lists) -> Found:
    """What is denied here has to be denied there, and the other way round.

    A quotation that holds a passage with its verb says what the passage says; then what counts is
    that nothing outside of it denies. One that holds all words of a statement holds their *not* as
    well, in whatever language; then what counts is whether its source denies these words, and what
    stands outside of the quotation.
    """
    text = read.document.text
    quoted = list(quotations(text))
    outside = [one for one in read.attributions if not _in_quotation(one, quoted)]
    denies = any(one.stance is Stance.DENY for one in outside)
    negative = [one.negative for one in held.statements]
    if any(passage in fold_form(words) for _, words in quoted for passage in held.passages):
        if denies and not any(negative):
            yield "polarity", "it denies what its passages do not deny"
        return
    here = [one for one in read_statements(read, lists) if one.terms]
    if all(_is_quoted(words, quoted) for words, _ in held.contents):
        denied = [by for _, by in held.contents]
        here = [one for one in here if not _touches(one, quoted)]
    else:
        denied = negative
        denies = denies or any(one.stance is Stance.DENY for one in read.attributions)
    if denies and not any(denied):
        yield "polarity", "it denies what its passages do not deny"
    elif all(denied) and not denies and not any(one.negative for one in here):
        yield "polarity", "it does not deny what its passages deny"
    yield from _turned(here, held)


def _turned(here: Sequence[Statement], held: Held) -> Found:
    """Clauses that affirm what the passages deny, or deny what they affirm."""
    for told in here:
        like = [(_share(told, one), one) for one in held.statements]
        best = max((share for share, _ in like), default=0.0)
        if best >= _SAID:
            meant = [one for share, one in like if share >= best * _NEARLY]
            if all(one.negative != told.negative for one in meant):
                says = "denied" if told.negative else "affirmed"
                yield "polarity", f"it is {says} here, and not in its passages: {told.text}"


def _is_quoted(folded: str, quoted: Sequence[tuple[Span, str]]) -> bool:
    """Whether the words of a statement stand in a quotation, all of them."""
    return bool(folded) and any(folded in fold_form(words) for _, words in quoted)


def _touches(one: Statement, quoted: Sequence[tuple[Span, str]]) -> bool:
    """Whether a clause is a part of a quotation, or has one in it."""
    return any(
        part.start < place.end and place.start < part.end
        for part in one.content
        for place, _ in quoted
    )


def _in_quotation(one: Attribution, quoted: Sequence[tuple[Span, str]]) -> bool:
    return bool(one.cue) and any(_has(place, one.cue[0]) for place, _ in quoted)


def _share(told: Statement, one: Statement) -> float:
    """How much of what a clause tells a passage has as well, by weight."""
    whole = sum(told.terms.values())
    both = sum(
        min(weight, one.terms[term]) for term, weight in told.terms.items() if term in one.terms
    )
    return both / whole if whole else 0.0


def _named(words: str, held: Held) -> bool:
    """Whether a name stands in the passages, or among what they call somebody."""
    return fold_form(words) in held.names or _stands(words, held)


def _stands(words: str, held: Held) -> bool:
    folded = fold_form(words)
    return bool(folded) and f" {folded} " in f" {held.text} "


def _cut(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())
