"""Statements of short reports, as ``analyse`` reads them; and statements made up by chance."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from marsad.analysis.analyse import analyse
from marsad.entities.lists import load_lists
from marsad.ids import content_id
from marsad.linking.comparing.compare import compare
from marsad.linking.nouns import Amount, Link, Relation, Spot, Statement
from marsad.linking.reading.statements import read_statements
from marsad.model import Analysis, Document, Stance, Status
from tests.linking.telling import COAST, DOCTORS, SALMA, SOURCE, act, tell


def report(text: str, *, day: str | None = "2024-03-02", outlet: str = "Rafid Post") -> Analysis:
    """The reading of a short report, Arabic if an Arabic letter is in it."""
    lang = "ar" if any("\u0600" <= letter <= "\u06ff" for letter in text) else "en"
    return analyse(
        Document(
            id=content_id(text, outlet, day), text=text, lang=lang, outlet=outlet, published=day
        )
    )


def read_all(text: str, **said: Any) -> tuple[Statement, ...]:
    """All statements of a short report."""
    return read_statements(report(text, **said), load_lists())


def read(text: str, **said: Any) -> Statement:
    """The one statement of a report that makes one."""
    (only,) = read_all(text, **said)
    return only


def compared(one: str, other: str, **said: Any) -> Link:
    """How the only statements of two reports stand to each other; ``said`` is of the second."""
    return compare(read(one), read(other, **said), load_lists())


def relation(one: str, other: str, **said: Any) -> Relation:
    """The relation of the only statements of two reports."""
    return compared(one, other, **said).relation


def codes(link: Link) -> list[str]:
    """The codes of the reasons of a link, in order."""
    return [reason.code for reason in link.reasons]


_TERMS = (
    *("a:un", "n:SY", "n:QA", "n:LB", "p:place.SY.raqqa", "p:place.QA.capital"),
    *("c:bridge", "c:collapse", "c:kill", "c:wound", "c:strike", "c:bomb", "c:include"),
    *("c:increase", "c:decrease", "e:ASSAULT", "e:CONSULT", "t:2024-03-01", "t:2024-03-20"),
    *("#:3", "#:14", "d:7", "w:زورق", "w:وزورق", "w:silverfin"),
)
_SPOTS = (
    Spot("place.SY.raqqa", 35.95, 39.01),
    Spot("place.QA.capital", 25.29, 51.53),
)
_AMOUNTS = (Amount(3, 3, "people"), Amount(14, 14, "people"), Amount(10, None, "soldier"))
_ACTS = (act("ASSAULT", "Syria"), act("ASSAULT", "Qatar"), act("CONSULT", "Qatar", "Syria"))
_WEIGHTS = st.integers(1, 120)


def _weights(most: int) -> st.SearchStrategy[dict[str, int]]:
    return st.dictionaries(st.sampled_from(_TERMS), _WEIGHTS, max_size=most)


def statements() -> st.SearchStrategy[Statement]:
    """Statements of any terms, numbers, spots, days, voices, stances and states."""
    return st.builds(
        tell,
        st.lists(st.sampled_from(("جسر", "قديم", "زورق", "نهر")), min_size=1).map(" ".join),
        st.sampled_from((None, COAST, SALMA, DOCTORS, SOURCE)),
        outlet=st.sampled_from(("Sahil News", "Rafid Post")),
        day=st.sampled_from((None, "2024-03-01", "2024-03-05")),
        start=st.integers(0, 9),
        terms=_weights(9),
        around=_weights(4),
        head=st.lists(st.sampled_from([t for t in _TERMS if t[0] in "cw"]), max_size=2).map(tuple),
        amounts=st.lists(st.sampled_from(_AMOUNTS), max_size=2).map(tuple),
        spots=st.lists(st.sampled_from(_SPOTS), max_size=1).map(tuple),
        acts=st.lists(st.sampled_from(_ACTS), max_size=2).map(tuple),
        stance=st.sampled_from(Stance),
        status=st.sampled_from(Status),
        **dict.fromkeys(("hedged", "refutes", "unsaid", "verbal"), st.booleans()),
    )
