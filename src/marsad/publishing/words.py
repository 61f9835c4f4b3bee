"""The words of the interface, by the language of the document."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import tomli

from marsad.publishing.visible import is_rtl


class Words(NamedTuple):
    """The interface in one language: single words, and tables of them by the model's values."""

    lang: str
    direction: str
    word: dict[str, str]
    table: dict[str, dict[str, str]]

    def phrase(self, key: str, *parts: object) -> str:
        """A phrase with its parts in their places."""
        return self.table["phrase"][key].format(*parts)


@cache
def words_for(lang: str | None) -> Words:
    """The words for a document's language (``ar``, ``ar-SY``), or those of the fallback."""
    tables = _tables()
    chosen = (lang or "").replace("_", "-").lower().split("-")[0]
    key: str = chosen if isinstance(tables.get(chosen), dict) else tables["fallback"]
    return Words(
        lang=key,
        direction=tables[key]["direction"],
        word={name: word for name, word in tables[key].items() if isinstance(word, str)},
        table={name: words for name, words in tables[key].items() if isinstance(words, dict)},
    )


@cache
def openers() -> frozenset[str]:
    """Words that open a reported clause (*that*, إن, أن), of all languages of the interface."""
    tables = (table for table in _tables().values() if isinstance(table, dict))
    return frozenset(word for table in tables for word in table["openers"].split())


def drop_opener(text: str) -> tuple[str, bool]:
    """Words without such an opener, and whether there was one."""
    first, _, rest = text.partition(" ")
    return (rest, True) if rest and first.lower() in openers() else (text, False)


def direction_of(lang: str | None, text: str) -> str:
    """``rtl`` or ``ltr``: what the language says, else what the text's first letter says."""
    words = words_for(lang)
    if lang is not None and lang.lower().startswith(words.lang):
        return words.direction
    return "rtl" if is_rtl(text) else "ltr"


def count(words: Words, forms: Mapping[str, str], number: int) -> str:
    """A number with its noun, as a language counts: zero, one, two, few, many, other.

    Categories and rules are those of Unicode CLDR's cardinal plurals; a form that a table lacks is
    told by ``other``. ``{}`` in the words is the number.
    """
    form = forms.get(plural_of(words, number)) or forms["other"]
    return form.replace("{}", words.table["number"].get(str(number), f"{number:,}"))


def plural_of(words: Words, number: int) -> str:
    """The plural category of a number in a language."""
    return _PLURALS[words.word["plural"]](number)


def _arabic(number: int) -> str:
    if number < 3:
        return ("zero", "one", "two")[number]
    rest = number % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"


def _one_other(number: int) -> str:
    return "one" if number == 1 else "other"


_PLURALS = {"arabic": _arabic, "one-other": _one_other}


@cache
def _tables() -> dict[str, Any]:
    source = files("marsad.publishing").joinpath("words.toml")
    return tomli.loads(source.read_text(encoding="utf-8"))
