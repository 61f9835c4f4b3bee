"""Fixed words before a clause that they report: *the report said that*, *it is expected that*."""

from __future__ import annotations

from marsad.grammar.drafts import Draft, Range
from marsad.grammar.endings import find_end
from marsad.grammar.fixed import Fixed
from marsad.grammar.openings import Opening, find_opening
from marsad.grammar.phrases import Phrase, read_phrase
from marsad.grammar.subjects import nearest_document
from marsad.grammar.tagged import Tagged
from marsad.packs.lexicon import PAST_AUXILIARY, PRONOMINAL

_SCORE = 0.85
_NEAR = 3  # tokens between impersonal words and the clause that they report


def find_openers(tagged: Tagged, first: int, last: int) -> list[Draft]:
    """All relations that such words open in tokens ``first`` to ``last``."""
    found: list[Draft] = []
    for number, sentence in enumerate(tagged.page.sentences):
        begin, end = max(sentence.start, first), min(sentence.end, last)
        while end > begin and tagged.page.words[end - 1] in tagged.pack.writing.enders:
            end -= 1
        for at in (at for at in tagged.openers if begin <= at < end):
            draft = _read(tagged, tagged.openers[at], begin, end)
            if draft is not None:
                draft.sentence = number
                found.append(draft)
    return found


def _read(tagged: Tagged, opener: Fixed, begin: int, end: int) -> Draft | None:
    source: Phrase | None = None
    then = opener.then
    if opener.cue.takes:
        source = read_phrase(tagged, then, end)
        then = source.end if source is not None else then
    opening = find_opening(tagged, opener.cue, then, end)
    if opening is None or (opening.shape == "noun" and opening.at > then):
        return None
    if not opener.cue.takes:
        if opening.at > then + _NEAR:
            return None
        source = (
            nearest_document(tagged, opener.at, begin) if _points_back(tagged, opener) else None
        )
    return _draft(tagged, opener, opening, source, end)


def _points_back(tagged: Tagged, opener: Fixed) -> bool:
    """Whether the words hold a pronoun that stands for a document before them."""
    return bool(tagged.entries[opener.then - 1].mask & PRONOMINAL)


def _draft(
    tagged: Tagged, opener: Fixed, opening: Opening, source: Phrase | None, limit: int
) -> Draft:
    end = find_end(tagged, opening, limit)
    cue: list[Range] = [*opener.ranges, *opening.cue]
    before = opener.at - 1
    if before >= 0 and tagged.entries[before].mask & PAST_AUXILIARY:
        cue.insert(0, (tagged.lead_end(before), tagged.page.ends[before]))
    return Draft(
        cue_at=opener.at,
        cue=cue,
        source=source,
        content=[(opening.start, tagged.page.ends[end - 1])],
        opens=opening.at,
        ends=end,
        stance=opener.cue.stance,
        rule=f"{opener.cue.id}:opener:{opening.shape}",
        score=_SCORE,
        sentence=0,
        impersonal=source is None,
    )
