"""The words of a text as the index holds them: folded, and as light stems.

Both databases get the same words from here, and so does what is typed. Change what comes out, and
``VERSION`` has to change: entries of the index can only be taken out by the words that went in.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import NamedTuple

from marsad.text.fold import CLEANINGS, FOLDINGS, Folding
from marsad.text.stems import stem

VERSION = "1"
MOST_WORDS = 16_000  # a tsvector of PostgreSQL holds 16,383 positions
_MOST_BYTES = 300_000  # and 1 MiB of words: folded, as stems, with positions and marks
LONGEST_WORD = 64  # characters
_CACHED = 200_000  # words kept with their forms: some 50 MB, more than a year of news has
_FOLDING = Folding(sorted(CLEANINGS), sorted(FOLDINGS))

# Letters and digits, with what stands on or between them without parting words: vowel marks,
# tatweel, accents written apart, joiners, soft hyphens; the English genitive goes with its word.
_JOINED = (
    "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
)
_WORD = re.compile(
    rf"[^\W_][^\W_{_JOINED}]*(?:[{_JOINED}\u00ad\u200c\u200d\u2060]+[^\W_{_JOINED}]*)*"
    r"(?:['’]s(?![^\W_]))?"
)
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_OTHER = re.compile(r"[\W_]+")
_HAMZA_FIRST = tuple("أإآ")


class Words(NamedTuple):
    """The words of a text, parted by spaces: folded, and the stem of each at the same place."""

    norm: str
    stem: str


class Placed(NamedTuple):
    """A folded word, its stem, and where it stands in the text as read."""

    norm: str
    stem: str
    start: int
    end: int


_known: dict[str, tuple[Words, ...]] = {}


def index_words(text: str) -> Words:
    """The words of a text, at most ``MOST_WORDS`` of them."""
    many = [forms for raw in islice(_WORD.findall(text), MOST_WORDS) for forms in _forms(raw)]
    if not many:
        return Words("", "")
    norms, stems = zip(*many, strict=True)
    if len(norms) > MOST_WORDS or len(text) > _MOST_BYTES // 4:  # four bytes: the most in UTF-8
        most = _fitting(norms)
        norms, stems = norms[:most], stems[:most]
    return Words(" ".join(norms), " ".join(stems))


def placed_words(text: str) -> list[Placed]:
    """The words of a text with their places; a ligature of many words gives them one place."""
    return [
        Placed(*forms, *hit.span()) for hit in _WORD.finditer(text) for forms in _forms(hit.group())
    ]


def fold_form(name: str) -> str:
    """A name as it is looked up: its folded words, parted by spaces."""
    return index_words(name).norm


def _forms(raw: str) -> tuple[Words, ...]:
    known = _known.get(raw)
    if known is None:
        if len(_known) >= _CACHED:
            _known.clear()
        known = _known[raw] = _make_forms(raw)
    return known


def _make_forms(raw: str) -> tuple[Words, ...]:
    """The forms of a word as written: none for a lone mark, several for some ligatures."""
    if raw[-2:] in ("'s", "’s"):
        raw = raw[:-2]
    plain = raw if raw.isascii() else _plain(_FOLDING.clean(raw).text)
    definite = not plain.startswith(_HAMZA_FIRST)
    folded = _FOLDING.fold(plain)
    return tuple(
        Words(word[:LONGEST_WORD], stem(word[:LONGEST_WORD], definite=definite))
        for word in _OTHER.sub(" ", folded).split()
    )


def _plain(word: str) -> str:
    """Letters of any script without accents, width and case."""
    if _is_plain_arabic(word):
        return word
    apart = _ACCENTS.sub("", unicodedata.normalize("NFKD", word))
    return unicodedata.normalize("NFC", apart).casefold()


def _is_plain_arabic(word: str) -> bool:
    return all("\u0620" <= letter <= "\u064a" for letter in word)


def _fitting(words: tuple[str, ...]) -> int:
    """How many of the words an index can hold."""
    size = 0
    for count, word in enumerate(words[:MOST_WORDS]):
        size += len(word.encode())
        if size > _MOST_BYTES:
            return count
    return min(len(words), MOST_WORDS)
