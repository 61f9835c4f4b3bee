"""Actors: who is named, as a thing of the lists or as a name that no list has.

The words are found first, whoever they mean; then each is resolved with what the whole document
tells: which states it speaks of, which persons it names in full, and its date.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress, count
from operator import attrgetter
from types import MappingProxyType

from marsad.entities.knowledge import Knowledge
from marsad.grammar.designations import Designation, DesignationReader
from marsad.grammar.ownerfirst import OwnerFirstReader
from marsad.grammar.tagged import Tagged
from marsad.model import Actor, Ground
from marsad.naming.announced import AnnouncedBodies
from marsad.naming.bodies import Bodies
from marsad.naming.listed import ListedNames, find_written
from marsad.naming.offices import Offices
from marsad.naming.persons import Persons
from marsad.naming.scene import Naming, Scene, name_words
from marsad.naming.spelling import find_initials, find_misspelt, find_surnames

_SCORES = {
    Ground.NAME: 1.0,
    Ground.COMPOSED: 0.95,
    Ground.OFFICE: 0.9,
    Ground.COUNTERPART: 0.85,
    Ground.SURNAME: 0.85,
    Ground.METONYM: 0.8,
    Ground.TITLE: 0.7,
    Ground.SHORT: 0.7,
    Ground.SPELLING: 0.6,
    Ground.OPEN: 0.3,
}
_ROLES = attrgetter("roles")
_HOME_LEAST = 2  # mentions of a state that a document is about
_HOME_SHARE = 0.5  # of all mentions of states, by which one is the document's own


class ActorBook:
    """All namings of one document, in order; no two overlap.

    ``names`` are the canonical names in them, ``adjectives`` those of states, which name nobody by
    themselves; ``states`` are the countries of all adjectives of one state, by the token at which
    they begin.
    """

    def __init__(
        self,
        tagged: Tagged,
        namings: Iterable[Naming],
        countries: Counter[str] | None = None,
        adjectives: Sequence[Naming] = (),
        states: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        self._tagged, self.adjectives, self.states = tagged, adjectives, states
        self.countries: Counter[str] = countries or Counter()
        self.namings = sorted(namings, key=lambda one: one.first)
        self._firsts = [one.first for one in self.namings]
        self.names = frozenset(one.name for one in self.namings if one.name)

    def within(self, first: int, end: int) -> list[Naming]:
        """The namings that begin in a range of tokens."""
        return self.namings[bisect_left(self._firsts, first) : bisect_left(self._firsts, end)]

    def without(self, places: Iterable[tuple[int, int]]) -> ActorBook:
        """The book without the guesses whose words, first token to end, are those of a place."""
        held = set(places)
        left = (one for one in self.namings if not (one.guessed and (one.first, one.end) in held))
        return ActorBook(self._tagged, left, self.countries, self.adjectives, self.states)

    def actors(self) -> tuple[Actor, ...]:
        """What is published: the namings that act, without class nouns alone."""
        page = self._tagged.page
        return tuple(
            Actor(
                span=page.span(page.starts[one.first] + one.cut, page.ends[one.end - 1]),
                name=one.name,
                entity=one.entity,
                kind=one.kind,
                ground=one.ground,
                sector=one.sector,
                country=one.country,
                candidates=one.candidates,
                score=_SCORES[one.ground],
            )
            for one in self.namings
            if one.acts and not one.bare
        )


def find_actors(tagged: Tagged, knowledge: Knowledge, day: str | None) -> ActorBook:
    """Everybody whom the document names. ``day`` is the ISO date by which offices are read."""
    scene = Scene(tagged=tagged, knowledge=knowledge, day=day)
    _scan(scene)
    scene.home = _find_home(scene)
    finder = _Finder(scene)
    at = 0
    for token in _candidates(scene):
        made = finder.name(token) if token >= at else None
        if made is not None:
            scene.made.append(made)
            at = made.end
    scene.made += find_surnames(scene)
    scene.made += find_initials(scene)
    scene.made += find_misspelt(scene)
    adjectives, states = tuple(_adjectives(scene)), dict(_states(scene))
    return ActorBook(tagged, scene.made, scene.countries, adjectives, states)


def _states(scene: Scene) -> Iterator[tuple[int, str]]:
    """The tokens at which an adjective of one state begins, with its country."""
    entities = scene.knowledge.lists.entities
    for found in scene.names.values():
        states = {use.entity for use in found.values if use.sort == "adjective"}
        countries = {country for state in states for country in entities[state].countries}
        if len(countries) == 1:
            yield found.first, countries.pop()


def _adjectives(scene: Scene) -> Iterator[Naming]:
    """The adjectives of states, outside of names and designations. Where the subject stands first
    only those count that stand before their noun."""
    before = scene.knowledge.offices.owners.before
    if scene.tagged.pack.order == "subject-first" and not before:
        return
    held = {token for one in scene.made for token in range(one.first, one.end)}
    for found in scene.names.values():
        states = {use.entity for use in found.values if use.sort == "adjective"}
        if len(states) == 1 and held.isdisjoint(range(found.first, found.end)):
            named = scene.knowledge.named(scene.knowledge.lists.entities[states.pop()])
            yield name_words(found[:3], named)


def _scan(scene: Scene) -> None:
    """Find the words that may name somebody."""
    know, keys = scene.knowledge, scene.keys
    for at in know.names.positions(keys):
        found = find_written(scene, at)
        if found is not None:
            scene.names[at] = found
            scene.said.update(use.entity for use in found.values if use.sort in ("full", "part"))
    scene.titles = frozenset(know.offices.titles.positions(keys))
    for designation in _designations(scene):
        scene.designations[designation.first] = designation
    scene.bodies = _body_names(scene).find()


def _body_names(scene: Scene) -> Bodies | AnnouncedBodies:
    """What finds the names of bodies: by their capitals, or by the class nouns before them."""
    return Bodies(scene) if scene.tagged.pack.cased else AnnouncedBodies(scene)


def _designations(scene: Scene) -> Iterable[Designation]:
    """All designations, read in the order that the language has for an owner and an office."""
    know, persons = scene.knowledge, scene.knowledge.lists.persons
    if know.offices.owners.before:
        return OwnerFirstReader(scene.tagged, scene.names, know.offices, persons).all()
    return DesignationReader(scene.tagged, know.names, know.offices, persons).all()


def _candidates(scene: Scene) -> list[int]:
    """The tokens at which a name of any kind may begin, in order."""
    offices, people = scene.knowledge.offices, scene.knowledge.people
    found = {*scene.names, *scene.designations, *scene.titles, *scene.bodies}
    entries = scene.tagged.entries
    found.update(compress(count(), map(_ROLES, entries)))
    found.update(at + 1 for at in scene.tagged.cued if not entries[at].roles)  # who speaks
    for words in (people.given, offices.counterparts):
        found.update(compress(count(), map(words.__contains__, scene.keys)))
    return sorted(at for at in found - scene.tagged.times if at < len(scene.keys))


def _find_home(scene: Scene) -> str | None:
    """The state that the document is about, where one outweighs all others."""
    counts = Counter[str]()
    entities = scene.knowledge.lists.entities
    for found in scene.names.values():
        for use in found.values:
            entity = entities.get(use.entity)
            if entity is not None and entity.table == "state" and use.sort != "guarded":
                counts[use.entity] += 1
                scene.countries[entity.countries[0]] += 1
                break
    if not counts:
        return None
    state, count = counts.most_common(1)[0]
    return state if count >= max(_HOME_LEAST, _HOME_SHARE * counts.total()) else None


class _Finder:
    """Says whom the words at a token mean."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._listed = ListedNames(scene)
        self._persons = Persons(scene, self._listed)
        self._offices = Offices(scene, self._persons)
        self._bodies = _body_names(scene)

    def _beside_counterpart(self, at: int) -> bool:
        """Whether *counterpart* stands at a token, or right behind the owner that does."""
        scene, offices = self._scene, self._scene.knowledge.offices
        found = scene.names.get(at) if offices.owners.before else None
        word = found.end if found is not None else at
        return word < len(scene.keys) and scene.keys[word] in offices.counterparts

    def _shadowed(self, at: int, end: int) -> bool:
        """Whether a name of the lists begins inside the words of a body and ends where it ends."""
        names = (self._scene.names.get(token) for token in range(at + 1, end))
        return any(
            name is not None and name.end >= end and any(use.sort == "full" for use in name.values)
            for name in names
        )

    def name(self, at: int) -> Naming | None:
        """A designation before a name, a name of the lists before one that no list has."""
        scene = self._scene
        designation, found = scene.designations.get(at), scene.names.get(at)
        made: Naming | None = None
        if designation is not None and (found is None or designation.end > found.end):
            made = self._offices.read(designation)
        if made is None and self._beside_counterpart(at):
            made = self._offices.counterpart(at)
        if made is None and found is not None:
            made = self._listed.read(found)
        end = scene.bodies.get(at, 0)
        if end:
            read = (one.end for one in (made, designation, found) if one is not None)
            if end > max(read, default=0) and not self._shadowed(at, end):
                return self._bodies.name(at, end)
        persons = self._persons
        return made or persons.titled(at) or persons.given(at) or persons.speaking(at)
