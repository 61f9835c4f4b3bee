"""What a report says to the model is data: nothing comes of an answer but places in the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from marsad.analysis.analyse import analyse
from marsad.cli import commands
from marsad.codec import from_json
from marsad.intake.failures import Failure
from marsad.llm.prompt import hand_over
from marsad.model import Analysis, Span, Stance, Told
from marsad.publishing.contract import to_line
from tests.llm.conftest import Model, Reader, report
from tests.llm.injections import ATTACKS, CANARY, Attack


def test_there_are_forty_and_the_canary_stands_in_none() -> None:
    assert len(ATTACKS) == 40 == len({one.text for one in ATTACKS})
    assert not any(CANARY in one.text for one in ATTACKS)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.name)
def test_a_model_that_obeys_gives_nothing_but_places_in_the_text(
    attack: Attack, model: Model, reader: Reader
) -> None:
    model.play = lambda _: attack.answer
    document = report(attack.text)
    [told] = reader().read([document])
    assert model.texts == [attack.text]  # the report was handed over whole, as data
    if isinstance(told, Failure):  # an answer without a list of relations is none
        assert isinstance(attack.answer, str)
        assert CANARY not in told.message
        return
    analysis = analyse(document, told=told)
    assert words(analysis) == [attack.real[:3]] * attack.found
    assert CANARY not in to_line(analysis).decode()
    bare = Told(told.reader, told.relations, told.notes)
    assert analyse(document, told=bare) == analysis  # spans and stances are all that it rests on


@pytest.mark.parametrize(
    "attack", [one for one in ATTACKS if "flips" in one.name], ids=lambda one: one.name
)
def test_no_answer_makes_a_yes_of_a_denial(attack: Attack, model: Model, reader: Reader) -> None:
    model.play = lambda _: attack.answer
    document = report(attack.text)
    [told] = reader().read([document])
    assert isinstance(told, Told)
    assert [one.stance for one in told.relations] == [Stance.AFFIRM]
    assert [one.stance for one in analyse(document, told=told).attributions] == [Stance.DENY]


def test_what_was_left_out_of_an_answer_is_noted(model: Model, reader: Reader) -> None:
    attack = next(one for one in ATTACKS if one.name.endswith("is silent"))
    model.play = lambda _: attack.answer
    document = report(attack.text)
    [told] = reader().read([document])
    assert isinstance(told, Told)
    notes = [note for note in analyse(document, told=told).notes if note.code == "cue.silent"]
    assert attack.real[1] in {attack.text[slice(*note.span)] for note in notes}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.name)
def test_no_report_can_end_the_string_that_holds_it(attack: Attack) -> None:
    content = hand_over(attack.text)["content"]
    assert from_json(content) == {"text": attack.text}
    assert not set(content) & set("<>[]")  # nor bring the marks by which servers part a talk


def test_the_terminal_shows_nothing_of_an_answer(
    model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {one.text: one for one in ATTACKS}
    model.play = lambda text: texts[text.rstrip("\n")].answer
    for number, attack in enumerate(ATTACKS):
        (tmp_path / f"{number}.txt").write_text(attack.text, encoding="utf-8")
    monkeypatch.setenv("MARSAD_LLM_URL", model.url)
    monkeypatch.setenv("MARSAD_LLM_MODEL", "toy")
    words = ["read", str(tmp_path), "--reader", "llm", "--llm-cache", "off", "-f", "jsonl"]
    result = CliRunner().invoke(commands, words)
    assert CANARY not in result.output
    assert result.exit_code == 1  # those that only talk are named, one line each
    talk = sum(isinstance(one.answer, str) and not one.found for one in ATTACKS)
    assert result.stderr.count("holds no list of attributions") == talk


def words(analysis: Analysis) -> list[tuple[str, str, str]]:
    text = analysis.document.text

    def said(spans: tuple[Span, ...]) -> str:
        return " … ".join(text[slice(*span)] for span in spans)

    return [
        (said((one.source.span,)) if one.source else "", said(one.cue), said(one.content))
        for one in analysis.attributions
    ]
