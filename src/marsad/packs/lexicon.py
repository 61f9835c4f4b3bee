"""Word classes and word sequences of a pack, looked up by the form in the text.

``Lexicon.look`` gives all that a pack knows of one word, proclitics peeled; its answers are kept,
since the vocabulary of news repeats. A class is one bit of a mask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from marsad.packs.cues import CueForm
from marsad.packs.memory import Memory
from marsad.packs.roles import Role

CLASSES = (
    "complementizer",
    "resumer",
    "question",
    "preposition",
    "relative",
    "clause",
    "auxiliary",
    "past_auxiliary",
    "particle",
    "negation",
    "opening",
    "aside",
    "occasion",
    "demonstrative",
    "quantifier",
    "pronoun",
    "label",
    "open_word",
    "verb",
    "eventive",
    "addressee",
    "noun",
    "turn",
    "headless",
    "contains",
    "light",
    "what",
    "verb_tail",
    "when",
    "likewise",
    "topic",
    "pronominal",
    "locative",
    "contrast",
    "name",
    "parenthetical",
    "bare",
    "resumption",
    "anonymity",
    "conditional",
    "reflexive",
    "coordinator",
    "infinitive",
    "determiner",
    "possessive",
    "object_pronoun",
    "passive",
    "adverb",
    "agent",
    "modal",
    "interlocutor",
    "homograph",
    "omissible",
    "raising",
    "expletive",
    "alternative",
    "afterwards",
    "kin",
    "thus",
)
BIT = {name: 1 << place for place, name in enumerate(CLASSES)}
COMPLEMENTIZER, RESUMER, QUESTION = BIT["complementizer"], BIT["resumer"], BIT["question"]
PREPOSITION, RELATIVE, CLAUSE = BIT["preposition"], BIT["relative"], BIT["clause"]
AUXILIARY, PAST_AUXILIARY, PARTICLE = BIT["auxiliary"], BIT["past_auxiliary"], BIT["particle"]
NEGATION, OPENING, ASIDE = BIT["negation"], BIT["opening"], BIT["aside"]
OCCASION, DEMONSTRATIVE, QUANTIFIER = BIT["occasion"], BIT["demonstrative"], BIT["quantifier"]
PRONOUN, LABEL, VERB, EVENTIVE = BIT["pronoun"], BIT["label"], BIT["verb"], BIT["eventive"]
TURN, HEADLESS = BIT["turn"], BIT["headless"]
CONTAINS, LIGHT, WHAT, VERB_TAIL = BIT["contains"], BIT["light"], BIT["what"], BIT["verb_tail"]
WHEN, LIKEWISE, TOPIC = BIT["when"], BIT["likewise"], BIT["topic"]
PRONOMINAL, LOCATIVE, CONTRAST = BIT["pronominal"], BIT["locative"], BIT["contrast"]
NAME, PARENTHETICAL, BARE = BIT["name"], BIT["parenthetical"], BIT["bare"]
ADDRESSEE, CONDITIONAL, REFLEXIVE = BIT["addressee"], BIT["conditional"], BIT["reflexive"]
COORDINATOR, INFINITIVE = BIT["coordinator"], BIT["infinitive"]
DETERMINER, POSSESSIVE, ADVERB = BIT["determiner"], BIT["possessive"], BIT["adverb"]
OBJECT_PRONOUN, PASSIVE = BIT["object_pronoun"], BIT["passive"]
AGENT, MODAL, INTERLOCUTOR = BIT["agent"], BIT["modal"], BIT["interlocutor"]
HOMOGRAPH, OMISSIBLE, RAISING = BIT["homograph"], BIT["omissible"], BIT["raising"]
EXPLETIVE, ALTERNATIVE, NOUN = BIT["expletive"], BIT["alternative"], BIT["noun"]
AFTERWARDS, KIN, THUS = BIT["afterwards"], BIT["kin"], BIT["thus"]

_LONGEST = 40  # letters; the longest word of 12,000 articles has 23, longer ones are noise


class Entry(NamedTuple):
    """What is known of one word.

    ``lead`` counts the letters of a peeled conjunction, ``glue`` those of a glued preposition
    behind it; ``rest`` is the folded word without both.
    """

    mask: int
    lead: int
    glue: int
    rest: str
    cues: tuple[CueForm, ...]
    roles: tuple[Role, ...]


class Sequences:
    """Word sequences by folded words; ``longest`` finds the longest that begins at a token."""

    def __init__(self, written: Iterable[tuple[str, ...]]) -> None:
        table: dict[str, list[tuple[str, ...]]] = {}
        for first, *rest in written:
            table.setdefault(first, []).append(tuple(rest))
        self._table = {k: sorted(v, key=len, reverse=True) for k, v in table.items()}
        self.starting = frozenset(table)

    def longest(self, keys: list[str], at: int, first: str) -> int:
        """How many tokens match from ``at`` on, its own key read as ``first``; 0 for none."""
        for rest in self._table.get(first, ()):
            if not rest or tuple(keys[at + 1 : at + 1 + len(rest)]) == rest:
                return 1 + len(rest)
        return 0


class Peeling(NamedTuple):
    """The letters that a language glues to its words."""

    conjunctions: frozenset[str]
    future: frozenset[str]
    glued: frozenset[str]
    contracted: tuple[tuple[str, str, str], ...]
    accusative: str


class Lexicon:
    """All single words of a pack."""

    def __init__(
        self,
        masks: Mapping[str, int],
        cues: Mapping[str, tuple[CueForm, ...]],
        roles: Mapping[str, tuple[Role, ...]],
        peeling: Peeling,
        nouns: re.Pattern[str] | None,
    ) -> None:
        self._masks, self._cues, self._roles = masks, cues, roles
        self.peeling, self._nouns = peeling, nouns
        self._accusative = peeling.accusative
        self._memory = Memory(self._read)

    def look(self, key: str) -> Entry:
        """What the pack knows of a folded word."""
        return self._memory[key]

    def knows(self, key: str) -> bool:
        """Whether the word, as it stands, has a class, a role or a cue."""
        return key in self._masks or key in self._cues or key in self._roles

    def _plain(self, key: str, lead: int, glue: int) -> Entry | None:
        mask = self._masks.get(key, 0)
        cues, roles = self._cues.get(key, ()), self._roles.get(key, ())
        if self._accusative and key.endswith(self._accusative) and len(key) > 3:
            bare = self._cues.get(key[: -len(self._accusative)], ())
            roles += self._roles.get(key[: -len(self._accusative)], ())
            mask |= self._masks.get(key[: -len(self._accusative)], 0) & EVENTIVE
            cues += tuple(f for f in bare if f.part in ("masdar", "noun") and f not in cues)
        if mask or cues or roles:
            return Entry(mask, lead, glue, key, cues, roles)
        return None

    def _read(self, key: str) -> Entry:
        if len(key) > _LONGEST:
            return Entry(0, 0, 0, key, (), ())
        whole = self._plain(key, 0, 0)
        if whole is not None:
            return whole
        peeling = self.peeling
        lead = 1 if len(key) > 2 and key[0] in peeling.conjunctions else 0
        if lead:
            found = self._plain(key[1:], 1, 0)
            if found is not None:
                return found
        for start in (0, 1) if lead else (0,):
            found = self._future(key, start) or self._glued(key, start)
            if found is not None:
                return found
        if lead and self._with_article(key[1:]):
            return Entry(0, 1, 0, key[1:], (), ())
        return Entry(0, 0, 0, key, (), ())

    def _with_article(self, key: str) -> bool:
        """Whether a word that is not known carries the article, which tells a noun."""
        article = self.peeling.contracted[0][2] if self.peeling.contracted else ""
        return bool(article) and key.startswith(article) and len(key) > len(article) + 2

    def _future(self, key: str, lead: int) -> Entry | None:
        """A present behind the glued letter of the future, which belongs to the verb."""
        rest = key[lead + 1 :]
        if key[lead : lead + 1] not in self.peeling.future or len(rest) < 3:
            return None
        cues = tuple(f for f in self._cues.get(rest, ()) if f.part.endswith("present"))
        mask = self._masks.get(rest, 0) & VERB
        return Entry(mask, lead, 0, key[lead:], cues, ()) if cues or mask else None

    def _glued(self, key: str, lead: int) -> Entry | None:
        """A noun behind a glued preposition; finite verbs never stand there."""
        for written, _, article in self.peeling.contracted:
            if key.startswith(written, lead) and len(key) - lead > len(written) + 1:
                found = self._plain(article + key[lead + len(written) :], lead, 1)
                return _noun(found) if found else Entry(0, lead, 1, key[lead + 1 :], (), ())
        rest = key[lead + 1 :]
        short = len(rest) < 3 and not self._masks.get(rest, 0) & EVENTIVE
        if key[lead : lead + 1] not in self.peeling.glued or short:
            return None
        found = _noun(self._plain(rest, lead, 1))
        if found is not None:
            return found
        article = self.peeling.contracted[0][2] if self.peeling.contracted else ""
        if article and rest.startswith(article) and len(rest) > len(article) + 2:
            return Entry(0, lead, 1, rest, (), ())
        if self._nouns is not None and self._nouns.fullmatch(rest):
            return Entry(0, lead, 1, rest, (), ())
        return None


def _noun(entry: Entry | None) -> Entry | None:
    """The entry with its nominal readings only; ``None`` when there is none."""
    if entry is None:
        return None
    cues = tuple(f for f in entry.cues if f.part in ("masdar", "participle", "noun"))
    mask = entry.mask & (EVENTIVE | OCCASION | QUANTIFIER | DEMONSTRATIVE | ADDRESSEE)
    if not (cues or mask or entry.roles):
        return None
    return entry._replace(mask=mask, cues=cues)
