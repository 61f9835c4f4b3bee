"""Attributions by verbs in subject-first sentences: source, cue and content of each."""

from __future__ import annotations

from marsad.grammar.clauses import Clauses, Subject
from marsad.grammar.contents import Content, Contents
from marsad.grammar.drafts import Draft, Range, disjoint
from marsad.grammar.phrases import Phrase
from marsad.grammar.wordclasses import VERBAL, Class
from marsad.model import Stance
from marsad.packs.cues import Cue, CueForm
from marsad.packs.lexicon import (
    AGENT,
    INTERLOCUTOR,
    LIGHT,
    LIKEWISE,
    MODAL,
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
_DASHES = frozenset("-–—")
_TELLS = frozenset({C.DETERMINER, C.NOUN, C.QUESTION})
# What can be a content is no sure sign of one: a noun, an infinitive.
_LOOSE = frozenset({"noun", "infinitive"})
_TOLD = frozenset({Stance.NEUTRAL, Stance.AFFIRM})
_LONGEST = 25  # tokens of adjuncts between a verb and what it says
_OBJECT = 30  # tokens of a noun that is a content
_NOUN = 5  # tokens behind a verb in which the noun stands that it carries
_HEAD = 3  # tokens of a sentence in which a participle opens it
_INVERTED = 12  # tokens of a subject behind its verb


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
    return found


class _Reader:
    """One verb in its sentence."""

    def __init__(self, clauses: Clauses, at: int, begin: int, number: int) -> None:
        self._c, self._at, self._number = clauses, at, number
        self._classes, self._words = clauses.classes, clauses.words
        _, end = clauses.sentence(at)
        inner = clauses.tagged.inner[at]
        if inner >= 0:
            begin, end = max(begin, inner + 1), min(end, clauses.tagged.close_of[inner])
        self._begin, self._end = begin, end
        self._said = Contents(clauses, begin, end)

    def read(self) -> Draft | None:
        at, made = self._at, self._classes[self._at]
        inverted = self._inverted()
        if inverted is not None:
            return inverted
        if made not in VERBAL or self._c.tagged.unsaid(at):
            return None
        form = self._form(_PARTS[made])
        if form is None:
            return None
        subject = self._c.subject(at, self._begin)
        as_said = self._as_said(form, subject)
        if as_said is not None:
            return as_said
        self._narrow(subject)
        if self._c.passive(at):
            return self._passive(form)
        if made is C.PERFECT and not self._auxiliary():
            return self._passive(form) if self._at_head(form) else self._done_by(form)
        if self._colours(at) or self._carries(at):
            return None
        subject = self._c.subject(at, self._begin)
        content = self._quoted_before(form.cue, subject) or self._said.after(form.cue, at + 1)
        if content is not None and content.shape == "quote" and subject.phrase is not None:
            content = self._begun_before(content, subject.phrase)
        if content is None:
            content = self._before(form.cue, subject.phrase, subject.start)
        if content is None and subject.phrase is not None:
            content = self._relative(form.cue, subject.phrase)
            if content is None and form.cue.speech:
                content = self._said.loosely(self._at + 1, form.cue)
        if content is None or self._unreal(subject, content):
            return None
        return self._draft(form, subject.phrase, subject.start, content)

    def _colours(self, at: int) -> bool:
        """Whether a verb only colours a cue that follows (*seemed to admit*)."""
        for then in range(at + 2, min(at + 5, self._end)):
            if self._classes[then] is C.BARE:
                return self._c.raised(then, self._begin) == at and bool(
                    self._c.tagged.entries[then].cues
                )
        return False

    def _carries(self, at: int) -> bool:
        """Whether a verb only carries a noun of speech (*voiced concern that*)."""
        if not self._c.tagged.entries[at].mask & LIGHT:
            return False
        return any(
            form.part == "noun"
            for then in range(at + 1, min(at + _NOUN, self._end))
            for form in self._c.tagged.entries[then].cues
        )

    def _as_said(self, form: CueForm, subject: Subject) -> Draft | None:
        """*As X said, …*: what is said follows the clause."""
        phrase = subject.phrase
        if phrase is None or subject.shared or not form.cue.complementizers:
            return None
        before = phrase.first - 1
        if before < self._begin or not self._c.tagged.entries[before].mask & LIKEWISE:
            return None
        if any(self._classes[j] in (C.FINITE, C.AUXILIARY) for j in range(self._begin, before)):
            return None
        comma = next((j for j in range(self._at + 1, self._end) if self._c.comma(j)), self._end)
        if comma + 2 >= self._end or comma - self._at > _INVERTED:
            return None
        content = Content(((comma + 1, self._said.clause_end(comma + 1)),), "clause")
        return self._draft(form, phrase, subject.start, content)

    def _narrow(self, subject: Subject) -> None:
        """*While X claimed that …, Y said*: a clause before the main one ends at its comma."""
        phrase, made = subject.phrase, self._classes[self._at]
        first = phrase.first if phrase is not None and not subject.shared else self._at
        leads = self._preposed(first - 1)
        if phrase is not None and self._classes[first] in (C.QUESTION, C.THAT):
            leads = self._c.comma(first - 1)  # *, who said …,*
        if (
            made in (C.PARTICIPLE, C.PERFECT)
            and self._at - self._begin < _HEAD
            and (phrase is None or subject.shared)
        ):
            leads = True
        if not leads:
            return
        at = self._at + 2  # a comma right behind the verb opens what is said
        while at < self._end:
            close = self._c.quoted(at)
            if close and close < self._end:
                at = close
                if self._c.comma(close - 1):
                    break
            if self._c.comma(at):
                break
            at += 1
        stop = at + 1 if at < self._end and not self._c.comma(at) else at
        self._end = min(self._end, stop)
        self._said = Contents(self._c, self._begin, self._end)

    def _preposed(self, at: int) -> bool:
        """Whether the word at a token opens a clause that stands before the main one."""
        if at < self._begin or self._classes[at] is not C.CLAUSE:
            return False
        before = range(self._begin, at)
        return not any(self._classes[j] in (C.FINITE, C.AUXILIARY) for j in before)

    def _begun_before(self, content: Content, source: Phrase) -> Content:
        """*If …, he said, "it will …"*: a quotation that goes on with what stood before."""
        opened, _ = content.parts[0]
        before = source.first - 1
        goes_on = opened + 1 < self._end and self._words[opened + 1][0].islower()
        if not (goes_on and self._c.comma(opened - 1) and self._c.comma(before)):
            return content
        begin = self._clause_start(before)
        if before - begin < 2 or self._opening_words(begin, before):
            return content
        return content._replace(parts=((begin, before), *content.parts))

    def _loose(self, cue: Cue, content: Content) -> bool:
        """Whether this is a relation only where nobody else speaks: a thought, a plain object, and
        all that stands in quotation marks, where the words are those of one voice."""
        quoted = self._c.tagged.inner[self._at] >= 0
        return quoted or content.shape in _LOOSE or not cue.speech

    def _unreal(self, subject: Subject, content: Content) -> bool:
        """Whether nothing is reported: the speaker's own voice, or what is not told as done."""
        phrase = subject.phrase
        if phrase is not None and self._c.tagged.entries[phrase.head].mask & INTERLOCUTOR:
            return True
        if content.shape not in _LOOSE:
            return False
        span = range(subject.start, self._at)
        if any(self._c.tagged.entries[j].mask & MODAL for j in span):
            return True
        bare = self._classes[self._at] is C.BARE and not self._auxiliary()
        return bare and self._c.raised(self._at, self._begin) < 0

    def _at_head(self, form: CueForm) -> bool:
        """*Asked whether*, *when told that*: a participle of somebody spoken to."""
        if form.cue.object != "person":
            return False
        before = self._at - 1
        return before < self._begin or self._classes[before] in (C.CLAUSE, C.MARK)

    def _form(self, parts: frozenset[str]) -> CueForm | None:
        forms = self._c.tagged.entries[self._at].cues
        return next((form for form in forms if form.part in parts), None)

    def _auxiliary(self) -> bool:
        start = self._c.subject(self._at, self._begin).start
        return any(self._classes[j] is C.AUXILIARY for j in range(start, self._at))

    # -- before the verb

    def _before(self, cue: Cue, source: Phrase | None, start: int) -> Content | None:
        """*…, he said*: what stands before the speaker, and what goes on behind."""
        if source is None or not (cue.speech or cue.complementizers):
            return None
        if self._classes[self._at] not in (C.FINITE, C.PERFECT) or source.first >= start:
            return None
        rest = self._said.past_adjuncts(self._at + 1, cue)
        close = source.first - 1
        quoted = close >= self._begin and self._c.opens(close) >= 0
        if rest < self._end and not quoted and not cue.speech and not self._free(rest):
            return None
        return self._framed(source.first, rest)

    def _quoted_before(self, cue: Cue, subject: Subject) -> Content | None:
        """*"…," X said on "Y"*: a quotation right before the speaker is what he said."""
        phrase = subject.phrase
        if phrase is None or subject.shared:
            return None
        before = phrase.first - 1
        if before < self._begin:
            return self._ended_before(before) if cue.speech else None
        if self._c.opens(before) < self._begin:
            return None
        return self._before(cue, phrase, subject.start)

    def _relative(self, cue: Cue, source: Phrase) -> Content | None:
        """*which he denied*: what was said stands before its clause."""
        before = source.first - 1
        if before < self._begin or not (cue.nominal or cue.predicate):
            return None
        if self._classes[before] not in (C.QUESTION, C.THAT):
            return None
        relative = self._c.tagged.entries[before].mask & RELATIVE
        return Content(((before, before + 1),), "noun") if relative else None

    def _free(self, at: int) -> bool:
        """Whether nothing that could be said follows at once."""
        made = self._classes[at]
        return made is C.MARK or made in (C.CLAUSE, C.COORDINATOR, C.PARTICIPLE, C.PREPOSITION)

    def _framed(self, first: int, rest: int) -> Content | None:
        """The content around *X said*, tokens ``first`` to ``rest``."""
        before = first - 1
        if before < self._begin:
            return self._ended_before(before)
        opened = self._c.opens(before)
        if opened < 0 and not (self._c.comma(before) or self._words[before] in "—–-?!"):
            return None
        if opened >= self._begin:
            begin, end = opened, before + 1
            goes_on = opened + 1 < before and self._words[opened + 1][0].islower()
            if opened > self._begin and (goes_on or not self._c.comma(opened - 1)):
                begin = self._clause_start(opened)
                if any(self._c.tagged.entries[j].cues for j in range(begin, opened)):
                    return None  # words of another voice
        else:
            begin, end = self._clause_start(before), before
            if self._words[before] in "?!":
                end = before + 1
        parts = [(begin, end)] if end - begin > 1 and not self._opening_words(begin, end) else []
        more = self._goes_on(rest, quoted=opened >= 0, begun=bool(parts))
        if more is not None:
            parts.append(more)
        if not parts:
            return None
        return Content(tuple(parts), "quote" if opened >= 0 else "clause")

    def _opening_words(self, begin: int, end: int) -> bool:
        """Whether only words like *But ultimately* or *On Monday* stand before the speaker."""
        if self._classes[begin] is C.PREPOSITION or begin in self._c.tagged.times:
            return not any(self._classes[j] in (C.FINITE, C.AUXILIARY) for j in range(begin, end))
        loose = (C.ADVERB, C.COORDINATOR, C.MARK, C.NEGATION)
        return all(self._classes[j] in loose for j in range(begin, end))

    def _ended_before(self, close: int) -> Content | None:
        """*"Who is there?" he asked*: a quotation that its own mark ended as a sentence."""
        opened = self._c.opens(close) if close >= 0 else -1
        if opened < 0 or self._c.page.line(close) != self._c.page.line(self._at):
            return None
        return Content(((opened, close + 1),), "quote") if self._words[close - 1] in "?!" else None

    def _clause_start(self, at: int) -> int:
        begin = self._begin
        while begin < at and self._classes[begin] is C.COORDINATOR:
            begin += 1
        return begin

    def _goes_on(self, rest: int, *, quoted: bool, begun: bool) -> tuple[int, int] | None:
        """The second part of a content that its cue interrupts, at ``rest``."""
        then = rest + 1
        if self._c.comma(rest) and then < self._end:
            if self._c.quoted(then) or (not quoted and self._carries_on(then, begun=begun)):
                return then, self._said.clause_end(then)
            if not quoted:
                return None
        if not quoted or any(self._c.quoted(j) for j in range(rest, self._end)):
            return None
        return self._next_quotation()

    def _carries_on(self, at: int, *, begun: bool) -> bool:
        """Whether what follows *he said,* is said, too, and tells not how."""
        if self._classes[at] is C.QUESTION:
            return False
        aside = (C.PARTICIPLE, C.COORDINATOR, C.CLAUSE, C.PREPOSITION, C.PERFECT)
        return not begun or self._classes[at] not in aside

    def _next_quotation(self) -> tuple[int, int] | None:
        """A quotation that fills the next sentence of the same paragraph."""
        sentences = self._c.page.sentences
        place = self._number + 1
        if place >= len(sentences):
            return None
        begin, end = sentences[place].start, sentences[place].end
        close = self._c.quoted(begin)
        line = self._c.page.line(self._at)[1]
        if not close or begin >= line:
            return None
        whole = close + 1 >= min(end, line) or (close + 2 >= end and self._words[close + 1] in ".")
        return (begin, min(close + 1, line)) if whole else None

    # -- the verb before its subject

    def _inverted(self) -> Draft | None:
        """*"…", said X*."""
        at = self._at
        if at <= self._begin or at + 1 >= self._end:
            return None
        before = at - 1
        if not (self._c.comma(before) or self._c.opens(before) >= self._begin):
            return None
        form = self._form(frozenset({"past", "present"}))
        if form is None or not form.cue.speech or form.cue.object == "person":
            return None
        end = self._c.forward(at + 1, min(self._end, at + 1 + _INVERTED))
        made = self._classes[at + 1]
        if end == at + 1 or made is C.OBJECT or at + 1 in self._c.tagged.times:
            return None
        if end < self._end and self._classes[end] in (C.FINITE, C.AUXILIARY, C.NEGATION):
            return None
        if self._c.comma(before) and self._c.subject(at, self._begin).phrase is not None:
            return None  # *X, a pollster, said …*
        if (
            not self._c.comma(before)
            or self._c.opens(before - 1) >= 0
            or any(self._words[j][0].isupper() for j in range(at + 1, end))
            or (made is C.DETERMINER and self._c.phrase(at + 1, end).known)
        ):
            behind = self._apposed(end)
            content = self._framed(at, behind)
            if content is None:
                return None
            return self._draft(form, self._inverted_source(at + 1, end, behind), at, content)
        return None

    def _inverted_source(self, first: int, end: int, behind: int) -> Phrase:
        """The speaker with what is told of him between commas."""
        phrase = self._c.phrase(first, end)
        then = end + 1
        if behind <= then or not self._c.comma(end) or self._classes[then] not in _TELLS:
            return phrase
        return self._c.phrase(first, behind)._replace(
            head=phrase.head, kind=phrase.kind, named=phrase.named, known=phrase.known
        )

    def _apposed(self, end: int) -> int:
        """Behind what is told of the speaker between commas."""
        if end >= self._end or not self._c.comma(end):
            return self._past_adjuncts_only(end)
        for at in range(end + 1, self._end):
            if self._c.comma(at):
                return at
            if self._c.quoted(at):
                return end
        return self._end

    def _past_adjuncts_only(self, at: int) -> int:
        while at < self._end:
            then = self._said.past_adjunct(at, self._end)
            if then == at:
                break
            at = then
        return at

    # -- passives

    def _passive(self, form: CueForm) -> Draft | None:
        """*is expected to*, *was told that*, *is seen as*: who speaks is left out, or follows."""
        cue = form.cue
        subject = self._c.subject(self._at, self._begin)
        patient = subject.phrase
        then, source = self._agent(self._at + 1)
        content = self._said.after(cue, then)
        if content is not None and content.shape == "clause":
            bare = self._classes[content.parts[0][0]] not in (C.THAT, C.QUESTION, C.CLAUSE)
            return None if bare else self._draft(form, source, subject.start, content)
        if patient is None:
            return None
        own = (patient.first, patient.end)
        if content is not None and (content.shape != "noun" or cue.predicate):
            joined = content._replace(parts=(own, *content.parts), shape="infinitive")
            return self._draft(form, source, subject.start, joined)
        behind = self._said.complement(then) if source is None else None
        if not cue.nominal or (source is None and behind is None):
            return None
        last = (self._at + 1,) if source is not None else ()
        parts = (own, behind) if behind is not None else (own,)
        return self._draft(form, source, subject.start, Content(parts, "noun", last))

    def _done_by(self, form: CueForm) -> Draft | None:
        """*a bill backed by X*: what is spoken of stands before the participle."""
        _, source = self._agent(self._at + 1)
        if source is None or not form.cue.nominal:
            return None
        before = self._at - 1 if self._c.comma(self._at - 1) else self._at
        patient = self._c.back(before, self._begin)
        if patient is None:
            return None
        content = Content(((patient.first, patient.end),), "noun", (self._at + 1,))
        return self._draft(form, source, self._at, content)

    def _agent(self, at: int) -> tuple[int, Phrase | None]:
        """*by the mayor*: who speaks in a passive, and the token behind."""
        if at + 1 < self._end and self._c.tagged.entries[at].mask & AGENT:
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
        start = min(start, self._at)
        last = max((self._at, *content.cue))
        cue: list[Range] = [(page.starts[start], page.ends[last])]
        main = max(parts, key=lambda part: part[1] - part[0])
        return Draft(
            cue_at=self._at,
            cue=disjoint(cue),
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
        )
