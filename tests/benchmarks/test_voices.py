"""The public gold is sound, and its scorer tells right from wrong."""

from __future__ import annotations

import copy
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

VOICES = Path(__file__).resolve().parents[2] / "benchmarks" / "voices"

Record = dict[str, Any]


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"voices_{name}", VOICES / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


build, score, board, baselines = map(_load, ("build", "score", "board", "baselines"))
GOLDS: list[Record] = score.load_golds(VOICES)
STORIES = {path: score._load(path) for path in sorted((VOICES / "joining").glob("*.json"))}
FEW = [gold for gold in GOLDS if gold["id"] in ("ar-06", "ar-17", "en-09")]  # with chains in them
TEXTS = {gold["id"]: gold["text"] for gold in GOLDS}


def test_the_gold_is_what_its_texts_say_and_breaks_no_rule(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert build.main(["--check"]) == 0, capsys.readouterr().out
    assert (len(list((VOICES / "ar").iterdir())), len(list((VOICES / "en").iterdir()))) == (30, 20)


@pytest.mark.parametrize(
    ("marked", "fault"),
    [
        ("{1s|Amal} {1c|said", "never closed"),
        ("Amal} said", "closes that was not opened"),
        ("{1s|Amal }said", "begins or ends with a space"),
    ],
)
def test_a_fault_of_the_markup_is_named(marked: str, fault: str) -> None:
    with pytest.raises(build.GoldError, match=fault):
        text, marks = build.read_markup(marked)
        [build.span(text, mark) for mark in marks]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda g: g["times"][0].update(value="2031-02-31T"), "is no TIMEX3 value"),
        (lambda g: g["times"][0].update(value="2031-03-04TEV"), "is no مساء الاثنين"),
        (lambda g: g["events"][0].update(type="MAKE_STATEMENT"), "is no PLOVER type"),
        (lambda g: g["attributions"][0].update(parent="a9"), "not stand inside that of its parent"),
        (lambda g: g["attributions"][1].update(mode="indirect"), "a2: indirect, and the content"),
        (lambda g: g["actors"][0].update(start=0), "the offsets give other words"),
    ],
)
def test_a_rule_that_is_broken_is_named(change: Callable[[Record], None], fault: str) -> None:
    gold = copy.deepcopy(GOLDS[0])
    assert list(build.find_faults(gold)) == []
    change(gold)
    assert any(fault in found for found in build.find_faults(gold))


def test_the_gold_read_as_a_reading_gets_everything() -> None:
    figures = score.score_documents(GOLDS, {gold["id"]: gold for gold in GOLDS})
    assert len(figures) == 29
    assert {figure.get("f1", figure.get("share")) for figure in figures.values()} == {100.0}


def _half(relation: Record) -> None:
    content = relation["content"][0]
    content["end"] = content["start"] + (content["end"] - content["start"]) * 2 // 3


@pytest.mark.parametrize(
    ("layer", "change", "measure"),
    [
        ("attributions", _half, "attribution.exact"),
        ("attributions", _half, "attribution.whole"),
        ("attributions", lambda r: r.update(source=[]), "attribution.source"),
        ("attributions", lambda r: r.update(cue=[]), "attribution.cue"),
        ("attributions", lambda r: r.update(via=[]), "attribution.chain"),
        ("attributions", lambda r: r.update(parent=None), "attribution.parent"),
        ("attributions", lambda r: r.update(source=[]), "attribution.far"),
        ("attributions", lambda r: r.update(stance="ask"), "attribution.stance"),
        ("attributions", lambda r: r.update(mode="shouted"), "attribution.mode"),
        ("attributions", lambda r: r.update(source_kind="court"), "attribution.kind"),
        ("attributions", lambda r: r.update(source_name="Zwxq"), "attribution.name"),
        ("times", lambda t: t.update(value="1999"), "times.value"),
        ("places", lambda p: p.update(lat=80.0, country="GL"), "places.point"),
        ("actors", lambda a: a.update(name="Zwxq"), "actors.name"),
        ("events", lambda e: e.update(type="AID"), "events.typed"),
        ("events", lambda e: e.update(status="told"), "events.status"),
        ("events", lambda e: e.update(actor="Zwxq"), "events.actor"),
        ("events", lambda e: e.update(recipient="Zwxq"), "events.recipient"),
        ("events", lambda e: e.update(place="Zwxq"), "events.place"),
        ("events", lambda e: e.update(date="1999"), "events.date"),
    ],
)
def test_damage_lowers_its_measure(
    layer: str, change: Callable[[Record], None], measure: str
) -> None:
    readings = {gold["id"]: copy.deepcopy(gold) for gold in FEW}
    for reading in readings.values():
        for piece in reading[layer]:
            change(piece)
    figures = score.score_documents(FEW, readings)
    figure = figures[measure]
    assert figure.get("f1", figure.get("share")) < 90
    other = figures["times.span" if layer != "times" else "places.span"]
    assert other["f1"] == 100


def test_findings_that_are_nowhere_in_the_gold_cost_precision() -> None:
    reading = copy.deepcopy(GOLDS[0])
    reading["times"] = [*reading["times"], {"start": 0, "end": 4, "value": "2031"}]
    figure = score.score_documents([GOLDS[0]], {reading["id"]: reading})["times.value"]
    assert figure["recall"] == 100 and figure["precision"] == pytest.approx(66.7)


def test_a_layer_that_a_system_does_not_offer_is_not_scored() -> None:
    figures = score.score_documents(GOLDS, {GOLDS[0]["id"]: {"times": []}})
    assert {measure.split(".")[0] for measure in figures} == {"times"}


def _join(links: dict[str, Record]) -> dict[str, Record]:
    counts: dict[str, list[int]] = {}
    for path, story in STORIES.items():
        score.score_story(story, TEXTS, links[path.stem], counts)
    return {measure: score.figure(sums) for measure, sums in counts.items()}


def _gold_links() -> dict[str, Record]:
    return {path.stem: score.gold_as_links(story) for path, story in STORIES.items()}


def test_the_joining_of_the_gold_gets_everything() -> None:
    figures = _join(_gold_links())
    assert {figure.get("f1", figure.get("share")) for figure in figures.values()} == {100.0}


def test_a_denial_in_one_heap_with_what_it_denies_is_seen() -> None:
    links = _gold_links()
    for claim in links["depot"]["claims"]:
        if claim["proposition"] == "g3":
            claim["proposition"] = "g2"
    figures = _join(links)
    assert figures["joining.kept_apart"]["share"] < 100
    assert figures["joining.pairs"]["precision"] < 100
    assert figures["joining.relations"]["f1"] < 100


def test_claims_left_alone_join_nothing() -> None:
    by_id = {gold["id"]: gold for gold in GOLDS}
    links = {
        path.stem: baselines.join([by_id[d] for d in story["documents"]], baselines.stay_alone)
        for path, story in STORIES.items()
    }
    figures = _join(links)
    assert figures["joining.found"]["share"] == 100
    assert figures["joining.pairs"]["recall"] == 0
    assert figures["joining.origins_exact"]["share"] < 100


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "The mayor said that the bridge is safe.", ("The mayor", "that the bridge is safe")),
        ("ar", "وقال العمدة إن الجسر آمن.", ("العمدة", "إن الجسر آمن")),
    ],
)
def test_the_nearest_verb_of_saying(lang: str, text: str, found: tuple[str, str]) -> None:
    [relation] = baselines.find_nearest({"text": text, "lang": lang})
    assert (relation["source"][0]["text"], relation["content"][0]["text"]) == found


def test_a_span_outside_the_text_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "readings.jsonl"
    far = {"id": GOLDS[0]["id"], "times": [{"start": 0, "end": 10**6}]}
    file.write_text(json.dumps(far), encoding="utf-8")
    with pytest.raises(SystemExit, match="line 1: a span outside the text"):
        score.main([str(file)])


def test_a_joining_in_another_form_is_named(tmp_path: Path) -> None:
    (tmp_path / "depot.json").write_text('{"claims": [{"document": "ar-01"}]}', encoding="utf-8")
    with pytest.raises(SystemExit, match=r"depot\.json: not in the form .*content"):
        score.main(["--joining", str(tmp_path)])


def test_the_table_and_the_figures_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert score.main(["--gold-as-reading", "--json", str(tmp_path / "a.json")]) == 0
    assert "attribution.whole" in capsys.readouterr().out
    figures = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["figures"]
    assert list(figures) == ["ar", "en", "all"]


def test_the_leaderboard_shows_the_results() -> None:
    assert board.main(["--check"]) == 0
