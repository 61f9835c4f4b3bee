"""Mentions: what the words of a source stand for, later short forms included.

*The report*, *the source*, *the minister* and a surname alone are led back to the fullest earlier
phrase that fits; where none fits they stand for themselves.
"""

from __future__ import annotations

from marsad.grammar.phrases import Phrase
from marsad.grammar.tagged import Tagged
from marsad.model import Kind, Mention, Span

_NAME_WORDS = 4  # words of a personal name that are read to the left of a surname
_SCORES = {Kind.UNKNOWN: 0.4}


class MentionBook:
    """The phrases seen so far in one document, in the order of the text."""

    def __init__(self, tagged: Tagged) -> None:
        self._tagged = tagged
        self._seen: dict[tuple[int, int], Phrase] = {}
        self._made: dict[tuple[int, int], Mention] = {}

    def note(self, phrase: Phrase) -> None:
        """Remember a phrase; all are noted before the first is resolved."""
        self._seen.setdefault((phrase.first, phrase.end), phrase)

    def mention(self, phrase: Phrase) -> Mention:
        """The phrase as a mention, with its antecedent."""
        key = (phrase.first, phrase.end)
        if key not in self._made:
            self._made[key] = self._resolve(phrase)
        return self._made[key]

    def _resolve(self, phrase: Phrase) -> Mention:
        page = self._tagged.page
        span = page.span(phrase.start, phrase.stop)
        antecedent, kind = self._antecedent(phrase)
        named = antecedent or span
        return Mention(
            span=span,
            head=page.token_span(phrase.head, phrase.head + 1),
            kind=kind,
            name=" ".join(page.text[named.start : named.end].split()),
            antecedent=antecedent,
            score=_SCORES.get(kind, 1.0),
        )

    def _antecedent(self, phrase: Phrase) -> tuple[Span | None, Kind]:
        keys = self._tagged.page.keys[phrase.first : phrase.end]
        head = self._bare(phrase.head)
        if phrase.named or not self._tagged.entries[phrase.head].roles:
            if len(keys) <= 2:
                return self._full_name(phrase)
            return None, phrase.kind
        if not phrase.definite or len(keys) > 3:
            return None, phrase.kind
        for earlier in self._earlier(phrase):
            bare = {self._bare(j) for j in range(earlier.first, earlier.end)}
            if head in bare and earlier.end - earlier.first > phrase.end - phrase.first:
                return self._tagged.page.span(earlier.start, earlier.stop), self._kind(
                    phrase, earlier
                )
        return None, phrase.kind

    def _kind(self, phrase: Phrase, earlier: Phrase) -> Kind:
        return earlier.kind if earlier.kind in (Kind.ANONYMOUS, Kind.DOCUMENT) else phrase.kind

    def _earlier(self, phrase: Phrase) -> list[Phrase]:
        return sorted(
            (p for p in self._seen.values() if p.first < phrase.first), key=lambda p: -p.first
        )

    def _bare(self, token: int) -> str:
        rest = self._tagged.entries[token].rest
        article = self._tagged.pack.article
        return rest.removeprefix(article) if article else rest

    def _full_name(self, phrase: Phrase) -> tuple[Span | None, Kind]:
        """The longest earlier name that ends with this one."""
        page = self._tagged.page
        last = page.keys[phrase.end - 1]
        best: tuple[int, int] | None = None
        kind = phrase.kind
        for earlier in self._earlier(phrase):
            tail = page.keys[earlier.first : earlier.end]
            if last in tail and len(tail) > phrase.end - phrase.first:
                span = page.span(earlier.start, earlier.stop)
                return span, earlier.kind if earlier.kind is not Kind.OFFICE else Kind.PERSON
        for at in range(phrase.first - 1, 0, -1):
            if page.keys[at] == last:
                begin = self._name_start(at)
                if begin < at and (best is None or at + 1 - begin > best[1] - best[0]):
                    best = begin, at + 1
        if best is None:
            return None, kind
        return page.token_span(*best), Kind.PERSON

    def _name_start(self, at: int) -> int:
        begin = at
        while begin > max(0, at - _NAME_WORDS):
            entry = self._tagged.entries[begin - 1]
            word = self._tagged.page.words[begin - 1]
            if not word[0].isalpha() or entry.mask or entry.roles or entry.cues or entry.glue:
                break
            if self._tagged.definite(begin - 1):
                break
            begin -= 1
        return begin
