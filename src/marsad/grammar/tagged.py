"""A page whose words carry what the pack knows of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import compress, count
from operator import attrgetter

from marsad.grammar.fixed import Fixed, find_fixed
from marsad.grammar.traits import FINITE as FINITE
from marsad.grammar.traits import Traits, load_traits, traits_of
from marsad.packs.cues import CueForm
from marsad.packs.lexicon import (
    AUXILIARY,
    BARE,
    COMPLEMENTIZER,
    CONDITIONAL,
    EVENTIVE,
    HEADLESS,
    LIGHT,
    PARENTHETICAL,
    PREPOSITION,
    PRONOMINAL,
    VERB,
    WHAT,
    Entry,
)
from marsad.packs.pack import Pack
from marsad.text.page import Page
from marsad.text.segments import Quotation

PARTICIPLE = frozenset({"participle"})
NOUN = frozenset({"masdar", "noun"})
PRESENT = frozenset({"present", "passive-present"})
COMMAS = frozenset("،,؛;")
MARKS = frozenset(".,;:!?…،؛؟-–—\"'“”‘’«»()[]{}*/|•")  # words that are none
_BEFORE_NOUNS = COMPLEMENTIZER | EVENTIVE | PARENTHETICAL | VERB | PREPOSITION
_CUES = attrgetter("cues")
_WANTED = 12  # tokens behind a cue in which the word that it wants must stand
_SHORT = 4  # letters of a short verbal noun, which behind a cue's preposition needs no other proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """``entries[i]`` is what the pack knows of token *i*, ``traits[i]`` what its word tells alone.

    ``cued`` are the tokens that can be a cue, in order.
    ``close_of`` leads from a quotation's opening mark to its closing one (or to the token behind
    its last, when it was never closed), ``inner`` holds for each token the innermost quotation's
    opening mark or -1. ``tails`` are the prepositional cues (*according to*) and ``openers`` the
    words before a clause (*it said in*), by their first token. ``times`` holds the tokens of
    calendar expressions; ``outlet`` is the publisher's folded name, told apart from the media that
    are quoted; ``starting`` are the first words of the pack's sequences, ``adverbs`` the tokens
    that a mark tells to be adverbs. ``firsts`` are the tokens that open a sentence, where no word
    before counts. ``verbs`` remembers which tokens are finite verbs.
    """

    page: Page
    pack: Pack
    traits: list[Traits]
    entries: list[Entry]
    cued: list[int]
    close_of: dict[int, int]
    inner: list[int]
    tails: dict[int, Fixed]
    openers: dict[int, Fixed]
    times: frozenset[int]
    outlet: str
    starting: frozenset[str]
    adverbs: frozenset[int]
    firsts: frozenset[int]
    inside: frozenset[int] = frozenset()
    verbs: dict[int, bool] = field(default_factory=dict)

    def glued(self, i: int) -> bool:
        """Whether nothing stands between token *i* and the one before it."""
        return i > 0 and self.page.starts[i] == self.page.ends[i - 1]

    def clause_limit(self, i: int, end: int) -> int:
        """Where the reading of a cue at token *i* must stop: its quotation's end, or ``end``."""
        inner, enders = self.inner[i], self.pack.writing.enders
        if inner >= 0:
            end = min(end, self.close_of[inner])
        while end > i + 1 and self.page.words[end - 1] in enders and self.inner[end - 1] == inner:
            end -= 1
        return end

    def unknown(self, i: int) -> bool:
        """Whether the pack knows nothing of token *i*, or only that it is a name."""
        return self.traits[i].unknown

    def cued_in(self, first: int, end: int) -> list[int]:
        """The tokens of a range that can be a cue, in order."""
        return self.cued[bisect_left(self.cued, first) : bisect_left(self.cued, end)]

    def lead_end(self, i: int) -> int:
        """The position behind the conjunction that token *i* begins with."""
        return self.page.starts[i] + self.entries[i].lead

    def inner_start(self, i: int) -> int:
        """The position behind every proclitic of token *i*."""
        entry = self.entries[i]
        return self.page.starts[i] + entry.lead + entry.glue

    def definite(self, i: int) -> bool:
        """Whether token *i*, its conjunction peeled, carries the article."""
        return self.traits[i].definite

    def contracted(self, i: int) -> bool:
        """Whether token *i* begins with a preposition and the article drawn into one."""
        entry, word = self.entries[i], self.page.words[i]
        some = self.pack.lexicon.peeling.contracted if entry.glue else ()
        return any(word.startswith(written, entry.lead) for written, _, _ in some)

    def finite(self, i: int) -> bool:
        """Whether token *i* is a finite verb, as far as the pack can tell; asked often, kept."""
        known = self.verbs.get(i)
        if known is None:
            known = self.traits[i].finite
            if known is None:
                known = self.verbs[i] = self._finite(i)
        return known

    def with_names(self, ranges: Iterable[tuple[int, int]]) -> Tagged:
        """The page once names are known in it: none of their words is a verb."""
        named = list(ranges)
        verbs = self.verbs | {at: False for first, end in named for at in range(first, end)}
        inside = frozenset(at for first, end in named for at in range(first + 1, end))
        return replace(self, verbs=verbs, inside=inside)

    def _finite(self, i: int) -> bool:
        """The same of a word of which only its place can tell."""
        outside = self.inner[i] < 0
        if self.entries[i].cues and (
            self._accusative_dual(i) or (outside and self._first_person(i))
        ):
            return False
        return not self.nominal_place(i)

    def _first_person(self, i: int) -> bool:
        """A form that only as *I* or *we* would be a verb: outside quotations, a name or a noun."""
        entry = self.entries[i]
        finite = [form for form in entry.cues if form.part in FINITE]
        return bool(finite) and not entry.mask & VERB and all(f.person == 1 for f in finite)

    def _accusative_dual(self, i: int) -> bool:
        """A form that only as a dual would be a verb, in the middle of a clause: a noun (أمرا), but
        for one behind two who do it (الجانبان أكدا)."""
        entry = self.entries[i]
        if entry.lead or i in self.firsts or not self.page.words[i - 1][0].isalnum():
            return False
        finite = [form for form in entry.cues if form.part in FINITE]
        if not finite or any(form.number != "d" for form in finite):
            return False
        dual = self.pack.endings.dual
        return not any(self.page.words[at].endswith(dual) for at in (i - 1, i))

    def nominal_place(self, i: int) -> bool:
        """Whether only a noun can stand at token *i*: behind *that*, behind a verb, behind *in*."""
        if i in self.firsts or self.entries[i].lead or self.page.words[i] in COMMAS:
            return False
        before = self.entries[i - 1]
        if not before.mask & _BEFORE_NOUNS:
            return False
        past = not any(form.part in PRESENT for form in self.entries[i].cues)
        if before.mask & COMPLEMENTIZER and past:
            if self.only_present(i):
                return False  # *that they leave*
            with_pronoun = not before.mask & BARE
            return not with_pronoun and (i < 2 or not self.entries[i - 2].mask & PREPOSITION)
        unnamed = not self.definite(i - 1) and not before.mask & WHAT
        if before.mask & (EVENTIVE | PARENTHETICAL) and unnamed:
            return past  # *no publishing of*, *who is a student*
        if before.mask & VERB and not before.mask & AUXILIARY and not before.roles:
            return past and bool(before.mask & LIGHT)
        return bool(before.mask & PREPOSITION) and past and not before.mask & PRONOMINAL

    def tells_how(self, i: int) -> bool:
        """Whether token *i* tells how something was said (*repeatedly*), and is no noun."""
        if not self.entries[i].mask & HEADLESS:
            return False
        return self.page.words[i].endswith(self.pack.endings.accusative)

    def only_present(self, i: int) -> bool:
        """Whether token *i* is a verb that the lists have in the present, and nothing else."""
        entry = self.entries[i]
        parts = self.pack.verbs.get(entry.rest)
        return not entry.mask & ~VERB and parts is not None and "past" not in parts

    def looks_present(self, i: int) -> bool:
        """An unknown word with the shape of a present of the third person masculine."""
        return self.traits[i].present

    def eventive(self, i: int) -> bool:
        """Whether token *i* is a verbal noun without the article (it may carry a pronoun)."""
        return self.traits[i].eventive

    def definite_eventive(self, i: int) -> bool:
        """Whether token *i* is a verbal noun with the article."""
        return self.traits[i].definite_eventive

    def marked_passive(self, i: int) -> bool:
        """Whether the text as read writes the vowel of the passive on a verb's first letter."""
        page = self.page
        if not page.steps:
            return False
        start, end = page.span(self.lead_end(i), page.ends[i])
        return page.text[start + 1 : min(start + 2, end)] == self.pack.passive_vowel

    def glued_name(self, i: int) -> bool:
        """Whether a medium of several words begins at token *i* behind a glued preposition."""
        key = self.page.keys[i]
        if key[:1] not in self.pack.told:
            return False
        following = self.page.keys
        return any(
            tuple(following[i + 1 : i + 1 + len(rest)]) == rest
            for rest, _ in self.pack.roles.sequences.get(key[1:], ())
        )

    def joined_verb(self, i: int) -> bool:
        """Whether token *i* is a conjunction and a finite verb in one word."""
        entry, key = self.entries[i], self.page.keys[i]
        if entry.lead:
            return self.finite(i) and not entry.mask & EVENTIVE
        known = entry.mask or entry.roles or entry.cues or entry.glue
        if known or key[:1] not in self.pack.conjunctions:
            return False
        word = self.page.words[i][1:]
        other = self.pack.verbal_noun(word) or self.pack.noun_shape(word)
        return self.pack.looks_present(key[1:]) or (not other and self.pack.looks_feminine(key[1:]))

    def conjoined(self, i: int) -> bool:
        """Whether an unknown word at the head of a sentence begins with a conjunction."""
        entry, key = self.entries[i], self.page.keys[i]
        known = entry.mask or entry.roles or entry.cues or entry.glue or entry.lead
        return not known and len(key) > 3 and key[0] in self.pack.conjunctions

    def adverb(self, i: int) -> bool:
        """Whether the text as read marks token *i* as an indefinite accusative (*publicly*)."""
        return i in self.adverbs

    def maybe_glued(self, i: int, letters: tuple[str, ...]) -> bool:
        """An unknown word that, behind a cue that wants it, reads as a preposition and a noun."""
        entry, word = self.entries[i], self.page.words[i]
        if entry.mask or entry.roles or entry.cues or entry.glue or len(word) < 4:
            return False
        if word[0] not in letters:
            return False
        return len(word) <= _SHORT + 1 or self.pack.noun_shape(word[1:])

    def unsaid(self, i: int) -> bool:
        """Whether a cue at token *i* reports nothing: *if he says*, *asked not to be named*."""
        supposed = i not in self.firsts and self.entries[i - 1].mask & CONDITIONAL
        return bool(supposed or self.sequence("anonymity", i))

    def sequence(self, name: str, i: int) -> int:
        """How many tokens of a class's word sequence begin at token *i*; 1 for a single word."""
        first = self.entries[i].rest
        if first not in self.starting:
            return 0
        found = self.pack.sequences.get(name)
        return found.longest(self.page.keys, i, first) if found else 0


def tag(page: Page, pack: Pack, times: frozenset[int], outlet: str | None) -> Tagged:
    """Look up every word of the page. Linear in its length."""
    traits = list(map(load_traits(pack).__getitem__, page.words))
    entries = [one.entry for one in traits]
    close_of, inner = _quotation_map(page.quotations, len(page.words))
    cued = list(compress(count(), map(_CUES, entries)))
    for at in cued:
        if any([form.cue.wanted for form in entries[at].cues]):
            entry = _with_wanted(entries[at], page.keys[at + 1 : at + 1 + _WANTED])
            if entry is not entries[at]:
                entries[at] = entry
                traits[at] = traits_of(pack, page.words[at], entry)
    return Tagged(
        page=page,
        pack=pack,
        traits=traits,
        entries=entries,
        cued=[at for at in cued if entries[at].cues],
        close_of=close_of,
        inner=inner,
        tails=find_fixed(page, pack),
        openers=find_fixed(page, pack, openers=True),
        times=times,
        outlet=pack.folding.key(outlet or ""),
        starting=pack.starting,
        adverbs=frozenset(_marked(page, pack.adverb_mark)),
        firsts=frozenset(sentence.start for sentence in page.sentences),
    )


def _with_wanted(entry: Entry, following: list[str]) -> Entry:
    """An entry without the cues that want a word which does not follow (*holds X responsible*)."""
    cues = [form for form in entry.cues if not form.cue.wanted or _has_wanted(form, following)]
    return entry if len(cues) == len(entry.cues) else entry._replace(cues=tuple(cues))


def _has_wanted(form: CueForm, following: list[str]) -> bool:
    """Whether a wanted word follows; behind a present, which has twins, not as its object."""
    bare = form.part == "present" and not form.suffix
    return not form.cue.wanted.isdisjoint(following[2:] if bare else following)


def _marked(page: Page, mark: str) -> Iterator[int]:
    """The tokens that the text as read writes with a mark, which level 1 drops."""
    at = page.text.find(mark) if mark and page.steps else -1
    while at >= 0:
        token = page.token_at(bisect_right(page.origins, at) - 1)
        if token < len(page.words):
            start, end = page.token_span(token, token + 1)
            if start <= at <= end:
                yield token
        at = page.text.find(mark, at + 1)


def _quotation_map(quotations: list[Quotation], count: int) -> tuple[dict[int, int], list[int]]:
    """Opening marks to closing ones, and the innermost opening mark around each token."""
    inner = [-1] * count
    for one in quotations:  # in order of opening, so that the inner ones come behind
        inner[one.open + 1 : one.close] = [one.open] * (one.close - one.open - 1)
    return {q.open: q.close for q in quotations}, inner


def readings(forms: tuple[CueForm, ...], parts: frozenset[str]) -> list[CueForm]:
    """One reading for each cue that a word can be in these parts of speech."""
    found: dict[str, CueForm] = {}
    for form in forms:
        if form.part in parts and (form.cue.id not in found or form.person == 3):
            known = found.get(form.cue.id)
            if known is None or known.person != 3:
                found[form.cue.id] = form
    return list(found.values())


def spoken(forms: tuple[CueForm, ...], parts: frozenset[str]) -> CueForm | None:
    """The first reading of a cue in one of these parts, the third person before others."""
    first = None
    for form in forms:
        if form.part in parts:
            if form.person == 3:
                return form
            first = first or form
    return first


def accusative(tagged: Tagged, at: int, form: CueForm) -> bool:
    """Whether a participle stands as an adverb (*saying*), not as a noun or an adjective."""
    if tagged.definite(at) or tagged.entries[at].roles:
        return False
    word, ends = tagged.page.words[at], tagged.pack.endings
    if form.gender == "m" and form.number == "s":
        return word.endswith(ends.accusative)
    return word.endswith(ends.feminine if form.gender == "f" else ends.plural)
