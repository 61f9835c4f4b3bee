"""Attributions by verbs, participles and verbal nouns: source, cue and content of each."""

from __future__ import annotations

from marsad.grammar.clauses import Opening, accusative, find_end, find_opening, match_tail
from marsad.grammar.drafts import Draft, Range
from marsad.grammar.phrases import Phrase, read_phrase
from marsad.grammar.subjects import Before, governor, look_before, main_subject, media_told
from marsad.grammar.tagged import COMMAS, FINITE, Tagged, spoken
from marsad.model import Kind, Stance
from marsad.packs.cues import Cue, CueForm
from marsad.packs.lexicon import COMPLEMENTIZER, NEGATION, PREPOSITION, PRONOUN

_MERGED = frozenset({Stance.DENY, Stance.BELIEVE})
_SCORE = {"clause": 0.95, "quote": 0.95, "colon": 0.85, "preposition": 0.75, "noun": 0.65}
_PARTICIPLE = frozenset({"participle"})
_NOUN = frozenset({"masdar", "noun"})


def find_attributions(tagged: Tagged, first: int, last: int) -> list[Draft]:
    """All relations with a cue of their own in tokens ``first`` to ``last``, in order of the cue."""
    found: list[Draft] = []
    taken: set[int] = set()
    for number, sentence in enumerate(tagged.page.sentences):
        begin, end = max(sentence.start, first), min(sentence.end, last)
        for at in range(begin, end):
            if not tagged.entries[at].cues or at in taken or match_tail(tagged, at):
                continue
            draft = _read_cue(tagged, at, begin, _limit(tagged, at, end), number)
            if draft is not None:
                found.append(draft)
                taken.update(_tokens(tagged, draft.cue))
    return found


def _tokens(tagged: Tagged, ranges: list[Range]) -> set[int]:
    return {tagged.page.token_at(start) for start, _ in ranges}


def _limit(tagged: Tagged, at: int, end: int) -> int:
    """Where the reading of a cue must stop: its sentence's end, or its quotation's."""
    inner = tagged.inner[at]
    if inner >= 0:
        end = min(end, tagged.close_of[inner])
    enders = tagged.pack.writing.enders
    while end > at + 1 and tagged.page.words[end - 1] in enders and tagged.inner[end - 1] == inner:
        end -= 1
    return end


def _read_cue(tagged: Tagged, at: int, first: int, limit: int, number: int) -> Draft | None:
    entry = tagged.entries[at]
    forms = entry.cues
    finite = spoken(forms, FINITE) if not entry.glue else None
    if finite is not None and tagged.finite(at):
        draft = _finite(tagged, at, finite, first, limit)
        if draft is not None:
            draft.sentence = number
            return draft
    participle = spoken(forms, _PARTICIPLE)
    if participle is not None and not entry.glue and accusative(tagged, at, participle):
        draft = _participle(tagged, at, participle, limit)
        if draft is not None:
            return _numbered(draft, number)
    noun = spoken(forms, _NOUN)
    if noun is not None and (not entry.roles or _plain_noun(tagged, at, noun)):
        return _numbered(_noun(tagged, at, noun, first, limit), number)
    return None


def _plain_noun(tagged: Tagged, at: int, form: CueForm) -> bool:
    """*reports of …*: a noun that is also a document speaks when its preposition follows at once."""
    if form.part != "noun" or at + 1 >= len(tagged.page.keys):
        return False
    entry, key = tagged.entries[at + 1], tagged.page.keys[at + 1]
    letter = key[entry.lead : entry.lead + 1] if entry.glue else key
    return letter in form.cue.prepositions


def _numbered(draft: Draft | None, number: int) -> Draft | None:
    if draft is not None:
        draft.sentence = number
    return draft


def _finite(tagged: Tagged, at: int, form: CueForm, first: int, limit: int) -> Draft | None:
    """A verb: its subject behind it, before it, or left out."""
    before = look_before(tagged, at, first)
    if _says_nothing(tagged, at, form):
        return None
    after = _behind_pronouns(tagged, at + 1, limit)
    if tagged.marked_passive(at):
        draft = _compose(tagged, at, form, before, None, after, limit)
        if draft is not None:
            draft.impersonal = True
        return draft
    if form.part.startswith("passive") and not form.cue.reported and not form.cue.carrier:
        return None
    if form.cue.carrier:
        draft = _carried(tagged, at, form, before, limit)
        if draft is not None:
            return draft
    behind = _subject_behind(tagged, after, limit, form)
    fits = before.subject is not None and _agrees(form, before.subject)
    if fits and (before.whole or before.relative or before.auxiliaries) and not _verb_first(tagged, at, before):
        draft = _compose(tagged, at, form, before, before.subject, after, limit)
        if draft is not None:
            return draft
    if behind is not None:
        draft = _compose(tagged, at, form, before, behind, behind.end, limit)
        if draft is not None or not form.cue.nominal:
            return draft
        return _with_object(tagged, at, form, before, behind, limit)
    source = before.subject if fits else None
    return _compose(tagged, at, form, before, source, after, limit)


def _with_object(
    tagged: Tagged, at: int, form: CueForm, before: Before, behind: Phrase, limit: int
) -> Draft | None:
    """*the expert refuted the police's account*: an object that was read as a name of the subject."""
    for j in range(behind.first + 1, behind.end):
        entry = tagged.entries[j]
        known = entry.mask or entry.roles or entry.lead or entry.glue
        if known or not tagged.definite(j - 1) or tagged.definite(j) or j + 1 >= limit:
            continue
        if tagged.definite(j + 1):
            short = read_phrase(tagged, behind.first, j)
            if short is not None:
                return _compose(tagged, at, form, before, short, j, limit)
    return None


def _says_nothing(tagged: Tagged, at: int, form: CueForm) -> bool:
    """*did not announce*: a negated telling reports nothing."""
    negated = at > 0 and bool(tagged.entries[at - 1].mask & NEGATION)
    return negated and form.cue.stance in (Stance.NEUTRAL, Stance.AFFIRM)


def _verb_first(tagged: Tagged, at: int, before: Before) -> bool:
    """Whether the clause begins with its verb, so that nothing before it is its subject."""
    return bool(tagged.entries[at].lead) and not before.auxiliaries and not before.whole


def _behind_pronouns(tagged: Tagged, at: int, limit: int) -> int:
    """Past *to him*, *in it*: short prepositional pronouns that touch the verb."""
    while at < limit and tagged.entries[at].mask & PREPOSITION and at + 1 < limit:
        key = tagged.page.keys[at]
        if not _with_pronoun(tagged, key):
            break
        at += 1
    return at


def _with_pronoun(tagged: Tagged, key: str) -> bool:
    return key in tagged.pack.pronominal


def _subject_behind(tagged: Tagged, at: int, limit: int, form: CueForm) -> Phrase | None:
    if at >= limit or form.person != 3:
        return None
    mask = tagged.entries[at].mask
    if mask & (COMPLEMENTIZER | NEGATION):
        return None
    at = _past_addressee(tagged, at, limit)
    if at >= limit or tagged.entries[at].glue or tagged.entries[at].lead:
        return None
    phrase = read_phrase(tagged, at, limit, cue=form.cue)
    if phrase is None and mask & PRONOUN:
        return None
    return phrase


def _past_addressee(tagged: Tagged, at: int, limit: int) -> int:
    """Past a medium or a person told, when it stands before the subject (*said to CNN X that*)."""
    if tagged.entries[at].mask & PREPOSITION:
        for j in range(at + 1, min(at + 7, limit)):
            if tagged.page.words[j] in COMMAS:
                return j + 1
    return at


def _agrees(form: CueForm, subject: Phrase) -> bool:
    return form.person == 3 and (not form.gender or not subject.gender or form.gender == subject.gender)


def _compose(
    tagged: Tagged, at: int, form: CueForm, before: Before, source: Phrase | None, behind: int, limit: int
) -> Draft | None:
    opening = _predicate(tagged, form, behind, limit) or find_opening(
        tagged, form.cue, behind, limit, after_source=source is not None
    )
    if opening is None or opening.at >= limit or _resumptive(form, before, opening):
        return None
    opening = _clause_behind(tagged, form.cue, opening, behind, limit)
    cue: list[Range] = [*before.auxiliaries]
    start, end = tagged.lead_end(at), tagged.page.ends[at]
    if cue and cue[-1][1] >= tagged.page.starts[at]:
        start = cue.pop()[0]
    cue.append((start, end))
    cue.extend(opening.cue)
    stance = form.cue.stance
    merged = _merge_noun(tagged, opening, form, limit)
    if merged is not None:
        opening, stance = merged
        cue.extend(opening.cue)
    draft = _draft(tagged, at, cue, opening, limit, form)
    if source is not None and form.gender:
        source = source._replace(gender=form.gender)
    draft.source, draft.stance = source, stance
    draft.via = media_told(tagged, source.end if source else behind, opening.at)
    draft.dropped = source is None
    draft.described = bool(form.suffix) and not tagged.entries[at].lead
    draft.relative = before.relative
    draft.impersonal = draft.dropped and _impersonal(tagged, at, form, opening)
    return draft


def _resumptive(form: CueForm, before: Before, opening: Opening) -> bool:
    """*what he says*: a verb with a pronoun for its object has said what it says already."""
    if not form.suffix or form.cue.predicate or form.cue.object == "person":
        return False
    return opening.shape not in ("quote", "colon") and not before.relative


def _clause_behind(
    tagged: Tagged, cue: Cue, opening: Opening, behind: int, limit: int
) -> Opening:
    """A *that* behind a comma outranks a verbal noun inside an adverbial before it."""
    if opening.shape != "noun" or opening.at <= behind + 1 or not cue.complementizers:
        return opening
    for at in range(opening.at + 1, limit):
        entry = tagged.entries[at]
        if entry.cues and tagged.finite(at):
            break
        if entry.mask & COMPLEMENTIZER and not entry.lead:
            if tagged.page.words[at - 1] in COMMAS:
                return Opening(at, tagged.page.starts[at], "clause", ())
            break
    return opening


def _impersonal(tagged: Tagged, at: int, form: CueForm, opening: Opening) -> bool:
    """*it is believed that*: a verb at the head of its sentence whose passive looks the same."""
    begin = tagged.page.sentences[tagged.page.sentence_at(at)].start
    shown = form.part.startswith("passive") or form.cue.reported and form.cue.stance is Stance.BELIEVE
    close = opening.at <= at + 2 and form.gender == "m" and form.number == "s"
    return shown and close and at <= begin + 1 and form.part in ("present", "passive-present", "passive-past")


def _predicate(tagged: Tagged, form: CueForm, at: int, limit: int) -> Opening | None:
    """*considered it a war*: behind a verb with an object pronoun the description is the content."""
    if not form.cue.predicate or at >= limit:
        return None
    if not form.suffix:
        return _described_object(tagged, form, at, limit)
    opening = find_opening(tagged, form.cue, at, min(limit, at + 3))
    if opening is not None:
        return opening
    if not tagged.page.words[at][0].isalnum() or tagged.entries[at].mask & PREPOSITION:
        return None
    return Opening(at, tagged.inner_start(at), "noun", ())


def _described_object(
    tagged: Tagged, form: CueForm, at: int, limit: int
) -> Opening | None:
    """*called the operation self-defence*: behind a definite object, an indefinite description."""
    if find_opening(tagged, form.cue, at, min(limit, at + 8)) is not None:
        return None
    ending = tagged.pack.accusative
    for j in range(at + 1, min(at + 5, limit)):
        entry, word = tagged.entries[j], tagged.page.words[j]
        described = bool(ending) and word.endswith(ending) and tagged.definite(j - 1)
        if described and not (entry.mask & PREPOSITION or entry.lead or j in tagged.times):
            return Opening(j, tagged.page.starts[j], "noun", ())
    return None


def _merge_noun(
    tagged: Tagged, opening: Opening, form: CueForm, limit: int
) -> tuple[Opening, Stance] | None:
    """*confirmed his rejection of …*: verb and noun are one cue, and the noun gives the stance."""
    if opening.shape not in ("noun", "preposition") or form.cue.stance is Stance.INTEND:
        return None
    noun = spoken(tagged.entries[opening.at].cues, _NOUN)
    if noun is None or noun.cue.stance not in _MERGED or not noun.suffix:
        return None
    inner = find_opening(tagged, noun.cue, opening.at + 1, min(limit, opening.at + 6))
    if inner is None:
        return None
    here = (opening.start, tagged.page.ends[opening.at])
    return inner._replace(cue=(here, *inner.cue)), noun.cue.stance


def _draft(
    tagged: Tagged, at: int, cue: list[Range], opening: Opening, limit: int, form: CueForm
) -> Draft:
    end = find_end(tagged, opening, limit)
    return Draft(
        cue_at=at,
        cue=sorted(cue),
        source=None,
        content=[(opening.start, tagged.page.ends[end - 1])],
        opens=opening.at,
        ends=end,
        stance=form.cue.stance,
        rule=f"{form.cue.id}:{form.part}:{opening.shape}",
        score=_SCORE[opening.shape],
        sentence=0,
        person=form.person,
        gender=form.gender,
        number=form.number,
        carrier=form.cue.carrier,
    )


def _carried(
    tagged: Tagged, at: int, form: CueForm, before: Before, limit: int
) -> Draft | None:
    """*the agency quoted the source as saying*: carrier behind the verb, origin behind *from*."""
    carrier = _subject_behind(tagged, at + 1, limit, form)
    found = _origin_preposition(tagged, carrier.end if carrier else at + 1, limit)
    if found is None:
        return None
    prepositions, then = found
    origin = read_phrase(tagged, then, limit)
    if origin is None:
        return None
    opening = find_opening(tagged, form.cue, origin.end, limit)
    if opening is None:
        return None
    cue: list[Range] = [*before.auxiliaries, (tagged.lead_end(at), tagged.page.ends[at])]
    cue += [prepositions, *_saying(tagged, origin.end, opening.at), *opening.cue]
    draft = _draft(tagged, at, _disjoint(cue), opening, limit, form)
    draft.source = origin
    if carrier is None and before.subject is not None and not tagged.entries[at].lead:
        carrier = before.subject
    draft.via = [carrier] if carrier is not None else []
    return draft


def _disjoint(ranges: list[Range]) -> list[Range]:
    out: list[Range] = []
    for start, end in sorted(set(ranges)):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _origin_preposition(tagged: Tagged, at: int, limit: int) -> tuple[Range, int] | None:
    """The preposition that names the origin, and the token behind it."""
    page = tagged.page
    for j in range(at, min(at + 16, limit)):
        if tagged.entries[j].mask & COMPLEMENTIZER or page.words[j] == ":":
            return None
        for words in tagged.pack.origin:
            if tuple(page.keys[j : j + len(words)]) == words:
                then = j + len(words)
                return ((page.starts[j], page.ends[then - 1]), then) if then < limit else None
    return None


def _saying(tagged: Tagged, at: int, end: int) -> list[Range]:
    """*his saying* between the origin and the content belongs to the cue."""
    return [
        (tagged.lead_end(j), tagged.page.ends[j])
        for j in range(at, end)
        if any(f.part == "masdar" and f.suffix and f.cue.speech for f in tagged.entries[j].cues)
    ]


def _participle(tagged: Tagged, at: int, form: CueForm, limit: int) -> Draft | None:
    """*adding that …*: the speaker is that of the clause before."""
    opening = find_opening(tagged, form.cue, at + 1, limit)
    if opening is None or opening.at >= limit:
        return None
    if opening.shape in ("noun", "preposition") and not _set_off(tagged, at):
        return None
    start = tagged.lead_end(at)
    draft = _draft(tagged, at, [(start, tagged.page.ends[at]), *opening.cue], opening, limit, form)
    merged = _merge_noun(tagged, opening, form, limit)
    if merged is not None:
        draft = _draft(
            tagged, at, [*draft.cue, *merged[0].cue], merged[0], limit, form
        )
        draft.stance = merged[1]
    draft.dropped = True
    return draft


def _set_off(tagged: Tagged, at: int) -> bool:
    """Whether a comma or the sentence's beginning stands before token ``at``."""
    if at == 0:
        return True
    before = tagged.page.words[at - 1]
    return not before[0].isalnum() or bool(tagged.entries[at].lead)


def _noun(tagged: Tagged, at: int, form: CueForm, first: int, limit: int) -> Draft | None:
    """*the minister's confirmation that …*, *their calls for …*, *his saying*."""
    source = None
    then = at + 1
    if not form.suffix and then < limit and not tagged.definite(at):
        source = read_phrase(tagged, then, limit, cue=form.cue)
        if source is not None and (tagged.entries[then].glue or tagged.entries[then].lead):
            source = None
    near = source.end if source else then
    opening = find_opening(tagged, form.cue, near, limit, noun=True)
    if opening is None or not _noun_opens(tagged, at, source, opening, form):
        return None
    start = tagged.inner_start(at)
    draft = _draft(tagged, at, [(start, tagged.page.ends[at]), *opening.cue], opening, limit, form)
    if source is None and not form.suffix:
        source = _doer(tagged, at, first)
    draft.source, draft.nominal = source, True
    draft.dropped = bool(form.suffix) or _spoken_noun(tagged, at, form)
    draft.person = 3
    draft.gender = {"ه": "m", "ها": "f"}.get(form.suffix, "")
    draft.score -= 0.2
    return draft


def _contains(tagged: Tagged, near: int, opening: Opening) -> bool:
    """Whether a verb of containing led from the noun to its content."""
    return any(
        tagged.entries[j].rest in tagged.pack.contains for j in range(near, opening.at)
    )


def _doer(tagged: Tagged, at: int, first: int) -> Phrase | None:
    """Who demands, orders or threatens in a noun without a possessor of its own."""
    entry = tagged.entries[at]
    if entry.glue:
        purpose = tagged.page.keys[at][entry.lead] in tagged.pack.purpose
        return main_subject(tagged, first, at) if purpose else None
    return None if tagged.definite(at) else governor(tagged, at, first)


def _spoken_noun(tagged: Tagged, at: int, form: CueForm) -> bool:
    """*by saying*, or a noun of speech that its holder utters (*orders that include …*)."""
    return bool(tagged.entries[at].glue) and form.cue.speech


def _noun_opens(
    tagged: Tagged, at: int, source: Phrase | None, opening: Opening, form: CueForm
) -> bool:
    """Nouns are weaker than verbs: their content must stand close, and be marked as one."""
    near = source.end if source else at + 1
    if opening.shape in ("clause", "quote", "colon"):
        return opening.at - near <= 8
    if opening.shape == "preposition":
        said = form.cue.kind == "noun" or form.cue.stance not in (Stance.NEUTRAL, Stance.AFFIRM)
        return opening.at - near <= 2 and said
    if _contains(tagged, near, opening):
        return True
    comma = tagged.page.words[near] in COMMAS if near < len(tagged.page.words) else False
    return source is not None and source.kind is not Kind.UNKNOWN and (comma or opening.at == near)
