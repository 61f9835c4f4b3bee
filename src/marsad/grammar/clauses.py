"""Where a reported content begins behind its cue, and where it ends."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from marsad.grammar.phrases import read_phrase
from marsad.grammar.tagged import COMMAS, FINITE, Tagged, spoken
from marsad.model import Stance
from marsad.packs.cues import Cue, CueForm
from marsad.packs.cues import Phrase as Words
from marsad.packs.lexicon import (
    ADDRESSEE,
    ASIDE,
    COMPLEMENTIZER,
    DEMONSTRATIVE,
    OCCASION,
    PREPOSITION,
    QUANTIFIER,
    QUESTION,
    RELATIVE,
    TURN,
    VERB,
)

_FARTHEST = 45  # tokens between a cue and its content; the longest seen in 12,000 articles is 41
_SPEECH = 4  # tokens; a shorter quotation inside a clause is a name or a term
PARTICIPLE = frozenset({"participle"})


class Opening(NamedTuple):
    """The content begins at token ``at``, character ``start``; ``shape`` says how it was opened.

    ``cue`` holds the ranges on the way that belong to the cue: its preposition, *saying*.
    """

    at: int
    start: int
    shape: str
    cue: tuple[tuple[int, int], ...]


class Tail(NamedTuple):
    """A prepositional cue at token ``at``: its phrase starts at token ``then``, character ``start``."""

    cue: Cue
    at: int
    then: int
    start: int
    ranges: tuple[tuple[int, int], ...]
    pronoun: str
    origin: bool


def find_opening(
    tagged: Tagged, cue: Cue, at: int, limit: int, *, noun: bool = False, after_source: bool = False
) -> Opening | None:
    """The first place from token ``at`` on where a content of this cue opens.

    Behind a ``noun`` a verb of containing leads to it (*orders that include …*). ``after_source``
    says that token ``at`` ended a noun phrase, so that a noun there is an object.
    """
    search = _Search(tagged, cue, at, limit)
    search.noun, search.after_source = noun, after_source
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
        self.noun = self.after_source = False

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
        return self.tagged.sequence("question", at) > 1 and bool(self.word.complementizers)

    def _mark(self, at: int) -> Opening | None:
        tagged = self.tagged
        if tagged.page.words[at] == ":":
            if at + 1 >= self.limit or not (self.word.speech or self.word.complementizers):
                return None
            shape = "quote" if at + 1 in tagged.close_of else "colon"
            return self._opening(at + 1, tagged.page.starts[at + 1], shape)
        close = tagged.close_of.get(at)
        if close is not None and self._is_speech(at, close):
            return self._opening(at, tagged.page.starts[at], "quote")
        return None

    def _is_speech(self, at: int, close: int) -> bool:
        """A quotation of some length, or one that ends the sentence, is what was said."""
        if close - at > _SPEECH:
            return True
        words, tagged = self.tagged.page.words, self.tagged
        after = words[close + 1] if close + 1 < self.limit else ""
        if after == ":" or close + 1 in tagged.close_of or self._names(at):
            return False
        ends = not after or not after[0].isalnum()
        return ends and (self.word.speech or self.word.nominal or self.word.predicate)

    def _names(self, at: int) -> bool:
        """Whether a short quotation is the name of what stands before it (*director of "X"*)."""
        entry = self.tagged.entries[at - 1] if at else None
        return entry is not None and (bool(entry.roles) or len(entry.rest) == 1)

    def _preposition(self, at: int) -> Opening | None:
        tagged, entry = self.tagged, self.tagged.entries[at]
        page = tagged.page
        if not self.word.prepositions or entry.lead:
            return None
        if entry.glue:
            if page.keys[at][entry.lead] not in self.word.prepositions:
                return None
            if entry.mask & (OCCASION | ADDRESSEE):
                return None
            start = tagged.inner_start(at)
            self.cue = (*self.cue, (start - 1, start))
            return self._opening(at, start, "preposition")
        if tagged.maybe_glued(at, self.word.prepositions):
            start = page.starts[at] + 1
            self.cue = (*self.cue, (start - 1, start))
            return self._opening(at, start, "preposition")
        then = at + 1
        if page.keys[at] not in self.word.prepositions or then >= self.limit:
            return None
        if len(page.keys[at]) == 1 and then not in tagged.close_of and tagged.glued(then):
            return None
        where = page.keys[at] in tagged.pack.locative
        if then in tagged.times or where and tagged.entries[then].mask & OCCASION:
            return None
        self.cue = (*self.cue, (page.starts[at], page.ends[at]))
        if page.words[then] == ":" and then + 1 < self.limit:
            then += 1
        shape = "clause" if tagged.entries[then].mask & COMPLEMENTIZER else "preposition"
        if then in tagged.close_of and page.words[then - 1] == ":":
            shape = "quote"
        return self._opening(then, page.starts[then], shape)

    def _noun(self, at: int) -> Opening | None:
        tagged, entry = self.tagged, self.tagged.entries[at]
        if not self.word.nominal or entry.lead or entry.glue or at in tagged.times:
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
            return tagged.definite_eventive(at)
        if self.after_source:
            return tagged.page.words[at][0].isalpha() and not entry.mask & PREPOSITION
        return False

    def skip(self, at: int) -> int:
        """The next token to try; ``at`` itself where the search must end."""
        tagged, words = self.tagged, self.tagged.page.words
        entry = tagged.entries[at]
        if words[at] in tagged.pack.writing.enders:
            return at
        close = tagged.close_of.get(at)
        if close is not None:
            return close + 1
        tail = match_tail(tagged, at)
        if tail is not None and at > self.first:
            return max(tail.then, at + 1)
        if words[at] == "(":
            return _behind_bracket(words, at, self.limit)
        form = spoken(entry.cues, PARTICIPLE)
        if form is not None and not entry.roles and not tagged.definite(at):
            return self._saying(at, form)
        verb = spoken(entry.cues, FINITE)
        if self.noun and entry.rest in tagged.pack.contains:
            self.cue = (*self.cue, (tagged.lead_end(at), tagged.page.ends[at]))
            self.word = replace(self.word, nominal=True)
            return at + 1
        described = verb is not None and bool(verb.suffix) and not entry.lead
        if verb is not None and not described and tagged.finite(at):
            if entry.lead or verb.cue.complementizers:
                return at
        if entry.glue and any(f.cue.reported and f.part == "masdar" for f in entry.cues):
            self.cue = (*self.cue, (tagged.lead_end(at), tagged.page.ends[at]))
        return at + 1

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


def match_tail(tagged: Tagged, at: int) -> Tail | None:
    """The prepositional cue that begins at token ``at`` (*according to*)."""
    return _match(tagged, at, tagged.pack.cues.phrases)


def match_opener(tagged: Tagged, at: int) -> Tail | None:
    """The fixed words at token ``at`` that stand before a clause they report (*it said in …*)."""
    return _match(tagged, at, tagged.pack.cues.openers)


def _match(tagged: Tagged, at: int, table: dict[str, tuple[Words, ...]]) -> Tail | None:
    page = tagged.page
    for first, start in _first_words(tagged, at):
        for rest, cue in table.get(first, ()):
            then = _match_rest(page.keys, at + 1, rest)
            if then is None:
                continue
            source = page.starts[then] if then < len(page.words) else page.ends[-1]
            end = page.ends[then - 1]
            if rest and len(rest[-1]) == 1 and not _whole(page.keys, then - 1, rest[-1]):
                then -= 1
                source = end = page.starts[then] + 1
            pronoun = tagged.pack.cues.suffixes.get((first, *rest), "")
            origin = any((first, *rest)[-len(o) :] == o for o in tagged.pack.origin)
            return Tail(cue, at, then, source, ((start, end),), pronoun, origin)
    return None


def _first_words(tagged: Tagged, at: int) -> tuple[tuple[str, int], ...]:
    key, start = tagged.page.keys[at], tagged.page.starts[at]
    if len(key) > 3 and key[0] in tagged.pack.conjunctions:
        return (key, start), (key[1:], start + 1)
    return ((key, start),)


def _match_rest(keys: list[str], at: int, rest: tuple[str, ...]) -> int | None:
    """The token behind the match; the last element may be a letter glued to its token."""
    for place, word in enumerate(rest):
        if at >= len(keys):
            return None
        last_letter = len(word) == 1 and place == len(rest) - 1
        if keys[at] != word and not (last_letter and keys[at].startswith(word)):
            return None
        at += 1
    return at


def _whole(keys: list[str], at: int, letter: str) -> bool:
    return keys[at] == letter


def find_end(tagged: Tagged, opening: Opening, limit: int) -> int:
    """The token behind the last of a content that opens here, at most ``limit``.

    A content ends where the writer takes the word again: another cue behind a comma, a source
    named afterwards, or an aside; a content all in quotation marks ends with them.
    """
    at = opening.at
    first = at + 1 if tagged.entries[at].mask & COMPLEMENTIZER else at
    close = tagged.close_of.get(first)
    if close is not None:
        if close >= limit:
            return limit
        if _rests(tagged, close + 1, limit):
            return close + 1
        at = close + 1
    loose = opening.shape in ("noun", "preposition")
    if tagged.entries[opening.at].mask & DEMONSTRATIVE and loose:
        return _pointed(tagged, opening.at, limit)
    while at < limit:
        close = tagged.close_of.get(at)
        if close is not None:
            at = close + 1
            continue
        if at > opening.at and _ends_at(tagged, at, limit, loose):
            return _before_times(tagged, at, opening.at) if loose else at
        at += 1
    return limit


def _before_times(tagged: Tagged, at: int, first: int) -> int:
    """Before the time and its bracket that stand between a noun content and *when …*."""
    if tagged.entries[at].rest not in tagged.pack.when:
        return at
    end = at
    while end > first + 1 and (end - 1 in tagged.times or tagged.page.words[end - 1] in "()"):
        end -= 1
    return end


def _pointed(tagged: Tagged, at: int, limit: int) -> int:
    """The end of *this information*: the noun, what agrees with it, and its relative clause."""
    end = at + 1
    while end < limit and tagged.definite(end) and not tagged.entries[end].lead:
        end += 1
    if end < limit and tagged.entries[end].mask & RELATIVE:
        return limit
    return max(end, min(at + 2, limit))


def _rests(tagged: Tagged, at: int, limit: int) -> bool:
    """Whether nothing more belongs to a quotation that closed before token ``at``."""
    if at >= limit:
        return True
    word = tagged.page.words[at]
    if word in COMMAS:
        following = tagged.entries[at + 1].mask if at + 1 < limit else 0
        joined = at + 1 < limit and tagged.entries[at + 1].lead and following & COMPLEMENTIZER
        return not joined
    if not word[0].isalnum():
        return True
    return _another_cue(tagged, at)


def _ends_at(tagged: Tagged, at: int, limit: int, loose: bool) -> bool:
    word = tagged.page.words[at]
    if word in COMMAS:
        return at + 1 < limit and _turns(tagged, at + 1, limit, loose)
    if word in tagged.pack.writing.enders:  # inside a quotation, whose stops end no sentence
        return at + 1 < limit and not tagged.glued(at + 1)
    if loose and (tagged.entries[at].rest in tagged.pack.when or tagged.joined_verb(at)):
        return True
    if word in "-–—" and not tagged.glued(at):
        return word in tagged.page.words[max(0, at - 40) : at]
    if word == ")":
        return "(" not in tagged.page.words[max(0, at - 14) : at]
    if not word[0].isalnum():
        return False
    if _tail_here(tagged, at, limit) or _participle_here(tagged, at, limit):
        return True
    return bool(tagged.entries[at].lead) and _said_next(tagged, at, limit)


def _said_next(tagged: Tagged, at: int, limit: int) -> bool:
    """*and said: …*, without a comma: a past of speech that opens its content at once."""
    form = spoken(tagged.entries[at].cues, frozenset({"past"}))
    if form is None or not form.cue.speech or tagged.entries[at].roles:
        return False
    opening = find_opening(tagged, form.cue, at + 1, min(limit, at + 5))
    return opening is not None and opening.shape in ("clause", "quote", "colon")


def _another_cue(tagged: Tagged, at: int) -> bool:
    entry = tagged.entries[at]
    if match_tail(tagged, at) is not None:
        return True
    form = spoken(entry.cues, PARTICIPLE)
    if form is not None and accusative(tagged, at, form):
        return True
    return bool(entry.cues) and bool(entry.lead) and tagged.finite(at)


def _tail_here(tagged: Tagged, at: int, limit: int) -> bool:
    """A source named behind its content, without a comma."""
    tail = match_tail(tagged, at)
    if tail is None or tail.then >= limit or tagged.entries[at].lead:
        return tail is not None and bool(tail.pronoun)
    source = read_phrase(tagged, tail.then, limit)
    if source is None or tagged.finite(tail.then) or tagged.entries[tail.then].rest in tagged.pack.what:
        return True
    return source.end >= limit or not tagged.page.words[source.end][0].isalnum()


def _participle_here(tagged: Tagged, at: int, limit: int) -> bool:
    """*adding that*, without a comma: a participle of speech that opens a content at once."""
    entry = tagged.entries[at]
    form = spoken(entry.cues, PARTICIPLE)
    if form is None or entry.lead or entry.roles or not accusative(tagged, at, form):
        return False
    opening = find_opening(tagged, form.cue, at + 1, min(limit, at + 4))
    return opening is not None and opening.shape in ("clause", "quote", "colon")


def accusative(tagged: Tagged, at: int, form: CueForm) -> bool:
    """Whether a participle stands as an adverb (*saying*), not as a noun or an adjective."""
    if tagged.definite(at) or tagged.entries[at].roles:
        return False
    word = tagged.page.words[at]
    if form.gender == "m" and form.number == "s":
        return word.endswith("ا") or tagged.page.keys[at].endswith("يا")
    return form.gender == "f" or word.endswith("ين")


def _turns(tagged: Tagged, at: int, limit: int, loose: bool) -> bool:
    """Whether what stands behind a comma is no longer the content."""
    entry = tagged.entries[at]
    form = spoken(entry.cues, PARTICIPLE)
    if form is not None and not entry.roles and accusative(tagged, at, form):
        return True
    if match_tail(tagged, at) is not None:
        return True
    if entry.mask & TURN or tagged.sequence("turn", at):
        return True
    if entry.rest in tagged.pack.likewise and at + 1 < limit:
        return not tagged.entries[at + 1].mask & COMPLEMENTIZER
    if _speaks_again(tagged, at, limit):
        return True
    return loose and bool(entry.mask & ASIDE or tagged.sequence("aside", at))


def _says(tagged: Tagged, at: int) -> bool:
    """*saying*, *by saying*: the verb before them speaks, whatever it is."""
    entry = tagged.entries[at]
    return any(
        form.cue.speech and form.cue.reported and (form.part == "participle" or entry.glue)
        for form in entry.cues
    )


def _speaks_again(tagged: Tagged, at: int, limit: int) -> bool:
    """A finite cue that begins a clause of the writer: *and he added*, *while she denied*."""
    entry = tagged.entries[at]
    form = spoken(entry.cues, FINITE)
    if form is not None and entry.lead and not entry.roles:
        return form.part == "past"
    if entry.lead and entry.mask & VERB:
        return any(_says(tagged, j) for j in range(at + 1, min(at + 8, limit)))
    if entry.mask & ASIDE or entry.lead and not entry.cues:
        for j in range(at + 1, min(at + 3, limit)):
            verb = spoken(tagged.entries[j].cues, frozenset({"past"}))
            if verb is not None and not tagged.entries[j].roles and verb.cue.complementizers:
                return True
    return False
