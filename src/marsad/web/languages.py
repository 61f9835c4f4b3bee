"""The language of the interface: what the visitor chose, else what the browser asks for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import tomli
from fastapi import Request

from marsad.publishing.words import Words, plural_of, words_for

COOKIE = "marsad-lang"
_FOLDER = "words"


def language_of(request: Request) -> str:
    """``?lang=``, else the choice of before, else the first the browser asks for that we have."""
    asked = request.headers.get("accept-language", "")
    wanted = (one.split(";")[0].strip()[:35] for one in asked.split(",")[:20])
    choices = (request.query_params.get("lang"), request.cookies.get(COOKIE), *wanted)
    for choice in choices:
        short = (choice or "").lower().split("-")[0]
        if short in languages():
            return short
    return languages()[0]


@cache
def languages() -> tuple[str, ...]:
    """The languages of the interface, the one that serves all others first."""
    fallback = words_for(None).lang
    there = tomli.loads(_read("layout.toml"))
    return (fallback, *sorted(there.keys() - {fallback}))


@cache
def wording(lang: str) -> dict[str, Any]:
    """The words of all pages in one language, a table a page."""
    return {name: tomli.loads(_read(f"{name}.toml"))[lang] for name in _pages()}


@cache
def common(lang: str) -> Words:
    """The words that pages share with tables and drawings."""
    return words_for(lang)


def count(lang: str, words: dict[str, str], number: int) -> str:
    """A number with its noun, as the language counts: one, two, few, many, other.

    Categories and rules are those of Unicode CLDR's cardinal plurals; a form that a table lacks is
    told by ``other``. ``{}`` in the words is the number.
    """
    form = words.get(plural_of(common(lang), number)) or words["other"]
    return form.replace("{}", f"{number:,}")


@cache
def _pages() -> tuple[str, ...]:
    folder = files("marsad.web").joinpath(_FOLDER)
    names = (one.name for one in folder.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def _read(name: str) -> str:
    return files("marsad.web").joinpath(_FOLDER, name).read_text(encoding="utf-8")
