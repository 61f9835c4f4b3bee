"""Speakers that the words leave out, and relations found twice."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from marsad.grammar.drafts import Draft
from marsad.grammar.phrases import Phrase
from marsad.grammar.subjects import main_subject
from marsad.grammar.tagged import Tagged
from marsad.model import Kind, Stance
from marsad.packs.lexicon import PREPOSITION

# Voices inside voices that are followed. Beyond this the nesting is noise, and the chains of a
# hostile text would grow with the square of its length.
DEEPEST = 10
_BEFORE = 40  # relations before one in which the one that holds it stands
_BEHIND = 12  # relations behind one in which the one that holds it may have its cue (*…, he said*)
_FAR = 60  # relations that are looked back over for a speaker left out
_PLURAL = frozenset({Kind.GROUP, Kind.ANONYMOUS})


def settle(tagged: Tagged, drafts: Iterable[Draft]) -> list[Draft]:
    """Each relation once, with its speaker where the text around it tells who that is."""
    ordered = _once(sorted(drafts, key=lambda d: (d.cue_at, d.opens)))
    ordered = _relayed(_without_heads(tagged, ordered))
    if any(draft.loose for draft in ordered):
        held = zip(ordered, enclosing(ordered), strict=True)
        ordered = [draft for draft, holder in held if holder < 0 or not draft.loose]
    holders = enclosing(ordered)
    for place, draft in enumerate(ordered):
        if draft.dropped and draft.source is None:
            speaker = _speaker(tagged, ordered, holders, place)
            draft.source = _nearest(tagged, draft, speaker) if speaker is not None else None
    return ordered


def _nearest(tagged: Tagged, draft: Draft, speaker: Phrase) -> Phrase:
    """The speaker's last mention by name in the sentence, before the cue."""
    page = tagged.page
    last = page.keys[speaker.end - 1]
    if (not speaker.named and speaker.known) or len(last) < 3:
        return speaker
    begin = max(page.sentences[draft.sentence].start, speaker.end)
    for at in range(draft.cue_at - 1, begin - 1, -1):
        if page.keys[at] == last or tagged.entries[at].rest == last or page.keys[at][1:] == last:
            start, stop = tagged.inner_start(at), page.ends[at]
            return speaker._replace(first=at, end=at + 1, head=at, start=start, stop=stop)
    return speaker


def shallow(drafts: list[Draft]) -> tuple[list[Draft], list[Draft]]:
    """The drafts nested at most ``DEEPEST`` deep, and those nested deeper."""
    holders = enclosing(drafts)
    kept: list[Draft] = []
    deep: list[Draft] = []
    for place, draft in enumerate(drafts):
        depth, holder = 0, holders[place]
        while holder >= 0 and depth <= DEEPEST:
            depth, holder = depth + 1, holders[holder]
        (deep if depth > DEEPEST else kept).append(draft)
    return kept, deep


def enclosing(ordered: list[Draft]) -> list[int]:
    """For each draft the place of the smallest one whose content holds it, or -1."""
    found = []
    reaches = [(draft.opens, draft.ends) for draft in ordered]
    for place, (draft, reach) in enumerate(zip(ordered, reaches, strict=True)):
        opens, end = reach
        best, size = -1, 1 << 60
        before = range(place - 1, max(-1, place - _BEFORE), -1)
        behind = range(place + 1, min(place + _BEHIND, len(ordered)))
        for at, others in ((draft.cue_at, before), (min(opens, draft.cue_at), behind)):
            for other in others:
                begin, stop = holder = reaches[other]
                if begin <= at < stop and end <= stop and stop - begin < size and holder != reach:
                    best, size = other, stop - begin
        found.append(best)
    return found


def _once(ordered: list[Draft]) -> list[Draft]:
    """Two cues that open the same content are one relation."""
    by_opening: dict[int, Draft] = {}
    for draft in ordered:
        opening = draft.content[0][0]
        other = by_opening.setdefault(opening, draft)
        if other is not draft:
            winner = _better(other, draft)
            _hand_over(winner, draft if winner is other else other)
            by_opening[opening] = winner
    return sorted(by_opening.values(), key=lambda d: (d.cue_at, d.opens))


def _without_heads(tagged: Tagged, ordered: list[Draft]) -> list[Draft]:
    """Without nouns that head the content of a verb (*expressed confidence in …*): one saying."""
    heads = {_head(tagged, draft) for draft in ordered if not draft.nominal}
    return [d for d in ordered if not (d.nominal and d.cue_at in heads)]


def _relayed(ordered: list[Draft]) -> list[Draft]:
    """*the agency reported that the minister said that*: one relation, which the agency carries.

    What somebody intends is the agency's own word.
    """
    dropped: set[int] = set()
    for outer, inner in pairwise(ordered):
        if outer.source is None or inner.source is None or outer.source.kind is not Kind.OUTLET:
            continue
        if inner.stance is Stance.INTEND:
            continue
        at_once = outer.opens + 1 == inner.source.first and inner.source.end >= inner.cue_at - 1
        if at_once and inner.ends == outer.ends and inner.source.kind is not Kind.OUTLET:
            inner.via = [*outer.via, outer.source, *inner.via]
            inner.cue = sorted([*outer.cue, *inner.cue])
            dropped.add(id(outer))
    return [draft for draft in ordered if id(draft) not in dropped]


def _head(tagged: Tagged, draft: Draft) -> int:
    """The first word of a content that is neither a mark nor a preposition."""
    at = draft.opens
    while at + 1 < draft.ends and (
        not tagged.page.words[at][0].isalnum() or tagged.entries[at].mask & PREPOSITION
    ):
        at += 1
    return at


def _better(first: Draft, second: Draft) -> Draft:
    """The one whose source holds the other's cue; else the one with a source; else the later."""
    if first.source is not None and first.source.first <= second.cue_at < first.source.end:
        return first
    aside = second.described or second.attributive
    if first.source is not None and (second.source is None or aside):
        return first
    if second.score + 0.1 < first.score:
        return first
    return second


def _hand_over(winner: Draft, loser: Draft) -> None:
    """What the dropped reading knew: a carrier before the origin, or who published the words."""
    source, other = winner.source, loser.source
    if source is not None and other is not None and loser.cue_at > winner.cue_at:
        if not source.first <= loser.cue_at < source.end and "past" in loser.rule:
            winner.via = winner.via or [other]
            winner.cue = sorted([*winner.cue, *loser.cue[:1]])
        return
    if not winner.via and loser.via and winner.source is not None:
        winner.via = [v for v in loser.via if not v.first <= winner.source.first < v.end]


def _speaker(tagged: Tagged, ordered: list[Draft], holders: list[int], place: int) -> Phrase | None:
    draft, holder = ordered[place], holders[place]
    held = ordered[holder].source if holder >= 0 else None
    if draft.person == 1 or (draft.relative and holder >= 0):
        return held
    if draft.person == 2 or draft.impersonal:
        return None
    return (
        _of_sentence(tagged, ordered, holders, place)
        or _before(tagged, ordered, holders, place, _bound(tagged, draft))
        or held
    )


def _bound(tagged: Tagged, draft: Draft) -> bool:
    """Whether the speaker must stand in the same sentence: behind its verb a participle's must."""
    begin = tagged.page.sentences[draft.sentence].start
    return draft.adverbial and draft.cue_at > begin + 1


def _of_sentence(
    tagged: Tagged, ordered: list[Draft], holders: list[int], place: int
) -> Phrase | None:
    """The speaker of the same sentence, or the subject of its main verb."""
    draft = ordered[place]
    begin = tagged.page.sentences[draft.sentence].start
    if not draft.adverbial and draft.cue_at <= begin + 2:
        return None
    found = _before(tagged, ordered, holders, place, True)
    if found is not None or holders[place] >= 0:
        return found
    subject = main_subject(tagged, begin, draft.cue_at)
    if subject is None or not (draft.adverbial or _fits(draft, subject)):
        return None
    return subject


def _fits(draft: Draft, subject: Phrase) -> bool:
    """Whether a main subject that spoke nowhere yet can be the speaker left out."""
    speaks = subject.known or subject.named
    return speaks and subject.kind is not Kind.UNKNOWN and _allows(draft, subject)


def _before(
    tagged: Tagged, ordered: list[Draft], holders: list[int], place: int, same: bool
) -> Phrase | None:
    """The nearest speaker before, at the same level, whom the cue's form allows."""
    draft = ordered[place]
    for other in range(place - 1, max(-1, place - _FAR), -1):
        earlier = ordered[other]
        if earlier.source is None or other == holders[place]:
            continue
        if holders[other] != holders[place]:
            continue
        if same and earlier.sentence != draft.sentence:
            break
        if _several(tagged, draft, earlier.source):
            continue
        if _allows(draft, earlier.source) or (same and not draft.gender):
            return earlier.source
    return None


def _several(tagged: Tagged, draft: Draft, source: Phrase) -> bool:
    """Whether several persons are looked at for a verb of one (*politicians … he went on*)."""
    if draft.number != "s" or draft.adverbial or draft.gender != "m":
        return False
    plural = tagged.page.words[source.head].endswith(tagged.pack.endings.plural)
    return plural and not source.named


def _allows(draft: Draft, source: Phrase) -> bool:
    if draft.number in ("p", "d") and draft.gender == "m" and source.kind not in _PLURAL:
        return draft.number == "d"
    return not draft.gender or not source.gender or draft.gender == source.gender
