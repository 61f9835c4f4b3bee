"""What a construction found, before voices are resolved and relations are joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from marsad.grammar.endings import find_end, find_next_saying
from marsad.grammar.openings import Opening, find_opening
from marsad.grammar.phrases import Phrase
from marsad.grammar.tagged import NOUN, Tagged, spoken
from marsad.model import Stance
from marsad.packs.cues import CueForm
from marsad.packs.lexicon import NEGATION, RELATIVE

Range = tuple[int, int]

# How firm each way of opening a content is: weights set by hand, that only order findings.
_SCORE = {"clause": 0.95, "quote": 0.95, "colon": 0.85, "preposition": 0.75, "noun": 0.65}
_GIVEN_OVER = frozenset({Stance.DENY, Stance.BELIEVE})
_NEAR = 6  # tokens between a noun that is a part of the cue and its own content


class CueHit(NamedTuple):
    """A cue where it stands: token ``at`` read as ``form``, in ``sentence``.

    Nothing before token ``first`` or from token ``limit`` on belongs to its clause.
    """

    at: int
    form: CueForm
    first: int
    limit: int
    sentence: int


@dataclass(slots=True, kw_only=True)
class Draft:
    """One relation in the making; all ranges are characters of the clean text.

    ``cue_at`` is the token of the cue, ``opens`` and ``ends`` the tokens of the content.
    ``dropped`` says that the words leave the speaker out, who is then sought by ``person``,
    ``gender`` and ``number`` of the cue. ``described`` marks a verb that describes the noun before
    it (*a letter the palace published*), ``relative`` one behind a relative pronoun,
    ``attributive`` either, inside the clause of another verb,
    ``impersonal`` one that names nobody (*it is believed*), ``nominal`` a cue that is a noun,
    ``adverbial`` a participle, whose speaker is that of its sentence, and ``loose`` a content that
    could as well be a plain object, and is none inside what somebody says. ``carrier`` marks a
    participle behind which a medium names its own source (*citing officials*), and ``announces`` a
    cue that makes known what is (*announced*), rather than judge it (*condemned*).
    """

    cue_at: int
    cue: list[Range]
    source: Phrase | None
    content: list[Range]
    opens: int
    ends: int
    stance: Stance
    rule: str
    score: float
    sentence: int
    via: list[Phrase] = field(default_factory=list)
    person: int = 3
    gender: str = ""
    number: str = ""
    dropped: bool = False
    described: bool = False
    relative: bool = False
    attributive: bool = False
    impersonal: bool = False
    nominal: bool = False
    adverbial: bool = False
    loose: bool = False
    carrier: bool = False
    announces: bool = False


def build_draft(tagged: Tagged, hit: CueHit, cue: Iterable[Range], opening: Opening) -> Draft:
    """The draft of a cue whose content opens here; its source is still to be found.

    A noun with a pronoun that heads the content joins the cue and gives its stance (*confirmed his
    rejection of …*).
    """
    stance = hit.form.cue.stance
    joined = _joined_noun(tagged, hit, opening)
    parts = [*cue]
    if joined is not None:
        opening, stance = joined
        parts.extend(opening.cue)
    limit = hit.limit
    if hit.form.cue.predicate and opening.shape in ("noun", "preposition", "quote"):
        limit = _description_end(tagged, opening.at, limit)
    end = find_end(tagged, opening, limit)
    if tagged.inner[opening.at] < 0:
        end = find_next_saying(tagged, opening.at, end, hit.form)
    return Draft(
        cue_at=hit.at,
        cue=disjoint(parts),
        source=None,
        content=[(opening.start, tagged.page.ends[end - 1])],
        opens=opening.at,
        ends=end,
        stance=stance,
        rule=f"{hit.form.cue.id}:{hit.form.part}:{opening.shape}",
        score=_SCORE[opening.shape],
        sentence=hit.sentence,
        person=hit.form.person,
        gender=hit.form.gender,
        number=hit.form.number,
        announces=hit.form.cue.reported,
    )


def _joined_noun(tagged: Tagged, hit: CueHit, opening: Opening) -> tuple[Opening, Stance] | None:
    if opening.shape not in ("noun", "preposition") or hit.form.cue.stance is Stance.INTEND:
        return None
    noun = spoken(tagged.entries[opening.at].cues, NOUN)
    if noun is None or not noun.suffix or not _gives_stance(hit.form, noun):
        return None
    limit = min(hit.limit, opening.at + _NEAR)
    inner = find_opening(tagged, noun.cue, opening.at + 1, limit)
    if inner is None:
        return None
    here = (opening.start, tagged.page.ends[opening.at])
    return inner._replace(cue=(here, *inner.cue)), noun.cue.stance


def _description_end(tagged: Tagged, at: int, limit: int) -> int:
    """A description ends where a new verb begins: *what he called a plot did not succeed*."""
    close = tagged.close_of.get(at)
    if close is not None:
        return min(close + 1, limit)
    for j in range(at + 1, limit):
        if tagged.entries[j].mask & (NEGATION | RELATIVE):
            return j if tagged.entries[j].mask & NEGATION else limit
        if tagged.finite(j) and not tagged.entries[j].lead and tagged.definite(j - 1):
            return j
    return limit


def _gives_stance(verb: CueForm, noun: CueForm) -> bool:
    """Whether the noun says how the speaker stands to the content (*expressed his wish to …*)."""
    if noun.cue.stance in _GIVEN_OVER:
        return True
    return verb.cue.stance is Stance.BELIEVE and noun.cue.stance is Stance.INTEND


def disjoint(ranges: Iterable[Range]) -> list[Range]:
    """The ranges in order, those that overlap made one."""
    out: list[Range] = []
    for start, end in sorted(set(ranges)):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
