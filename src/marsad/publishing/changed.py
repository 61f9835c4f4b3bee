"""What a judgement, a grade or a withdrawal has changed, proposition by proposition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from marsad.linking.nouns import Independent
from marsad.linking.people.grading import Regraded
from marsad.linking.stored.changes import Change, Stands
from marsad.publishing.lines import Lines
from marsad.publishing.propositions import tell_origins

_NONE = "no proposition stands otherwise"


def change_table(
    changes: Iterable[Change], width: int, _: str | None = None, *, screen: bool = False
) -> str:
    """Propositions that came, went, or stand otherwise, each with what it was and is."""
    lines = Lines(width, screen=screen)
    there = False
    for one in changes:
        there = True
        lines.facts((one.id, *_facts(one.before, one.after)))
        lines.text(one.gloss, 2)
    if not there:
        lines.facts((_NONE,))
    return lines.done()


def grade_table(
    regraded: Iterable[Regraded], width: int, _: str | None = None, *, screen: bool = False
) -> str:
    """Propositions for which another credibility is proposed or set now."""
    lines = Lines(width, screen=screen)
    there = False
    for one in regraded:
        there = True
        lines.facts((one.id, f"credibility {one.before} → {one.after}"))
        lines.text(one.gloss, 2)
    if not there:
        lines.facts(("no proposition has another credibility by it",))
    return lines.done()


def _facts(before: Stands | None, after: Stands | None) -> Iterator[str]:
    if before is None or after is None:
        yield "gone, joined to another or parted" if after is None else "new"
        yield from _told(before or after)
        return
    for then, now in zip(_told(before), _told(after), strict=True):
        yield now if then == now else f"{then} → {now}"


def _told(stands: Stands | None) -> Iterator[str]:
    if stands is not None:
        yield stands.standing.value
        yield tell_origins(Independent(stands.at_least, stands.at_most))
        yield f"{stands.claims:,} {'claim' if stands.claims == 1 else 'claims'}"
