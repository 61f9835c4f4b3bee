"""Drafts to attributions: nesting, carriers, modes, ids."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from marsad.grammar.drafts import Draft
from marsad.grammar.phrases import Phrase
from marsad.grammar.tagged import Tagged
from marsad.ids import content_id
from marsad.model import Attribution, Mention, Mode
from marsad.packs.lexicon import COMPLEMENTIZER, NEGATION, RESUMER


def build_attributions(
    tagged: Tagged,
    drafts: Sequence[Draft],
    holders: Sequence[int],
    mention: Callable[[Phrase], Mention],
    document: str,
) -> tuple[Attribution, ...]:
    """The drafts as frozen attributions, in the order of their cues.

    ``holders`` gives for each draft the place of the one that holds it, or -1.
    """
    page = tagged.page
    cues = [tuple(page.span(*part) for part in draft.cue) for draft in drafts]
    contents = [tuple(page.span(*part) for part in draft.content) for draft in drafts]
    ids = [content_id(document, *both) for both in zip(cues, contents, strict=True)]
    made: list[Attribution] = []
    for place, (draft, holder) in enumerate(zip(drafts, holders, strict=True)):
        made.append(
            Attribution(
                id=ids[place],
                source=mention(draft.source) if draft.source is not None else None,
                via=tuple(mention(voice) for voice in _carriers(tagged, draft)),
                cue=cues[place],
                content=contents[place],
                stance=draft.stance,
                mode=_mode(tagged, draft),
                parent=ids[holder] if holder >= 0 else None,
                rule=draft.rule,
                score=round(draft.score, 2),
            )
        )
    return tuple(made)


def _carriers(tagged: Tagged, draft: Draft) -> list[Phrase]:
    """The carriers without the publishing outlet, which carries everything."""
    kept = []
    for voice in draft.via:
        name = " ".join(tagged.page.keys[voice.first : voice.end])
        if not tagged.outlet or tagged.outlet not in name:
            kept.append(voice)
    return kept


def _mode(tagged: Tagged, draft: Draft) -> Mode:
    """Direct when all of it stands in quotation marks, mixed when a part of some length does."""
    first, end = draft.opens, draft.ends
    if tagged.entries[first].mask & (COMPLEMENTIZER | RESUMER):
        first += 1
    if tagged.inner[draft.opens] >= 0:
        return Mode.DIRECT
    close = tagged.close_of.get(first, -1)
    if close == end - 1 or close >= end:
        return Mode.DIRECT
    for at in range(first, end):
        if at in tagged.close_of and not _is_name(tagged, at, tagged.close_of[at]):
            return Mode.MIXED
    return Mode.INDIRECT


def _is_name(tagged: Tagged, opens: int, close: int) -> bool:
    """A name in quotation marks: a body's own words begin it, or announce it."""
    inside = tagged.entries[opens + 1 : close]
    if any(entry.mask & NEGATION or tagged.finite(opens + 1 + i) for i, entry in enumerate(inside)):
        return False  # a name says nothing
    before = tagged.entries[opens - 1] if opens else None
    if (before is not None and before.roles) or (inside and inside[0].roles):
        return True
    return len(inside) == 1 and not tagged.definite(opens + 1) and not inside[0].glue
