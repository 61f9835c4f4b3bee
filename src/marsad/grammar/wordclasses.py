"""Word classes in subject-first sentences: what each word is where it stands.

One pass over a page with the pack's lists, the shapes of words, and the word before and behind. The
classes are coarse; they tell noun phrases, verbs and clauses apart, and nothing more.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from marsad.grammar.tagged import COMMAS, Tagged
from marsad.packs.lexicon import (
    ADVERB,
    AGENT,
    AUXILIARY,
    BIT,
    CLAUSE,
    COMPLEMENTIZER,
    COORDINATOR,
    DETERMINER,
    HOMOGRAPH,
    INFINITIVE,
    NEGATION,
    OBJECT_PRONOUN,
    PASSIVE,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUANTIFIER,
    QUESTION,
    RELATIVE,
)
from marsad.packs.pack import Pack


class Class(StrEnum):
    """What a word is. ``BARE`` is an infinitive, ``PERFECT`` a participle of what was done."""

    MARK = "mark"
    NOUN = "noun"
    NUMBER = "number"
    DETERMINER = "determiner"
    GENITIVE = "genitive"
    PREPOSITION = "preposition"
    COORDINATOR = "coordinator"
    CLAUSE = "clause"
    THAT = "that"
    QUESTION = "question"
    PRONOUN = "pronoun"
    OBJECT = "object"
    AUXILIARY = "auxiliary"
    NEGATION = "negation"
    ADVERB = "adverb"
    FINITE = "finite"
    BARE = "bare"
    PARTICIPLE = "participle"
    PERFECT = "perfect"
    INFINITIVE = "infinitive"


C = Class
NOMINAL = frozenset({C.NOUN, C.NUMBER})
VERBAL = frozenset({C.FINITE, C.BARE, C.PARTICIPLE, C.PERFECT})
# What begins a noun phrase or a clause: before it a word of two readings is a verb.
_OBJECTS = frozenset({C.DETERMINER, C.PRONOUN, C.OBJECT, C.THAT, C.QUESTION, C.INFINITIVE})
_BREAKS = frozenset({C.MARK, C.COORDINATOR, C.CLAUSE, C.THAT, C.QUESTION, C.PRONOUN, C.INFINITIVE})
_OBJECT = frozenset({C.DETERMINER, C.NOUN, C.NUMBER, C.OBJECT, C.GENITIVE})
_FIRM = _OBJECT | {C.PRONOUN, C.THAT, C.QUESTION}
_LINKS = frozenset({C.ADVERB, C.NEGATION})
_NOMINAL_PLACE = frozenset({C.DETERMINER, C.GENITIVE, C.NUMBER})
_VERBAL_PLACE = frozenset({C.AUXILIARY, C.INFINITIVE, C.PRONOUN, C.QUESTION, C.THAT})
_HELD = frozenset({C.FINITE, C.AUXILIARY})
_DOUBLE = frozenset({C.INFINITIVE, C.DETERMINER, C.THAT, C.OBJECT})  # function words of two uses
_BASE, _PRESENT, _PAST = "base", "present", "past"
_PERFECT, _PARTICIPLE = "perfect", "participle"
_NOUN = BIT["noun"]
_NONE: frozenset[str] = frozenset()
_APOSTROPHES = frozenset("'’")
_ASIDE = 30  # tokens between two dashes
_SHORTEST = 5  # letters of a word whose ending tells what it is
_KEPT = 200_000  # words remembered before the memory is emptied
_TITLED = 0.6  # share of capitals in a headline in which they tell no names


def word_classes(tagged: Tagged) -> list[Class]:
    """The class of each token of a page."""
    return _Classifier(tagged).run()


class _Classifier:
    def __init__(self, tagged: Tagged) -> None:
        self._tagged, self._pack = tagged, tagged.pack
        self._page = tagged.page
        self._keys, self._words = tagged.page.keys, tagged.page.words
        self._out: list[Class] = []
        self._memory = _memory(tagged.pack)
        self._size = len(self._keys)
        self._quotes = {*tagged.close_of, *tagged.close_of.values()}

    def run(self) -> list[Class]:
        breaks = [*self._page.breaks, self._size]
        begin = 0
        for end in breaks:
            titled = self._titled(begin, end)
            for at in range(begin, end):
                self._out.append(self._class(at, begin, titled))
            begin = end
        self._reduce()
        return self._out

    def _reduce(self) -> None:
        """A past that stands before another finite verb describes a noun (*people told of it say*).

        Not so behind a cue, whose content may be a clause without a word before it.
        """
        open_at = -1
        for at, made in enumerate(self._out):
            if made in _HELD:
                if open_at >= 0 and at - open_at > 1 and self._firm(at):
                    self._out[open_at] = C.PERFECT
                open_at = at if made is C.FINITE and self._ambiguous(at) else -1
            elif made in _BREAKS or (
                at == open_at + 1 and made in _OBJECT and at not in self._tagged.times
            ):
                open_at = -1

    def _ambiguous(self, at: int) -> bool:
        parts = self._known(self._keys[at])[1]
        before = self._out[at - 1] if at else C.MARK
        clausal = any(form.cue.complementizers for form in self._tagged.entries[at].cues)
        return _PAST in parts and _PERFECT in parts and before is C.NOUN and not clausal

    def _firm(self, at: int) -> bool:
        """Whether a verb can be nothing else: by its form, or by the object behind it."""
        if self._out[at] is C.AUXILIARY or _PERFECT not in self._known(self._keys[at])[1]:
            return True
        then = at + 1
        return then < self._size and self._out[then] in _FIRM

    def _titled(self, begin: int, end: int) -> bool:
        """Whether a line is written as a title, with capitals that tell no names."""
        words = [w for w in self._words[begin:end] if w[0].isalpha() and len(w) > 3]
        capitals = sum(word[0].isupper() for word in words)
        return 2 < len(words) < 25 and capitals > _TITLED * len(words)

    def _class(self, at: int, begin: int, titled: bool) -> Class:
        word, key = self._words[at], self._keys[at]
        if not word[0].isalpha():
            return self._unlettered(at)
        if at and self._glued_behind_apostrophe(at):
            return self._clitic(at)
        fixed, parts = self._known(key)
        if parts and self._hyphened(at):
            return C.NOUN
        if fixed is C.ADVERB and word[0].isupper() and not self._adverb(at):
            fixed = None  # a name with the ending of an adverb
        if fixed is not None:
            return self._fixed(at, fixed, begin)
        before = self._before(at, begin)
        if not parts:
            return C.BARE if before is C.INFINITIVE else C.NOUN
        if self._name(at, begin, before, titled=titled):
            return C.NOUN
        return self._verb(at, parts, before)

    def _name(self, at: int, begin: int, before: Class | None, *, titled: bool) -> bool:
        """Whether a word that could be a verb is a name, or the name of a day."""
        if at in self._tagged.times:
            return True
        if titled or not self._words[at][0].isupper():
            return False
        return before is not None or (at > begin and self._keys[at] not in self._pack.verbs)

    def _unlettered(self, at: int) -> Class:
        """A number, a mark, or an apostrophe that makes a plural own (*the workers' union*)."""
        if self._words[at][0].isdigit():
            return C.NUMBER
        owner = (
            self._words[at] in _APOSTROPHES
            and at not in self._quotes
            and self._tagged.glued(at)
            and self._out[at - 1] is C.NOUN
            and self._keys[at - 1].endswith(self._pack.shapes.plural)
            and at + 1 < self._size
            and self._page.starts[at + 1] > self._page.ends[at]
            and self._words[at + 1][0].isalnum()
        )
        return C.GENITIVE if owner else C.MARK

    def _before(self, at: int, begin: int) -> Class | None:
        """The class of the word before, adverbs passed over; ``None`` at a clause's head."""
        then = at - 1
        while then >= begin and self._out[then] in _LINKS:
            if self._tagged.entries[then].mask & DETERMINER:
                return C.DETERMINER  # *has no plan*
            then -= 1
        if then > begin and then in self._quotes and self._out[then - 1] is not C.MARK:
            then -= 1  # a term in quotation marks does not end the clause
        if then < begin or (self._out[then] is C.MARK and self._parts(then)):
            return None
        return self._out[then]

    def _parts(self, at: int) -> bool:
        """Whether a mark ends the clause before it; commas and brackets do not."""
        word = self._words[at]
        if word == "." and at:
            start = self._words[at - 1]
            return start not in self._pack.writing.abbreviations and len(start) > 1
        dash = word in "-–" and self._page.starts[at] > self._page.ends[at - 1]
        return dash or word not in "'’-–,)"

    def _adverb(self, at: int) -> bool:
        """Whether a capital word is an adverb: by the lists, or by the comma behind it."""
        if self._tagged.entries[at].mask & ADVERB:
            return True
        return at + 1 < self._size and self._words[at + 1] in COMMAS

    def _hyphened(self, at: int) -> bool:
        """Whether a hyphen joins a word to another one (*union-backed*)."""
        starts, ends, words = self._page.starts, self._page.ends, self._words
        if at and words[at - 1] == "-" and ends[at - 1] == starts[at]:
            return at > 1 and ends[at - 2] == starts[at - 1]
        then = at + 1
        if then < self._size and words[then] == "-" and starts[then] == ends[at]:
            return then + 1 < self._size and starts[then + 1] == ends[then]
        return False

    def _glued_behind_apostrophe(self, at: int) -> bool:
        if (
            self._words[at - 1] not in _APOSTROPHES
            or self._page.ends[at - 1] != self._page.starts[at]
        ):
            return False
        return at > 1 and self._page.ends[at - 2] == self._page.starts[at - 1]

    def _clitic(self, at: int) -> Class:
        """What stands behind an apostrophe: a genitive, an auxiliary, a negation."""
        entry = self._tagged.entries[at]
        if entry.mask & NEGATION:
            return C.NEGATION
        if entry.mask & AUXILIARY:
            return C.AUXILIARY
        subject = self._out[at - 2] in (C.PRONOUN, C.QUESTION, C.THAT)
        return C.AUXILIARY if subject else C.GENITIVE

    def _known(self, key: str) -> tuple[Class | None, frozenset[str]]:
        found = self._memory.get(key)
        if found is None:
            if len(self._memory) >= _KEPT:
                self._memory.clear()
            found = self._memory[key] = self._look(key)
        return found

    def _look(self, key: str) -> tuple[Class | None, frozenset[str]]:
        mask = self._pack.lexicon.look(key).mask
        parts = self._pack.verbs.get(key, _NONE)
        for bits, made in _ORDER:
            if mask & bits:
                return made, parts
        if mask & _NOUN and not parts:
            return None, _NONE
        if not parts and len(key) >= _SHORTEST and key.endswith(self._pack.shapes.adverb):
            return C.ADVERB, _NONE
        cue = bool(self._pack.lexicon.look(key).cues)
        return None, parts if parts or cue else self._shaped(key)

    def _shaped(self, key: str) -> frozenset[str]:
        shapes = self._pack.shapes
        if len(key) >= _SHORTEST and key.endswith(shapes.past):
            return frozenset({_PAST, _PERFECT})
        if len(key) > _SHORTEST and key.endswith(shapes.participle):
            return frozenset({_PARTICIPLE})
        return _NONE

    def _fixed(self, at: int, made: Class, begin: int) -> Class:
        """A function word that can be two things."""
        if made not in _DOUBLE and len(self._keys[at]) > 1:
            return made
        entry = self._tagged.entries[at]
        then = self._keys[at + 1] if at + 1 < self._size else ""
        if len(self._keys[at]) == 1 and then == "." and self._words[at].isupper():
            return C.NOUN  # an initial
        if made is C.INFINITIVE:
            return C.INFINITIVE if self._before_verb(at) else C.PREPOSITION
        if made is C.DETERMINER:
            return self._article(at, begin, then)
        if made is C.THAT and self._demonstrative(then, self._before(at, begin)):
            return C.DETERMINER
        if made is C.OBJECT and entry.mask & PRONOUN:
            return C.PRONOUN
        return made

    def _article(self, at: int, begin: int, then: str) -> Class:
        """A determiner that may be a pronoun, before its verb or behind it, or a preposition."""
        mask = self._tagged.entries[at].mask
        if mask & OBJECT_PRONOUN and not self._noun_follows(at, then):
            return C.ADVERB if mask & ADVERB else C.OBJECT
        joins = mask & PREPOSITION and self._before(at, begin) in NOMINAL
        return C.PREPOSITION if joins else C.DETERMINER

    def _noun_follows(self, at: int, then: str) -> bool:
        """Whether a noun stands behind what may be a possessive or an object (*her plan*)."""
        fixed, parts = self._known(then)
        if not then[:1].isalnum() or at + 1 in self._tagged.times:
            return False
        return fixed in (None, C.NUMBER) and _PARTICIPLE not in parts

    def _before_verb(self, at: int) -> bool:
        """Whether an infinitive follows: *to deny*, *to publicly deny*, *to* and a word before
        what only an object can be."""
        then = at + 1
        while then < self._size and (
            then in self._quotes or self._known(self._keys[then])[0] is C.ADVERB
        ):
            then += 1
        if then >= self._size:
            return False
        fixed, parts = self._known(self._keys[then])
        if fixed is not None or parts:
            return _BASE in parts
        object_ = self._known(self._keys[then + 1])[0] if then + 1 < self._size else None
        return self._words[then].islower() and object_ in (C.DETERMINER, C.PRONOUN, C.THAT)

    def _demonstrative(self, then: str, before: Class | None) -> bool:
        """Whether *that* points (*in that case*, *that was wrong*)."""
        if before is C.PREPOSITION:
            return True
        fixed, _ = self._known(then)
        head = before is None
        return head and (fixed is C.AUXILIARY or (fixed is None and then[:1].isalpha()))

    # -- words that can be verbs

    def _verb(self, at: int, parts: frozenset[str], before: Class | None) -> Class:
        if before is None:
            return self._at_head(at, parts)
        if before in _NOMINAL_PLACE:
            counted = before is C.NUMBER and _PARTICIPLE in parts
            return C.PARTICIPLE if counted else C.NOUN
        if before in (C.PREPOSITION, C.CLAUSE):
            return self._behind_preposition(parts, before)
        if before is C.COORDINATOR:
            return self._coordinated(at, parts)
        if before in VERBAL:
            return self._behind_verb(at, parts, before)
        if before in _VERBAL_PLACE:
            return self._behind_function(at, parts, before)
        return self._behind_noun(at, parts)

    def _behind_function(self, at: int, parts: frozenset[str], before: Class) -> Class:
        """Behind an auxiliary, a pronoun, *to* or *that*, where verbs stand."""
        if before is C.AUXILIARY:
            return self._behind_auxiliary(parts)
        if before is C.INFINITIVE:
            return C.BARE if _BASE in parts else C.NOUN
        if before is C.THAT:
            return self._finite_or(parts, C.NOUN) if self._relative(at) else C.NOUN
        return self._finite_or(parts, C.PERFECT)

    def _behind_auxiliary(self, parts: frozenset[str]) -> Class:
        if _PERFECT in parts:
            return C.PERFECT
        if _BASE in parts:
            return C.BARE
        if _PARTICIPLE in parts:
            return C.PARTICIPLE
        return C.FINITE if parts else C.NOUN  # the auxiliary was a name: *Will acknowledges*

    def _finite_or(self, parts: frozenset[str], other: Class) -> Class:
        if parts & {_PAST, _PRESENT, _BASE}:
            return C.FINITE
        return C.PARTICIPLE if _PARTICIPLE in parts else other

    def _relative(self, at: int) -> bool:
        """Whether *that* before a verb stands for the noun before it (*a report that shows*)."""
        then = at - 1
        while then > 0 and self._out[then] in _LINKS:
            then -= 1
        return then > 0 and self._out[then - 1] in (C.NOUN, C.NUMBER, C.MARK)

    def _behind_preposition(self, parts: frozenset[str], before: Class) -> Class:
        if _PARTICIPLE in parts:
            return C.PARTICIPLE
        return C.PERFECT if before is C.CLAUSE and _PERFECT in parts else C.NOUN

    def _at_head(self, at: int, parts: frozenset[str]) -> Class:
        if _PARTICIPLE in parts:
            return C.PARTICIPLE
        if _PERFECT in parts:
            return C.FINITE if _PAST in parts and self._behind_dashes(at) else C.PERFECT
        entry = self._tagged.entries[at]
        aside = at > 0 and (self._words[at - 1] in "-–—" or at - 1 in self._quotes)
        return C.FINITE if aside and entry.cues and not entry.mask & HOMOGRAPH else C.NOUN

    def _behind_dashes(self, at: int) -> bool:
        """Whether a cue stands behind the second of two dashes (*X – a pilot – said*)."""
        if not self._tagged.entries[at].cues or self._words[at - 1] not in "-–—":
            return False
        begin = self._page.sentences[self._page.sentence_at(at)].start
        before = range(at - 2, max(begin, at - _ASIDE), -1)
        return any(self._words[j] in "-–—" and not self._tagged.glued(j) for j in before)

    def _behind_verb(self, at: int, parts: frozenset[str], before: Class) -> Class:
        """Behind a verb stands its object, or a participle."""
        known = self._tagged.entries[at]
        if before is C.PERFECT and known.cues and not known.mask & HOMOGRAPH:
            return self._finite_or(parts, C.PERFECT)  # *those surveyed say*
        if _PARTICIPLE in parts:
            return C.PARTICIPLE
        if _PERFECT in parts and _BASE not in parts:
            return C.PERFECT
        return C.NOUN

    def _coordinated(self, at: int, parts: frozenset[str]) -> Class:
        """A verb behind *and* is what the verb before was, if it can be."""
        for then in range(at - 2, max(-1, at - 25), -1):
            kind = self._out[then]
            if kind is C.FINITE and parts & {_PAST, _PRESENT}:
                return C.FINITE
            if kind is C.BARE and _BASE in parts:
                return C.BARE
            if kind is C.PARTICIPLE and _PARTICIPLE in parts:
                return C.PARTICIPLE
            if kind is C.PERFECT and _PERFECT in parts:
                return C.FINITE if _PAST in parts and self._auxiliary(then) else C.PERFECT
            if kind is C.AUXILIARY and parts & {_PAST, _PRESENT}:
                return C.FINITE
        if _PARTICIPLE in parts:
            return C.PARTICIPLE
        return C.FINITE if _PAST in parts else C.NOUN

    def _auxiliary(self, at: int) -> bool:
        return at > 0 and self._out[at - 1] is C.AUXILIARY

    def _behind_noun(self, at: int, parts: frozenset[str]) -> Class:
        """Behind a noun: its verb, or one more noun."""
        if _PAST in parts:
            return C.PERFECT if _PERFECT in parts and self._done_by(at) else C.FINITE
        if _PARTICIPLE in parts:
            noun = self._tagged.entries[at].mask & _NOUN
            return C.NOUN if noun and not self._object_follows(at) else C.PARTICIPLE
        if _PRESENT in parts and self._tagged.entries[at].cues and _BASE not in parts:
            return C.FINITE if self._says(at, plural=False) else C.NOUN
        if _PERFECT in parts:
            return C.PERFECT
        if _PRESENT in parts:
            return C.FINITE if self._says(at, plural=False) else C.NOUN
        return C.FINITE if self._says(at, plural=True) else C.NOUN

    def _object_follows(self, at: int) -> bool:
        """Whether what only an object can be stands behind a word."""
        then = at + 1
        return then < self._size and self._known(self._keys[then])[0] in (C.DETERMINER, C.PRONOUN)

    def _done_by(self, at: int) -> bool:
        """Whether the one who does it follows (*a storm accompanied by winds*)."""
        then = at + 1
        return then < self._size and bool(self._tagged.entries[then].mask & AGENT)

    def _says(self, at: int, *, plural: bool) -> bool:
        """Whether a word that is a noun or a present is a verb: by what stands on both sides."""
        entry = self._tagged.entries[at]
        if entry.cues and not entry.mask & HOMOGRAPH:
            return True
        fits = self._keys[at - 1].endswith(self._pack.shapes.plural) or self._people(at - 1)
        if (plural and not fits) or at + 1 >= self._size:
            return False
        named = self._words[at - 1][0].isupper()
        word = self._words[at + 1]
        if word == ":":
            return named and bool(entry.cues)
        if not word[0].isalnum():
            return at + 1 in self._tagged.close_of
        return self._object_or_more(at, named=named)

    def _object_or_more(self, at: int, *, named: bool) -> bool:
        """Whether what stands behind a word can only stand behind a verb."""
        entry, then = self._tagged.entries[at], at + 1
        fixed, parts = self._known(self._keys[then])
        if fixed is C.INFINITIVE and self._tagged.entries[at - 1].mask & QUANTIFIER:
            return False  # *enough votes to*
        if fixed in _OBJECTS:
            return True
        if fixed in (C.PREPOSITION, C.ADVERB):
            return named and bool(entry.cues)
        if fixed is not None:
            return False
        return self._words[then][0].isupper() or (named and _PAST not in parts)

    def _people(self, at: int) -> bool:
        return any(role.gender == "p" for role in self._tagged.entries[at].roles)


_ORDER = (
    (COORDINATOR, C.COORDINATOR),
    (INFINITIVE, C.INFINITIVE),
    (NEGATION, C.NEGATION),
    (COMPLEMENTIZER, C.THAT),
    (POSSESSIVE | DETERMINER, C.DETERMINER),
    (CLAUSE, C.CLAUSE),
    (AUXILIARY | PASSIVE, C.AUXILIARY),
    (QUESTION | RELATIVE, C.QUESTION),
    (PREPOSITION, C.PREPOSITION),
    (PRONOUN, C.PRONOUN),
    (OBJECT_PRONOUN, C.OBJECT),
    (ADVERB, C.ADVERB),
)


@cache
def _memory(_: Pack) -> dict[str, tuple[Class | None, frozenset[str]]]:
    """What the words of a language were found to be, by the lists and their shapes."""
    return {}
