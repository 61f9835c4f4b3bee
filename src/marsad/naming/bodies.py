"""Bodies that no list has: words with capitals of which the last, or the first before a link, is a
class noun (*the Harbour Workers' Union*, *the University of Raqqa*).
"""

from __future__ import annotations

from marsad.entities.lists import Use
from marsad.model import Ground, Kind
from marsad.naming.scene import Naming, Scene
from marsad.packs.lexicon import (
    AUXILIARY,
    COMPLEMENTIZER,
    CONDITIONAL,
    NEGATION,
    PREPOSITION,
    PRONOUN,
    QUESTION,
    RELATIVE,
)
from marsad.packs.phrasebook import Found

_LONGEST = 7  # words of a body's name
_FUNCTION = AUXILIARY | COMPLEMENTIZER | CONDITIONAL | NEGATION | PREPOSITION | PRONOUN
_FUNCTION |= QUESTION | RELATIVE


class Bodies:
    """Finds the names of bodies in one scene, by the first token."""

    def __init__(self, scene: Scene) -> None:
        self._scene, self._case, self._tagged = scene, scene.case, scene.tagged
        self._keys, self._words = scene.keys, scene.tagged.page.words
        self._offices = scene.knowledge.offices

    def find(self) -> dict[int, int]:
        """First tokens and ends of all bodies."""
        found: dict[int, int] = {}
        nouns = self._offices.bodies
        for at, key in enumerate(self._keys) if nouns else ():
            if key not in nouns or not self._case.capital(at) or self._case.heading(at):
                continue
            first, end = self._before(at), self._behind(at)
            if end - first > 1 and not self._shouted(first, end) and self._told(first, end):
                found[first] = max(end, found.get(first, 0))
        return found

    def _told(self, first: int, end: int) -> bool:
        """Whether one of the words is more than a class noun (not *the Police Department*)."""
        return any(key not in self._offices.bodies for key in self._keys[first:end])

    def _shouted(self, first: int, end: int) -> bool:
        """Whether all words are written in capitals, as in a heading."""
        return all(word.isupper() for word in self._words[first:end] if word[0].isalpha())

    def _before(self, at: int) -> int:
        """The first of the words with capitals that lead to a class noun."""
        first = at
        while first > 0 and at - first < _LONGEST:
            before = first - 1
            joined = before > 0 and self._joint(before)
            if joined and (self._takes_joined(before - 1) or self._small(before - 1)):
                first = before - 1
            elif self._takes(before):
                first = before
            else:
                break
        while first < at and self._leads(first):
            first += 1
        name = self._scene.names.get(first)
        return name.end if name is not None and name.end <= at and self._apart(name) else first

    def _leads(self, at: int) -> bool:
        """Whether a word before a name has its capital for opening a sentence, or tells a rank."""
        if self._keys[at] in self._offices.former:
            return True
        return self._case.opens(at) and bool(self._tagged.entries[at].mask)

    def _apart(self, name: Found[Use]) -> bool:
        """Whether a name of the lists at the head of others is no part of them (*GOP Senate*): an
        abbreviation, or one in the genitive without a joint."""
        return name.end == name.first + 1 and any(use.upper for use in name.values)

    def _takes(self, at: int) -> bool:
        """Whether a word may belong to the name of a body, before its class noun."""
        if not self._case.capital(at) or at in self._tagged.times:
            return False
        if self._keys[at] in self._offices.owners.definite | self._offices.owners.indefinite:
            return False
        if self._tagged.entries[at].mask & _FUNCTION or at in self._scene.titles:
            return False
        read = self._scene.designations.get(at)
        return read is None or read.owner is None

    def _takes_joined(self, at: int) -> bool:
        """Whether a word before a joint belongs to the name; one of the lists is an owner."""
        return self._takes(at) and at not in self._scene.names

    def _small(self, at: int) -> bool:
        """Whether a word joins the words of a name (*Deir ez-Zor*, *al-Qaim*)."""
        return self._keys[at] in self._scene.knowledge.people.joints

    def _joint(self, at: int) -> bool:
        """A hyphen, or an apostrophe with its ending (*Workers' Union*)."""
        marks = self._tagged.pack.writing.apostrophes
        return (self._words[at] in "-–" or self._words[at] in marks) and self._tagged.glued(at)

    def _behind(self, at: int) -> int:
        """The token behind a class noun and what a link leads to."""
        end = at + 1
        link = (
            self._offices.body_links.find(self._keys, end, len(self._keys))
            if end < len(self._keys)
            else None
        )
        if link is None or not self._case.capital(link.end) or not self._takes(link.end):
            return end
        end = link.end
        while end < len(self._keys) and end - at <= _LONGEST and self._takes(end):
            end += 1
        return end

    def name(self, at: int, end: int) -> Naming:
        """The naming of a body by its own words."""
        page = self._tagged.page
        return Naming(
            first=at,
            end=end,
            cut=0,
            entity=None,
            name=" ".join(page.clean[page.starts[at] : page.ends[end - 1]].split()),
            kind=Kind.ORGANISATION,
            ground=Ground.TITLE,
        )
