"""Where a reported content begins behind its cue."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from marsad.grammar.tagged import COMMAS, FINITE, PARTICIPLE, Tagged, accusative, spoken
from marsad.model import Kind, Stance
from marsad.packs.cues import Cue, CueForm
from marsad.packs.lexicon import (
    ADDRESSEE,
    ASIDE,
    CLAUSE,
    COMPLEMENTIZER,
    CONTAINS,
    DEMONSTRATIVE,
    LOCATIVE,
    NEGATION,
    OCCASION,
    PARENTHETICAL,
    PARTICLE,
    PREPOSITION,
    PRONOMINAL,
    QUANTIFIER,
    QUESTION,
    RELATIVE,
    RESUMER,
)

_NO_OBJECT = PREPOSITION | CLAUSE | RELATIVE | NEGATION | PARTICLE | RESUMER
_ASIDES = PREPOSITION | RELATIVE | ASIDE | PARENTHETICAL
_FARTHEST = 45  # tokens between a cue and its content; the longest seen in 12,000 articles is 41
_WISH = 12  # tokens of *who asked not to be named* and its reasons
_SPEECH = 4  # tokens; a shorter quotation inside a clause is a name or a term


class Opening(NamedTuple):
    """The content begins at token ``at``, character ``start``; ``shape`` says how it was opened.

    Shapes are clause, quote, colon, preposition and noun. ``cue`` holds the ranges on the way that
    belong to the cue: its preposition, *saying*.
    """

    at: int
    start: int
    shape: str
    cue: tuple[tuple[int, int], ...]


def find_opening(
    tagged: Tagged, cue: Cue, at: int, limit: int, *, after: str = ""
) -> Opening | None:
    """The first place from token ``at`` on where a content of this cue opens.

    ``after`` tells what ends before that token: behind a ``source`` a noun is an object; behind a
    ``noun`` a verb of containing leads to the content (*orders that include …*).
    """
    search = _Search(tagged, cue, at, limit)
    search.after = after
    end = min(limit, at + _FARTHEST)
    while at < end:
        found = search.here(at)
        if found is not None:
            return found
        then = search.skip(at)
        if then <= at:
            return None
        at = then
    return None


class _Search:
    """One search for an opening; ``cue`` is what belongs to the cue so far."""

    def __init__(self, tagged: Tagged, cue: Cue, first: int, limit: int) -> None:
        self.tagged, self.word, self.first, self.limit = tagged, cue, first, limit
        self.cue: tuple[tuple[int, int], ...] = ()
        self.after = ""

    def here(self, at: int) -> Opening | None:
        tagged = self.tagged
        if not tagged.page.words[at][0].isalnum():
            return self._mark(at)
        entry = tagged.entries[at]
        if entry.mask & COMPLEMENTIZER:
            if not self.word.complementizers:
                return None
            return self._opening(at, tagged.lead_end(at), "clause")
        if self._asks(at):
            return self._opening(at, tagged.lead_end(at), "clause")
        return self._preposition(at) or self._noun(at)

    def _opening(self, at: int, start: int, shape: str) -> Opening:
        return Opening(at, start, shape, self.cue)

    def _asks(self, at: int) -> bool:
        entry = self.tagged.entries[at]
        if entry.mask & QUESTION and self.word.stance is Stance.ASK:
            return True
        return bool(self.word.complementizers) and self.tagged.sequence("question", at) > 1

    def _mark(self, at: int) -> Opening | None:
        tagged = self.tagged
        if tagged.page.words[at] == ":":
            if at + 1 >= self.limit or not (self.word.speech or self.word.complementizers):
                return None
            shape = "quote" if at + 1 in tagged.close_of else "colon"
            return self._opening(at + 1, tagged.page.starts[at + 1], shape)
        close = tagged.close_of.get(at)
        if close is None:
            return None
        if self._is_speech(at, close):
            return self._opening(at, tagged.page.starts[at], "quote")
        return self._behind_mark(at, close) if close > at + 1 else None

    def _behind_mark(self, at: int, close: int) -> Opening | None:
        """A term in marks that is a doing (*announced the "liberation" of …*), or begins with the
        cue's preposition: the marks stay whole. A name is none, behind a preposition or before a
        doing (*a force for "Support" said …*)."""
        tagged, entry = self.tagged, self.tagged.entries[at + 1]
        if self._governed(at):
            return None
        if entry.glue and self._governs(at + 1) and not entry.lead:
            return self._opening(at, tagged.page.starts[at], "preposition")
        done = tagged.eventive(at + 1) and not (entry.lead or entry.glue)
        more = close + 1 < self.limit and tagged.eventive(close + 1)
        if self.word.nominal and done and not more:
            return self._opening(at, tagged.page.starts[at], "noun")
        return None

    def _is_speech(self, at: int, close: int) -> bool:
        """A quotation of some length, or one that ends the sentence, is what was said."""
        first = self.tagged.entries[at + 1].mask if close > at + 1 else 0
        if first & COMPLEMENTIZER:
            return True
        if self._is_told(close):
            return False
        at_once = self.word.speech and at == self.first
        if close - at > _SPEECH or (first & PREPOSITION and at_once):
            return True
        words, tagged = self.tagged.page.words, self.tagged
        after = words[close + 1] if close + 1 < self.limit else ""
        if after == ":" or close + 1 in tagged.close_of or self._names(at):
            return False
        ends = not after or not after[0].isalnum() or self._adds(close + 1)
        return ends and (self.word.speech or self.word.nominal or self.word.predicate)

    def _is_told(self, close: int) -> bool:
        """Whether *that* follows a quotation at once, or behind a word: it is the name of whom
        something was told (*told "Radio 5 of Hama" that …*)."""
        for then in range(close + 1, min(close + 3, self.limit)):
            entry = self.tagged.entries[then]
            if entry.mask & COMPLEMENTIZER and not entry.lead:
                return bool(self.word.complementizers)
            word = self.tagged.page.words[then][0].isalpha()
            if entry.lead or self.tagged.finite(then) or not word:
                return False
        return False

    def _adds(self, at: int) -> bool:
        """*adding*, behind a quotation: it was all that was said."""
        form = spoken(self.tagged.entries[at].cues, PARTICIPLE)
        return form is not None and accusative(self.tagged, at, form)

    def _names(self, at: int) -> bool:
        """Whether a short quotation is the name of what stands before it (*director of "X"*)."""
        return self._governed(at) or bool(at and self.tagged.entries[at - 1].roles)

    def _governed(self, at: int) -> bool:
        """Whether a preposition stands before token *at*, or a letter (*for "X"*)."""
        entry = self.tagged.entries[at - 1] if at else None
        return entry is not None and (bool(entry.mask & PREPOSITION) or len(entry.rest) == 1)

    def _preposition(self, at: int) -> Opening | None:
        """The cue's own preposition, as a word or glued to the noun that it governs."""
        entry = self.tagged.entries[at]
        if not self.word.prepositions or entry.lead or at in self.tagged.times:
            return None  # «ليلا» is a time, and no preposition
        if entry.glue or self.tagged.maybe_glued(at, self.word.prepositions):
            return self._glued(at)
        return self._separate(at) if at + 1 < self.limit else None

    def _governs(self, at: int) -> bool:
        """Whether the letter that leans on a word is the cue's preposition."""
        entry = self.tagged.entries[at]
        if self.tagged.page.keys[at][entry.lead] not in self.word.prepositions:
            return False
        return not entry.mask & (OCCASION | ADDRESSEE)

    def _glued(self, at: int) -> Opening | None:
        if not self._governs(at):
            return None
        start = self.tagged.lead_end(at) + 1
        self.cue = (*self.cue, (start - 1, start))
        return self._opening(at, start, "preposition")

    def _separate(self, at: int) -> Opening | None:
        tagged, page, then = self.tagged, self.tagged.page, at + 1
        key = page.keys[at]
        if key not in self.word.prepositions or then in tagged.times:
            return None
        whole = then in tagged.close_of or page.words[then][0].isdigit()
        if len(key) == 1 and not whole and tagged.glued(then):
            return None
        following = tagged.entries[then].mask
        if tagged.entries[at].mask & LOCATIVE and following & OCCASION:
            return None
        if following & PREPOSITION and not following & PRONOMINAL:
            return None  # *from among*, *for the sake of*
        self.cue = (*self.cue, (page.starts[at], page.ends[at]))
        shape = "preposition"
        if page.words[then] == ":" and then + 1 < self.limit:
            then += 1
            shape = "quote" if then in tagged.close_of else shape
        elif tagged.entries[then].mask & COMPLEMENTIZER:
            shape = "clause"
        return self._opening(then, page.starts[then], shape)

    def _noun(self, at: int) -> Opening | None:
        tagged, entry = self.tagged, self.tagged.entries[at]
        if not self.word.nominal or entry.lead or entry.glue or at in tagged.times:
            return None
        if tagged.tells_how(at):
            return None
        if tagged.sequence("anonymity", at) and tagged.page.words[at - 1] in COMMAS:
            return None
        if at == self.first and self._object(at):
            return self._opening(at, tagged.page.starts[at], "noun")
        if tagged.eventive(at) or entry.mask & DEMONSTRATIVE:
            return self._opening(at, tagged.page.starts[at], "noun")
        if entry.mask & QUANTIFIER and self.word.stance is Stance.DENY:
            return self._opening(at, tagged.page.starts[at], "noun")
        return None

    def _object(self, at: int) -> bool:
        """What stands directly behind the source: its object, were it no name."""
        tagged, entry = self.tagged, self.tagged.entries[at]
        if tagged.definite(at):
            named = self.after == "source" and not tagged.definite(at - 1)
            return named or tagged.definite_eventive(at)
        if self.after != "source" or not tagged.page.words[at][0].isalpha():
            return False
        if entry.mask & _NO_OBJECT or any(form.part == "participle" for form in entry.cues):
            return False
        return not tagged.finite(at) and not tagged.maybe_glued(at, tagged.pack.glued)

    def skip(self, at: int) -> int:
        """The next token to try; ``at`` itself where the search must end."""
        tagged, words = self.tagged, self.tagged.page.words
        if words[at] in tagged.pack.writing.enders and not self._inside_name(at):
            return at
        close = tagged.close_of.get(at)
        if close is not None:
            return close + 1
        tail = tagged.tails.get(at)
        if tail is not None and at > self.first:
            return max(tail.then, at + 1)
        if words[at] == "(":
            return _behind_bracket(words, at, self.limit)
        if words[at] in COMMAS:
            return self._behind_aside(at)
        if tagged.sequence("anonymity", at):
            return self._behind_anonymity(at)
        clause = tagged.sequence("clause", at)
        if clause and tagged.entries[at].mask & PREPOSITION:
            return at + clause  # *before that*, *without that* open no content
        return self._pass(at)

    def _inside_name(self, at: int) -> bool:
        """Whether a stop stands in the middle of a name (*B.B.C*)."""
        return at + 1 < self.limit and self.tagged.glued(at + 1)

    def _behind_anonymity(self, at: int) -> int:
        """Past *who asked not to be named*, up to what opens the content."""
        tagged = self.tagged
        for j in range(at + 2, min(at + _WISH, self.limit)):
            own = tagged.page.keys[j] in self.word.prepositions and j > at + 4
            opens = tagged.entries[j].mask & COMPLEMENTIZER or j in tagged.close_of
            if opens or own or tagged.page.words[j] in COMMAS or tagged.page.words[j] == ":":
                return j
        return at + 2

    def _behind_aside(self, at: int) -> int:
        """Past what stands between commas, when *that* follows its second one."""
        tagged, then = self.tagged, at + 1
        if then >= self.limit or not tagged.entries[then].mask & _ASIDES:
            return then
        for j in range(then, min(then + _FARTHEST, self.limit - 1)):
            if tagged.page.words[j] in COMMAS and self._resumes(j + 1):
                return j + 1
        return then

    def _resumes(self, at: int) -> bool:
        """Whether a content opens at ``at``, behind the second comma of an aside."""
        entry = self.tagged.entries[at]
        if entry.mask & COMPLEMENTIZER and not entry.lead:
            return bool(self.word.complementizers)
        close = self.tagged.close_of.get(at, at)
        return self.word.speech and close - at > _SPEECH

    def _pass(self, at: int) -> int:
        """Past a word, unless it is a cue that speaks for somebody else."""
        tagged, entry = self.tagged, self.tagged.entries[at]
        if not entry.cues and not entry.mask & CONTAINS:
            return at + 1
        form = spoken(entry.cues, PARTICIPLE)
        if form is not None and accusative(tagged, at, form):
            return self._saying(at, form)
        if self.after == "noun" and entry.mask & CONTAINS:
            self.cue = (*self.cue, (tagged.lead_end(at), tagged.page.ends[at]))
            self.word = replace(self.word, nominal=True)
            return at + 1
        if self._speaks(at):
            return at
        if entry.glue and any(f.cue.reported and f.part == "masdar" for f in entry.cues):
            self.cue = (*self.cue, (tagged.lead_end(at), tagged.page.ends[at]))
        return at + 1

    def _speaks(self, at: int) -> bool:
        """A finite cue that opens a saying of its own; not one that describes a noun."""
        entry = self.tagged.entries[at]
        verb = spoken(entry.cues, FINITE)
        if verb is None or (verb.suffix and not entry.lead) or not self.tagged.finite(at):
            return False
        if entry.lead:
            return True
        before = self.tagged.entries[at - 1]
        document = any(role.kind is Kind.DOCUMENT for role in before.roles)
        if before.mask & OCCASION or (document and not self.tagged.definite(at - 1)):
            return False  # *in a statement published on …*
        return bool(verb.cue.complementizers)

    def _saying(self, at: int, form: CueForm) -> int:
        """*saying* goes with the verb before it; any other participle is a cue of its own."""
        if not form.cue.speech or not form.cue.reported:
            return at
        page = self.tagged.page
        self.cue = (*self.cue, (page.starts[at], page.ends[at]))
        self.word = form.cue
        return at + 1


def _behind_bracket(words: list[str], at: int, limit: int) -> int:
    for j in range(at + 1, min(at + 12, limit)):
        if words[j] == ")":
            return j + 1
    return at + 1
