"""Names of the lists: which entity a form means in this document."""

from __future__ import annotations

from marsad.entities.knowledge import Named
from marsad.entities.lists import Entity, Use
from marsad.grammar.personal import read_name
from marsad.model import Ground, Kind
from marsad.naming.acting import Acting
from marsad.naming.scene import Naming, Scene, name_words
from marsad.packs.phrasebook import Found

_STATE = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"})  # sectors of a state's own bodies
_NAMING = ("full", "part", "guarded", "last", "capital")
_LEAD = 60  # tokens behind a headline among which its short forms are named in full


def find_written(scene: Scene, at: int) -> Found[Use] | None:
    """The longest form that stands at a token and is written there as the lists write it."""
    names, keys, pack = scene.knowledge.names, scene.keys, scene.tagged.pack
    found = names.find(keys, at, len(keys))
    if not pack.cased:
        return found
    while found is not None:
        values = scene.case.fitting(found.values, found.first, found.end)
        if values and not _cut_out(scene, found):
            return found._replace(values=values, end=_stop_of(scene, found))
        limit = found.end - 1
        found = names.find(keys, at, limit) if limit > at else None
    return None


def _cut_out(scene: Scene, found: Found[Use]) -> bool:
    """Whether a form is not the name that stands there, but more or less than it."""
    apart = _parted(scene, found) or _led_by_article(scene, found)
    return apart or _of_elsewhere(scene, found)


def _of_elsewhere(scene: Scene, found: Found[Use]) -> bool:
    """Whether the adjective before a body's name is that of a state which is none of its own."""
    before = scene.names.get(found.first - 1)
    if before is None or before.end != found.first:
        return False
    states = {use.entity for use in before.values if use.sort == "adjective"}
    known = (scene.knowledge.lists.entities.get(use.entity) for use in found.values)
    bodies = [one for one in known if one is not None and one.kind is Kind.ORGANISATION]
    own = [one for one in bodies if one.countries and one.table != "state"]
    return bool(states and own) and all(states.isdisjoint(one.countries) for one in own)


def _led_by_article(scene: Scene, found: Found[Use]) -> bool:
    """Whether a form is an article and a name that is a form too."""
    keys, at = scene.keys, found.first
    if keys[at] not in scene.knowledge.offices.owners.definite or found.end < at + 2:
        return False
    bare = scene.knowledge.names.find(keys, at + 1, found.end)
    if bare is None or bare.end < found.end:
        return False
    return scene.case.opens(at) or any(use.sort == "full" for use in bare.values)


def _parted(scene: Scene, found: Found[Use]) -> bool:
    """Whether a sentence ends inside the words of a form."""
    page = scene.tagged.page
    inside = range(found.first + 1, found.end)
    return any(
        page.words[at] == "." and len(page.words[at - 1]) > 1 and not scene.tagged.glued(at + 1)
        for at in inside
        if at + 1 < found.end
    )


def _stop_of(scene: Scene, found: Found[Use]) -> int:
    """The end of a form with the last stop of its initials (*U.S.*)."""
    words, end = scene.tagged.page.words, found.end
    initials = end - found.first > 2 and len(words[end - 1]) == 1 and words[end - 2] == "."
    return end + 1 if initials and end < len(words) and words[end] == "." else end


class ListedNames:
    """Resolves the forms of the lists in one scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene, self._tagged, self._keys = scene, scene.tagged, scene.keys
        self._know, self._day = scene.knowledge, scene.day
        self._acting = Acting(scene)

    def read(self, found: Found[Use]) -> Naming | None:
        sorts = {use.sort for use in found.values}
        for sort in _NAMING:
            if sort in sorts:
                uses = [use for use in found.values if use.sort == sort]
                made = self._of_sort(sort, uses, found)
                if made is not None:
                    return made
        return self._short(found)

    def _of_sort(self, sort: str, uses: list[Use], found: Found[Use]) -> Naming | None:
        if sort == "part":
            state, key = uses[0].entity.split(".", 1)
            return self._found(found, self._know.institution(key, state, self._day), Ground.NAME)
        ids = dict.fromkeys(use.entity for use in uses)
        entities = [self._know.lists.entities[one] for one in ids]
        if sort == "last":
            return self._surname(found, entities)
        if sort == "capital":
            return self._capital(found, entities[0])
        if not self._allowed(sort, found, entities):
            return None
        entity = self._choose(entities)
        if entity is None:
            return self._open(found, entities)
        made = self._found(found, self._know.named(entity), Ground.NAME)
        return None if made is None else self._placed(made, found, entity)

    def _allowed(self, sort: str, found: Found[Use], entities: list[Entity]) -> bool:
        if sort == "guarded":
            return self._warranted(found, entities)
        if entities[0].kind is Kind.PERSON and self._suffixed(found):
            return False
        return sort != "full" or not self._other_person(found, entities)

    def _suffixed(self, found: Found[Use]) -> bool:
        """Whether a suffix behind a name makes it that of a son (*Jr.*)."""
        behind = self._keys[found.end] if found.end < len(self._keys) else ""
        return behind in self._know.people.suffixes

    def _placed(self, made: Naming, found: Found[Use], entity: Entity) -> Naming:
        """A name with whether it takes part."""
        if self._acting.own_stamp(found) or self._acting.platform(found, entity):
            return made._replace(acts=False)
        if entity.table == "state":
            return made._replace(acts=self._acting.acts(found, capital=False), state=entity.id)
        return made

    def _found(self, found: Found[Use], named: Named | None, ground: Ground) -> Naming | None:
        if named is None:
            return None
        return name_words(found[:3], named, ground)

    def _open(self, found: Found[Use], entities: list[Entity]) -> Naming:
        return Naming(
            first=found.first,
            end=found.end,
            cut=found.cut,
            entity=None,
            name=None,
            kind=entities[0].kind,
            ground=Ground.OPEN,
            candidates=tuple(entity.id for entity in entities),
        )

    def _choose(self, entities: list[Entity]) -> Entity | None:
        """The one entity that a form means here; ``None`` while several are possible."""
        if len(entities) == 1:
            return entities[0]
        living = [one for one in entities if self._lasts(one)] or entities
        if len(living) == 1:
            return living[0]
        counts = [max(map(self._played, one.countries), default=0) for one in living]
        best = max(counts)
        return living[counts.index(best)] if best and counts.count(best) == 1 else None

    def _played(self, country: str) -> int:
        """How often the text speaks of a country."""
        return self._scene.countries[country]

    def _lasts(self, entity: Entity) -> bool:
        """Whether an entity was there at the document's date."""
        day = self._day
        if day is None:
            return True
        begun = entity.begins is None or entity.begins <= day
        return begun and (entity.ends is None or day[: len(entity.ends)] <= entity.ends)

    def _other_person(self, found: Found[Use], entities: list[Entity]) -> bool:
        """Whether a name of one word is the end of another person's name, or his surname."""
        single = found.end == found.first + 1
        cased = self._tagged.pack.cased
        if cased and single and self._keys[found.first] in self._scene.surnames:
            return True
        person = entities[0].kind is Kind.PERSON or cased
        return single and person and self._given_before(found)

    def _given_before(self, found: Found[Use]) -> bool:
        """Whether a given name stands right before a word, which makes it somebody's surname."""
        before = found.first - 1
        if before < 0 or found.cut or not self._keys[before][0].isalpha():
            return False
        if self._tagged.entries[before].cues and self._tagged.finite(before):
            return False
        if self._tagged.pack.cased and not self._scene.case.capital(before):
            return False
        return self._keys[before] in self._know.people.given

    def _goes_on(self, found: Found[Use]) -> bool:
        """Whether a surname is the beginning of a longer name (*Trump Tower*)."""
        case, behind = self._scene.case, found.end
        if not self._tagged.pack.cased or case.heading(found.first):
            return False
        if behind in self._tagged.times or behind in self._scene.names:
            return False
        return case.capital(behind)

    def _given_itself(self, found: Found[Use]) -> bool:
        """Whether a surname that is a given name too begins a longer name (*Kim Hak-song*)."""
        people, first = self._know.people, found.first
        if self._keys[first][found.cut :] not in people.given or found.end > first + 1:
            return False
        end = read_name(self._tagged, first, len(self._keys), people, titled=False)
        return end > found.end

    def _surname(self, found: Found[Use], entities: list[Entity]) -> Naming | None:
        if self._given_before(found) or self._given_itself(found) or self._goes_on(found):
            return None
        present = [one for one in entities if one.id in self._scene.said]
        famous = [one for one in entities if one.famous]
        pick = present if len(present) == 1 else famous if len(famous) == 1 else []
        if not pick:
            active = [one for one in present or famous if self._in_office(one)]
            pick = active if len(active) == 1 else []
        if pick:
            return self._found(found, self._know.named(pick[0]), Ground.SURNAME)
        return self._open(found, present or famous) if present or famous else None

    def _in_office(self, entity: Entity) -> bool:
        day = self._day or "9999"
        return any(
            (office.begins or "") <= day and (office.ends is None or day <= office.ends)
            for office in entity.offices
        )

    def _warranted(self, found: Found[Use], entities: list[Entity]) -> bool:
        """Whether a form that is a common word too is a name here."""
        if any(one.id in self._scene.said for one in entities):
            return True
        if self._tagged.pack.cased and self._told_by_capitals(found, entities):
            return True
        before = found.first - 1
        if before < 0:
            return False
        if before in self._tagged.close_of and self._tagged.close_of[before] == found.end:
            return True
        table = {"actor": "actor", "outlet": "outlet"}.get(entities[0].table, "body")
        bare = self._tagged.entries[before].rest.removeprefix(self._tagged.pack.article)
        nouns = self._know.offices.classes.get(table, frozenset())
        behind = self._keys[found.end] if found.end < len(self._keys) else ""
        if self._know.offices.owners.before and behind in nouns:
            return True  # *the X newspaper*
        return not found.cut and bare in nouns

    def _told_by_capitals(self, found: Found[Use], entities: list[Entity]) -> bool:
        """Whether capitals make a common word a name: initials of one entity, or an institution of
        the state that the document is about (*the Senate*)."""
        case, home = self._scene.case, self._scene.home
        if len(entities) == 1 and any(use.upper for use in found.values):
            return True
        if home is None or not case.capital(found.first) or case.opens(found.first):
            return False
        own = (one for one in entities if one.sector in _STATE and home in one.countries)
        return any(own)

    def _capital(self, found: Found[Use], state: Entity) -> Naming:
        """A capital as the government of its state, unless the words before it make it a place."""
        made = name_words(found[:3], self._know.named(state), Ground.METONYM)
        return made._replace(acts=self._acting.acts(found, capital=True), state=state.id)

    def _short(self, found: Found[Use]) -> Naming | None:
        """A later short form: the nearest entity before that goes by it."""
        shorts = {use.entity for use in found.values if use.sort == "short"}
        if not shorts or not self._definite(found):
            return None
        for earlier in self._scene.before():
            if not earlier.acts:
                continue
            if self._called(earlier, self._keys[found.first]):
                return self._again(found, earlier)
            read = self._scene.designations.get(earlier.first)
            for known in (earlier.entity, read.owner if read is not None else None):
                if known in shorts:
                    entity = self._know.lists.entities[known]
                    return self._found(found, self._know.named(entity), Ground.SHORT)
        return self._announced(found, shorts)

    def _announced(self, found: Found[Use], shorts: set[str]) -> Naming | None:
        """A short form of the headline: the first entity behind it that goes by it and is named in
        full where the report begins."""
        page, names = self._tagged.page, self._scene.names
        end = page.line(found.first)[1]
        if page.line(found.first)[0] > 0 or end >= len(page.words):
            return None
        full = (
            use.entity
            for at in range(end, min(end + _LEAD, len(page.words)))
            for use in (names[at].values if at in names else ())
            if use.sort == "full" and use.entity in shorts
        )
        known = next(full, None)
        if known is None:
            return None
        entity = self._know.lists.entities[known]
        return self._found(found, self._know.named(entity), Ground.SHORT)

    def _called(self, body: Naming, noun: str) -> bool:
        """Whether a name is that of a body that no list has, and a class noun ends it."""
        unlisted = body.ground is Ground.TITLE and body.kind is Kind.ORGANISATION
        return unlisted and self._keys[body.end - 1] == noun

    def _again(self, found: Found[Use], body: Naming) -> Naming:
        """A body that no list has, by the class noun of its name."""
        first, end, cut, _ = found
        return body._replace(first=first, end=end, cut=cut, name_first=0, ground=Ground.SHORT)

    def _definite(self, found: Found[Use]) -> bool:
        """Whether the article stands before a short form, where it is a word of its own, and no
        further noun behind it."""
        owners = self._know.offices.owners
        if not owners.definite:
            return True
        before = self._keys[found.first - 1] if found.first else ""
        return before in owners.definite
