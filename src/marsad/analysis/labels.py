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
from marsad.packs.lexicon import DEMONSTRATIVE, PREPOSITION, PRONOUN, RELATIVE

_DESCRIBED = frozenset({Kind.ANONYMOUS, Kind.GROUP, Kind.DOCUMENT})
_LOOSE = frozenset({Kind.PERSON, Kind.UNKNOWN})
_BODIES = frozenset({Kind.ORGANISATION, Kind.OUTLET})
_WORDS = 12  # of a description in the text's own words
_FAR = 400  # tokens before *the newspaper* in which it is named
_BARE = 5  # tokens of a phrase that is nothing but a class noun and a name
_NAMING = frozenset({Ground.NAME, Ground.METONYM, Ground.SURNAME, Ground.SHORT, Ground.SPELLING})
_OFFICIAL = frozenset({Ground.OFFICE, Ground.COMPOSED, Ground.COUNTERPART})
_SINGLE = frozenset({Kind.PERSON, Kind.OFFICE})


class Label(NamedTuple):
    """A canonical id, an English name or description, and a kind; each may be unknown.

    ``gender`` is that of a person (``m``, ``f``), empty where nothing tells it.
    """

    entity: str | None
    text: str | None
    kind: Kind | None
    gender: str = ""


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
        self._entities = knowledge.lists.entities
        self._adjective = knowledge.adjective_at(tagged.page.keys)
        self._owners = knowledge.offices.owners
        self._first = tagged.pack.order == "subject-first"

    def label(self, phrase: Phrase) -> Label:
        """What a phrase is called, by its actors or by its words."""
        first, end = phrase.first, self._relative(phrase)
        if self._first and self._pronoun(phrase):
            kind = None if self._tagged.entries[phrase.head].roles else Kind.UNKNOWN
            return Label(None, None, kind, self._gender(phrase, None))
        inside = [one for one in self._within(max(0, first - 3), end) if one.end > first]
        if self._first:
            return self._label_first(phrase, inside, end)
        if phrase.kind in _DESCRIBED or self._attendant(phrase, inside):
            return Label(None, self._describe(phrase, inside, end), None)
        one = self._main(phrase, inside, end)
        if one is not None:
            loose = phrase.kind in _LOOSE and one.ground in _NAMING
            return Label(one.entity, one.name, one.kind if loose else None)
        return self._unlisted(phrase, inside, end)

    def persons(self, first: int, end: int) -> list[tuple[int, Label]]:
        """The persons named in a range of tokens, with the token at which each begins."""
        return [
            (one.first, Label(one.entity, one.name, one.kind, self._listed_gender(one)))
            for one in self._within(first, end)
            if one.kind is Kind.PERSON
        ]

    def _label_first(self, phrase: Phrase, inside: Sequence[Naming], end: int) -> Label:
        """The same where describing words stand before their noun, and tell the kind."""
        body = self._body(phrase, inside)
        if body is not None:
            return Label(body.entity, body.name, body.kind)
        one = None
        if phrase.kind not in _DESCRIBED and not self._attendant(phrase, inside):
            one = self._main(phrase, inside, end)
        gender = self._gender(phrase, one)
        if one is not None and (one.kind is not Kind.OFFICE or not self._indefinite(phrase)):
            return Label(one.entity, one.name, self._kind(phrase, one), gender)
        if self._indefinite(phrase):
            return Label(None, self._describe(phrase, inside, end), Kind.ANONYMOUS, gender)
        if phrase.kind in _DESCRIBED:
            return Label(None, self._describe(phrase, inside, end), None, gender)
        entity, text, kind, _ = self._unlisted(phrase, inside, end)
        return Label(entity, text, self._thing(phrase) or kind, gender)

    def _unlisted(self, phrase: Phrase, inside: Sequence[Naming], end: int) -> Label:
        """What a phrase is called that names nobody of the lists."""
        if phrase.kind is Kind.PERSON and phrase.named:
            return Label(None, self._romanised(phrase.first, end, inside), None)
        return Label(None, self._describe(phrase, inside, end), None)

    def _pronoun(self, phrase: Phrase) -> bool:
        pronoun = self._tagged.entries[phrase.head].mask & PRONOUN
        return phrase.end == phrase.first + 1 and bool(pronoun)

    def _body(self, phrase: Phrase, inside: Sequence[Naming]) -> Naming | None:
        """The body whose whole name, of several words, is the head of a phrase."""
        head = phrase.head
        for one in inside:
            if one.first <= head < one.end and one.kind in _BODIES and one.ground in _NAMING:
                return one if one.end - one.first > 1 and phrase.kind is Kind.GROUP else None
        return None

    def _kind(self, phrase: Phrase, one: Naming) -> Kind | None:
        """A name outweighs the kind of a head: an office with a name is a person."""
        if one.kind is Kind.PERSON and phrase.kind is Kind.OFFICE:
            return None if one.ground in _OFFICIAL else Kind.PERSON
        return one.kind if phrase.kind in _LOOSE and one.ground in _NAMING else None

    def _indefinite(self, phrase: Phrase) -> bool:
        """Whether somebody is meant whom the text does not name (*a senior lawmaker*)."""
        known = phrase.known and phrase.kind in _SINGLE
        return known and self._tagged.page.keys[phrase.first] in self._owners.indefinite

    def _thing(self, phrase: Phrase) -> Kind | None:
        """A name with the article, which is none of a person (*the Evening Sentinel*)."""
        page, first = self._tagged.page, phrase.first
        if phrase.known or phrase.kind is not Kind.PERSON or first == phrase.head:
            return None
        words = page.words[first + 1 : phrase.head + 1]
        if page.keys[first] not in self._owners.definite or not words[0][0].isupper():
            return None
        if any(word in page.writing.abbreviations for word in words):
            return None
        capitals = sum(word[0].isupper() for word in words)
        return Kind.ORGANISATION if capitals > 1 else Kind.UNKNOWN

    def _gender(self, phrase: Phrase, one: Naming | None) -> str:
        """Man or woman, by the head and the words before it, by the lists, by what explains it."""
        keys, table = self._tagged.page.keys, self._names.gender
        for at in range(phrase.head, phrase.first - 1, -1):
            if keys[at] in table:
                return table[keys[at]]
            if keys[at] in self._tagged.pack.writing.apostrophes:
                break  # what stands before belongs to somebody else
        told = self._listed_gender(one) if one is not None else ""
        behind = (table[key] for key in keys[phrase.head + 1 : phrase.end] if key in table)
        return told or next(behind, "")

    def _listed_gender(self, one: Naming) -> str:
        entity = self._entities.get(one.entity or "")
        return str(entity.about.get("gender", "")) if entity is not None else ""

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
            persons = [one for one in persons if not self._owns(one, phrase)]
            if persons:
                return persons[0] if persons[0].first == phrase.first else persons[-1]
        holding = [one for one in inside if one.first <= phrase.head < one.end]
        if holding:
            return holding[0]
        following = [one for one in inside if self._beside(one, phrase)]
        marked = bool(following) and following[0].first == phrase.head + 2
        if following and (end - phrase.first <= _BARE + 2 * marked or phrase.kind is Kind.OUTLET):
            return following[0]
        if phrase.kind is Kind.OUTLET:
            return inside[0]
        return None

    def _owns(self, one: Naming, phrase: Phrase) -> bool:
        """Whether a genitive makes a person the owner of the head (*X's spokesman*)."""
        apostrophes = self._tagged.pack.writing.apostrophes
        return one.end <= phrase.head and self._tagged.page.words[one.end] in apostrophes

    def _beside(self, one: Naming, phrase: Phrase) -> bool:
        """Whether a name stands right behind a class noun, or before it where that is usual."""
        before = self._first and phrase.kind in _BODIES and one.end == phrase.head
        marked = phrase.head + 1 in self._tagged.close_of
        return before or one.first == phrase.head + 1 + marked

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
        """Whether a preposition leads to a token, with no comma between."""
        led = False
        for then in range(at, first):
            comma = self._tagged.page.words[then] in COMMAS
            led = not comma and (led or bool(self._tagged.entries[then].mask & PREPOSITION))
        return led

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
        if begin > first and tagged.page.keys[begin - 1] in self._names.joints:
            begin -= 1
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
