"""Noun phrases of subject-first sentences, read from either side."""

from __future__ import annotations

from marsad.grammar.phrases import Phrase
from marsad.grammar.tagged import COMMAS, Tagged
from marsad.grammar.wordclasses import NOMINAL, VERBAL, Class, word_classes
from marsad.model import Kind
from marsad.packs.lexicon import ASIDE, DETERMINER, QUANTIFIER, RELATIVE
from marsad.packs.roles import Role

C = Class
LONGEST_NAME = 6  # tokens of a name in quotation marks
_LONGEST = 40  # tokens of a noun phrase
_BRACKET = 12  # tokens in brackets inside a phrase
_JOINTS = frozenset("-–/&$%#@")
_BODIES = frozenset({Kind.ORGANISATION, Kind.OUTLET})
_BOUNDS = frozenset({C.CLAUSE, C.THAT, C.QUESTION, C.COORDINATOR})
_ALONE = (C.PRONOUN, C.QUESTION, C.THAT, C.OBJECT)
_DETERMINED = (C.DETERMINER, C.NEGATION)
_INSIDE = NOMINAL | {C.DETERMINER, C.GENITIVE}
CLOSED = frozenset(
    {C.MARK, C.CLAUSE, C.THAT, C.QUESTION, C.COORDINATOR, C.ADVERB, C.NEGATION, C.FINITE}
)


class NounPhrases:
    """A page of a subject-first language, with the classes of its words."""

    def __init__(self, tagged: Tagged) -> None:
        self.tagged, self.page = tagged, tagged.page
        self.classes = word_classes(tagged)
        self.words, self.keys = tagged.page.words, tagged.page.keys
        self._open_of = {
            close: opened for opened, close in tagged.close_of.items() if close < len(self.words)
        }

    def comma(self, at: int) -> bool:
        """Whether token ``at`` is a comma."""
        return 0 <= at < len(self.words) and self.words[at] in COMMAS

    def quoted(self, at: int) -> int:
        """The closing mark of the quotation that opens at token ``at``, or 0."""
        return self.tagged.close_of.get(at, 0)

    def opens(self, at: int) -> int:
        """The opening mark of the quotation that closes at token ``at``, or -1."""
        return self._open_of.get(at, -1)

    def phrase(self, first: int, end: int) -> Phrase:
        """Tokens as a phrase that can speak."""
        page, head = self.page, self._head(first, end)
        kind, known, gender = self._kind(first, head)
        return Phrase(
            first=first,
            end=end,
            start=page.starts[first],
            stop=page.ends[end - 1],
            head=head,
            kind=kind,
            gender=gender,
            definite=self.classes[first] is C.DETERMINER,
            named=kind is Kind.PERSON and self.words[head][0].isupper(),
            known=known,
        )

    def _head(self, first: int, end: int) -> int:
        """The last noun before what describes it from behind."""
        head = first
        for at in range(first, end):
            if self._ends_head(at, head, first):
                break
            made = self.classes[at]
            if made in NOMINAL or made in _ALONE:
                head = at
        return head

    def _ends_head(self, at: int, head: int, first: int) -> bool:
        """Whether what describes a head from behind begins at a token."""
        made = self.classes[at]
        if at == first or self.classes[head] not in NOMINAL:
            return False
        if made is C.PREPOSITION:
            return not self._counts(head)  # *some of the officials*
        return made in (C.QUESTION, C.THAT) or made in VERBAL or self.words[at] in COMMAS

    def _counts(self, at: int) -> bool:
        return bool(self.tagged.entries[at].mask & QUANTIFIER)

    def _kind(self, first: int, head: int) -> tuple[Kind, bool, str]:
        for at in (head, *range(head - 1, first - 1, -1)):
            roles = self.tagged.entries[at].roles
            if roles and (at == head or not self.words[head][0].isupper() or roles[0].name):
                role = roles[0]
                return self._of_role(role.kind, first, at, head), True, role.gender
        if self.words[head][0].isupper():
            body = self._body(first, head)
            return (body.kind, True, body.gender) if body else (Kind.PERSON, False, "")
        return (Kind.PERSON if self.classes[head] is C.PRONOUN else Kind.UNKNOWN), False, ""

    def _body(self, first: int, head: int) -> Role | None:
        """The class noun of a body right before its name (*the newspaper X*)."""
        at = head
        while at > first and self.words[at][0].isupper():
            at -= 1
        roles = self.tagged.entries[at].roles
        return roles[0] if roles and roles[0].kind in _BODIES else None

    def _of_role(self, kind: Kind, first: int, at: int, head: int) -> Kind:
        """An official with the indefinite article or in the plural has no name."""
        if kind is Kind.OFFICE and self.classes[first] is not C.DETERMINER and at != head:
            return Kind.PERSON
        return kind

    def back(self, end: int, first: int) -> Phrase | None:
        """The noun phrase that ends before token ``end``."""
        start = self._back(end, max(first, end - _LONGEST))
        if start >= end or (start > first and self.classes[start - 1] is C.PREPOSITION):
            return None
        return self.phrase(start, end)

    def _back(self, end: int, first: int) -> int:
        start, at = end, end - 1
        while at >= first:
            then = self._further(at, first, start, end)
            if then < 0:
                break
            start = at = then
            at -= 1
        return start

    def _further(self, at: int, first: int, start: int, end: int) -> int:
        """The token down to which a phrase goes on before ``start``; -1 where it begins there."""
        made, classes = self.classes[at], self.classes
        if at in self.tagged.times and start == end:
            return -1
        if made in _INSIDE or (start < end and self.none(at)):
            closed = start < end and classes[start] in _DETERMINED and made is not C.DETERMINER
            return at if not closed or self._counts(at) else -1
        if made is C.MARK:
            return self._mark_back(at, first, start, end)
        if at == first or (start == end and made is not C.PERFECT):
            return -1
        if made in (C.QUESTION, C.THAT) and not self._holds_verb(at + 1, end):
            return -1  # *told Reuters that an official said*
        return self._over(at, first)

    def _holds_verb(self, begin: int, end: int) -> bool:
        return any(
            self.classes[j] in VERBAL or self.classes[j] is C.PERFECT for j in range(begin, end)
        )

    def none(self, at: int) -> bool:
        """Whether a word is a negation and a determiner at once (*no official*)."""
        return self.classes[at] is C.NEGATION and bool(self.tagged.entries[at].mask & DETERMINER)

    def _over(self, at: int, first: int) -> int:
        """The token down to which a phrase goes on with what joins or describes its nouns."""
        made, before = self.classes[at], self.classes[at - 1]
        if made is C.PREPOSITION:
            led = self._before_time(at, first)
            noun = led == at and before in NOMINAL
            return at if noun or self._reduced(led - 1, first) else self._relative(at, first)
        if made is C.COORDINATOR:
            return self._coordinated(at, first)
        if made in (C.PARTICIPLE, C.PERFECT):
            return at if before in NOMINAL else -1
        if made is C.ADVERB and before in (C.DETERMINER, C.GENITIVE):
            return at
        if made in (C.ADVERB, C.OBJECT) and self._reduced(at - 1, first):
            return at
        return self._relative(at, first)

    def _before_time(self, at: int, first: int) -> int:
        """Where the words that tell when begin before a token, with their preposition."""
        then = at
        while then > first and then - 1 in self.tagged.times:
            then -= 1
        return then - 1 if first < then < at and self.classes[then - 1] is C.PREPOSITION else then

    def _reduced(self, at: int, first: int) -> bool:
        """A participle that describes the noun before it (*people surveyed by …*)."""
        made = self.classes[at]
        return at > first and made in (C.PARTICIPLE, C.PERFECT) and self.classes[at - 1] in NOMINAL

    def _relative(self, at: int, first: int) -> int:
        """The noun whose relative clause holds token ``at``, or -1."""
        for then in range(at, max(first, at - 20), -1):
            if self.classes[then] is C.MARK and self.words[then] not in "'’-–.":
                return -1
            if self.tagged.entries[then].mask & RELATIVE and self.classes[then] in (
                C.QUESTION,
                C.THAT,
            ):
                return then if self.classes[then - 1] in NOMINAL else -1
        return -1

    def _coordinated(self, at: int, first: int) -> int:
        """*A, B and C*: the first of the phrases joined, or -1."""
        if self.classes[at - 1] not in NOMINAL and not self.comma(at - 1):
            return -1
        if self.tagged.entries[at].mask & ASIDE:
            return -1  # *but* joins clauses
        apart = self.comma(at - 1)  # *A, and B* is a list only behind a further comma
        stop = at - 1 if apart else at
        begin = self._back(stop, first)
        while begin < stop:
            before = begin - 1
            if before < first or self.classes[before] in _BOUNDS:
                return -1 if apart else begin
            if not self.comma(before):
                mark = self.classes[before] is C.MARK and self.words[before] not in _JOINTS
                joined = mark or self.classes[before] in (C.PREPOSITION, C.FINITE)
                return begin if joined and not apart else -1
            further = self._back(before, first)
            listed = 0 < before - further <= LONGEST_NAME and (
                further == first or self.classes[further - 1] in CLOSED
            )
            if not listed:
                return -1 if apart else begin
            apart = False
            stop, begin = before, further
        return -1

    def _mark_back(self, at: int, first: int, start: int, end: int) -> int:
        word = self.words[at]
        if word in "'’" and ((start < end and self.classes[start] is C.GENITIVE) or at == end - 1):
            return at
        if word == "." and self.abbreviates(at):
            return at
        if word in _JOINTS and (self.tagged.glued(at) or word in "$#@&"):
            return at
        if word == ")":
            opened = next(
                (j for j in range(at - 1, max(first, at - _BRACKET), -1) if self.words[j] == "("),
                -1,
            )
            return opened if opened > first and self.classes[opened - 1] in NOMINAL else -1
        opened = self.opens(at)
        noun = opened > first and self.classes[opened - 1] in NOMINAL
        named = noun and self.words[opened + 1][0].isupper()
        if opened >= first and at - opened <= LONGEST_NAME and (start < end or named):
            return opened if self.words[at - 1] not in COMMAS else -1
        return -1

    def abbreviates(self, at: int) -> bool:
        """Whether a stop belongs to the word before it (*Mr.*, *U.S.*)."""
        before = self.words[at - 1] if at and self.tagged.glued(at) else ""
        return before in self.tagged.pack.writing.abbreviations or (
            len(before) == 1 and before.isalpha()
        )

    def forward(self, at: int, limit: int, *, of: bool = True) -> int:
        """The token behind the noun phrase that begins at token ``at``; ``at`` if none does.

        ``of`` lets it go on with prepositional phrases.
        """
        start, limit = at, min(limit, at + _LONGEST)
        if at < limit and self.classes[at] in (C.PRONOUN, C.OBJECT):
            return at + 1
        if at + 1 < limit and self.classes[at] is C.PERFECT and self.classes[at + 1] in NOMINAL:
            at += 1  # *retired neurosurgeon Ben Carson*
        while at < limit:
            then = self._onward(at, start, limit, of=of)
            if then == at:
                break
            at = then
        return at

    def _onward(self, at: int, start: int, limit: int, *, of: bool) -> int:
        """The token behind what a noun phrase can take at a token; the token where it ends."""
        made = self.classes[at]
        if made in _INSIDE:
            timed = at in self.tagged.times and at > start
            second = made is C.DETERMINER and at > start and self.classes[at - 1] in NOMINAL
            return at if timed or second else at + 1
        if at > start and self._titled(at, limit):
            return self.quoted(at) + 1
        if made is C.MARK:
            return self._mark_on(at, limit) or at
        if not of or at == start:
            return at
        if made is C.PREPOSITION:
            return at + self._takes(at + 1, limit)
        joined = made is C.COORDINATOR and at + 1 < limit and self.classes[at + 1] in _INSIDE
        alike = joined and self.words[at + 1][0].isupper() == self.words[at - 1][0].isupper()
        return at + 1 if alike else at

    def _titled(self, at: int, limit: int) -> bool:
        """Whether a name in quotation marks stands at a token; longer ones behind an owner."""
        owned = self.classes[at - 1] in (C.GENITIVE, C.DETERMINER)
        size = self.quoted(at) - at
        return 0 < size <= (_BRACKET if owned else LONGEST_NAME) and self.quoted(at) < limit

    def _takes(self, at: int, limit: int) -> bool:
        return at < limit and self.classes[at] in _INSIDE and at not in self.tagged.times

    def _mark_on(self, at: int, limit: int) -> int:
        word = self.words[at]
        if word in "'’":
            return at + 1 if self.tagged.glued(at) else 0
        if word == "." and self.abbreviates(at):
            return at + 1
        if word in _JOINTS and (self.tagged.glued(at) or word in "$#@&"):
            return at + 1
        if word == "(":
            close = next(
                (j for j in range(at, min(limit, at + _BRACKET)) if self.words[j] == ")"), 0
            )
            return close + 1 if close else 0
        return 0
