"""Places: every mention of a named place, told apart by what else the document names.

Candidates of one name are weighed by how prominent they are, by the countries in play, by the
distance to the places that are sure, and by the words before them. What stays too weak is no place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from marsad.entities.gazetteer import Gazetteer, Reading, Spot, kilometres
from marsad.grammar.tagged import Tagged
from marsad.model import Ground, Kind, Place, Point, Precision, Span
from marsad.naming.scene import Naming
from marsad.naming.senses import Sense, Senses
from marsad.packs.lexicon import COMPLEMENTIZER, NAME, PREPOSITION, PRONOMINAL, RELATIVE, VERB
from marsad.packs.offices import OfficeWords
from marsad.packs.personnames import PersonNames
from marsad.packs.phrasebook import Found

_REGIONAL = frozenset({"region", "sea", "river", "mountain", "country-group", "district"})
_IN_PLAY, _HOME = 2.5, 1.5  # a country that the document names, and the one it names most
_NEAR_BY, _NEAR = 1.0, 300.0  # kilometres to a sure place of the text
_NEAR_DEGREES = _NEAR / 110.5  # of latitude, which is 110.57 km at its shortest
_CLASS, _LOCATIVE = 3.0, 1.5  # behind *the city of*; behind *in*
_WORD, _PERSON = -2.5, -4.0  # a word that the pack knows; a personal name
_GUARDED, _NONE = -6.0, -99.0  # a form that needs a class noun; one that is no place here
_CAPITAL = ".capital"
_TOWN, _TOWN_ALONE = "geonames.", 5.5  # towns below it (by the logarithm) need words before them
_LEAST = 4.0  # the weight from which a name counts as a place
_OFTEN = 3  # mentions of the country that the document names most
_SURE_POINTS = 8  # sure places that a candidate is measured against
_DATED = 3  # letters that a name in capitals has more of than an abbreviation
_SURE = 6.0  # the prominence of a place that needs no context, and helps to tell others


class Named(NamedTuple):
    """Who is named in a document: its actors, the tokens at which an adjective of a state begins
    with that state's country, and how often each country is in play."""

    actors: Iterable[Naming]
    adjectives: Mapping[int, str]
    countries: Counter[str]


class PlaceFinding(NamedTuple):
    """A place and its tokens (end exclusive)."""

    place: Place
    first: int
    end: int


def find_places(
    tagged: Tagged,
    gazetteer: Gazetteer,
    words: tuple[OfficeWords, PersonNames],
    named: Named,
) -> list[PlaceFinding]:
    """All places of a document."""
    return _Finder(tagged, gazetteer, words, named).run()


def precision_of(level: str) -> Precision:
    """How closely a place of this level is known by its centre, whatever stands beside its name."""
    if level == "country":
        return Precision.COUNTRY
    return Precision.REGION if level in _REGIONAL else Precision.EXACT


class _Finder:
    def __init__(
        self,
        tagged: Tagged,
        gazetteer: Gazetteer,
        words: tuple[OfficeWords, PersonNames],
        named: Named,
    ) -> None:
        self._tagged, self._gazetteer = tagged, gazetteer
        self._offices, self._people = words
        self._keys = tagged.page.keys
        self._holder = {token: one for one in named.actors for token in range(one.first, one.end)}
        self._adjectives = named.adjectives
        self._countries = countries = named.countries.copy()
        self._top = countries.most_common(1)[0][0] if countries else None
        self._classes = self._offices.classes.get("place", frozenset())
        self._naming = self._classes - self._offices.classes.get("part", frozenset())
        self._sure: list[Point] = []
        self._before = -1  # the token behind the last place
        self._governed = False  # whether a preposition governs that place
        self._firsts: set[int] = set()

    def run(self) -> list[PlaceFinding]:
        found = self._scan()
        if self._tagged.pack.cased:
            senses = Senses(
                self._tagged, self._gazetteer, (self._offices, self._people), self._countries
            )
            return [self._finding(one) for one in senses.choose(found) if not self._government(one)]
        self._learn(found)
        out: list[PlaceFinding] = []
        chosen: dict[str, Spot] = {}
        self._firsts = {one.first for one in found}
        for one in found:
            spot, weight = self._choose(one, chosen)
            if spot is None:
                continue
            self._governed = self._behind_preposition(one) or self._joined(one)
            self._before = one.end
            chosen.setdefault(" ".join(self._keys[one.first : one.end])[one.cut :], spot)
            out.append(PlaceFinding(self._place(one, spot, weight), one.first, one.end))
        return out

    def _government(self, sense: Sense) -> bool:
        """Whether a capital stands for its government, and not for a town of its name."""
        one = self._holder.get(sense.found.first)
        if one is None or one.ground is not Ground.METONYM or not one.acts:
            return False
        return not sense.open and sense.spot.country == one.country

    def _finding(self, sense: Sense) -> PlaceFinding:
        """A place that capitals told; one that is open has no point and no name but its words."""
        one, page = sense.found, self._tagged.page
        place = replace(self._place(one, sense.spot, 0.0), score=sense.score, span=self._span(one))
        if sense.open:
            words = page.clean[page.starts[one.first] : page.ends[one.end - 1]]
            place = replace(place, name=words, entity=None, point=None, country=sense.country)
        return PlaceFinding(place, one.first, one.end)

    def _span(self, one: Found[Reading]) -> Span:
        """The words of a name, and the stop behind its last letter (*U.S.*)."""
        page, end = self._tagged.page, one.end
        stops = end - one.first > 1 and page.words[end - 2] == "." and len(page.words[end - 1]) == 1
        if stops and end < len(page.words) and page.words[end] == "." and self._tagged.glued(end):
            end += 1
        return page.token_span(one.first, end)

    def _scan(self) -> list[Found[Reading]]:
        found: list[Found[Reading]] = []
        size, end = len(self._keys), 0
        for at in self._gazetteer.forms.positions(self._keys):
            if at < end or at in self._tagged.times:
                continue
            hit = self._find(at, size)
            if hit is not None and not self._part_of_name(hit):
                found.append(hit)
                end = hit.end
        return found

    def _find(self, at: int, size: int) -> Found[Reading] | None:
        """The places that the words at a token name."""
        found = self._gazetteer.forms.find(self._keys, at, size)
        if found is None:
            return None
        readings = tuple(self._gazetteer.reading(number) for number in found.values)
        return Found(found.first, found.end, found.cut, readings)

    def _part_of_name(self, hit: Found[Reading]) -> bool:
        """Whether the words belong to an actor that is no place."""
        for token in range(hit.first, hit.end):
            one = self._holder.get(token)
            if one is None:
                continue
            whole = one.first == hit.first and one.end == hit.end
            if self._tagged.pack.cased and (not whole or self._dated(hit) or one.guessed):
                named = one.kind in (Kind.PERSON, Kind.OUTLET) and token >= one.name_first
                return named and not whole
            if whole and one.state is not None:
                return one.acts and hit.values[0].spot.level != "country"
            name = one.kind in (Kind.PERSON, Kind.OUTLET) or one.name_first
            if name or (one.listed and one.end - one.first > 1):
                return token >= one.name_first
            if whole:
                return True
        return False

    def _dated(self, hit: Found[Reading]) -> bool:
        """Whether a name stands in capitals at the head of its text, as the place of a dateline."""
        words = self._tagged.page.words[hit.first : hit.end]
        return all(word.isupper() for word in words) and len(words[0]) > _DATED

    def _learn(self, found: list[Found[Reading]]) -> None:
        """The countries and the points of what is certain, before anything is weighed."""
        for one in found:
            spots = [reading.spot for reading in one.values if not reading.guarded]
            if not spots:
                continue
            best = max(spots, key=lambda spot: spot.prominence)
            if len({spot.country for spot in spots}) > 1:
                self._unlearn(best)
            elif best.level in _REGIONAL and best.country:
                self._countries[best.country] += 1
            if best.level == "country":
                self._countries[best.country or ""] += 1
            elif best.prominence >= _SURE and len(spots) == 1:
                self._sure.append(best.point)
                self._countries[best.country or ""] += 1
        self._top = self._countries.most_common(1)[0][0] if self._countries else None

    def _unlearn(self, spot: Spot) -> None:
        """A capital whose name other towns have, too, puts no country in play by itself."""
        if spot.id.endswith(_CAPITAL) and self._countries[spot.country or ""] > 0:
            self._countries -= Counter({spot.country or "": 1})

    def _choose(self, one: Found[Reading], chosen: dict[str, Spot]) -> tuple[Spot | None, float]:
        context = self._context(one)
        best, weight = None, -99.0
        for reading in one.values:
            own = self._weigh(one, reading, context)
            if own > weight:
                best, weight = reading.spot, own
        if best is None:
            return None, weight
        again = chosen.get(" ".join(self._keys[one.first : one.end])[one.cut :])
        if again is not None:
            return again, max(weight, _LEAST)
        return (best, weight) if weight >= _LEAST else (None, weight)

    def _weigh(self, one: Found[Reading], reading: Reading, context: float) -> float:
        spot = reading.spot
        weight = spot.prominence + context + self._word(one, spot, context)
        sure = context >= _CLASS or self._no_verb(one) or self._among(one, spot, context)
        if reading.guarded and (not sure or spot.level == "country"):
            known = spot.country in self._countries
            weight += _GUARDED if known else _NONE
        if spot.level == "country":
            return weight
        if spot.country in self._countries:
            weight += _IN_PLAY + (_HOME if spot.country == self._top else 0.0)
        elif spot.country is not None and spot.prominence < _SURE:
            weight -= _IN_PLAY
        if len(one.values) > 1:
            weight += self._described(one, spot) + (_NEAR_BY if self._beside(spot) else 0.0)
        return weight

    def _described(self, one: Found[Reading], spot: Spot) -> float:
        """What the adjective of a state behind a name tells (*the Lebanese Tripoli*)."""
        country = self._adjectives.get(one.end)
        if all(reading.spot.country != country for reading in one.values):
            return 0.0
        return _CLASS if spot.country == country else _NONE

    def _among(self, one: Found[Reading], spot: Spot, context: float) -> bool:
        """Whether a form that is a common word too stands among places of its own country.

        The country has to be the one that the document names most, the word one that the pack does
        not know, behind a preposition of place or beside another place.
        """
        if spot.country != self._top or self._countries[spot.country or ""] < _OFTEN:
            return False
        if not self._tagged.unknown(one.first):
            return False
        beside = self._before == one.first or one.end in self._firsts
        return context > 0 or beside

    def _no_verb(self, one: Found[Reading]) -> bool:
        """Whether a word that elsewhere is a verb cannot be one here: behind a preposition, or
        joined to a place behind one (*between Homs and Palmyra*)."""
        pack, first = self._tagged.pack, one.first
        entry = pack.lexicon.look(self._keys[first][one.cut :])
        verb = self._keys[first][one.cut :] in pack.verbs or entry.mask & VERB
        if not verb or entry.mask & ~VERB or entry.roles or one.end > first + 1:
            return False
        return self._behind_preposition(one) or self._joined(one)

    def _behind_preposition(self, one: Found[Reading]) -> bool:
        entries, before = self._tagged.entries, one.first - 1
        if one.cut > entries[one.first].lead:
            return self._keys[one.first][one.cut - 1] in self._offices.locative_letters
        mask = entries[before].mask if before >= 0 and not one.cut else 0
        return bool(mask & PREPOSITION) and not mask & (PRONOMINAL | COMPLEMENTIZER | RELATIVE)

    def _joined(self, one: Found[Reading]) -> bool:
        """Whether a conjunction joins a name to a place that a preposition governs; with an object
        behind it, it would be a verb."""
        first, entries = one.first, self._tagged.entries
        if self._before != first or not self._governed or not one.cut:
            return False
        object_ = one.end < len(entries) and self._tagged.definite(one.end)
        return not object_ or bool(entries[one.end].lead)

    def _beside(self, spot: Spot) -> bool:
        """Whether a place that is sure lies near by."""
        sure = self._sure[:_SURE_POINTS]
        north = spot.point.lat
        return any(
            abs(point.lat - north) < _NEAR_DEGREES and 0 < kilometres(spot.point, point) < _NEAR
            for point in sure
        )

    def _context(self, one: Found[Reading]) -> float:
        """What the words before a name, and the words of the name itself, tell."""
        tagged, weight = self._tagged, 0.0
        entry = tagged.entries[one.first]
        before = one.first - 1
        while before >= 0 and self._keys[before] in '#_"':
            before -= 1
        letter = self._keys[one.first][one.cut - 1 : one.cut]
        glued = one.cut > entry.lead
        if glued and letter in self._offices.locative_letters:
            weight += _LOCATIVE
        if before >= 0 and not glued and one.cut == 0:
            rest = tagged.entries[before].rest
            if rest[:1] in self._offices.locative_letters and rest[1:] in self._classes:
                weight += _CLASS  # *in the city of*, in one word
            elif self._classing(before):
                weight += _CLASS
            elif rest in self._offices.locatives:
                weight += _LOCATIVE
        return weight

    def _word(self, one: Found[Reading], spot: Spot, context: float) -> float:
        """What speaks against a single word: that it is another word, or somebody's name."""
        first, town = one.first, spot.id.startswith(_TOWN)
        if town and one.end == first + 1 and (self._is_word(first) or self._class_alone(one)):
            return _NONE
        if one.end > first + 1 or context >= _CLASS or spot.level == "country":
            return 0.0
        key = self._keys[first]
        entry = self._tagged.pack.lexicon.look(key[one.cut :])
        whole = self._tagged.entries[first]
        roles = [role for role in (*entry.roles, *whole.roles) if not role.name]
        if key in self._people.known or key[one.cut :] in self._people.known:
            return _PERSON
        if (
            key[one.cut :] in self._classes
            or key[one.cut :].removeprefix(self._tagged.pack.article) in self._classes
        ):
            return _NONE
        if entry.mask or entry.cues or roles or (one.cut and whole.mask):
            if not town and not entry.mask & ~VERB and (context > 0 or self._no_verb(one)):
                return 0.0  # behind a preposition stands no verb
            return _NONE if town else _WORD
        if town and context <= 0 and spot.prominence < _TOWN_ALONE:
            return _NONE
        return 0.0

    def _classing(self, at: int) -> bool:
        """Whether a class noun stands at a token, before what it may be the class of.

        With an article, it may be before a name that is no other word.
        """
        article, rest = self._tagged.pack.article, self._tagged.entries[at].rest
        if rest in self._classes:
            return True
        bare = bool(article) and rest.removeprefix(article) in self._classes
        return bare and not (self._is_word(at + 1) or self._tagged.entries[at + 1].cues)

    def _class_alone(self, one: Found[Reading]) -> bool:
        """Whether a class noun (*the city*) stands where no other names it as a place."""
        article, entries = self._tagged.pack.article, self._tagged.entries
        noun = self._keys[one.first][one.cut :].removeprefix(article)
        if noun not in self._classes:
            return False
        before = entries[one.first - 1].rest if one.first else ""
        return before not in self._naming and before[1:] not in self._naming

    def _is_word(self, at: int) -> bool:
        """Whether the pack knows a word, also behind the letters glued to it."""
        entry = self._tagged.entries[at]
        glued = bool(entry.lead or entry.glue) and bool(entry.cues or entry.roles)
        known = self._tagged.pack.lexicon.look(entry.rest) if entry.glue else entry
        return glued or bool((entry.mask | known.mask) & ~NAME)

    def _place(self, one: Found[Reading], spot: Spot, weight: float) -> Place:
        page = self._tagged.page
        return Place(
            span=page.span(page.starts[one.first] + one.cut, page.ends[one.end - 1]),
            name=spot.name,
            entity=spot.id,
            country=spot.country,
            point=spot.point,
            level=spot.level,
            precision=self._precision(one, spot),
            score=round(min(1.0, max(0.1, weight / 10)), 2),
        )

    def _precision(self, one: Found[Reading], spot: Spot) -> Precision:
        known = precision_of(spot.level)
        if known is not Precision.EXACT:
            return known
        before = one.first - 1
        near = before >= 0 and self._tagged.entries[before].rest in self._offices.near
        return Precision.NEAR if near else Precision.EXACT
