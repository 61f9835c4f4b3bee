"""The way of a report through an archive: drafted, changed, checked, published, or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from marsad.archive.lists import files as own_lists
from marsad.archive.observatory import Observatory
from marsad.publishing.reports import keeping
from marsad.publishing.reports.checking import check_draft
from marsad.publishing.reports.drafting import counted
from marsad.publishing.reports.drawn import gather_drawn
from marsad.publishing.reports.evidence import Evidence, gather
from marsad.publishing.reports.nouns import Draft, Fault, Passage, Report
from marsad.publishing.reports.sheet import Sheet, lay_out


class Refused(ValueError):
    """A draft says what its passages do not hold; ``faults`` tell where."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        places = ", ".join(str(one.sentence) for one in faults[:10])
        super().__init__(
            f"{len(faults)} faults in its sentences ({places}); see marsad report check"
        )
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft beside the archive: what is wrong with it, and the evidence of its sentences."""

    draft: Draft
    faults: tuple[Fault, ...]
    evidence: Mapping[str, Evidence]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages in the order in which the sentences rest on them, each once."""
        ids = dict.fromkeys(id for one in self.draft.sentences for id in one.statements)
        return tuple(self.evidence[id].passage for id in ids if id in self.evidence)


def check(observatory: Observatory, draft: Draft) -> Checked:
    """Hold a draft against the archive as it is now."""
    sentences = draft.sentences
    with observatory.reading() as connection:
        evidence = gather(connection, [id for one in sentences for id in one.statements])
        lists = own_lists(connection)
    told = counted(observatory, sentences, draft.lang)
    return Checked(draft, check_draft(draft, evidence, told, lists), evidence)


def lay_out_draft(observatory: Observatory, number: int) -> Sheet:
    """A draft as its readers would see it, with the archive as it is now.

    Raises:
        LookupError: there is no such report.
    """
    with observatory.reading() as connection:
        draft = keeping.load(connection, number)
        evidence = gather(connection, [id for one in draft.sentences for id in one.statements])
    drawn = gather_drawn(observatory, draft, evidence.values())
    return lay_out(draft, (one.passage for one in evidence.values()), drawn, number=number)


def publish(observatory: Observatory, person: str, number: int, note: str | None = None) -> Report:
    """Publish a report as it is drafted, or refuse and say why.

    Raises:
        Refused: a sentence says what its passages do not hold.
        LookupError: there is no such report.
        ValueError: it is published as it stands, or a correction does not say what it corrects.
    """
    with observatory.reading() as connection:
        draft = keeping.load(connection, number)
    checked = check(observatory, draft)
    if checked.faults:
        raise Refused(checked.faults)
    drawn = gather_drawn(observatory, draft, checked.evidence.values())
    with observatory.judging() as connection:
        if keeping.load(connection, number) != draft:
            raise ValueError(f"report {number} was changed meanwhile; look at it again")
        frozen = keeping.Frozen(checked.passages, drawn)
        return keeping.publish(connection, person, number, frozen, note)
