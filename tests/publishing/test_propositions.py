"""Claims, propositions, stories and sources: as tables, JSON lines and CSV."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from rich.text import Text

from marsad.linking.nouns import (
    Bond,
    Circle,
    Drift,
    Drifting,
    Independent,
    Origin,
    Reason,
    Relation,
    Standing,
)
from marsad.linking.relations.credibility import Proposed
from marsad.linking.stories.find import Moment, Story
from marsad.model import Kind, Stance
from marsad.publishing.linked import (
    BondRow,
    ClaimRow,
    GradeRow,
    Member,
    PropositionRow,
    PropositionView,
    SourceRow,
    SourceView,
    bond_row,
)
from marsad.publishing.propositions import (
    claim_table,
    csv_lines,
    json_lines,
    proposition_page,
    proposition_table,
    source_page,
    source_table,
    story_page,
    story_table,
    tell_origins,
)

DAY = date(2024, 3, 1).toordinal()
ROW = PropositionRow(
    id="4edcad5d05182536",
    gloss="انسحبت القوات من منبج",
    standing=Standing.CONTESTED,
    independent=Independent(1, 3),
    outlets=("وكالة الساحل", "Hill TV"),
    first="2024-03-01",
    last="2024-03-04",
    denied_by=("وزارة الدفاع",),
)
REASONS = (Reason("polarity", "one says it is not so"),)
VIEW = PropositionView(
    row=ROW,
    reasons=(Reason("denied", "the ministry denies it"),),
    members=(
        Member(
            id="s1",
            document="d1",
            outlet="Hill TV",
            day="2024-03-01",
            chain=("Hill TV", "وكالة الساحل", None),
            stance=Stance.NEUTRAL,
            hedged=True,
            withdrawn=True,
            text="القوات انسحبت من منبج",
        ),
    ),
    origins=(
        Origin(name=None, kind=Kind.ANONYMOUS, entity=None, statements=("s1",), named=False),
        Origin(
            name="مجلس المدينة",
            kind=Kind.ORGANISATION,
            entity=None,
            statements=("s2", "s3"),
            self_stated=True,
        ),
    ),
    folded=(Reason("copy", "d3 has the words of d2"),),
    circles=(Circle(("Hill TV", "وكالة الساحل"), "2024-03-04", ("s3", "s6")),),
    drift=(Drift(Drifting.HEDGE_DROPPED, "s1", "s2", "Hill TV: as fact"),),
    bonds=(
        BondRow(
            relation=Relation.DENIES,
            here=True,
            other="ffff",
            gloss="لم تنسحب القوات",
            by="ناطق",
            behalf="وزارة الدفاع",
            reasons=REASONS,
        ),
    ),
    proposed=Proposed("4", "doubtful", "unreliable", 0),
)
STORY = Story(
    id="abcd",
    labels={"ar": "منبج · تركيا · اتفاق", "en": "Manbij · Turkey · agreement"},
    first=DAY,
    last=DAY + 3,
    terms=("p:place.SY.manbij",),
    reports=("d1", "d2", "d3"),
    timeline=(
        Moment(DAY, "p1", "اتفاق على الانسحاب", Standing.SINGLE_ORIGIN, 2),
        Moment(DAY + 3, "p2", "لا اتفاق على الانسحاب", Standing.CONTESTED, 1),
    ),
    open=(Bond(one="p2", other="p1", relation=Relation.DENIES, by="ناطق", reasons=REASONS),),
)
SOURCE = SourceRow(
    id="sohr",
    name="Syrian Observatory for Human Rights",
    kind="organisation",
    claims=9,
    propositions=7,
    denied=2,
    confirmed=1,
    withdrawn=0,
    grade="C",
    words="fairly reliable",
)


def test_a_proposition_in_a_list() -> None:
    assert proposition_table([ROW], 80).splitlines() == [
        "4edcad5d05182536 · contested · 1-3 origins · 2024-03-01 – 2024-03-04",
        "  انسحبت القوات من منبج",
        "  outlets: وكالة الساحل, Hill TV",
        "  denied by: وزارة الدفاع",
    ]


def test_the_words_of_the_table_may_be_arabic() -> None:
    assert proposition_table([ROW], 80, "ar").splitlines() == [
        "4edcad5d05182536 · متنازع فيها · 1-3 مصادر أصلية · 2024-03-01 – 2024-03-04",
        "  انسحبت القوات من منبج",
        "  وسائل الإعلام: وكالة الساحل، Hill TV",
        "  ينفيها: وزارة الدفاع",
    ]


@pytest.mark.parametrize(
    ("low", "high", "english", "arabic"),
    [
        (0, 0, "no known origin", "بلا مصدر معروف"),
        (1, 1, "1 origin", "مصدر أصلي واحد"),
        (0, 1, "at most 1 origin", "مصدر أصلي واحد على الأكثر"),
        (2, 2, "2 origins", "مصدران أصليان"),
        (5, 5, "5 origins", "5 مصادر أصلية"),
        (12, 12, "12 origins", "12 مصدرا أصليا"),
        (1, 2, "1 or 2 origins", "مصدر أصلي واحد أو اثنان"),
        (1, 3, "1-3 origins", "1-3 مصادر أصلية"),
    ],
)
def test_how_many_origins(low: int, high: int, english: str, arabic: str) -> None:
    assert tell_origins(Independent(low, high)) == english
    assert tell_origins(Independent(low, high), "ar") == arabic


@pytest.mark.parametrize("width", [40, 60, 100])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = "كلمة " * 60
    view = PropositionView(
        row=PropositionRow(
            id="p",
            gloss=long,
            standing=Standing.UNKNOWN,
            independent=Independent(0, 0),
            outlets=(long, "Hill TV", "x" * 200),
            first=None,
            last=None,
        ),
        reasons=(Reason("words", long),),
        members=VIEW.members,
        origins=VIEW.origins,
        bonds=VIEW.bonds,
    )
    for line in proposition_page(view, width).splitlines():
        assert Text(line).cell_len <= width, line


def test_on_a_screen_each_line_keeps_its_direction() -> None:
    lines = proposition_table([ROW], 80, screen=True).splitlines()
    assert lines[1] == "  \u2067انسحبت القوات من منبج\u2069"
    assert lines[2] == "  outlets: \u2067وكالة الساحل\u2069, \u2066Hill TV\u2069"


def test_on_a_screen_an_arabic_table_begins_at_the_right() -> None:
    lines = proposition_table([ROW], 80, "ar", screen=True).splitlines()
    assert lines[1].startswith(" ") and lines[1].strip() == (
        "\u2067\u2067انسحبت القوات من منبج\u2069\u2069"
    )
    assert {Text(line).cell_len for line in lines[1:3]} == {78}


def test_a_hostile_word_turns_nothing_and_colours_nothing() -> None:
    row = ClaimRow(
        id="c1",
        document="d1",
        day=None,
        outlet="Hill\nTV",
        lang="ar",
        source="\u202eevil\x1b[31m",
        stance=Stance.DENY,
        hedged=False,
        text="[bold]نص[/bold]\x07",
    )
    table = claim_table([row], 80, screen=True)
    assert "\u202e" not in table and "\x1b" not in table and "\x07" not in table
    assert "[bold]نص[/bold][U+0007]" in table
    assert "Hill TV" in table


def test_one_proposition_in_full_has_all_its_grounds() -> None:
    page = proposition_page(VIEW, 100)
    for line in (
        "  – denied: the ministry denies it",
        "  proposed credibility: 4 (doubtful), proposed until a person sets it: "
        "only sources that people hold",
        "origins (2)",
        "  not named",
        "    organisation · a party about itself · ×2",
        "    statements: s2, s3",
        "  – copy: d3 has the words of d2",
        "  Hill TV → وكالة الساحل → Hill TV",
        "    closed on 2024-03-04",
        "  hedge dropped · s1 → s2",
        "  denied by · ffff",
        "    لم تنسحب القوات",
        "    source: ناطق",
        "    on behalf of: وزارة الدفاع",
        "    – said and denied: one says it is not so",
        "  2024-03-01 · says · hedged · withdrawn · s1 · d1",
        "    Hill TV → وكالة الساحل → not named",
        "      القوات انسحبت من منبج",
    ):
        assert line in page.splitlines()


def test_a_bond_is_seen_from_either_side() -> None:
    bond = STORY.open[0]
    glosses = {"p1": "اتفاق", "p2": "لا اتفاق"}
    assert bond_row(bond, "p1", glosses).here is True
    assert bond_row(bond, "p1", glosses).gloss == "لا اتفاق"
    assert bond_row(bond, "p2", glosses).other == "p1"


def test_a_story_has_its_timeline_and_its_contradictions() -> None:
    assert story_page(STORY, 80).splitlines() == [
        "Manbij · Turkey · agreement",
        "  abcd · 2024-03-01 – 2024-03-04 · propositions: 2 · reports: 3 ·",
        "    open contradictions: 1",
        "",
        "open contradictions (1)",
        "  لا اتفاق على الانسحاب",
        "  → denies · ناطق",
        "  اتفاق على الانسحاب",
        "    – said and denied: one says it is not so",
        "",
        "In time (2)",
        "2024-03-01",
        "  p1 · single origin · ×2",
        "    اتفاق على الانسحاب",
        "2024-03-04",
        "  p2 · contested · ×1",
        "    لا اتفاق على الانسحاب",
    ]
    assert story_table([STORY], 80, "ar").splitlines()[0] == "منبج · تركيا · اتفاق"


def test_a_source_has_its_record_and_the_history_of_its_grades() -> None:
    history = (
        GradeRow(at="2024-03-02", person="Rana", subject="ASSAULT", grade=None, comment="مراجعة"),
        GradeRow(at="2024-03-01", person="Rana", subject=None, grade="C", words="fairly reliable"),
    )
    page = source_page(
        SourceView(row=SOURCE, history=history, subjects=(("ASSAULT", SOURCE),)), 120
    )
    assert page.splitlines()[:3] == [
        "Syrian Observatory for Human Rights",
        "  sohr · organisation · C · fairly reliable",
        "  claims: 9 · propositions: 7 · denied: 2 · contradicted: 0 · confirmed: 1 · "
        "corroborated: 0 · withdrawn: 0",
    ]
    assert "  2024-03-02 · Rana · assaults · taken back" in page.splitlines()
    assert "  2024-03-01 · Rana · in general · C · fairly reliable" in page.splitlines()
    assert source_table([SOURCE], 120) in page


def test_json_lines_name_every_field() -> None:
    row, view, story = (json.loads(line) for line in json_lines([ROW, VIEW, STORY]))
    assert row["independent"] == {"at_least": 1, "at_most": 3}
    assert row["standing"] == "contested"
    assert view["members"][0]["chain"] == ["Hill TV", "وكالة الساحل", None]
    assert view["drift"][0]["kind"] == "hedge dropped"
    assert view["bonds"][0]["reasons"] == [{"code": "polarity", "detail": "one says it is not so"}]
    assert story["timeline"][1]["day"] == "2024-03-04"
    assert story["labels"]["en"] == "Manbij · Turkey · agreement"
    assert story["open"][0]["relation"] == "denies"


def test_csv_has_a_row_each_and_no_formula() -> None:
    formula = PropositionRow(
        id="=1+1",
        gloss="-2",
        standing=Standing.UNKNOWN,
        independent=Independent(0, 0),
        outlets=(),
        first=None,
        last=None,
    )
    lines = b"".join(csv_lines([ROW, formula], PropositionRow))
    assert lines.startswith(b"\xef\xbb\xbf")
    first, second = csv.DictReader(io.StringIO(lines.decode("utf-8-sig")))
    assert (first["at_least"], first["at_most"]) == ("1", "3")
    assert first["outlets"] == "وكالة الساحل; Hill TV"
    assert (second["id"], second["gloss"], second["first"]) == ("'=1+1", "'-2", "")


def test_csv_of_stories_and_sources() -> None:
    stories = b"".join(csv_lines([STORY], Story)).decode("utf-8-sig")
    (story,) = csv.DictReader(io.StringIO(stories))
    assert (story["label_ar"], story["last"]) == ("منبج · تركيا · اتفاق", "2024-03-04")
    assert (story["propositions"], story["reports"], story["open"]) == ("2", "3", "1")
    sources = b"".join(csv_lines([SOURCE], SourceRow)).decode("utf-8-sig")
    (source,) = csv.DictReader(io.StringIO(sources))
    assert (source["name"], source["grade"]) == ("Syrian Observatory for Human Rights", "C")
