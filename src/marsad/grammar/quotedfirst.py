"""Quotations that stand before the verb of whoever said them: *"The dam is safe", said X*."""

from __future__ import annotations

from marsad.grammar.drafts import CueHit
from marsad.grammar.tagged import COMMAS, Tagged
from marsad.packs.lexicon import (
    ADDRESSEE,
    CLAUSE,
    PARENTHETICAL,
    PREPOSITION,
    RELATIVE,
    THUS,
    WHEN,
)

_SPEECH = 4  # tokens; a longer quotation is no term
_DASHES = frozenset("-–—")
_CIRCUMSTANCE = PREPOSITION | PARENTHETICAL | CLAUSE | WHEN | ADDRESSEE | RELATIVE


def quotation_before(tagged: Tagged, hit: CueHit) -> int:
    """Where the quotation opens that closes right before a verb, or -1."""
    words, close = tagged.page.words, hit.at - 1
    if close > hit.first and tagged.entries[close].mask & THUS:
        close -= 1
    if close > hit.first and (words[close] in COMMAS or words[close] in _DASHES):
        close -= 1
    begin = tagged.inner[close - 1] if close > hit.first else -1
    return begin if begin >= hit.first and tagged.close_of[begin] == close else -1


def said_all(tagged: Tagged, at: int, hit: CueHit, begin: int) -> bool:
    """Whether nothing that is said follows the speaker of the quotation that opens at ``begin``: a
    mark, or when, where and how it was said."""
    if at >= hit.limit or not tagged.page.words[at][0].isalnum() or at in tagged.times:
        return True
    entry = tagged.entries[at]
    circumstance = entry.mask & _CIRCUMSTANCE or entry.glue or tagged.joined_verb(at)
    return bool(circumstance) and _is_speech(tagged, hit, begin)


def _is_speech(tagged: Tagged, hit: CueHit, begin: int) -> bool:
    """Whether a quotation is no term: it is long, or opens the sentence and a comma closes it."""
    if _leans_on(tagged, begin):
        return False
    long = tagged.close_of[begin] - begin > _SPEECH
    return long or (begin == hit.first and tagged.page.words[hit.at - 1] in COMMAS)


def _leans_on(tagged: Tagged, begin: int) -> bool:
    """Whether a quotation is a part of the clause before it (*he spoke of "a plot" …*)."""
    before = begin - 1
    first = tagged.page.sentences[tagged.page.sentence_at(begin)].start
    return before >= first and tagged.page.words[before][0].isalnum()
