"""Attributions by finite verbs: source, cue and content of each."""

from __future__ import annotations

from marsad.grammar.calledon import is_called_on
from marsad.grammar.descriptions import find_description
from marsad.grammar.drafts import CueHit, Draft, Range, build_draft
from marsad.grammar.openings import Opening, find_opening
from marsad.grammar.phrases import Phrase, read_phrase
from marsad.grammar.quotedfirst import quotation_before, said_all
from marsad.grammar.subjects import Before, look_before, media_told
from marsad.grammar.tagged import COMMAS, FINITE, Tagged, readings
from marsad.grammar.twins import is_noun
from marsad.model import Kind, Stance
from marsad.packs.cues import CueForm
from marsad.packs.lexicon import COMPLEMENTIZER, NEGATION, PREPOSITION, PRONOMINAL

_TOLD = frozenset({Stance.NEUTRAL, Stance.AFFIRM})
_CARRIER = 14  # tokens between a verb and the preposition behind the medium that speaks
_IMPERSONAL = frozenset({"present", "passive-present", "passive-past"})


def find_attributions(tagged: Tagged, first: int, last: int) -> list[Draft]:
    """All relations whose cue is a finite verb in tokens ``first`` to ``last``, in order."""
    found: list[Draft] = []
    for number, sentence in enumerate(tagged.page.sentences):
        begin, end = max(sentence.start, first), min(sentence.end, last)
        for at in tagged.cued_in(begin, end):
            if _is_verb(tagged, at):
                draft = _first_fitting(tagged, at, (begin, end), number)
                if draft is not None:
                    found.append(draft)
    return found


def _is_verb(tagged: Tagged, at: int) -> bool:
    """Whether a cue is a verb that reports."""
    if tagged.entries[at].glue or at in tagged.tails or not tagged.finite(at):
        return False
    return not tagged.unsaid(at)


def _first_fitting(tagged: Tagged, at: int, bounds: tuple[int, int], number: int) -> Draft | None:
    """The first of the verbs of one spelling that finds its content."""
    limit = tagged.clause_limit(at, bounds[1])
    quoted = tagged.inner[at] >= 0
    for form in readings(tagged.entries[at].cues, FINITE):
        if form.person == 1 and form.number == "s" and not quoted:
            continue  # *I* speaks in quotations alone
        hit = CueHit(at, form, bounds[0], limit, number)
        draft = _read(tagged, hit)
        if draft is not None and not is_noun(tagged, hit, draft):
            return draft
    return None


def _read(tagged: Tagged, hit: CueHit) -> Draft | None:
    """A verb with its subject behind it, before it, or left out."""
    form = hit.form
    if _says_nothing(tagged, hit):
        return None
    before = look_before(tagged, hit.at, hit.first)
    after = _behind_pronouns(tagged, hit)
    if tagged.marked_passive(hit.at):
        draft = _carried(tagged, hit, before) or _compose(tagged, hit, before, None, after)
        if draft is not None:
            draft.impersonal = True
        return draft
    if form.part.startswith("passive") and not form.cue.reported and not form.cue.carrier:
        return None
    if form.cue.wanted and not form.suffix:
        return _held_to(tagged, hit, before, after)
    draft = _carried(tagged, hit, before) or _with_subject(tagged, hit, before, after)
    if draft is None:
        return _behind_quotation(tagged, hit, after)
    if draft.rule.endswith(":quote"):
        _interrupted(tagged, hit, draft)
    return draft


def _held_to(tagged: Tagged, hit: CueHit, before: Before, after: int) -> Draft | None:
    """*holds the firm responsible for …*: whoever stands right before the wanted word is held."""
    keys, wanted = tagged.page.keys, hit.form.cue.wanted
    ends = next((j for j in range(after, hit.limit) if keys[j] in wanted), after)
    source, at = _subject_behind(tagged, hit._replace(limit=ends), after), after
    if source is not None and source.end < ends and not tagged.entries[source.end].lead:
        at = source.end
    else:
        first = before.subject
        fits = first is not None and _agrees(hit, first) and _subject_first(tagged, hit, before)
        source = first if fits else None
    if at >= ends or tagged.entries[at].lead or tagged.page.words[at] in COMMAS:
        return None
    opening = Opening(at, tagged.page.starts[at], "noun", ())
    draft = build_draft(tagged, hit, _verb(tagged, hit, before), opening)
    draft.source, draft.dropped = source, source is None
    draft.relative, draft.attributive = before.relative, before.attributive
    return draft


def _interrupted(tagged: Tagged, hit: CueHit, draft: Draft) -> None:
    """*"The dam is safe," says Hana, "and new"*: both quotations are the content."""
    begin = quotation_before(tagged, hit)
    if begin < 0 or draft.opens < hit.at or tagged.page.words[draft.opens - 1] not in COMMAS:
        return
    if draft.opens in tagged.close_of and not tagged.entries[hit.at].lead:
        close = tagged.close_of[begin]
        draft.content.insert(0, (tagged.page.starts[begin], tagged.page.ends[close]))


def _with_subject(tagged: Tagged, hit: CueHit, before: Before, after: int) -> Draft | None:
    fits = before.subject is not None and _agrees(hit, before.subject)
    if fits and _subject_first(tagged, hit, before):
        draft = _compose(tagged, hit, before, before.subject, after)
        if draft is not None:
            return draft
    behind = _subject_behind(tagged, hit, after)
    if behind is None:
        return _compose(tagged, hit, before, before.subject if fits else None, after)
    draft = _compose(tagged, hit, before, behind, behind.end)
    if draft is None and hit.form.cue.nominal:
        return _with_object(tagged, hit, before, behind)
    return draft


def _behind_quotation(tagged: Tagged, hit: CueHit, after: int) -> Draft | None:
    """*"The dam is safe", said the minister*: a verb of speech behind what was said."""
    begin = quotation_before(tagged, hit)
    if begin < 0 or not hit.form.cue.speech or tagged.entries[hit.at].lead:
        return None
    source = _subject_behind(tagged, hit, after)
    close = tagged.close_of[begin]
    if source is None or not said_all(tagged, source.end, hit, begin):
        return None
    opening = Opening(begin, tagged.page.starts[begin], "quote", ())
    verb = _verb(tagged, hit, look_before(tagged, hit.at, hit.at))
    draft = build_draft(tagged, hit._replace(limit=close + 1), verb, opening)
    draft.source = source
    return draft


def _says_nothing(tagged: Tagged, hit: CueHit) -> bool:
    """*did not announce*: a negated telling reports nothing."""
    return hit.form.cue.stance in _TOLD and _negated(tagged, hit)


def _negated(tagged: Tagged, hit: CueHit) -> bool:
    return hit.at > hit.first and bool(tagged.entries[hit.at - 1].mask & NEGATION)


def _subject_first(tagged: Tagged, hit: CueHit, before: Before) -> bool:
    """Whether what stands before the verb is its subject rather than another clause's."""
    if tagged.entries[hit.at].lead and not before.auxiliaries and not before.whole:
        return False
    if before.relative and hit.form.suffix:
        return False  # *which Ankara considers*: the noun before is the object
    return before.whole or before.relative or bool(before.auxiliaries)


def _agrees(hit: CueHit, subject: Phrase) -> bool:
    form = hit.form
    same = not form.gender or not subject.gender or form.gender == subject.gender
    return form.person == 3 and same


def _behind_pronouns(tagged: Tagged, hit: CueHit) -> int:
    """Past *to him*, *in it*: prepositions with pronouns that touch the verb."""
    at = hit.at + 1
    while at + 1 < hit.limit and tagged.entries[at].mask & PRONOMINAL:
        at += 1
    return at


def _subject_behind(tagged: Tagged, hit: CueHit, at: int) -> Phrase | None:
    if at >= hit.limit or hit.form.person != 3:
        return None
    if tagged.entries[at].mask & (COMPLEMENTIZER | NEGATION):
        return None
    if tagged.entries[at].rest not in hit.form.cue.prepositions:
        at = _past_addressee(tagged, at, hit.limit)
    if at >= hit.limit or tagged.entries[at].glue or tagged.entries[at].lead:
        return None
    if tagged.maybe_glued(at, tuple(tagged.pack.told)):
        return None  # *said to her parents*
    phrase = read_phrase(tagged, at, hit.limit, cue=hit.form.cue)
    return None if phrase is not None and is_called_on(tagged, hit, phrase) else phrase


def _past_addressee(tagged: Tagged, at: int, limit: int) -> int:
    """Past a prepositional phrase up to its comma, before the subject (*said, in Paris, X*)."""
    if tagged.entries[at].mask & PREPOSITION:
        for j in range(at + 1, min(at + 7, limit)):
            if tagged.page.words[j] in COMMAS:
                return j + 1
    return at


def _with_object(tagged: Tagged, hit: CueHit, before: Before, behind: Phrase) -> Draft | None:
    """*the expert refuted the account*: an object that was read as the subject's name."""
    for j in range(behind.first + 1, min(behind.end, hit.limit - 1)):
        entry = tagged.entries[j]
        if not tagged.unknown(j) or entry.lead or tagged.definite(j):
            continue
        if tagged.definite(j - 1) and tagged.definite(j + 1):
            subject = read_phrase(tagged, behind.first, j)
            return _compose(tagged, hit, before, subject, j) if subject is not None else None
    return None


def _compose(
    tagged: Tagged, hit: CueHit, before: Before, source: Phrase | None, behind: int
) -> Draft | None:
    """The relation of a verb whose content is sought from token ``behind`` on."""
    form = hit.form
    opening = find_description(tagged, hit, behind) or find_opening(
        tagged, form.cue, behind, hit.limit, after="source" if source is not None else ""
    )
    if opening is None or opening.at >= hit.limit or _resumptive(hit, opening):
        return None
    opening = _clause_behind(tagged, hit, opening, source, behind)
    if before.attributive and opening.shape in ("noun", "preposition"):
        hit = hit._replace(limit=_to_comma(tagged, opening.at, hit.limit))
    draft = build_draft(tagged, hit, [*_verb(tagged, hit, before), *opening.cue], opening)
    if source is not None and form.gender:
        source = source._replace(gender=form.gender)
    if draft.stance is Stance.DENY and _negated(tagged, hit):
        draft.stance = Stance.NEUTRAL  # *did not rule out*: no denial
    draft.source = source
    draft.via = media_told(tagged, source.end if source else behind, opening.at)
    draft.dropped = source is None
    draft.described = bool(form.suffix) and not tagged.entries[hit.at].lead
    draft.relative = before.relative
    draft.attributive = before.attributive or (source is None and _leans(tagged, hit))
    draft.impersonal = draft.dropped and _impersonal(tagged, hit, before, opening)
    return draft


def _to_comma(tagged: Tagged, at: int, limit: int) -> int:
    """The first comma behind token ``at``: there a clause about a noun ends."""
    commas = (j for j in range(at + 1, limit) if tagged.page.words[j] in COMMAS)
    return next(commas, limit)


def _leans(tagged: Tagged, hit: CueHit) -> bool:
    """Whether a verb without a subject leans on a noun (*an affair she said she had*)."""
    if hit.at <= hit.first or tagged.entries[hit.at].lead:
        return False
    before = hit.at - 1
    return tagged.definite(before) or tagged.unknown(before) or tagged.page.words[before] in COMMAS


def _verb(tagged: Tagged, hit: CueHit, before: Before) -> list[Range]:
    """The verb with its auxiliaries, as one range where they touch."""
    cue: list[Range] = [*before.auxiliaries]
    start = tagged.lead_end(hit.at)
    if cue and cue[-1][1] >= tagged.page.starts[hit.at]:
        start = cue.pop()[0]
    return [*cue, (start, tagged.page.ends[hit.at])]


def _resumptive(hit: CueHit, opening: Opening) -> bool:
    """*what he says*: a verb with a pronoun for its object has said what it says already."""
    form = hit.form
    if not form.suffix or form.cue.predicate or form.cue.object == "person":
        return False
    return opening.shape not in ("quote", "colon")


def _clause_behind(
    tagged: Tagged, hit: CueHit, opening: Opening, source: Phrase | None, behind: int
) -> Opening:
    """A *that* behind a comma outranks a verbal noun inside an adverbial before it, and every
    *that* a verb which tells of an indefinite source (*a poll X had made found that …*)."""
    if opening.shape != "noun" or not hit.form.cue.complementizers:
        return opening
    relative = opening.at == behind and _tells_of(tagged, source, behind)
    if opening.at <= behind + 1 and not relative:
        return opening
    for at in range(opening.at + 1, hit.limit):
        entry = tagged.entries[at]
        if entry.cues and tagged.finite(at):
            break
        if entry.mask & COMPLEMENTIZER and not entry.lead:
            if relative or tagged.page.words[at - 1] in COMMAS:
                return Opening(at, tagged.page.starts[at], "clause", ())
            break
    return opening


def _tells_of(tagged: Tagged, source: Phrase | None, at: int) -> bool:
    """Whether an unknown word with a pronoun is a verb about the indefinite document before it."""
    if source is None or source.kind is not Kind.DOCUMENT or tagged.eventive(at):
        return False
    entry = tagged.entries[at]
    if entry.lead or entry.mask or entry.roles:
        return False
    plain = (j for j in range(source.head, source.end) if not tagged.entries[j].glue)
    pronoun = tagged.page.words[at].endswith(tagged.pack.endings.pronouns)
    return pronoun and not any(map(tagged.definite, plain))


def _impersonal(tagged: Tagged, hit: CueHit, before: Before, opening: Opening) -> bool:
    """*it is believed that*: a verb at the head of its sentence whose passive looks the same."""
    form = hit.form
    if form.part not in _IMPERSONAL or form.gender != "m" or form.number != "s":
        return False
    believed = form.cue.reported and form.cue.stance is Stance.BELIEVE
    begin = tagged.page.sentences[hit.sentence].start
    if form.part == "passive-past":
        return True
    at_once = opening.at <= hit.at + 2 and (hit.at <= begin + 1 or before.relative)
    return at_once and (believed or form.part.startswith("passive"))


def _carried(tagged: Tagged, hit: CueHit, before: Before) -> Draft | None:
    """*the agency quoted the source as saying*: carrier behind the verb, origin behind *from*."""
    if not (hit.form.cue.carrier or _may_pass_on(tagged, hit)):
        return None
    carrier = _subject_behind(tagged, hit, hit.at + 1)
    if not (hit.form.cue.carrier or _passes_on(tagged, hit, carrier)):
        return None
    found = _origin(tagged, carrier.end if carrier else hit.at + 1, hit.limit)
    origin = read_phrase(tagged, found[1], hit.limit) if found is not None else None
    if found is None or origin is None:
        return None
    passed, marks = [], [found[0]]
    while (further := _next_origin(tagged, origin.end, hit.limit)) is not None:
        passed.append(origin)
        marks.append(further[0])
        origin = further[1]
    own = _own_saying(tagged, origin.end, hit.limit)
    form = hit.form if own is None else own
    opening = _said_by(tagged, form, origin.end, hit.limit)
    if opening is None:
        return None
    said = _his_saying(tagged, origin.end, opening.at)
    cue = [*_verb(tagged, hit, before), *marks, *said, *opening.cue]
    draft = build_draft(tagged, hit._replace(form=form), cue, opening)
    draft.source = origin
    if carrier is None and not tagged.entries[hit.at].lead:
        carrier = before.subject
    draft.via = [carrier, *passed] if carrier is not None else passed
    return draft


def _next_origin(tagged: Tagged, at: int, limit: int) -> tuple[Range, Phrase] | None:
    """*from the site from an official*: one more voice behind the one read up to token ``at``."""
    found = _origin(tagged, at, min(limit, at + 2))
    phrase = read_phrase(tagged, found[1], limit) if found is not None else None
    return (found[0], phrase) if found is not None and phrase is not None else None


def _may_pass_on(tagged: Tagged, hit: CueHit) -> bool:
    """Whether a preposition of origin stands near a verb of speech: a look without reading."""
    if not hit.form.cue.speech or hit.form.suffix:
        return False
    near = tagged.page.keys[hit.at + 2 : min(hit.at + _CARRIER, hit.limit)]
    return any(words[0] in near for words in tagged.pack.origin)


def _passes_on(tagged: Tagged, hit: CueHit, medium: Phrase | None) -> bool:
    """*the paper mentioned from a source that*: a medium whose words come from elsewhere."""
    if medium is None or medium.kind is not Kind.OUTLET:
        return False
    return any(
        tuple(tagged.page.keys[medium.end : medium.end + len(words)]) == words
        for words in tagged.pack.origin
        if words[0] not in hit.form.cue.prepositions
    )


def _origin(tagged: Tagged, at: int, limit: int) -> tuple[Range, int] | None:
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


def _own_saying(tagged: Tagged, at: int, limit: int) -> CueForm | None:
    """*his denial* right behind the origin: its stance is that of what is passed on."""
    forms = tagged.entries[at].cues if at < limit else ()
    return next((f for f in forms if f.part == "masdar" and f.suffix and f.cue.speech), None)


def _said_by(tagged: Tagged, form: CueForm, at: int, limit: int) -> Opening | None:
    """Where a content opens behind an origin; behind a noun of saying its object may do so."""
    if not form.suffix:
        return find_opening(tagged, form.cue, at, limit)
    then = at + 1
    letter = tagged.page.keys[then][:1] if then < limit else ""
    if letter and letter in tagged.pack.purpose:
        start = tagged.page.starts[then]
        if tagged.definite(then):
            return Opening(then, start, "preposition", ())  # the article is drawn into the letter
        return Opening(then, start + 1, "preposition", ((start, start + 1),))
    return find_opening(tagged, form.cue, then, limit, after="source")


def _his_saying(tagged: Tagged, at: int, end: int) -> list[Range]:
    """*his saying* between the origin and the content belongs to the cue."""
    return [
        (tagged.lead_end(j), tagged.page.ends[j])
        for j in range(at, end)
        if any(f.part == "masdar" and f.suffix and f.cue.speech for f in tagged.entries[j].cues)
    ]
