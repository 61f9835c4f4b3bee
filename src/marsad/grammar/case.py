"""What capitals tell, in a language whose letters have case."""

from __future__ import annotations

from marsad.entities.lists import Use
from marsad.grammar.tagged import Tagged

_WORD = 4  # letters of a word that only a heading writes with a capital everywhere
_HEADING = 0.7  # share of such words in a line, from which its capitals tell nothing
_OPENERS = frozenset(":•*")
_FEWEST = 3  # words of a line that may be a heading


class Case:
    """The capitals of one page. In a language without case they tell nothing."""

    def __init__(self, tagged: Tagged) -> None:
        self._tagged, self._words = tagged, tagged.page.words
        self._starts = {sentence[0] for sentence in tagged.page.sentences}
        self._headings: dict[int, bool] = {}

    def capital(self, at: int) -> bool:
        """Whether a token is a word that begins with a capital."""
        return at < len(self._words) and self._words[at][0].isupper()

    def opens(self, at: int) -> bool:
        """Whether a word has its capital for standing first: in a sentence, a line, a quotation."""
        before = at - 1
        if before < 0 or at in self._starts:
            return True
        if self._words[before][0].isalnum():
            return False
        marked = before in self._tagged.close_of or before in self._starts
        return marked or self._words[before] in _OPENERS

    def heading(self, at: int) -> bool:
        """Whether the line of a token is written with capitals throughout."""
        first, end = self._tagged.page.line(at)
        known = self._headings.get(first)
        if known is None:
            told = self._words[end - 1] in self._tagged.pack.writing.enders
            least = _WORD - 1 if told else _WORD
            long = [w for w in self._words[first:end] if w.isalpha() and len(w) >= least]
            high = sum(word[0].isupper() for word in long)
            enough = len(long) if told else _HEADING * len(long)
            known = len(long) > _FEWEST and high >= enough
            self._headings[first] = known
        return known

    def shouted(self, at: int) -> bool:
        """Whether a word in capitals stands beside another one, so that they tell no initials."""
        beside = (i for i in (at - 1, at + 1) if 0 <= i < len(self._words))
        words = (self._words[i] for i in beside)
        return any(word.isalpha() and len(word) > 1 and word.isupper() for word in words)

    def fitting(self, values: tuple[Use, ...], first: int, end: int) -> tuple[Use, ...]:
        """The uses whose form the words are written like, with its capitals."""
        words = [word for word in self._words[first:end] if word[0].isalpha()]
        entry = self._tagged.entries[first]
        upper = all(map(str.isupper, words)) and not (entry.mask and self.shouted(first))
        high = len([word for word in words if word[0].isupper()])
        single = high == len(words) == 1 and self.opens(first)
        if single and (entry.mask or any(form.person == 3 for form in entry.cues)):
            high = 0  # another word, with its capital for standing first
        return tuple([use for use in values if (upper if use.upper else use.capitals <= high)])
