"""Where a noun phrase ends: what is known of it so far, and what opens behind it."""

from __future__ import annotations

from marsad.grammar.tagged import Tagged
from marsad.model import Kind
from marsad.packs.cues import Cue
from marsad.packs.lexicon import (
    ADDRESSEE,
    CLAUSE,
    COMPLEMENTIZER,
    DEMONSTRATIVE,
    NEGATION,
    OCCASION,
    PARTICLE,
    PREPOSITION,
    QUANTIFIER,
    QUESTION,
    REFLEXIVE,
    RELATIVE,
    RESUMER,
)
from marsad.packs.roles import Role

STOPS = COMPLEMENTIZER | RESUMER | QUESTION | CLAUSE | NEGATION | PARTICLE
BODIES = frozenset({Kind.ORGANISATION, Kind.OUTLET, Kind.GROUP, Kind.DOCUMENT})
_ELSEWHERE = OCCASION | ADDRESSEE | COMPLEMENTIZER | DEMONSTRATIVE | QUANTIFIER
_PARTIES = frozenset({Kind.ORGANISATION, Kind.OUTLET, Kind.GROUP, Kind.ANONYMOUS})
_CALLED = BODIES | {Kind.ANONYMOUS}
_NO_NOUN = STOPS | PREPOSITION | RELATIVE | DEMONSTRATIVE | QUANTIFIER
_ASYNDETIC = frozenset({Kind.DOCUMENT, Kind.ANONYMOUS, Kind.GROUP})


class Reading:
    """What the words of a phrase have told so far, up to the one that is looked at.

    ``head`` is the token of its head and ``role`` what the pack knows of it; ``complete`` says that
    it could end here, ``named`` that a personal name is in it, ``name_end`` where a name that the
    pack knows is over, and ``since`` where its last prepositional phrase began.
    """

    def __init__(self, tagged: Tagged, first: int, limit: int, cue: Cue | None) -> None:
        self.tagged, self.first, self.limit = tagged, first, limit
        self.nominal = cue is not None and (cue.nominal or cue.predicate)
        self.predicate = cue is not None and cue.predicate
        self.person = cue is not None and cue.object == "person"
        self.thing = cue is not None and cue.object == "thing"
        self.prepositions = cue.prepositions if cue is not None else ()
        self.words, self.entries = tagged.page.words, tagged.entries
        self.head = first
        self.role: Role | None = None
        self.complete = self.named = self.relative = self.quoted = False
        self.titled = self.bearer = False
        self.name_end = self.since = first

    @property
    def kind(self) -> Kind:
        if self.role is None:
            return Kind.PERSON if self.named or self.complete else Kind.UNKNOWN
        if self.role.kind is Kind.OFFICE and self.named:
            return Kind.PERSON
        return self.role.kind

    def over(self, at: int) -> bool:
        """A source named afterwards, an adverb, or a time: none belongs to the phrase before."""
        tagged = self.tagged
        if at in tagged.tails or tagged.adverb(at) or tagged.sequence("anonymity", at):
            return True
        return at in tagged.times and not self.relative

    def glued_tail(self, at: int) -> bool:
        """An unknown noun behind a glued preposition by which the phrase of its head goes on."""
        tails = self.tagged.pack.roles.tails.get(self.role.kind) if self.role else None
        if not tails or at == self.first or self.named:
            return False
        return self.tagged.maybe_glued(at, tuple(t for t in tails if len(t) == 1))

    def ends_before(self, at: int) -> bool:
        """Whether something else opens at ``at``: speech, a second party, an object, a content."""
        tagged = self.tagged
        if self.adverb(at) or self._another(at) or tagged.glued_name(at):
            return True
        if tagged.maybe_glued(at, self.prepositions) and not self.office_of(at):
            return True
        if self.thing and self._object_of_thing(at):
            return True
        return self._new_noun(at) or self._foreign(at) or self._accusative(at)

    def _accusative(self, at: int) -> bool:
        """An indefinite object behind the definite name of a body (*the authorities a sketch*)."""
        if self.role is None or self.role.kind not in BODIES or self.role.name:
            return False
        if self.bearer or self.tagged.definite(at):
            return False
        document = any(role.kind is Kind.DOCUMENT for role in self.entries[at].roles)
        if not document and not self.tagged.unknown(at):
            return False
        word, ends = self.words[at], self.tagged.pack.endings
        object_ = document or not word.endswith(ends.pronouns)
        object_ = object_ and word.endswith(ends.accusative)
        return object_ and self.finished(at) and (document or self.role.kind is not Kind.OUTLET)

    def _object_of_thing(self, at: int) -> bool:
        """The object that a verb always has before its preposition (*laid the fire to a cable*)."""
        tagged = self.tagged
        over = at > self.first and (self.complete or self._vague())
        if not over or self.entries[at].lead:
            return False
        pointing = self.entries[at].mask & DEMONSTRATIVE
        if pointing or tagged.eventive(at) or tagged.definite_eventive(at):
            return True
        if not self.finished(at) or self.entries[at].roles:
            return False
        left = next((n for n in (1, 2) if self._leads_on(at + n)), 0)
        if not tagged.definite(at):
            return bool(left)
        feminine = tagged.pack.endings.feminine
        described = all(self.words[j].endswith(feminine) for j in (at, at + 1)) if left else False
        return left == 1 or described

    def _leads_on(self, at: int) -> bool:
        """Whether a preposition of the cue stands at a token, or is glued to it."""
        if at >= self.limit:
            return False
        entry = self.entries[at]
        glued = entry.glue and self.tagged.page.keys[at][entry.lead] in self.prepositions
        return bool(glued) or entry.rest in self.prepositions

    def _foreign(self, at: int) -> bool:
        """A definite noun behind an indefinite phrase, to which it cannot belong."""
        if not self._vague() or not self.tagged.definite(at) or at < self.since + 2:
            return False
        if self.entries[at - 1].mask & QUANTIFIER or self._construct(at):
            return False  # *the family of one of the sailors*
        return not self.finished(at) and not self.entries[at].lead

    def _construct(self, at: int) -> bool:
        """Whether a definite noun is the last of a chain of nouns (*commander of guards of the
        river*), where no noun may be the object."""
        before = at - 1
        if self.nominal or self.person or not self.tagged.unknown(before):
            return False
        return not self.words[before].endswith(self.tagged.pack.endings.adjective)

    def _new_noun(self, at: int) -> bool:
        """A verbal noun behind a finished phrase, or at the beginning of a nominal content."""
        if at == self.first:
            return self.nominal and self._opens_content(at)
        if not self.complete:
            return False
        if self.nominal:
            return self._opens_content(at)
        entry = self.entries[at]
        return not entry.lead and bool(entry.cues) and self.tagged.eventive(at)

    def relative_verb(self, at: int) -> bool:
        """A verb that describes an indefinite noun (*a report it published*)."""
        if at == self.first or self.entries[at].lead or self.kind not in _ASYNDETIC:
            return False
        if self.tagged.definite(self.head):
            return False
        return not self.nominal or any(form.suffix for form in self.entries[at].cues)

    def unknown_relative(self, at: int) -> bool:
        """An unknown word with a pronoun behind *a report*: a verb the pack does not know."""
        if not self.tagged.unknown(at) or self.nominal:
            return False
        document = self.role is not None and self.role.kind is Kind.DOCUMENT
        return (
            document
            and at == self.head + 1
            and self.words[at].endswith(self.tagged.pack.endings.pronouns)
        )

    def adverb(self, at: int) -> bool:
        """*saying*, *his saying*: speech goes on, the phrase is over."""
        entry = self.entries[at]
        if entry.roles or self.tagged.definite(at):
            return False
        if any(form.part == "participle" for form in entry.cues):
            return at > self.first or self.words[at].endswith(self.tagged.pack.endings.accusative)
        return any(f.part == "masdar" and f.suffix and f.cue.speech for f in entry.cues)

    def _another(self, at: int) -> bool:
        """Whether a second party begins here: the one accused, called upon or told."""
        entry = self.entries[at]
        if at == self.first or entry.lead or not (self.complete or (self.person and self._vague())):
            return False
        if self.role is not None and self.role.name and entry.roles and at >= self.name_end:
            return True
        if self._object_of_office(at):
            return True
        if (self.person or self.thing or self.nominal) and self._owned_object(at):
            return True
        return (self.person or self.predicate) and self._second(at)

    def _object_of_office(self, at: int) -> bool:
        """*the minister the inhabitants*, *the minister his visit*: no title goes on so."""
        tagged, entry = self.tagged, self.entries[at]
        if at != self.head + 1 or not tagged.definite(self.head) or self.role is None:
            return False
        if self.role.kind is not Kind.OFFICE or entry.mask & REFLEXIVE:
            return False
        if tagged.definite(at):
            return any(role.kind in _PARTIES for role in entry.roles)
        pronoun = self.words[at].endswith(tagged.pack.endings.pronouns)
        return pronoun and tagged.eventive(at)

    def _owned_object(self, at: int) -> bool:
        """A noun with the ending that it has before a pronoun as an object alone (*his sons*)."""
        return self.tagged.unknown(at) and self.words[at].endswith(self.tagged.pack.endings.object)

    def _second(self, at: int) -> bool:
        entry, tagged, ends = self.entries[at], self.tagged, self.tagged.pack.endings
        if self.quoted or (entry.roles and not tagged.definite(at)):
            return True
        if any(role.kind in _CALLED for role in entry.roles) and self.finished(at):
            return True
        if tagged.unknown(at) and self.words[at].endswith(ends.pronouns[1:]):
            return True  # *warned its citizens*
        if tagged.definite(at):
            plural = self.words[at].endswith(ends.plural)
            return plural and not self.words[self.head].endswith(ends.plural)
        return self._vague() and at > self.head and not self.words[at].endswith(ends.adjective)

    def finished(self, at: int) -> bool:
        """Whether a definite noun stands between the head and token ``at``, or is the head."""
        tagged = self.tagged
        return any(tagged.definite(j) or tagged.contracted(j) for j in range(self.since, at))

    def _vague(self) -> bool:
        return self.role is not None and self.role.kind in (Kind.GROUP, Kind.ANONYMOUS)

    def _opens_content(self, at: int) -> bool:
        """Whether what was announced, denied or refused begins at ``at``."""
        entry, tagged = self.entries[at], self.tagged
        if at == self.first:
            body = bool(entry.roles)
            return tagged.definite_eventive(at) or (
                tagged.eventive(at) and not entry.lead and not body
            )
        if entry.mask & DEMONSTRATIVE:
            return True
        return self._definite_object(at) if tagged.definite(at) else self._indefinite_object(at)

    def _definite_object(self, at: int) -> bool:
        if self.role is not None and self.role.name and at == self.name_end:
            return True  # names of states take no adjective: the noun behind is their object
        if self.entries[at].lead:
            return False  # *the ministry of farming and fishing*
        return (self.named or self.finished(at)) and self.tagged.definite_eventive(at)

    def _indefinite_object(self, at: int) -> bool:
        entry = self.entries[at]
        if self.role is not None and self.role.name:
            return not entry.roles and not entry.glue
        if self.predicate:
            accusative = self.words[at].endswith(self.tagged.pack.endings.accusative)
            return accusative and self.tagged.unknown(at)
        if self.tagged.eventive(at):
            return not entry.lead
        return self._object(at)

    def _object(self, at: int) -> bool:
        """An indefinite noun behind a finished phrase that is no personal name."""
        entry = self.entries[at]
        if entry.lead or entry.mask & _NO_NOUN or not self.finished(at) or self.named:
            return False
        if self.bearer and not entry.roles:
            return False  # a body named for a person, whose name follows
        kind = self.role.kind if self.role else Kind.UNKNOWN
        if kind in BODIES or (entry.roles and not any(role.name for role in entry.roles)):
            return True
        following = at + 1 < self.limit and self.tagged.definite(at + 1)
        return following and self.tagged.pack.noun_shape(self.words[at])

    def office_of(self, at: int) -> bool:
        """Whether a body behind a title's preposition completes it (*the head of the council*)."""
        bodies = any(role.kind in BODIES for role in self.entries[at].roles)
        office = self.role is not None and self.role.kind is Kind.OFFICE
        return bodies and office and not self.named and self.tagged.definite(at - 1)

    def own_preposition(self, at: int) -> bool:
        """Whether the cue's preposition and a clause or quotation end a relative clause."""
        if self.entries[at].rest not in self.prepositions or at + 1 >= self.limit:
            return False
        following = at + 1
        return following in self.tagged.close_of or bool(
            self.entries[following].mask & COMPLEMENTIZER
        )

    def elsewhere(self, at: int) -> bool:
        """Whether the noun at ``at`` is an occasion, an addressee, a time, or a deed."""
        entry = self.entries[at]
        if entry.mask & _ELSEWHERE:
            return True
        if at in self.tagged.times or self.words[at].isdigit():
            return True
        if any(role.kind is Kind.OUTLET for role in entry.roles):
            return True
        return self.tagged.eventive(at)
