"""Sides: which parties are the subject of an event, in languages that put the subject first."""

from __future__ import annotations

from collections.abc import Mapping

from marsad.grammar.hits import Hit
from marsad.grammar.tagged import COMMAS, Tagged
from marsad.grammar.usage import Usage, Use
from marsad.naming.scene import Naming
from marsad.packs.lexicon import COMPLEMENTIZER, PREPOSITION, RELATIVE

_REACH = 8  # words before a verb in which its subject stands
_ASIDE = 12  # words of an aside between two commas


class Sides:
    """Finds the subjects of one document; ``party`` holds the naming of each token."""

    def __init__(self, tagged: Tagged, usage: Usage, party: Mapping[int, Naming]) -> None:
        self._tagged, self._usage, self._party = tagged, usage, party

    def of(self, hit: Hit, use: Use, first: int) -> list[Naming]:
        """The parties before a verb, or in the phrase of a noun (*Russian strikes*)."""
        inside = [self._party[t] for t in range(use.first, hit.at) if t in self._party]
        if use.kind == "noun" and (inside or not 0 <= hit.verb < hit.at):
            return list(dict.fromkeys(inside))
        start = self._usage.of(hit.verb).first if hit.verb >= 0 else use.first
        return self._compound(self._ends(start - 1, first), first)

    def _ends(self, token: int, first: int) -> int:
        """The token before a verb; of one that is joined to another, that before the other, and
        behind an aside with a verb, that before the aside (*jets, backed by X, bombed*).
        """
        if token > first and self._tagged.page.keys[token] in COMMAS:
            return self._before_aside(token, first)
        if not self._usage.joins(token):
            return token
        verbs = (t for t in range(token - 1, first, -1) if self._usage.verb(t))
        return self._usage.of(next(verbs, first)).first - 1

    def _before_aside(self, comma: int, first: int) -> int:
        """The token before the words between two commas, which a verb or a relative opens."""
        for token in range(comma - 1, max(first, comma - _ASIDE), -1):
            if self._tagged.page.keys[token] in COMMAS:
                opening = self._usage.of(token + 1).kind not in ("", "noun")
                relative = self._tagged.entries[token + 1].mask & RELATIVE
                return token - 1 if opening or relative else comma
        return comma

    def _compound(self, at: int, first: int) -> list[Naming]:
        """The party that stands before a verb, with those that it is joined to."""
        found: list[Naming] = []
        token = at
        while token >= max(first, at - _REACH):
            party = self._party.get(token)
            if party is None:
                if self._stops(token) or (found and not self._usage.joins(token)):
                    break
                token -= 1
                continue
            before = party.first - 1
            if before >= 0 and self._tagged.entries[before].mask & PREPOSITION:
                break
            if not party.acts:
                break  # *Kabul residents*
            found.append(party)
            if not self._joined(before):
                break
            token = before - 1
        return found[::-1]

    def _joined(self, token: int) -> bool:
        return self._usage.joins(token) or self._tagged.page.keys[token] in COMMAS

    def _stops(self, token: int) -> bool:
        """Whether a word parts a verb from its subject."""
        mask = self._tagged.entries[token].mask
        claim = mask & COMPLEMENTIZER and not mask & RELATIVE
        return bool(mask & PREPOSITION or claim) or self._usage.verb(token)
