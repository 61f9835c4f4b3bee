"""Mentions: what the words of a source stand for, later short forms included.

*The report*, *the source*, *the minister* and a surname alone are led back to the fullest earlier
phrase that fits, a pronoun to the only speaker near who can be meant; where none fits, or several
do, they stand for themselves.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Protocol

from marsad.grammar.drafts import Draft
from marsad.grammar.phrases import Phrase
from marsad.grammar.tagged import COMMAS, Tagged
from marsad.model import Kind, Mention, Span
from marsad.packs.lexicon import COORDINATOR, PRONOUN, REFLEXIVE, RELATIVE

_NAME_WORDS = 4  # words of a personal name that are read to the left of a surname
_SHORT_NAME = 2  # words; a longer name is no short form of another
_SHORT_NOUN = 3  # words; a longer definite phrase says itself whom it means
_LOOK_BACK = 30  # earlier places of a word that are tried for its antecedent
_SURE, _UNSURE = 1.0, 0.4  # scores; unsure is a phrase whose kind stayed unknown
_KEPT = frozenset({Kind.ANONYMOUS, Kind.DOCUMENT})
_SINGLE = frozenset({Kind.PERSON, Kind.OFFICE, Kind.ANONYMOUS})
_THINGS = frozenset({Kind.ORGANISATION, Kind.OUTLET, Kind.DOCUMENT})


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

    @property
    def gender(self) -> str:
        """``m`` or ``f`` of a person, empty where nothing tells."""


class Naming(Protocol):
    """What is known of names."""

    def label(self, phrase: Phrase) -> Label:
        """What a phrase is called."""

    def persons(self, first: int, end: int) -> Sequence[tuple[int, Label]]:
        """The persons named in a range of tokens, with the token at which each begins."""


class MentionBook:
    """The phrases that speak in one document, and what each of them stands for.

    ``holders`` gives for each draft the place of the one in whose content it stands, or -1.
    """

    def __init__(
        self, tagged: Tagged, drafts: Sequence[Draft], holders: Sequence[int], names: Naming
    ) -> None:
        self._tagged, self._label, self._persons = tagged, names.label, names.persons
        self._made: dict[tuple[int, int], Mention] = {}
        self._held: dict[tuple[int, int], Phrase | None] = {}  # by whom somebody is said to speak
        voices = (voice for draft in drafts for voice in (draft.source, *draft.via))
        unique = {(voice.first, voice.end): voice for voice in voices if voice is not None}
        self._phrases = [unique[key] for key in sorted(unique)]
        self._leading = self._levels(drafts, holders)
        self._by_word: dict[str, list[int]] = {}  # places in _phrases, ascending
        for place, phrase in enumerate(self._phrases):
            for word in {self._bare(token) for token in range(phrase.first, phrase.end)}:
                self._by_word.setdefault(word, []).append(place)
        self._tokens: dict[str, list[int]] | None = None

    def _levels(self, drafts: Sequence[Draft], holders: Sequence[int]) -> list[Phrase]:
        """The speakers in nobody's words, in order; keeps for all others in whose they stand."""
        leading: dict[tuple[int, int], Phrase] = {}
        for draft, holder in zip(drafts, holders, strict=True):
            if draft.source is None:
                continue
            key = (draft.source.first, draft.source.end)
            outer = drafts[holder].source if holder >= 0 else None
            if holder < 0:
                leading[key] = draft.source
            elif outer is None or outer.first < draft.source.first:
                self._held[key] = outer
        return [leading[key] for key in sorted(leading)]

    def mention(self, phrase: Phrase) -> Mention:
        """The phrase as a mention, with its antecedent."""
        key = (phrase.first, phrase.end)
        if key not in self._made:
            self._made[key] = self._resolve(phrase)
        return self._made[key]

    def _resolve(self, phrase: Phrase) -> Mention:
        page = self._tagged.page
        span = page.span(phrase.start, phrase.stop)
        label = self._label(phrase)
        whom = self._whom(phrase, label)
        antecedent: Span | None
        if whom is not None:
            antecedent, kind, name = whom.antecedent or whom.span, whom.kind, whom.name
            entity, text = whom.entity, whom.label
        else:
            antecedent, kind, earlier = self._antecedent(phrase, label)
            kind = label.kind or kind
            if earlier is not None and label.entity is None:
                told = self._label(earlier)
                label = told if told.text else label
                kind = told.kind if told.kind in _KEPT else kind
            entity, text = label.entity, label.text
            name = self._name(phrase, antecedent or span)
        return Mention(
            span=span,
            head=page.token_span(phrase.head, phrase.head + 1),
            kind=kind,
            name=name,
            antecedent=antecedent,
            entity=entity,
            label=text,
            score=_UNSURE if kind is Kind.UNKNOWN else _SURE,
        )

    def _whom(self, phrase: Phrase, label: Label) -> Mention | None:
        """The only speaker near a pronoun for whom it can stand."""
        entry = self._tagged.entries[phrase.head]
        if phrase.end > phrase.first + 1 or not entry.mask & PRONOUN:
            return None
        key = (phrase.first, phrase.end)
        near = [self._held[key]] if key in self._held else self._near(phrase)
        found: dict[str, tuple[Phrase, Mention]] = {}
        for earlier in near:
            if earlier is None or not self._alike(phrase, earlier, label):
                continue
            mention = self.mention(earlier)
            found[mention.label or mention.name or ""] = earlier, mention
        if len(found) != 1:
            return None
        earlier, mention = next(iter(found.values()))
        rival = key not in self._held and self._rival(phrase, earlier, label)
        return None if rival else mention

    def _near(self, phrase: Phrase) -> list[Phrase]:
        """The speakers before a token in its paragraph, or else in the one before."""
        page = self._tagged.page
        stop = bisect_left(self._leading, phrase.first, key=lambda one: one.first)
        begin = page.line(phrase.first)[0]
        for _ in range(2):
            start = bisect_left(self._leading, begin, key=lambda one: one.first)
            if start < stop:
                return self._leading[max(start, stop - _LOOK_BACK) : stop]
            begin = page.line(begin - 1)[0] if begin else 0
        return []

    def _alike(self, phrase: Phrase, earlier: Phrase, label: Label) -> bool:
        """Whether a pronoun can stand for an earlier speaker."""
        tagged = self._tagged
        if tagged.inner[phrase.first] != tagged.inner[earlier.first]:
            return False
        roles = tagged.entries[phrase.head].roles
        mention = self.mention(earlier)
        if roles and roles[0].gender == "p":
            return earlier.gender == "p"
        several = any(
            tagged.entries[at].mask & COORDINATOR for at in range(earlier.first, earlier.head)
        )
        if several or earlier.gender == "p":
            return False
        if not roles:
            return mention.kind in _THINGS
        if earlier.end == earlier.first + 1 and mention.antecedent is None:
            spoken = tagged.entries[earlier.head].mask & PRONOUN
            if spoken:
                return tagged.page.keys[earlier.head] == tagged.page.keys[phrase.head]
        told = self._label(earlier).gender
        return mention.kind in _SINGLE and (not told or not label.gender or told == label.gender)

    def _rival(self, phrase: Phrase, earlier: Phrase, label: Label) -> bool:
        """Whether another person may be meant who is named between.

        Where the pronoun tells a man or a woman and the speaker is one, only the head of a
        sentence makes somebody else of it."""
        page, told = self._tagged.page, self._label(earlier)
        for at, other in self._persons(earlier.end, phrase.first):
            clash = label.gender and other.gender and label.gender != other.gender
            if other.text == told.text or clash:
                continue
            start = page.sentences[page.sentence_at(at)].start
            if not told.gender or (start == at and start > earlier.first):
                return True
        return False

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

    def _antecedent(self, phrase: Phrase, label: Label) -> tuple[Span | None, Kind, Phrase | None]:
        """Where the fullest form stands, what it is, and the earlier phrase, if it spoke too."""
        size = self._size(phrase)
        if phrase.named or not phrase.known:
            short = size <= _SHORT_NAME
            return self._full_name(phrase, label) if short else (None, phrase.kind, None)
        if not phrase.definite or size > _SHORT_NOUN:
            return None, phrase.kind, None
        word = self._bare(phrase.head)
        for earlier in self._earlier(phrase, word):
            if self._bare(earlier.head) != word and not self._titled(earlier, phrase, word):
                continue
            kind = earlier.kind if earlier.kind in _KEPT else phrase.kind
            return self._span(earlier), kind, earlier
        return None, phrase.kind, None

    def _titled(self, earlier: Phrase, phrase: Phrase, word: str) -> bool:
        """Whether a word is the title before an earlier name (*Foreign Minister X*)."""
        if phrase.kind not in _SINGLE or earlier.kind not in _SINGLE:
            return False
        before = range(earlier.first, earlier.head)
        marks = self._tagged.pack.writing.apostrophes
        return any(
            self._bare(at) == word and self._tagged.page.words[at + 1] not in marks for at in before
        )

    def _size(self, phrase: Phrase) -> int:
        """The words of a phrase without *the same*, and without what explains it."""
        size = 0
        for at in range(phrase.first, phrase.end):
            mask = self._tagged.entries[at].mask
            if mask & RELATIVE or self._tagged.page.words[at] in COMMAS:
                break
            size += not mask & REFLEXIVE
        return size

    def _last(self, phrase: Phrase) -> int:
        """The last word of a phrase before what explains it."""
        for at in range(phrase.first + 1, phrase.end):
            if self._tagged.entries[at].mask & RELATIVE or self._tagged.page.words[at] in COMMAS:
                return at - 1
        return phrase.end - 1

    def _earlier(self, phrase: Phrase, word: str) -> Iterator[Phrase]:
        """Earlier phrases that hold a word and are longer, the nearest first."""
        places = self._by_word.get(word, [])
        size = self._size(phrase)
        cut = bisect_left(places, phrase.first, key=lambda place: self._phrases[place].first)
        for place in reversed(places[max(0, cut - _LOOK_BACK) : cut]):
            earlier = self._phrases[place]
            if earlier.end - earlier.first > size:
                yield earlier

    def _full_name(self, phrase: Phrase, label: Label) -> tuple[Span | None, Kind, Phrase | None]:
        """The longest earlier name that ends with this one."""
        for earlier in self._earlier(phrase, self._bare(self._last(phrase))):
            if earlier.kind is Kind.DOCUMENT:
                continue  # *the order of X*, and then X
            other = self._label(earlier).text
            if phrase.named and label.text and other and label.text != other:
                continue  # *a spokesman for X*, and then X
            kind = Kind.PERSON if earlier.kind is Kind.OFFICE else earlier.kind
            return self._span(earlier), kind, earlier
        best = max(
            (at + 1 - self._name_start(at), -at)
            for at in (*self._places(phrase), self._last(phrase))
        )
        size, at = best[0], -best[1]
        if size <= self._last(phrase) + 1 - phrase.first or at >= phrase.first:
            return None, phrase.kind, None
        return self._tagged.page.token_span(at + 1 - size, at + 1), Kind.PERSON, None

    def _places(self, phrase: Phrase) -> list[int]:
        """The last tokens before the phrase that are its last word."""
        if self._tokens is None:
            keys = self._tagged.page.keys
            self._tokens = {keys[self._last(one)]: [] for one in self._phrases}
            for at, key in enumerate(keys):
                if key in self._tokens:
                    self._tokens[key].append(at)
        places = self._tokens[self._tagged.page.keys[self._last(phrase)]]
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
