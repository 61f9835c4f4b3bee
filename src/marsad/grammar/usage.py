"""Usage: whether a word is a verb or a noun where it stands, in languages that put the subject
first.

One written form is often both (*attack, protests*), and a past often a participle too (*attacked*).
The word before tells: a determiner or a preposition a noun, an auxiliary or a pronoun a verb; where
it does not, an object behind tells a verb.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from marsad.grammar.case import Case
from marsad.grammar.tagged import COMMAS, Tagged
from marsad.model import Status
from marsad.packs.events import EventWords
from marsad.packs.lexicon import (
    AUXILIARY,
    COMPLEMENTIZER,
    CONDITIONAL,
    HOMOGRAPH,
    NOUN,
    PREPOSITION,
    PRONOUN,
    QUESTION,
    RELATIVE,
)

_CHAIN = 8  # words of the longest chain of auxiliaries and adverbs
_GOVERNED = 6  # words before an infinitive in which what governs it stands
_ABOVE = 4  # and before that, what governs this one
_PHRASE = 4  # words before a noun that belong to its phrase
_CLAUSE = 9  # words before a verb in which its condition stands
_NOUN_ONLY: frozenset[str] = frozenset()


class Use(NamedTuple):
    """What a word is at its place.

    ``kind`` is finite, passive, infinitive, gerund, noun, or nothing at all; ``parts`` the parts of
    a verb that it can be there. ``first`` is the first token of its verb or noun phrase, ``told``
    what the words of that phrase tell of the act, ``void`` whether they tell that there is none,
    ``meant`` whether it is only what somebody aims at. ``bare``: a passive without its auxiliary.
    """

    kind: str
    first: int
    parts: frozenset[str] = _NOUN_ONLY
    told: Status | None = None
    void: bool = False
    meant: bool = False
    bare: bool = False

    @property
    def verbal(self) -> bool:
        """Whether it is the verb of a clause."""
        return self.kind in ("finite", "passive", "infinitive")


_NONE = Use("", -1)


class Usage:
    """The uses of the words of one document, each looked at once."""

    def __init__(
        self, tagged: Tagged, words: EventWords, marks: dict[str, set[int]], named: set[int]
    ) -> None:
        self._tagged, self._words, self._marks, self._named = tagged, words, marks, named
        self._keys, self._written = tagged.page.keys, tagged.page.words
        self._apostrophes = tagged.pack.writing.apostrophes
        self._ends = words.adverbs
        self._known: dict[int, Use] = {}
        self._case = Case(tagged)
        self._breaks = {sentence.start for sentence in tagged.page.sentences}
        verbs, own = tagged.pack.verbs, words.parts
        self._parts_of = {
            key: own.get(key, _NOUN_ONLY) | verbs.get(key, _NOUN_ONLY)
            for key in set(self._keys)
            if key in own or key in verbs
        }
        self._likely = [at for at, key in enumerate(self._keys) if key in self._parts_of]
        self._read_to: dict[int, int] = {}  # by sentence, the place in _likely to go on from

    def of(self, at: int) -> Use:
        """What token *at* is."""
        found = self._known.get(at)
        if found is None:
            self._read_before(at)
            found = self._known.get(at)
        if found is None:
            found = self._known[at] = self._read(at)
        return found

    def _read_before(self, at: int) -> None:
        """Read the words of a sentence up to a token, from left to right: each looks at those
        before it, and none at another sentence."""
        page, likely = self._tagged.page, self._likely
        start = page.sentences[page.sentence_at(at)].start
        place = self._read_to.get(start)
        if place is None:
            place = bisect_left(likely, start)
        while place < len(likely) and likely[place] <= at:
            token = likely[place]
            place += 1
            self._read_to[start] = place
            self._known[token] = self._read(token)

    def phrase(self, at: int, last: int) -> Use:
        """What token *at* is as the first word of a phrase, whose object stands behind its last."""
        use = self.of(at)
        bare = use.kind == "passive" and use.first == at
        if bare and not self._agent(last + 1) and not self._without_object(last):
            return use._replace(kind="finite", parts=frozenset({"past"}))
        present = self._parts(at) & {"base", "present"}
        if use.kind == "noun" and present and self._object(last) and self._after_noun(at):
            return Use("finite", at, frozenset({"base", "present"}))
        return use

    def _after_noun(self, at: int) -> bool:
        """Whether a word that may be a subject stands before."""
        before = at - 1
        if before < 0 or at in self._breaks or not self._written[before].isalpha():
            return False
        return not (self._closed(before) or self._tagged.entries[before].mask & PREPOSITION)

    def verb(self, at: int) -> bool:
        """Whether token *at* is the verb of a clause, or an auxiliary."""
        if self._tagged.entries[at].mask & AUXILIARY:
            return True
        return bool(self._parts(at)) and self.of(at).verbal

    def compound(self, at: int) -> bool:
        """Whether a hyphen ties token *at* to the word before it (*court-ordered*)."""
        tied = at > 1 and self._keys[at - 1] == "-" and self._tagged.glued(at)
        return tied and self._tagged.glued(at - 1)

    def joins(self, at: int) -> bool:
        """Whether a word at token *at* joins two of a kind (*and*)."""
        return at in self._marks["joining"]

    def nobody(self, first: int) -> bool:
        """Whether the subject before a verb is none (*no soldier was*)."""
        for token in self._back(first, _PHRASE):
            if self._marked(token, "negation") and self._marked(token, "determiner"):
                return True
            if self._tagged.entries[token].mask & PREPOSITION or self.verb(token):
                return False
        return False

    # -- the words around

    def _parts(self, at: int) -> frozenset[str]:
        return self._parts_of.get(self._keys[at], _NOUN_ONLY)

    def _read(self, at: int) -> Use:
        if self._named_word(at):
            return _NONE
        parts = self._parts(at)
        helpers, first, before = self._chain(at)
        if self._closed(before):
            return self._noun(at)
        if helpers:
            use = self._helped(at, parts, helpers[0], first)
        elif self._marked(before, "infinitive") and "base" in parts:
            use = Use("infinitive", before, frozenset({"base"}))
        else:
            use = self._alone(at, parts, before)
        return self._status(use, at, before) if use.kind != "noun" else use

    def _named_word(self, at: int) -> bool:
        """Whether a capital tells that a word belongs to a name."""
        word = self._written[at]
        if not word[0].isupper() or at in self._breaks or at == 0:
            return False
        before = self._written[at - 1]
        return before[0].isalnum() and not self._case.heading(at)

    def _chain(self, at: int) -> tuple[list[int], int, int]:
        """The auxiliaries before a verb, nearest first, its first token and the token before it."""
        helpers: list[int] = []
        first, token = at, at - 1
        while token >= 0 and at - token <= _CHAIN and token + 1 not in self._breaks:
            size = self._helper(token)
            if size:
                token -= size
                first = token + 1
                helpers.append(first if size != 2 else first + 1)
            elif self._aside(token):
                token -= 1
            else:
                break
        if self._marked(token, "infinitive") and helpers:
            first, token = token, token - 1
        return helpers, first, token

    def _helper(self, token: int) -> int:
        """How many tokens the auxiliary that ends at a token has; 0 where none does."""
        if self._elided(token):
            if not self._marked(token, "determiner"):
                negated = token >= 2 and token - 2 in self._marks["negation"]
                return 3 if negated else 2
            pronoun = token >= 2 and self._tagged.entries[token - 2].mask & PRONOUN
            return 2 if pronoun else 0
        known = self._tagged.entries[token].mask & AUXILIARY or self._marked(token, "passive")
        return 1 if known else 0

    def _elided(self, token: int) -> bool:
        """Whether a token stands right behind an apostrophe (*'s, 'll, n't*)."""
        return (
            token >= 1
            and self._written[token - 1] in self._apostrophes
            and self._tagged.glued(token)
            and self._tagged.glued(token - 1)
        )

    def _aside(self, token: int) -> bool:
        """An adverb or a negation between a verb and its auxiliary."""
        if self._marked(token, "determiner") or token in self._named:
            return False
        key, entry = self._keys[token], self._tagged.entries[token]
        noun = entry.roles or entry.mask & NOUN
        adverb = bool(self._ends) and not noun and len(key) > 4 and key.endswith(self._ends)
        return adverb or self._marked(token, "adverb") or self._marked(token, "negation")

    def _marked(self, token: int, name: str) -> bool:
        return token >= 0 and token in self._marks[name]

    def _closed(self, before: int) -> bool:
        """Whether a determiner or a genitive stands before, behind which no verb can stand."""
        if before < 0 or before + 1 in self._breaks:
            return False
        if self._marked(before, "determiner"):
            return not self._tagged.entries[before].mask & RELATIVE
        return self._written[before] in self._apostrophes and self._keys[before - 1][-1:].isalpha()

    # -- the judgement

    def _helped(self, at: int, parts: frozenset[str], helper: int, first: int) -> Use:
        """Behind an auxiliary."""
        infinitive = self._marked(first, "infinitive")
        if helper in self._marks["passive"]:
            if "perfect" in parts:
                return Use("passive", first, frozenset({"perfect"}))
            kind = "infinitive" if infinitive else "finite"
            return (
                Use(kind, first, frozenset({"participle"}))
                if "participle" in parts
                else (self._noun(at))
            )
        fitting = parts & {"base", "perfect"}
        if not fitting or not self._governs(helper, fitting):
            return self._noun(at)
        return Use("infinitive" if infinitive else "finite", first, fitting)

    def _governs(self, helper: int, parts: frozenset[str]) -> bool:
        """An auxiliary wants the base, or the perfect where it is listed to do so."""
        perfect = self._marked(helper, "perfect")
        return ("perfect" if perfect else "base") in parts

    def _alone(self, at: int, parts: frozenset[str], before: int) -> Use:
        """Without an auxiliary: by the word before, and by an object behind."""
        if before < 0 or before + 1 in self._breaks:
            return self._opening(at, parts)
        mask = self._tagged.entries[before].mask
        if mask & PREPOSITION and not mask & RELATIVE:
            return self._governed(at, parts, before)
        if self.joins(before):
            return self._joined(at, parts, before)
        if "past" in parts:
            finite = self._parts(before) and self.of(before).kind == "finite"
            return self._noun(at) if finite else self._past(at, parts)  # *freed captured soldiers*
        if "participle" in parts:
            return self._participle(at, before)
        return self._present(at, parts, before)

    def _present(self, at: int, parts: frozenset[str], before: int) -> Use:
        """A present behind its subject; behind a pronoun nothing else can stand."""
        if "perfect" in parts:
            return Use("passive", at, frozenset({"perfect"}))
        mask = self._tagged.entries[before].mask
        present = parts & {"base", "present"}
        subject = mask & (PRONOUN | RELATIVE | QUESTION) and not self._behind_preposition(before)
        claim = mask & COMPLEMENTIZER and "base" in parts
        if present and ((subject and not claim) or self._predicate(at, before, parts)):
            return Use("finite", at, present)
        return _NONE if mask & PRONOUN else self._noun(at)

    def _behind_preposition(self, token: int) -> bool:
        """Whether a preposition governs a token (*in which*)."""
        before = self._tagged.entries[token - 1].mask if token else 0
        return bool(before & PREPOSITION)

    def _opening(self, at: int, parts: frozenset[str]) -> Use:
        """At the head of a sentence."""
        if "past" in parts and self._agent(at + 1):
            return Use("passive", at, frozenset({"perfect"}))
        return self._noun(at)

    def _governed(self, at: int, parts: frozenset[str], before: int) -> Use:
        """Behind a preposition."""
        intended = self._marked(before, "infinitive") and self._marked(before - 1, "planned")
        if "participle" in parts and (intended or self._marked(before, "gerund")):
            return Use("gerund", at, frozenset({"participle"}))
        return self._noun(at)

    def _past(self, at: int, parts: frozenset[str]) -> Use:
        """A past, or a participle without its auxiliary (*hostages freed by*)."""
        if "perfect" in parts and (self._agent(at + 1) or self._without_object(at)):
            return Use("passive", at, frozenset({"perfect", "past"}), bare=True)
        return Use("finite", at, frozenset({"past"}))

    def _agent(self, token: int) -> bool:
        return token in self._marks["agent"]

    def _without_object(self, at: int) -> bool:
        """Whether a preposition or an end stands where an object would."""
        then = at + 1
        if then >= len(self._keys) or then in self._breaks or not self._keys[then][0].isalnum():
            return True
        return bool(self._tagged.entries[then].mask & PREPOSITION)

    def _participle(self, at: int, before: int) -> Use:
        """A participle tells an act behind a comma, or behind a noun with its object."""
        claimed = self._tagged.entries[before].mask & COMPLEMENTIZER
        if self._keys[before] in COMMAS or (self._object(at) and not claimed):
            return Use("gerund", at, frozenset({"participle"}))
        return self._noun(at)

    def _joined(self, at: int, parts: frozenset[str], before: int) -> Use:
        """Behind *and*: what the verb before it is."""
        if "past" in parts:
            return self._past(at, parts)
        if "participle" in parts:
            return Use("gerund", at, frozenset({"participle"}))
        for token in range(before - 1, max(-1, before - _CLAUSE), -1):
            if token + 1 in self._breaks:
                break
            earlier = self.of(token) if self._parts(token) else _NONE
            if earlier.verbal and not earlier.parts.isdisjoint(parts):
                return earlier._replace(first=at)
        if self._object(at) and "present" in parts:
            return Use("finite", at, parts & {"present"})
        return self._noun(at)

    def _predicate(self, at: int, before: int, parts: frozenset[str]) -> bool:
        """Whether a present stands behind its subject: certain where it can be no noun."""
        if not self._written[before][0].isalnum():
            return False
        if not self._nominal(at):
            return not self.verb(before) or "present" in parts
        return self._object(at) and not self.verb(before)

    def _nominal(self, at: int) -> bool:
        """Whether a word can be a noun."""
        return "noun" in self._parts(at) or bool(self._tagged.entries[at].mask & HOMOGRAPH)

    def _object(self, at: int) -> bool:
        """Whether what stands behind a word can only be its object or its clause."""
        then = at + 1
        if then >= len(self._keys) or then in self._breaks:
            return False
        entry, word = self._tagged.entries[then], self._written[then]
        if self._marked(then, "determiner"):
            return True
        if then in self._named or entry.mask & (PRONOUN | COMPLEMENTIZER) or word[0].isdigit():
            return True
        return word[0].isupper() and not self._case.heading(at)

    def _noun(self, at: int) -> Use:
        """A noun with the words of its phrase before it."""
        first = at
        for token in range(at - 1, max(-1, at - _PHRASE - 1), -1):
            key, mask = self._keys[token], self._tagged.entries[token].mask
            genitive = key[0] in self._apostrophes or self._elided(token)
            bound = not (key[0].isalnum() or key == "-" or genitive or token in self._named)
            if bound or token + 1 in self._breaks or self.joins(token):
                break
            if mask & (PREPOSITION | AUXILIARY) or (self._parts(token) and self.of(token).verbal):
                break
            first = token
        return Use("noun", first)

    # -- what is told of the act

    def _status(self, use: Use, at: int, before: int) -> Use:
        if not use.kind or use.told is not None or use.void:
            return use
        if self._conditional(use.first):
            return use._replace(told=Status.POSSIBLE)
        chain = range(use.first, at)
        if use.kind == "infinitive" or self._marked(use.first, "infinitive"):
            return self._governing(use)
        if use.kind == "gerund" or self._behind_preposition(use.first):
            chain = range(min([at, *self._back(at, _ABOVE)]), at)
        nearby = range(max(0, before - 1), at)
        if any(t in self._marks["negation"] for t in nearby) or self.nobody(use.first):
            return use._replace(told=Status.DENIED)
        told, void = self._mood(chain)
        return use._replace(told=told, void=void)

    def _mood(self, tokens: range) -> tuple[Status | None, bool]:
        """What the nearest word of a range tells of the act behind it."""
        for token in reversed(tokens):
            if token in self._marks["ought"]:
                return None, True
            for name, status in _MOODS:
                if token in self._marks[name]:
                    return status, False
        return None, False

    def _governing(self, use: Use) -> Use:
        """An infinitive tells an act by what governs it; by itself it tells none."""
        for token in self._back(use.first, _GOVERNED):
            name = next((name for name in _GOVERNORS if token in self._marks[name]), "")
            if not name:
                continue
            above = self._back(token + 1, _ABOVE)
            if any(t in self._marks["negation"] for t in above):
                return use._replace(told=Status.DENIED)
            if name == "real":
                told, void = self._mood(range(max(0, token - _ABOVE), token))
                return use._replace(told=None if told is Status.PLANNED else told, void=void)
            if name == "meant":
                return use._replace(told=Status.PLANNED, meant=True)
            return use._replace(told=_MOOD.get(name), void=name == "ought")
        return use._replace(void=True)

    def _back(self, first: int, reach: int) -> Iterator[int]:
        """The tokens before a token in its clause."""
        for token in range(first - 1, max(-1, first - 1 - reach), -1):
            if token + 1 in self._breaks or self._keys[token] in COMMAS:
                return
            yield token

    def _conditional(self, first: int) -> bool:
        """Whether a condition opens the clause."""
        return any(
            self._tagged.entries[token].mask & CONDITIONAL for token in self._back(first, _CLAUSE)
        )


_MOODS = (
    ("planned", Status.PLANNED),
    ("possible", Status.POSSIBLE),
    ("maybe", Status.POSSIBLE),
    ("negation", Status.DENIED),
)
_MOOD = dict(_MOODS)
_GOVERNORS = ("real", "ought", *_MOOD, "meant")
