"""The event lexicon of a pack: what its entries become, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.model import EventType
from marsad.packs.events import load_events
from marsad.packs.pack import load_pack

ENGLISH = load_events(load_pack("en"))


def pack_with(folder: Path, events: str) -> Path:
    home = folder / "packs"
    (home / "xx").mkdir(parents=True)
    written = (load_pack("en").folder or Path()) / "pack.toml"
    text = written.read_text(encoding="utf-8").replace('lang = "en"', 'lang = "xx"')
    (home / "xx" / "pack.toml").write_text(text, encoding="utf-8")
    (home / "xx" / "events.toml").write_text(events, encoding="utf-8")
    return home


def test_english_covers_every_type() -> None:
    counts = {kind: 0 for kind in EventType}
    for trigger in ENGLISH.triggers:
        counts[trigger.type] += 1
    assert min(counts.values()) >= 20
    assert len({trigger.id for trigger in ENGLISH.triggers}) >= 600


def test_a_written_form_has_all_its_parts() -> None:
    assert {"past", "perfect"} <= ENGLISH.parts["fought"]
    assert {"base", "noun"} <= ENGLISH.parts["attack"]


def test_of_several_words_a_verb_marks_the_first_and_a_noun_the_last() -> None:
    found = {key: ENGLISH.phrases.find(key.split(), 0, 9) for key in ("opened fire", "air strikes")}
    marked = {key: one.values[0].word for key, one in found.items() if one is not None}
    assert marked == {"opened fire": "opened", "air strikes": "strikes"}


def test_an_unknown_guard_is_refused(tmp_path: Path) -> None:
    entry = '[[event]]\nlemma = "raid"\ntype = "COERCE"\nguard = "fence"\nexample = "x"\n'
    home = pack_with(tmp_path, entry)
    with pytest.raises(ValueError, match=r"raid: no guard called fence"):
        load_events(load_pack("xx", home))
