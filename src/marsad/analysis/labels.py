"""Labels: what a source is called in English, and which entity it is.

A source that is named gets the canonical name of its actor; one that is not gets a description put
together from the glosses of its words and the actors in its phrase (*source in the Russian Ministry
of Defence*).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from marsad.entities.knowledge import Knowledge
from marsad.grammar.personal import knows, read_name, spell
from marsad.grammar.phrases import Phrase
from marsad.grammar.tagged import COMMAS, Tagged
from marsad.model import Ground, Kind
from marsad.naming.scene import Naming
from marsad.packs.glosses import Glosses
from marsad.packs.lexicon import DEMONSTRATIVE, PREPOSITION, RELATIVE

_DESCRIBED = frozenset({Kind.ANONYMOUS, Kind.GROUP, Kind.DOCUMENT})
_LOOSE = frozenset({Kind.PERSON, Kind.UNKNOWN})
_BODIES = frozenset({Kind.ORGANISATION, Kind.OUTLET})
_WORDS = 12  # of a description in the text's own words
_FAR = 400  # tokens before *the newspaper* in which it is named
_BARE = 5  # tokens of a phrase that is nothing but a class noun and a name
_NAMING = frozenset({Ground.NAME, Ground.METONYM, Ground.SURNAME, Ground.SHORT, Ground.SPELLING})


class Label(NamedTuple):
    """A canonical id, an English name or description, and a kind; each may be unknown."""

    entity: str | None
    text: str | None
    kind: Kind | None


class Labels:
    """Labels for the phrases of one document. ``within`` gives the actors in a range of tokens."""

    def __init__(
        self,
        tagged: Tagged,
        within: Callable[[int, int], Sequence[Naming]],
        glosses: Glosses,
        knowledge: Knowledge,
    ) -> None:
        self._tagged, self._within = tagged, within
        self._glosses, self._names = glosses, knowledge.people
        self._adjective = knowledge.adjective_at(tagged.page.keys)
        self._owners = knowledge.offices.owners
        self._first = tagged.pack.order == "subject-first"

    def label(self, phrase: Phrase) -> Label:
        """What a phrase is called, by its actors or by its words."""
        first, end = phrase.first, self._relative(phrase)
        inside = [one for one in self._within(max(0, first - 3), end) if one.end > first]
        if phrase.kind in _DESCRIBED or self._attendant(phrase, inside):
            return Label(None, self._describe(phrase, inside, end), None)
        one = self._main(phrase, inside, end)
        if one is not None:
            loose = phrase.kind in _LOOSE and one.ground in _NAMING
            return Label(one.entity, one.name, one.kind if loose else None)
        if phrase.kind is Kind.PERSON and phrase.named:
            return Label(None, self._romanised(first, end, inside), None)
        return Label(None, self._describe(phrase, inside, end), None)

    def _relative(self, phrase: Phrase) -> int:
        """Where the clause that describes a phrase begins, or its end."""
        for at in range(phrase.first + 1, phrase.end):
            if self._tagged.entries[at].mask & RELATIVE:
                return at
        return phrase.end

    def _main(self, phrase: Phrase, inside: Sequence[Naming], end: int) -> Naming | None:
        """The actor that the phrase names: a person before an office, the head before the rest."""
        if not inside:
            return self._medium(phrase)
        if phrase.kind in (Kind.PERSON, Kind.OFFICE, Kind.UNKNOWN):
            persons = [one for one in inside if one.kind is Kind.PERSON]
            if persons:
                return persons[0] if persons[0].first == phrase.first else persons[-1]
        holding = [one for one in inside if one.first <= phrase.head < one.end]
        if holding:
            return holding[0]
        following = [one for one in inside if self._beside(one, phrase)]
        if following and (end - phrase.first <= _BARE or phrase.kind is Kind.OUTLET):
            return following[0]
        if phrase.kind is Kind.OUTLET:
            return inside[0]
        return None

    def _beside(self, one: Naming, phrase: Phrase) -> bool:
        """Whether a name stands right behind a class noun, or before it where that is usual."""
        before = self._first and phrase.kind in _BODIES and one.end == phrase.head
        return before or one.first == phrase.head + 1

    def _attendant(self, phrase: Phrase, inside: Sequence[Naming]) -> bool:
        """Whether a phrase means somebody who belongs to a person (*an aide of the president*)."""
        head = phrase.head
        if self._first:
            return self._attendant_first(phrase, inside)
        if not self._tagged.entries[head].roles or self._tagged.definite(head):
            return False
        persons = [one for one in inside if one.kind is Kind.PERSON]
        single = len(persons) == 1 and persons[0].entity is not None
        return single and persons[0].first == head + 1

    def _attendant_first(self, phrase: Phrase, inside: Sequence[Naming]) -> bool:
        """The same where describing words stand before their noun: *Obama's aide*, *an aide to the
        president*."""
        head, persons = phrase.head, [one for one in inside if one.kind is Kind.PERSON]
        held = any(one.first <= head < one.end for one in inside)
        if held or not persons or not self._tagged.entries[head].roles:
            return False
        return all(one.end <= head or self._led(head + 1, one.first) for one in persons)

    def _led(self, at: int, first: int) -> bool:
        """Whether a preposition leads to a token."""
        return any(self._tagged.entries[then].mask & PREPOSITION for then in range(at, first))

    def _medium(self, phrase: Phrase) -> Naming | None:
        """The medium that *the newspaper* means: the nearest that the text named before."""
        article = self._tagged.page.keys[phrase.first] in self._owners.definite
        alone = phrase.end == phrase.head + 1 and phrase.head - phrase.first <= article
        if phrase.kind is not Kind.OUTLET or not (phrase.definite or article) or not alone:
            return None
        before = self._within(max(0, phrase.first - _FAR), phrase.first)
        return next((one for one in reversed(before) if one.kind is Kind.OUTLET), None)

    def _romanised(self, first: int, end: int, inside: Sequence[Naming]) -> str | None:
        """The personal name in a phrase, beside the actors that it names."""
        tagged = self._tagged
        others = {token for one in inside for token in range(one.first, one.end)}
        own = (at for at in range(first, end) if at not in others)
        begin = next((at for at in own if knows(tagged, at, self._names)), end)
        behind = read_name(tagged, begin, end, self._names)
        return spell(tagged, begin, behind, self._names) if behind > begin else None

    def _describe(self, phrase: Phrase, inside: Sequence[Naming], end: int) -> str | None:
        """The words of a phrase in English, as far as there are glosses for them."""
        if self._glosses.own:
            return self._in_own_words(phrase, inside, end)
        head = self._gloss(self._glosses.nouns, phrase.head)
        if head is None:
            return None
        before: list[str] = []
        link = "of"
        owner: Naming | None = None
        taken = {t: one for one in inside for t in range(one.first, one.end)}
        at = phrase.head + 1
        while at < end:
            one = taken.get(at)
            if one is not None and one.name:
                owner = owner or one
                at = one.end
                continue
            state = self._adjective(at)
            word = self._gloss(self._glosses.adjectives, at) or state
            if word and owner is None:
                before.append(word)
            link = self._gloss(self._glosses.links, at) or link
            at += 1
        words = [*reversed(before), head]
        if owner is not None and owner.name is not None:
            if phrase.kind is Kind.DOCUMENT:
                return " ".join([owner.name, *words])
            words += [link, owner.name]
        return " ".join(dict.fromkeys(words))

    def _in_own_words(self, phrase: Phrase, inside: Sequence[Naming], end: int) -> str | None:
        """The words of a phrase as they stand, names as they are called; without its article."""
        tagged, words = self._tagged, list[str]()
        taken = {t: one for one in inside for t in range(one.first, one.end)}
        at = phrase.first
        while at < end and len(words) < _WORDS:
            one, word = taken.get(at), tagged.page.words[at]
            if at > phrase.head and word in COMMAS:
                break
            if one is not None and one.name and not one.first <= phrase.head < one.end:
                words.append(one.name)
                at = one.end
                continue
            if word[0].isalnum() and not self._unspoken(at):
                words.append(word if self._capital(at) else word.lower())
            at += 1
        return " ".join(words) or None

    def _unspoken(self, at: int) -> bool:
        """An article, a possessive or a demonstrative, and the ending of a genitive."""
        tagged, key = self._tagged, self._tagged.page.keys[at]
        if at and tagged.page.words[at - 1] in tagged.pack.writing.apostrophes:
            return True
        owners = self._owners
        small = owners.definite | owners.indefinite | owners.possessive
        return key in small or bool(tagged.entries[at].mask & DEMONSTRATIVE)

    def _capital(self, at: int) -> bool:
        """Whether a word keeps its capital: one that does not open a sentence."""
        sentence = self._tagged.page.sentences[self._tagged.page.sentence_at(at)]
        return at != sentence.start

    def _gloss(self, table: dict[str, str], at: int) -> str | None:
        entry = self._tagged.entries[at]
        return table.get(self._tagged.page.keys[at]) or table.get(entry.rest)
