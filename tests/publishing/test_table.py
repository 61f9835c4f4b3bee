"""The table in a terminal and in a pipe."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from marsad.analysis.analyse import analyse
from marsad.model import Analysis, Document
from marsad.packs.pack import Pack
from marsad.publishing.table import write_table


class Screen(io.StringIO):
    """A terminal that takes everything down."""

    def isatty(self) -> bool:
        return True


def show(analysis: Analysis, out: io.StringIO | None = None) -> str:
    out = out or io.StringIO()
    write_table([analysis], out)
    return out.getvalue()


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Screen()


def test_a_pipe_gets_plain_text_in_logical_order(analysis: Analysis) -> None:
    shown = show(analysis)
    assert "\x1b" not in shown and "\u2067" not in shown and "\u2069" not in shown
    assert "أن مدير المياه سامر الحلبي نفى أمس أن الخزان فارغ" in shown


def test_a_claim_inside_another_stands_further_in(analysis: Analysis) -> None:
    lines = show(analysis).splitlines()
    [outer] = [line for line in lines if "says" in line and "offset" in line]
    [inner] = [line for line in lines if "denies" in line and "offset" in line]
    assert outer.startswith(" 1 ") and inner.startswith("    2 ")


def test_the_place_is_given_by_offset_and_line(analysis: Analysis) -> None:
    text = analysis.document.text
    start, end = text.index("أن الخزان"), text.index("، وفق")
    assert f"offset {start}–{end}, line 3" in show(analysis)


def test_voices_times_and_notes_are_shown(analysis: Analysis) -> None:
    shown = show(analysis)
    places = [shown.index(name) for name in ("صحيفة الساحل", 'وكالة "سما"', "مصدر في البلدية")]
    assert places == sorted(places)
    for part in ("2024-03-01", "counted from 2024-03-02", "علامة بلا قرينة", "hand 1"):
        assert part in shown


def test_on_a_screen_every_line_of_the_text_is_an_isolate(
    analysis: Analysis, screen: Screen
) -> None:
    lines = show(analysis, screen).splitlines()
    arabic = [line for line in lines if any("\u0621" <= char <= "\u064a" for char in line)]
    assert len(arabic) > 8
    for line in arabic:
        assert line.count("\u2067") == line.count("\u2069") == 1
        assert "offset" not in line
    assert any("\x1b[1;31m" in line for line in lines)


def test_no_color_is_respected(
    analysis: Analysis, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    shown = show(analysis, screen)
    assert "\x1b[31m" not in shown and ";31m" not in shown


def test_controls_of_a_hostile_text_do_not_reach_the_screen(
    reading_of: Callable[..., Analysis], screen: Screen
) -> None:
    bad = "قال \x1b[2J\x1b]0;x\x07 \u202eعكس \u2069\u2069 [bold]x[/bold] \x9b1m"
    analysis = reading_of(bad, outlet=bad, id=bad, headline=bad, published=bad)
    shown = show(analysis, screen)
    assert "\x1b[2J" not in shown and "\x1b]" not in shown and "\x07" not in shown
    assert "\u202e" not in shown and "\x9b" not in shown
    assert "[U+202E]" in shown and "[bold]x[/bold]" in shown


def test_a_parent_that_is_its_own_child_is_shown_once(analysis: Analysis) -> None:
    first, second = analysis.attributions
    loop = (replace(first, parent="a2"), replace(second, parent="a1"))
    assert show(replace(analysis, attributions=loop)).count("offset") == 4


@pytest.mark.parametrize("text", ["", "م" * 200_000, "«" * 10_000], ids=["empty", "word", "marks"])
def test_any_text_gives_a_table(text: str, reading_of: Callable[..., Analysis]) -> None:
    assert "hand 1" in show(reading_of(text))


def test_actors_places_and_events_are_shown(peopled: Analysis) -> None:
    shown = show(peopled)
    for part in (
        "Actors (2)",
        "Sama\n  ×1 · outlet · press · SY · its name · offset",
        "open who is meant",
        "it may be town.north, town.south",
        "Places (2)",
        "River Quarter\n  ×1 · quarter · SY · near it · 35.5, 39.25 · offset",
        "Events (2)",
        "rejects  REJECT · yielding · denied",
        "  Samer → Sama\n  River Quarter · 2024-03-01\n",
        "  actor not known → recipient not known\n  place not known · date not known\n",
    ):
        assert part in shown


def test_sections_stand_in_their_order(peopled: Analysis) -> None:
    shown = show(peopled)
    heads = ["Who says what (", "Actors (", "Places (", "Events (", "Dates and times ("]
    places = [shown.index(head) for head in heads]
    assert places == sorted(places)


def test_without_findings_there_are_no_sections(analysis: Analysis) -> None:
    shown = show(analysis)
    assert not [head for head in ("Actors (", "Places (", "Events (") if head in shown]


def test_names_on_a_screen_are_isolates_in_their_own_direction(
    peopled: Analysis, screen: Screen
) -> None:
    lines = show(peopled, screen).splitlines()
    [name] = [line for line in lines if "River Quarter" in line and "2024" not in line]
    assert "\u2066River Quarter\u2069" in name
    arabic = [line for line in lines if any("\u0621" <= char <= "\u064a" for char in line)]
    assert all(line.count("\u2067") == line.count("\u2069") == 1 for line in arabic)


def test_controls_in_names_do_not_reach_the_screen(peopled: Analysis, screen: Screen) -> None:
    bad = "\x1b[2J\u202e\x07"
    actor = replace(peopled.actors[0], name=bad, sector=bad, country=bad)
    event = replace(peopled.events[0], actors=(bad,), place=bad, date=bad, mode=bad)
    place = replace(peopled.places[0], name=bad, level=bad)
    shown = show(replace(peopled, actors=(actor,), events=(event,), places=(place,)), screen)
    assert "\x1b[2J" not in shown and "\u202e" not in shown and "\x07" not in shown


def test_readings_of_the_engine_give_a_table() -> None:
    text = "قال سامر الحلبي إن الماء عاد إلى حي النهر أمس."
    assert "Who says what" in show(analyse(Document(id="n", text=text)))


def test_a_text_that_may_differ_from_its_page_says_so(pack: Pack) -> None:
    why = "letters put back in order out of a PDF"
    document = Document(id="d1", text="قالت البلدية إن الماء عاد.", degraded=why)
    out = io.StringIO()
    write_table([analyse(document, pack)], out)
    assert f"About the text: {why}" in out.getvalue()
