"""Ids: the same content gives the same id on every machine and in every run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.ids import bytes_hash, content_id
from marsad.model import Span, Stance


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        (("السد آمن",), "79d4faca0a59027f"),
        (("d1", Span(0, 4)), "cba1354fa0b32fcd"),
        ((None,), "94f6d9cdd1ea8248"),
    ],
)
def test_an_id_never_changes(parts: tuple[object, ...], wanted: str) -> None:
    assert content_id(*parts) == wanted


@given(st.lists(st.text()))
def test_an_id_is_sixteen_hexadecimal_digits(parts: list[str]) -> None:
    made = content_id(*parts)
    assert len(made) == 16 and set(made) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a", None), ("a", "")),
        (("a", None), ("a", "None")),
        (("a",), ("a", "")),
        (("a", "b"), ("b", "a")),
        ((Span(1, 2),), (Span(1, 3),)),
    ],
)
def test_other_parts_give_another_id(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert content_id(*one) != content_id(*other)


def test_an_enum_counts_as_its_value() -> None:
    assert content_id(Stance.DENY) == content_id("deny")


def test_lone_surrogates_have_ids_of_their_own() -> None:
    assert content_id("\ud800") != content_id("\ud801")


def test_bytes_are_hashed_as_they_arrived() -> None:
    assert bytes_hash(b"\xef\xbb\xbfa") != bytes_hash(b"a")
    assert len(bytes_hash(b"")) == 64
