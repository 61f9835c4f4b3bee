"""What a construction found, before voices are resolved and relations are joined."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.grammar.phrases import Phrase
from marsad.model import Stance

Range = tuple[int, int]


@dataclass(slots=True, kw_only=True)
class Draft:
    """One relation in the making; all ranges are characters of the clean text.

    ``cue_at`` is the token of the cue, ``opens`` and ``ends`` the tokens of the content.
    ``dropped`` says that the words leave the speaker out, who is then sought by ``person``,
    ``gender`` and ``number`` of the cue. ``described`` marks a verb that describes the noun before
    it (*a letter the palace published*), ``relative`` one behind a relative pronoun, and
    ``impersonal`` one that names nobody (*it is believed*); ``nominal`` a cue that is a noun.
    """

    cue_at: int
    cue: list[Range]
    source: Phrase | None
    content: list[Range]
    opens: int
    ends: int
    stance: Stance
    rule: str
    score: float
    sentence: int
    via: list[Phrase] = field(default_factory=list)
    dropped: bool = False
    person: int = 3
    gender: str = ""
    number: str = ""
    carrier: bool = False
    described: bool = False
    impersonal: bool = False
    relative: bool = False
    nominal: bool = False
