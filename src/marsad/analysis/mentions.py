"""Mentions: what the words of a source stand for, later short forms included.

*The report*, *the source*, *the minister* and a surname alone are led back to the fullest earlier
phrase that fits; where none fits they stand for themselves.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from marsad.grammar.phrases import Phrase
from marsad.grammar.tagged import COMMAS, Tagged
from marsad.model import Kind, Mention, Span
from marsad.packs.lexicon import REFLEXIVE, RELATIVE

_NAME_WORDS = 4  # words of a personal name that are read to the left of a surname
_SHORT_NAME = 2  # words; a longer name is no short form of another
_SHORT_NOUN = 3  # words; a longer definite phrase says itself whom it means
_LOOK_BACK = 30  # earlier places of a word that are tried for its antecedent
_SURE, _UNSURE = 1.0, 0.4  # scores; unsure is a phrase whose kind stayed unknown
_KEPT = frozenset({Kind.ANONYMOUS, Kind.DOCUMENT})


class Label(Protocol):
    """What a phrase is called, and which entity it is, as far as that is known."""

    @property
    def entity(self) -> str | None:
        """A canonical id."""

    @property
    def text(self) -> str | None:
        """An English name or description."""

    @property
    def kind(self) -> Kind | None:
        """What the entity is, where that is surer than what the phrase tells."""


class MentionBook:
    """The phrases that speak in one document, and what each of them stands for."""

    def __init__(
        self, tagged: Tagged, phrases: Iterable[Phrase], label: Callable[[Phrase], Label]
    ) -> None:
        self._tagged, self._label = tagged, label
        self._made: dict[tuple[int, int], Mention] = {}
        unique = {(phrase.first, phrase.end): phrase for phrase in phrases}
        self._phrases = [unique[key] for key in sorted(unique)]
        self._by_word: dict[str, list[int]] = {}  # places in _phrases, ascending
        for place, phrase in enumerate(self._phrases):
            for word in {self._bare(token) for token in range(phrase.first, phrase.end)}:
                self._by_word.setdefault(word, []).append(place)
        self._tokens: dict[str, list[int]] | None = None

    def mention(self, phrase: Phrase) -> Mention:
        """The phrase as a mention, with its antecedent."""
        key = (phrase.first, phrase.end)
        if key not in self._made:
            self._made[key] = self._resolve(phrase)
        return self._made[key]

    def _resolve(self, phrase: Phrase) -> Mention:
        page = self._tagged.page
        span = page.span(phrase.start, phrase.stop)
        antecedent, kind, earlier = self._antecedent(phrase)
        label = self._label(phrase)
        if earlier is not None and label.entity is None:
            told = self._label(earlier)
            label = told if told.text else label
        return Mention(
            span=span,
            head=page.token_span(phrase.head, phrase.head + 1),
            kind=label.kind or kind,
            name=self._name(phrase, antecedent or span),
            antecedent=antecedent,
            entity=label.entity,
            label=label.text,
            score=_UNSURE if kind is Kind.UNKNOWN else _SURE,
        )

    def _name(self, phrase: Phrase, span: Span) -> str:
        """The words of a span, with the article whole where a preposition had contracted it."""
        page, pack = self._tagged.page, self._tagged.pack
        words = " ".join(page.text[span.start : span.end].split())
        first = self._tagged.entries[phrase.first]
        whole = page.span(phrase.start, phrase.stop)
        if not (span == whole and first.glue and pack.article):
            return words
        cut = first.rest.startswith(pack.article) and not words.startswith(pack.article)
        return pack.article + words[1:] if cut else words

    def _antecedent(self, phrase: Phrase) -> tuple[Span | None, Kind, Phrase | None]:
        """Where the fullest form stands, what it is, and the earlier phrase, if it spoke too."""
        size = self._size(phrase)
        if phrase.named or not phrase.known:
            return self._full_name(phrase) if size <= _SHORT_NAME else (None, phrase.kind, None)
        if not phrase.definite or size > _SHORT_NOUN:
            return None, phrase.kind, None
        word = self._bare(phrase.head)
        for earlier in self._earlier(phrase, word):
            if self._bare(earlier.head) != word:
                continue
            kind = earlier.kind if earlier.kind in _KEPT else phrase.kind
            return self._span(earlier), kind, earlier
        return None, phrase.kind, None

    def _size(self, phrase: Phrase) -> int:
        """The words of a phrase without *the same*, and without what explains it."""
        size = 0
        for at in range(phrase.first, phrase.end):
            mask = self._tagged.entries[at].mask
            if mask & RELATIVE or self._tagged.page.words[at] in COMMAS:
                break
            size += not mask & REFLEXIVE
        return size

    def _earlier(self, phrase: Phrase, word: str) -> Iterator[Phrase]:
        """Earlier phrases that hold a word and are longer, the nearest first."""
        places = self._by_word.get(word, [])
        size = self._size(phrase)
        cut = bisect_left(places, phrase.first, key=lambda place: self._phrases[place].first)
        for place in reversed(places[max(0, cut - _LOOK_BACK) : cut]):
            earlier = self._phrases[place]
            if earlier.end - earlier.first > size:
                yield earlier

    def _full_name(self, phrase: Phrase) -> tuple[Span | None, Kind, Phrase | None]:
        """The longest earlier name that ends with this one."""
        for earlier in self._earlier(phrase, self._bare(phrase.end - 1)):
            if earlier.kind is Kind.DOCUMENT:
                continue  # *the order of X*, and then X
            kind = Kind.PERSON if earlier.kind is Kind.OFFICE else earlier.kind
            return self._span(earlier), kind, earlier
        best = max(
            (at + 1 - self._name_start(at), -at) for at in (*self._places(phrase), phrase.end - 1)
        )
        size, at = best[0], -best[1]
        if size <= phrase.end - phrase.first or at >= phrase.first:
            return None, phrase.kind, None
        return self._tagged.page.token_span(at + 1 - size, at + 1), Kind.PERSON, None

    def _places(self, phrase: Phrase) -> list[int]:
        """The last tokens before the phrase that are its last word."""
        if self._tokens is None:
            keys = self._tagged.page.keys
            self._tokens = {keys[one.end - 1]: [] for one in self._phrases}
            for at, key in enumerate(keys):
                if key in self._tokens:
                    self._tokens[key].append(at)
        places = self._tokens[self._tagged.page.keys[phrase.end - 1]]
        end = bisect_left(places, phrase.first)
        return places[max(0, end - _LOOK_BACK) : end]

    def _span(self, phrase: Phrase) -> Span:
        return self._tagged.page.span(phrase.start, phrase.stop)

    def _bare(self, token: int) -> str:
        rest = self._tagged.entries[token].rest
        article = self._tagged.pack.article
        return rest.removeprefix(article) if article else rest

    def _name_start(self, at: int) -> int:
        """The first of the words before token ``at`` that can be given names."""
        begin = at
        while begin > max(0, at - _NAME_WORDS):
            word = self._tagged.page.words[begin - 1]
            if not word[0].isalpha() or not self._tagged.unknown(begin - 1):
                break
            if self._tagged.definite(begin - 1):
                break
            begin -= 1
        return begin
