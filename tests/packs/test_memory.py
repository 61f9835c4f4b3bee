"""What was read of words, kept."""

import pytest

from marsad.packs import memory
from marsad.packs.memory import Memory


def test_a_word_is_read_once() -> None:
    read: list[str] = []

    def length(word: str) -> int:
        read.append(word)
        return len(word)

    lengths = Memory(length)
    assert list(map(lengths.__getitem__, ["bridge", "dam", "bridge"])) == [6, 3, 6]
    assert read == ["bridge", "dam"]


def test_noise_is_read_and_not_kept() -> None:
    lengths = Memory(len)
    assert lengths["x" * 1_000] == 1_000
    assert not lengths


def test_a_full_memory_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_KEPT", 3)
    lengths = Memory(len)
    assert [lengths[word] for word in ("a", "bb", "ccc", "dddd", "a")] == [1, 2, 3, 4, 1]
    assert len(lengths) <= 3
