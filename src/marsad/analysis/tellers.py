"""Tellers: whose own acts the content of an attribution may tell (*said it had struck …*)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from marsad.grammar.drafts import Draft
from marsad.model import Attribution, EventType, Kind, Stance
from marsad.naming.doers import Words
from marsad.naming.scene import Naming

_NO_DOERS = frozenset({Kind.OUTLET, Kind.DOCUMENT, Kind.ANONYMOUS, Kind.UNKNOWN})
_OWN = frozenset({Stance.INTEND, Stance.DENY})  # what is intended or denied is one's own act
_ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "COP", "SPY"})
_RULING = frozenset({None, "GOV", "LEG", "JUD", "IGO", "PTY", "OPP"})
_DEEDS = frozenset(EventType)
_PEACEFUL = _DEEDS - {EventType.ASSAULT}  # a government announces those of others, too


class Tellers:
    """Finds out of each attribution whose words its content is.

    ``within`` gives the namings in a range of tokens, ``names`` are all canonical names of them.
    """

    def __init__(
        self, within: Callable[[int, int], Sequence[Naming]], names: frozenset[str]
    ) -> None:
        self._within, self._names = within, names

    def of(self, draft: Draft, attribution: Attribution) -> Words:
        """The content of an attribution with the one who tells it, where he is known."""
        source, name, deeds = attribution.source, None, frozenset[EventType]()
        if source is not None and source.kind not in _NO_DOERS and source.label in self._names:
            name, deeds = source.label, self._deeds(draft, source.label)
        return Words(draft.opens, draft.rule.endswith(":noun"), name, deeds)

    def _deeds(self, draft: Draft, name: str) -> frozenset[EventType]:
        """The acts that a noun which opens the content tells as the voice's own: of those who have
        forces all, of those who rule all but force, and of observers none."""
        if draft.source is None or not (draft.announces or draft.stance in _OWN):
            return frozenset()
        named = self._within(draft.source.first, draft.source.end)
        sectors = {one.sector for one in named if one.name == name}
        if not sectors.isdisjoint(_ARMED):
            return _DEEDS
        return frozenset() if sectors.isdisjoint(_RULING) else _PEACEFUL
