"""English attributions as frozen values: parents behind their children, carriers, modes."""

from __future__ import annotations

import pytest

from marsad.analysis.analyse import analyse
from marsad.model import Attribution, Document, Mode
from marsad.packs.pack import Pack


def read(english: Pack, text: str, outlet: str | None = None) -> tuple[Attribution, ...]:
    return analyse(Document(id="d1", text=text, outlet=outlet), english).attributions


def test_the_one_who_holds_may_come_behind(english: Pack) -> None:
    inner, outer = read(english, "The governor said that the port was closed, the mayor said.")
    assert inner.parent == outer.id and outer.parent is None
    assert outer.cue[0].start > inner.cue[0].start


def test_what_publishes_carries_no_more_than_everything(english: Pack) -> None:
    text = "The mayor told Reuters that the port was closed."
    assert len(read(english, text, "Delta Herald")[0].via) == 1
    assert read(english, text, "Reuters")[0].via == ()


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("“The port is closed,” the mayor said.", Mode.DIRECT),
        ("“The port,” the mayor said, “is closed.”", Mode.DIRECT),
        ("‘The port is closed,’ the mayor said.", Mode.DIRECT),
        ("The mayor said that “the port is closed for all of May.”", Mode.DIRECT),
        ("The mayor said the port was “closed for all of May.”", Mode.MIXED),
        ("The mayor said the newspaper “Delta Herald” had closed.", Mode.INDIRECT),
        ("The mayor said the port’s gates were closed.", Mode.INDIRECT),
    ],
)
def test_words_are_direct_or_not(english: Pack, text: str, mode: Mode) -> None:
    assert read(english, text)[0].mode is mode
