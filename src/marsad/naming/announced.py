"""Bodies that no list has, in letters without case: a class noun and the name that it announces
(*the Brigade of the Sands*, *the company "Breeze"*).
"""

from __future__ import annotations

from marsad.grammar.personal import spell
from marsad.model import Ground, Kind
from marsad.naming.scene import Naming, Scene
from marsad.packs.lexicon import NAME

_QUOTED = 5  # tokens of a name in quotation marks
_DESCRIBED = 2  # adjectives behind a name


class AnnouncedBodies:
    """Finds the names of bodies in one scene, by the token of their class noun."""

    def __init__(self, scene: Scene) -> None:
        self._scene, self._tagged, self._keys = scene, scene.tagged, scene.keys
        self._offices = scene.knowledge.offices

    def find(self) -> dict[int, int]:
        """Tokens of class nouns and the ends of the names behind them."""
        named, quoted = self._offices.announcing, self._offices.announcing_quoted
        found: dict[int, int] = {}
        if not (named or quoted):
            return found
        for at, entry in enumerate(self._tagged.entries):
            if (entry.rest not in named and entry.rest not in quoted) or at in self._scene.names:
                continue
            end = self._in_quotes(at + 1) or (entry.rest in named and self._named(at + 1)) or 0
            if end:
                found[at] = end
        return found

    def _in_quotes(self, at: int) -> int:
        """Behind a short name in quotation marks; 0 for none, and for one of the lists."""
        close = self._tagged.close_of.get(at, 0)
        if not at + 1 < close <= at + _QUOTED or close >= len(self._keys):
            return 0
        inside = range(at + 1, close)
        said = any(self._tagged.finite(t) or self._tagged.entries[t].cues for t in inside)
        listed = any(token in self._scene.names for token in inside)
        only = close == at + 2 and self._tells(at + 1)
        return 0 if said or listed or only else close + 1

    def _tells(self, at: int) -> bool:
        """Whether a word tells what somebody is like (*a "terrorist" party*, *the "bearded"*)."""
        word, ends = self._tagged.page.words[at], self._tagged.pack.endings
        shaped = word.endswith(ends.adjective)
        return (shaped and not self._tagged.definite(at)) or word.endswith(ends.plural)

    def _named(self, at: int) -> int:
        """Behind a definite word that nothing but a name is known of, and its adjectives."""
        if not self._takes(at) or self._keys[at] in self._offices.things:
            return 0
        if at in self._scene.names or self._keys[at].endswith(self._tagged.pack.endings.plural):
            return 0
        end = at + 1
        while end <= at + _DESCRIBED and self._takes(end) and self._describes(end):
            end += 1
        return end

    def _describes(self, at: int) -> bool:
        """Whether a word has the ending of an adjective, and not that of several persons."""
        key, ends = self._keys[at], self._tagged.pack.endings
        return key.endswith(ends.adjective) and not key.endswith(ends.plural)

    def _takes(self, at: int) -> bool:
        """Whether a definite word may belong to a name."""
        if at >= len(self._keys) or at in self._tagged.times or at in self._scene.titles:
            return False
        entry = self._tagged.entries[at]
        known = entry.mask & ~NAME or entry.roles or entry.cues or entry.lead or entry.glue
        return self._tagged.definite(at) and not known

    def name(self, at: int, end: int) -> Naming:
        """The naming of a body: its name in Latin letters before its class."""
        offices, rest = self._offices, self._tagged.entries[at].rest
        sort = offices.announcing.get(rest) or offices.announcing_quoted[rest]
        name = spell(self._tagged, at + 1, end, self._scene.knowledge.people)
        marked = at + 1 in self._tagged.close_of
        return Naming(
            first=at + 2 if marked else at,
            end=end - 1 if marked else end,
            cut=0 if marked else self._tagged.entries[at].lead + self._tagged.entries[at].glue,
            entity=None,
            name=f"{name[:1].upper()}{name[1:]} {sort}",
            kind=Kind.ORGANISATION,
            ground=Ground.TITLE,
        )
