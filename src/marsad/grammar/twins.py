"""Words that are a verb of speech and a noun in the same letters."""

from __future__ import annotations

from marsad.grammar.drafts import CueHit, Draft
from marsad.grammar.tagged import Tagged
from marsad.packs.lexicon import (
    AUXILIARY,
    CLAUSE,
    COMPLEMENTIZER,
    HOMOGRAPH,
    PARTICLE,
    RELATIVE,
    WHEN,
)

_OPENING = AUXILIARY | CLAUSE | COMPLEMENTIZER | PARTICLE | RELATIVE | WHEN


def is_noun(tagged: Tagged, hit: CueHit, draft: Draft) -> bool:
    """Whether a word that is a verb and a noun is the noun (*a grave matter that …*).

    The verb opens its clause, or somebody who is known stands before or behind it.
    """
    entry, source = tagged.entries[hit.at], draft.source
    if not entry.mask & HOMOGRAPH or entry.lead:
        return False
    before = hit.at - 1
    opens = before < hit.first or not tagged.page.words[before][0].isalnum()
    if opens or tagged.entries[before].mask & _OPENING:
        return False
    if source is None or source.known:
        return source is None
    return not source.named if source.first < hit.at else not source.definite
