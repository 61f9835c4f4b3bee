"""One claim in its surroundings: the paragraphs that it stands in, with its words marked.

Each word is an element of its own that says where it stands in the text, so that a page can have
people choose words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from marsad.model import Analysis, Attribution, Span
from marsad.publishing.highlight import Mark, Point, highlight, lines_of
from marsad.publishing.parts import Part, Parts, find_parts

_WORD = re.compile(r"\S+")
_LONGEST = 3_000  # letters shown before and behind a claim: a paragraph may be a novel
_MOST_WORDS = 3_000


class Passage(NamedTuple):
    """The markup of the paragraphs ``start`` to ``end`` of the text; all in it is escaped."""

    markup: str
    start: int
    end: int
    before: bool
    after: bool


def claim_passage(analysis: Analysis, found: Attribution) -> Passage:
    """The paragraphs of a claim and those beside them, its source, cue and content marked."""
    text = analysis.document.text
    spans = [*found.cue, *found.content]
    if found.source is not None:
        spans.append(found.source.span)
    spans += [voice.span for voice in found.via]
    start, end = _around(text, spans)
    parts = _within(find_parts(analysis.document), start, end)
    here = text[start:end]
    marks = [*_words(here, start), *_marks(found, start, end)]
    points = list(_edges(found, start, end))
    markup = "".join(highlight(here, marks, points, parts))
    return Passage(markup, start, end, bool(text[:start].strip()), bool(text[end:].strip()))


def _around(text: str, spans: Sequence[Span]) -> tuple[int, int]:
    """The paragraphs of some words, with one before and one behind."""
    first, last = min(one.start for one in spans), max(one.end for one in spans)
    least, most = max(0, first - _LONGEST), min(len(text), last + _LONGEST)
    there = [(least + start, least + end) for start, end in lines_of(text[least:most])]
    touched = [at for at, (start, end) in enumerate(there) if start < last and first < end]
    start = there[max(0, touched[0] - 1)][0]
    end = there[min(len(there) - 1, touched[-1] + 1)][1]
    return start, end


def _within(parts: Parts, start: int, end: int) -> Parts:
    """The parts of a stretch, counted from its beginning."""
    whole = Part(0, end - start, *parts.whole[2:])
    cut = (
        Part(max(one.start, start) - start, min(one.end, end) - start, *one[2:])
        for one in parts
        if one.start < end and start < one.end
    )
    return Parts(whole, *cut)


def _words(here: str, start: int) -> Iterator[Mark]:
    for number, hit in enumerate(_WORD.finditer(here)):
        if number == _MOST_WORDS:
            return
        opening = f'<span class="w" data-at="{start + hit.start()}-{start + hit.end()}">'
        yield Mark(5, *hit.span(), opening)


def _marks(found: Attribution, start: int, end: int) -> Iterator[Mark]:
    stance = found.stance.value
    layers = [(1, f'<span class="content {stance}">', found.content)]
    layers.append((2, f'<span class="cue {stance}">', found.cue))
    layers.append((2, '<span class="via">', tuple(one.span for one in found.via)))
    if found.source is not None:
        layers.append((2, '<span class="source">', (found.source.span,)))
    for rank, opening, spans in layers:
        for one in spans:
            if start <= one.start < one.end <= end:
                yield Mark(rank, one.start - start, one.end - start, opening)


def _edges(found: Attribution, start: int, end: int) -> Iterator[Point]:
    for at, side in ((found.content[0].start, "begin"), (found.content[-1].end, "end")):
        if start <= at <= end:
            yield Point(at - start, f'<i class="edge {side}">\u2060</i>')
