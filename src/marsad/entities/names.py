"""The names of known actors as a language writes them, ready to be found in a page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from marsad.entities.lists import Lists, Use
from marsad.packs.pack import Pack
from marsad.packs.phrasebook import Phrasebook

_INFLECTED = frozenset({"adjective"})
_OWN = frozenset({"adjective", "people"})  # sorts that are words of a language, and no names


@cache
def index_names(lists: Lists, pack: Pack) -> Phrasebook[Use]:
    """Every form of the lists, adjectives with article, gender and number as the pack has them.

    Names count in every language, adjectives and peoples in their own.
    """
    return Phrasebook(_forms(lists, pack), pack)


def _forms(lists: Lists, pack: Pack) -> Iterator[tuple[str, Use]]:
    for form, use, lang in (*lists.forms, *_surnames(lists, pack)):
        if use.sort in _OWN and lang != pack.lang:
            continue
        made = _cased(form, use) if pack.cased else use
        if use.sort in _INFLECTED:
            for one in inflect(form, pack):
                yield one, made
        else:
            yield form, made


def _surnames(lists: Lists, pack: Pack) -> Iterator[tuple[str, Use, str]]:
    """The last words of English names, of persons for whom the lists have no surname in letters
    with case; a pack without case has surnames of its own only."""
    if not pack.cased:
        return
    told = {use.entity for form, use, _ in lists.forms if use.sort == "last" and _capitals(form)}
    for person in lists.persons - told:
        words = lists.entities[person].name.split()
        if len(words) > 1:
            yield words[-1], Use(person, "last"), ""


def _cased(form: str, use: Use) -> Use:
    """A use with the capitals that its form is written with."""
    upper = form.isupper() and len(form) > 1
    return use._replace(capitals=_capitals(form), upper=upper)


def _capitals(form: str) -> int:
    return sum(word[:1].isupper() for word in form.replace("-", " ").split())


def inflect(adjective: str, pack: Pack) -> Iterator[str]:
    """An adjective, each of its words, in both genders and the plural, with and without article."""
    endings = ("", *pack.endings.feminine, *pack.endings.plural, *pack.endings.accusative)
    words = adjective.split()
    for article in dict.fromkeys(("", pack.article)):
        for ending in endings:
            yield " ".join(f"{article}{word}{ending}" for word in words)
