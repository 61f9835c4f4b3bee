"""Actors: who is named, as a thing of the lists or as a name that no list has.

The words are found first, whoever they mean; then each is resolved with what the whole document
tells: which states it speaks of, which persons it names in full, and its date.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from marsad.entities.knowledge import Knowledge, Named
from marsad.entities.lists import Entity, Use
from marsad.grammar.designations import Designation, DesignationReader
from marsad.grammar.personal import knows, read_name
from marsad.grammar.phrases import read_phrase
from marsad.grammar.tagged import COMMAS, Tagged
from marsad.model import Actor, Ground, Kind
from marsad.packs.lexicon import COMPLEMENTIZER, EVENTIVE, HEADLESS, PREPOSITION
from marsad.packs.phrasebook import Found
from marsad.packs.personnames import romanise

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
_NAMING = ("full", "part", "guarded", "last", "capital")
_HOME_SHARE = 0.5  # of all mentions of states, by which one is the document's own
_TYPO = 3  # letters of the shortest word that is looked at as a misspelling
_TITLED = frozenset({Kind.OFFICE, Kind.PERSON})
_MARKS = frozenset('#_"«»“”')
_PARTERS = COMMAS | {"#"}  # between an office and its holder


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Words that stand for an actor: tokens ``first`` to ``end``, ``cut`` letters peeled.

    ``acts`` is false where they only name a place or belong to another name; ``bare`` marks a
    class noun alone (*the army*), which is resolved but is no name.
    """

    first: int
    end: int
    cut: int
    entity: str | None
    name: str | None
    kind: Kind
    ground: Ground
    sector: str | None = None
    country: str | None = None
    candidates: tuple[str, ...] = ()
    acts: bool = True
    bare: bool = False
    state: str | None = None
    name_first: int = 0

    @property
    def listed(self) -> bool:
        """Whether it is a name of the lists, not one put together."""
        return self.ground is Ground.NAME


class ActorBook:
    """All namings of one document, in order; no two overlap."""

    def __init__(
        self, tagged: Tagged, namings: Iterable[Naming], states: Counter[str] | None = None
    ) -> None:
        self._tagged = tagged
        self.countries = states or Counter()
        self.namings = sorted(namings, key=lambda one: one.first)
        self._firsts = [one.first for one in self.namings]

    def within(self, first: int, end: int) -> list[Naming]:
        """The namings that begin in a range of tokens."""
        return self.namings[bisect_left(self._firsts, first) : bisect_left(self._firsts, end)]

    def at(self, token: int) -> Naming | None:
        """The naming that holds a token."""
        place = bisect_right(self._firsts, token) - 1
        if place >= 0 and self.namings[place].end > token:
            return self.namings[place]
        return None

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
    return _Finder(tagged, knowledge, day).run()


class _Finder:
    """One pass to find the words, one to say whom they mean."""

    def __init__(self, tagged: Tagged, knowledge: Knowledge, day: str | None) -> None:
        self._tagged, self._know, self._day = tagged, knowledge, day
        self._keys, self._size = tagged.page.keys, len(tagged.page.keys)
        self._reader = DesignationReader(tagged, knowledge.names, knowledge.offices)
        self._names: dict[int, Found[Use]] = {}
        self._designations: dict[int, Designation] = {}
        self._persons: dict[str, Naming] = {}  # the last word of a name to the person
        self._said: dict[str, int] = {}  # an entity to the token where it is first named in full
        self._made: list[Naming] = []
        self._read_to = 0
        self._home: str | None = None
        self._states: Counter[str] = Counter()  # countries by how often the words speak of them

    def run(self) -> ActorBook:
        self._scan()
        self._home = self._find_home()
        at = 0
        for token in self._candidates():
            if token < at:
                continue
            made = self._name_at(token)
            if made is not None:
                self._made.append(made)
                self._remember(made)
                at = made.end
        self._surnames()
        self._misspelt()
        return ActorBook(self._tagged, self._made, self._states)

    def _candidates(self) -> list[int]:
        """The tokens at which a name of any kind may begin, in order."""
        offices, people = self._know.offices, self._know.people
        entries = self._tagged.entries
        found = {*self._names, *self._designations, *offices.titles.positions(self._keys)}
        found.update(at for at, entry in enumerate(entries) if entry.roles)
        found.update(at for at, key in enumerate(self._keys) if key in people.given)
        found.update(at for at, key in enumerate(self._keys) if key in offices.counterparts)
        return sorted(found - self._tagged.times)

    # -- finding

    def _scan(self) -> None:
        for at in self._know.names.positions(self._keys):
            found = self._know.names.find(self._keys, at, self._size)
            if found is not None:
                self._names[at] = found
                for use in found.values:
                    if use.sort in ("full", "part"):
                        self._said.setdefault(use.entity, at)
        for at in self._know.offices.heads.positions(self._keys):
            designation = self._reader.read(at)
            if designation is not None:
                self._designations[at] = designation

    def _find_home(self) -> str | None:
        """The state that the document is about, where one outweighs all others."""
        counts = Counter[str]()
        for found in self._names.values():
            for use in found.values:
                entity = self._know.lists.entities.get(use.entity)
                if entity is not None and entity.table == "state":
                    counts[use.entity] += 1
                    self._states[entity.countries[0]] += 1
                    break
        if not counts:
            return None
        state, count = counts.most_common(1)[0]
        return state if count >= _HOME_SHARE * counts.total() else None

    def _name_at(self, at: int) -> Naming | None:
        designation, found = self._designations.get(at), self._names.get(at)
        if designation is not None and (found is None or designation.end > found.end):
            made = self._of_designation(designation)
            if made is not None:
                return made
        if self._keys[at] in self._know.offices.counterparts:
            made = self._counterpart(at)
            if made is not None:
                return made
        if found is not None:
            made = self._of_name(found)
            if made is not None:
                return made
        return self._titled(at) or self._given(at)

    # -- designations

    def _of_designation(self, read: Designation) -> Naming | None:
        person = self._person_behind(read)
        if person is not None:
            return person
        named = self._resolve(read)
        if named is None:
            return None
        bare = read.owner is None and self._generic(read)
        made = self._naming(read.first, read.end, read.cut, named, bare=bare)
        return replace(made, name_first=read.end)

    def _generic(self, read: Designation) -> bool:
        """Whether a designation without its state is a class noun: *the army*, *the president*."""
        if read.head.sort not in ("institution", "office") or read.end > read.first + 1:
            return False
        return read.head.sort == "institution" or self._owner_before(read) is None

    def _resolve(self, read: Designation) -> Named | None:
        """Whom a designation means; its owner is the document's own state where none is told."""
        owner = read.owner
        if owner is None and read.of is None:
            owner = self._owner_before(read) or self._home
        if read.head.sort == "spokesperson":
            return self._spokesperson(read)
        if owner is None:
            return None
        if read.head.sort == "minister" and not read.head.id:
            return self._minister_before(read, owner)
        detail = read.detail or (self._home or "" if read.head.id == "envoy" else "")
        return self._know.designate(read.head, owner, self._day, past=read.past, detail=detail)

    def _minister_before(self, read: Designation, owner: str) -> Named | None:
        """*The Yemeni minister*: the one of that state whom the text named before."""
        for earlier in reversed(self._made):
            other = self._designations.get(earlier.first)
            if other is None or other.head.sort != "minister" or earlier.state != owner:
                continue
            if earlier.name is not None and other is not read:
                return Named(
                    earlier.entity or "",
                    earlier.name,
                    earlier.kind,
                    Ground.OFFICE,
                    earlier.sector,
                    earlier.country,
                    owner,
                )
        return None

    def _spokesperson(self, read: Designation) -> Named | None:
        of = self._resolve(read.of) if read.of is not None else None
        if of is None and read.owner is not None:
            of = self._know.named(self._know.lists.entities[read.owner])
        return self._know.spokesperson(of) if of is not None else None

    def _owner_before(self, read: Designation) -> str | None:
        """The state of the same institution or office, named before."""
        for earlier in reversed(self._made):
            if earlier.state is None:
                continue
            other = self._designations.get(earlier.first)
            if other is not None and other.head[:2] == read.head[:2]:
                return earlier.state
        return None

    def _person_behind(self, read: Designation) -> Naming | None:
        """The person whose name follows an office: *President X*, *the minister, Y*."""
        inner = read.of if read.head.sort == "institution" else read
        if inner is None or inner.head.sort not in ("minister", "office", "spokesperson"):
            return None
        at = read.end
        if at + 1 < self._size and self._tagged.page.words[at] in _PARTERS:
            at += 1
        made = self._person_at(at, titled=at == read.end)
        if made is None:
            return None
        made = replace(
            made, first=read.first, cut=read.cut, state=read.owner, name_first=made.first
        )
        return made if inner is read else self._headed_by(read, made)

    def _headed_by(self, read: Designation, person: Naming) -> Naming | None:
        """*The administration of President X*: an institution by the name of its head."""
        if read.owner is None or person.name is None:
            return None
        named = self._know.institution(
            read.head.id, read.owner, self._day, head=person.name.split()[-1]
        )
        if named is None:
            return None
        made = self._naming(read.first, person.end, read.cut, named)
        return replace(made, name_first=person.name_first)

    def _person_at(self, at: int, *, titled: bool) -> Naming | None:
        if at >= self._size:
            return None
        found = self._names.get(at)
        if found is not None and not found.cut:
            made = self._of_name(found)
            if made is not None and made.kind is Kind.PERSON:
                return made
        people = self._know.people
        end = read_name(self._tagged, at, self._size, people)
        single = end == at + 1 and titled and knows(self._tagged, at, people)
        if end - at >= 2 or (single and found is None):
            return self._unlisted(at, end)
        return None

    def _counterpart(self, at: int) -> Naming | None:
        """*His Turkish counterpart*: the office named before, of the state that follows."""
        name = self._names.get(at + 1)
        if name is None:
            return None
        state = next((u.entity for u in name.values if u.sort in ("adjective", "full")), None)
        if state is None:
            return None
        for earlier in reversed(self._made):
            read = self._designations.get(earlier.first)
            if read is not None and read.head.sort in ("minister", "office"):
                named = self._know.designate(read.head, state, self._day, past=False)
                if named is None:
                    return None
                made = self._naming(at, name.end, 0, named, ground=Ground.COUNTERPART)
                follows = self._person_at(name.end, titled=True)
                return replace(follows, first=at, cut=0) if follows is not None else made
        return None

    # -- names

    def _of_name(self, found: Found[Use]) -> Naming | None:
        for sort in _NAMING:
            uses = [use for use in found.values if use.sort == sort]
            if uses:
                made = self._of_sort(sort, uses, found)
                if made is not None:
                    return made
        return self._short(found)

    def _of_sort(self, sort: str, uses: list[Use], found: Found[Use]) -> Naming | None:
        if sort == "part":
            state, key = uses[0].entity.split(".", 1)
            return self._found(found, self._know.institution(key, state, self._day), Ground.NAME)
        entities = [self._know.lists.entities[use.entity] for use in uses]
        if sort == "last":
            return self._surname(found, entities)
        if sort == "guarded" and not self._warranted(found, entities):
            return None
        if sort == "capital":
            return self._capital(found, entities[0])
        if sort == "full" and self._other_person(found, entities):
            return None
        entity = self._choose(entities)
        if entity is None:
            return self._open(found, entities)
        made = self._found(found, self._know.named(entity), Ground.NAME)
        if made is not None and (self._own_stamp(found) or self._platform(found, entity)):
            return replace(made, acts=False)
        if made is not None and entity.table == "state":
            return replace(made, acts=self._acts(found, capital=False), state=entity.id)
        return made

    def _own_stamp(self, found: Found[Use]) -> bool:
        """Whether a name alone in brackets is the stamp of the outlet that publishes the text."""
        before, behind = found.first - 1, found.end
        if before < 0 or behind >= self._size:
            return False
        stamped = self._keys[before] == "(" and self._keys[behind] == ")"
        outlet = self._tagged.outlet
        return stamped and bool(outlet) and " ".join(self._keys[found.first : found.end]) in outlet

    def _platform(self, found: Found[Use], entity: Entity) -> bool:
        """Whether a company is only the place where something was written (*on Facebook*)."""
        if entity.sector != "BUS":
            return False
        entry, before = self._tagged.entries[found.first], found.first - 1
        if found.cut > entry.lead:
            return True
        rest = self._tagged.entries[before].rest if before >= 0 else ""
        outlets = self._know.offices.classes.get("outlet", frozenset())
        mask = self._tagged.entries[before].mask if before >= 0 else 0
        return bool(mask & PREPOSITION) or rest in outlets

    def _found(self, found: Found[Use], named: Named | None, ground: Ground) -> Naming | None:
        if named is None:
            return None
        return self._naming(found.first, found.end, found.cut, named, ground=ground)

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
        home = [one for one in living if self._home in one.countries]
        return home[0] if len(home) == 1 else None

    def _lasts(self, entity: Entity) -> bool:
        """Whether an entity was there at the document's date."""
        day = self._day
        if day is None:
            return True
        begun = entity.begins is None or entity.begins <= day
        return begun and (entity.ends is None or day[: len(entity.ends)] <= entity.ends)

    def _other_person(self, found: Found[Use], entities: list[Entity]) -> bool:
        """Whether a name of one word is the end of another person's name."""
        single = found.end == found.first + 1
        return single and entities[0].kind is Kind.PERSON and self._given_before(found)

    def _given_before(self, found: Found[Use]) -> bool:
        """Whether a given name stands right before a word, which makes it somebody's surname."""
        before = found.first - 1
        if before < 0 or found.cut or not self._keys[before][0].isalpha():
            return False
        return self._keys[before] in self._know.people.given

    def _surname(self, found: Found[Use], entities: list[Entity]) -> Naming | None:
        if self._given_before(found):
            return None
        present = [one for one in entities if one.id in self._said]
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
        if any(one.id in self._said for one in entities):
            return True
        before = found.first - 1
        if before < 0:
            return False
        if before in self._tagged.close_of and self._tagged.close_of[before] == found.end:
            return True
        table = {"actor": "actor", "outlet": "outlet"}.get(entities[0].table, "body")
        bare = self._tagged.entries[before].rest.removeprefix(self._tagged.pack.article)
        return not found.cut and bare in self._know.offices.classes.get(table, ())

    def _capital(self, found: Found[Use], state: Entity) -> Naming:
        """A capital as the government of its state, unless the words before it make it a place."""
        made = self._naming(
            found.first, found.end, found.cut, self._know.named(state), ground=Ground.METONYM
        )
        return replace(made, acts=self._acts(found, capital=True), state=state.id)

    def _acts(self, found: Found[Use], *, capital: bool) -> bool:
        """Whether a state or a capital takes part, and is not only where something is.

        A capital stands for its government unless the words before it make it a place; a country
        is a place unless it is the subject of a verb or a party to something.
        """
        tagged, offices = self._tagged, self._know.offices
        entry = tagged.entries[found.first]
        if found.cut > entry.lead:
            letter = self._keys[found.first][found.cut - 1 : found.cut]
            return letter not in offices.locative_letters
        before = found.first - 1
        while before >= 0 and self._keys[before] in _MARKS:
            before -= 1
        begin, _ = tagged.page.line(found.first)
        if before < begin or not self._keys[before][0].isalpha():
            return self._opens(found) or (capital and before in tagged.close_of)
        rest = tagged.entries[before].rest
        if rest in offices.locatives or rest in offices.motions:
            return False
        if self._made and found.first - self._made[-1].end <= (1 if found.cut else 0):
            return self._made[-1].acts
        told = tagged.entries[before].mask & COMPLEMENTIZER
        if told or rest in offices.parties or self._verb(before) or self._verb_behind(found):
            return True
        if tagged.entries[before].mask & EVENTIVE and not tagged.definite(before):
            return True
        return capital and (tagged.eventive(before) or bool(tagged.entries[before].cues))

    def _opens(self, found: Found[Use]) -> bool:
        """Whether a name at the head of its clause is followed by a verb or speaks."""
        behind = self._keys[found.end] if found.end < self._size else ""
        return behind == ":" or self._verb_behind(found)

    def _verb_behind(self, found: Found[Use]) -> bool:
        return found.end < self._size and self._verb(found.end)

    def _verb(self, at: int) -> bool:
        """Whether a word is a verb, or has the shape of one in the feminine, as states want it."""
        tagged, pack = self._tagged, self._tagged.pack
        entry = tagged.entries[at]
        if entry.mask & HEADLESS:
            return False
        if tagged.finite(at):
            return True
        feminine = pack.looks_feminine(self._keys[at]) and tagged.unknown(at)
        return feminine and not pack.verbal_noun(tagged.page.words[at])

    def _short(self, found: Found[Use]) -> Naming | None:
        """A later short form: the nearest entity before that goes by it."""
        shorts = {use.entity for use in found.values if use.sort == "short"}
        for earlier in reversed(self._made) if shorts else ():
            if earlier.entity in shorts:
                entity = self._know.lists.entities[earlier.entity]
                return self._found(found, self._know.named(entity), Ground.SHORT)
        return None

    # -- names that no list has

    def _titled(self, at: int) -> Naming | None:
        """The name behind a title or a role (*Sheikh X*, *the director of the centre Y*)."""
        tagged, people = self._tagged, self._know.people
        title = self._know.offices.titles.find(self._keys, at, self._size)
        if title is not None:
            return self._person_at(self._behind_title(title.end), titled=True)
        if not any(role.kind in _TITLED and not role.name for role in tagged.entries[at].roles):
            return None
        if at < self._read_to:
            return None  # the phrase of an earlier word went on to here, and held no name
        limit = tagged.page.sentences[tagged.page.sentence_at(at)].end
        phrase = read_phrase(tagged, at, limit, apposed=False)
        if phrase is None or not phrase.named:
            self._read_to = phrase.end if phrase is not None else at
            return None
        begin = phrase.end
        while begin > at + 1 and (tagged.unknown(begin - 1) or knows(tagged, begin - 1, people)):
            begin -= 1
        while begin < phrase.end and tagged.definite(begin):
            begin += 1
        if begin in self._names:
            return None
        first = next((t for t in range(begin, phrase.end) if knows(tagged, t, people)), None)
        if first is None or first - begin > 1:
            return None
        begin = first if phrase.end - first >= 2 else begin
        end = read_name(tagged, begin, phrase.end, people)
        return self._unlisted(begin, end) if end - begin >= 2 else None

    def _behind_title(self, at: int) -> int:
        """Behind the adjectives of a title and a comma (*the Kuwaiti deputy, X*)."""
        begin = at
        while at < self._size and self._describes(at):
            at += 1
        if at > begin and at < self._size and self._tagged.page.words[at] in COMMAS:
            at += 1
        return at

    def _describes(self, at: int) -> bool:
        """Whether a word is the adjective of a state, or a definite adjective of no name."""
        found = self._names.get(at)
        return found is not None and any(use.sort == "adjective" for use in found.values)

    def _given(self, at: int) -> Naming | None:
        """A name of two words or more that begins with a known given name."""
        people = self._know.people
        key = self._keys[at]
        if (
            key not in people.given
            or key in people.common | people.joints
            or self._tagged.definite(at)
        ):
            return None
        if not self._tagged.unknown(at) or not knows(self._tagged, at, people):
            return None
        if self._tagged.pack.verbal_noun(self._tagged.page.words[at]):
            return None
        end = read_name(self._tagged, at, self._size, people, titled=False)
        while end > at + 1 and self._describes(end - 1) and not self._tagged.definite(end - 1):
            end -= 1
        return self._unlisted(at, end) if end - at >= 2 else None

    def _unlisted(self, first: int, end: int) -> Naming:
        words = [
            word
            for word in self._tagged.page.words[first:end]
            if word[0].isalpha() or word.isdigit()
        ]
        return Naming(
            first=first,
            end=end,
            cut=0,
            entity=None,
            name=romanise(words, self._know.people, self._tagged.pack),
            kind=Kind.PERSON,
            ground=Ground.TITLE,
        )

    # -- what only the whole document tells

    def _remember(self, made: Naming) -> None:
        if made.kind is Kind.PERSON and made.entity is None and made.name:
            self._persons.setdefault(self._keys[made.end - 1], made)

    def _surnames(self) -> None:
        """Later and earlier surnames of persons that no list has."""
        if not self._persons:
            return
        taken = self._taken()
        for at, key in enumerate(self._keys):
            if at in taken or not any(key.endswith(last) for last in self._persons):
                continue
            for cut, rest in self._know.names.peel(key):
                if rest in self._persons and self._alone(at, taken):
                    person = self._persons[rest]
                    self._made.append(
                        replace(person, first=at, end=at + 1, cut=cut, ground=Ground.SURNAME)
                    )
                    break

    def _alone(self, at: int, taken: set[int]) -> bool:
        """Whether a word is no verb or noun of speech, and no part of another name."""
        entry = self._tagged.entries[at]
        return not (entry.cues or entry.roles) and at - 1 not in taken

    def _taken(self) -> set[int]:
        return {token for one in self._made for token in range(one.first, one.end)}

    def _misspelt(self) -> None:
        """Words one letter off a name that stands elsewhere in the text."""
        names = {
            self._keys[one.first][one.cut :]: one
            for one in self._made
            if one.end == one.first + 1 and one.ground is Ground.NAME and one.state is None
        }
        names = {key: one for key, one in names.items() if len(key) > _TYPO}
        if not names:
            return
        ends = {(key[0], key[-1]) for key in names}
        taken = self._taken()
        for at, key in enumerate(self._keys):
            if (key[0], key[-1]) not in ends or len(key) < _TYPO or key in names:
                continue
            if at in taken or at in self._names or not self._tagged.unknown(at):
                continue
            name = next((name for name in names if one_letter_off(key, name)), None)
            if name is not None:
                meant = replace(names[name], first=at, end=at + 1, cut=0)
                self._made.append(replace(meant, ground=Ground.SPELLING))

    def _naming(  # noqa: PLR0913
        self,
        first: int,
        end: int,
        cut: int,
        named: Named,
        *,
        ground: Ground | None = None,
        bare: bool = False,
    ) -> Naming:
        return Naming(
            first=first,
            end=end,
            cut=cut,
            entity=named.entity or None,
            name=named.name,
            kind=named.kind,
            ground=ground or named.ground,
            sector=named.sector,
            country=named.country,
            bare=bare,
            state=named.state,
        )


def one_letter_off(word: str, name: str) -> bool:
    """Whether a word misses or changes one letter inside a name, or swaps two; its ends agree.

    Letters added at the ends are inflection, and no misspelling.
    """
    if word == name or word[0] != name[0] or word[-1] != name[-1]:
        return False
    if len(word) == len(name):
        off = [at for at, (a, b) in enumerate(zip(word, name, strict=True)) if a != b]
        if len(off) == 2 and off[1] == off[0] + 1:
            return word[off[0]] == name[off[1]] and word[off[1]] == name[off[0]]
        return len(off) == 1 and len(name) > _TYPO + 1
    short, long = sorted((word, name), key=len)
    return len(long) == len(short) + 1 and any(
        long[:at] + long[at + 1 :] == short for at in range(1, len(long) - 1)
    )
