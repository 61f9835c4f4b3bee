"""Parts stay small, whatever hangs together, and depend on the ties alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.linking.comparing import parts
from marsad.linking.comparing.parts import Part, Parter, Tied, step_of

Ties = dict[int, dict[int, float]]


def tied(*pairs: tuple[int, int, float]) -> Ties:
    ties: Ties = {}
    for one, other, score in pairs:
        ties.setdefault(one, {})[other] = score
        ties.setdefault(other, {})[one] = score
    return ties


def find(ties: Ties, wanted: Collection[int]) -> list[Part]:
    def asked(some: Collection[int]) -> Mapping[int, Tied]:
        return {one: Tied(ties[one]) for one in some if one in ties}

    return Parter(asked).parts(wanted)


def test_few_statements_are_one_part_however_weak_their_ties() -> None:
    (part,) = find(tied((1, 2, 0.3), (2, 3, 0.9)), [1])
    assert part.members == {1, 2, 3}


def test_too_many_fall_apart_where_they_hang_together_least(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parts, "MOST", 3)
    ties = tied((1, 2, 0.9), (2, 3, 0.8), (3, 4, 0.3), (4, 5, 0.6))
    assert {part.members for part in find(ties, [1, 5])} == {
        frozenset({1, 2, 3}),
        frozenset({4, 5}),
    }


def test_what_is_wholly_alike_stays_together_however_much_it_is() -> None:
    copies = tied(*((one, one + 1, 1.0) for one in range(1_000)))
    (part,) = find(copies, [500])
    assert len(part.members) == 1_001


def test_a_score_on_a_step_has_reached_it() -> None:
    assert step_of(0.55) == 11
    assert step_of(0.549) == 10


@given(
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(5, 20)), max_size=30),
    st.permutations(range(12)),
)
def test_parts_are_the_same_whichever_is_asked_for_first(
    drawn: list[tuple[int, int, int]], order: list[int]
) -> None:
    ties = tied(*((one, other, step / 20) for one, other, step in drawn if one != other))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(parts, "MOST", 4)
        found = find(ties, order)
        assert set(found) == {part for one in range(12) for part in find(ties, [one])}
    assert sorted(one for part in found for one in part.members) == list(range(12))
