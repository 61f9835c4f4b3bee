"""A builder of statements and links, for tests that read like examples."""

from __future__ import annotations

from datetime import date
from typing import Any

from marsad.ids import content_id
from marsad.linking.nouns import Act, Link, Reason, Relation, Statement
from marsad.model import Kind, Span, Stance, Status, Voice
from marsad.publishing.reasons import plainly, tell_reason
from marsad.text.words import placed_words

COAST = Voice(Kind.ORGANISATION, "وزارة دفاع الساحل", None, None, "Coast Ministry of Defence")
SALMA = Voice(Kind.PERSON, "سلمى الراوي", None, None, "Salma al-Rawi")
AGENCY = Voice(Kind.ORGANISATION, "الأمم المتحدة", None, "un", "United Nations")
DOCTORS = Voice(Kind.ORGANISATION, "أطباء النهر", None, None, "River Doctors")
SOURCE = Voice(Kind.ANONYMOUS, "مصدر أمني", None, None, "security source")


def tell(words: str, voice: Voice | None = None, **said: Any) -> Statement:
    """A statement of a document of its own: ``tell("دُمّر الجسر", COAST, day="2024-03-01")``.

    Its words are its terms; an outlet tells it itself where no voice is given. ``via`` are the
    voices between outlet and source.
    """
    outlet = said.pop("outlet", "Sahil News")
    day = said.pop("day", "2024-03-01")
    document = said.pop("document", content_id(words, voice, outlet, day))
    via = said.pop("via", ())
    chain = (Voice(Kind.OUTLET, outlet, None), *via, *(() if voice is None else (voice,)))
    start = said.pop("start", 0)
    terms = {f"w:{word}": 90 for word in words.split()} | dict.fromkeys(said.pop("named", ()), 120)
    plain: dict[str, Any] = {
        "id": content_id(document, words, voice, start),
        "claim": None if voice is None else content_id(document, start),
        "lang": "ar",
        "stance": Stance.NEUTRAL,
        "status": Status.ASSERTED,
        "hedged": False,
        "refutes": False,
        "terms": terms,
        "around": {},
        "words": tuple(word.stem for word in placed_words(words)),
    }
    return Statement(
        document=document,
        content=(Span(start, start + len(words)),),
        text=words,
        outlet=outlet,
        published=day,
        day=None if day is None else date.fromisoformat(day[:10]).toordinal(),
        chain=chain,
        **{**plain, **said},
    )


def link(one: Statement, other: Statement, relation: Relation, **said: Any) -> Link:
    """A link with a reason, as ``compare`` makes it."""
    code, detail = said.get("why", ("words", "الجسر القديم"))
    score = said.get("score", 0.7)
    reasons = (Reason(code, detail),)
    return Link(one=one.id, other=other.id, relation=relation, score=score, reasons=reasons)


def act(type: str, actor: str, recipient: str = "") -> Act:
    """An event that is told as done."""
    recipients = (recipient,) if recipient else ()
    return Act(type, (actor,), recipients, None, None, Status.ASSERTED)


def read_out(reason: Reason) -> str:
    """The sentence of a reason, in English."""
    return tell_reason(reason, plainly())
