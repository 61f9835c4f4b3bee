"""Moods: whether words tell an act as done, as not done, as to come, or as conditional."""

from __future__ import annotations

from marsad.grammar.tagged import COMMAS, PRESENT, Tagged
from marsad.grammar.usage import Usage
from marsad.model import Status
from marsad.packs.lexicon import AUXILIARY, COMPLEMENTIZER, PREPOSITION

# The reaches are those of events: words before a verb and before a noun in which its negation
# stands, and those in which a doubt or a plan does.
_VERB, _NOUN, _DOUBT = 3, 4, 3
_CHAIN = 6  # words of the longest chain of auxiliaries


class Moods:
    """The words of one document that tell the status of an act, and how far they reach.

    ``marks`` are the tokens of the lists of the event words, by the list's name (``of verbs`` those
    of a negation that may belong to a verb); ``usage`` tells the uses of words where the subject
    stands first.
    """

    def __init__(self, tagged: Tagged, marks: dict[str, set[int]], usage: Usage | None) -> None:
        self._tagged, self._marks, self._usage = tagged, dict(marks), usage
        self._keys = tagged.page.keys
        self._marks["of verbs"] = {one for one in marks["negation"] if not self._before_noun(one)}

    def _before_noun(self, token: int) -> bool:
        """Whether a negation is a preposition of the noun behind it (*without a pilot*)."""
        entries = self._tagged.entries
        if not entries[token].mask & PREPOSITION:
            return False
        return not any(one.mask & COMPLEMENTIZER for one in entries[token + 1 : token + 3])

    def near(self, name: str, at: int, before: range, reach: int) -> bool:
        """Whether a word of a list stands within a few words before an act, in its clause."""
        marks = self._marks[name]
        for token in reversed(before):
            if self._keys[token] in COMMAS or at - token > reach:
                return False
            if token in marks:
                return True
        return False

    def of_verb(self, at: int, first: int, end: int) -> Status:
        """The status of the verb of a clause, of which token ``at`` is the first word."""
        if self._usage is not None:
            return self._of_chain(at, end, self._usage)
        marks, told = self._marks, self._before_verb(at, first)
        if told is not None:
            return told
        if at in marks["possible"]:
            return Status.POSSIBLE
        if self._future(at) or at in marks["planned"]:
            return Status.PLANNED
        return Status.DENIED if at in marks["negation"] else Status.ASSERTED

    def _before_verb(self, at: int, first: int) -> Status | None:
        """What the words right before a verb tell of it."""
        marks, keys, found = self._marks, self._keys, None
        for token in range(at - 1, max(first, at - _VERB) - 1, -1):
            if keys[token] in COMMAS:
                break
            if token in marks["of verbs"]:
                return Status.DENIED
            if found is None and token in marks["possible"]:
                found = Status.POSSIBLE
            if token == at - 1 and found is None:
                found = self._right_before(token, at)
        return found

    def _right_before(self, token: int, at: int) -> Status | None:
        if token in self._marks["maybe"] and self._present(at):
            return Status.POSSIBLE
        return Status.PLANNED if token in self._marks["planned"] else None

    def of_noun(self, at: int, first: int, end: int) -> Status:
        """The status of an act that a noun tells."""
        before = range(max(first, at - _NOUN), at)
        if self.near("negation", at, before, _NOUN):
            return Status.DENIED
        behind = range(at + 1, min(end, at + 1 + _DOUBT))
        if self.near("possible", at, before, _DOUBT) or any(
            token in self._marks["doubted"] for token in behind
        ):
            return Status.POSSIBLE
        planned = self.near("planned", at, before, _DOUBT)
        return Status.PLANNED if planned else Status.ASSERTED

    def _of_chain(self, at: int, end: int, usage: Usage) -> Status:
        """The status that a chain of auxiliaries tells, of which token ``at`` is the first."""
        marks, entries = self._marks, self._tagged.entries
        for token in range(at, min(end, at + _CHAIN)):
            for name, status in _MOODS:
                if token in marks[name]:
                    return status
            if not entries[token].mask & AUXILIARY:
                break
        none = not marks["negation"].isdisjoint(range(max(0, at - _NOUN), at))
        return Status.DENIED if none and usage.nobody(at) else Status.ASSERTED

    def _present(self, at: int) -> bool:
        """Whether a verb is one of the present, as far as the pack can tell."""
        entry, pack = self._tagged.entries[at], self._tagged.pack
        if any(form.part in PRESENT for form in entry.cues):
            return True
        parts = pack.verbs.get(entry.rest)
        if parts is not None:
            return "past" not in parts  # of two readings: *has risen*, not *I may rise*
        return pack.looks_present(entry.rest) or pack.looks_feminine(entry.rest)

    def _future(self, at: int) -> bool:
        """Whether the letter of the future is glued to a verb."""
        pack, key = self._tagged.pack, self._keys[at]
        lead = self._tagged.entries[at].lead
        if not lead and key[:1] in pack.conjunctions:
            lead = 1
        letter, rest = key[lead : lead + 1], key[lead + 1 :]
        if letter not in pack.lexicon.peeling.future or pack.lexicon.knows(key[lead:]):
            return False
        return pack.lexicon.knows(rest) or pack.looks_present(rest) or pack.looks_feminine(rest)


_MOODS = (
    ("negation", Status.DENIED),
    ("planned", Status.PLANNED),
    ("possible", Status.POSSIBLE),
    ("maybe", Status.POSSIBLE),
)
