"""Clauses of subject-first sentences: who does what a verb says, and where a sentence ends."""

from __future__ import annotations

from typing import NamedTuple

from marsad.grammar.nounphrases import CLOSED, LONGEST_NAME, NounPhrases
from marsad.grammar.phrases import Phrase
from marsad.grammar.tagged import COMMAS, Tagged
from marsad.grammar.wordclasses import NOMINAL, VERBAL, Class
from marsad.packs.lexicon import PASSIVE, PREPOSITION, RAISING, RELATIVE

C = Class
_ASIDE = 30  # tokens between the commas behind a subject
_DASHES = frozenset("-–—")
_CHAIN = frozenset({C.AUXILIARY, C.ADVERB, C.NEGATION})
_APPOSED = frozenset({C.DETERMINER, C.NOUN, C.QUESTION, C.PERFECT})


class Subject(NamedTuple):
    """Who does what a verb says, and where the verb begins with its auxiliaries.

    ``shared`` is true where the subject is that of an earlier verb.
    """

    phrase: Phrase | None
    start: int
    shared: bool


class Clauses(NounPhrases):
    """A page of a subject-first language, with the classes of its words."""

    def __init__(self, tagged: Tagged) -> None:
        super().__init__(tagged)
        self._subjects: dict[int, Subject] = {}

    def passive(self, at: int) -> bool:
        """Whether the participle at token ``at`` stands behind a form of *to be*."""
        if self.classes[at] is not C.PERFECT:
            return False
        then = at - 1
        while then >= 0 and self.classes[then] in (C.ADVERB, C.NEGATION):
            then -= 1
        if then < 0 or not self.tagged.entries[then].mask & PASSIVE:
            return False
        short = len(self.keys[then]) == 1 and self.tagged.glued(then)  # *he's said*: he has
        return not (short and any(form.cue.speech for form in self.tagged.entries[at].cues))

    def adjective(self, at: int) -> bool:
        """Whether a word of speech at a token is an adjective behind *to be* (*is clear that*)."""
        if not any(form.part == "noun" for form in self.tagged.entries[at].cues):
            return False
        then = at - 1
        while then >= 0 and self.classes[then] in (C.ADVERB, C.NEGATION):
            then -= 1
        return then >= 0 and bool(self.tagged.entries[then].mask & PASSIVE)

    def subject(self, verb: int, first: int) -> Subject:
        """The subject before a verb, in a sentence that begins at ``first``."""
        known = self._subjects.get(verb)
        if known is None:
            self._subjects[verb] = Subject(None, verb, False)  # ends a circle
            known = self._subjects[verb] = self._find_subject(verb, first)
        return known

    def _find_subject(self, verb: int, first: int) -> Subject:
        start = self._chain(verb, first)
        made = self.classes[verb]
        auxiliary = any(self.classes[j] in (C.AUXILIARY, C.FINITE) for j in range(start, verb))
        if made is C.PARTICIPLE and not auxiliary:
            return self._of_participle(verb, start, first)
        if made is C.PERFECT and not auxiliary:
            return Subject(None, verb, False)
        if made is C.BARE and not auxiliary:
            return self._of_infinitive(start, first)
        return self._before(start, first)

    def _chain(self, verb: int, first: int) -> int:
        """Where a verb begins with its auxiliaries, adverbs, and what only colours it."""
        at = verb
        raised = self.raised(verb, first)
        if raised >= 0:
            at = raised
        while at > first:
            before = at - 1
            if (self.classes[before] in _CHAIN and before not in self.tagged.times) or (
                self.words[before] in "'’" and self.classes[before + 1] in _CHAIN
            ):
                at = before
            else:
                break
        return at

    def raised(self, verb: int, first: int) -> int:
        """The verb that only colours the infinitive at a token (*went on to say*), or -1."""
        at = verb - 1
        while at > first and self.classes[at] is C.ADVERB:
            at -= 1
        if (
            self.classes[verb] is not C.BARE
            or at <= first
            or (self.classes[at] is not C.INFINITIVE)
        ):
            return -1
        for then in (at - 1, at - 2):
            if then >= first and self.classes[then] in (C.FINITE, C.PERFECT):
                alone = then == at - 1 and self.tagged.entries[then].mask & RAISING
                whole = self.tagged.sequence("raising", then) == at - then > 1
                return then if alone or whole else -1
        return -1

    def _before(self, start: int, first: int) -> Subject:
        end = self._without_adjuncts(start, first)
        if end <= first:
            return Subject(None, start, False)
        before = self.classes[end - 1]
        if before in (C.PRONOUN, C.OBJECT):
            return Subject(self._with_pronoun(end, first), start, False)
        if before in (C.QUESTION, C.THAT) and self.tagged.entries[end - 1].mask & RELATIVE:
            return Subject(self._related(end - 1, first), start, False)
        if self.comma(end - 1) or self.words[end - 1] in _DASHES:
            aside = self._before_aside(end - 1, first)
            if aside is None and self.comma(end - 1):
                return self._shared(end - 1, start, first)
            return Subject(aside, start, False)
        opened = self.opens(end - 1)
        if opened >= first and end - opened <= LONGEST_NAME and self.comma(end - 2):
            return Subject(self._before_aside(end - 2, first), start, False)
        if before is C.COORDINATOR:
            return self._shared(end - 1, start, first)
        return Subject(self.back(end, first), start, False)

    def _related(self, at: int, first: int) -> Phrase | None:
        """A relative pronoun as a subject; none is one that a preposition governs (*of which*)."""
        governed = at > first and self.classes[at - 1] is C.PREPOSITION
        return None if governed else self.phrase(at, at + 1)

    def _with_pronoun(self, end: int, first: int) -> Phrase | None:
        """A pronoun, or the phrase in whose relative clause it is the object (*X, who saw it*)."""
        at, verb = end - 1, end - 2
        subject = self.classes[at] is C.PRONOUN
        clausal = subject and verb > first and self.tagged.entries[verb].cues
        if verb > first and self.classes[verb] in (C.FINITE, C.PERFECT) and not clausal:
            relative = self._relative(verb, first)
            if relative >= 0 and self._chain(verb, first) == relative + 1:
                head = self.back(relative, first)
                return self.phrase(head.first, end) if head is not None else None
        return self.phrase(at, end) if subject else None

    def _without_adjuncts(self, end: int, first: int) -> int:
        """Before times and short prepositional phrases of time (*Trump on Tuesday said*)."""
        while end > first and end - 1 in self.tagged.times:
            then = end
            while then > first and then - 1 in self.tagged.times:
                then -= 1
            if then > first and self.classes[then - 1] in (C.PREPOSITION, C.CLAUSE):
                then -= 1
            if then <= first:
                break
            end = then
        return end

    def _before_aside(self, comma: int, first: int) -> Phrase | None:
        """*X, who …, said*: the phrase before what stands between commas.

        The nearest name, else the phrase that opens its clause, else the farthest.
        """
        mark = self.words[comma]
        found: Phrase | None = None
        for at in range(comma - 1, max(first, comma - _ASIDE), -1):
            opened = self.opens(at)
            if opened >= 0 and at - opened > LONGEST_NAME:
                return found
            same = self.words[at] in COMMAS if mark in COMMAS else self.words[at] in _DASHES
            head = self.back(at, first) if same else None
            if head is None or not self._free(head, at, first):
                continue
            found = self._with_apposition(head, at, comma)
            named = self.words[head.first][0].isupper()
            if not self.comma(head.first - 1) or (
                named and self.classes[head.first] is not C.DETERMINER
            ):
                return found
        return found

    def _free(self, head: Phrase, at: int, first: int) -> bool:
        """Whether a phrase before a comma can be a subject."""
        if self.classes[head.first] is C.PRONOUN and at - head.first > 1:
            return False
        before = head.first - 1
        if before < first:
            return True
        either = self.classes[before] is C.CLAUSE and (
            self.tagged.entries[before].mask & PREPOSITION
        )
        return self.classes[before] in CLOSED and not either

    def _with_apposition(self, head: Phrase, at: int, comma: int) -> Phrase:
        """The phrase with what names it a second time; other asides are no part of it."""
        then = at + 1
        if then >= comma or self.classes[then] not in _APPOSED or then in self.tagged.times:
            return head
        if self.classes[then] is not C.QUESTION and self._clausal(then, comma):
            return head  # *X, Y said, has claimed*
        return self.phrase(head.first, comma)._replace(
            head=head.head, kind=head.kind, named=head.named, known=head.known
        )

    def _clausal(self, at: int, stop: int) -> bool:
        """Whether a main verb stands in a range, and not in a relative clause."""
        for then in range(at, stop):
            if self.classes[then] in (C.QUESTION, C.THAT):
                return False
            if self.classes[then] in (C.FINITE, C.AUXILIARY):
                return True
        return False

    def _shared(self, coordinator: int, start: int, first: int) -> Subject:
        """The subject of the verb that *and* joins this one to."""
        best: Phrase | None = None
        speech = self._speech(start)
        for at in range(coordinator - 1, first - 1, -1):
            if self.quoted(at) > coordinator:
                break
            verb = self.classes[at] is C.FINITE or (
                self.classes[at] is C.PERFECT and self.classes[at - 1] in _CHAIN
            )
            if not verb:
                continue
            phrase = self.subject(at, first).phrase
            if phrase is not None and not (speech and self._subordinate(at, first)):
                return Subject(phrase, start, True)
            best = best or phrase
        return Subject(best, start, True)

    def _speech(self, start: int) -> bool:
        """Whether the verb that begins at a token is one of speech."""
        at = start
        while at < len(self.words) and self.classes[at] in _CHAIN:
            at += 1
        cues = self.tagged.entries[at].cues if at < len(self.words) else ()
        return any(form.cue.speech for form in cues)

    def _of_participle(self, verb: int, start: int, first: int) -> Subject:
        """*a statement saying*, *he left, saying*, *by saying*."""
        if (
            start > first
            and self.classes[start - 1] in NOMINAL
            and start - 1 not in self.tagged.times
        ):
            return Subject(self.back(start, first), start, False)
        main = self._main(start, first)
        if main >= 0:
            return Subject(self.subject(main, first).phrase, start, True)
        return Subject(self._following(verb), start, True)

    def _main(self, at: int, first: int) -> int:
        """The nearest verb before a token that is finite and not in a clause of its own."""
        at -= 1
        best = -1
        while at >= first:
            opened = self.opens(at)
            if opened >= first:
                at = opened - 1
                continue
            made = self.classes[at]
            if made is C.FINITE or (made in (C.PERFECT, C.BARE) and self._finite_chain(at, first)):
                if not self._subordinate(at, first):
                    return at
                best = at if best < 0 else best
            at -= 1
        return best

    def _subordinate(self, verb: int, first: int) -> bool:
        """Whether a verb stands in a clause that depends on another one."""
        subject = self.subject(verb, first)
        phrase = subject.phrase
        if phrase is None or subject.shared:
            return False
        if self.classes[phrase.first] in (C.QUESTION, C.THAT):
            return True
        before = phrase.first - 1
        if before < first:
            return False
        made = self.classes[before]
        return made in (C.CLAUSE, C.THAT, C.QUESTION, C.FINITE, C.BARE, C.PERFECT, C.NOUN)

    def _finite_chain(self, at: int, first: int) -> bool:
        start = self._chain(at, first)
        return any(self.classes[j] is C.AUXILIARY for j in range(start, at))

    def _following(self, verb: int) -> Phrase | None:
        """*Speaking in Ohio, Trump said*: the subject behind the comma."""
        sentence = self.page.sentences[self.page.sentence_at(verb)]
        for at in range(verb + 1, min(sentence.end, verb + _ASIDE)):
            if self.comma(at):
                then = self.forward(at + 1, sentence.end, of=False)
                if (
                    then > at + 1
                    and then < sentence.end
                    and (self.classes[then] in (C.FINITE, C.AUXILIARY, C.ADVERB))
                ):
                    return self.phrase(at + 1, then)
        return None

    def _of_infinitive(self, start: int, first: int) -> Subject:
        """*wants to say*: the subject of the verb before."""
        at = start - 1
        if at < first or self.classes[at] is not C.INFINITIVE:
            return self._coordinated_bare(start, first)
        governor = next(
            (j for j in range(at - 1, max(first, at - 12) - 1, -1) if self.classes[j] in VERBAL), -1
        )
        if governor < 0:
            return Subject(None, start, False)
        return Subject(self.subject(governor, first).phrase, at, True)

    def _coordinated_bare(self, start: int, first: int) -> Subject:
        for at in range(start - 2, max(first, start - 25) - 1, -1):
            if self.classes[at] is C.BARE:
                return Subject(self.subject(at, first).phrase, start, True)
        return Subject(None, start, False)

    def bounds(self, at: int, begin: int) -> tuple[int, int]:
        """The range in which a cue at a token is read: its sentence, or the quotation around it."""
        _, end = self.sentence(at)
        inner = self.tagged.inner[at]
        if inner >= 0:
            return max(begin, inner + 1), min(end, self.tagged.close_of[inner])
        return begin, end

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence (first, end exclusive) of a token, its last stop and marks aside."""
        one = self.page.sentences[self.page.sentence_at(at)]
        end = one.end
        enders = self.tagged.pack.writing.enders
        while (
            end > one.start + 1 and self.words[end - 1] in enders and not self.abbreviates(end - 1)
        ):
            end -= 1
        return one.start, end
