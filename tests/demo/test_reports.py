"""The reports that come with the package: whole, invented, and readable by `marsad add`."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import marsad
from marsad.demo.files import ACTORS, OUTLETS, REPORTS, SAID, read_table
from marsad.entities.check import check_actors
from marsad.entities.lists import load_lists
from marsad.packs.pack import Pack

Reports = list[dict[str, str]]


def test_there_are_reports_enough_in_both_languages(reports: Reports) -> None:
    langs = Counter(one["lang"] for one in reports)
    assert len(reports) >= 44
    assert langs["ar"] >= 28
    assert langs["en"] >= 16


def test_the_page_about_them_counts_them_right(reports: Reports) -> None:
    langs = Counter(one["lang"] for one in reports)
    page = (Path(__file__).parents[2] / "docs" / "demo.md").read_text(encoding="utf-8")
    told = (
        f"{len(reports)} reports of two weeks on the Euphrates,\nfrom 6 to 20 May 2025, in Arabic"
    )
    assert f"{told} ({langs['ar']}) and English ({langs['en']})" in page
    assert {reports[0]["published"][:10], reports[-1]["published"][:10]} == {
        "2025-05-06",
        "2025-05-20",
    }


def test_every_report_has_outlet_date_with_hour_title_and_address(reports: Reports) -> None:
    for one in reports:
        assert one["outlet"] and one["title"] and one["text"].startswith(one["title"])
        assert datetime.fromisoformat(one["published"]).tzinfo is not None
        assert urlsplit(one["url"]).netloc.endswith(".example"), one["url"]


def test_they_stand_in_the_order_of_publication(reports: Reports) -> None:
    days = [one["published"] for one in reports]
    assert days == sorted(days)


def test_a_report_is_as_long_as_one_of_the_press(reports: Reports) -> None:
    long = {one["id"]: len(one["text"].split()) for one in reports}
    assert {id: words for id, words in long.items() if not 90 <= words <= 350} == {}


def test_eight_outlets_of_which_two_have_one_owner(reports: Reports) -> None:
    outlets = {one["name"]: one for one in read_table(OUTLETS)["outlet"]}
    named = {name: {one["name"], *one["ar"]} for name, one in outlets.items()}
    assert {one["outlet"] for one in reports} <= set().union(*named.values())
    assert len(outlets) == 8
    owners = Counter(one["owner"] for one in outlets.values() if "owner" in one)
    assert owners.most_common(1) == [("Western Horizon Media", 2)]


def test_the_own_lists_have_no_fault(pack: Pack) -> None:
    assert check_actors(pack, ACTORS, OUTLETS) == []


def test_nobody_of_the_lists_of_persons_is_named() -> None:
    known = load_lists().entities
    for document in marsad.read(REPORTS):
        analysis = marsad.analyse(document, actors=(ACTORS, OUTLETS))
        for one in analysis.actors:
            entity = known.get(one.entity or "")
            assert entity is None or entity.table != "person", (document.id, one.name)


def test_no_outlet_that_exists_is_named() -> None:
    known = load_lists().entities
    for document in marsad.read(REPORTS):
        for one in marsad.analyse(document, actors=(ACTORS, OUTLETS)).actors:
            entity = known.get(one.entity or "")
            assert entity is None or entity.table != "outlet", (document.id, one.name)


def test_what_is_said_names_the_two_analysts_and_reports_that_are_there(reports: Reports) -> None:
    ids = {one["id"] for one in reports}
    table = read_table(SAID)
    every = [one for entries in table.values() for one in entries]
    assert {one["person"] for one in every} == {"Nadia Sabbagh", "Karim Aziz"}
    called = [one.get("one", one.get("of", one)) for one in every if "source" not in one]
    assert {one["document"] for one in called if "document" in one} <= ids


def test_the_data_lie_in_the_package() -> None:
    home = Path(marsad.__file__).parent
    for path in (REPORTS, ACTORS, OUTLETS, SAID):
        assert home in path.parents and path.stat().st_size > 0
