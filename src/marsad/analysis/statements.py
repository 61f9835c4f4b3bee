"""Attributions by verbs in subject-first sentences: source, cue and content of each."""

from __future__ import annotations

from marsad.grammar.clauses import Clauses, Subject
from marsad.grammar.contents import Content, Contents
from marsad.grammar.drafts import Draft
from marsad.grammar.frames import Frames
from marsad.grammar.phrases import Phrase
from marsad.grammar.wordclasses import VERBAL, Class
from marsad.model import Kind, Stance
from marsad.packs.cues import Cue, CueForm
from marsad.packs.lexicon import (
    AGENT,
    EXPLETIVE,
    INTERLOCUTOR,
    LIGHT,
    LIKEWISE,
    MODAL,
    RAISING,
    RELATIVE,
)

C = Class
_SCORE = {"clause": 0.95, "quote": 0.95, "colon": 0.85, "infinitive": 0.8, "noun": 0.65}
_PARTS = {
    C.FINITE: frozenset({"past", "present", "base"}),
    C.BARE: frozenset({"base"}),
    C.PARTICIPLE: frozenset({"participle"}),
    C.PERFECT: frozenset({"perfect"}),
}
_VERBS = (C.FINITE, C.AUXILIARY)
_TOLD = frozenset({Stance.NEUTRAL, Stance.AFFIRM})
_CLAUSAL = (C.THAT, C.QUESTION, C.CLAUSE)
# What can be a content is no sure sign of one: a noun, an infinitive.
_LOOSE = frozenset({"noun", "infinitive"})
_SPEAKERS = frozenset({Kind.ANONYMOUS, Kind.OFFICE, Kind.PERSON, Kind.ORGANISATION, Kind.OUTLET})
_TERM = 6  # tokens of a term in quotation marks, which is no speech
_NOUN = 5  # tokens behind a verb in which the noun stands that it carries
_HEAD = 3  # tokens of a sentence in which a participle opens it
_ASIDE = 12  # tokens of a clause like *as X said*
_QUOTED = 9  # tokens between a verb of quoting and *as saying*


def find_statements(clauses: Clauses, first: int, last: int) -> list[Draft]:
    """All relations whose cue is a verb, in tokens ``first`` to ``last``, in order."""
    found = []
    entries = clauses.tagged.entries
    for number, sentence in enumerate(clauses.page.sentences):
        begin, end = max(sentence.start, first), min(sentence.end, last)
        for at in range(begin, end):
            if entries[at].cues:
                draft = _Reader(clauses, at, begin, number).read()
                if draft is not None:
                    found.append(draft)
    return _relayed(clauses, found)


def _relayed(clauses: Clauses, found: list[Draft]) -> list[Draft]:
    """*The paper reported, citing officials, that …*: the officials speak, the paper carries."""
    kept = []
    for draft in found:
        if not (draft.carrier and draft.loose and _cites(clauses, draft, found)):
            kept.append(draft)
    return kept


def _cites(clauses: Clauses, cited: Draft, found: list[Draft]) -> bool:
    """Give the relation of the medium that cites the one whom it cites for its source."""
    origin = clauses.phrase(cited.opens, clauses.forward(cited.opens, cited.ends))
    if origin.kind not in _SPEAKERS or not origin.known:
        return False
    for draft in found:
        medium = draft.source
        near = draft.sentence == cited.sentence and not draft.loose
        if near and medium is not None and medium.kind is Kind.OUTLET:
            draft.via, draft.source = [*draft.via, medium], origin
            draft.cue = sorted([*draft.cue, *cited.cue])
            return True
    return False


class _Reader:
    """One verb in its sentence."""

    def __init__(self, clauses: Clauses, at: int, begin: int, number: int) -> None:
        self._c, self._at, self._number = clauses, at, number
        self._classes, self._entries = clauses.classes, clauses.tagged.entries
        begin, end = clauses.bounds(at, begin)
        self._limit(begin, end)

    def _limit(self, begin: int, end: int) -> None:
        self._begin, self._end = begin, end
        self._said = Contents(self._c, begin, end)
        self._frames = Frames(self._c, self._said, self._at, self._number)

    def read(self) -> Draft | None:
        """The relation of the verb, or ``None`` where it reports nothing."""
        at, made = self._at, self._classes[self._at]
        start = self._frames.start
        told = self._form(_PARTS[C.FINITE] if start == at else _PARTS[C.PERFECT])
        inverted = self._frames.inverted(told.cue) if told is not None else None
        if told is not None and inverted is not None:
            return self._draft(told, inverted[0], start, inverted[1])
        verb = made in VERBAL and not self._c.adjective(at)
        form = self._form(_PARTS[made]) if verb else None
        if form is None or self._c.tagged.unsaid(at):
            return None
        if self._spoken() and not self._told_by(form):
            return None
        subject = self._c.subject(at, self._begin)
        apart = self._as_said(form, subject) or self._quoted_as(form)
        if apart is not None:
            return apart
        self._narrow(subject)
        if self._c.passive(at):
            return self._passive(form)
        if made is C.PERFECT and not self._auxiliary():
            return self._passive(form) if self._at_head(form) else self._done_by(form)
        if self._colours(at) or self._carries(at):
            return None
        return self._active(form)

    def _active(self, form: CueForm) -> Draft | None:
        subject = self._c.subject(self._at, self._begin)
        content = self._content(form.cue, subject)
        if content is None or self._unreal(subject, content) or self._brings(form.cue, content):
            return None
        if self._untold(form.cue, subject, content):
            return None
        source = subject.phrase
        if source is not None and self._nobody(source):
            source = None
        draft = self._draft(form, source, subject.start, content)
        if draft is not None and form.cue.object == "person":
            draft.via = self._media_told(content)
        return draft

    def _content(self, cue: Cue, subject: Subject) -> Content | None:
        """What is said: before the speaker, behind the verb, or around both."""
        source, start = subject.phrase, subject.start
        alone = source is not None and not subject.shared
        if source is not None and alone:
            quoted = self._frames.quoted_before(cue, source, start)
            if quoted is not None:
                return quoted
        content = self._said.after(cue, self._at + 1)
        if content is not None and source is not None and content.shape == "quote":
            return self._begun_before(content, source)
        content = content or self._frames.before(cue, source, start)
        if content is not None or source is None:
            return content
        content = self._relative(cue, source)
        if content is None and cue.speech:
            content = self._said.loosely(self._at + 1, cue)
            over = self._said.past_times(self._at + 1) >= self._end
            if content is None and alone and over:
                content = self._frames.following()
        return content

    def _form(self, parts: frozenset[str]) -> CueForm | None:
        return next((form for form in self._entries[self._at].cues if form.part in parts), None)

    def _auxiliary(self) -> bool:
        start = self._c.subject(self._at, self._begin).start
        return any(self._classes[j] is C.AUXILIARY for j in range(start, self._at))

    def _media_told(self, content: Content) -> list[Phrase]:
        """*told Reuters*: the medium that was spoken to carries the words."""
        first = self._at + 1
        end = self._c.forward(first, self._end, of=False)
        if end == first or content.parts[0][0] < end <= content.parts[0][1]:
            return []
        told = self._c.phrase(first, end)
        return [told] if told.kind is Kind.OUTLET else []

    # -- verbs that are no cue of their own

    def _colours(self, at: int) -> bool:
        """Whether a verb only colours a cue that follows (*seemed to admit*)."""
        for then in range(at + 2, min(at + 5, self._end)):
            if self._classes[then] is C.BARE:
                raised = self._c.raised(then, self._begin) == at
                return raised and bool(self._entries[then].cues)
        return False

    def _carries(self, at: int) -> bool:
        """Whether a verb only carries a noun of speech (*voiced concern that*)."""
        if not self._entries[at].mask & LIGHT:
            return False
        return any(
            form.part == "noun"
            for then in range(at + 1, min(at + _NOUN, self._end))
            for form in self._entries[then].cues
        )

    def _brings(self, cue: Cue, content: Content) -> bool:
        """Whether a verb brings the words of another one: *quoted the minister as saying*."""
        if not cue.carrier or content.shape != "noun":
            return False
        return any(self._as_saying(j) for j in range(*content.parts[0]))

    def _as_saying(self, at: int) -> bool:
        """Whether *as saying* stands at a token."""
        then = at + 1
        if then >= self._end or self._classes[then] is not C.PARTICIPLE:
            return False
        likewise = self._entries[at].mask & LIKEWISE
        return bool(likewise) and any(form.cue.speech for form in self._entries[then].cues)

    def _nobody(self, phrase: Phrase) -> bool:
        """*it appears that*: the subject stands for nobody."""
        return bool(
            self._entries[self._at].mask & RAISING and self._entries[phrase.head].mask & EXPLETIVE
        )

    # -- clauses with a place of their own

    def _as_said(self, form: CueForm, subject: Subject) -> Draft | None:
        """*As X said, …*: what is said follows the clause."""
        phrase = subject.phrase
        if phrase is None or subject.shared or not form.cue.complementizers:
            return None
        before = phrase.first - 1
        if before < self._begin or not self._entries[before].mask & LIKEWISE:
            return None
        if any(self._classes[j] in _VERBS for j in range(self._begin, before)):
            return None
        if self._said.after(form.cue, self._at + 1) is not None:
            return None
        comma = next((j for j in range(self._at + 1, self._end) if self._c.comma(j)), self._end)
        if comma + 2 >= self._end or comma - self._at > _ASIDE:
            return None
        content = Content(((comma + 1, self._said.clause_end(comma + 1)),), "clause")
        return self._draft(form, phrase, subject.start, content)

    def _quoted_as(self, form: CueForm) -> Draft | None:
        """*was quoted by X as saying that*, *X quoted her as saying that*: one relation."""
        if not self._as_saying(self._at - 1):
            return None
        for verb in range(self._at - 2, max(self._begin, self._at - _QUOTED) - 1, -1):
            carrier = any(one.cue.carrier for one in self._entries[verb].cues)
            if carrier and self._classes[verb] in (C.FINITE, C.PERFECT):
                return self._relayed(form, verb)
        return None

    def _relayed(self, form: CueForm, verb: int) -> Draft | None:
        content = self._said.after(form.cue, self._at + 1)
        subject = self._c.subject(verb, self._begin)
        if content is None:
            return None
        if self._c.passive(verb):
            origin, (_, carrier) = subject.phrase, self._agent(verb + 1)
        else:
            end = self._at - 1
            origin = self._c.phrase(verb + 1, end) if verb + 1 < end else None
            carrier = subject.phrase
        draft = self._draft(form, origin, self._at - 1, content)
        if draft is not None:
            page = self._c.page
            draft.cue = [(page.starts[subject.start], page.ends[verb]), *draft.cue]
            draft.via = [carrier] if carrier is not None else []
        return draft

    def _narrow(self, subject: Subject) -> None:
        """*While X claimed that …, Y said*: a clause before the main one ends at its comma."""
        if not self._leads(subject):
            return
        at = self._at + 2  # a comma right behind the verb opens what is said
        while at < self._end and not self._c.comma(at):
            close = self._c.quoted(at)
            if close and close < self._end:
                at = close
                if self._c.comma(close - 1):
                    break
            at += 1
        stop = at if self._c.comma(at) else at + 1
        self._limit(self._begin, min(self._end, stop))

    def _leads(self, subject: Subject) -> bool:
        """Whether the verb stands in a clause or a participle before the main clause."""
        phrase, made = subject.phrase, self._classes[self._at]
        own = phrase is not None and not subject.shared
        first = phrase.first if phrase is not None and own else self._at
        near = self._at - self._begin < _HEAD
        if made in (C.PARTICIPLE, C.PERFECT) and near and not own:
            return True
        if phrase is not None and self._classes[first] in (C.QUESTION, C.THAT):
            return self._c.comma(first - 1)  # *, who said …,*
        return self._preposed(first - 1)

    def _preposed(self, at: int) -> bool:
        """Whether the word at a token opens a clause that stands before the main one."""
        if at < self._begin or self._classes[at] is not C.CLAUSE:
            return False
        return not any(self._classes[j] in _VERBS for j in range(self._begin, at))

    def _begun_before(self, content: Content, source: Phrase) -> Content:
        """*If …, he said, "it will …"*: a quotation that goes on with what stood before."""
        opened, _ = content.parts[0]
        before = source.first - 1
        goes_on = opened + 1 < self._end and self._c.words[opened + 1][0].islower()
        if not (goes_on and self._c.comma(opened - 1) and self._c.comma(before)):
            return content
        begin = self._frames.clause_start(before)
        if before - begin < 2 or self._frames.idle(begin, before):
            return content
        return content._replace(parts=((begin, before), *content.parts))

    def _relative(self, cue: Cue, source: Phrase) -> Content | None:
        """*which he denied*: what was said stands before its clause."""
        before = source.first - 1
        if before < self._begin or not (cue.nominal or cue.predicate):
            return None
        if self._classes[before] not in (C.QUESTION, C.THAT):
            return None
        relative = self._entries[before].mask & RELATIVE
        return Content(((before, before + 1),), "noun") if relative else None

    # -- what is reported, and what is not

    def _loose(self, cue: Cue, content: Content) -> bool:
        """Whether this is a relation only where nobody else speaks: a thought, a plain object, and
        all that stands in quotation marks, where the words are those of one voice."""
        quoted = self._c.tagged.inner[self._at] >= 0
        telling = content.shape == "clause" and self._spoken()
        return (quoted and not telling) or content.shape in _LOOSE or not cue.speech

    def _unreal(self, subject: Subject, content: Content) -> bool:
        """Whether nothing is reported: the speaker's own voice, or what is not told as done."""
        phrase = subject.phrase
        if phrase is not None and self._entries[phrase.head].mask & INTERLOCUTOR:
            return True
        if content.shape not in _LOOSE:
            return False
        if any(self._entries[j].mask & MODAL for j in range(subject.start, self._at)):
            return True
        bare = self._classes[self._at] is C.BARE and not self._auxiliary()
        return bare and self._c.raised(self._at, self._begin) < 0

    def _spoken(self) -> bool:
        """Whether the verb stands in a quotation, whose words are those of one voice."""
        opened = self._c.tagged.inner[self._at]
        return opened >= 0 and self._c.tagged.close_of[opened] - opened > _TERM

    def _told_by(self, form: CueForm) -> bool:
        """Whether somebody else's telling is quoted: *"The general told us that …," she said*."""
        if form.part != "past" or not form.cue.speech:
            return False
        phrase = self._c.subject(self._at, self._begin).phrase
        return phrase is not None and phrase.known and phrase.kind in _SPEAKERS

    def _untold(self, cue: Cue, subject: Subject, content: Content) -> bool:
        """*did not explain why*: a negated telling reports nothing."""
        if cue.stance not in _TOLD or content.shape == "noun":
            return False
        if subject.phrase is not None and self._c.none(subject.phrase.first):
            return True  # *no official said*
        return any(self._classes[j] is C.NEGATION for j in range(subject.start, self._at))

    # -- passives

    def _at_head(self, form: CueForm) -> bool:
        """*Asked whether*, *when told that*: a participle of somebody spoken to."""
        if form.cue.object != "person":
            return False
        before = self._at - 1
        return before < self._begin or self._classes[before] in (C.CLAUSE, C.MARK)

    def _passive(self, form: CueForm) -> Draft | None:
        """*is expected to*, *was told that*, *is seen as*: who speaks is left out, or follows."""
        cue = form.cue
        subject = self._c.subject(self._at, self._begin)
        then, source = self._agent(self._at + 1)
        content = self._said.after(cue, then)
        if content is not None and content.shape == "clause":
            bare = self._classes[content.parts[0][0]] not in _CLAUSAL
            return None if bare else self._draft(form, source, subject.start, content)
        if content is not None and self._at_head(form) and content.shape == "noun":
            return self._draft(form, source, subject.start, content)
        if subject.phrase is None or self._as_saying(then):
            return None
        if self._classes[subject.phrase.first] in (C.QUESTION, C.THAT):
            return self._done_by(form)  # *the plan that was backed by X*
        made = self._of_patient(cue, subject.phrase, content, then, by=source is not None)
        return self._draft(form, source, subject.start, made) if made is not None else None

    def _of_patient(
        self, cue: Cue, patient: Phrase, content: Content | None, then: int, *, by: bool
    ) -> Content | None:
        """The content of a passive told of its subject; ``by`` tells that a doer follows."""
        own = (patient.first, patient.end)
        if content is not None and (content.shape != "noun" or cue.predicate):
            return content._replace(parts=(own, *content.parts), shape="infinitive")
        behind = None if by else self._said.complement(then)
        if not cue.nominal or not (by or behind):
            return None
        parts = (own, behind) if behind is not None else (own,)
        return Content(parts, "noun", (self._at + 1,) if by else ())

    def _done_by(self, form: CueForm) -> Draft | None:
        """*a bill backed by X*: what is spoken of stands before the participle."""
        _, source = self._agent(self._at + 1)
        if source is None or not form.cue.nominal:
            return None
        start = self._c.subject(self._at, self._begin).start
        before = start
        if before - 1 > self._begin and self._entries[before - 1].mask & RELATIVE:
            before -= 1
        if self._c.comma(before - 1):
            before -= 1
        patient = self._c.back(before, self._begin)
        if patient is None:
            return None
        content = Content(((patient.first, patient.end),), "noun", (self._at + 1,))
        return self._draft(form, source, start, content)

    def _agent(self, at: int) -> tuple[int, Phrase | None]:
        """*by the mayor*: who speaks in a passive, and the token behind."""
        if at + 1 < self._end and self._entries[at].mask & AGENT:
            then = self._c.forward(at + 1, self._end)
            if then > at + 1 and at + 1 not in self._c.tagged.times:
                return then, self._c.phrase(at + 1, then)
        return at, None

    # -- the relation

    def _draft(
        self, form: CueForm, source: Phrase | None, start: int, content: Content
    ) -> Draft | None:
        page = self._c.page
        parts = [part for part in content.parts if part[1] > part[0]]
        if not parts:
            return None
        last = max((self._at, *content.cue))
        main = max(parts, key=lambda part: part[1] - part[0])
        return Draft(
            cue_at=self._at,
            cue=[(page.starts[min(start, self._at)], page.ends[last])],
            source=source,
            content=[(page.starts[a], page.ends[b - 1]) for a, b in sorted(parts)],
            opens=main[0],
            ends=main[1],
            stance=form.cue.stance,
            rule=f"{form.cue.id}:{form.part}:{content.shape}",
            score=_SCORE[content.shape],
            sentence=self._number,
            person=form.person,
            loose=self._loose(form.cue, content),
            carrier=form.cue.carrier and form.part == "participle",
        )
