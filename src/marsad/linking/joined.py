"""What documents say together, joined in memory: propositions with all that is told of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from marsad.entities.lists import load_lists
from marsad.linking import joining
from marsad.linking.describing import Described, describe, find_bonds, make_group
from marsad.linking.nouns import Bond, Judgement, Statement
from marsad.linking.relations import bonds as bonding
from marsad.model import Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Statements by their ids in the order of days, the propositions that they make, and how these
    stand to each other. ``of`` is the proposition of each statement.
    """

    statements: Mapping[str, Statement]
    propositions: tuple[Described, ...]
    bonds: tuple[Bond, ...]

    @property
    def of(self) -> dict[str, str]:
        """The id of the proposition of each statement, by the id of the statement."""
        told = (one.proposition for one in self.propositions)
        return {id: one.id for one in told for id in one.members}


def join(
    analyses: Iterable[Analysis],
    judgements: Sequence[Judgement] = (),
    *,
    actors: Sequence[Path] = (),
) -> Joined:
    """Join what documents say, in memory, whatever the order in which they come.

    >>> import marsad
    >>> from marsad.linking import join
    >>> joined = join(marsad.analyse(one) for one in marsad.read("news/"))      # doctest: +SKIP
    >>> for told in joined.propositions:                                        # doctest: +SKIP
    ...     print(told.proposition.gloss, told.proposition.independent)

    Args:
        judgements: what people say of pairs of statements; it outranks what is found.
        actors: lists of a user's own, those with which the documents were read.
    """
    lists = load_lists(*actors)
    groups = joining.join(analyses, lists, judgements)
    made = [make_group(groups.statements[id] for id in ids) for ids in groups.groups]
    links = bonding.unjudged(groups.links, judgements)
    found = find_bonds(made, sorted(links, key=lambda link: (link.one, link.other)), lists)
    touching: defaultdict[str, list[Bond]] = defaultdict(list)
    for bond in found:
        touching[bond.one].append(bond)
        touching[bond.other].append(bond)
    gone = {one.id for one in made if one.withdrawn}
    return Joined(
        statements=groups.statements,
        propositions=tuple(describe(one, touching[one.id], gone, lists) for one in made),
        bonds=found,
    )
