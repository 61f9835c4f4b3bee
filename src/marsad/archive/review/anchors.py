"""Where a review stands in a reading that may be newer than it.

A claim is found again by its id; else by the same words at the same place; else by a content of
which at least half is the same, with the same cue or the same source. What the machine no longer
finds, and a person had accepted or corrected, stands on its own words, as long as they are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from marsad.archive.review.judgements import (
    Action,
    Anchor,
    ContentIs,
    Piece,
    Review,
    anchor_of,
    correction_of,
    piece,
    relocate,
)
from marsad.ids import content_id
from marsad.model import Analysis, Attribution, Mention, Span

_HALF = 0.5  # of the longer content: less is another statement


class Placed(NamedTuple):
    """Where what was said of a claim stands now.

    ``shift`` is by how many characters the text has moved since. ``restored``: the machine no
    longer finds it, and it was put back from the record.
    """

    attribution: Attribution
    shift: int = 0
    restored: bool = False


def anchor(text: str, finding: Attribution) -> Anchor:
    """What a review of a finding is said of."""
    return Anchor(
        finding=finding,
        source=None if finding.source is None else _piece(text, finding.source.span),
        cue=tuple(_piece(text, span) for span in finding.cue),
        content=tuple(_piece(text, span) for span in finding.content),
    )


def _piece(text: str, span: Span) -> Piece:
    return Piece(start=span.start, end=span.end, words=text[span.start : span.end])


def place_claims(analysis: Analysis, reviews: Sequence[Review]) -> dict[str, Placed | str]:
    """For each claim that was reviewed, where it stands; or why it does not, in words."""
    said: dict[str, list[Review]] = {}
    for review in reviews:
        if review.claim is not None:
            said.setdefault(review.claim, []).append(review)
    places = _Places(analysis)
    found: dict[str, Placed | str] = {}
    for claim in said:  # those that are there by their id come first: nobody takes their place
        by_id = places.by_id(claim, _anchor(said[claim]))
        if by_id is not None:
            found[claim] = by_id
    for claim, ones in said.items():
        if claim not in found:
            found[claim] = places.by_words(_anchor(ones), ones)
    return found


def _anchor(reviews: Iterable[Review]) -> Anchor | None:
    return next((one for one in map(anchor_of, reviews) if one is not None), None)


class _Places:
    """The findings of a reading, each for one reviewed claim."""

    def __init__(self, analysis: Analysis) -> None:
        self._text, self._document = analysis.document.text, analysis.document.id
        self._all = {one.id: one for one in analysis.attributions}
        self._claims = {one.id: one.attribution for one in analysis.claims}
        self._free = dict(self._all)

    def by_id(self, claim: str, said: Anchor | None) -> Placed | None:
        found = self._free.get(self._claims.get(claim, ""))
        if found is None or (said is not None and not self._same(found, said)):
            return None
        return self._take(found)

    def by_words(self, said: Anchor | None, reviews: Sequence[Review]) -> Placed | str:
        if said is None:
            return "the machine no longer finds this claim, and the record has no words of it"
        there = self._place(said)
        if there is None:
            return f"the text no longer holds the words «{_told(said)}»"
        cue, content, shift = there
        same = [one for one in self._free.values() if (one.cue, one.content) == (cue, content)]
        if same:
            return self._take(same[0], shift)
        likely = self._likeliest(said, [content, *self._contents(reviews, shift)])
        if likely is not None:
            return self._take(likely, shift)
        if any(_meet(one.cue, cue) for one in self._all.values()):
            return f"the machine now reads something else at «{_told(said)}»"
        if not _kept(reviews):
            return f"the machine no longer finds the claim «{_told(said)}»"
        return self._take(self._restore(said, cue, content, shift), shift, restored=True)

    def _take(self, found: Attribution, shift: int = 0, *, restored: bool = False) -> Placed:
        self._free.pop(found.id, None)
        return Placed(found, shift, restored)

    def _same(self, found: Attribution, said: Anchor) -> bool:
        """Whether a finding stands at the words that were reviewed: its id tells places only."""
        wanted = [one.words for one in (*said.cue, *said.content)]
        return [self._cut(span) for span in (*found.cue, *found.content)] == wanted

    def _place(self, said: Anchor) -> tuple[tuple[Span, ...], tuple[Span, ...], int] | None:
        wanted = (*said.cue, *said.content, *([] if said.source is None else [said.source]))
        spans = relocate(self._text, wanted)
        if not spans:
            return None
        cues = len(said.cue)
        shift = spans[0].start - wanted[0].start
        return spans[:cues], spans[cues : cues + len(said.content)], shift

    def _contents(self, reviews: Iterable[Review], shift: int) -> Iterable[tuple[Span, ...]]:
        """What people said the content is: a newer reading may have come to it by itself."""
        for review in reviews:
            if review.action == Action.CORRECT and review.field == "content":
                try:
                    said = correction_of(review)
                except ValueError:
                    continue
                if isinstance(said, ContentIs):
                    yield relocate(self._text, said.parts, shift) or ()

    def _likeliest(self, said: Anchor, contents: list[tuple[Span, ...]]) -> Attribution | None:
        alike = [
            (max(overlap(one.content, content) for content in contents), one)
            for one in self._free.values()
            if self._told_alike(one, said)
        ]
        share, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
        return best if share >= _HALF else None

    def _told_alike(self, found: Attribution, said: Anchor) -> bool:
        if [self._cut(span) for span in found.cue] == [one.words for one in said.cue]:
            return True
        if found.source is None or said.source is None:
            return found.source is None and said.source is None
        return self._cut(found.source.span) == said.source.words

    def _restore(
        self, said: Anchor, cue: tuple[Span, ...], content: tuple[Span, ...], shift: int
    ) -> Attribution:
        finding = said.finding
        voices = (finding.source, *finding.via)
        source, *via = (one and self._moved(one, shift) for one in voices)
        return replace(
            finding,
            id=content_id(self._document, cue, content),
            source=source,
            via=tuple(one for one in via if one is not None),
            cue=cue,
            content=content,
            parent=finding.parent if finding.parent in self._all else None,
        )

    def _moved(self, mention: Mention, shift: int) -> Mention | None:
        """A voice of the record in this text; ``None`` where it would stand outside."""

        def moved(span: Span) -> Span:
            return Span(span.start + shift, span.end + shift)

        span, head = moved(mention.span), moved(mention.head)
        if not 0 <= span.start <= head.start < head.end <= span.end <= len(self._text):
            return None
        return replace(mention, span=span, head=head, antecedent=None)

    def _cut(self, span: Span) -> str:
        return self._text[span.start : span.end]


def _kept(reviews: Sequence[Review]) -> bool:
    """Whether people hold on to a claim: the last verdict is not that it is wrong."""
    verdicts = [one.action for one in reviews if one.action != Action.COMMENT]
    return bool(verdicts) and verdicts[-1] != Action.REJECT


def overlap(one: Sequence[Span], other: Sequence[Span]) -> float:
    """The share of the longer of two contents that both have, 0..1."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    longer = max(sum(a.end - a.start for a in one), sum(b.end - b.start for b in other))
    return shared / longer if longer else 0.0


def _meet(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one for b in other)


def _told(said: Anchor) -> str:
    """The words of a claim, short enough for a list."""
    words = " ".join(" ".join(one.words for one in (*said.cue, *said.content)).split())
    return words if len(words) <= 80 else f"{words[:79]}…"


def find_place(text: str, wanted: Piece, shift: int) -> Span:
    """Where some words stand now.

    Raises:
        ValueError: nowhere.
    """
    spans = relocate(text, [wanted], shift)
    if not spans:
        raise ValueError(f"the text no longer holds the words «{wanted.words}»")
    start, end = spans[0]
    return piece(text, Span(start, end)).span
