"""Reasons told in the language of a reader.

Linking keeps which sentence tells a reason, and what stands in it: a ``Reason`` of
``marsad.linking.nouns``. The sentences stand in ``words.toml``, what their values are stands here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from marsad.entities.appellations import name_place
from marsad.entities.lists import load_lists
from marsad.entities.titles import canonical_title
from marsad.linking.nouns import Drift, Reason
from marsad.linking.relations.credibility import Proposed
from marsad.packs.concepts import give_forms
from marsad.packs.pack import Pack, languages, load_pack
from marsad.packs.titles import load_titles
from marsad.publishing.naming import Names
from marsad.publishing.phrases import (
    tell_amount,
    tell_count,
    tell_day,
    tell_iso,
    tell_list,
    tell_range,
)
from marsad.publishing.words import Words, words_for

_Values = Iterator[Any]
_Teller = Callable[[Names, _Values], str]


class Spoken(NamedTuple):
    """A reason as it is read: what it is about, and the sentence."""

    label: str
    text: str


def tell(reason: Reason | Drift, lang: str | None = None) -> str:
    """The sentence of a reason or a drift in a language; for programs."""
    names = Names(words_for(lang))
    return tell_drift(reason, names) if isinstance(reason, Drift) else tell_reason(reason, names)


def tell_reason(reason: Reason, names: Names) -> str:
    """The sentence of a reason; one that is not known stands as it is."""
    return _tell(reason.told, reason.values, names)


def tell_drift(drift: Drift, names: Names) -> str:
    """What changed on the way, in a sentence."""
    return _tell(drift.told, drift.values, names).rstrip()


def spoken(reason: Reason, names: Names) -> Spoken:
    """A reason with the label of its code."""
    label = names.words.table["reason_code"].get(reason.code, reason.code)
    return Spoken(label, tell_reason(reason, names))


def tell_proposed(proposed: Proposed, words: Words) -> str:
    """A credibility that is proposed, with what it means and the rule that gave it."""
    apart = tell_count(words, "origin", proposed.apart)
    rule = words.table["rule"][proposed.rule].format(apart)
    return words.phrase("proposed", proposed.grade, grade_words(proposed.grade, words), rule)


def grade_words(grade: str | None, words: Words) -> str | None:
    """What a letter or a digit of the Admiralty code means; ``None`` for no grade."""
    tables = {**words.table["reliability"], **words.table["credibility"]}
    return tables.get(grade or "")


def tell_grade(grade: str, person: str, words: Words) -> str:
    """A credibility that a person set."""
    return words.phrase("set_by", grade, grade_words(grade, words), person)


@cache
def plainly() -> Names:
    """The names of plain data: the canonical ones."""
    return Names(words_for(None))


def _tell(told: str, values: tuple[Any, ...], names: Names) -> str:
    pattern, tellers = names.words.table["reason"].get(told), _TOLD.get(told)
    if pattern is None or tellers is None:
        return told
    given = iter(values)
    return pattern.format(*[teller(names, given) for teller in tellers])


def _name(names: Names, values: _Values) -> str:
    return names.of(next(values)) or names.words.phrase("somebody")


def _several(names: Names, values: _Values) -> str:
    somebody = names.words.phrase("somebody")
    return tell_list(names.words, [names.of(one) or somebody for one in next(values)])


def _listed(names: Names, values: _Values) -> str:
    """Names, and how many more there are."""
    somebody = names.words.phrase("somebody")
    shown = [names.of(one) or somebody for one in next(values)]
    return tell_list(names.words, shown, next(values))


def _outlets_aside(names: Names, values: _Values) -> str:
    told = _listed(names, values)
    return names.words.phrase("aside", told) if told else ""


def _actors(names: Names, values: _Values) -> str:
    """Ids or canonical names of those who did something."""
    comma = names.words.word["comma"]
    return comma.join(_actor(names, one) for one in next(values))


def _actor(names: Names, actor: str) -> str:
    told = names.entity(actor) or names.of(actor)
    return (
        canonical_title(actor, names.lists or load_lists()) or actor
        if told in (None, actor)
        else told
    )


def _places(names: Names, values: _Values) -> str:
    lang, comma = names.words.lang, names.words.word["comma"]
    return comma.join(name_place(one, lang) or one for one in next(values))


def _days(names: Names, values: _Values) -> str:
    comma = names.words.word["comma"]
    return comma.join(tell_iso(names.words, one) for one in next(values))


def _amounts(names: Names, values: _Values) -> str:
    comma = names.words.word["comma"]
    return comma.join(tell_amount(names.words, *one) for one in next(values))


def _unit(names: Names, values: _Values) -> str:
    unit = next(values)
    return "" if unit is None else _concept(unit, names.words.lang)


def _harm(names: Names, values: _Values) -> str:
    return names.words.table["harm"][next(values)]


def _distance(names: Names, values: _Values) -> str:
    return names.words.table["distance"][next(values)]


def _terms(names: Names, values: _Values) -> str:
    comma = names.words.word["comma"]
    return comma.join(_term(names, one) for one in next(values))


def _term(names: Names, term: str) -> str:
    """What a term of ``marsad.linking.reading.terms`` says: its first letter tells its sort."""
    sort, _, key = term.partition(":")
    words = names.words
    match sort:
        case "a" | "n":
            return _actor(names, key)
        case "p":
            return name_place(key, words.lang) or key
        case "e":
            return words.table["event_type"].get(key, key)
        case "c":
            return _concept(key, words.lang)
        case "t":
            return tell_iso(words, key)
        case "d":
            return tell_count(words, "day", int(key))
        case _:
            return key


def _concept(id: str, lang: str) -> str:
    """What a language calls a concept; its id, in English words, where it has no word."""
    return _concepts(lang).get(id) or id.replace("-", " ")


@cache
def _concepts(lang: str) -> dict[str, str]:
    if lang not in languages() or lang == words_for(None).lang:
        return {}
    pack = load_pack(lang)
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for one in give_forms(pack):
        forms[one.concept] += (*one.forms, *one.exact)
    made = {concept: _nominal(some, pack) for concept, some in forms.items() if some}
    return {**made, **load_titles(pack).concepts}


def _nominal(forms: Sequence[str], pack: Pack) -> str:
    """The form that best stands alone: a verbal noun, else no verb, else the first."""
    words = [form for form in forms if " " not in form]
    nouns = (word for word in words if pack.verbal_nouns and pack.verbal_nouns.fullmatch(word))
    others = (word for word in words if not (pack.presents and pack.presents.fullmatch(word)))
    return next(nouns, None) or next(others, None) or forms[0]


def _voices(names: Names, values: _Values) -> str:
    """Voices, and how many more there are."""
    shown = [_told_by(names, one) for one in next(values)]
    return tell_list(names.words, shown, next(values))


def _voice(names: Names, values: _Values) -> str:
    return _told_by(names, next(values))


def _told_by(names: Names, voice: tuple[Any, ...]) -> str:
    """Who, for whom, when, through whom or through how many outlets."""
    name, behalf, day, through, outlets = voice
    words = names.words
    told = names.of(name) or words.phrase("somebody")
    if behalf:
        told += words.phrase("behalf", tell_list(words, [names.of(one) or one for one in behalf]))
    if day:
        told += words.phrase("on_day", tell_day(words, day))
    if outlets:
        told += words.phrase("through", tell_count(words, "through", outlets))
    elif through:
        told += words.phrase("through", tell_list(words, [names.of(one) or one for one in through]))
    return told


def _range(names: Names, values: _Values) -> str:
    return tell_range(names.words, "origin", next(values), next(values))


def _origins(names: Names, values: _Values) -> str:
    """Origins with how many outlets carry them, and how many more there are."""
    shown = [_origin(names, *one) for one in next(values)]
    return tell_list(names.words, shown, next(values))


def _origin(names: Names, name: str | None, named: int, outlets: int) -> str:
    words = names.words
    told = names.of(name) or words.phrase("somebody")
    if name is not None and not named:
        told += words.phrase("without_name")
    if outlets > 1:
        told += words.phrase("aside", tell_count(words, "outlet", outlets))
    return told


def _counted(noun: str) -> _Teller:
    return lambda names, values: tell_count(names.words, noun, next(values))


def _some_withdrawn(names: Names, values: _Values) -> str:
    some = tell_count(names.words, "some_withdrawn", next(values))
    return some.replace("{whole}", tell_count(names.words, "document", next(values)))


# What stands in each sentence, in the order of the values.
_TOLD: dict[str, tuple[_Teller, ...]] = {
    "part_of": (),
    "left_open": (),
    "distance": (),
    "same_words": (),
    "terms": (_terms,),
    "terms_against": (_terms, _terms),
    "says_not": (_name,),
    "one_says_not": (),
    "harm_against": (_harm, _harm),
    "numbers_against": (_amounts, _amounts),
    "names_against": (_actors, _actors),
    "days_against": (_days, _days),
    "places_against": (_places, _places),
    "done_against_coming": (),
    "talks_against_agreement": (),
    "one_party": (_several, _name),
    "may_be_same": (_name,),
    "tells_no_source": (_name,),
    "no_source": (_several,),
    "followed": (_name, _name),
    "comes_back": (_name,),
    "joint_voice": (_name,),
    "only_party": (_name, _name),
    "has_it_from": (_name, _name),
    "words_of": (_name, _name),
    "named_elsewhere": (_name,),
    "agency_copy": (_several,),
    "voices": (_voices,),
    "voices_against": (_voice, _voice),
    "admits": (_name,),
    "says_too": (_name,),
    "denial_voices": (_voices,),
    "contradiction_voices_against": (_voice, _voice),
    "confirmation_admits": (_name,),
    "confirmation_says_too": (_name,),
    "update_voices": (_voices,),
    "by": (_name,),
    "no_origin": (_counted("bare"),),
    "origins": (_range, _origins),
    "bare": (_counted("bare"),),
    "own_deed": (_listed,),
    "all_withdrawn": (_counted("all_withdrawn"), _outlets_aside),
    "some_withdrawn": (_some_withdrawn,),
    "as_fact": (_name, _distance, _name),
    "other_number": (_amounts, _amounts, _unit),
    "got_a_name": (_name, _name),
    "other_word": (_name, _several, _several),
}
