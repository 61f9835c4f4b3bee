"""Sentences of a report, made by neutral templates; the words of a source stay quoted."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from marsad.entities.appellations import name_entity
from marsad.entities.lists import load_lists
from marsad.linking.nouns import Circle, Standing
from marsad.model import Kind, Voice
from marsad.packs.pack import load_pack
from marsad.publishing.linked import PropositionRow
from marsad.publishing.phrases import tell_iso
from marsad.publishing.propositions import tell_origins
from marsad.publishing.reports.articles import with_article
from marsad.publishing.reports.evidence import Evidence
from marsad.publishing.reports.nouns import Passage
from marsad.publishing.words import drop_opener, words_for

_LONGEST = 400  # letters of a quotation in a drafted sentence; the passage holds the rest
_CLASSES = frozenset({Kind.PERSON, Kind.OFFICE, Kind.ANONYMOUS, Kind.GROUP, Kind.UNKNOWN})


def tell(evidence: Evidence, lang: str) -> str:
    """Who says it, how, and in which words, with where it stands."""
    table, own = phrases(lang), evidence.passage.claim is None
    quote, opened = _quote(evidence)
    if (not own and not opened and not evidence.direct) or (own and not evidence.passage.outlet):
        return _tell_whole(evidence, lang)  # what is attributed is no clause of its own
    voice = evidence.voices[-1]
    source = name_voice(voice, lang, evidence.passage)
    gender = None if source is None else gender_of(source, voice, lang)
    verbs = table["told"]["outlet" if own else evidence.passage.stance.value]
    pattern = table["open" if gender is None else "order"]
    joins = opened and evidence.passage.lang == lang and verbs["that"]
    told = pattern.format(
        verb=verbs[gender or "open"],
        source=_called(source, voice, lang) if source else table["unnamed"],
        that=f" {verbs['that']}" if joins else table["colon"],
        quote=quote,
        where=_where(evidence, lang),
    )
    return str(told[:1].upper() + told[1:])


def _called(name: str, voice: Voice, lang: str) -> str:
    """A name inside a sentence, with the article that it takes in some languages."""
    table = phrases(lang).get("article")
    return name if table is None else with_article(name, voice, lang, table)


def _tell_whole(evidence: Evidence, lang: str) -> str:
    """The passage as it stands, with its own verb."""
    table, passage = phrases(lang), evidence.passage
    return str(
        table["whole"].format(
            outlet=passage.outlet or table["unknown_outlet"],
            day=_day(passage, lang),
            quote=_quotable(" ".join(passage.text.split())),
        )
    )


def count(row: PropositionRow, circles: tuple[Circle, ...], lang: str) -> str:
    """How a proposition stands: its origins, its outlets, its status, and rings of outlets."""
    table, words = phrases(lang), words_for(lang)
    told = table["counted"]
    parts = [told["origins"].format(origins=tell_origins(row.independent, lang))]
    if row.outlets:
        many = _outlets(len(row.outlets), told["outlet"], lang)
        parts.append(told["outlets"].format(outlets=many))
    if row.standing is Standing.SINGLE_ORIGIN:
        parts[-1] += "."
    else:
        parts.append(told["status"].format(status=words.table["standing"][row.standing.value]))
    sentences = [table["comma"].join(parts)]
    for one in circles:
        ring = told["from"].join((*one.outlets, one.outlets[0]))
        sentences.append(told["ring"].format(ring=ring))
    return " ".join(sentences)


def name_voice(voice: Voice, lang: str, passage: Passage) -> str | None:
    """What a voice is called in a language; ``None`` where nobody is named."""
    if voice.entity is not None and (name := name_entity(voice.entity, lang)):
        return name
    if voice.span is None:
        return passage.outlet
    if lang != passage.lang and lang == words_for(None).lang:  # the language of labels
        return voice.label or voice.name
    return voice.name or voice.label


def gender_of(name: str, voice: Voice, lang: str) -> str | None:
    """``m`` or ``f``, as the language has it; ``None`` where neither head nor lists tell.

    The head of the name is looked up among the pack's roles; the ending of most feminine nouns
    tells of bodies, and of no person, whose name may have it as well.
    """
    pack = load_pack(lang)
    if not phrases(lang)["feminine"]:
        return "m"  # a language whose verbs do not agree
    head = next(iter(pack.folding.split(name)), "")
    roles = pack.roles.words.get(head, ())
    genders = {role.gender for role in roles}
    if len(genders) == 1:
        return genders.pop()
    entity = load_lists().entities.get(voice.entity or "")
    if entity is not None and entity.table == "person":
        return None
    if name.split()[0].endswith(phrases(lang)["feminine"]) and voice.kind not in _CLASSES:
        return "f"
    return None


@cache
def phrases(lang: str) -> dict[str, Any]:
    """The templates of a language; a report is in one that has them."""
    source = files("marsad.publishing.reports").joinpath("phrases.toml")
    tables = tomli.loads(source.read_text(encoding="utf-8"))
    if lang not in tables:
        raise LookupError(f"no report in {lang}; there are {', '.join(tables)}")
    table: dict[str, Any] = tables[lang]
    return table


@cache
def framing() -> frozenset[str]:
    """The words of all templates round a source."""
    verbs = (verb for lang in languages() for verb in phrases(lang)["told"].values())
    told = {word for forms in verbs for form in forms.values() for word in form.split()}
    tables = (phrases(lang).get("article") for lang in languages())
    articles = {word for table in tables if table for word in table["known"]}
    return frozenset(told | articles | {word.capitalize() for word in articles})


def languages() -> tuple[str, ...]:
    """The languages in which reports are written."""
    source = files("marsad.publishing.reports").joinpath("phrases.toml")
    return tuple(tomli.loads(source.read_text(encoding="utf-8")))


def _quote(evidence: Evidence) -> tuple[str, bool]:
    """The words that are quoted, and whether they were opened by a word such as *that*."""
    words, opened = drop_opener(evidence.passage.content)
    return _quotable(words), opened


def _quotable(words: str) -> str:
    """Words without the marks round them, which fit into the marks of a report."""
    inner = words.strip("\"«»“”'‘’ .،,؛;:")
    for mark in '«»“”"':
        inner = inner.replace(mark, "'")
    return inner if len(inner) <= _LONGEST else f"{inner[:_LONGEST].rsplit(' ', 1)[0]} …"


def _where(evidence: Evidence, lang: str) -> str:
    """Outlet and day, and through whom the outlet has it."""
    table, passage = phrases(lang), evidence.passage
    outlet = passage.outlet or table["unknown_outlet"]
    parts = [outlet, _day(passage, lang)]
    carriers = [(name_voice(voice, lang, passage), voice) for voice in evidence.voices[1:-1]]
    named = [_called(name, voice, lang) for name, voice in carriers if name and name != outlet]
    if named:
        parts.append(table["through"].format(table["comma"].join(named)))
    return str(table["comma"].join(parts))


def _day(passage: Passage, lang: str) -> str:
    """The day of a passage as a reader tells it."""
    day = (passage.published or "")[:10]
    return tell_iso(words_for(lang), day) if day else str(phrases(lang)["unknown_day"])


def _outlets(number: int, forms: dict[str, str], lang: str) -> str:
    return (forms.get(plural(number, lang)) or forms["other"]).format(number)


def plural(number: int, lang: str) -> str:
    """CLDR's category of a cardinal in a language that tells few and many, or one and others."""
    if "few" not in phrases(lang)["counted"]["outlet"]:
        return "one" if number == 1 else "other"
    if number in (1, 2):
        return ("one", "two")[number - 1]
    rest = number % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"


__all__ = ["count", "gender_of", "languages", "name_voice", "phrases", "plural", "tell"]
