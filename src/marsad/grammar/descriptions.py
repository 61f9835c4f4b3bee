"""What somebody is called: the content of verbs that describe their object."""

from __future__ import annotations

from marsad.grammar.drafts import CueHit
from marsad.grammar.openings import Opening, find_opening
from marsad.grammar.tagged import Tagged
from marsad.packs.lexicon import COMPLEMENTIZER, PREPOSITION


def find_description(tagged: Tagged, hit: CueHit, at: int) -> Opening | None:
    """*considered it a war*: behind a verb with its object the description is the content."""
    cue, limit = hit.form.cue, hit.limit
    if not cue.predicate or at >= limit:
        return None
    said = _described_as(tagged, hit, at)
    if said is not None or not hit.form.suffix:
        return said or _described_object(tagged, hit, at)
    opening = find_opening(tagged, cue, at, min(limit, at + 3))
    if opening is not None:
        return opening
    if not tagged.page.words[at][0].isalnum() or tagged.entries[at].mask & PREPOSITION:
        return None
    return Opening(at, tagged.inner_start(at), "noun", ())


def _described_as(tagged: Tagged, hit: CueHit, at: int) -> Opening | None:
    """*called the charges of using arms false*: the clause of description, past the object."""
    for j in range(at, hit.limit):
        entry = tagged.entries[j]
        if entry.mask & COMPLEMENTIZER and not entry.lead:
            return Opening(j, tagged.page.starts[j], "clause", ())
        if (entry.cues and tagged.finite(j)) or j in tagged.close_of:
            return None
    return None


def _described_object(tagged: Tagged, hit: CueHit, at: int) -> Opening | None:
    """*called the operation self-defence*: behind a definite object, an indefinite description."""
    if find_opening(tagged, hit.form.cue, at, min(hit.limit, at + 8)) is not None:
        return None
    ends = tagged.pack.endings
    ending = ends.accusative + ends.feminine
    for j in range(at + 1, min(at + 5, hit.limit)):
        entry, word = tagged.entries[j], tagged.page.words[j]
        described = word.endswith(ending) and tagged.definite(j - 1) and not tagged.definite(j)
        if described and not (entry.mask & PREPOSITION or entry.lead or j in tagged.times):
            return Opening(j, tagged.page.starts[j], "noun", ())
    return None
