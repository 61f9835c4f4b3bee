"""Contents around their speaker in subject-first sentences: *"…," he said. "…"*; *…, said X*."""

from __future__ import annotations

from itertools import chain

from marsad.grammar.clauses import Clauses
from marsad.grammar.contents import Content, Contents
from marsad.grammar.datelines import behind_dateline
from marsad.grammar.phrases import Phrase
from marsad.grammar.wordclasses import Class
from marsad.packs.cues import Cue
from marsad.packs.lexicon import RELATIVE

C = Class
_VERBS = (C.FINITE, C.AUXILIARY)
_TELLS = frozenset({C.DETERMINER, C.NOUN, C.QUESTION})
_FREE = frozenset({C.MARK, C.CLAUSE, C.COORDINATOR, C.PARTICIPLE, C.PREPOSITION})
_HOW = frozenset({C.PARTICIPLE, C.CLAUSE, C.PERFECT})
_LEADING = frozenset({C.AUXILIARY, C.ADVERB, C.NEGATION, C.PRONOUN})
_IDLE = frozenset({C.ADVERB, C.COORDINATOR, C.MARK, C.NEGATION})
_SUBJECT = 12  # tokens of a subject behind its verb
_TERM = 6  # tokens; a longer quotation is speech and no term
_ENDED = "?!"  # marks that end a quotation as a sentence, and not what frames it


class Frames:
    """What stands before and behind a speaker and his verb, in one sentence or one quotation."""

    def __init__(self, clauses: Clauses, said: Contents, at: int, number: int) -> None:
        self._c, self._said, self._at, self._number = clauses, said, at, number
        self._begin, self._end = said.begin, said.end
        self._classes, self._words = clauses.classes, clauses.words

    def before(self, cue: Cue, source: Phrase | None, start: int) -> Content | None:
        """*…, he said*: what stands before the speaker, and what goes on behind.

        ``start`` is where the verb begins with its auxiliaries.
        """
        if source is None or not (cue.speech or self._said.leaves_out(cue)):
            return None
        if self._classes[self._at] not in (C.FINITE, C.PERFECT) or source.first >= start:
            return None
        if self._classes[source.first] in (C.QUESTION, C.THAT):
            return None  # *X, who said*
        rest = self._said.past_adjuncts(self._at + 1, cue)
        close = source.first - 1
        quoted = close >= self._begin and self._c.opens(close) >= 0
        over = rest >= self._end or quoted or cue.speech
        if not over and self._classes[rest] not in _FREE:
            return None
        return self.around(source.first, rest)

    def quoted_before(self, cue: Cue, source: Phrase, start: int) -> Content | None:
        """*"…," X said on "Y"*: a quotation right before the speaker is what he said."""
        close = source.first - 1
        if not cue.speech:
            return None
        if close < self._begin:
            return self._ended(close)
        if self._c.opens(close) < self._begin:
            return None
        return self.before(cue, source, start)

    def around(self, first: int, rest: int) -> Content | None:
        """The content around *X said*, which are the tokens ``first`` to ``rest``."""
        before = first - 1
        if before < self._begin:
            return self._ended(before)
        if self._c.comma(before) and self._c.opens(before - 1) >= self._begin:
            before -= 1  # *« … », dit X*: a comma behind the mark
        opened = self._c.opens(before)
        if opened < 0 and not (self._c.comma(before) or self._words[before] in "—–-?!"):
            return None
        quoted = opened >= self._begin
        part = self._quotation(opened, before) if quoted else self._clause(before)
        if part is None:
            return None
        begun = part[1] - part[0] > 1 and not self.idle(*part)
        if not quoted and not any(self._classes[j] in _VERBS for j in range(*part)):
            begun = False
        more = self._goes_on(rest, quoted=opened >= 0, begun=begun)
        if more is not None and self._classes[more[0]] in _VERBS:
            begun = True  # *the deal, he said, was dead*
        parts = [one for one in (part if begun else None, more) if one is not None]
        return Content(tuple(parts), "quote" if opened >= 0 else "clause") if parts else None

    def _quotation(self, opened: int, close: int) -> tuple[int, int] | None:
        """A quotation, with the clause that it ends; ``None`` where that is another voice's."""
        goes_on = opened + 1 < close and self._words[opened + 1][0].islower()
        apart = self._c.comma(opened - 1) and not goes_on
        if opened == self._begin or apart or self._words[opened - 1] in "(:—–":
            return opened, close + 1
        begin = self.clause_start(opened)
        other = any(self._c.tagged.entries[j].cues for j in range(begin, opened))
        return None if other else (begin, close + 1)

    def _clause(self, mark: int) -> tuple[int, int]:
        return self.clause_start(mark), mark + (self._words[mark] in _ENDED)

    def clause_start(self, at: int) -> int:
        """Where the clause before token ``at`` begins, behind a dateline and conjunctions."""
        begin = behind_dateline(self._c.tagged, self._begin, at)
        while begin < at and self._classes[begin] is C.COORDINATOR:
            begin += 1
        return begin

    def idle(self, begin: int, end: int) -> bool:
        """Whether only words like *But ultimately* or *On Monday* stand in a range."""
        led = self._classes[begin] in (C.PREPOSITION, C.CLAUSE)
        if led or begin in self._c.tagged.times:
            return not any(self._classes[j] in _VERBS for j in range(begin, end))
        return all(self._classes[j] in _IDLE for j in range(begin, end))

    def _ended(self, close: int) -> Content | None:
        """*"Who is there?" he asked*: a quotation that its own mark ended as a sentence."""
        opened = self._c.opens(close) if close >= 0 else -1
        if opened < 0 or self._c.page.line(close) != self._c.page.line(self._at):
            return None
        if self._words[close - 1] not in _ENDED:
            return None
        more = self._next_quotation()
        own = (opened, close + 1)
        return Content((own, more) if more is not None else (own,), "quote")

    def _goes_on(self, rest: int, *, quoted: bool, begun: bool) -> tuple[int, int] | None:
        """The second part of a content that its cue interrupts, at ``rest``."""
        then = rest + 1
        if self._c.comma(rest) and then < self._end:
            if self._c.quoted(then) or (not quoted and self._is_said(then, begun=begun)):
                return then, self._said.clause_end(then)
            if not quoted:
                return None
        if not quoted or any(self._c.quoted(j) - j > _TERM for j in range(rest, self._end)):
            return None
        return self._next_quotation()

    def _is_said(self, at: int, *, begun: bool) -> bool:
        """Whether what follows *he said,* is said, too, and tells not how."""
        if self._classes[at] is C.QUESTION:
            return False
        return not begun or self._classes[at] not in _HOW

    def _next_quotation(self) -> tuple[int, int] | None:
        """A quotation that fills the next sentence of the same paragraph."""
        sentences = self._c.page.sentences
        place = self._number + 1
        if place >= len(sentences):
            return None
        begin, end = sentences[place].start, sentences[place].end
        close, line = self._c.quoted(begin), self._c.page.line(self._at)[1]
        if not close or begin >= line:
            return None
        rest = range(min(close + 1, line), min(end, line))
        if any(self._classes[j] is C.FINITE and self._c.tagged.entries[j].cues for j in rest):
            return None  # somebody speaks behind it
        plain = sum(self._classes[j] is not C.MARK for j in rest)
        return begin, (min(end, line) - 1 if plain else min(close + 1, line))

    def following(self) -> Content | None:
        """*X said in a statement. "…"*: the quotation of the next sentence, where it is all."""
        more = self._next_quotation()
        return Content((more,), "quote") if more is not None else None

    # -- the verb before its subject

    def inverted(self, cue: Cue) -> tuple[Phrase, Content] | None:
        """*"…", said X*: the speaker behind the verb, and what he said before it."""
        at, start = self._at, self.start
        before = start - 1
        if before < 0 or not cue.speech:
            return None
        if cue.object == "person" and self._c.opens(before) < 0:
            return None
        pronoun = self._joined_pronoun()
        if pronoun >= 0:
            content = self.around(start, max(at, pronoun) + 1)
            return (self._c.phrase(pronoun, pronoun + 1), content) if content else None
        if at + 1 >= self._end:
            return None
        comma = self._c.comma(before) and start > self._begin
        if not comma and self._c.opens(before) < 0:
            return None
        end = self._c.forward(at + 1, min(self._end, at + 1 + _SUBJECT))
        if end == at + 1 or not self._can_speak(at + 1, end):
            return None
        if comma and not self._takes_turn(at + 1, end):
            return None
        behind = self._apposed(end)
        content = self.around(start, behind)
        return (self._with_apposition(at + 1, end, behind), content) if content else None

    @property
    def start(self) -> int:
        """Where the verb begins with its auxiliaries, and the pronoun joined to one of them."""
        at = self._at
        first: int = at
        while at - 1 >= self._begin and (self._classes[at - 1] in _LEADING or self._hyphen(at - 1)):
            at -= 1
            first = at if self._classes[at] is C.AUXILIARY else first
        return first

    def _joined_pronoun(self) -> int:
        """The pronoun that hyphens join to the verb or its auxiliary (*a-t-il dit*), or -1."""
        for at in chain(range(self.start, self._at), range(self._at + 2, self._at + 5)):
            if at < self._end and self._classes[at] is C.PRONOUN and self._hyphen(at - 1):
                return at
        return -1

    def _hyphen(self, at: int) -> bool:
        glued = self._c.tagged.glued
        return self._words[at] == "-" and glued(at) and at + 1 < self._end and glued(at + 1)

    def _can_speak(self, first: int, end: int) -> bool:
        if self._classes[first] is C.OBJECT or first in self._c.tagged.times:
            return False
        verb = (C.FINITE, C.AUXILIARY, C.NEGATION)
        return end >= self._end or self._classes[end] not in verb

    def _takes_turn(self, first: int, end: int) -> bool:
        """Behind a comma: whether the verb has no subject before it, and one behind it."""
        quoted = self._c.opens(self.start - 2) >= 0
        phrase, _, shared = self._c.subject(self._at, self._begin)
        if (
            phrase is not None
            and not (quoted or shared)
            and not any(self._classes[j] in _VERBS for j in range(self._begin, phrase.first))
        ):
            return False  # *X, a pollster, said …*
        if quoted or any(self._words[j][0].isupper() for j in range(first, end)):
            return True
        if self._classes[first] is not C.DETERMINER:
            return False
        return self._c.phrase(first, end).known or self._told_of(end)

    def _told_of(self, end: int) -> bool:
        """Whether a relative clause to the end of the sentence tells of somebody (*who …*)."""
        if end >= self._end or self._classes[end] is not C.QUESTION:
            return False
        if not self._c.tagged.entries[end].mask & RELATIVE:
            return False
        verbs = [at for at in range(end, self._end) if self._classes[at] in _VERBS]
        return bool(verbs) and verbs[-1] - verbs[0] < len(verbs) + 1

    def _with_apposition(self, first: int, end: int, behind: int) -> Phrase:
        """The speaker with what is told of him between commas."""
        phrase, then = self._c.phrase(first, end), end + 1
        if behind <= then or not self._c.comma(end) or self._classes[then] not in _TELLS:
            return phrase
        return self._c.phrase(first, behind)._replace(
            head=phrase.head, kind=phrase.kind, named=phrase.named, known=phrase.known
        )

    def _apposed(self, end: int) -> int:
        """Behind what is told of the speaker between commas, or when and where he spoke."""
        if end >= self._end or not self._c.comma(end):
            return self._said.past_times(end)
        for at in range(end + 1, self._end):
            if self._c.comma(at):
                return at
            if self._c.quoted(at):
                return end
        return self._end
