"""What a denial denies, as the word of those whom it answers.

*The ministry denied shelling the town, after claims by residents*: who denies tells what another
says. So the content of the denial is a statement of that other voice, too.
"""

from __future__ import annotations

import re
from dataclasses import replace

from marsad.ids import content_id
from marsad.linking.nouns import Statement
from marsad.model import Kind, Span, Stance, Status, Voice
from marsad.packs.concepts import load_concepts
from marsad.packs.pack import Pack
from marsad.text.words import placed_words

_CLAIMING = frozenset({"allege", "accuse"})  # concepts that name the word of another
_BEFORE = 3  # words of a phrase before it (*in answer to claims by …*)
_CALLED = 6  # words by which that other is called
_REACH = 160  # letters behind the content: a clause of news
_PARTS = re.compile(r"[^،,]+")
_STOP = re.compile(r"[.؛;:!?؟\n]")


def answered(statement: Statement, text: str, pack: Pack) -> Statement | None:
    """The statement that a denial answers; ``None`` where it is said of nobody.

    ``text`` is that of the document; looked at is what follows the content in its sentence.
    """
    if statement.stance is not Stance.DENY:
        return None
    end = statement.content[-1].end
    behind = _STOP.split(text[end : end + _REACH], maxsplit=1)[0]
    for part in _PARTS.finditer(behind):
        span = _named(part.group(), pack)
        if span is not None:
            at = end + part.start()
            return _told(statement, Span(at + span.start, at + span.end), text)
    return None


def _named(part: str, pack: Pack) -> Span | None:
    """Where the one is called whose claim a phrase names."""
    words = placed_words(part)
    for hit in load_concepts(pack).read(words):
        if hit.concept in _CLAIMING and hit.first < _BEFORE and hit.end < len(words):
            called = words[hit.end : hit.end + _CALLED]
            return Span(called[0].start, called[-1].end)
    return None


def _told(denial: Statement, span: Span, text: str) -> Statement:
    voice = Voice(Kind.UNKNOWN, text[span.start : span.end], span)
    return replace(
        denial,
        id=content_id(denial.id, "answered"),
        claim=None,
        chain=(denial.chain[0], voice),
        stance=Stance.NEUTRAL,
        status=Status.ASSERTED,
        voice=(),
    )
