"""Which of its places a name means in a document, where names are told by their capitals.

Every name has one sense in a document, but where a comma tells another (*Paris, Texas*). The
candidates are weighed by how prominent they are and by what the document speaks of: countries,
their divisions, and the places that are sure. Divisions are in play when they are named, when they
stand behind the comma of a town, and when the names of the document have places there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from marsad.entities.gazetteer import Gazetteer, Reading, Spot, kilometres
from marsad.grammar.tagged import Tagged
from marsad.model import Point
from marsad.naming.stands import Stand, Stands
from marsad.packs.offices import OfficeWords
from marsad.packs.personnames import PersonNames
from marsad.packs.phrasebook import Found

_NAMED, _BEHIND_COMMA = 2.0, 3.0  # what a mention of a division adds to it
_DIVISION = 3.0  # for a place in the division that is most in play
_COUNTRY, _HOME = 1.0, 0.5  # for one in a country that is, and in the one that is most
_NEAR_BY, _NEAR = 1.0, 161.0  # for one near a sure place, in kilometres
_TOLD = 6.0  # for one that the words behind the comma name
_SEVERAL = 1.0  # for a name of several words
_STANDS = {
    Stand.LONGER: -0.5,
    Stand.OPEN: -0.5,
    Stand.PLAIN: 0.0,
    Stand.LIKELY: 1.5,
    Stand.PLACED: 3.0,
}
_GUARDED = -2.5  # for a name that is a common word or a person's too
_AMBIGUOUS = 6.5  # the prominence of a state whose name is one of those
_LEAST = 6.6  # the weight from which a name counts as a place
_APART = 1.0  # of weight, by which the best candidate has to lead the next, who lies elsewhere
_HALF, _SURER = 0.4, 0.2  # how likely the best of several is right, and with each point of lead
_FIRM = 6.0  # the prominence of a place that needs no context, and helps to tell others
_WIDE = frozenset({"country", "region", "country-group"})
_BROAD = _WIDE | {"district"}  # what a name of several words, or of one state, is alone
_LARGE = 5.0  # the prominence from which a town of a division's name stands in its way
_SURE_POINTS = 8
_CAPITAL = ".capital"
_LONGEST = 4  # words of a district's name
_BRIEF = 3  # letters of a name that has to be written as it is listed
_PAIR = 2  # tokens: a name and its comma
_TENFOLD = 3.0  # how much more a name speaks for a town of ten times the people


class Sense(NamedTuple):
    """What a name means. It is ``open`` where another place of the name weighs nearly as much;

    ``country`` is that of all which may be meant.
    """

    found: Found[Reading]
    spot: Spot
    score: float
    country: str | None
    open: bool


@dataclass(slots=True)
class _Name:
    """One name of the document: its best stand, how often it stands as a place, what commas tell

    of it, and what it says itself for the divisions that it has places in.
    """

    key: str
    readings: tuple[Reading, ...]
    best: Stand = Stand.NOT
    placed: int = 0
    told: set[str] = field(default_factory=set)
    votes: dict[str, float] = field(default_factory=dict)


class Senses:
    """The places of one document."""

    def __init__(
        self,
        tagged: Tagged,
        gazetteer: Gazetteer,
        words: tuple[OfficeWords, PersonNames],
        countries: Counter[str],
    ) -> None:
        offices, people = words
        self._tagged, self._gazetteer = tagged, gazetteer
        self._keys = tagged.page.keys
        self._countries = countries.copy()
        self._stands, self._words = Stands(tagged, offices), offices.place
        self._divisions: defaultdict[str, float] = defaultdict(float)
        self._sure: list[Point] = []
        self._top: str | None = None  # the country most in play, and how much the division is
        self._most = 0.0
        self._names: dict[str, _Name] = {}
        self._backed: defaultdict[str, set[str]] = defaultdict(set)
        self._guarded = offices.place.guarded | people.given
        self._kinds: dict[int, str] = {}  # what the names beside it in a list are
        self._listed: set[int] = set()  # districts that stand together
        self._elsewhere: set[int] = set()  # names whose comma tells a place that no list has
        self._around: dict[int, set[str]] = {}  # what the names behind the commas of places are

    def choose(self, all_found: Iterable[Found[Reading]]) -> Iterator[Sense]:
        """The places among what may name one, in order."""
        meant = (self._meant(one) for one in self._with_plurals(list(all_found)))
        mentions = [one for one in meant if one.values and self._written(one)]
        self._countries -= Counter(c for one in mentions for c in _states(one))
        wider = self._wider(mentions)
        self._fellows(mentions)
        stands = [self._stand(one, wider) for one in mentions]
        for one, stand in zip(mentions, stands, strict=True):
            self._meet(one, stand, wider.get(one.first))
        self._learn()
        for one, stand in zip(mentions, stands, strict=True):
            sense = self._sense(one, stand, wider.get(one.first))
            if sense is not None:
                yield sense

    # What is there

    def _with_plurals(self, found: list[Found[Reading]]) -> list[Found[Reading]]:
        """The names, and where districts stand together (*Becker and Clay counties*) those."""
        plural = self._words.plural
        more = [
            one
            for at, key in enumerate(self._keys)
            if key in plural
            for one in self._together(at, plural[key])
        ]
        if not more:
            return found
        self._listed.update(one.first for one in more)
        taken = {token for one in more for token in range(one.first, one.end)}
        kept = [one for one in found if taken.isdisjoint(range(one.first, one.end))]
        return sorted((*kept, *more), key=lambda one: one.first)

    def _together(self, at: int, single: str) -> Iterator[Found[Reading]]:
        """The names before a plural, each read with the noun in the singular, from the last."""
        words, end = self._tagged.page.words, at
        while (found := self._district(end, single)) is not None:
            yield found
            end = found.first
            while end > 0 and (words[end - 1] == "," or self._links(end - 1)):
                end -= 1
            if found.first - end not in (1, _PAIR):
                return

    def _links(self, at: int) -> bool:
        """Whether a word may join the last two names of a list."""
        return self._tagged.page.words[at].islower() and self._keys[at] not in self._words.plural

    def _district(self, end: int, single: str) -> Found[Reading] | None:
        """The longest name that ends before a token and, with a noun behind it, is a district."""
        words, forms = self._tagged.page.words, self._gazetteer.forms
        for first in range(max(0, end - _LONGEST), end):
            keys = [*self._keys[first:end], single]
            found = forms.find(keys, 0, len(keys)) if words[first][0].isupper() else None
            if found is not None and found.end == len(keys):
                readings = tuple(self._gazetteer.reading(number) for number in found.values)
                return Found(first, end, 0, readings)
        return None

    def _meant(self, one: Found[Reading]) -> Found[Reading]:
        """A name with the readings that its place in the text allows.

        An abbreviation of a division stands behind a comma or a hyphen (*D-N.Y.*), or has stops.
        """
        short = tuple(reading for reading in one.values if _short(reading))
        if not short:
            return one
        word = self._tagged.page.words[one.first]
        if self._behind_comma(one.first) and any(_as_written(word, r.spot) for r in short):
            return one._replace(values=short)
        if one.end > one.first + 1:
            return one
        return one._replace(values=tuple(r for r in one.values if r not in short))

    def _written(self, one: Found[Reading]) -> bool:
        if any(_short(reading) for reading in one.values):
            return True
        word = self._tagged.page.words[one.first]
        if one.end == one.first + 1 and len(word) <= _BRIEF:
            return any(word in reading.spot.names for reading in one.values)
        states = any(reading.spot.level == "country" for reading in one.values)
        upper = states and word.isupper()
        return upper or self._stands.written(one.first, one.end)

    def _behind_comma(self, at: int) -> bool:
        """Whether a token in capitals stands behind a name and a comma, or behind a hyphen."""
        words = self._tagged.page.words
        dotted = at + 1 < len(words) and words[at + 1] == "."
        if at < _PAIR or not (words[at].isupper() or (dotted and words[at][0].isupper())):
            return False
        if words[at - 1] == "-":
            return words[at - 2].isupper()
        return words[at - 1] == "," and self._named(at - 2)

    def _named(self, at: int) -> bool:
        words = self._tagged.page.words
        return words[at][0].isupper() or (words[at] == "." and at > 0 and words[at - 1].isalpha())

    def _wider(self, mentions: list[Found[Reading]]) -> dict[int, set[str]]:
        """By the first token of a name: the codes of what the words behind its comma name."""
        told: dict[int, set[str]] = {}
        for one, behind in pairwise(mentions):
            if not self._comma(one.end, behind.first):
                continue
            codes = {
                code for reading in behind.values if (code := _holder(reading.spot)) is not None
            }
            own = {
                code
                for reading in one.values
                for code in (reading.spot.division, reading.spot.country)
                if code and not (reading.spot.level in _WIDE and reading.spot.division == code)
            }
            if not codes & own and any(_short(reading) for reading in behind.values):
                self._elsewhere.add(one.first)
            if codes & own:
                told[one.first] = codes & own
                self._around[behind.first] = codes & own
        return told

    def _fellows(self, mentions: list[Found[Reading]]) -> None:
        """Names beside a state or a division in a list are of its kind: *Iowa and New York*."""
        for one, behind in pairwise(mentions):
            if behind.first in self._around or not self._joined(one.end, behind.first):
                continue
            for fellow, name in ((one, behind), (behind, one)):
                alone = _alone([reading.spot for reading in fellow.values])
                if alone is not None and self._broad(fellow):
                    self._kinds[name.first] = alone.level

    def _joined(self, end: int, first: int) -> bool:
        """Whether a comma, a small word or both stand between two names."""
        if not 0 < first - end <= _PAIR:
            return False  # most names stand far apart, with whole sentences between them
        words = self._tagged.page.words[end:first]
        small = sum(word.islower() for word in words)
        commas = words.count(",")
        return small + commas == len(words) and commas <= 1

    def _comma(self, end: int, first: int) -> bool:
        words = self._tagged.page.words
        if end < first and words[end] == "." and words[end - 1] != ".":
            end += 1
        return end + 1 == first and words[end] == ","

    def _stand(self, one: Found[Reading], wider: dict[int, set[str]]) -> Stand:
        if (
            self._stands.other(one.first, one.end, broad=self._broad(one))
            or one.first in self._elsewhere
        ):
            return Stand.NOT
        stand = self._stands.stand(one)
        if one.first in wider or one.first in self._around or one.first in self._listed:
            return Stand.PLACED
        kind = self._kinds.get(one.first)
        if stand and any(reading.spot.level == kind for reading in one.values):
            return max(stand, Stand.LIKELY)
        if self._broad(one):
            return max(stand, Stand.PLAIN)
        single = one.end == one.first + 1
        return Stand.NOT if single and self._stands.common(one.first) else stand

    def _broad(self, one: Found[Reading]) -> bool:
        """Whether a name is that of a state or a division, and of nobody."""
        key = self._key(one)
        wide = any(reading.spot.level in _BROAD for reading in one.values)
        return wide and key not in self._guarded

    def _key(self, one: Found[Reading]) -> str:
        return " ".join(self._keys[one.first : one.end])

    def _meet(self, one: Found[Reading], stand: Stand, told: set[str] | None) -> None:
        key = self._key(one)
        name = self._names.setdefault(key, _Name(key, one.values))
        name.best = max(name.best, stand)
        name.placed += stand >= Stand.LIKELY
        if told:
            name.told |= told
            for code in told:
                if "." in code:
                    self._divisions[code] += _BEHIND_COMMA
                self._back(name, code[:2])

    # What is in play

    def _learn(self) -> None:
        for name in self._names.values():
            if name.best <= Stand.LONGER or name.key in self._guarded:
                continue
            spots = [r.spot for r in name.readings if not r.guarded]
            wide = _alone(spots)
            if wide is not None:
                self._in_play(name, wide)
            elif not self._doubtful(name, Stand.PLAIN):
                self._vote(name, spots)
        for name in self._names.values():
            self._sure += self._firm(name)
        self._top = max(self._countries, key=self._countries.__getitem__, default=None)
        self._most = max(self._divisions.values(), default=0.0)

    def _in_play(self, name: _Name, spot: Spot) -> None:
        if spot.country:
            self._back(name, spot.country)
        if spot.division:
            self._divisions[spot.division] += _NAMED

    def _back(self, name: _Name, country: str) -> None:
        self._countries[country] += 1
        self._backed[country].add(name.key)

    def _vote(self, name: _Name, spots: list[Spot]) -> None:
        """A name speaks for where it has places, and most for the large ones."""
        shares = [(spot, _TENFOLD**spot.prominence) for spot in spots]
        whole = sum(share for _, share in shares)
        weight = 2.0 if name.best is Stand.PLACED else 1.0
        for spot, share in shares:
            if spot.division:
                vote = weight * share / whole
                self._divisions[spot.division] += vote
                name.votes[spot.division] = name.votes.get(spot.division, 0.0) + vote
        lands = {spot.country for spot in spots if spot.country}
        if len(lands) == 1:
            self._back(name, next(iter(lands)))

    def _firm(self, name: _Name) -> Iterator[Point]:
        """The place of a name that only one of the prominent can be."""
        spots = [r.spot for r in name.readings if r.spot.level not in _WIDE]
        if name.best <= Stand.LONGER or not spots:
            return
        if name.told:
            spots = [one for one in spots if {one.division, one.country} & name.told]
        if len(spots) == 1 and name.key not in self._guarded:
            yield spots[0].point

    # What it means

    def _sense(self, one: Found[Reading], stand: Stand, told: set[str] | None) -> Sense | None:
        name = self._names[self._key(one)]
        if stand is Stand.NOT or (stand is Stand.LONGER and name.best < Stand.PLACED):
            return None
        known = told or name.told
        ranked = sorted(
            ((self._weigh(name, reading, known), reading.spot) for reading in self._left(one)),
            key=lambda pair: -pair[0],
        )
        weight, spot = ranked[0]
        if spot.level not in _WIDE or name.key in self._guarded:
            weight += self._standing(one, name, stand, spot)
            if weight < _LEAST or (not told and self._doubtful(name, stand)):
                return None
        return _settled(one, ranked, weight)

    def _left(self, one: Found[Reading]) -> Iterable[Reading]:
        """The readings of a name; behind the comma of a place only those that hold the place."""
        codes = self._around.get(one.first)
        if codes is not None:
            return (reading for reading in one.values if _holder(reading.spot) in codes)
        kind = self._kinds.get(one.first)
        alike = tuple(reading for reading in one.values if reading.spot.level == kind)
        return alike or one.values

    def _standing(self, one: Found[Reading], name: _Name, stand: Stand, spot: Spot) -> float:
        """What the way that a name stands here, and stands best, adds to its weight."""
        weight = _STANDS[name.best] + min(0.0, _STANDS[stand])
        if one.end > one.first + 1:
            weight += _SEVERAL
        doubted = spot.level not in _WIDE and name.best < Stand.PLACED
        return weight + (_GUARDED if doubted and name.key in self._guarded else 0.0)

    def _doubtful(self, name: _Name, stand: Stand) -> bool:
        """Whether a name is somebody's here."""
        last = name.key.rsplit(maxsplit=1)[-1]
        one_word = name.key == last or not name.key.replace(" ", "").isalpha()
        somebody = self._stands.surnames[last] > name.placed // 2
        return one_word and somebody and stand < Stand.PLACED

    def _weigh(self, name: _Name, reading: Reading, told: set[str]) -> float:
        spot = reading.spot
        weight = spot.prominence
        if spot.level == "country" and self._rivalled(name, spot):
            weight = _AMBIGUOUS
        if {spot.division, spot.country} & told:
            weight += _TOLD
        if spot.country in self._countries:
            weight += _COUNTRY + (_HOME if spot.country == self._top else 0.0)
        elif spot.prominence < _FIRM:
            weight -= _COUNTRY
        if spot.division and self._divisions.get(spot.division):
            others = self._divisions[spot.division] - name.votes.get(spot.division, 0.0)
            weight += _DIVISION * min(1.0, others / self._most)
        if self._beside(spot):
            weight += _NEAR_BY
        return weight

    def _rivalled(self, name: _Name, state: Spot) -> bool:
        """Whether the name of a state may be a town's here: nothing else speaks of the state."""
        if name.key in self._guarded:
            return True
        others = self._backed[state.country or ""] - {name.key}
        towns = (reading.spot.division for reading in name.readings)
        return not others and any(self._divisions.get(one or "", 0.0) > _NAMED for one in towns)

    def _beside(self, spot: Spot) -> bool:
        """Whether a place that is sure lies near by."""
        if spot.level in _WIDE:
            return False
        lat = spot.point.lat
        return any(
            abs(point.lat - lat) < 2 and 0 < kilometres(spot.point, point) < _NEAR
            for point in self._sure[:_SURE_POINTS]
        )


def _settled(one: Found[Reading], ranked: list[tuple[float, Spot]], weight: float) -> Sense:
    """The best of the candidates, or all of them where the next weighs nearly as much."""
    best, spot = ranked[0]
    others = [
        (weight, other)
        for weight, other in ranked[1:]
        if (other.level in _WIDE) <= (spot.level in _WIDE)
        and kilometres(spot.point, other.point) > _NEAR
    ]
    lead = best - others[0][0] if others else _LEAST
    rivals = {other.country for w, other in others if best - w < _APART}
    country = spot.country if rivals <= {spot.country} else None
    score = min(1.0, weight / 10, _HALF + _SURER * lead)
    return Sense(one, spot, round(score, 2), country, lead < _APART)


def _states(one: Found[Reading]) -> set[str]:
    """The states that a name was counted for before it was known what it means."""
    spots = (reading.spot for reading in one.values)
    return {s.country or "" for s in spots if s.level == "country" or s.id.endswith(_CAPITAL)}


def _alone(spots: list[Spot]) -> Spot | None:
    """The state or division that a name means, where no other and no large town goes by it."""
    wide = [spot for spot in spots if spot.level in _WIDE]
    rivals = any(spot.prominence >= _LARGE for spot in spots if spot not in wide)
    return wide[0] if len(wide) == 1 and not rivals else None


def _holder(spot: Spot) -> str | None:
    """The code by which the places in a division or a state are told."""
    return (spot.division or spot.country) if spot.level in _WIDE else None


def _as_written(word: str, division: Spot) -> bool:
    """Whether an abbreviation of one word stands in small and capital letters as it is listed."""
    return any(word == name.partition(".")[0] for name in division.names)


def _short(reading: Reading) -> bool:
    """Whether a form is an abbreviation of a division."""
    return bool(reading.guarded and reading.spot.division and reading.spot.level in _WIDE)
