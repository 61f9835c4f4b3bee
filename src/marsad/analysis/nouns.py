"""Attributions by participles and nouns: *adding that …*, *their calls for …*, *his saying*."""

from __future__ import annotations

from collections.abc import Iterable

from marsad.grammar.drafts import CueHit, Draft, build_draft
from marsad.grammar.openings import Opening, find_opening
from marsad.grammar.phrases import Phrase, read_phrase
from marsad.grammar.subjects import governor, main_subject
from marsad.grammar.tagged import COMMAS, NOUN, PARTICIPLE, Tagged, accusative, spoken
from marsad.model import Kind, Stance
from marsad.packs.cues import CueForm
from marsad.packs.lexicon import CONTAINS

_SPEAKING = frozenset({Kind.ORGANISATION, Kind.OFFICE, Kind.PERSON})
_WEAKER = (
    0.2  # taken from the score of a noun: it tells less surely than a verb that something is said
)
_TOLD = frozenset({Stance.NEUTRAL, Stance.AFFIRM})
_TERM = 4  # tokens; a shorter quotation behind a noun is a term and no speech
_CLOSE = 8  # tokens between a noun and the clause that it announces


def find_nouns(tagged: Tagged, drafts: Iterable[Draft], first: int, last: int) -> list[Draft]:
    """All relations whose cue is a participle or a noun in tokens ``first`` to ``last``.

    Words that belong to the cue of one of ``drafts`` are no cue of their own.
    """
    taken = {tagged.page.token_at(start) for draft in drafts for start, _ in draft.cue}
    found: list[Draft] = []
    for number, sentence in enumerate(tagged.page.sentences):
        begin, end = max(sentence.start, first), min(sentence.end, last)
        for at in tagged.cued_in(begin, end):
            if at in taken or at in tagged.tails or tagged.unsaid(at):
                continue
            draft = _read(tagged, at, (begin, end), number)
            if draft is not None:
                found.append(draft)
                taken.update(tagged.page.token_at(start) for start, _ in draft.cue)
    return found


def _read(tagged: Tagged, at: int, bounds: tuple[int, int], number: int) -> Draft | None:
    entry = tagged.entries[at]
    first, limit = bounds[0], tagged.clause_limit(at, bounds[1])
    form = spoken(entry.cues, PARTICIPLE)
    if form is not None and not entry.glue and accusative(tagged, at, form):
        draft = _participle(tagged, CueHit(at, form, first, limit, number))
        if draft is not None:
            return draft
    form = spoken(entry.cues, NOUN)
    if form is None or (form.part == "noun" and entry.glue and tagged.definite(at)):
        return None
    hit = CueHit(at, form, first, limit, number)
    return _noun(tagged, hit) if not entry.roles or _plain_noun(tagged, hit) else None


def _plain_noun(tagged: Tagged, hit: CueHit) -> bool:
    """*reports of …*: a document that speaks when its preposition follows at once.

    A verbal noun that is a document too speaks when a name follows (*Riyadh's announcement of …*).
    """
    then = hit.at + 1
    if then >= len(tagged.page.keys):
        return False
    entry, key = tagged.entries[then], tagged.page.keys[then]
    if hit.form.part == "masdar":
        speaks = not entry.glue and not entry.lead
        return speaks and any(role.name or role.kind in _SPEAKING for role in entry.roles)
    if hit.form.part != "noun":
        return False
    word = key[entry.lead : entry.lead + 1] if entry.glue else key
    return word in hit.form.cue.prepositions


def _participle(tagged: Tagged, hit: CueHit) -> Draft | None:
    """*adding that …*: the speaker is that of the clause before."""
    opening = find_opening(tagged, hit.form.cue, hit.at + 1, hit.limit)
    if opening is None or opening.at >= hit.limit:
        return None
    if opening.shape in ("noun", "preposition") and not _set_off(tagged, hit.at):
        return None
    if _accuses(hit.form) and opening.at <= hit.at + 1:
        return None  # *accused of*: the accused, and no accuser
    cue = [(tagged.lead_end(hit.at), tagged.page.ends[hit.at]), *opening.cue]
    draft = build_draft(tagged, hit, cue, opening)
    draft.dropped = draft.adverbial = True
    return draft


def _set_off(tagged: Tagged, at: int) -> bool:
    """Whether a mark or the text's beginning stands before token ``at``, or a conjunction on it."""
    before = tagged.page.words[at - 1] if at else " "
    return not before[0].isalnum() or bool(tagged.entries[at].lead)


def _noun(tagged: Tagged, hit: CueHit) -> Draft | None:
    """A noun of speech with its possessor, its pronoun, or the doer of the verb that governs it."""
    at, form = hit.at, hit.form
    source = _possessor(tagged, hit)
    near = source.end if source else at + 1
    opening = find_opening(tagged, form.cue, near, hit.limit, after="noun")
    if opening is None or not _opens(tagged, hit, source, opening):
        return None
    nobody = form.cue.stance in (Stance.BELIEVE, Stance.NEUTRAL)
    if source is None and nobody and tagged.definite(at) and not tagged.entries[at].glue:
        return None  # *the feeling that*, *one can say that*: nobody's
    if source is None and tagged.definite(at) and near in tagged.times:
        return None  # *the invitation arrived at night*: what follows belongs to the verb
    cue = [(tagged.inner_start(at), tagged.page.ends[at]), *opening.cue]
    draft = build_draft(tagged, hit, cue, opening)
    if source is None and not form.suffix and not _accuses(form):
        source = _doer(tagged, hit)
    draft.source, draft.nominal = source, True
    draft.dropped = (bool(form.suffix) and not _accuses(form)) or (
        bool(tagged.entries[at].glue) and form.cue.speech
    )
    draft.person, draft.number = 3, ""
    draft.gender = tagged.pack.pronoun_gender.get(form.suffix, "")
    draft.score -= _WEAKER
    return draft


def _accuses(form: CueForm) -> bool:
    """*accusing her of*: the pronoun of such a noun is the accused, and nobody speaks."""
    return form.cue.object == "person" and form.cue.stance is Stance.AFFIRM


def _possessor(tagged: Tagged, hit: CueHit) -> Phrase | None:
    then = hit.at + 1
    if hit.form.suffix or then >= hit.limit or tagged.definite(hit.at):
        return None
    if tagged.entries[then].glue or tagged.entries[then].lead:
        return None
    return read_phrase(tagged, then, hit.limit, cue=hit.form.cue)


def _doer(tagged: Tagged, hit: CueHit) -> Phrase | None:
    """Who demands, orders or threatens in a noun without a possessor of its own."""
    entry = tagged.entries[hit.at]
    if entry.glue:
        purpose = tagged.page.keys[hit.at][entry.lead] in tagged.pack.purpose
        return main_subject(tagged, hit.first, hit.at) if purpose else None
    return None if tagged.definite(hit.at) else governor(tagged, hit.at, hit.first)


def _opens(tagged: Tagged, hit: CueHit, source: Phrase | None, opening: Opening) -> bool:
    """Nouns are weaker than verbs: their content must stand close, and be marked as one."""
    near = source.end if source else hit.at + 1
    if opening.shape == "quote" and tagged.page.words[opening.at - 1] != ":":
        return opening.at == near and tagged.close_of[opening.at] - opening.at > _TERM
    if opening.shape in ("clause", "quote", "colon"):
        return opening.at - near <= _CLOSE
    if opening.shape == "preposition":
        cue = hit.form.cue
        told = cue.kind != "noun" and cue.stance in _TOLD and cue.object != "person"
        said = not told or bool(hit.form.suffix) or (source is not None and source.known)
        return opening.at - near <= (4 if cue.object == "person" else 2) and said
    if any(tagged.entries[j].mask & CONTAINS for j in range(near, opening.at)):
        return True
    comma = near < len(tagged.page.words) and tagged.page.words[near] in COMMAS
    known = source is not None and source.kind is not Kind.UNKNOWN
    return known and (comma or opening.at == near)
