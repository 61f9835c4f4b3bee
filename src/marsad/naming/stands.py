"""What capital letters and the words around a name tell: a place, or somebody's name."""

from __future__ import annotations

from collections import Counter
from enum import IntEnum

from marsad.entities.gazetteer import Reading
from marsad.grammar.case import Case
from marsad.grammar.tagged import Tagged
from marsad.packs.offices import OfficeWords
from marsad.packs.phrasebook import Found

_INITIALS = 4  # letters that in capitals are rather an abbreviation than a name
_DASHES = frozenset("-–—")


class Stand(IntEnum):
    """How a name stands: as no place, at the head of a longer name, at that of a sentence or in a

    title, plainly, where a place may stand (*from*, before *Police*), where one has to (*in*).
    """

    NOT = 0
    LONGER = 1
    OPEN = 2
    PLAIN = 3
    LIKELY = 4
    PLACED = 5


class Stands:
    """The question for the names of one document.

    ``surnames`` counts the folded words that end a longer name here: *Henry* of *Chiquita Henry*.
    """

    def __init__(self, tagged: Tagged, offices: OfficeWords) -> None:
        self._tagged, self._offices, self._words = tagged, offices, offices.place
        self._page, self._case = tagged.page, Case(tagged)
        self._keys = tagged.page.keys
        self._small = {word for word in tagged.page.words if word.islower()}
        self.surnames: Counter[str] = Counter()

    def written(self, first: int, end: int) -> bool:
        """Whether words are written as a name is: with capitals, and not as an abbreviation."""
        words = self._page.words
        if not words[end - 1][:1].isupper() and not words[end - 1].isdigit():
            return False
        if not words[first][0].isupper():
            return end > first + 1
        return end > first + 1 or not self._initials(first)

    def _initials(self, at: int) -> bool:
        words = self._page.words
        if not words[at].isupper() or len(words[at]) > _INITIALS:
            return False
        behind = words[at + 1] if at + 1 < len(words) else ""
        return not (behind in _DASHES or behind == "(" or self._case.shouted(at))

    def stand(self, found: Found[Reading]) -> Stand:
        """How a name stands, by the words right before and behind it."""
        first, end = found.first, found.end
        behind = self._behind(end)
        titled = self._case.heading(first)
        before = self._before(first, titled)
        if before is Stand.NOT:
            self.surnames[self._keys[end - 1]] += 1
            return before
        if self._belongs(end):
            return max(before, Stand.LIKELY)
        if behind and not titled:
            return Stand.LONGER
        if titled and before < Stand.PLACED:
            return Stand.OPEN
        return before

    def other(self, first: int, end: int, *, broad: bool) -> bool:
        """Whether the word before or behind a name makes it a lake, a street or the like."""
        if self._behind(end) in self._words.street and not (broad and self._behind(end + 1)):
            return True
        before = first > 0 and self._joined(first) and self._page.words[first - 1][0].isupper()
        return before and self._keys[first - 1] in self._words.part

    def _belongs(self, end: int) -> bool:
        """Whether what follows directly is there, or is called after the place."""
        follows = end < len(self._keys) and self._joined(end)
        return follows and self._keys[end] in self._words.behind

    def _behind(self, end: int) -> str:
        """The word with a capital that follows directly, folded; empty where there is none."""
        words = self._page.words
        if end < len(words) and words[end][0].isupper() and self._joined(end):
            return self._keys[end]
        return ""

    def _before(self, first: int, titled: bool) -> Stand:
        """What the word before a name makes of it."""
        at = first - 1
        words = self._page.words
        apart = at < 0 or not self._joined(first)
        if not apart and words[at] == "." and at and self._abbreviated(at - 1):
            return Stand.NOT
        if apart or not words[at][0].isalpha():
            return self._behind_mark(first)
        if words[at][0].isupper():
            return self._behind_capital(at, titled)
        return self._behind_small(at)

    def _behind_mark(self, first: int) -> Stand:
        """What a comma or a bracket makes of a name; behind a street it is a place."""
        if self._case.opens(first):
            return Stand.PLAIN if self._tagged.unknown(first) else Stand.OPEN
        at = first - 1
        if at > 1 and self._page.words[at] == ",":
            at -= 1 + (self._page.words[at - 1] == ".")
            if self._keys[at] in self._words.street and self._page.words[at][0].isupper():
                return Stand.PLACED
        return Stand.PLAIN

    def _behind_capital(self, at: int, titled: bool) -> Stand:
        """What a word with a capital makes of the name behind it."""
        key = self._keys[at]
        if key in self._words.inside:
            return Stand.PLACED
        if titled:
            return Stand.OPEN
        if key in self._words.before or at in self._tagged.times or self._tagged.entries[at].mask:
            return Stand.PLAIN
        return Stand.OPEN if self._case.opens(at) and key in self._small else Stand.NOT

    def _behind_small(self, at: int) -> Stand:
        key = self._keys[at]
        if key in self._words.inside or self._class_noun(at):
            return Stand.PLACED
        leads = key in self._offices.locatives or key in self._offices.motions
        return Stand.LIKELY if leads else Stand.PLAIN

    def _class_noun(self, at: int) -> bool:
        """Whether *the city of* ends at a token."""
        link = self._keys[at] in self._offices.locatives
        return self._keys[at - link] in self._offices.classes.get("place", ()) and at > 0

    def common(self, at: int) -> bool:
        """Whether a word is no name of a town by itself: the pack has it, or it is a label."""
        entry, words = self._tagged.entries[at], self._words
        key = self._keys[at]
        labels = key in words.street or key in words.behind or key in words.before
        if entry.mask or labels or key in self._offices.classes.get("place", ()):
            return True
        dotted = at + 1 < len(self._keys) and self._keys[at + 1] == "."
        return dotted and self._page.words[at] in self._tagged.pack.writing.abbreviations

    def _abbreviated(self, at: int) -> bool:
        """Whether an initial or a title stands at a token, as before somebody's name."""
        word = self._page.words[at]
        if not word[0].isupper():
            return False
        if len(word) == 1:
            return at == 0 or self._page.words[at - 1] != "."
        return word in self._tagged.pack.writing.abbreviations

    def _joined(self, at: int) -> bool:
        """Whether only a space parts a token from the one before it."""
        page = self._page
        between = page.clean[page.ends[at - 1] : page.starts[at]]
        return at > 0 and "\n" not in between and len(between) <= 1
