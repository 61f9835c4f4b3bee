"""Persons: those of the lists, and those that no list has, by title, role and given name."""

from __future__ import annotations

from functools import cache

from marsad.grammar.personal import knows, read_name, spell
from marsad.grammar.phrases import read_phrase
from marsad.grammar.tagged import COMMAS, Tagged
from marsad.model import Ground, Kind
from marsad.naming.listed import ListedNames
from marsad.naming.scene import Naming, Scene, name_words
from marsad.packs.pack import Pack
from marsad.packs.phrasebook import Found

_REACH = 7  # tokens of a body's name
_PAIR = 2  # words of a plain name
_TITLES = 3  # titles before one name
_TITLED = frozenset({Kind.OFFICE, Kind.PERSON})


def speaks(tagged: Tagged, at: int) -> bool:
    """Whether token *at* is a finite verb of speech, behind which its subject may stand."""
    cues = tagged.entries[at].cues if at >= 0 else ()
    if not cues or not tagged.finite(at):
        return False
    return any(form.cue.speech and not form.suffix for form in cues)


@cache
def _shortened(pack: Pack) -> frozenset[str]:
    """The words of a language that take a stop, folded."""
    return frozenset(map(pack.folding.key, pack.writing.abbreviations))


class Persons:
    """Finds personal names in one scene."""

    def __init__(self, scene: Scene, listed: ListedNames) -> None:
        self._scene, self._tagged, self._keys = scene, scene.tagged, scene.keys
        self._know, self._listed = scene.knowledge, listed
        self._read_to = 0
        self._shortened = _shortened(scene.tagged.pack)

    def at(self, at: int, *, titled: bool) -> Naming | None:
        if at >= len(self._keys):
            return None
        found = self._scene.names.get(at)
        if found is not None and not found.cut:
            made = self._listed.read(found)
            if made is not None and made.kind is Kind.PERSON:
                return made
        people = self._know.people
        end = self._name_end(at)
        single = end == at + 1 and titled and knows(self._tagged, at, people)
        if end - at >= 2 or (single and found is None):
            return self._unlisted(at, end)
        return None

    def _name_end(self, at: int) -> int:
        """The token behind the name at a token; ``at`` where it is that of a body or none."""
        end = read_name(self._tagged, at, len(self._keys), self._know.people)
        if not self._tagged.pack.cased or end == at:
            return end
        scene, offices = self._scene, self._know.offices
        if end - at > _PAIR and self._famous_last(end - 1):
            return at  # a sentence in capitals: *Smith Meets Trump*
        inside = any(begin < end and last > at for begin, last in self._near(at))
        if inside or scene.case.heading(at):
            return at
        last = self._keys[end - 1]
        if last in offices.things or last in offices.bodies:
            return at
        if not offices.place.behind.isdisjoint(self._keys[at + 1 : end - 1]):
            return at  # what is called after a place: *Stewart County Detention Facility*
        words = self._tagged.page.words[at:end]
        return at if all(len(word) > 1 and word.isupper() for word in words) else end

    def _famous_last(self, at: int) -> bool:
        """Whether a word is the surname of somebody who is known by it."""
        found = self._scene.names.get(at)
        entities = self._know.lists.entities
        return found is not None and any(
            use.sort == "last" and entities[use.entity].famous for use in found.values
        )

    def _near(self, at: int) -> list[tuple[int, int]]:
        """Bodies whose names begin at a token or a little before."""
        bodies = self._scene.bodies
        return [(i, bodies[i]) for i in range(max(0, at - _REACH), at + _REACH) if i in bodies]

    def titled(self, at: int) -> Naming | None:
        """The name behind a title or a role (*Sheikh X*, *the director of the centre Y*)."""
        tagged = self._tagged
        if at in self._scene.titles:
            title = self._know.offices.titles.find(self._keys, at, len(self._keys))
            if title is not None:
                return self._behind(title)
        if tagged.pack.cased:
            return None
        roles = tagged.entries[at].roles
        if not roles or not any([role.kind in _TITLED and not role.name for role in roles]):
            return None
        if at < self._read_to:
            return None  # the phrase of an earlier word went on to here, and held no name
        limit = tagged.page.sentences[tagged.page.sentence_at(at)].end
        phrase = read_phrase(tagged, at, limit, apposed=False)
        if phrase is None or not phrase.named:
            self._read_to = phrase.end if phrase is not None else at
            return None
        return self._ends(at, phrase.end)

    def _behind(self, title: Found[str]) -> Naming | None:
        """The name behind a title, its stop and further titles."""
        if not self._tagged.pack.cased:
            return self.at(self._behind_title(title.end), titled=True)
        at, keys, offices = title.end, self._keys, self._know.offices
        for _ in range(_TITLES):
            if at < len(keys) and keys[at] == "." and keys[at - 1] in self._shortened:
                at += 1
            more = offices.titles.find(keys, at, len(keys)) if at < len(keys) else None
            if more is None:
                break
            title, at = more, more.end
        if at >= len(keys) or keys[at] in offices.owners.definite:
            return None  # *correspondent*, and on the next line *The X Courier*
        made = self.at(at, titled=True)
        if made is not None or not self._scene.case.capital(at):
            return made
        honoured = " ".join(keys[title.first : title.end]).replace(" .", ".") in offices.honorifics
        end = self._name_end(at)
        if honoured and end == at + 1 and self._tagged.unknown(at) and at not in self._scene.names:
            return self._unlisted(at, end)
        return None

    def _ends(self, first: int, end: int) -> Naming | None:
        """The name that ends a phrase."""
        tagged, people = self._tagged, self._know.people
        begin = end
        while begin > first + 1 and (tagged.unknown(begin - 1) or knows(tagged, begin - 1, people)):
            begin -= 1
        while begin < end and tagged.definite(begin):
            begin += 1
        known = next((t for t in range(begin, end) if knows(tagged, t, people)), None)
        if begin in self._scene.names or known is None or known - begin > 1:
            return None
        begin = known if end - known >= 2 else begin
        behind = read_name(tagged, begin, end, people)
        return self._unlisted(begin, behind) if behind - begin >= 2 else None

    def _behind_title(self, at: int) -> int:
        """Behind the adjectives of a title and a comma (*the Kuwaiti deputy, X*)."""
        begin = at
        while at < len(self._keys) and self._describes(at):
            at += 1
        if at > begin and at < len(self._keys) and self._tagged.page.words[at] in COMMAS:
            at += 1
        return at

    def _describes(self, at: int) -> bool:
        """Whether a word is the adjective of a state, or a definite adjective of no name."""
        found = self._scene.names.get(at)
        return found is not None and any(use.sort == "adjective" for use in found.values)

    def given(self, at: int) -> Naming | None:
        """A name of two words or more that begins with a known given name."""
        people = self._know.people
        if self._tagged.pack.cased:
            return self._given_with_capital(at)
        if self._keys[at] not in people.given or not self._opens(at):
            return None
        end = read_name(self._tagged, at, len(self._keys), people, titled=False)
        while end > at + 1 and self._describes(end - 1) and not self._tagged.definite(end - 1):
            end -= 1
        return self._unlisted(at, end) if end - at >= 2 else None

    def _given_with_capital(self, at: int) -> Naming | None:
        """A name of two words or more with capitals, the first of them a given name."""
        people, case, key = self._know.people, self._scene.case, self._keys[at]
        if key not in people.given or not case.capital(at):
            return None
        if key in people.common and case.opens(at):
            return None
        end = self._name_end(at)
        several = any(not self._tagged.glued(token) for token in range(at + 1, end))
        return self._unlisted(at, end) if several else None

    def speaking(self, at: int) -> Naming | None:
        """A name of two words or more, the first of them known, behind a verb of speech."""
        tagged, people = self._tagged, self._know.people
        if tagged.pack.cased:
            return None  # capitals tell a given name anywhere
        if not (tagged.unknown(at) and speaks(tagged, at - 1) and knows(tagged, at, people)):
            return None
        end = read_name(tagged, at, tagged.page.line(at)[1], people)
        return self._unlisted(at, end) if end - at >= 2 else None

    def _opens(self, at: int) -> bool:
        """Whether a given name can be nothing else here."""
        tagged, people, key = self._tagged, self._know.people, self._keys[at]
        if key in people.common or key in people.joints:
            return False
        if tagged.definite(at) or tagged.pack.verbal_noun(tagged.page.words[at]):
            return False
        return tagged.unknown(at) and knows(tagged, at, people)

    def _without_initials(self, first: int, end: int) -> Naming | None:
        """The person of the lists whose name is this one without its initials."""
        keys = [key for key in self._keys[first:end] if key.isalpha() and len(key) > 1]
        letters = sum(key.isalpha() for key in self._keys[first:end])
        if len(keys) < _PAIR or len(keys) == letters or not self._tagged.pack.cased:
            return None
        found = self._know.names.find(keys, 0, len(keys))
        if found is None or found.end < len(keys):
            return None
        ids = {use.entity for use in found.values if use.sort == "full"}
        entity = self._know.lists.entities[ids.pop()] if len(ids) == 1 else None
        if entity is None or entity.kind is not Kind.PERSON:
            return None
        self._scene.said.add(entity.id)
        return name_words((first, end, 0), self._know.named(entity), Ground.NAME)

    def _unlisted(self, first: int, end: int) -> Naming:
        listed = self._without_initials(first, end)
        if listed is not None:
            return listed
        if end - first > 1:
            self._scene.surnames.add(self._keys[end - 1])
        return Naming(
            first=first,
            end=end,
            cut=0,
            entity=None,
            name=spell(self._tagged, first, end, self._know.people),
            kind=Kind.PERSON,
            ground=Ground.TITLE,
        )
