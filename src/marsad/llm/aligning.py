"""What a model has told, placed in the text: whole or not at all.

A passage that stands in the text several times is placed by its company: the cue beside the
content, the speaker beside the cue, and relations in the order in which they were told. A relation
one of whose passages does not stand in the text is refused and counted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from marsad.llm.answers import Said
from marsad.llm.passages import Passages
from marsad.model import Note, Relation, Span

# Letters between the parts of one relation. A cue stands in the sentence of its content, or in the
# one beside it; a speaker whom the cue leaves out, some sentences before.
_BESIDE, _AROUND = 600, 3_000
_TRIED = 20  # places of a content that are weighed; further ones are lists
_WEIGHED = 3  # places on each side of an end of a content
_REFUSED = "the model told of words that do not stand in the text so; they were left out"
_SHOWN = 80  # letters of a text that are shown beside a note on all of it

Parts = tuple[Span, ...]


class Placed(NamedTuple):
    """The relations of a document, how many passages were located, and how many relations were
    refused, by the part that was not found."""

    relations: tuple[Relation, ...]
    located: int
    refused: Counter[str]
    notes: tuple[Note, ...]


class _Candidate(NamedTuple):
    """One way of placing a relation: what it costs in letters between its parts."""

    cost: int
    content: Parts
    cue: Parts
    source: Span | None
    via: Parts


class _Missing(Exception):
    """A part of a relation does not stand in the text; its text is the name of the part."""


def place(text: str, said: Sequence[Said], *, offset: int = 0) -> Placed:
    """Find all that was told in a text that begins at ``offset`` of its document."""
    passages = Passages(text)
    placed: dict[int, Relation] = {}
    taken: set[tuple[Parts, Parts]] = set()
    refused: Counter[str] = Counter()
    before = located = 0
    for number, one in enumerate(said):
        try:
            found = _candidates(passages, one)
            held = placed.get(one.parent) if one.parent is not None else None
            chosen = _choose(found, taken, held, before)
        except _Missing as missing:
            refused[str(missing)] += 1
            continue
        if chosen is None:  # the same relation told twice
            continue
        taken.add((chosen.content, chosen.cue))
        before = chosen.content[0].start
        placed[number] = Relation(chosen.source, chosen.via, chosen.cue, chosen.content, one.stance)
        located += len(chosen.content) + len(chosen.cue) + len(chosen.via)
        located += chosen.source is not None
    beginning = Span(offset, offset + _first_line(text))
    notes = (Note(span=beginning, code="model.refused", message=_REFUSED),) if refused else ()
    relations = tuple(_moved(one, offset) for one in placed.values())
    return Placed(relations, located, refused, notes)


def _first_line(text: str) -> int:
    """Where the first line of a text ends, which stands for it in a note."""
    filled = len(text) - len(text.lstrip())
    end = text.find("\n", filled)
    return min(end if end >= 0 else len(text), filled + _SHOWN)


def _candidates(passages: Passages, said: Said) -> list[_Candidate]:
    """All ways in which the parts of a relation can stand together. Raises ``_Missing``."""
    contents = passages.find_parts(said.content) if said.content else []
    if not contents:
        raise _Missing("content")
    cues = passages.find_parts(said.cue) if said.cue else []
    sources = passages.find(said.source) if said.source else []
    carriers = [passages.find(one) for one in said.via]
    for name, told, there in (
        ("cue", said.cue, cues),
        ("source", said.source, sources),
        ("via", said.via, all(carriers)),
    ):
        if told and not there:
            raise _Missing(name)
    found = []
    for content in contents[:_TRIED]:
        cue, far = _nearest(cues, content, outside=content)
        anchor = cue or content
        source, beside = _nearest([(one,) for one in sources], anchor, outside=content)
        voices = [
            _nearest([(one,) for one in there], anchor, outside=content) for there in carriers
        ]
        if far > _BESIDE or max((beside, *(gap for _, gap in voices))) > _AROUND:
            continue
        via = tuple(parts[0] for parts, _ in voices)
        found.append(_Candidate(far + beside, content, cue, source[0] if source else None, via))
    if not found:
        raise _Missing("place")
    return found


def _nearest(places: Sequence[Parts], to: Parts, *, outside: Parts) -> tuple[Parts, int]:
    """The place nearest to others, outside a content where there is one, and how far it is.

    The few places around both ends of the content are weighed: the nearest one is among them.
    """
    near: set[Parts] = set()
    orders = [(places, _start)]
    if places and len(places[0]) > 1:
        orders.append((sorted(places, key=_end), _end))
    for ordered, key in orders:
        for at in {to[0].start, outside[0].start, outside[-1].end}:
            here = bisect_left(ordered, at + (key is _end), key=key)
            near.update(ordered[max(0, here - _WEIGHED) : here + _WEIGHED])
    if not near:
        return (), 0
    # What stands beside the content counts more than what stands beside another part.
    best = min(
        near, key=lambda one: (_inside(one[0], outside), 2 * _gap(one, to) + _width(one), one)
    )
    return best, _gap(best, to)


def _width(parts: Parts) -> int:
    """Letters between the parts of one passage."""
    return sum(b.start - a.end for a, b in pairwise(parts))


def _start(parts: Parts) -> int:
    return parts[0].start


def _end(parts: Parts) -> int:
    return parts[-1].end


def _inside(one: Span, parts: Parts) -> bool:
    return any(part.start <= one.start and one.end <= part.end for part in parts)


def _gap(one: Parts, other: Parts) -> int:
    """Letters between two groups of spans; 0 where they touch or overlap."""
    return min(max(0, b.start - a.end, a.start - b.end) for a in one for b in other)


def _choose(
    found: Sequence[_Candidate], taken: set[tuple[Parts, Parts]], held: Relation | None, before: int
) -> _Candidate | None:
    """The way that lies in what holds the relation, is nearest together, and comes next."""
    free = [one for one in found if (one.content, one.cue) not in taken]

    def rank(one: _Candidate) -> tuple[bool, int, bool, int]:
        outside = held is not None and not all(_inside(part, held.content) for part in one.content)
        start = one.content[0].start
        return outside, one.cost, start < before, start

    return min(free, key=rank, default=None)


def _moved(one: Relation, offset: int) -> Relation:
    if not offset:
        return one

    def moved(spans: Parts) -> Parts:
        return tuple(Span(start + offset, end + offset) for start, end in spans)

    source = moved((one.source,))[0] if one.source else None
    return Relation(source, moved(one.via), moved(one.cue), moved(one.content), one.stance)
