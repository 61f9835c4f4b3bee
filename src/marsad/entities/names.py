"""The names of known actors as a language writes them, ready to be found in a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from marsad.entities.lists import Lists, Use, Written
from marsad.packs.identify import script_of
from marsad.packs.pack import Pack
from marsad.packs.phrasebook import Phrasebook, first_word

_INFLECTED = frozenset({"adjective"})
_OWN = frozenset({"adjective", "people"})  # sorts that are words of a language, and no names


@cache
def index_names(lists: Lists, pack: Pack) -> Phrasebook[Use]:
    """Every form of the lists, adjectives with article, gender and number as the pack has them.

    Names count in every language, adjectives and peoples in their own.
    """
    own: list[Written] = []
    foreign: list[Written] = []
    for one in (*lists.forms, *_surnames(lists, pack)):
        if one.use.sort not in _OWN or one.lang == pack.lang:
            (own if _in_script(one.form, pack) else foreign).append(one)

    @cache
    def others() -> dict[str, list[tuple[str, Use]]]:
        """The names in other scripts by their first word; most texts never ask for them."""
        found: dict[str, list[tuple[str, Use]]] = {}
        pairs = list(_forms(foreign, pack))
        keys = pack.folding.keys([form for form, _ in pairs])
        for key, (_, use) in zip(keys, pairs, strict=True):
            found.setdefault(first_word(key), []).append((key, use))
        return found

    def further(words: Iterable[str]) -> Iterator[tuple[str, Use]]:
        letters = {word[0] for word in words}
        if not all(_in_script(letter, pack) for letter in letters):
            for word in words:
                yield from () if _in_script(word, pack) else others().get(word, ())

    return Phrasebook(_forms(own, pack), pack, further)


def _in_script(form: str, pack: Pack) -> bool:
    """Whether the first letter of a form is of a language's own script."""
    letter = form[0] if form[0].isalpha() else next(filter(str.isalpha, form), "")
    return script_of(letter) == pack.script


def _forms(written: Iterable[Written], pack: Pack) -> Iterator[tuple[str, Use]]:
    for form, use, _ in written:
        made = _cased(form, use) if pack.cased else use
        if use.sort in _INFLECTED:
            for one in inflect(form, pack):
                yield one, made
        else:
            yield form, made


def _surnames(lists: Lists, pack: Pack) -> Iterator[Written]:
    """The last words of English names, of persons for whom the lists have no surname in letters
    with case; a pack without case has surnames of its own only."""
    if not pack.cased:
        return
    told = {use.entity for form, use, _ in lists.forms if use.sort == "last" and _capitals(form)}
    for person in lists.persons - told:
        words = lists.entities[person].name.split()
        if len(words) > 1:
            yield Written(words[-1], Use(person, "last"))


def _cased(form: str, use: Use) -> Use:
    """A use with the capitals that its form is written with."""
    upper = form.isupper() and len(form) > 1
    return Use(use.entity, use.sort, _capitals(form), upper)


def _capitals(form: str) -> int:
    return len([word for word in form.replace("-", " ").split() if word[0].isupper()])


def inflect(adjective: str, pack: Pack) -> Iterator[str]:
    """An adjective, each of its words, in both genders and every number, with and without the
    article."""
    own = pack.endings
    endings = ("", *own.feminine, *own.pair, *own.plural, *own.accusative)
    words = adjective.split()
    for article in dict.fromkeys(("", pack.article)):
        for ending in endings:
            yield " ".join(f"{article}{word}{ending}" for word in words)
