"""Changes of a draft by its author, each a new draft: words, order, what is added and taken out.

A sentence is called by its section and its place in it, both from 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from marsad.publishing.reports.nouns import Basis, Draft, Section, Sentence


class Place(NamedTuple):
    """Where a sentence stands."""

    section: int
    sentence: int


def reword(
    draft: Draft, texts: Mapping[Place, str], headings: Mapping[int, str] | None = None
) -> Draft:
    """Other words for sentences and headings; what is counted keeps its own."""
    sections = []
    for at, section in enumerate(draft.sections):
        sentences = tuple(
            one
            if one.basis is Basis.COUNTED
            else replace(one, text=texts.get(Place(at, number), one.text).strip())
            for number, one in enumerate(section.sentences)
        )
        heading = (headings or {}).get(at, section.heading).strip()
        sections.append(replace(section, heading=heading, sentences=sentences))
    return replace(draft, sections=tuple(sections))


def move(draft: Draft, place: Place, step: int) -> Draft:
    """A sentence further up (-1) or down (1), across the border of its section where it ends.

    Raises:
        ValueError: there is no such sentence.
    """
    found = _at(draft, place)
    section = draft.sections[place.section]
    target = place.sentence + step
    if 0 <= target < len(section.sentences):
        left = [*section.sentences]
        left.insert(target, left.pop(place.sentence))
        return _with(draft, place.section, left)
    beside = place.section + step
    if not 0 <= beside < len(draft.sections):
        return draft
    there = [*draft.sections[beside].sentences]
    there.insert(len(there) if step < 0 else 0, found)
    return _with(remove(draft, place, keep_section=True), beside, there)


def put(draft: Draft, order: Sequence[Sequence[Place]]) -> Draft:
    """All sentences in another order: of each section the places that they stood at.

    Raises:
        ValueError: the order leaves one out, names one twice, or has another number of sections.
    """
    there = {
        Place(at, number)
        for at, section in enumerate(draft.sections)
        for number, _ in enumerate(section.sentences)
    }
    named = [place for places in order for place in places]
    if len(order) != len(draft.sections) or len(named) != len(there) or set(named) != there:
        raise ValueError("the order is not one of these sentences; load the page again")
    sections = (
        replace(section, sentences=tuple(_at(draft, place) for place in places))
        for section, places in zip(draft.sections, order, strict=True)
    )
    return replace(draft, sections=tuple(sections))


def remove(draft: Draft, place: Place, *, keep_section: bool = False) -> Draft:
    """Without a sentence; a section that has none any more goes as well, unless it is kept.

    Raises:
        ValueError: there is no such sentence.
    """
    _at(draft, place)
    section = draft.sections[place.section]
    left = [one for at, one in enumerate(section.sentences) if at != place.sentence]
    changed = _with(draft, place.section, left)
    if left or keep_section:
        return changed
    kept = (one for at, one in enumerate(changed.sections) if at != place.section)
    return replace(changed, sections=tuple(kept))


def add_judgement(draft: Draft, section: int, text: str) -> Draft:
    """One more sentence at the end of a section, on the analyst's own word.

    Raises:
        ValueError: there is no such section.
    """
    if not 0 <= section < len(draft.sections):
        raise ValueError("there is no such section; load the page again")
    made = Sentence(text=text.strip(), basis=Basis.JUDGED)
    return _with(draft, section, [*draft.sections[section].sentences, made])


def add_section(draft: Draft, heading: str) -> Draft:
    """One more section at the end, empty."""
    made = Section(heading=heading.strip(), sentences=())
    return replace(draft, sections=(*draft.sections, made))


def add_drafted(draft: Draft, drafted: Draft) -> Draft:
    """With the sections of another draft at the end, what stands in both only once."""
    there = set(draft.sentences)
    fresh = (
        replace(section, sentences=tuple(one for one in section.sentences if one not in there))
        for section in drafted.sections
    )
    return replace(draft, sections=(*draft.sections, *(one for one in fresh if one.sentences)))


def _at(draft: Draft, place: Place) -> Sentence:
    if 0 <= place.section < len(draft.sections):
        sentences = draft.sections[place.section].sentences
        if 0 <= place.sentence < len(sentences):
            return sentences[place.sentence]
    raise ValueError("there is no such sentence; load the page again")


def _with(draft: Draft, section: int, sentences: Sequence[Sentence]) -> Draft:
    changed = replace(draft.sections[section], sentences=tuple(sentences))
    sections = (*draft.sections[:section], changed, *draft.sections[section + 1 :])
    return replace(draft, sections=sections)
