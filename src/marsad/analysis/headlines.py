"""Headlines with a colon: *Lavrov: the army has left*."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from marsad.grammar.drafts import Draft
from marsad.grammar.phrases import Phrase, read_phrase
from marsad.grammar.tagged import Tagged
from marsad.model import Kind, Stance
from marsad.packs.lexicon import LABEL

_LONGEST = 9  # tokens before the colon; longer ones are sentences
_SCORE = 0.7
_VOICES = frozenset({Kind.PERSON, Kind.OFFICE, Kind.ANONYMOUS, Kind.OUTLET, Kind.DOCUMENT})


def find_headlines(tagged: Tagged, drafts: list[Draft], first: int, last: int) -> list[Draft]:
    """Relations of lines that end without a stop and name their voice before a colon.

    A place before a colon is a topic (*Yemen: civilians killed*), unless that name speaks
    elsewhere in the same report.
    """
    speakers = {key for draft in drafts if draft.source for key in _names(tagged, draft.source)}
    cued = sorted(draft.cue_at for draft in drafts)
    found = []
    for number, sentence in enumerate(tagged.page.sentences):
        begin, end = max(sentence.start, first), min(sentence.end, last)
        whole = number > 0 and sentence.ended and not _trails_off(tagged, end)
        if end - begin < 4 or whole:
            continue
        draft = _headline(tagged, begin, _until_denial(tagged, drafts, begin, end), speakers)
        if draft is not None and bisect_left(cued, begin) == bisect_left(cued, draft.cue_at):
            draft.sentence = number
            found.append(draft)
    return found


def _until_denial(tagged: Tagged, drafts: Sequence[Draft], begin: int, end: int) -> int:
    """Where a headline goes on with another's denial behind *and*: that is told by the outlet, as
    against what the voice before the colon says."""
    sources = (draft.source.first for draft in drafts if draft.source and _denies(draft))
    inside = (at for at in sources if begin < at < end and tagged.entries[at].lead)
    return min((at for at in inside if tagged.inner[at] < 0), default=end)


def _denies(draft: Draft) -> bool:
    return draft.stance is Stance.DENY and not draft.dropped


def _trails_off(tagged: Tagged, end: int) -> bool:
    """Whether a sentence ends in several dots, as headlines do in their middle."""
    words, enders = tagged.page.words, tagged.pack.writing.enders
    return end >= 2 and words[end - 1] in enders and words[end - 2] in enders


def _name(tagged: Tagged, phrase: Phrase) -> str:
    return " ".join(tagged.page.keys[phrase.first : phrase.end])


def _names(tagged: Tagged, phrase: Phrase) -> set[str]:
    """The whole phrase, and its words one by one and in pairs."""
    keys = tagged.page.keys[phrase.first : phrase.end]
    return {_name(tagged, phrase), *keys, *(f"{a} {b}" for a, b in pairwise(keys))}


def _headline(tagged: Tagged, begin: int, end: int, speakers: set[str]) -> Draft | None:
    page = tagged.page
    colon = next(
        (j for j in range(begin + 1, min(begin + _LONGEST, end)) if page.words[j] == ":"), -1
    )
    if colon < 0 or colon + 2 >= end or tagged.entries[begin].mask & LABEL:
        return None
    if tagged.sequence("label", begin):
        return None
    voice = read_phrase(tagged, begin, colon)
    if voice is None or not _speaks(tagged, voice, colon, speakers):
        return None
    return Draft(
        cue_at=colon,
        cue=[(page.starts[colon], page.ends[colon])],
        source=voice,
        content=[(page.starts[colon + 1], page.ends[end - 1])],
        opens=colon + 1,
        ends=end,
        stance=Stance.NEUTRAL,
        rule="headline:colon",
        score=_SCORE,
        sentence=0,
    )


def _speaks(tagged: Tagged, voice: Phrase, colon: int, speakers: set[str]) -> bool:
    name = _name(tagged, voice)
    if voice.kind is Kind.ORGANISATION:
        return _first_person(tagged, colon) or _titled(tagged, voice)
    if name in speakers:
        return True
    told = tagged.page.keys[voice.end][:1] in tagged.pack.told
    if voice.end != colon and not told:
        return False
    return voice.kind in _VOICES and voice.known


def _titled(tagged: Tagged, voice: Phrase) -> bool:
    """A body by its common noun (*the army: …*) speaks; a state's name is mostly a topic."""
    roles = tagged.entries[voice.head].roles
    return voice.definite and not any(role.name for role in roles)


def _first_person(tagged: Tagged, colon: int) -> bool:
    """Whether the line behind the colon speaks of *us*, or in quotation marks."""
    end = tagged.page.sentences[tagged.page.sentence_at(colon)].end
    keys = tagged.page.keys[colon + 1 : end]
    ends = tagged.pack.first_person
    if colon + 1 in tagged.close_of or any(len(k) > 4 and k.endswith(ends) for k in keys):
        return True
    return any(f.person == 1 and f.number == "p" for f in tagged.entries[colon + 1].cues)
