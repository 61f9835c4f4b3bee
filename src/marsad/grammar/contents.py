"""Where what is said begins and ends in subject-first sentences."""

from __future__ import annotations

from typing import NamedTuple

from marsad.grammar.clauses import Clauses
from marsad.grammar.tagged import COMMAS
from marsad.grammar.wordclasses import NOMINAL, VERBAL, Class
from marsad.model import Stance
from marsad.packs.cues import Cue
from marsad.packs.lexicon import ALTERNATIVE, ASIDE, CONDITIONAL, OMISSIBLE, QUESTION

C = Class
_LONGEST = 25  # tokens of adjuncts between a verb and what it says
_OBJECT = 30  # tokens of a noun that is a content
_NEAR = 7  # tokens of an adjunct before *that*
_FAR = 40  # tokens in which the verb of a clause is looked for
_PARTED = frozenset(
    {C.DETERMINER, C.PARTICIPLE, C.PERFECT, C.ADVERB, C.FINITE, C.AUXILIARY, C.PRONOUN}
    | {C.QUESTION, C.CLAUSE, C.THAT}
)
_ASIDES = frozenset({C.PREPOSITION, C.CLAUSE, C.PARTICIPLE, C.ADVERB})
_APART = _PARTED - {C.QUESTION, C.CLAUSE}
_SUBJECTS = frozenset({C.DETERMINER, C.PRONOUN, C.GENITIVE, C.THAT})
_CLAUSE = 12  # tokens in which the verb of a clause stands
_AMOUNT = NOMINAL | {C.DETERMINER}
_SPAN = 4  # tokens of *two long weeks*
_DASHES = frozenset("-–—")


class Content(NamedTuple):
    """Ranges of tokens that are the content, how it opens, and tokens that join the cue."""

    parts: tuple[tuple[int, int], ...]
    shape: str
    cue: tuple[int, ...] = ()


class Contents:
    """The contents of one sentence, or of one quotation: tokens ``begin`` to ``end``."""

    def __init__(self, clauses: Clauses, begin: int, end: int) -> None:
        self._c, self.begin, self.end = clauses, begin, end
        self._classes, self._words = clauses.classes, clauses.words

    def after(self, cue: Cue, at: int) -> Content | None:
        """What is said from token ``at`` behind the verb on, or ``None``."""
        while at < self.end and self._classes[at] is C.ADVERB:
            at += 1
        told = self.past_adjuncts(at, cue) if cue.object == "person" else at
        if told > at and (clause := self._clausal(told, cue)) is not None:
            return clause
        opened = self.opening(at, cue) if at not in self._c.tagged.times else None
        if opened is not None and opened.shape != "noun":
            return opened
        return (
            self._by_preposition(at, cue) or self._apart(at, cue) or opened or self._timed(at, cue)
        )

    def _timed(self, at: int, cue: Cue) -> Content | None:
        """A noun behind words that tell when (*announced on Monday the closure*)."""
        then = self.past_times(at)
        noun = then > at and then < self.end and self._classes[then] is C.DETERMINER
        return self.opening(then, cue) if noun and cue.nominal else None

    def _clausal(self, at: int, cue: Cue) -> Content | None:
        """What opens at a token, unless it is a mere noun."""
        opened = self.opening(at, cue)
        return opened if opened is not None and opened.shape != "noun" else None

    def _apart(self, at: int, cue: Cue) -> Content | None:
        """What opens behind words that tell to whom, when and where."""
        then = self.past_adjuncts(at, cue)
        if then > at:
            found = self._clausal(then, cue) or self._by_preposition(then, cue)
            if found is not None:
                return found
        return self._that_behind(at, cue)

    def _that_behind(self, at: int, cue: Cue) -> Content | None:
        """A clause with its complementizer behind words that tell when or where."""
        if cue.nominal and at < self.end and self._classes[at] is C.DETERMINER:
            return None
        for then in range(at, min(self.end, at + _NEAR)):
            made = self._classes[then]
            if made is C.THAT and self._c.keys[then] in cue.complementizers:
                verb = then + 1 < self.end and self._classes[then + 1] in (C.FINITE, C.AUXILIARY)
                return None if verb else self._clause(then)  # *deals that failed*
            if made is C.MARK or made in VERBAL or made in _SUBJECTS:
                return None
        return None

    def _by_preposition(self, at: int, cue: Cue) -> Content | None:
        if at >= self.end or self._c.keys[at] not in cue.prepositions:
            return None
        content = self.noun(at + 1) or self.opening(at + 1, cue)
        return content._replace(cue=(at,)) if content else None

    def past_adjuncts(self, at: int, cue: Cue) -> int:
        """Behind whom it is said to, when and where (*told reporters on Tuesday in Ohio*)."""
        stop = min(self.end, at + _LONGEST)
        if cue.object == "person" and at < stop:
            at = self._c.forward(at, stop, of=False)
        while at < stop:
            then = self.past_adjunct(at, stop)
            if then == at:
                break
            at = then
        return self._past_aside(at, stop)

    def _past_aside(self, at: int, stop: int) -> int:
        """Behind an adjunct between commas, if a quotation or *that* follows."""
        if not self._c.comma(at) or at + 1 >= stop:
            return at
        then = next((j for j in range(at + 1, stop) if self._c.comma(j) or self._c.quoted(j)), stop)
        follows = (
            then + 1 < stop
            and self._c.comma(then)
            and (self._c.quoted(then + 1) or self._classes[then + 1] in (C.THAT, C.QUESTION))
        )
        says = bool(self._c.tagged.entries[at + 1].cues)
        adjunct = self._classes[at + 1] in _ASIDES and not says
        if not (follows and adjunct):
            return at
        return then if self._c.quoted(then + 1) else then + 1

    def past_times(self, at: int) -> int:
        """Behind what tells when and where."""
        while at < self.end:
            then = self.past_adjunct(at, self.end)
            if then == at:
                break
            at = then
        return at

    def past_adjunct(self, at: int, stop: int) -> int:
        if at in self._c.tagged.times or self._classes[at] is C.ADVERB:
            return at + 1
        if self._classes[at] is C.PREPOSITION:
            then = self._c.forward(at + 1, stop)
            if then > at + 1:
                return then
            return at + 2 if at + 1 in self._c.tagged.times else at
        return at

    def opening(self, at: int, cue: Cue) -> Content | None:
        """The content that opens at token ``at``."""
        if at >= self.end:
            return None
        comma = self._c.comma(at)
        then = at + 1 if comma else at
        if then < self.end and self._c.quoted(then) and (cue.speech or cue.complementizers):
            return self._quotation(then)
        if self._words[at] == ":" and (cue.speech or cue.complementizers):
            return Content(((at + 1, self.end),), "colon", (at,)) if at + 1 < self.end else None
        if comma:
            return None
        made = self._classes[at]
        if self._c.keys[at] in cue.complementizers and made in (C.THAT, C.INFINITIVE):
            if made is C.THAT:
                return self._clause(at)
            return Content(((at, self._infinitive_end(at)),), "infinitive")
        if self._question(at, cue) or (self.leaves_out(cue) and self._bare_clause(at)):
            return self._clause(at)
        found = self.noun(at) if cue.nominal or cue.predicate else None
        return self._with_charge(found, cue) if found else None

    def _with_charge(self, found: Content, cue: Cue) -> Content:
        """*accused the firm, which runs the plant, of …*: the charge behind a relative clause."""
        ((first, end),) = found.parts[-1:]
        if not self._c.comma(end) or end + 1 >= self.end:
            return found
        if self._classes[end + 1] is not C.QUESTION:
            return found
        stop = min(self.end - 1, end + _LONGEST)
        close = next((j for j in range(end + 2, stop) if self._c.comma(j)), 0)
        then = close + 1
        called = self._classes[then] is C.INFINITIVE and self._c.keys[then] in cue.complementizers
        accused = self._classes[then] is C.PREPOSITION and cue.object == "person"
        if not close or not (called or accused) or then + 1 in self._c.tagged.times:
            return found
        return Content((*found.parts[:-1], (first, self.noun_end(close + 2))), found.shape)

    def _question(self, at: int, cue: Cue) -> bool:
        """Whether a question opens that the cue can have for its content."""
        if self._classes[at] not in (C.QUESTION, C.CLAUSE):
            return False
        asked = any(self._mask(word) & QUESTION for word in cue.complementizers)
        if not asked or not self._mask(self._c.keys[at]) & QUESTION:
            return False
        free = self._classes[at] is C.QUESTION or cue.stance is Stance.ASK
        return free or self._c.keys[at] in cue.complementizers

    def leaves_out(self, cue: Cue) -> bool:
        """Whether a clause may follow without its complementizer."""
        return any(self._mask(word) & OMISSIBLE for word in cue.complementizers)

    def _mask(self, word: str) -> int:
        return self._c.tagged.pack.lexicon.look(word).mask

    def _bare_clause(self, at: int) -> bool:
        """Whether a clause without its complementizer begins at a token: a subject and a verb."""
        made = self._classes[at]
        if made not in NOMINAL and made not in _SUBJECTS and made is not C.PARTICIPLE:
            return False
        return self._has_verb(at)

    def _has_verb(self, at: int) -> bool:
        """Whether a finite verb follows that belongs to no relative clause on the way."""
        relative = False
        for then in range(at, min(self.end, at + _FAR)):
            made = self._classes[then]
            if made in (C.FINITE, C.AUXILIARY):
                if not relative:  # behind *and* it is a second verb of whoever speaks
                    return self._classes[then - 1] is not C.COORDINATOR
                relative = self._chained(then)
            elif made in (C.QUESTION, C.THAT) and then > at:
                relative = True
            elif self._c.comma(then):
                return self._verb_behind(then)
            elif made is C.CLAUSE and then > at:
                return False
        return False

    def _chained(self, at: int) -> bool:
        """Whether the verb at a token goes on behind it (*has been told*)."""
        then = at + 1
        return (
            self._classes[at] is C.AUXILIARY
            and then < self.end
            and (self._classes[then] is C.AUXILIARY)
        )

    def _alternative(self, at: int) -> bool:
        """Whether a word joins alternatives, which go on with a list."""
        return bool(self._c.tagged.entries[at].mask & ALTERNATIVE)

    def _verb_behind(self, comma: int) -> bool:
        for at in range(comma + 1, min(self.end, comma + _LONGEST)):
            if self._c.comma(at) and at + 1 < self.end:
                return self._classes[at + 1] in (C.FINITE, C.AUXILIARY)
        return False

    def loosely(self, at: int, cue: Cue) -> Content | None:
        """A clause that opens in any way, behind a cue that can have nothing else for content."""
        while at < self.end and at in self._c.tagged.times:
            at += 1
        if not self.leaves_out(cue) or cue.nominal or at >= self.end or self._c.comma(at):
            return None
        if self._classes[at] is C.CLAUSE and not self._mask(self._c.keys[at]) & CONDITIONAL:
            return None  # *said as she left*
        verb = any(
            self._classes[then] in (C.FINITE, C.AUXILIARY) for then in range(at + 1, self.end)
        )
        return self._clause(at) if verb else None

    def _quotation(self, at: int) -> Content:
        """A quotation, and what goes on with it in the clause."""
        close = self._c.quoted(at)
        end = min(close + 1, len(self._words))
        if end < self.end and not (self._words[close - 1] in ".!?," or self._c.comma(end)):
            end = self.clause_end(end)
        return Content(((at, end),), "quote")

    def _clause(self, at: int) -> Content:
        return Content(((at, self.clause_end(at)),), "clause")

    def clause_end(self, at: int) -> int:
        """Where a clause that somebody says ends."""
        begin = at
        while at < self.end:
            close = self._c.quoted(at)
            if close and close < self.end:
                at = close + 1
                if self._c.comma(close - 1) and self._turns(at):
                    return at  # *said it was "over," and left*
                continue
            aside = self._source_aside(at) or self._dash_aside(at)
            if aside:
                at = aside
                continue
            if at > begin + 1 and self._ends(at):
                return at
            at += 1
        return self.end

    def _turns(self, at: int) -> bool:
        """Whether the writer speaks again behind a quotation that ended with a comma."""
        made = self._classes[at] if at < self.end else C.MARK
        if made is C.COORDINATOR:
            return self._joins_verb(at) or bool(self._c.tagged.entries[at].mask & ASIDE)
        return made in (C.PARTICIPLE, C.CLAUSE)

    def _source_aside(self, at: int) -> int:
        """Behind *, according to X,* in the middle of a clause; 0 where none stands."""
        if not self._c.comma(at) or at + 1 not in self._c.tagged.tails:
            return 0
        close = next((j for j in range(at + 1, self.end) if self._c.comma(j)), self.end)
        return close + 1 if close + 2 < self.end else 0

    def _dash_aside(self, at: int) -> int:
        """Behind what stands between two dashes; 0 where no second one follows."""
        if not self._dash(at):
            return 0
        stop = min(self.end - 1, at + _LONGEST)
        close = next((j for j in range(at + 2, stop) if self._dash(j)), 0)
        return close + 1 if close else 0

    def _dash(self, at: int) -> bool:
        """Whether a dash parts clauses at a token, and joins no words."""
        word = self._words[at]
        return word in _DASHES and (word != "-" or not self._c.tagged.glued(at))

    def _infinitive_end(self, at: int) -> int:
        """Where an infinitive with its objects ends: as a clause, or at the comma of a noun."""
        end, then = self.clause_end(at), at
        while then < end:
            close = self._c.quoted(then)
            if close and close < end:
                then = close
            elif (self._c.comma(then) and self._parted(then + 1, _APART)) or (
                self._classes[then] is C.COORDINATOR and self._goes_on(then + 1)
            ):
                return then
            then += 1
        return end

    def _goes_on(self, at: int) -> bool:
        """Whether a finite verb follows at once."""
        while at < self.end and self._classes[at] is C.ADVERB:
            at += 1
        return at < self.end and self._classes[at] in (C.FINITE, C.AUXILIARY)

    def _ends(self, at: int) -> bool:
        """Whether a clause that somebody says ends before a token."""
        if self._words[at] in COMMAS:
            return self._ends_at_comma(at)
        if self._classes[at] is C.COORDINATOR:
            return self._says_more(at)
        return self._dash(at) or at in self._c.tagged.tails

    def _ends_at_comma(self, at: int) -> bool:
        then = at + 1
        if then >= self.end or self._words[at] == ";" or then in self._c.tagged.tails:
            return True
        made, entry = self._classes[then], self._c.tagged.entries[then]
        if made is C.PARTICIPLE and entry.cues:
            return True
        if (made is C.COORDINATOR and self._says_more(then)) or self._framed(then):
            return True
        if self._compared(then) or self._then_said(then):
            return True
        goes_on = then + 1 < self.end and self._classes[then + 1] is C.THAT
        return bool(entry.mask & ASIDE) and not goes_on

    def _framed(self, at: int) -> bool:
        """*…, she said on Monday*: a speaker and a verb that end the sentence behind a comma."""
        verb = self._c.forward(at, min(self.end, at + _CLAUSE))
        if not at < verb < self.end or self._classes[verb] is not C.FINITE:
            return False
        speech = any(form.cue.speech for form in self._c.tagged.entries[verb].cues)
        return speech and self.past_times(verb + 1) >= self.end

    def _then_said(self, at: int) -> bool:
        """*…, then added that …*: behind an adverb the same speaker goes on."""
        verb = at + 1
        if self._classes[at] is not C.ADVERB or verb >= self.end:
            return False
        forms = self._c.tagged.entries[verb].cues
        return self._classes[verb] is C.FINITE and any(form.cue.speech for form in forms)

    def _compared(self, at: int) -> bool:
        """*…, a day after X denied it*: the writer tells when somebody else spoke."""
        then = at
        while then < min(self.end, at + _SPAN) and self._classes[then] in _AMOUNT:
            then += 1
        if then == at or then >= self.end or self._classes[then] is not C.CLAUSE:
            return False
        for verb in range(then + 1, self.end):
            if self._c.comma(verb):
                return False
            if self._classes[verb] is C.FINITE:
                return bool(self._c.tagged.entries[verb].cues)
        return False

    def _says_more(self, at: int) -> bool:
        """*and added*: the same speaker goes on with a cue of its own."""
        then = at + 1
        while then < self.end and self._classes[then] is C.ADVERB:
            then += 1
        if then < self.end and self._classes[then] is C.PRONOUN:
            then += 1
            while then < self.end and self._classes[then] in (C.ADVERB, C.AUXILIARY):
                then += 1
        if then >= self.end or self._classes[then] not in VERBAL:
            return False
        return any(form.cue.speech or form.cue.object for form in self._c.tagged.entries[then].cues)

    def noun(self, at: int) -> Content | None:
        """A noun phrase, or a doing, that is what somebody speaks of."""
        if at >= self.end:
            return None
        made = self._classes[at]
        if made is C.QUESTION:
            return self._clause(at)
        nominal = made in NOMINAL or made in (C.DETERMINER, C.PRONOUN, C.OBJECT, C.PARTICIPLE)
        if not (nominal or self._c.quoted(at) or made is C.NEGATION or self._words[at] in "#@$"):
            return None
        if at in self._c.tagged.times and self._c.forward(at, self.end) == at + 1:
            return None
        end = self.noun_end(at)
        return Content(((at, end),), "noun") if end > at else None

    def complement(self, at: int) -> tuple[int, int] | None:
        """A prepositional phrase that tells as what, or for what (*is seen as a threat*)."""
        if at + 1 >= self.end or self._classes[at] not in (C.PREPOSITION, C.CLAUSE):
            return None
        if at + 1 in self._c.tagged.times:
            return None
        return at, self.noun_end(at + 1)

    def noun_end(self, at: int) -> int:
        """Where a noun, with all that describes it, ends."""
        stop, begin = min(self.end, at + _OBJECT), at
        while at < stop:
            close = self._c.quoted(at)
            if close:
                at = min(close + 1, stop)
                if self._words[min(close, len(self._words)) - 1] in ".,!?":
                    return at
                continue
            if at > begin and self._noun_ends(at):
                return at
            at += 1
        return stop

    def _noun_ends(self, at: int) -> bool:
        word, made = self._words[at], self._classes[at]
        if word in COMMAS:
            return word == ";" or self._parted(at + 1) or self._framed(at + 1)
        if word in _DASHES:
            return not self._c.tagged.glued(at) or word != "-"
        if made is C.COORDINATOR:
            return self._joins_verb(at)
        return at in self._c.tagged.tails

    def _parted(self, at: int, classes: frozenset[Class] = _PARTED) -> bool:
        """Whether what stands behind a comma belongs to the noun before it no more.

        Counted over news: names in a list, examples and numbers go on with it; what has the article
        or is a clause seldom does.
        """
        if at >= self.end:
            return True
        if self._classes[at] is C.COORDINATOR:
            return not self._alternative(at)
        return self._classes[at] in classes

    def _joins_verb(self, at: int) -> bool:
        """Whether *and* joins a verb of the main clause, and no further noun."""
        then = at + 1
        while then < self.end and self._classes[then] is C.ADVERB:
            then += 1
        if then >= self.end:
            return False
        made = self._classes[then]
        if made is C.PARTICIPLE:
            return bool(self._c.tagged.entries[then].cues)
        return made in (C.FINITE, C.AUXILIARY, C.PRONOUN, C.PERFECT)
