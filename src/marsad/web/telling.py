"""Filters of templates that tell in the visitor's language: names, voices, reasons, messages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from marsad.entities.lists import Lists
from marsad.linking.nouns import Drift, Reason
from marsad.publishing.linked import ClaimRow, Graded, Member, names_for, voices_of
from marsad.publishing.naming import Names
from marsad.publishing.reasons import Spoken, spoken, tell_drift, tell_grade, tell_proposed
from marsad.web.languages import common
from marsad.web.messages import retell


def telling(lang: str, lists: Lists | None = None) -> Mapping[str, Any]:
    """The filters of a language and an archive's lists, where it has its own.

    ``names``, where a template gives them, know how some documents write them.
    """
    usual = names_for(lang, (), lists)

    def name(of: str | None, entity: str | None = None, names: Names = usual) -> str:
        return names.of(of, entity) or ""

    def voices(row: ClaimRow | Member, names: Names = usual) -> list[str | None]:
        return voices_of(row, names)

    def reason(one: Reason, names: Names = usual) -> Spoken:
        return spoken(one, names)

    def drift(one: Drift, names: Names = usual) -> str:
        return tell_drift(one, names)

    def told(message: str) -> str:
        return retell(message, lang)

    def graded(one: Graded) -> str:
        return tell_grade(one.grade, one.person, common(lang))

    return {
        "name": name,
        "voices": voices,
        "reason": reason,
        "drift": drift,
        "graded": graded,
        "told": told,
        "proposed": partial(tell_proposed, words=common(lang)),
    }
