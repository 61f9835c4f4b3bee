"""The words of the interface, by the language of the document."""

from __future__ import annotations

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


@cache
def _tables() -> dict[str, Any]:
    source = files("marsad.publishing").joinpath("words.toml")
    return tomli.loads(source.read_text(encoding="utf-8"))
