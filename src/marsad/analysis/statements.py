"""Attributions by verbs in subject-first sentences: source, cue and content of each."""

from __future__ import annotations

from typing import NamedTuple

from marsad.grammar.clauses import Clauses, Subject
from marsad.grammar.drafts import Draft, Range, disjoint
from marsad.grammar.phrases import Phrase
from marsad.grammar.tagged import COMMAS
from marsad.grammar.wordclasses import NOMINAL, VERBAL, Class
from marsad.model import Stance
from marsad.packs.cues import Cue, CueForm
from marsad.packs.lexicon import AGENT, ASIDE, INTERLOCUTOR, MODAL, PREPOSITION, RELATIVE

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
_INVERTED = 12  # tokens of a subject behind its verb


class Content(NamedTuple):
    """Ranges of tokens that are the content, how it opens, and tokens that join the cue."""

    parts: tuple[tuple[int, int], ...]
    shape: str
    cue: tuple[int, ...] = ()


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
        if self._c.passive(at):
            return self._passive(form)
        if made is C.PERFECT and not self._auxiliary():
            return None
        subject = self._c.subject(at, self._begin)
        content = self._after(form.cue, self._at + 1)
        if content is None:
            content = self._before(form.cue, subject.phrase, subject.start)
        if content is None or self._unreal(form.cue, subject, content):
            return None
        return self._draft(form, subject.phrase, subject.start, content)

    def _unreal(self, cue: Cue, subject: Subject, content: Content) -> bool:
        """Whether nothing is reported: the speaker's own voice, or what is not told as done."""
        phrase = subject.phrase
        if phrase is not None and self._c.tagged.entries[phrase.head].mask & INTERLOCUTOR:
            return True
        if content.shape not in _LOOSE:
            return False
        span = range(subject.start, self._at)
        if any(self._c.tagged.entries[j].mask & MODAL for j in span):
            return True
        return self._classes[self._at] is C.BARE and not self._auxiliary()

    def _form(self, parts: frozenset[str]) -> CueForm | None:
        forms = self._c.tagged.entries[self._at].cues
        return next((form for form in forms if form.part in parts), None)

    def _auxiliary(self) -> bool:
        start = self._c.subject(self._at, self._begin).start
        return any(self._classes[j] is C.AUXILIARY for j in range(start, self._at))

    # -- behind the verb

    def _after(self, cue: Cue, at: int) -> Content | None:
        """What is said from token ``at`` behind the verb on, or ``None``."""
        while at < self._end and self._classes[at] is C.ADVERB:
            at += 1
        opened = self._opening(at, cue)
        if opened is not None and opened.shape != "noun":
            return opened
        after = self._by_preposition(at, cue)
        if after is not None:
            return after
        then = self._past_adjuncts(at, cue)
        if then > at:
            further = self._opening(then, cue)
            if further is not None and further.shape != "noun":
                return further
        return opened

    def _by_preposition(self, at: int, cue: Cue) -> Content | None:
        if at >= self._end or self._c.keys[at] not in cue.prepositions:
            return None
        content = self._noun(at + 1) or self._opening(at + 1, cue)
        if content is None and at + 1 < self._end and self._classes[at + 1] is C.PARTICIPLE:
            content = Content(((at + 1, self._noun_end(at + 1)),), "noun")
        return content._replace(cue=(*range(self._at + 1, at + 1),)) if content else None

    def _past_adjuncts(self, at: int, cue: Cue) -> int:
        """Behind whom it is said to, when and where (*told reporters on Tuesday in Ohio*)."""
        stop = min(self._end, at + _LONGEST)
        if cue.object == "person" and at < stop:
            at = self._c.forward(at, stop, of=False)
        while at < stop:
            then = self._past_adjunct(at, stop)
            if then == at:
                break
            at = then
        return at

    def _past_adjunct(self, at: int, stop: int) -> int:
        if at in self._c.tagged.times or self._classes[at] is C.ADVERB:
            return at + 1
        if self._classes[at] is C.PREPOSITION:
            then = self._c.forward(at + 1, stop)
            if then > at + 1:
                return then
            return at + 2 if at + 1 in self._c.tagged.times else at
        return at

    def _opening(self, at: int, cue: Cue) -> Content | None:
        """The content that opens at token ``at``."""
        if at >= self._end:
            return None
        comma = self._c.comma(at)
        then = at + 1 if comma else at
        if then < self._end and self._c.quoted(then) and (cue.speech or cue.complementizers):
            return self._quotation(then)
        if self._words[at] == ":" and (cue.speech or cue.complementizers):
            return Content(((at + 1, self._end),), "colon", (at,)) if at + 1 < self._end else None
        if comma:
            return None
        made = self._classes[at]
        if made is C.THAT and "that" in cue.complementizers:
            return self._clause(at)
        if made is C.INFINITIVE and "to" in cue.complementizers:
            return Content(((at, self._clause_end(at)),), "infinitive")
        if self._question(at, cue):
            return self._clause(at)
        if "that" in cue.complementizers and self._bare_clause(at):
            return self._clause(at)
        return self._noun(at) if cue.nominal or cue.predicate else None

    def _question(self, at: int, cue: Cue) -> bool:
        if self._classes[at] not in (C.QUESTION, C.CLAUSE) or "whether" not in cue.complementizers:
            return False
        asked = self._classes[at] is C.QUESTION or cue.stance is Stance.ASK
        return asked or self._c.keys[at] == "whether"

    def _bare_clause(self, at: int) -> bool:
        """Whether a clause without its *that* begins at a token: a subject and its verb."""
        made = self._classes[at]
        if made not in NOMINAL and made not in (C.DETERMINER, C.PRONOUN, C.GENITIVE, C.THAT):
            return False
        then = self._c.forward(at, self._end)
        while then < self._end and (
            self._classes[then] is C.ADVERB
            or then in self._c.tagged.times
            or self._words[then] in "'’"
        ):
            then += 1
        if then >= self._end:
            return False
        if self._classes[then] in (C.FINITE, C.AUXILIARY, C.NEGATION):
            return True
        return self._c.comma(then) and self._verb_behind(then)

    def _verb_behind(self, comma: int) -> bool:
        for at in range(comma + 1, min(self._end, comma + _LONGEST)):
            if self._c.comma(at) and at + 1 < self._end:
                return self._classes[at + 1] in (C.FINITE, C.AUXILIARY)
        return False

    def _quotation(self, at: int) -> Content:
        """A quotation, and what goes on with it in the clause."""
        close = self._c.quoted(at)
        end = min(close + 1, len(self._words))
        if end < self._end and not (self._words[close - 1] in ".!?," or self._c.comma(end)):
            end = self._clause_end(end)
        return Content(((at, end),), "quote")

    def _clause(self, at: int) -> Content:
        return Content(((at, self._clause_end(at)),), "clause")

    def _clause_end(self, at: int) -> int:
        """Where a clause that somebody says ends."""
        begin = at
        while at < self._end:
            close = self._c.quoted(at)
            if close and close < self._end:
                at = close + 1
                continue
            if at > begin + 1 and self._ends(at):
                return at
            at += 1
        return self._end

    def _ends(self, at: int) -> bool:
        then = at + 1
        if self._words[at] in COMMAS:
            if then >= self._end:
                return True
            if self._words[at] == ";":
                return True
            made, entry = self._classes[then], self._c.tagged.entries[then]
            if made is C.PARTICIPLE and entry.cues:
                return True
            if then in self._c.tagged.tails:
                return True
            if made is C.COORDINATOR and self._says_more(then):
                return True
            return bool(entry.mask & ASIDE)
        if self._words[at] in _DASHES:
            return not self._c.tagged.glued(at) or self._words[at] != "-"
        if self._classes[at] is C.COORDINATOR:
            return self._says_more(at)
        return at in self._c.tagged.tails

    def _says_more(self, at: int) -> bool:
        """*and added*: the same speaker goes on with a cue of its own."""
        then = at + 1
        while then < self._end and self._classes[then] is C.ADVERB:
            then += 1
        if then < self._end and self._classes[then] is C.PRONOUN:
            then += 1
            while then < self._end and self._classes[then] in (C.ADVERB, C.AUXILIARY):
                then += 1
        if then >= self._end or self._classes[then] not in VERBAL:
            return False
        return any(form.cue.speech for form in self._c.tagged.entries[then].cues)

    def _noun(self, at: int) -> Content | None:
        """A noun phrase, or a doing, that is what somebody speaks of."""
        if at >= self._end:
            return None
        made = self._classes[at]
        if made is C.QUESTION:
            return self._clause(at)
        nominal = made in NOMINAL or made in (C.DETERMINER, C.PRONOUN, C.OBJECT, C.PARTICIPLE)
        if not (nominal or self._c.quoted(at) or made is C.NEGATION):
            return None
        if at in self._c.tagged.times and self._c.forward(at, self._end) == at + 1:
            return None
        end = self._noun_end(at)
        return Content(((at, end),), "noun") if end > at else None

    def _noun_end(self, at: int) -> int:
        stop, begin = min(self._end, at + _OBJECT), at
        while at < stop:
            close = self._c.quoted(at)
            if close:
                at = min(close + 1, stop)
                continue
            made = self._classes[at]
            if at > begin and (self._words[at] in COMMAS or self._words[at] in "—–:("):
                return at
            if made is C.CLAUSE and at > begin and self._own_clause(at):
                return at
            if made is C.COORDINATOR and self._joins_verb(at):
                return at
            if at > begin and at in self._c.tagged.times and not self._owned(at):
                return at - 1 if self._classes[at - 1] is C.PREPOSITION and at - 1 > begin else at
            if at in self._c.tagged.tails:
                return at
            at += 1
        return stop

    def _own_clause(self, at: int) -> bool:
        """Whether a word opens a clause with a verb, or can be nothing else."""
        if not self._c.tagged.entries[at].mask & PREPOSITION:
            return True
        for then in range(at + 1, min(self._end, at + _INVERTED)):
            if self._classes[then] in (C.FINITE, C.AUXILIARY):
                return True
            if self._words[then] in COMMAS or self._c.quoted(then):
                return False
        return False

    def _owned(self, at: int) -> bool:
        """Whether a time describes a noun (*Tuesday's vote*, *the 2016 election*)."""
        then = at + 1
        while then < self._end and then in self._c.tagged.times:
            then += 1
        return then < self._end and self._classes[then] in (C.NOUN, C.GENITIVE)

    def _joins_verb(self, at: int) -> bool:
        then = at + 1
        while then < self._end and self._classes[then] is C.ADVERB:
            then += 1
        return then < self._end and self._classes[then] in (C.FINITE, C.AUXILIARY, C.PRONOUN)

    # -- before the verb

    def _before(self, cue: Cue, source: Phrase | None, start: int) -> Content | None:
        """*…, he said*: what stands before the speaker, and what goes on behind."""
        if source is None or not (cue.speech or "that" in cue.complementizers):
            return None
        if self._classes[self._at] not in (C.FINITE, C.BARE, C.PERFECT) or source.first >= start:
            return None
        rest = self._past_adjuncts(self._at + 1, cue)
        if rest < self._end and not self._free(rest):
            return None
        return self._framed(source.first, rest)

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
            if opened > self._begin and not self._c.comma(opened - 1):
                begin = self._clause_start(opened)
        else:
            begin, end = self._clause_start(before), before
            if self._words[before] in "?!":
                end = before + 1
        if end - begin < 2:
            return None
        parts = [(begin, end)]
        more = self._goes_on(rest, quoted=opened >= 0)
        if more is not None:
            parts.append(more)
        return Content(tuple(parts), "quote" if opened >= 0 else "clause")

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

    def _goes_on(self, rest: int, *, quoted: bool) -> tuple[int, int] | None:
        """The second part of a content that its cue interrupts."""
        if rest < self._end and self._words[rest] in COMMAS:
            then = rest + 1
            if then < self._end and (self._c.quoted(then) or not quoted):
                made = self._classes[then]
                if quoted:
                    return then, self._clause_end(then)
                if made in (
                    C.PARTICIPLE,
                    C.COORDINATOR,
                    C.CLAUSE,
                    C.PREPOSITION,
                    C.PERFECT,
                ):
                    return None
                if self._c.tagged.entries[then].mask & RELATIVE:
                    return None
                return then, self._clause_end(then)
            if not quoted:
                return None
        if not quoted or any(self._c.quoted(j) for j in range(rest, self._end)):
            return None
        return self._next_quotation()

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
        if form is None or not form.cue.speech:
            return None
        end = self._c.forward(at + 1, min(self._end, at + 1 + _INVERTED))
        made = self._classes[at + 1]
        if end == at + 1 or made is C.OBJECT or at + 1 in self._c.tagged.times:
            return None
        if end < self._end and self._classes[end] in (C.FINITE, C.AUXILIARY, C.NEGATION):
            return None
        if (
            not self._c.comma(before)
            or self._c.opens(before - 1) >= 0
            or self._words[at + 1][0].isupper()
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
            then = self._past_adjunct(at, self._end)
            if then == at:
                break
            at = then
        return at

    # -- passives

    def _passive(self, form: CueForm) -> Draft | None:
        """*is expected to*, *was told that*: the one who speaks is left out, or follows."""
        cue = form.cue
        subject = self._c.subject(self._at, self._begin)
        then, source = self._agent(self._at + 1)
        content = self._after(cue, then)
        if content is not None and content.shape == "noun":
            content = None
        patient = subject.phrase
        if content is None and source is not None and patient is not None and cue.nominal:
            content = Content(((patient.first, patient.end),), "noun", (self._at + 1,))
        elif content is not None and content.shape == "infinitive" and patient is not None:
            content = content._replace(parts=((patient.first, patient.end), *content.parts))
        return self._draft(form, source, subject.start, content) if content is not None else None

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
            loose=content.shape in _LOOSE,
        )
