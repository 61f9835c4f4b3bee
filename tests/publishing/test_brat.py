"""brat standoff: offsets, fragments, relations."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from marsad.analysis.analyse import analyse
from marsad.model import Analysis, Document
from marsad.publishing.brat import build_brat, file_name, write_brat


def check(text: str, annotations: str) -> dict[str, str]:
    """Every line against brat's rules and the text; the entities by id."""
    entities = {}
    for line in annotations.split("\n")[:-1]:
        if line.startswith("T"):
            id, middle, shown = line.split("\t")
            kind, offsets = middle.split(" ", 1)
            pieces = [tuple(map(int, piece.split())) for piece in offsets.split(";")]
            assert all(start < end for start, end in pieces)
            assert pieces == sorted(pieces)
            assert " ".join(text[start:end] for start, end in pieces) == shown
            assert len(line.splitlines()) == 1
            entities[id] = f"{kind}: {shown}"
    for named in re.findall(r"(?:Arg\d:|Stance |Mode |Type |Notes )(T\d+)", annotations):
        assert named in entities
    return entities


def test_a_content_over_a_line_break_is_two_fragments(analysis: Analysis) -> None:
    text, annotations = build_brat(analysis)
    entities = check(text, annotations)
    assert "Content: أن الخزان فارغ" in entities.values()
    start, end = text.index("أن الخزان"), text.index("، وفق")
    assert f"Content {start} {start + 9};{end - 4} {end}\t" in annotations


def test_relations_stance_and_values(analysis: Analysis) -> None:
    text, annotations = build_brat(analysis)
    ids = {shown: id for id, shown in check(text, annotations).items()}
    deny, says = ids["Cue: نفى"], ids["Cue: نقلت عن"]
    assert f"HasSource Arg1:{says} Arg2:{ids['Source: مصدر في البلدية']}" in annotations
    carrier = ids['Carrier: وكالة "سما"']
    assert f"CarriedBy Arg1:{says} Arg2:{carrier}" in annotations
    outer = next(id for shown, id in ids.items() if shown.startswith("Content: أن مدير"))
    assert f"Within Arg1:{deny} Arg2:{outer}" in annotations
    assert f"Stance {deny} deny" in annotations
    assert re.search(r"#1\tAnnotatorNotes T\d+\t2024-03-01", annotations)


@pytest.mark.parametrize("text", ["قال\r\nسالم", "\tقال \n ", "قال\u2028سالم\x85هنا", "", " \n "])
def test_breaks_of_any_kind_keep_offsets(text: str, reading_of: Callable[..., Analysis]) -> None:
    written, annotations = build_brat(reading_of(text))
    assert len(written) == len(text) and "\r" not in written
    check(written, annotations)


def test_ids_become_names_of_files_and_stay_apart() -> None:
    assert file_name("n-1.a") == "n-1.a"
    hostile = ["../../etc/passwd", "a/b", "a\\b", "a b", "..", "", "n\n1", "x" * 400, ".a"]
    names = [file_name(id) for id in hostile]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[\w][\w.-]{0,120}", name) for name in names)


def test_files_stand_side_by_side(tmp_path: Path, analysis: Analysis) -> None:
    write_brat([analysis, analysis], tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert len(names) == 5 and {"annotation.conf", "n1.ann", "n1.txt"} <= set(names)
    text = (tmp_path / "out" / "n1.txt").read_bytes().decode()
    assert text == analysis.document.text
    check(text, (tmp_path / "out" / "n1.ann").read_bytes().decode())


def test_the_configuration_names_every_type(tmp_path: Path, peopled: Analysis) -> None:
    write_brat([peopled], tmp_path)
    lines = (tmp_path / "annotation.conf").read_text(encoding="utf-8").splitlines()
    named = {re.split(r"\s", line)[0] for line in lines}
    _, annotations = build_brat(peopled)
    assert {line.split("\t")[1].split(" ")[0] for line in annotations.splitlines()} <= {
        *named,
        "AnnotatorNotes",
    }


def test_actors_places_and_events_are_entities_with_attributes(peopled: Analysis) -> None:
    text, annotations = build_brat(peopled)
    ids = {shown: id for id, shown in check(text, annotations).items()}
    agency, quarter = ids['Actor: وكالة "سما"'], ids["Place: حي النهر"]
    assert f"\tGround {agency} name\n" in annotations
    assert f"\tAnnotatorNotes {agency}\tSama · outlet.sama\n" in annotations
    assert f"\tPrecision {quarter} near\n" in annotations
    denial, water = ids["Event: نفى"], ids["Event: عودة"]
    assert f"\tEventType {denial} REJECT\n" in annotations
    assert f"\tStatus {denial} denied\n" in annotations
    note = "Samer → Sama · River Quarter · 2024-03-01"
    assert f"\tAnnotatorNotes {denial}\t{note}\n" in annotations
    assert f"AnnotatorNotes {water}" not in annotations


def test_a_name_of_several_lines_breaks_no_line(peopled: Analysis) -> None:
    actor = replace(peopled.actors[0], name="a\nb\tc\u2028d")
    text, annotations = build_brat(replace(peopled, actors=(actor,)))
    check(text, annotations)
    assert "\ta b c d · outlet.sama\n" in annotations


def test_readings_of_the_engine_keep_offsets() -> None:
    text = "قال سامر\n\nالحلبي إن الماء عاد\r\nإلى حي النهر أمس."
    check(*build_brat(analyse(Document(id="n", text=text, published="2024-03-02"))))
