"""What is known while the names of one document are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from marsad.entities.knowledge import Knowledge, Named
from marsad.entities.lists import Use
from marsad.grammar.case import Case
from marsad.grammar.designations import Designation
from marsad.grammar.tagged import Tagged
from marsad.model import Ground, Kind
from marsad.packs.phrasebook import Found

_LOOK_BACK = 150  # earlier names among which one is looked for


class Naming(NamedTuple):
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

    @property
    def guessed(self) -> bool:
        """Whether a place of its name has the better right: a capital taken for its government, or
        a body that no list has."""
        body = self.ground is Ground.TITLE and self.kind is Kind.ORGANISATION
        return body or self.ground is Ground.METONYM


@dataclass(slots=True, kw_only=True)
class Scene:
    """One document while its names are read.

    ``names`` and ``designations`` are the words found, by their first token; ``titles`` the tokens
    at which a title may begin; ``said`` the entities that the text names in full; ``home`` the
    state that it is about, where one outweighs all others; ``countries`` counts those that it
    speaks of; ``made`` are the namings so far, in order; ``bodies`` the names of bodies that no
    list has, by their first token, with their ends; ``surnames`` those of persons that no list
    has; ``case`` tells what capitals say; ``keys`` are the folded words of the page.
    """

    tagged: Tagged
    knowledge: Knowledge
    day: str | None
    names: dict[int, Found[Use]] = field(default_factory=dict)
    designations: dict[int, Designation] = field(default_factory=dict)
    titles: frozenset[int] = frozenset()
    said: set[str] = field(default_factory=set)
    home: str | None = None
    countries: Counter[str] = field(default_factory=Counter)
    made: list[Naming] = field(default_factory=list)
    case: Case = field(init=False)
    keys: list[str] = field(init=False)
    bodies: dict[int, int] = field(default_factory=dict)
    surnames: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.case, self.keys = Case(self.tagged), self.tagged.page.keys

    def before(self) -> Iterator[Naming]:
        """The namings so far, the nearest first; those far away are left alone."""
        return islice(reversed(self.made), _LOOK_BACK)


Words = tuple[int, int, int]  # first token, end (exclusive), letters peeled


def name_words(words: Words, named: Named, ground: Ground | None = None) -> Naming:
    """The naming of an actor by words, on a ground (by default the actor's own)."""
    first, end, cut = words
    return Naming(
        first,
        end,
        cut,
        named.entity or None,
        named.name,
        named.kind,
        ground or named.ground,
        sector=named.sector,
        country=named.country,
        state=named.state,
    )
