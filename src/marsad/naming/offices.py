"""Institutions and offices: whom a designation means at the document's date."""

from __future__ import annotations

from marsad.entities.knowledge import Named
from marsad.entities.lists import Office
from marsad.grammar.designations import Designation
from marsad.grammar.tagged import COMMAS
from marsad.model import Ground, Kind
from marsad.naming.persons import Persons
from marsad.naming.scene import Naming, Scene, name_words

_PARTERS = COMMAS | {"#"}  # between an office and its holder
_ANY_MINISTER = "-minister"  # what is left of an office without its portfolio
_HELD = frozenset({"minister", "office", "spokesperson"})


class Offices:
    """Resolves the designations of one scene."""

    def __init__(self, scene: Scene, persons: Persons) -> None:
        self._scene, self._tagged, self._keys = scene, scene.tagged, scene.keys
        self._know, self._day, self._persons = scene.knowledge, scene.day, persons

    def read(self, read: Designation) -> Naming | None:
        person = self._person_behind(read)
        if person is not None:
            return person
        named = self._resolve(read)
        if named is None:
            return None
        if not read.definite and read.of is None:
            return None
        bare = read.owner is None and self._generic(read)
        made = name_words((read.first, read.end, read.cut), named)
        return made._replace(bare=bare, name_first=read.end)

    def _generic(self, read: Designation) -> bool:
        """Whether a designation without its state is a class noun: *the army*, *the president*."""
        if read.head.sort == "ministry" and not read.head.id:
            return True
        if read.head.sort not in ("institution", "office") or read.end > read.first + 1:
            return False
        if "of" in self._know.lists.templates["office"].get(read.head.id, {}):
            return False
        return read.head.sort == "institution" or self._owner_before(read) is None

    def _resolve(self, read: Designation) -> Named | None:
        """Whom a designation means; its owner is the document's own state where none is told."""
        template = self._know.lists.templates["office"].get(read.head.id, {})
        owner = read.owner or read.head.of or template.get("of")
        if owner is None and read.of is None:
            owner = self._owner_before(read) or self._scene.home
        if read.head.sort == "spokesperson":
            return self._spokesperson(read)
        if read.head.sort == "ministry" and not read.head.id:
            return self._ministry_before(read)
        if owner is None:
            return self._know.of_some_state(read.head)
        if read.head.sort == "minister" and not read.head.id:
            return self._minister_before(read, owner)
        detail = read.detail or (self._scene.home or "" if read.head.id == "envoy" else "")
        return self._know.designate(read.head, owner, self._day, past=read.past, detail=detail)

    def _ministry_before(self, read: Designation) -> Named | None:
        """*The ministry*: the one that the text named last before."""
        for earlier in self._scene.before():
            other = self._scene.designations.get(earlier.first)
            if other is None or other.head.sort != "ministry" or earlier.name is None:
                continue
            if read.owner in (None, earlier.state) and earlier.kind is Kind.ORGANISATION:
                return self._again(earlier)
        return None

    def _again(self, one: Naming) -> Named:
        """Who was named before."""
        return Named(
            one.entity or "",
            one.name or "",
            one.kind,
            Ground.OFFICE if one.kind is Kind.PERSON else Ground.COMPOSED,
            one.sector,
            one.country,
            one.state,
        )

    def _minister_before(self, read: Designation, owner: str) -> Named | None:
        """*The Yemeni minister*: the one of that state whom the text named before."""
        for earlier in self._scene.before():
            other = self._scene.designations.get(earlier.first)
            if other is None or other.head.sort != "minister" or earlier.state != owner:
                continue
            if earlier.name is not None and other is not read:
                return self._again(earlier)._replace(ground=Ground.OFFICE)
        return None

    def _spokesperson(self, read: Designation) -> Named | None:
        of = self._resolve(read.of) if read.of is not None else None
        if of is None and read.owner is not None:
            of = self._know.named(self._know.lists.entities[read.owner])
        return self._know.spokesperson(of) if of is not None else None

    def _owner_before(self, read: Designation) -> str | None:
        """The state of the same institution or office, named before."""
        for earlier in self._scene.before():
            if earlier.state is None or earlier.bare:
                continue
            other = self._scene.designations.get(earlier.first)
            if other is not None and other.head[:2] == read.head[:2]:
                return earlier.state
        return None

    def _person_behind(self, read: Designation) -> Naming | None:
        """The person whose name follows an office: *President X*, *the minister, Y*."""
        inner = read.of if read.head.sort == "institution" else read
        if inner is None or inner.head.sort not in _HELD:
            return None
        at = read.end
        if at + 1 < len(self._keys) and self._tagged.page.words[at] in _PARTERS:
            at += 1
        made = self._holder_by_surname(inner, at) or self._persons.at(at, titled=at == read.end)
        if made is None or (at > read.end and self._attended(read, made)):
            return None
        made = made._replace(
            first=read.first, cut=read.cut, state=read.owner, name_first=made.first
        )
        return made if inner is read else self._headed_by(read, made)

    def _holder_by_surname(self, read: Designation, at: int) -> Naming | None:
        """*The Iranian president Rouhani*: who held the office and has the surname behind it."""
        found = self._scene.names.get(at)
        if found is None or found.cut or not self._tagged.pack.cased:
            return None
        templates = self._know.lists.templates["office"]
        own = f"{read.head.id}-minister" if read.head.sort == "minister" else read.head.id
        ids = {own, *templates.get(own, {}).get("also", ())}
        held = [
            (self._in_office(office), use.entity)
            for use in found.values
            if use.sort == "last"
            for office in self._know.lists.entities[use.entity].offices
            if self._same(office.office, ids) and read.owner in (None, office.of)
        ]
        now = {entity for present, entity in held if present} or {entity for _, entity in held}
        if len(now) != 1 or self._scene.case.capital(found.end):
            return None
        named = self._know.named(self._know.lists.entities[now.pop()])
        return name_words(found[:3], named, Ground.SURNAME)

    def _same(self, office: str, ids: set[str]) -> bool:
        """Whether an office is one of some; *the minister* alone may be any minister's."""
        return office in ids or (_ANY_MINISTER in ids and office.endswith(_ANY_MINISTER))

    def _in_office(self, office: Office) -> bool:
        day = self._day or "9999"
        return (office.begins or "") <= day and (office.ends is None or day <= office.ends)

    def _attended(self, read: Designation, behind: Naming) -> bool:
        """Whether a name behind a comma is that of the attendant before an office, and not of its
        holder: *the adviser of the American president, Y*."""
        before = read.first - 1
        if before < 0 or read.cut or self._tagged.definite(before):
            return False
        if not self._tagged.entries[before].roles:
            return False
        holder = self._resolve(read)
        return holder is not None and holder.entity != behind.entity

    def _headed_by(self, read: Designation, person: Naming) -> Naming | None:
        """*The administration of President X*: an institution by the name of its head."""
        if read.owner is None or person.name is None:
            return None
        named = self._know.institution(
            read.head.id, read.owner, self._day, head=person.name.split()[-1]
        )
        if named is None:
            return None
        made = name_words((read.first, person.end, read.cut), named)
        return made._replace(name_first=person.name_first)

    def counterpart(self, at: int) -> Naming | None:
        """*His Turkish counterpart*: the office named before, of the state that follows."""
        if self._know.offices.owners.before:
            return self._counterpart_behind(at)
        name = self._scene.names.get(at + 1)
        if name is None:
            return None
        state = next((u.entity for u in name.values if u.sort in ("adjective", "full")), None)
        if state is None:
            return None
        return self._office_before((at, name.end, 0), state)

    def _counterpart_behind(self, at: int) -> Naming | None:
        """*Turkish counterpart*, at the adjective or the genitive of a state."""
        name = self._scene.names.get(at)
        if name is None or name.end >= len(self._keys):
            return None
        state = next((u.entity for u in name.values if u.sort == "adjective"), None)
        if state is None or self._keys[name.end] not in self._know.offices.counterparts:
            return None
        return self._office_before((at, name.end + 1, 0), state)

    def _office_before(self, words: tuple[int, int, int], state: str) -> Naming | None:
        """The office named last before, in another state."""
        for earlier in self._scene.before():
            read = self._scene.designations.get(earlier.first)
            if read is not None and read.head.sort in ("minister", "office"):
                return self._same_office(words, read, state)
        return None

    def _same_office(
        self, words: tuple[int, int, int], read: Designation, state: str
    ) -> Naming | None:
        named = self._know.designate(read.head, state, self._day, past=False)
        if named is None:
            return None
        follows = self._persons.at(words[1], titled=True)
        if follows is not None:
            return follows._replace(first=words[0], cut=0)
        return name_words(words, named, Ground.COUNTERPART)
